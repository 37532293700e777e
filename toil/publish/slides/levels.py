"""The slide of service levels: what was attained, what is left of the error budget, month by month."""

from __future__ import annotations

import math

from pptx.slide import Slide

from toil.publish.objectives import (
    definitions_of,
    judged_levels,
    missing_text,
    objectives_of,
    on_paper_text,
    policy_text,
    summary_of,
)
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.shapes import Run, add_table, add_text
from toil.publish.slides.template import CONTENT, MUTED

MONTHS = 6
_ROW, _MONTH_ROW = 0.4, 0.36


def add_levels(canvas: Canvas) -> str:
    """Add indicators beside their targets, or return why there is no such slide."""
    _, words, report = canvas.words.text, canvas.words, canvas.report
    objectives = objectives_of(report, words)
    if all(math.isnan(objective.value) for objective in objectives):
        return _(
            "No slide of service levels: nothing can be judged by the export's columns and the targets of [slo]."
        )
    title = summary_of(objectives, words)
    counted = (f"{name}: {sentence}" for name, sentence in definitions_of(report, words))
    notes = [on_paper_text(report, words), *counted, policy_text(words)]
    slide = canvas.slide(CONTENT, title, notes)
    head = [
        _("Indicator"),
        _("Target"),
        _("Attained"),
        "n",
        _("May be bad"),
        _("Are bad"),
        _("Budget left"),
        _("State"),
    ]
    rows = [[o.indicator, o.target, o.attained, o.n, o.budget, o.used, o.left, o.state] for o in objectives]
    widths = (2.4, 1.1, 1.25, 1.0, 1.35, 1.15, 1.6, 2.28)
    place = (0.6, 1.4, 12.13, _ROW * (len(rows) + 1))
    add_table(slide, place, [head, *rows], widths, right=range(1, 7), alt=title)
    said = " ".join([on_paper_text(report, words), missing_text(objectives, words)])
    add_text(slide, (0.6, 3.55, 12.13, 0.6), [[Run(said, 12, colour=MUTED)]])
    _add_months(canvas, slide)
    return ""


def _add_months(canvas: Canvas, slide: Slide) -> None:
    _, words = canvas.words.text, canvas.words
    names, months = judged_levels(canvas.report, words)
    rows = [
        [month, *(f"{level.value} (n={level.n})" if level.n else level.value for level in levels)]
        for month, levels in months[-MONTHS:]
    ]
    widths = (2.13, *(2.5 for _name in names))
    place = (0.6, 4.3, sum(widths), _MONTH_ROW * (len(rows) + 1))
    head = [_("Month"), *names]
    numbers = range(1, len(widths))
    add_table(slide, place, [head, *rows], widths, right=numbers, alt=_("Month by month"), size=12)
