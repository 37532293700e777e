"""The slide of what came of actions that are live."""

from __future__ import annotations

from toil.candidates import SAVED
from toil.publish.progress import held_against, progress_of
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.shapes import Run, add_text
from toil.publish.slides.template import CONTENT, MUTED
from toil.publish.untrusted import one_line

LINES = 6
_PLACE, _FOOT = (0.6, 1.5, 12.1, 4.6), (0.6, 6.15, 12.1, 0.6)


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
    ranks = report.rank_of
    shown = [
        [
            Run(one_line(f"{ranks[ident]}. {label}" if ident in ranks else label, 60) + ": ", 14, bold=True),
            Run(told, 13),
        ]
        for label, ident, told in lines[:LINES]
    ]
    if len(lines) > LINES:
        more = words.count_text("and {n} more in progress.csv", "and {n} more in progress.csv", len(lines) - LINES)
        shown.append([Run(more, 13, colour=MUTED)])
    add_text(slide, _PLACE, shown, bullets=True)
    add_text(slide, _FOOT, [[Run(held_against(words), 11, colour=MUTED)]])
