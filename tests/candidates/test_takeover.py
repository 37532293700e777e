"""Automation that takes work over within the window: the months to come are what it leaves to people now."""

import pandas as pd
import pytest
from ticket_tables import make_tickets, place, run_stages

from toil.settings import Economics, Means, Range

MONTHS = [f"2026-{month:02}" for month in range(1, 7)]
EACH = 20


def scored(robots: dict[str, list[int]], **options):
    """Return the candidates of patterns with 20 tickets a month, of which automation resolved so many in each."""
    rows, patterns = [], []
    for pattern, shares in robots.items():
        for month, by_robot in zip(MONTHS, shares, strict=True):
            for n in range(EACH):
                opened = pd.Timestamp(f"{month}-{1 + n:02}T12:00Z")
                who = (
                    {"resolver": "rpa", "automated": True}
                    if n < by_robot
                    else {"resolver": f"r{n % 5}", "automated": False}
                )
                rows.append(
                    {
                        "kind": "incident",
                        "state": "closed",
                        "opened_at": opened,
                        "notes": 3,
                        "resolution": "Serviço reiniciado",
                    }
                    | who
                )
                patterns.append(pattern)
    tickets = make_tickets(rows)
    return run_stages(tickets, place(tickets, patterns), MONTHS, **options).candidates.set_index("pattern_id")


@pytest.fixture(scope="module")
def found():
    return scored(
        {
            "A": [0, 0, 0, EACH, EACH, EACH],
            "B": [0, 0, 10, 10, 10, 10],
            "C": [10] * 6,
            "D": [0, 2, 0, 1, 0, 2],
            "E": [EACH, EACH, 10, 0, 0, 0],
            "F": [0] * 6,
        }
    )


def test_what_was_taken_over_whole_is_automated_already(found):
    assert found.loc["A", "rule"] == "keep-automated"
    assert (found.loc["A", "automated_share"], found.loc["A", "automated_lately"]) == (0.5, 1.0)
    assert "resolved 100% of its tickets lately, 50% of all 120" in found.loc["A", "reason"]


def test_a_part_that_was_taken_over_leaves_the_rest_to_come(found):
    left = found["projected_volume"] / found.loc["F", "projected_volume"]
    assert left["B"] == pytest.approx((1 - 0.5) / (1 - 40 / 120))
    assert left["E"] == pytest.approx(1 / (1 - 50 / 120))
    assert found.loc["B", "projected_volume_low"] < found.loc["B", "projected_volume"]
    assert found.loc["B", "projected_volume"] < found.loc["B", "projected_volume_high"]


def test_a_share_that_stays_or_varies_by_chance_changes_nothing(found):
    assert found.loc[["C", "D"], "automated_lately"].tolist() == found.loc[["C", "D"], "automated_share"].tolist()
    assert found.loc["C", "projected_volume"] == found.loc["F", "projected_volume"]


def test_hours_saved_are_of_what_is_left():
    exact = Range(low=1, base=1, high=1)
    means = {
        "automate": Means(automatable_share=exact, residual_touch=Range(low=0, base=0, high=0), build_hours=exact)
    }
    given = {"economics": Economics(means=means)}
    both = scored({"B": [0, 0, 10, 10, 10, 10], "F": [0] * 6}, **given)
    assert both.loc["B", "verdict"] == both.loc["F", "verdict"] == "automate"
    assert both.loc["B", "saved_base"] / both.loc["F", "saved_base"] == pytest.approx(0.5, abs=0.06)
