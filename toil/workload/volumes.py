"""How much came, of what, and when in the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from toil.schema import conform
from toil.schema.workload_tables import DIMENSIONS
from toil.settings import month_range
from toil.workload.calendar import BusinessHours


def count_volumes(tickets: pd.DataFrame, *, months: Sequence[str]) -> pd.DataFrame:
    """Return ``volumes``: tickets a month by kind, tier, channel and priority; all values in all months.

    A ticket without the value counts under null, so that the counts of a dimension add up to the month's tickets.
    """
    parts = [_by(tickets, dimension, months) for dimension in DIMENSIONS]
    return conform("volumes", pd.concat(parts, ignore_index=True))


def _by(tickets: pd.DataFrame, dimension: str, months: Sequence[str]) -> pd.DataFrame:
    value = tickets[dimension].astype("str")
    counts = pd.crosstab(tickets["month"], value.fillna(""))
    whole = counts.reindex(index=pd.Index(months, name="month"), fill_value=0)
    long = whole.reset_index().melt(id_vars="month", var_name="value", value_name="tickets")
    long["value"] = long["value"].astype("str").where(long["value"] != "")
    return long.assign(dimension=dimension).sort_values(["month", "value"], na_position="last", ignore_index=True)


def count_arrivals(
    tickets: pd.DataFrame, *, months: Sequence[str], zone: ZoneInfo, calendar: BusinessHours
) -> pd.DataFrame:
    """Return ``arrivals``: tickets opened in each hour of each weekday and month, on the clock of *calendar*.

    Parameters
    ----------
    tickets : DataFrame
        Contract ``tickets``; undated ones are in no hour.
    months : sequence of str
        YYYY-MM, of *zone*, as in ``tickets``.
    """
    dated = tickets[tickets["opened_at"].notna() & tickets["month"].isin(months)]
    local = dated["opened_at"].dt.tz_convert(calendar.zone)
    cells = pd.MultiIndex.from_product([months, range(1, 8), range(24)], names=["month", "weekday", "hour"])
    keys = [dated["month"], local.dt.day_of_week + 1, local.dt.hour]
    counts = dated.groupby(keys).size().reindex(cells, fill_value=0)
    found = counts.rename("tickets").reset_index()
    open_minutes = _open_minutes(calendar)
    days = _weekdays(dated["opened_at"], months, zone)
    return conform(
        "arrivals",
        found.assign(
            days=[days[month, weekday] for month, weekday in zip(found["month"], found["weekday"], strict=True)],
            business_minutes=open_minutes[found["weekday"] - 1, found["hour"]],
        ),
    )


def _open_minutes(calendar: BusinessHours) -> np.ndarray:
    """Return (7, 24): the business minutes of each hour of the week."""
    starts = np.arange(24) * 60
    inside = np.clip(np.minimum(calendar.closes, starts + 60) - np.maximum(calendar.opens, starts), 0, 60)
    working = np.isin(np.arange(7), calendar.weekdays)
    return np.where(working[:, None], inside[None, :], 0)


def _weekdays(opened_at: pd.Series, months: Sequence[str], zone: ZoneInfo) -> dict[tuple[str, int], int]:
    """Return how many Mondays (1) to Sundays (7) each month has between the first and the last ticket."""
    found = {(month, weekday): 0 for month in months for weekday in range(1, 8)}
    if opened_at.empty:
        return found
    first, last = (moment.tz_convert(zone).date() for moment in (opened_at.min(), opened_at.max()))
    for month in months:
        start, following = (moment.date() for moment in month_range(month, zone))
        day, end = max(start, first), min(following - dt.timedelta(days=1), last)
        while day <= end:
            found[month, day.isoweekday()] += 1
            day += dt.timedelta(days=1)
    return found
