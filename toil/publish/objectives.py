"""What the SLO document holds, as texts: objectives with their error budget, months, and how each is counted.

The document, the report and the slide are written from these; so none of them says what another does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from toil.i18n import UNKNOWN, Wording
from toil.publish.report import Report
from toil.schema.workload_tables import ALL

_WINDOW = "window"


@dataclass(frozen=True)
class Objective:
    """One indicator of the window beside its target; texts as they are shown, shares as numbers (NaN is unknown).

    ``met`` is None where no target is stated or nothing can be judged. ``overspent`` says that the budget is.
    """

    indicator: str
    target: str
    attained: str
    n: str
    budget: str
    used: str
    left: str
    state: str
    value: float
    wanted: float
    met: bool | None
    overspent: bool


@dataclass(frozen=True)
class MonthlyLevel:
    """One indicator in one month: its value and n as text, and whether it lies under the target."""

    value: str
    n: str
    under: bool


@dataclass(frozen=True)
class OnPaper:
    """Service levels of the window as the export promises them: met on paper, and kept in fact; NaN is unknown."""

    attained: float
    judged: int
    in_fact: float
    known: int
    reopened: int


def objectives_of(report: Report, words: Wording) -> list[Objective]:
    """Return every indicator of the window; one without a target is there, and said to have none."""
    window = report.slis[report.slis["period"] == _WINDOW]
    return [_objective(row, words) for row in window.itertuples()]


def monthly_levels(report: Report, words: Wording) -> list[tuple[str, list[MonthlyLevel]]]:
    """Return each month with its indicators, in the order of `indicator_names`."""
    by = {(row.period, row.indicator): row for row in report.slis.itertuples()}
    names = indicator_names(words)
    return [(words.month(month), [_level(by.get((month, name)), words) for name in names]) for month in report.months]


def judged_levels(report: Report, words: Wording) -> tuple[list[str], list[tuple[str, list[MonthlyLevel]]]]:
    """Return what `monthly_levels` does of the indicators that some month can judge, and their names before it."""
    months = monthly_levels(report, words)
    names = list(indicator_names(words).values())
    shown = [at for at in range(len(names)) if any(levels[at].n for _month, levels in months)]
    return [names[at] for at in shown], [(month, [levels[at] for at in shown]) for month, levels in months]


def definitions_of(report: Report, words: Wording) -> list[tuple[str, str]]:
    """Return each indicator's name and how it is counted, with the study's hours and what judged it."""
    _ = words.text
    told = {row.indicator: row for row in report.slis[report.slis["period"] == _WINDOW].itertuples()}
    clocks = {"elapsed": _("elapsed hours"), "business": _("business hours")}
    found = []
    for name, sentence in {
        "acknowledge": _("first answer within the stated hours; a ticket still waiting counts once it is late"),
        "resolve": _("resolved within the stated hours; an open ticket counts once it is late"),
        "quality": _("service level met and not opened again, as far as the export says; the rest are errors"),
        "throughput": _("tickets of the window ended for each one opened; under 100% the backlog grows"),
    }.items():
        row: Any = told.get(name)
        parts = [words.sentence(sentence)]
        if row is not None and pd.notna(row.threshold_hours):
            stated = {"hours": words.number(row.threshold_hours, 1), "clock": clocks[row.clock]}
            parts.append(_("Stated: {hours} {clock}.", **stated))
        if row is not None and pd.notna(row.judged_by):
            parts.append(_("Judged by: {columns}.", columns=_judged_names(words)[row.judged_by]))
        found.append((indicator_names(words)[name], " ".join(parts)))
    return found


def summary_of(objectives: list[Objective], words: Wording) -> str:
    """Return in one sentence how many of the stated targets were met, and which budgets are overspent."""
    _ = words.text
    judged = [objective for objective in objectives if objective.met is not None]
    if not judged:
        if any(pd.notna(objective.wanted) for objective in objectives):
            return _("Targets are stated, but nothing can be judged by the export's columns.")
        return _("No target is stated: indicators are shown, and none is judged.")
    said = words.count_text(
        "{met} of {n} target met in the window.",
        "{met} of {n} targets met in the window.",
        len(judged),
        met=words.number(sum(bool(objective.met) for objective in judged)),
    )
    spent = [_("“{name}”", name=objective.indicator) for objective in judged if objective.overspent]
    return " ".join(
        [
            said,
            *(
                [
                    _(
                        "Error budget overspent: {names}.",
                        names=words.listing(spent),
                    )
                ]
                if spent
                else []
            ),
        ]
    )


def on_paper_of(report: Report) -> OnPaper | None:
    """Return the export's own service levels over the window, None where no ticket has one."""
    levels = report.service_levels[report.service_levels["priority"] == ALL]
    judged, met, known, kept, reopened = (
        int(levels[name].sum()) for name in ("judged", "met", "known", "kept", "reopened")
    )
    if not judged:
        return None
    return OnPaper(met / judged, judged, kept / known if known else float("nan"), known, reopened)


