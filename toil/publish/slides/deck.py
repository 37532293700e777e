"""The deck: which slides, in which order."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toil.i18n import Wording
from toil.publish.alike import resolved_alike
from toil.publish.answer import answer_of
from toil.publish.cards import Card, cards_of
from toil.publish.report import Report
from toil.publish.slides.candidate import add_candidate
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.levels import add_levels
from toil.publish.slides.moves import add_moves
from toil.publish.slides.overview import add_answer, add_candidates, add_method, add_pareto_chart, add_title
from toil.publish.slides.package import deck_bytes
from toil.publish.slides.progress import add_progress
from toil.publish.slides.spending import add_budget, add_sensitivity
from toil.publish.slides.template import new_deck
from toil.publish.slides.themes import add_themes

FEWEST_CARDS = 3


def write_slides(report: Report, path: Path, wording: Wording) -> None:
    """Write the deck of *report* to *path*; same report, same bytes.

    Charts are native and editable, with their numbers in the workbook behind them; each slide has speaker notes, each
    chart and table an alternative text, and the footer names source and run. Mode 0600: labels are ticket text.
    """
    canvas = Canvas(new_deck(), report, answer_of(report), wording)
    add_title(canvas)
    add_answer(canvas)
    if report.candidates["hours_base"].notna().any():
        add_pareto_chart(canvas)
        add_candidates(canvas)
        add_themes(canvas)
    missing = [add_moves(canvas)]
    add_progress(canvas)
    missing += [add_budget(canvas), add_sensitivity(canvas)]
    for card in _cards(canvas):
        add_candidate(canvas, card)
    missing.append(add_levels(canvas))
    add_method(canvas, [reason for reason in missing if reason])
    title = f"{report.title} {report.month}"
    content = deck_bytes(canvas.deck, title=title, language=wording.language, created=canvas.created)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_bytes(content)


def _cards(canvas: Canvas) -> list[Card]:
    """Return the cards to show: those of the actions, and more by rank where these are fewer than three."""
    alike = resolved_alike(canvas.report)
    cards = {card.candidate["pattern_id"]: card for card in cards_of(canvas.report, alike, canvas.words)}
    first = pd.concat([canvas.figures.actions["pattern_id"], canvas.figures.next_in_line["pattern_id"]])
    wanted = [pattern for pattern in first if pattern in cards]
    more = [pattern for pattern in cards if pattern not in wanted]
    return [cards[pattern] for pattern in wanted + more[: max(FEWEST_CARDS - len(wanted), 0)]]
