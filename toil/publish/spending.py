"""The figures of the money page: what build hours buy, what moves the result, what the squad has hours for."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toil.candidates import buy, line_up, measure_sensitivity
from toil.publish.answer import TOIL_CAP, Answer
from toil.publish.report import Report


@dataclass(frozen=True)
class Capacity:
    """Hours a month of a squad's people beside its toil; NaN where the study names no people.

    ``over_floor`` and ``over_ceiling`` are the hours of toil beyond the 50% cap (below 0: within it); ``after_floor``
    and ``after_ceiling`` are the toil's shares once the first actions save their base hours.
    """

    hours: float
    cap_hours: float
    over_floor: float
    over_ceiling: float
    after_floor: float
    after_ceiling: float


def budget_line(report: Report) -> pd.DataFrame:
    """Return what is worth doing, most hours saved per build hour first, with running sums."""
    return line_up(report.candidates)


def purchases(report: Report) -> pd.DataFrame:
    """Return what each of the study's budgets buys."""
    return buy(budget_line(report), report.economics.budgets)


def sensitivity(report: Report) -> pd.DataFrame:
    """Return which assumption moves the ten candidates with most net hours, what moves most first."""
    return measure_sensitivity(
        report.candidates,
        report.pattern_effort,
        effort=report.study.effort,
        economics=report.economics,
        months=report.months_covered or math.nan,
    )


def capacity_of(report: Report, answer: Answer) -> Capacity:
    """Return people's productive hours beside the toil, now and after the first actions."""
    people, toil = report.settings.people, answer.toil
    hours = people * report.study.effort.productive_hours_month if people else math.nan
    cap = hours * TOIL_CAP
    return Capacity(
        hours,
        cap,
        toil.floor_hours - cap,
        toil.ceiling_hours - cap,
        max(toil.floor_hours - answer.saved.base, 0.0) / hours,
        max(toil.ceiling_hours - answer.saved.base, 0.0) / hours,
    )
