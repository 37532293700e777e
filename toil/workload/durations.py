"""How long the steps of a ticket take: answered, resolved; of a change approved, begun, done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toil.schema import KINDS, conform
from toil.schema.workload_tables import ALL
from toil.workload.calendar import BusinessHours
from toil.workload.outcomes import data_end, ended_at, is_open
from toil.workload.survival import kaplan_meier_quantile


@dataclass(frozen=True)
class Step:
    """One step of each ticket, on one clock; the arrays stand in the order of the tickets.

    ``hours`` is the time to its end, or to the end of the data where it is ``open``; NaN where it is neither ended
    nor open. ``backward`` ended before it began.
    """

    hours: np.ndarray
    ended: np.ndarray
    open: np.ndarray
    backward: np.ndarray


def measure_step(tickets: pd.DataFrame, measure: str, clock: str, calendar: BusinessHours) -> Step:
    """Return how long the step *measure* of each ticket took, in hours of *clock* (elapsed or business).

    A step that has not ended is open while its ticket is, if the export fills its end at all; without an end in a
    ticket that is done its time is unknown. A calendar without hours knows no business hours.
    """
    start, end = _ends(tickets, measure)
    backward = (end < start).to_numpy(dtype=bool, na_value=False)
    waiting = (start.notna() & end.isna() & is_open(tickets)).to_numpy() & (
        end.notna().any() | (measure == "resolve")
    )
    last = pd.Series(data_end(tickets), index=tickets.index, dtype=start.dtype)
    until = end.where(~waiting, last)
    hours = calendar.minutes_between(start, until) / 60 if clock == "business" else _elapsed(start, until)
    known = ~np.isnan(hours)
    return Step(hours, ended=known & ~waiting, open=known & waiting, backward=backward)


def measure_durations(tickets: pd.DataFrame, *, months: Sequence[str], calendar: BusinessHours) -> pd.DataFrame:
    """Return ``durations``: median, 90th percentile and mean of each step, by month, kind and clock.

    Quantiles are those of Kaplan and Meier (1958): an open ticket is censored at the end of the data, not dropped.
    The mean is that of the ended tickets, beside them: skewed times make it larger than most, open ones smaller.
    """
    here = tickets[tickets["month"].isin(months)].reset_index(drop=True)
    kinds = [ALL, *(kind for kind in KINDS if here["kind"].eq(kind).any())]
    groups = {kind: np.flatnonzero(here["kind"].eq(kind).fillna(False)) for kind in kinds if kind != ALL}
    groups[ALL] = np.arange(len(here))
    in_month = {month: here["month"].eq(month).to_numpy(dtype=bool) for month in months}
    rows = [
        {"month": month, "kind": kind, "measure": measure, "clock": clock}
        | _summary(step, groups[kind][in_month[month][groups[kind]]])
        for measure in ("acknowledge", "resolve", "approve", "wait", "work")
        for clock in ("elapsed", "business")
        for step in [measure_step(here, measure, clock, calendar)]
        for kind in (kinds if measure in ("acknowledge", "resolve") else set(kinds) & {"change"})
        for month in months
    ]
    return conform("durations", pd.DataFrame(rows))


def _ends(tickets: pd.DataFrame, measure: str) -> tuple[pd.Series, pd.Series]:
    opened, ended = tickets["opened_at"], ended_at(tickets)
    return {
        "acknowledge": (opened, tickets["acknowledged_at"]),
        "resolve": (opened, ended),
        "approve": (opened, tickets["approved_at"]),
        "wait": (tickets["approved_at"], tickets["started_at"]),
        "work": (tickets["started_at"], ended),
    }[measure]


def _elapsed(start: pd.Series, end: pd.Series) -> np.ndarray:
    hours = ((end - start).dt.total_seconds() / 3600).to_numpy(dtype=float, na_value=np.nan)
    return np.where(hours < 0, np.nan, hours)


def _summary(step: Step, rows: np.ndarray) -> dict[str, float]:
    hours, ended, still = step.hours[rows], step.ended[rows], step.open[rows]
    backward = int(step.backward[rows].sum())
    known = int(ended.sum()) + int(still.sum())
    return {
        "tickets": len(rows),
        "ended": int(ended.sum()),
        "open": int(still.sum()),
        "backward": backward,
        "unknown": len(rows) - known - backward,
        "median_hours": kaplan_meier_quantile(hours, ended, 0.5),
        "p90_hours": kaplan_meier_quantile(hours, ended, 0.9),
        "mean_hours": float(hours[ended].mean()) if ended.any() else float("nan"),
    }
