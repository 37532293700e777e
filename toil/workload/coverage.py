"""How much of each month the exports cover, so that a month half exported is not read as a quiet one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pandas as pd

from toil.settings import month_range

EDGE_DAYS = 3


def cover_months(tickets: pd.DataFrame, *, months: Sequence[str], zone: ZoneInfo) -> pd.Series:
    """Return the share of each month that *tickets* cover, 0 where there is no ticket at all.

    A month counts whole, but for the first and the last with tickets: of these the days before the first or after
    the last ticket are left out where they are more than three. Undated tickets count their month whole.

    Returns
    -------
    Series of float, index *months*, 0 to 1
    """
    counts = tickets["month"].value_counts()
    share = pd.Series({month: float(counts.get(month, 0) > 0) for month in months}, dtype="float64")
    with_tickets = share.index[share > 0]
    dated = tickets.loc[tickets["month"].isin(months), "opened_at"].dropna()
    if dated.empty:
        return share
    first, last = dated.min().tz_convert(zone), dated.max().tz_convert(zone)
    for month in {with_tickets[0], with_tickets[-1]}:
        share[month] = _covered(month, first, last, zone)
    return share


def _covered(month: str, first: pd.Timestamp, last: pd.Timestamp, zone: ZoneInfo) -> float:
    start, end = (moment.date() for moment in month_range(month, zone))
    days = (end - start).days
    before = max(0, (first.date() - start).days)
    after = max(0, (end - dt.timedelta(days=1) - last.date()).days)
    missing = sum(gap for gap in (before, after) if gap > EDGE_DAYS)
    return max(days - missing, 1) / days
