"""The slides of a report: title, answer, Pareto, candidates, one slide a top candidate, method and limits."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from toil.candidates import explain_verdict
from toil.charts import pareto_table, trend_table
from toil.i18n import Wording
from toil.publish.answer import Answer, answer_of, unknowns
from toil.publish.cards import Card, cards_of
from toil.publish.names import verdict_names
from toil.publish.page import headline
from toil.publish.report import Report
from toil.publish.slides.native_charts import add_months, add_pareto
from toil.publish.slides.package import deck_bytes
from toil.publish.slides.shapes import Run, add_table, add_text, add_tile, fill_placeholders
from toil.publish.slides.template import CONTENT, MUTED, TITLE, layout_named, new_deck
from toil.publish.untrusted import one_line

BARS, ROWS, FEWEST_CARDS = 10, 9, 3


def write_slides(report: Report, path: Path, wording: Wording) -> None:
    """Write the deck of *report* to *path*; same report, same bytes.

    Charts are native and editable, with their numbers in the workbook behind them; each slide has speaker notes, each
    chart and table an alternative text, and the footer names source and run. Mode 0600: labels are ticket text.
    """
    writer = _Writer(new_deck(), report, answer_of(report), wording)
    writer.title()
    writer.answer()
    if len(report.candidates):
        writer.pareto()
        writer.table()
    for card in writer.cards():
        writer.candidate(card)
    writer.method()
    content = deck_bytes(
        writer.deck, title=f"{report.title} {report.month}", language=wording.language, created=writer.created
    )
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_bytes(content)


@dataclass(frozen=True)
class _Writer:
    """A deck being written, and what every slide of it needs."""

    deck: Deck
    report: Report
    figures: Answer
    words: Wording

    @property
    def created(self) -> dt.datetime:
        """First day of the report month: a deck's date hangs on its content, not on the clock."""
        return dt.datetime.fromisoformat(f"{self.report.month}-01")

    def slide(self, layout: str, texts: dict[int, str], notes: list[str]) -> Slide:
        """Return a new slide with its title, footer and speaker notes."""
        _ = self.words.text
        slide = self.deck.slides.add_slide(layout_named(self.deck, layout))
        files = ", ".join(self.report.sources["file"].head(3))
        more = len(self.report.sources) - 3
        source = files if more <= 0 else f"{files} +{more}"
        run = dict(zip(self.report.runs["fact"], self.report.runs["value"], strict=True))
        footer = _(
            "{squad}, {month} · source: {source} · run: {run}",
            squad=self.report.title,
            month=self.words.month(self.report.month),
            source=one_line(source, 90),
            run=str(run.get("fingerprint", run.get("toil", "—")))[:12],
        )
        fill_placeholders(slide, texts, footer)
        slide.notes_slide.notes_text_frame.text = "\n".join(one_line(note) for note in notes if note)
        return slide

    def title(self) -> None:
        """Add the title slide."""
        _ = self.words.text
        window = _(
            "window {first} to {last}",
            first=self.words.month(self.report.months[0]),
            last=self.words.month(self.report.months[-1]),
        )
        under = f"{self.words.month_long(self.report.month)} · {window} · {self.report.study.study.name}"
        notes = [_("Toil report: work that repeats, what it costs, what to do about it")]
        self.slide(TITLE, {0: f"{_('Toil report')}: {self.report.title}", 1: under}, notes)

    def answer(self) -> None:
        """Add the answer: four figures and what to do first."""
        _, words, figures = self.words.text, self.words, self.figures
        slide = self.slide(
            CONTENT, {0: headline(figures, len(self.report.candidates), words)}, unknowns(self.report, words)
        )
        for at, tile in enumerate(self._tiles()):
            add_tile(slide, (0.6 + at * 3.08, 1.5, 2.9, 1.35), *tile)
        if not len(figures.actions):
            return
        names = verdict_names(words)
        head = [
            _("What to do first"),
            _("How"),
            _("Saved h/month (range)"),
            _("Of h/month"),
            _("Build h"),
            _("Payback"),
        ]
        rows = [
            [
                f"{at}. {one_line(row['label'], 62)}",
                names[row["verdict"]],
                self._range(row, "saved"),
                words.number(row["hours_base"], 1),
                words.number(row["build_hours"]),
                self._payback(row["payback_months"]),
            ]
            for at, (_index, row) in enumerate(figures.actions.iterrows(), start=1)
        ]
        place = (0.6, 3.15, 12.13, 0.52 * (len(rows) + 1))
        add_table(slide, place, [head, *rows], (5.0, 2.0, 2.03, 1.0, 0.9, 1.2), right=(2, 3, 4, 5), alt=head[0])

    def _tiles(self) -> list[tuple[str, str, str]]:
        _, words, figures = self.words.text, self.words, self.figures
        toil, people = figures.toil, self.report.settings.people
        spans = [
            _("range {low} to {high}", low=words.number(span.low), high=words.number(span.high))
            for span in (figures.hours, figures.saved)
        ]
        actions = words.count_text(
            "could be saved by {n} action", "could be saved by {n} actions", len(figures.actions)
        )
        tiles = [
            (f"{words.number(figures.hours.base)} {_('h/month')}", _("in repeated work"), spans[0]),
            (f"{words.number(figures.saved.base)} {_('h/month')}", actions, spans[1]),
        ]
        if people:
            value = f"{words.percent(toil.floor_share)}–{words.percent(toil.ceiling_share)}"
            how = _(
                "{people} people; the cap of the SRE book is {cap}",
                people=words.number(people, people % 1 > 0),
                cap=words.percent(0.5),
            )
            tiles.append((value, _("of people's hours are toil"), how))
        else:
            value = f"{words.number(toil.floor_hours)}–{words.number(toil.ceiling_hours)} {_('h/month')}"
            tiles.append(
                (
                    value,
                    _("are toil by the six attributes"),
                    _("share of working hours unknown: the study states no people"),
                )
            )
        placed = _(
            "{placed} of {tickets} in the window",
            placed=words.number(figures.placed_tickets),
            tickets=words.number(figures.window_tickets),
        )
        return [*tiles, (words.percent(figures.placed_share), _("of tickets are in a pattern"), placed)]

    def pareto(self) -> None:
        """Add the Pareto chart as a native one."""
        _, words = self.words.text, self.words
        ranked = pareto_table(self.report.candidates).head(BARS)
        share = words.percent(ranked["running_share"].iloc[-1])
        title = words.count_text(
            "{n} candidate holds {share} of the hours in repeated work",
            "{n} candidates hold {share} of the hours in repeated work",
            len(ranked),
            share=share,
        )
        spoken = [
            f"{row.label}: {words.number(row.hours_base, 1)} h, {words.percent(row.running_share)}"
            for row in ranked.itertuples()
        ]
        slide = self.slide(CONTENT, {0: title}, [_("Whiskers are the 90% range of each candidate."), *spoken])
        names = (_("Hands-on hours a month"), _("Running share"), _("Down to the low end"), _("Up to the high end"))
        shown = ranked.assign(
            label=[f"{at}. {one_line(label, 34)}" for at, label in enumerate(ranked["label"], start=1)]
        )
        box = (Inches(0.6), Inches(1.45), Inches(12.13), Inches(5.4))
        add_pareto(slide, box, shown, names, title, self.created)

    def table(self) -> None:
        """Add the table of the largest candidates."""
        _, words, report = self.words.text, self.words, self.report
        top = report.candidates.sort_values("rank").head(ROWS)
        names = verdict_names(words)
        head = [
            _("Candidate"),
            _("What to do"),
            _("Tickets a month"),
            _("Hours a month (range)"),
            _("Toil"),
            _("Stability"),
            _("Payback"),
        ]
        rows = [
            [
                f"{row['rank']}. {one_line(row['label'], 58)}",
                names[row["verdict"]],
                words.number(row["tickets"] / len(report.months), 1),
                self._range(row, "hours"),
                words.percent(row["overall"]),
                words.percent(row["stability"]) if pd.notna(row["stability"]) else _("exact"),
                self._payback(row["payback_months"]),
            ]
            for _index, row in top.iterrows()
        ]
        title = _("Candidates: where the hours go")
        notes = [f"{row['rank']}. {row['label']}: {explain_verdict(row, words)}" for _index, row in top.iterrows()]
        slide = self.slide(CONTENT, {0: title}, notes)
        place = (0.6, 1.45, 12.13, 0.5 * (len(rows) + 1))
        add_table(
            slide,
            place,
            [head, *rows],
            (4.7, 1.75, 1.1, 2.08, 0.75, 0.9, 0.85),
            right=(2, 3, 4, 5, 6),
            alt=title,
            size=12,
        )

    def cards(self) -> list[Card]:
        """Return the cards to show: the actions, filled up by rank where there are fewer than three."""
        cards = {card.candidate["pattern_id"]: card for card in cards_of(self.report, self.words)}
        actions = [pattern for pattern in self.figures.actions["pattern_id"] if pattern in cards]
        more = [pattern for pattern in cards if pattern not in actions]
        wanted = actions + more[: max(FEWEST_CARDS - len(actions), 0)]
        return [cards[pattern] for pattern in wanted]

    def candidate(self, card: Card) -> None:
        """Add one candidate: what to do and why, what it costs, its months, and why it might be wrong."""
        _, words, row = self.words.text, self.words, card.candidate
        notes = [card.reason, *(f"{a.name}: {a.evidence}" for a in card.attributes), *card.doubts]
        slide = self.slide(CONTENT, {0: f"{row['rank']}. {one_line(row['label'], 100)}"}, notes)
        facts = [
            [
                Run(verdict_names(words)[row["verdict"]], 18, bold=True),
                Run(f"({row['pattern_id']})", 12, colour=MUTED),
            ],
            [Run(one_line(card.reason, 260), 14)],
            [Run("", 6)],
            [Run(f"{_('Hours a month')}:", bold=True), Run(self._range(row, "hours"))],
            [Run(f"{_('Saved h/month (range)')}:", bold=True), Run(self._range(row, "saved"))],
            [
                Run(f"{_('Tickets a month')}:", bold=True),
                Run(words.number(row["tickets"] / len(self.report.months), 1)),
            ],
            [
                Run(f"{_('Minutes a ticket')}:", bold=True),
                Run(
                    _(
                        "median {median}, p90 {p90}",
                        median=words.number(row["minutes_median"]),
                        p90=words.number(row["minutes_p90"]),
                    )
                ),
            ],
            [
                Run(f"{_('Toil')}:", bold=True),
                Run(
                    f"{words.percent(row['overall'])} ({words.percent(row['overall_low'])}–{words.percent(row['overall_high'])})"
                ),
            ],
            [
                Run(f"{_('Build h')}:", bold=True),
                Run(words.number(row["build_hours"])),
                Run(f"{_('Payback')}:", bold=True),
                Run(self._payback(row["payback_months"])),
            ],
        ]
        add_text(slide, (0.6, 1.5, 6.0, 3.4), facts)
        months = trend_table(card.months).assign(
            name=lambda t: [words.month_short(m).replace("\n", " ") for m in t["month"]]
        )
        add_text(slide, (7.0, 1.5, 5.7, 0.35), [[Run(_("Tickets a month"), 14, bold=True, colour=MUTED)]])
        box = (Inches(7.0), Inches(1.8), Inches(5.73), Inches(3.0))
        alt = _(
            "Bar chart: tickets a month of “{label}”: {tickets}.",
            label=one_line(row["label"], 80),
            tickets=", ".join(f"{m.name} {m.tickets}" for m in months.itertuples(index=False)),
        )
        add_months(slide, box, months, (_("tickets"), _("in bursts")), alt, self.created)
        if card.doubts:
            add_text(
                slide, (0.6, 5.0, 12.1, 0.35), [[Run(_("Why this might be wrong"), 14, bold=True, colour=MUTED)]]
            )
            add_text(
                slide,
                (0.6, 5.38, 12.1, 1.5),
                [[Run(one_line(doubt, 210), 13)] for doubt in card.doubts[:4]],
                bullets=True,
            )

    def method(self) -> None:
        """Add how it was done, what is not known, and the limits."""
        _, words = self.words.text, self.words
        slide = self.slide(CONTENT, {0: _("Method, what is not known, and limits")}, unknowns(self.report, words))
        method = [
            _("Patterns: tickets that ask for the same work in like words. Tickets that resemble no other stay out."),
            _("Hours: hands-on time, from worklog, notes, elapsed time or an assumption; bursts stand apart."),
            _("Ranges: 5th to 95th percentile of 2,000 draws over tickets, volume and assumptions."),
            _("Verdicts: a decision table; reject and eliminate come before automate."),
            _(
                "A saving is a projection from stated assumptions, not a promise: it is checked only once an automation is live."
            ),
            _("The report ranks work, never people."),
        ]
        add_text(slide, (0.6, 1.5, 5.8, 0.4), [[Run(_("Method and limits"), 14, bold=True, colour=MUTED)]])
        add_text(slide, (0.6, 1.9, 5.7, 4.9), [[Run(line, 13)] for line in method], bullets=True)
        add_text(slide, (6.9, 1.5, 5.8, 0.4), [[Run(_("What is not known"), 14, bold=True, colour=MUTED)]])
        lines = [[Run(one_line(line, 230), 13)] for line in unknowns(self.report, words)[:8]]
        add_text(slide, (6.9, 1.9, 5.8, 4.9), lines, bullets=True)

    def _range(self, row: pd.Series, stem: str) -> str:
        low, base, high = (self.words.number(row[f"{stem}_{point}"], 1) for point in ("low", "base", "high"))
        return f"{base} ({low}–{high})"

    def _payback(self, months: float) -> str:
        _ = self.words.text
        if pd.isna(months):
            return _("no rate")
        return _("never") if math.isinf(months) else _("{months} months", months=self.words.number(months, 1))
