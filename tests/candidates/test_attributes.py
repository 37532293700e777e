import numpy as np
import pandas as pd
import pytest
from ticket_tables import make_tickets, place, run_stages

from toil.candidates.attributes import combine_attributes
from toil.schema.values import ATTRIBUTES

MONTHS = ["2026-01", "2026-02", "2026-03"]


def score(rows, patterns="A", months=MONTHS):
    """Return the candidate of pattern A; by default closed incidents, one each sixth day at noon from 1 January."""
    start = pd.Timestamp("2026-01-01T12:00Z")
    base = [
        {"kind": "incident", "state": "closed", "opened_at": start + pd.Timedelta(days=6 * n)}
        for n in range(len(rows))
    ]
    tickets = make_tickets([b | row for b, row in zip(base, rows, strict=True)])
    candidates = run_stages(tickets, place(tickets, patterns), months).candidates
    return candidates.set_index("pattern_id").loc["A"]


def test_manual_counts_resolved_tickets_that_name_a_hand():
    rows = [{"resolver": "p1"}] * 6 + [{"notes": 2}] * 2 + [{}] * 4 + [{"state": "open", "resolver": "p1"}]
    found = score(rows)
    assert (found["manual"], found["manual_n"]) == (pytest.approx(8 / 12), 12)
    assert (found["manual_low"], found["manual_high"]) == pytest.approx((0.3906, 0.8619), abs=1e-4)


def test_manual_is_unknown_where_the_export_names_no_hand():
    assert pd.isna(score([{}] * 12)["manual"])


def test_an_attribute_is_unknown_under_ten_eligible():
    found = score([{"resolver": "p1"}] * 9)
    assert pd.isna(found["manual"])
    assert found["manual_n"] == 9


def test_repetitive_needs_two_other_weeks_within_thirty_days():
    regular = score([{}] * 12)
    assert (regular["repetitive"], regular["repetitive_n"]) == (1, 12)
    outage = [{"opened_at": f"2026-02-0{day}T{hour}:00Z"} for day in (2, 3, 4) for hour in (10, 12, 14, 16)]
    assert score(outage)["repetitive"] == 0


def test_repetitive_is_unknown_for_undated_tickets():
    undated = [{"opened_at": None, "month": "2026-03"}] * 12
    assert pd.isna(score(undated, months=["2026-03"])["repetitive"])


def test_automatable_counts_usual_resolutions_handed_on_at_most_once():
    rows = [{"resolution": "Restarted the agent"}] * 8 + [
        {"resolution": "Restarted the agent", "reassignments": 2}
    ] * 2
    rows += [{"resolution": "Vendor replaced hardware"}, {"resolution": "Explained invoice"}]
    found = score(rows)
    assert (found["automatable"], found["automatable_n"]) == (pytest.approx(8 / 12), 12)


@pytest.mark.parametrize(
    ("row", "tactical"),
    [
        ({"kind": "incident"}, 1),
        ({"kind": "alert"}, 1),
        ({"kind": "change", "channel": "phone"}, 0),
        ({"kind": "request", "channel": "portal", "opened_at": "2026-02-02T12:00Z"}, 0),
        ({"kind": "request", "channel": "portal", "opened_at": "2026-02-02T22:00Z"}, 1),
        ({"kind": "request", "channel": "phone", "opened_at": "2026-02-02T12:00Z"}, 1),
        ({"kind": None, "channel": "monitoring"}, 1),
    ],
)
def test_tactical(row, tactical):
    assert score([row] * 10)["tactical"] == tactical


def test_tactical_is_unknown_without_kind_and_channel():
    assert pd.isna(score([{"kind": None}] * 10)["tactical"])


def test_no_enduring_value_takes_off_what_chance_brings():
    # 15 tickets of A on host x, one each sixth day; 45 of B elsewhere. The window ends on day 90, so the first ten of
    # A (days 0.5 to 54.5; 60.5 is too late) are eligible, and each comes back after six days.
    rows = [{"item": "x"}] * 15 + [{"item": f"y{n}"} for n in range(45)]
    opened = pd.Timestamp("2026-01-01T12:00Z")
    dated = [row | {"opened_at": opened + pd.Timedelta(days=6 * (n % 15))} for n, row in enumerate(rows)]
    found = score(dated, ["A"] * 15 + ["B"] * 45)
    chance = 1 - np.exp(-14 * 30 / 89.5 / 46)  # none of the others is at x: one place of 46
    assert found["no_enduring_value_n"] == 10
    assert found["no_enduring_value"] == pytest.approx(1 - chance)
    assert found["no_enduring_value_low"] == pytest.approx(0.7225 - chance, abs=1e-4)
    assert pd.isna(found["item_recurrence"])  # one item has them all: coming back is the work itself


def test_no_enduring_value_is_unknown_where_chance_is_sure():
    assert pd.isna(score([{"service": "s"}] * 15)["no_enduring_value"])  # alone in the squad, on the one place


def test_no_enduring_value_is_unknown_without_places():
    assert pd.isna(score([{}] * 15)["no_enduring_value"])


def test_growth_is_unknown_under_six_months():
    assert pd.isna(score([{}] * 15)["grows"])


def test_growth_compares_with_the_rest_of_the_squad():
    months = [f"2026-{m:02d}" for m in range(1, 7)]
    rows, patterns = [], []
    for m, month in enumerate(months):
        days = [f"{month}-{1 + n % 28:02d}T12:00Z" for n in range(60)]
        rows += [{"opened_at": day} for day in days[: 4 * 2**m // 2 + 2] + days[:40]]
        patterns += ["A"] * len(days[: 4 * 2**m // 2 + 2]) + ["B"] * 40
    found = score(rows, patterns, months)
    assert found["grows"] > 0.99
    assert 0 < found["share_change_low"] < found["share_change_base"] < found["share_change_high"]


def evidence(*shares):
    return {name: np.array([share]) for name, share in zip(ATTRIBUTES, shares, strict=True)}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((1, 0.5, 0.6, 0.9, 0, 0.6), [6, 0.6, 0.6, 0.6]),
        ((1, 0.5, 0.6, np.nan, np.nan, np.nan), [3, 0.7, 0.35, 0.85]),
        ((1, 0.5, np.nan, np.nan, np.nan, np.nan), [2, np.nan, np.nan, np.nan]),
    ],
)
def test_overall_is_the_mean_of_the_known_with_its_bounds(shares, expected):
    assert combine_attributes(evidence(*shares)).iloc[0].tolist() == pytest.approx(expected, nan_ok=True)
