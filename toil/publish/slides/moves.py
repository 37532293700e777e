"""The slide of what moves: work that grows, began, ended, comes at the turn of the month, or came in bursts."""

from __future__ import annotations

from toil.i18n import Wording
from toil.publish.moves import BEGAN, BURST, ENDED, GROWING, TURN, Moves, moves_of, moves_table
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.shapes import Run, add_text
from toil.publish.slides.template import CONTENT, MUTED
from toil.publish.untrusted import one_line

LINES = 2
_PLACES = ((0.6, 1.5), (4.75, 1.5), (8.9, 1.5), (0.6, 4.3), (4.75, 4.3))
_WIDTH, _HEIGHT, _HEADING = 3.85, 2.1, 0.55  # a heading may take two lines


def add_moves(canvas: Canvas) -> str:
    """Add the kinds of movement, a part of the slide each, or return why there is no such slide."""
    _, words, report = canvas.words.text, canvas.words, canvas.report
    table = moves_table(report)
    kinds = moves_of(report, table, words)
    if table.empty:
        reasons = " ".join(f"{kind.heading}: {kind.note}" for kind in kinds)
        return _("No slide of what moves. {reasons}", reasons=reasons)
    counts = {kind: int((table["move"] == kind).sum()) for kind in (GROWING, BEGAN, ENDED, TURN, BURST)}
    found = {kind: words.number(count) for kind, count in counts.items()}
    title = _(
        "What moves: growing {growing}, begun {began}, ended {ended}, at the turn of the month {turn},"
        " bursts {burst}",
        growing=found[GROWING],
        began=found[BEGAN],
        ended=found[ENDED],
        turn=found[TURN],
        burst=found[BURST],
    )
    notes = [f"{kind.heading}: {label} ({ident}): {told}" for kind in kinds for label, ident, told in kind.lines]
    slide = canvas.slide(CONTENT, title, [*notes, _("All of it also stands in moves.csv.")])
    for (left, top), kind, count in zip(_PLACES, kinds, counts.values(), strict=True):
        add_text(slide, (left, top, _WIDTH, _HEADING), [[Run(kind.heading, 14, bold=True, colour=MUTED)]])
        add_text(
            slide,
            (left, top + _HEADING, _WIDTH, _HEIGHT),
            _paragraphs(kind, report.rank_of, count, words),
            bullets=bool(kind.lines),
        )
    return ""


def _paragraphs(kind: Moves, ranks: dict[str, int], count: int, words: Wording) -> list[list[Run]]:
    if not kind.lines:
        return [[Run(kind.note, 13, colour=MUTED)]]
    more = words.count_text("and {n} more in moves.csv", "and {n} more in moves.csv", count - LINES)
    return [
        [Run(one_line(f"{ranks[ident]}. {label}" if ident in ranks else label, 60), 13, bold=True), Run(told, 12)]
        for label, ident, told in kind.lines[:LINES]
    ] + ([[Run(more, 12, colour=MUTED)]] if count > LINES else [])
