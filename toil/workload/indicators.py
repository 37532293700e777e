"""Service level indicators of the desk, each good tickets over valid ones, against the study's targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from toil.schema import conform
from toil.settings import Slo, month_range
from toil.workload.calendar import BusinessHours
from toil.workload.durations import measure_step
from toil.workload.outcomes import data_end, ended_at, judge_service_level, share

WINDOW = "window"
PLANNED = ("change", "problem")
"""Kinds whose time is planned, not awaited: in no indicator."""


@dataclass(frozen=True)
class _Indicator:
    """Which tickets can be judged, and which of these are good; arrays in the order of the tickets."""

    valid: np.ndarray
    good: np.ndarray
    hours: float | None = None
    target: float | None = None
    judged_by: str | None = None


def measure_indicators(
    tickets: pd.DataFrame, slo: Slo, *, months: Sequence[str], zone: ZoneInfo, calendar: BusinessHours
) -> pd.DataFrame:
    """Return ``slis``: latency, quality and throughput of each month and of the window (SRE Workbook, ch. 2).

    A ticket that waits is bad once it has waited longer than the target's hours, and can't be judged before. Changes
    and problems are left out. An indicator without the study's hours, or without the columns, has no value.

    Parameters
    ----------
    tickets : DataFrame
        Contract ``tickets``.
    slo : Slo
        Hours and targets; what it does not state is null in the table.
    """
    here = tickets[tickets["month"].isin(months) & ~tickets["kind"].isin(PLANNED)].reset_index(drop=True)
    indicators = {
        "acknowledge": _latency(here, "acknowledge", slo.acknowledge_hours, slo.acknowledge_target, slo, calendar),
        "resolve": _latency(here, "resolve", slo.resolve_hours, slo.resolve_target, slo, calendar),
        "quality": _quality(here, slo),
    }
    inside = {month: here["month"].eq(month).to_numpy(dtype=bool) for month in months}
    inside[WINDOW] = np.ones(len(here), dtype=bool)
    bounds = {month: month_range(month, zone) for month in months}
    bounds[WINDOW] = (month_range(months[0], zone)[0], month_range(months[-1], zone)[1])
    rows = [
        row
        for period, rows_of in inside.items()
        for row in (
            *(
                {"period": period, "indicator": name, **_judge(found, rows_of, slo)}
                for name, found in indicators.items()
            ),
            {"period": period, "indicator": "throughput", **_throughput(here, rows_of, bounds[period], slo)},
        )
    ]
    return conform("slis", pd.DataFrame(rows))


def _latency(
    tickets: pd.DataFrame, measure: str, hours: float | None, target: float | None, slo: Slo, calendar: BusinessHours
) -> _Indicator:
    if hours is None:
        nothing = np.zeros(len(tickets), dtype=bool)
        return _Indicator(nothing, nothing)
    step = measure_step(tickets, measure, slo.clock, calendar)
    within = step.hours <= hours
    return _Indicator(step.ended | (step.open & ~within), step.ended & within, hours, target)


def _quality(tickets: pd.DataFrame, slo: Slo) -> _Indicator:
    met = judge_service_level(tickets, end=data_end(tickets))
    stayed = (tickets["reopens"] == 0).astype("boolean").mask(tickets["reopens"].isna())
    told = {"service level": met, "reopens": stayed}
    used = {name: flags for name, flags in told.items() if flags.notna().any()}
    if not used:
        nothing = np.zeros(len(tickets), dtype=bool)
        return _Indicator(nothing, nothing, target=slo.quality_target)
    flags = pd.DataFrame(used)
    bad = flags.eq(False).fillna(False).any(axis=1).to_numpy(dtype=bool)
    good = flags.notna().all(axis=1).to_numpy(dtype=bool) & ~bad
    by = "both" if len(used) == len(told) else next(iter(used))
    return _Indicator(good | bad, good, target=slo.quality_target, judged_by=by)


def _judge(found: _Indicator, rows: np.ndarray, slo: Slo) -> dict[str, float | int | str | None]:
    valid, good = int(found.valid[rows].sum()), int(found.good[rows].sum())
    budget = None if found.target is None else (1 - found.target) * valid
    return {
        "threshold_hours": found.hours,
        "clock": slo.clock if found.hours else None,
        "valid": valid,
        "good": good if valid else None,
        "value": share(good, valid),
        "target": found.target,
        "budget": budget,
        "budget_left": 1 - (valid - good) / budget if budget else None,
        "judged_by": found.judged_by,
    }


def _throughput(tickets: pd.DataFrame, rows: np.ndarray, bounds: tuple, slo: Slo) -> dict[str, float | int | None]:
    start, following = (pd.Timestamp(moment) for moment in bounds)
    dated = tickets["opened_at"].notna()
    ended, opened = ended_at(tickets).where(dated), int((dated.to_numpy() & rows).sum())
    done = int(((ended >= start) & (ended < following)).sum())
    known = bool(ended.notna().any())
    return {
        "valid": opened,
        "good": done if known else None,
        "value": share(done, opened) if known else float("nan"),
        "target": slo.throughput_target,
    }
