"""September 2026 in Brazil: its last three working days are the 28th to 30th, its first two the 1st and 2nd."""

from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from toil.workload import BusinessHours, count_month_turns

ZONE = ZoneInfo("America/Sao_Paulo")
MONTHS = ["2026-08", "2026-09"]


def make_episodes(**days):
    """Return an episode at noon of each day (YYYY-MM-DD) of each pattern."""
    rows = [(name, pd.Timestamp(f"{day} 15:00", tz="UTC")) for name, listed in days.items() for day in listed]
    table = pd.DataFrame(rows, columns=["pattern_id", "started_at"])
    return table.assign(month=table["started_at"].dt.strftime("%Y-%m"), burst=False)


def count(episodes, months=MONTHS, calendar=BusinessHours):
    found = count_month_turns(episodes, months=months, zone=ZONE, calendar=calendar())
    return found.set_index("pattern_id")


MIDDLE = [f"2026-{month}-{day:02}" for month in ("08", "09") for day in range(6, 26)]
CLOSING = ["2026-08-27", "2026-08-28", "2026-08-31", "2026-09-01", "2026-09-28", "2026-09-30"] * 2


def test_a_share_at_the_turn_is_held_against_the_other_work():
    """Of 50 other episodes 10 are at the turn: 0.2; 12 of 12 by chance have p = 0.2^12."""
    other = [*MIDDLE, *["2026-09-29"] * 10]
    found = count(make_episodes(closing=CLOSING, other=other)).loc["closing"]
    assert (found["episodes"], found["at_turn"], found["expected"]) == (12, 12, 0.2)
    assert found["p"] == pytest.approx(0.2**12)
    assert (found["months"], found["months_at_turn"]) == (2, 2)


@pytest.mark.parametrize(
    ("day", "at_turn"),
    [
        ("2026-09-25", 0),  # Friday: four working days are left
        ("2026-09-26", 0),  # the Saturday before the last three
        ("2026-09-28", 1),
        ("2026-09-02", 1),
        ("2026-09-03", 0),
        ("2026-08-01", 1),  # a Saturday before the first working day
        ("2026-08-04", 1),
        ("2026-08-05", 0),
    ],
)
def test_working_days_are_counted_not_dates(day, at_turn):
    found = count(make_episodes(one=[day] * 10, other=MIDDLE))
    assert found.loc["one", "at_turn"] == 10 * at_turn


def test_the_day_is_that_of_the_zone():
    """01:00 UTC on 1 October is 22:00 on 30 September in Sao Paulo."""
    night = make_episodes(one=["2026-09-15"] * 10, other=MIDDLE)
    one = night["pattern_id"] == "one"
    moved = night.assign(started_at=night["started_at"].mask(one, pd.Timestamp("2026-10-01 01:00", tz="UTC")))
    assert count(moved).loc["one", "at_turn"] == 10


def test_bursts_few_episodes_and_months_not_covered_whole_are_left_out():
    episodes = make_episodes(few=CLOSING[:9], closing=CLOSING, other=MIDDLE)
    assert list(count(episodes).index) == ["closing", "other"]
    assert "closing" not in count(episodes.assign(burst=episodes["pattern_id"] == "closing")).index
    assert count(episodes, months=["2026-08"]).loc["other", "episodes"] == 20
    assert count(episodes.iloc[:0]).empty


def test_a_calendar_without_working_days_has_no_turn():
    found = count(make_episodes(closing=CLOSING, other=MIDDLE), calendar=lambda: BusinessHours(weekdays=()))
    assert found["at_turn"].tolist() == [0, 0]
