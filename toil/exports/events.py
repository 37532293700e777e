"""Audit rows -> changes: what of a ticket's group, state and resolver changed between two of its rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

WATCHED = ("group", "state", "resolver")


def find_events(rows: pa.Table, codes: np.ndarray) -> pd.DataFrame:
    """Return the changes in *rows*, ordered by ticket and time, of the tickets that have more than one row.

    A ticket's first row gives one event a filled field, with nothing before it.
    """
    several = np.flatnonzero(np.bincount(codes)[codes] > 1) if len(codes) else np.zeros(0, dtype=np.int64)
    if not len(several):
        return pd.DataFrame(columns=["ticket_id", "at", "field", "from", "to"])
    some, tickets = rows.take(several), codes[several]
    first = np.append(True, tickets[1:] != tickets[:-1])
    parts = [_changes(some, field, first) for field in WATCHED]
    events = pd.concat(parts, ignore_index=True)
    return events.sort_values(["place", "field"], kind="stable").drop(columns="place").reset_index(drop=True)


def _changes(rows: pa.Table, field: str, first: np.ndarray) -> pd.DataFrame:
    after = rows[field].combine_chunks().cast(pa.string()).to_pandas().astype("str")
    before = after.shift(1).mask(first)
    same = (after == before) | (after.isna() & before.isna())
    places = np.flatnonzero(~same.to_numpy())
    some = rows.select(["ticket_id", "updated_at"]).take(places)
    return pd.DataFrame(
        {
            "ticket_id": some["ticket_id"].to_pandas().astype("str"),
            "at": some["updated_at"].to_pandas(),
            "field": field,
            "from": before.iloc[places].reset_index(drop=True),
            "to": after.iloc[places].reset_index(drop=True),
            "place": places,
        }
    )
