"""The page over all squads: sums with their range, who has no figures and why, and nothing about a person."""

from pathlib import Path

import pandas as pd
import pytest

from toil.candidates.ranges import Points
from toil.i18n import wording
from toil.publish import Portfolio, render_portfolio
from toil.schema import conform, empty
from toil.settings import parse_study

UNKNOWN = float("nan")
HOSTILE = "<script>alert(1)</script>"


def squad(name, status="fit", hours=(80.0, 100.0, 130.0), reason="", share=UNKNOWN):
    low, base, high = hours if status in ("fit", "modest") else (UNKNOWN,) * 3
    return {
        "squad": name, "title": name.title(), "status": status, "reason": reason, "tickets": 300, "candidates": 9,
        "hours_low": low, "hours_base": base, "hours_high": high, "people_share": share,
    }  # fmt: skip


def portfolio(*squads, hours=Points(UNKNOWN, UNKNOWN, UNKNOWN), shared=()):  # noqa: B008
    candidate = {
        "squad": "north", "title": "North", "pattern_id": "P-1", "rank": 1, "label": HOSTILE, "verdict": "automate",
        "status": None, "tickets": 60, "hours_low": 8.0, "hours_base": 12.0, "hours_high": 18.0, "others": 1,
    }  # fmt: skip
    known = any(each["status"] in ("fit", "modest") for each in squads)
    columns = ["work", "squad", "title", "label", "patterns", "tickets", "hours_base"]
    return Portfolio(
        study=parse_study(
            {"squads": {each["squad"]: {"groups": [each["squad"]]} for each in squads}}, Path("toil.toml")
        ),
        month="2026-09",
        squads=conform("portfolio_squads", pd.DataFrame(squads)),
        candidates=conform("portfolio_candidates", pd.DataFrame([candidate]))
        if known
        else empty("portfolio_candidates"),
        shared=conform("portfolio_shared", pd.DataFrame(shared, columns=columns)),
        hours=hours,
    )


def test_the_sum_stands_with_its_range_and_squads_with_most_hours_come_first():
    both = portfolio(
        squad("north", hours=(30.0, 40.0, 55.0)), squad("south", share=0.17), hours=Points(115.0, 140.0, 180.0),
        shared=[(1, "north", "North", HOSTILE, 1, 60, 12.0), (1, "south", "South", "Reset", 2, 30, 7.5)],
    )  # fmt: skip
    page = render_portfolio(both, wording("en"))
    assert "2 squads: 140 h a month of work that repeats (115 to 180)" in page
    assert page.index(">South<") < page.index(">North<")
    assert "17%" in page
    assert "in 1 other squad too" in page
    assert "South: <bdi>Reset</bdi> (7.5 h" in page
    assert HOSTILE not in page


@pytest.mark.parametrize(
    ("status", "reason", "said"),
    [
        (
            "refused",
            "12 tickets in Sep 2026: under the floor of 30.",
            "12 tickets in Sep 2026: under the floor of 30.",
        ),
        ("no tickets", "", "No ticket of it in this month: is an export missing?"),
        ("failed", "south.csv: wrong columns", "Its own run fails: south.csv: wrong columns"),
    ],
)
def test_a_squad_without_figures_is_named_with_one_sentence_and_is_in_no_sum(status, reason, said):
    one = portfolio(squad("north"), squad("south", status, reason=reason), hours=Points(80.0, 100.0, 130.0))
    page = render_portfolio(one, wording("en"))
    assert "1 squad: 100 h" in page
    assert f"<b>South</b>: {said}" in page
    assert "Only one squad has figures: there is nothing to compare." in page
    assert one.reported["squad"].tolist() == ["north"]


def test_where_no_squad_has_figures_the_title_says_so():
    page = render_portfolio(portfolio(squad("north", "refused", reason="Too few.")), wording("en"))
    assert "No squad has figures of this month." in page
    assert "Hours by squad" not in page
