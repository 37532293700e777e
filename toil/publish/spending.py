"""The figures of the money page: what build hours buy, what moves the result, what the squad has hours for."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toil.candidates import buy, explain_assumption, line_up
from toil.i18n import Wording
from toil.publish.answer import TOIL_CAP, Answer, is_toil
from toil.publish.names import verdict_names
from toil.publish.report import Report
from toil.publish.untrusted import one_line


@dataclass(frozen=True)
class Capacity:
    """Hours a month of a squad's people beside its toil; NaN where the study names no people.

    ``over_floor`` and ``over_ceiling`` are the hours of toil beyond the 50% cap (below 0: within it); ``after_floor``
    and ``after_ceiling`` are the toil's shares once those of the first actions that are toil save their base hours.
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


def sensitivity_text(words: Wording) -> str:
    """Return how the sensitivity is worked out, for beside its chart."""
    _ = words.text
    return _(
        "One assumption at a time at its low and its high, all others at their base; net hours over 12 months of"
        " the candidates that pay back within them at base, at most the ten that bring most. Worked on base values"
        " without draws, tickets as they are, so the base is not the sum of the medians elsewhere. A verdict that"
        " hangs on the assumption changes with it; one that people chose stands."
    )


def flips_of(report: Report, moved: pd.DataFrame, words: Wording) -> list[str]:
    """Return as sentences which candidates of *moved* would get another verdict, and by which assumption."""
    _, verdicts = words.text, verdict_names(words)
    labels = report.candidates.set_index("pattern_id")["label"]
    found = []
    for row in moved.to_dict("records"):
        for point, called in (("low", _("at low")), ("high", _("at high"))):
            flips = [flip.split(":") for flip in row[f"flipped_{point}"].split()]
            named = [f"{one_line(labels[pid], 60)} → {verdicts[verdict]}" for pid, verdict in flips]
            if named:
                found.append(f"{explain_assumption(row['assumption'], words)} ({called}): {'; '.join(named)}")
    return found


def capacity_of(report: Report, answer: Answer) -> Capacity:
    """Return people's productive hours beside the toil, now and after the first actions."""
    people, toil = report.settings.people, answer.toil
    hours = people * report.study.effort.productive_hours_month if people else math.nan
    cap = hours * TOIL_CAP
    saved = float(answer.actions.loc[is_toil(answer.actions), "saved_base"].sum())
    return Capacity(
        hours,
        cap,
        toil.floor_hours - cap,
        toil.ceiling_hours - cap,
        max(toil.floor_hours - saved, 0.0) / hours,
        max(toil.ceiling_hours - saved, 0.0) / hours,
    )
