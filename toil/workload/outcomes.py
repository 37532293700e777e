"""What became of each ticket: when it ended, whether it is open still, whether its service level was met."""

from __future__ import annotations

import pandas as pd

DONE = ("resolved", "closed", "cancelled")
_MOMENTS = ("opened_at", "resolved_at", "closed_at", "updated_at")


def ended_at(tickets: pd.DataFrame) -> pd.Series:
    """Return when each ticket was resolved, else closed; null where it is open, or its end unknown."""
    return tickets["resolved_at"].fillna(tickets["closed_at"])


def is_open(tickets: pd.DataFrame) -> pd.Series:
    """Return whether each ticket has neither an end nor a state that is one; an unknown state is open."""
    return ended_at(tickets).isna() & ~tickets["state"].isin(DONE)


def data_end(tickets: pd.DataFrame) -> pd.Timestamp:
    """Return the latest moment that *tickets* speak of, NaT where none does: what is open is open until then."""
    moments = [tickets[column].max() for column in _MOMENTS]
    known = [moment for moment in moments if not pd.isna(moment)]
    return max(known) if known else pd.Timestamp("NaT", tz="UTC")


def judge_service_level(tickets: pd.DataFrame, *, end: pd.Timestamp) -> pd.Series:
    """Return whether each ticket met its service level: as exported, else by its target time; null where unknown.

    A ticket without an end has missed a target that lies before *end*, the end of the data.
    """
    ended, due = ended_at(tickets), tickets["sla_due_at"]
    late = due.notna() & is_open(tickets) & (due < end)
    by_time = (ended <= due).astype("boolean").where(due.notna() & ended.notna()).mask(late, False)
    return tickets["sla_met"].fillna(by_time)


def share(part: int, whole: int) -> float:
    """Return *part* of *whole*, unknown where there is no whole."""
    return part / whole if whole else float("nan")
