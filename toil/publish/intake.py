"""What became of the rows of the exports, as a reader wants to see it."""

from __future__ import annotations

import pandas as pd


def dropped_rows(intake_counts: pd.DataFrame, squad: str) -> pd.DataFrame:
    """Return rows that are in no ticket, by reason: ``reason``, ``rows``; largest first."""
    return _by_reason(intake_counts[intake_counts["dropped"]], squad)


def noticed_rows(intake_counts: pd.DataFrame, squad: str) -> pd.DataFrame:
    """Return what was counted without dropping anything, by reason: ``reason``, ``rows``."""
    return _by_reason(intake_counts[~intake_counts["dropped"]], squad)


def _by_reason(counts: pd.DataFrame, squad: str) -> pd.DataFrame:
    ours = counts[counts["squad"].isin(["*", squad])]
    added = ours.groupby("reason", sort=True, as_index=False)["rows"].sum()
    return added.sort_values(["rows", "reason"], ascending=[False, True], ignore_index=True)


def used_columns(columns: pd.DataFrame) -> pd.DataFrame:
    """Return each header with the field it became, files with the same layout together; unused headers last."""
    seen = columns.groupby(["header", "field"], dropna=False, sort=True, as_index=False).agg(
        files=("file", "nunique"), filled=("filled", "mean")
    )
    return seen.sort_values("field", na_position="last", kind="stable", ignore_index=True)
