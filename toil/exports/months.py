"""Many rows -> one a ticket: the latest state wins, repeated rows are told from superseded ones, months are named."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.fields import TIMES
from toil.settings import Study, month_range

NEVER = np.iinfo(np.int64).min


def order_rows(rows: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """Return the order of *rows* by ticket, last change, file and row; and each ordered row's ticket code.

    A row without ``updated_at`` counts as changed at the latest moment that it names.
    """
    ids = rows["key"].combine_chunks().dictionary_encode().indices.to_numpy()
    changed = last_change(rows)
    order = np.lexsort((rows["row"].to_numpy(), rows["file"].to_numpy(), changed, ids))
    return order, ids[order]


def last_change(rows: pa.Table) -> np.ndarray:
    """Return when each row was last changed, in microseconds UTC; where unknown, the smallest number."""
    moments = [_micros(rows[name]) for name in TIMES if name not in ("updated_at", "sla_due_at")]
    updated = _micros(rows["updated_at"])
    return np.where(updated == NEVER, np.maximum.reduce(moments), updated)


def _micros(column: pa.ChunkedArray) -> np.ndarray:
    return pc.fill_null(column.cast(pa.int64()), NEVER).to_numpy()


def latest_rows(codes: np.ndarray) -> np.ndarray:
    """Return which ordered rows are the last of their ticket."""
    return np.append(codes[1:] != codes[:-1], True) if len(codes) else np.zeros(0, dtype=bool)


def repeated_rows(rows: pa.Table, codes: np.ndarray) -> np.ndarray:
    """Return which ordered *rows* say again what a later row of the same ticket says, field for field."""
    several = np.flatnonzero(np.bincount(codes)[codes] > 1) if len(codes) else np.zeros(0, dtype=np.int64)
    repeated = np.zeros(len(codes), dtype=bool)
    if len(several):
        some = rows.take(several)
        digest = codes[several].astype(np.uint64)
        for name in some.column_names:
            if name not in ("row", "file", "key"):
                digest = _mix(digest, _codes(some[name]))
        backwards = pd.Series(digest[::-1])
        repeated[several] = backwards.duplicated().to_numpy()[::-1]
    return repeated


def _codes(column: pa.ChunkedArray) -> np.ndarray:
    """Return a number for each cell, equal where cells are equal; 0 is null."""
    whole = column.combine_chunks()
    coded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    return pc.fill_null(pc.add(coded.indices.cast(pa.int64()), 1), 0).to_numpy().astype(np.uint64)


def _mix(digest: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Mix *values* into *digest*, 64 bits a row (the finaliser of SplitMix64, Steele et al. 2014)."""
    mixed = digest * np.uint64(0x9E3779B97F4A7C15) + values
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


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

    Whole is a month with tickets after it, or one whose tickets reach its last two days.
    """
    months = sorted(tickets["month"].unique())
    latest = str(months[-1])
    last = tickets["opened_at"].max()
    if len(months) == 1 or pd.isna(last):
        return latest
    _, following = month_range(latest, study.study.zone)
    whole = last >= pd.Timestamp(following) - pd.Timedelta(days=2)
    return latest if whole else str(months[-2])
