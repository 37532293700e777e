import pandas as pd
import pytest
from ticket_tables import make_tickets, place, run_stages

from toil.settings import Effort

MONTHS = ["2026-02", "2026-03"]


def count(rows, patterns, **options):
    tickets = make_tickets([{"kind": "incident"} | row for row in rows])
    return run_stages(tickets, place(tickets, patterns), MONTHS, **options).pattern_months


def test_every_pattern_has_every_month():
    found = count([{"opened_at": "2026-02-03T10:00Z"}, {"opened_at": "2026-03-03T10:00Z"}], ["A", "B"])
    assert found[["pattern_id", "month", "tickets"]].to_numpy().tolist() == [
        ["A", "2026-02", 1], ["A", "2026-03", 0], ["B", "2026-02", 0], ["B", "2026-03", 1],
    ]  # fmt: skip
    assert found["hours_base"].eq(0).tolist() == [False, True, True, False]


def test_hours_are_minutes_and_a_context_switch_for_each_episode():
    rows = [
        {"opened_at": "2026-03-03T10:00Z", "item": "x", "worked_minutes": 30.0},
        {"opened_at": "2026-03-03T10:10Z", "item": "x", "worked_minutes": 20.0},
        {"opened_at": "2026-03-09T10:00Z", "item": "x", "notes": 2},
    ]
    march = count(rows, "A").iloc[1]
    # Two episodes: context switch 0, 5, 15 each; notes 3, 5, 8
    assert march[["tickets", "episodes"]].tolist() == [3, 2]
    assert march[["hours_low", "hours_base", "hours_high"]].tolist() == pytest.approx(
        [(50 + 6) / 60, (50 + 10 + 10) / 60, (50 + 16 + 30) / 60]
    )


def test_what_ended_without_action_costs_no_context_switch():
    quiet = {"kind": "alert", "state": "closed", "resolution_code": "No action required"}
    rows = [
        {"opened_at": "2026-03-03T10:00Z", "item": "x", "worked_minutes": 30.0},
        {"opened_at": "2026-03-03T10:10Z", "item": "x", **quiet},  # the same episode: somebody turned to it anyway
        {"opened_at": "2026-03-09T10:00Z", "item": "x", **quiet},
        {"opened_at": "2026-03-10T10:00Z", "item": "x", "worked_minutes": 1.0, **quiet},
    ]
    tickets = make_tickets([{"kind": "incident"} | row for row in rows])
    stages = run_stages(tickets, place(tickets, "A"), MONTHS)
    march, candidate = stages.pattern_months.iloc[1], stages.candidates.iloc[0]
    assert march["hours_base"] * 60 == pytest.approx(30 + 2 + 2 + 1 + 5)
    assert (candidate["episodes"], candidate["switches"], candidate["minutes_mean"]) == (3, 1, 35 / 4)


def test_bursts_stand_apart():
    usual = [{"opened_at": f"2026-02-{day:02d}T10:00Z", "item": "x", "worked_minutes": 6.0} for day in range(1, 11)]
    outage = [{"opened_at": f"2026-03-05T15:{m:02d}Z", "item": "x", "worked_minutes": 6.0} for m in range(40)]
    february, march = (
        row for _, row in count(usual + outage, "A", effort=Effort(context_switch_minutes=0)).iterrows()
    )
    assert march[["tickets", "burst_tickets", "episodes", "hours_base"]].tolist() == [40, 40, 1, 0]
    assert february[["tickets", "burst_tickets", "episodes", "hours_base"]].tolist() == [10, 0, 10, 1]


def test_no_pattern_no_rows():
    found = count([{"opened_at": "2026-03-03T10:00Z"}], [None])
    assert found.empty
    assert isinstance(found, pd.DataFrame)
