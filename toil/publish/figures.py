"""Charts as inline SVG: real text, no date, the same bytes for the same numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import cast

import pandas as pd
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from toil.candidates import explain_assumption
from toil.charts import (
    chart_style,
    pareto_table,
    plot_pareto,
    plot_spending,
    plot_tornado,
    plot_treemap,
    plot_trend,
    plot_volume,
    treemap_table,
)
from toil.i18n import Wording
from toil.publish.untrusted import clean_text, one_line

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_INCH = 72


def inline_svg(draw: Callable[[Axes], Axes], *, name: str, width: float, height: float, alt: str) -> Markup:
    """Return what *draw* puts on its axes as an ``<svg>`` element for a page.

    Parameters
    ----------
    draw : callable
        Takes the axes to draw on.
    name : str
        Unique in its page; ids of the drawing hang on it.
    width, height : float
        Inches.
    alt : str
        What the chart shows, for those who can't see it.
    """
    with chart_style(name):
        figure = Figure(figsize=(width, height))
        FigureCanvasSVG(figure)
        draw(figure.add_axes((0.005, 0.005, 0.99, 0.99)))
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata=_NO_METADATA)
    drawing = _body(written.getvalue())
    size = f'viewBox="0 0 {width * _INCH:g} {height * _INCH:g}"'
    return Markup(  # the drawing's texts were escaped when it was written
        f'<svg class="chart" role="img" aria-label="{escape(clean_text(alt))}" {size}>{clean_text(drawing)}</svg>'
    )


def _body(svg: str) -> str:
    """Return the inside of an SVG file, with nothing that would act on the page around it.

    Its style sheet would reach every element of the page, its group ids repeat from chart to chart, and namespaces
    are needless in HTML.
    """
    inside = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    inside = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", inside, flags=re.DOTALL)
    inside = re.sub(r'<g id="[^"]*"', "<g", inside).replace("xlink:href=", "href=")
    inside = re.sub(r"(font|font-family): ([^;\"]*?)'DejaVu Sans'[^;\"]*", r"\1: \2var(--sans)", inside)
    return re.sub(r"\n\s*", "\n", inside).strip()


def pareto_svg(candidates: pd.DataFrame, words: Wording, *, narrow: bool, top: int = 10) -> Markup:
    """Return the Pareto chart, for a wide screen and paper, or for a telephone."""
    _ = words.text
    ranked = pareto_table(candidates)
    bars = min(top, len(ranked))
    width, letters = (4.1, 32) if narrow else (8.4, 80)
    alt = _(
        "Bar chart: hours a month of the {bars} largest candidates; together {share} of all hours. The"
        " numbers are in the table that follows.",
        bars=words.number(bars),
        share=words.percent(ranked["running_share"].iloc[bars - 1] if bars else None),
    )
    return inline_svg(
        lambda ax: plot_pareto(candidates, top=top, letters=letters, wording=words, ax=ax),
        name="pareto-narrow" if narrow else "pareto-wide",
        width=width,
        height=0.4 + 0.42 * max(bars, 1),
        alt=alt,
    )


def treemap_svg(patterns: pd.DataFrame, words: Wording, *, area: str, narrow: bool) -> Markup:
    """Return the patterns within their themes, for a wide screen and paper, or for a telephone."""
    width, height = (4.1, 6.0) if narrow else (8.4, 5.0)
    return inline_svg(
        lambda ax: plot_treemap(patterns, area=area, wording=words, ax=ax),
        name="treemap-narrow" if narrow else "treemap-wide",
        width=width,
        height=height,
        alt=treemap_alt(patterns, words, area=area),
    )


def treemap_alt(patterns: pd.DataFrame, words: Wording, *, area: str) -> str:
    """Return what a treemap of *patterns* shows, for those who can't see it."""
    _ = words.text
    table = treemap_table(patterns, area=area)
    themes = table.drop_duplicates("theme")
    largest = [f"{one_line(row.theme, 60)} {words.percent(row.theme_share)}" for row in themes.head(5).itertuples()]
    return _(
        "Treemap of patterns within themes. Patterns: {patterns}; themes: {themes}; the largest: {largest}. The"
        " numbers are in the table that follows.",
        patterns=words.number(len(table)),
        themes=words.number(len(themes)),
        largest=words.listing(largest),
    )


