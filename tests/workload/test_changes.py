from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from ticket_tables import make_tickets, place

from toil.workload import link_changes
from toil.workload.changes import benjamini_hochberg

UTC = ZoneInfo("UTC")
MONTHS = ["2026-01", "2026-02", "2026-03"]
CHANGES = ["2026-01-07", "2026-01-22", "2026-02-03", "2026-02-18", "2026-03-05", "2026-03-20"]


def changes(days=CHANGES, **columns):
    return [{"kind": "change", "opened_at": "2026-01-02", "resolved_at": f"{day}T20:00Z"} | columns for day in days]


def incidents(days, **columns):
    return [{"kind": "incident", "opened_at": f"{day}T12:00Z"} | columns for day in days]


def day_after(day, days=1):
    return (pd.Timestamp(day) + pd.Timedelta(days=days)).date().isoformat()


def link(rows, patterns):
    tickets = make_tickets(rows)
    return link_changes(tickets, place(tickets, patterns), months=MONTHS, zone=UTC).set_index("pattern_id")


FOLLOWING = [day_after(day, n) for day in CHANGES for n in (0, 1, 2)]
SPREAD = [f"2026-0{1 + n // 9}-{1 + 3 * (n % 9):02d}" for n in range(27)]


def test_tickets_that_follow_changes_are_linked_and_others_are_not():
    rows = changes(item="x") + incidents(FOLLOWING, item="x") + incidents(SPREAD, item="x")
    found = link(rows, [None] * 6 + ["A"] * 18 + ["B"] * 27)
    assert found.loc["A", ["tickets", "after"]].tolist() == [18, 1.0]
    # Six changes cover three days each, 18 of 90; evenly spread tickets fall on these days one time in five
    assert found.loc["B", "expected"] == pytest.approx(0.2, abs=0.03)
    assert found.loc["A", "q"] < 0.01
    assert found.loc["B", "q"] > 0.05


def test_only_the_same_place_counts():
    rows = changes(item="x") + incidents(FOLLOWING, item="y")
    assert link(rows, [None] * 6 + ["A"] * 18).empty


def test_services_are_taken_where_items_say_nothing():
    rows = changes(service="s") + incidents(FOLLOWING, item="y", service="s")
    assert link(rows, [None] * 6 + ["A"] * 18).loc["A", "q"] < 0.01


@pytest.mark.parametrize(
    ("rows", "patterns"),
    [
        (changes(CHANGES[:4], item="x") + incidents(FOLLOWING, item="x"), [None] * 4 + ["A"] * 18),  # four changes
        (changes(item="x") + incidents(FOLLOWING[:9], item="x"), [None] * 6 + ["A"] * 9),  # nine tickets
        (incidents(FOLLOWING, item="x"), ["A"] * 18),
        (changes(item="x"), ["A"] * 6),  # changes don't follow themselves
    ],
)
def test_silent_where_there_is_too_little(rows, patterns):
    assert link(rows, patterns).empty


def test_row_order_changes_nothing():
    rows = changes(item="x") + changes(item="y") + incidents(FOLLOWING, item="x") + incidents(SPREAD, item="y")
    patterns = [None] * 12 + ["A"] * 18 + ["B"] * 27
    tickets = make_tickets(rows)
    placed, mixed = place(tickets, patterns), tickets.sample(frac=1, random_state=5).reset_index(drop=True)
    options = {"months": MONTHS, "zone": UTC}
    pd.testing.assert_frame_equal(link_changes(tickets, placed, **options), link_changes(mixed, placed, **options))


def test_benjamini_hochberg():
    # 4 tests: .01 x 4/1, .03 x 4/2, .04 x 4/3, .5 x 4/4; made monotone from the largest
    found = benjamini_hochberg(np.array([0.03, 0.5, 0.01, 0.04]))
    assert found == pytest.approx([0.04 * 4 / 3, 0.5, 0.04, 0.04 * 4 / 3])
    assert benjamini_hochberg(np.array([])).size == 0
