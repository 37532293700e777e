"""The SLO document of a squad's desk, as Markdown: what is measured, promised, and left of the budget."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from toil.i18n import UNKNOWN, Wording
from toil.publish.report import Report
from toil.publish.untrusted import one_line

_WINDOW = "window"


def render_slo(report: Report, wording: Wording) -> str:
    """Return the document; an indicator without a target is shown, and said to have none.

    Its form follows the example document of the SRE Workbook (2018, appendix A).
    """
    _ = wording.text
    window = report.slis[report.slis["period"] == _WINDOW]
    first, last = wording.month(report.months[0]), wording.month(report.months[-1])
    lines = [
        "# " + _("Service level objectives: {squad}", squad=_cell(report.title, 120)),
        "",
        _("Period: {first} to {last}, tickets by the month in which they were opened.", first=first, last=last),
        _("Changes and problems are planned work and in no indicator."),
        "",
        "## " + _("Objectives and error budget"),
        "",
        *_table(
            [_("indicator"), _("target"), _("attained"), "n", _("budget"), _("used"), _("budget left"), _("state")],
            (_objective(row, wording) for row in window.itertuples()),
        ),
        "",
        *_missing(window, wording),
        "## " + _("Month by month"),
        "",
        *_months(report.slis, report.months, wording),
        "",
        "## " + _("How each indicator is counted"),
        "",
        *_definitions(window, wording),
        "",
        "## " + _("When the budget is spent"),
        "",
        _(
            "New work waits, and the squad removes the largest cause of bad tickets first: the candidates of the"
            " report name it. Who decides, and when work goes on, is for the squad and those it serves to agree."
        ),
        "",
    ]
    return "\n".join(lines)


def _objective(row: Any, words: Wording) -> list[str]:
    bad = None if pd.isna(row.good) or pd.isna(row.budget) else row.valid - row.good
    return [
        _indicator_names(words)[row.indicator],
        words.percent(row.target, 1),
        words.percent(row.value, 1),
        words.number(row.valid),
        words.number(row.budget, 1),
        words.number(bad),
        words.percent(row.budget_left),
        _state(row, words),
    ]


def _state(row: Any, words: Wording) -> str:
    _ = words.text
    if pd.isna(row.target):
        return _("no target stated")
    if pd.isna(row.value):
        return _("unknown")
    return _("met") if row.value >= row.target else _("missed")


def _missing(window: pd.DataFrame, words: Wording) -> list[str]:
    _ = words.text
    if not window["target"].isna().any():
        return []
    return [_("Targets and hours are stated in the study file, section [slo]; none is assumed."), ""]


def _months(slis: pd.DataFrame, months: Iterable[str], words: Wording) -> list[str]:
    names = _indicator_names(words)
    by = {(row.period, row.indicator): row for row in slis.itertuples()}
    rows = ([words.month(month), *(_with_n(by.get((month, name)), words) for name in names)] for month in months)
    return _table([words.text("month"), *(f"{name} (n)" for name in names.values())], rows)


def _with_n(row: Any, words: Wording) -> str:
    if row is None or pd.isna(row.value):
        return UNKNOWN
    return f"{words.percent(row.value, 1)} ({words.number(row.valid)})"


def _definitions(window: pd.DataFrame, words: Wording) -> list[str]:
    _ = words.text
    told = {row.indicator: row for row in window.itertuples()}
    clocks = {"elapsed": _("elapsed hours"), "business": _("business hours")}
    lines = []
    for name, sentence in {
        "acknowledge": _("first answer within the stated hours; a ticket still waiting counts once it is late"),
        "resolve": _("resolved within the stated hours; an open ticket counts once it is late"),
        "quality": _("service level met and not opened again, as far as the export says; the rest are errors"),
        "throughput": _("tickets of the window ended for each one opened; under 100% the backlog grows"),
    }.items():
        row = told.get(name)
        hours = ""
        if row is not None and not pd.isna(row.threshold_hours):
            stated = {"hours": words.number(row.threshold_hours, 1), "clock": clocks[row.clock]}
            hours = " " + _("Stated: {hours} {clock}.", **stated)
        by = ""
        if row is not None and not pd.isna(row.judged_by):
            by = " " + _("Judged by: {columns}.", columns=_judged_names(words)[row.judged_by])
        lines.append(f"- **{_indicator_names(words)[name]}**: {sentence}.{hours}{by}")
    return lines


def _indicator_names(words: Wording) -> dict[str, str]:
    _ = words.text
    return {
        "acknowledge": _("answered in time"),
        "resolve": _("resolved in time"),
        "quality": _("without error"),
        "throughput": _("throughput"),
    }


def _judged_names(words: Wording) -> dict[str, str]:
    _ = words.text
    return {
        "both": _("service level and reopens"),
        "service level": _("service level only"),
        "reopens": _("reopens only"),
    }


def _table(head: list[str], rows: Iterable[list[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _cell(text: str, letters: int) -> str:
    """Return a name of the study as plain text within Markdown."""
    plain = one_line(text, letters)
    for sign in "\\`*_[]<>|":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
