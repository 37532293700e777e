"""The ids that were published for a squad: they win over a replay, so a damaged one is an error, never a new name."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toil.errors import StoreError
from toil.schema import empty
from toil.store import Store


def read_registry(store: Store, squad: str, months: Sequence[str]) -> pd.DataFrame:
    """Return table ``registry`` of *months*, which the store holds as published.

    Raises
    ------
    StoreError
        If the ids of a month can't be read.
    """
    read = [store.read(squad, "published", month) for month in months]
    damaged = [month for month, tables in zip(months, read, strict=True) if tables is None]
    if damaged:
        raise StoreError(
            f"the published ids of {', '.join(damaged)} are damaged",
            where=str(store.folder / squad),
            do="Restore the store from a copy; without them patterns would get new names.",
        )
    return pd.concat([empty("registry"), *(tables["registry"] for tables in read if tables)], ignore_index=True)
