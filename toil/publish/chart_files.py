"""The page's charts as files of their own, for decks and documents: SVG, from the numbers of the CSV beside it."""

from __future__ import annotations

import html
import re

from markupsafe import Markup, escape

from toil.i18n import Wording
from toil.publish.figures import pareto_svg, spending_svg, tornado_svg, treemap_svg, volume_svg
from toil.publish.report import Report
from toil.publish.spending import budget_line
from toil.publish.untrusted import clean_text

CHARTS = ("pareto", "themes", "volume", "budget", "sensitivity")
"""Names of the files, those of their tables; one that has nothing to show is not written."""

_FONTS = "'Segoe UI', 'Noto Sans', Arial, 'Nirmala UI', 'Noto Sans Devanagari', sans-serif"
"""What is there on Windows and Linux; the reader's own fonts shape Devanagari."""

_NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def chart_files(report: Report, words: Wording) -> dict[str, str]:
    """Return the SVG files of *report* by name, of `CHARTS`; the background is transparent.

    Each bears a title and a description for those who can't see it. The same numbers give the same bytes.
    """
    _ = words.text
    ranked = report.candidates.sort_values("rank", ignore_index=True)
    line, moved = budget_line(report), report.sensitivity
    drawn: dict[str, tuple[str, Markup]] = {
        "volume": (_("The squad's months"), volume_svg(report.within(report.squad_months), words))
    }
    if len(ranked):
        drawn["pareto"] = (_("Candidates: where the hours go"), pareto_svg(ranked, words, narrow=False))
        drawn["themes"] = (
            _("Themes: what the work is about"),
            treemap_svg(ranked, words, area="hours", narrow=False),
        )
    if len(line):
        drawn["budget"] = (_("What build hours buy"), spending_svg(line, words))
    if len(moved):
        drawn["sensitivity"] = (_("What moves the result"), tornado_svg(moved, words, narrow=False))
    whose = f"{report.title}, {words.month_long(report.month)}"
    return {name: alone(svg, f"{title} · {whose}") for name, (title, svg) in drawn.items()}


def alone(inline: Markup, title: str) -> str:
    """Return an ``<svg>`` element of the page as a file: with namespaces, size, title, description and fonts."""
    opening, body = re.match(r"<svg [^>]*>", inline), re.sub(r"^<svg [^>]*>|</svg>$", "", inline)
    attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', opening.group() if opening else ""))
    width, height = attributes["viewBox"].split()[2:]
    body = body.replace("var(--sans)", _FONTS).replace(' href="#', ' xlink:href="#')
    alt = escape(html.unescape(attributes["aria-label"]))
    return (
        f'<svg {_NAMESPACES} role="img" aria-labelledby="title desc" width="{width}pt" height="{height}pt"'
        f' viewBox="{attributes["viewBox"]}">\n<title id="title">{escape(clean_text(title))}</title>\n'
        f'<desc id="desc">{alt}</desc>\n{body}\n</svg>\n'
    )
