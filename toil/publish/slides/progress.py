"""The slide of what came of actions that are live."""

from __future__ import annotations

import pandas as pd
from pptx.slide import Slide
from pptx.util import Inches

from toil.candidates import EARLY, SAVED, UNKNOWN
from toil.publish.progress import held_against, progress_of
from toil.publish.report import Report
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.native_charts import add_followed
from toil.publish.slides.shapes import Run, add_text
from toil.publish.slides.template import CONTENT, MUTED
from toil.publish.untrusted import one_line

LINES = 6
_PLACE, _BESIDE, _FOOT = (0.6, 1.5, 12.1, 4.6), (0.6, 1.5, 6.6, 4.6), (0.6, 6.15, 12.1, 0.6)
_HEADING, _CHART = (7.5, 1.45, 5.23, 0.4), (7.5, 1.9, 5.23)
_LEGEND, _ACTION = 0.9, 0.55
"""Inches of the chart: its legend, and an action's two bars."""
_NAME = 28


def add_progress(canvas: Canvas) -> None:
    """Add what came of each live action, the first to go live first; no slide where nobody wrote one down."""
    _, words, report = canvas.words.text, canvas.words, canvas.report
    lines = progress_of(report, words)
    if not lines:
        return
    saved = report.progress[report.progress["state"] == SAVED]
    title = _(
        "Actions that are live: {all}. Saving beyond chance: {saved} ({hours} h a month)",
        all=words.number(len(lines)),
        saved=words.number(len(saved)),
        hours=words.number(float(saved["saved_hours_base"].sum()), 1),
    )
    notes = [f"{label} ({ident}): {told}" for label, ident, told in lines]
    slide = canvas.slide(CONTENT, title, [*notes, held_against(words)])
    shown = [
        [Run(_named(report, label, ident, 60) + ": ", 14, bold=True), Run(told, 13)]
        for label, ident, told in lines[:LINES]
    ]
    if len(lines) > LINES:
        more = words.count_text("and {n} more in progress.csv", "and {n} more in progress.csv", len(lines) - LINES)
        shown.append([Run(more, 13, colour=MUTED)])
    told = report.progress[~report.progress["state"].isin([EARLY, UNKNOWN])].head(LINES)
    add_text(slide, _BESIDE if len(told) else _PLACE, shown, bullets=True)
    if len(told):
        _add_chart(canvas, slide, told)
    add_text(slide, _FOOT, [[Run(held_against(words), 11, colour=MUTED)]])


def _add_chart(canvas: Canvas, slide: Slide, told: pd.DataFrame) -> None:
    """Draw what came beside what was to expect, of the actions of which that can be told."""
    _, words, report = canvas.words.text, canvas.words, canvas.report
    labels = report.candidates.set_index("pattern_id")["label"]
    shown = told.assign(name=[_named(report, labels.get(ident, ident), ident, _NAME) for ident in told["pattern_id"]])
    heading = _("Tickets a month")
    add_text(slide, _HEADING, [[Run(heading, 14, bold=True, colour=MUTED)]])
    names = (
        _("to expect without it, 95% range"),
        _("since it is live"),
        _("Down to the low end"),
        _("Up to the high end"),
    )
    spoken = [
        f"{row.name}: {words.number(row.tickets_after, 1)} / {words.number(row.expected, 1)}"
        for row in shown.itertuples(index=False)
    ]
    alt = _("Bar chart: {heading}: {numbers}.", heading=heading, numbers="; ".join(spoken))
    left, top, width = map(Inches, _CHART)
    add_followed(slide, (left, top, width, Inches(_LEGEND + _ACTION * len(shown))), shown, names, alt, canvas.created)


def _named(report: Report, label: str, ident: str, letters: int) -> str:
    """Return the rank and label of a pattern, the label alone where it is no candidate, in *letters* at most."""
    rank = report.rank_of.get(ident)
    return one_line(f"{rank}. {label}" if rank else label, letters)
