"""One slide a candidate: what to do and why, what it costs, its months, and why it might be wrong."""

from __future__ import annotations

import re

import pandas as pd
from pptx.slide import Slide
from pptx.util import Inches

from toil.charts import trend_table
from toil.i18n import Wording
from toil.publish.cards import Card
from toil.publish.decided import progress_text
from toil.publish.names import verdict_names
from toil.publish.phrases import ahead_text, payback_text, pays_text, range_text, with_n
from toil.publish.report import Report
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.native_charts import add_months
from toil.publish.slides.shapes import Run, add_text
from toil.publish.slides.template import CONTENT, MUTED
from toil.publish.untrusted import one_line
from toil.schema.values import ATTRIBUTES

_DOUBT = 210  # letters of a line
_SENTENCE_END = re.compile(r"[“„«][^”“»]*[”“»]|([.!?।])(?= )")  # what a ticket says, in quotes, ends none
_CHART = (Inches(7.0), Inches(1.8), Inches(5.73), Inches(3.0))


def add_candidate(canvas: Canvas, card: Card) -> None:
    """Add the slide of one candidate; its evidence stands in the speaker notes."""
    _, row = canvas.words.text, card.candidate
    notes = [
        card.reason,
        *filter(None, [card.decided]),
        *(f"{a.name}: {a.evidence}" for a in card.attributes),
        *card.doubts,
    ]
    slide = canvas.slide(CONTENT, f"{row['rank']}. {one_line(row['label'], 100)}", notes)
    facts = _facts(row, canvas.report, canvas.words)
    names = verdict_names(canvas.words)
    aside = " · ".join(filter(None, [row["pattern_id"], progress_text(row, canvas.words)]))
    add_text(
        slide,
        (0.6, 1.5, 6.0, 3.4),
        [
            [Run(names[row["verdict"]], 18, bold=True), Run(f"({aside})", 12, colour=MUTED)],
            [Run(one_line(card.reason, 260), 14)],
            *([[Run(_means(row, canvas.words), 13)]] if _acted_on(row) and pd.notna(row["means"]) else []),
            [Run("", 6)],
            *([Run(f"{name}:", bold=True), Run(value)] for name, value in facts),
        ],
    )
    _add_trend(canvas, slide, card)
    doubts = [*filter(None, [card.risk]), *card.doubts]
    if doubts:
        heading = [[Run(_("Why this might be wrong"), 14, bold=True, colour=MUTED)]]
        add_text(slide, (0.6, 5.0, 12.1, 0.35), heading)
        lines = [[Run(_short(doubt), 13)] for doubt in doubts[:4]]
        add_text(slide, (0.6, 5.38, 12.1, 1.5), lines, bullets=True)


def _short(doubt: str) -> str:
    """Return *doubt* in two lines of a slide: of a longer one the whole sentences that fit, else its beginning."""
    line = one_line(doubt)
    ends = [at.end() for at in _SENTENCE_END.finditer(line) if at[1] and at.end() <= _DOUBT]
    return line if len(line) <= _DOUBT else line[: ends[-1]] if ends else one_line(line, _DOUBT)


def _acted_on(row: pd.Series) -> bool:
    return bool(row["saved_base"] > 0)


def _means(row: pd.Series, words: Wording) -> str:
    return words.text("Suggested means: {means}.", means=words.text(row["means"]))


def _net(row: pd.Series, currency: str, words: Wording) -> str:
    """Return what is left over a year after build and upkeep: hours, and money where the study knows it."""
    money = words.money(row["net_12_base"], currency)
    hours = range_text(row, "net_hours_12", words, 0)
    return f"{hours} · {money}" if pd.notna(row["net_12_base"]) else hours


def _facts(row: pd.Series, report: Report, words: Wording) -> list[tuple[str, str]]:
    _, months, economics = words.text, report.months_covered, report.economics
    payback = payback_text(row["payback_months"], row["verdict"], economics.rate, words)
    mean, median, p90 = (words.number(row[f"minutes_{name}"]) for name in ("mean", "median", "p90"))
    overall, low, high = (words.percent(row[name]) for name in ("overall", "overall_low", "overall_high"))
    bounds = f" ({low}–{high})" if row["known_attributes"] < len(ATTRIBUTES) else ""
    tickets = with_n(words.number(row["tickets"] / months, 1), row["tickets"], words)
    known = [
        (_("Hours a month"), range_text(row, "hours", words)),
        (_("Tickets a month"), " · ".join(filter(None, [tickets, ahead_text(row["projected_volume"], words)]))),
        (_("Minutes a ticket"), _("mean {mean}, median {median}, p90 {p90}", mean=mean, median=median, p90=p90)),
        (_("Toil"), f"{overall}{bounds}" if pd.notna(row["overall"]) else _("unknown")),
    ]
    of_acting = [
        (_("Saved h/month (range)"), range_text(row, "saved", words)),
        (_("Build h"), f"{words.number(row['build_hours'])} · {_('Payback')}: {payback}"),
        (_("Net hours, 12 months"), _net(row, economics.currency, words)),
        (_("Chance to pay back within a year"), pays_text(row["pays_share"], words)),
    ]
    return [*known, *(of_acting if _acted_on(row) else [])]


def _add_trend(canvas: Canvas, slide: Slide, card: Card) -> None:
    _, words = canvas.words.text, canvas.words
    months = trend_table(card.months)
    months = months.assign(name=[words.month_short(month).replace("\n", " ") for month in months["month"]])
    spoken = ", ".join(f"{month.name} {month.tickets}" for month in months.itertuples(index=False))
    label = one_line(card.candidate["label"], 80)
    alt = _("Bar chart: tickets a month of “{label}”: {tickets}.", label=label, tickets=spoken)
    heading = [[Run(_("Tickets a month"), 14, bold=True, colour=MUTED)]]
    add_text(slide, (7.0, 1.5, 5.7, 0.35), heading)
    add_months(slide, _CHART, months, (_("tickets"), _("in bursts")), alt, canvas.created)
