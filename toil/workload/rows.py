"""Where the rows of one table stand in another: by ticket id, in Arrow, without copying either table."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def find_rows(wanted: pd.Series, ids: pd.Series) -> np.ndarray:
    """Return the position in *ids* of each of *wanted*, -1 where it is absent.

    Parameters
    ----------
    wanted, ids : Series of str
        Ids of the rows wanted, and of the table they are looked up in; *ids* are unique.
    """
    if len(wanted) == len(ids) and wanted.array.equals(ids.array):
        return np.arange(len(ids))
    positions = pc.index_in(_text(wanted), value_set=_text(ids))
    return positions.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)


def codes(values: pd.Series) -> np.ndarray:
    """Return a number for each distinct value, -1 for null; they follow the order of rows, so are never shown."""
    encoded = pc.dictionary_encode(_text(values)).indices
    return encoded.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)


def stable_hash(ids: pd.Series) -> np.ndarray:
    """Return 64 bits for each id, the same on every machine (SipHash with a fixed key)."""
    return pd.util.hash_array(ids.to_numpy(dtype=object), categorize=False)


def instants(moments: pd.Series) -> np.ndarray:
    """Return times in UTC as a plain array, null as NaT: a zoned column would become an array of objects."""
    return moments.dt.tz_convert(None).to_numpy(dtype="datetime64[us]")


def local_days(moments: pd.Series, zone: ZoneInfo) -> np.ndarray:
    """Return days (with their fraction) since 1970-01-01 on the clock of *zone*, NaN where unknown."""
    wall = moments.dt.tz_convert(zone).dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
    return np.where(np.isnat(wall), np.nan, wall.astype(np.int64) / 86_400e6)


def _text(values: pd.Series) -> pa.Array:
    array = pa.array(values, type=pa.large_string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