def tornado_svg(sensitivity: pd.DataFrame, words: Wording, *, narrow: bool, top: int = 8) -> Markup:
    """Return which assumption moves the result most, for a wide screen and paper, or for a telephone."""
    _ = words.text
    rows = sensitivity.head(top)
    width, letters = (4.1, 44) if narrow else (8.4, 80)
    first = explain_assumption(rows["assumption"].iloc[0], words) if len(rows) else ""
    alt = _(
        "Bar chart: net hours over 12 months with one assumption at a time at its low and its high. What moves them"
        " most: {first}. The numbers are in the table that follows.",
        first=first,
    )
    return inline_svg(
        lambda ax: plot_tornado(sensitivity, top=top, letters=letters, wording=words, ax=ax),
        name="tornado-narrow" if narrow else "tornado-wide",
        width=width,
        height=0.5 + 0.42 * max(len(rows), 1),
        alt=alt,
    )


def spending_svg(line: pd.DataFrame, words: Wording) -> Markup:
    """Return what build hours buy."""
    _ = words.text
    alt = _(
        "Line chart: hours saved a month over build hours spent; {spent} build hours save {saved} hours a month. The"
        " numbers are in the table that follows.",
        spent=words.number(line["build_hours"].sum()),
        saved=words.number(line["saved_base"].sum()),
    )
    return inline_svg(
        _with_axes(lambda ax: plot_spending(line, wording=words, ax=ax)),
        name="spending",
        width=5.4,
        height=2.6,
        alt=alt,
    )


def _with_axes(draw: Callable[[Axes], Axes]) -> Callable[[Axes], Axes]:
    """Return *draw* on axes that leave room for a title and for both scales."""

    def drawn(ax: Axes) -> Axes:
        figure = cast(Figure, ax.figure)
        left, below, above = 0.45 / figure.get_figwidth(), 0.45 / figure.get_figheight(), 0.3 / figure.get_figheight()
        right = 0.15 / figure.get_figwidth()  # half of the last number under the axis
        ax.set_position((left, below, 1 - left - right, 1 - below - above))
        return draw(ax)

    return drawn


def trend_svg(pattern_months: pd.DataFrame, candidate: pd.Series, words: Wording) -> Markup:
    """Return the tickets a month of one candidate."""
    _, label = words.text, one_line(candidate["label"], 80)
    return inline_svg(
        _with_room(lambda ax: plot_trend(pattern_months, wording=words, ax=ax)),
        name=f"trend-{candidate['rank']}",
        width=4.3,
        height=1.7,
        alt=_(
            "Bar chart: tickets a month of “{label}”: {tickets}.", label=label, tickets=_spoken(pattern_months, words)
        ),
    )


def volume_svg(squad_months: pd.DataFrame, words: Wording) -> Markup:
    """Return the tickets a month of a squad."""
    _ = words.text
    return inline_svg(
        _with_room(lambda ax: plot_volume(squad_months, wording=words, ax=ax)),
        name="volume",
        width=4.5,
        height=2.0,
        alt=_("Bar chart: tickets a month of the squad: {tickets}.", tickets=_spoken(squad_months, words)),
    )


def _with_room(draw: Callable[[Axes], Axes]) -> Callable[[Axes], Axes]:
    """Return *draw* on axes that leave room for a legend above and months below, whatever the fonts measure."""

    def drawn(ax: Axes) -> Axes:
        height = cast(Figure, ax.figure).get_figheight()
        below, above = 0.38 / height, 0.24 / height
        ax.set_position((0.0, below, 1.0, 1 - below - above))
        return draw(ax)

    return drawn


def _spoken(months: pd.DataFrame, words: Wording) -> str:
    ordered = months.sort_values("month")
    pairs = zip(ordered["month"], ordered["tickets"], strict=True)
    return "; ".join(f"{words.month(month)} {words.number(tickets)}" for month, tickets in pairs)
