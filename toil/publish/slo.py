"""The SLO document of a squad's desk, as Markdown: what is measured, promised, and left of the budget."""

from __future__ import annotations

from collections.abc import Iterable

from toil.i18n import Wording
from toil.publish.objectives import (
    MonthlyLevel,
    definitions_of,
    indicator_names,
    missing_text,
    monthly_levels,
    objectives_of,
    policy_text,
)
from toil.publish.phrases import period_text
from toil.publish.report import Report
from toil.publish.untrusted import one_line


def render_slo(report: Report, wording: Wording) -> str:
    """Return the document; an indicator without a target is shown, and said to have none.

    Its form follows the example document of the SRE Workbook (2018, appendix A).
    """
    _, objectives = wording.text, objectives_of(report, wording)
    period = period_text(report.months, wording)
    missing = missing_text(objectives, wording)
    lines = [
        "# " + _("Service level objectives: {squad}", squad=_cell(report.title, 120)),
        "",
        _("Period: {period}; tickets by the month in which they were opened.", period=period),
        _("Changes and problems are planned work and in no indicator."),
        "",
        "## " + _("Objectives and error budget"),
        "",
        *_table(
            [
                _("indicator"),
                _("target"),
                _("attained"),
                "n",
                _("may be bad"),
                _("are bad"),
                _("budget left"),
                _("state"),
            ],
            ([o.indicator, o.target, o.attained, o.n, o.budget, o.used, o.left, o.state] for o in objectives),
        ),
        "",
        *([missing, ""] if missing else []),
        "## " + _("Month by month"),
        "",
        *_table(
            [_("month"), *(f"{name} (n)" for name in indicator_names(wording).values())],
            ([month, *map(_with_n, levels)] for month, levels in monthly_levels(report, wording)),
        ),
        "",
        "## " + _("How each indicator is counted"),
        "",
        *(f"- **{name}**: {sentence}" for name, sentence in definitions_of(report, wording)),
        "",
        "## " + _("When the budget is spent"),
        "",
        policy_text(wording),
        "",
    ]
    return "\n".join(lines)


def _with_n(level: MonthlyLevel) -> str:
    return f"{level.value} ({level.n})" if level.n else level.value


def _table(head: list[str], rows: Iterable[list[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _cell(text: str, letters: int) -> str:
    """Return a name of the study as plain text within Markdown."""
    plain = one_line(text, letters)
    for sign in "\\`*_[]<>|":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
