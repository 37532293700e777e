"""The base hours of one pattern, worked out again from its tickets: what an auditor would do by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toil.settings import Effort


@dataclass(frozen=True)
class Working:
    """The terms of ``(minutes + context switch x switches) / 60 / months`` and what they come to, base values."""

    by_assumption: pd.DataFrame
    minutes: float
    switches: int
    hours: float
    burst_minutes: float
    burst_hours: float


def working_of(tickets: pd.DataFrame, effort: Effort, months: float) -> Working:
    """Return the working of the tickets of one pattern.

    Parameters
    ----------
    tickets : DataFrame
        The pattern's tickets with the columns of ``ticket_effort``, ``kind``, ``episode_id`` and ``burst``.
    effort : Effort
        Assumptions.
    months : float
        Months that the exports cover.
    """
    burst = tickets["burst"].astype("bool")
    steady = tickets[~burst]
    touched = ~steady["no_action"] & steady["rung"].ne("automated")
    minutes, switches = float(steady["minutes_base"].sum()), steady.loc[touched, "episode_id"].nunique()
    burst_minutes = float(tickets.loc[burst, "minutes_base"].sum())
    points = ["minutes_low", "minutes_base", "minutes_high"]
    grouped = steady.assign(assumption=_assumption(steady)).groupby("assumption", sort=True)
    return Working(
        by_assumption=grouped[points].sum().assign(tickets=grouped.size()).reset_index(),
        minutes=minutes,
        switches=switches,
        hours=(minutes + effort.context_switch_minutes.base * switches) / 60 / months,
        burst_minutes=burst_minutes,
        burst_hours=burst_minutes / 60 / months,
    )


def _assumption(tickets: pd.DataFrame) -> pd.Series:
    """Return the names of ``pattern_effort``: the rung, and on the last one the kind."""
    by_kind = "default " + tickets["kind"].fillna("unknown")
    return tickets["rung"].where(tickets["rung"] != "default", by_kind)
