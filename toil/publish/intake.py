"""What became of the rows of the exports, as a reader wants to see it: rows in, less what was dropped, is tickets."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from toil.exports.counts import ALL, ROWS_IN, TICKETS


@dataclass(frozen=True)
class Ledger:
    """Rows of all files together: ``rows_in`` = sum of ``dropped`` + ``tickets``; ``noticed`` drops nothing.

    ``dropped`` and ``noticed`` have the columns ``reason`` and ``rows``, largest first.
    """

    rows_in: int
    dropped: pd.DataFrame
    tickets: int
    squad_tickets: int
    noticed: pd.DataFrame


def ledger_of(intake_counts: pd.DataFrame, squad: str) -> Ledger:
    """Return what became of the rows, told to the readers of *squad*.

    Rows of all squads together (squad ``*``) make the ledger; a squad's own row is a part of them, never added.
    """
    whole = intake_counts[intake_counts["squad"] == ALL]
    ours = intake_counts[intake_counts["squad"] == squad]
    noticed = ~whole["dropped"] & ~whole["reason"].isin([ROWS_IN, TICKETS])
    return Ledger(
        rows_in=int(whole.loc[whole["reason"] == ROWS_IN, "rows"].sum()),
        dropped=_by_reason(whole[whole["dropped"]]),
        tickets=int(whole.loc[whole["reason"] == TICKETS, "rows"].sum()),
        squad_tickets=int(ours.loc[ours["reason"] == TICKETS, "rows"].sum()),
        noticed=_by_reason(whole[noticed]),
    )


def _by_reason(counts: pd.DataFrame) -> pd.DataFrame:
    added = counts.groupby("reason", sort=True, as_index=False)["rows"].sum()
    return added.sort_values(["rows", "reason"], ascending=[False, True], ignore_index=True)


def in_zone(sources: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:
    """Return ``sources`` with the first and last opening in *zone*, where the reader's days are counted."""
    opened = ["first_opened_at", "last_opened_at"]
    return sources.assign(**{name: sources[name].dt.tz_convert(zone) for name in opened})


def used_columns(columns: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return each header with the field it became, files with the same layout together; unused headers last.

    ``rows`` are those of its ``files``, ``filled`` the share of them that has a value, ``guessed`` whether
    the field is a guess in any of them.
    """
    rows = columns["file"].map(sources.drop_duplicates("file").set_index("file")["rows"]).fillna(0)
    counted = columns.assign(rows=rows.astype("int64"), full=columns["filled"] * rows)
    seen = counted.groupby(["header", "field"], dropna=False, sort=True, as_index=False).agg(
        files=("file", "nunique"), rows=("rows", "sum"), full=("full", "sum"), guessed=("guessed", "any")
    )
    seen = seen.assign(filled=seen["full"] / seen["rows"].where(seen["rows"] > 0)).drop(columns="full")
    return seen.sort_values("field", na_position="last", kind="stable", ignore_index=True)
