"""Months of tickets: their names, days without one, and the month to report by default."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import ExportError
from toil.settings import Study, month_range


def name_months(opened: pa.ChunkedArray, zone: str, undated: str | None) -> pa.Array:
    """Return ``YYYY-MM`` of each moment in *zone*; *undated* where there is none."""
    local = pc.local_timestamp(opened.cast(pa.timestamp("us", zone)))
    months = _month_names(local)
    return pc.fill_null(months, undated) if undated else months


def _month_names(local: pa.ChunkedArray) -> pa.Array:
    numbers = pc.add(pc.multiply(pc.year(local), 12), pc.subtract(pc.month(local), 1)).combine_chunks()
    coded = numbers.dictionary_encode()
    names = [None if n is None else f"{n // 12:04d}-{n % 12 + 1:02d}" for n in coded.dictionary.to_pylist()]
    return pa.array(names, type=pa.string()).take(coded.indices)


def empty_days(opened: pa.ChunkedArray, zone: str, run: int = 3) -> int:
    """Return how many calendar days inside the period have no ticket, counting only runs of *run* days or more.

    Shorter ones are weekends and holidays; longer ones are what a gap between two exports looks like.
    """
    local = pc.local_timestamp(opened.drop_null().cast(pa.timestamp("us", zone)))
    days = np.unique(local.to_numpy().astype("datetime64[D]").astype(np.int64))
    missing = np.diff(days) - 1
    return int(missing[missing >= run].sum())


def default_month(tickets: pd.DataFrame, study: Study) -> str:
    """Return the latest month that the exports cover whole, else the latest month there is.

    Whole is a month with tickets after it, or one whose tickets reach its last two days or its last working day by
    the study's calendar: a desk that closes for the weekend has none on a 31st that is a Sunday.

    Raises
    ------
    ExportError
        If there is no ticket.
    """
    if tickets.empty:
        raise ExportError("no ticket of the study's squads", where=study.path.name, wanted="one to have a month")
    months = sorted(tickets["month"].unique())
    latest = str(months[-1])
    last = tickets["opened_at"].max()
    if len(months) == 1 or pd.isna(last):
        return latest
    _, following = month_range(latest, study.study.zone)
    worked = study.calendar.last_working_day(following.date())
    whole = last.tz_convert(study.study.zone).date() >= min(worked, following.date() - dt.timedelta(days=2))
    return latest if whole else str(months[-2])