def on_paper_text(report: Report, words: Wording) -> str:
    """Return the export's own service levels in sentences: met on paper, and kept in fact."""
    _, levels = words.text, on_paper_of(report)
    if levels is None:
        return _("The export promises no service level of its own on any ticket.")
    promised = _(
        "As the export itself promises: {attained} of {judged} tickets met their service level on paper.",
        attained=words.percent(levels.attained, 1),
        judged=words.number(levels.judged),
    )
    if not levels.known:
        return " ".join([promised, _("Whether they came back, no ticket says.")])
    kept = _(
        "Met and never opened again, in fact: {share} of the {known} that say whether they were; {reopened} were met"
        " and came back.",
        share=words.percent(levels.in_fact, 1),
        known=words.number(levels.known),
        reopened=words.number(levels.reopened),
    )
    return f"{promised} {kept}"


def indicator_names(words: Wording) -> dict[str, str]:
    """Return what each indicator is called."""
    _ = words.text
    return {
        "acknowledge": _("answered in time"),
        "resolve": _("resolved in time"),
        "quality": _("without error"),
        "throughput": _("throughput"),
    }


def policy_text(words: Wording) -> str:
    """Return what follows when the budget is spent."""
    _ = words.text
    return _(
        "New work waits, and the squad removes the largest cause of bad tickets first: the candidates of the"
        " report name it. Who decides, and when work goes on, is for the squad and those it serves to agree."
    )


def missing_text(objectives: list[Objective], words: Wording) -> str:
    """Return where targets are stated; empty where every indicator has one."""
    _ = words.text
    if all(pd.notna(objective.wanted) for objective in objectives):
        return ""
    return _("Targets and hours are stated in the study file, section [slo]; none is assumed.")


def _objective(row: Any, words: Wording) -> Objective:
    bad = None if pd.isna(row.good) or pd.isna(row.budget) else row.valid - row.good
    met = None if pd.isna(row.target) or pd.isna(row.value) else bool(row.value >= row.target)
    return Objective(
        indicator=indicator_names(words)[row.indicator],
        target=words.percent(row.target, 1),
        attained=words.percent(row.value, 1),
        n=words.number(row.valid),
        budget=words.number(row.budget, 1),
        used=words.number(bad),
        left=words.percent(row.budget_left),
        state=_state(row, met, words),
        value=float(row.value),
        wanted=float(row.target),
        met=met,
        overspent=bool(row.budget_left < 0),
    )


def _state(row: Any, met: bool | None, words: Wording) -> str:
    _ = words.text
    if pd.isna(row.target):
        return _("no target stated")
    if met is None:
        return _("unknown")
    return _("met") if met else _("missed")


def _level(row: Any, words: Wording) -> MonthlyLevel:
    if row is None or pd.isna(row.value):
        return MonthlyLevel(UNKNOWN, "", False)
    return MonthlyLevel(words.percent(row.value, 1), words.number(row.valid), bool(row.value < row.target))


def _judged_names(words: Wording) -> dict[str, str]:
    _ = words.text
    return {
        "both": _("service level and reopens"),
        "service level": _("service level only"),
        "reopens": _("reopens only"),
    }
