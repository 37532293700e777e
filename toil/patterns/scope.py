"""How much of its work each pattern holds now of what it held windows ago, whatever came or ended since."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

FEW = 10
"""Tickets under which what is left of a pattern may dissolve without having gone anywhere."""


def scope_change(windows: Sequence[pd.DataFrame]) -> pd.Series:
    """Return by pattern id its scope in the last of *windows* over that in the first: 1 is as before.

    From one window to the next the tickets that both hold say what a pattern took over from others or from none, and
    what it lost to them; the shares multiply. Tickets that came or went with the windows say nothing of scope.

    Parameters
    ----------
    windows : sequence of DataFrame
        Contract ``ticket_patterns`` with lasting ids, of windows that follow each other, oldest first.

    Returns
    -------
    Series of float, index pattern id
        Of the patterns of the first window; 0 where all tickets went to others.
    """
    first = windows[0]["pattern_id"].dropna().unique()
    scope = pd.Series(1.0, index=sorted(first))
    for before, now in pairwise(windows):
        both = before[["ticket_id", "pattern_id"]].merge(
            now[["ticket_id", "pattern_id"]], on="ticket_id", suffixes=("", "_now")
        )
        had = both["pattern_id"].value_counts()
        dissolved = ~both["pattern_id"].isin(set(now["pattern_id"].dropna())) & (both["pattern_id"].map(had) < FEW)
        holder = both["pattern_id_now"].mask(both["pattern_id_now"].isna() & dissolved, both["pattern_id"])
        has = holder.value_counts()
        ratio = (has.reindex(had.index, fill_value=0) / had).reindex(scope.index, fill_value=1.0)
        scope = scope * ratio
    return scope
