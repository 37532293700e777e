"""Work that comes at the turn of the month: closings, payrolls, monthly reports."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from scipy.special import bdtrc

from toil.settings import month_range
from toil.workload.calendar import BusinessHours
from toil.workload.changes import benjamini_hochberg

LAST_DAYS, FIRST_DAYS = 3, 2
MIN_EPISODES = 10
COLUMNS = ("pattern_id", "episodes", "at_turn", "share", "expected", "months", "months_at_turn", "p", "q")


def count_month_turns(
    episodes: pd.DataFrame, *, months: Sequence[str], zone: ZoneInfo, calendar: BusinessHours
) -> pd.DataFrame:
    """Return how much of each pattern falls on the last three or first two working days of a month.

    Held against chance: the share of the squad's other episodes on those days, one-sided binomial test; *q* by
    Benjamini and Hochberg (1995) over the patterns. Episodes are counted, not tickets, and no burst, so that one bad
    day is one event. A pattern of fewer than 10 episodes has no row.

    Parameters
    ----------
    episodes : DataFrame
        Contract ``episodes``, one squad.
    months : sequence of str
        Months, YYYY-MM, that the exports cover whole; others would show one end only.
    zone : ZoneInfo
        Zone of the months.

    Returns
    -------
    DataFrame
        ``pattern_id``, ``episodes``, ``at_turn`` (of these), ``share``, ``expected``, ``months`` (with an episode),
        ``months_at_turn`` (of these, with a larger share than expected), ``p``, ``q``; by ``pattern_id``.
    """
    calm = episodes[~episodes["burst"] & episodes["started_at"].notna() & episodes["month"].isin(months)]
    day = calm["started_at"].dt.tz_convert(zone).dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    at_turn = np.isin(day, _turns(months, zone, calendar))
    counted = calm.assign(at_turn=at_turn).groupby("pattern_id")["at_turn"].agg(["size", "sum"])
    others = len(calm) - counted["size"]
    table = pd.DataFrame(
        {
            "episodes": counted["size"],
            "at_turn": counted["sum"].astype("int64"),
            "share": counted["sum"] / counted["size"],
            "expected": ((at_turn.sum() - counted["sum"]) / others).where(others >= MIN_EPISODES),
        }
    )
    judged = table[(table["episodes"] >= MIN_EPISODES) & table["expected"].notna()].reset_index()
    came = _months_at_turn(calm.assign(at_turn=at_turn), judged)
    p = bdtrc(judged["at_turn"] - 1, judged["episodes"], judged["expected"])
    return judged.merge(came, on="pattern_id").assign(p=p, q=benjamini_hochberg(p))[list(COLUMNS)]


def _months_at_turn(calm: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    by_month = calm.groupby(["pattern_id", "month"])["at_turn"].mean().reset_index()
    beside = by_month.merge(judged[["pattern_id", "expected"]], on="pattern_id")
    more = beside.assign(more=beside["at_turn"] > beside["expected"]).groupby("pattern_id")["more"]
    return more.agg(months="size", months_at_turn="sum").reset_index()


def _turns(months: Sequence[str], zone: ZoneInfo, calendar: BusinessHours) -> np.ndarray:
    """Return the days of *months* from their third last working day on, and up to their second."""
    found = [np.array([], dtype="datetime64[D]")]
    for month in months:
        start, end = (np.datetime64(moment.date(), "D") for moment in month_range(month, zone))
        days = np.arange(start, end)
        working = days[calendar.is_working_day(days.astype(np.int64))]
        if len(working) > LAST_DAYS + FIRST_DAYS:
            found.append(days[(days >= working[-LAST_DAYS]) | (days <= working[FIRST_DAYS - 1])])
    return np.concatenate(found)
