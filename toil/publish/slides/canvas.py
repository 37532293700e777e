"""A deck being written, and what every slide of it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from toil.i18n import Wording
from toil.publish.answer import Answer
from toil.publish.report import Report
from toil.publish.slides.shapes import fill_placeholders
from toil.publish.slides.template import layout_named
from toil.publish.untrusted import one_line


@dataclass(frozen=True)
class Canvas:
    """A deck with the report it shows, its figures and the reader's language."""

    deck: Deck
    report: Report
    figures: Answer
    words: Wording

    @property
    def created(self) -> dt.datetime:
        """First day of the report month: a deck's date hangs on its content, not on the clock."""
        return dt.datetime.fromisoformat(f"{self.report.month}-01")

    def slide(self, layout: str, title: str, notes: Iterable[str], subtitle: str = "") -> Slide:
        """Return a new slide of *layout* with its title, the footer and speaker notes."""
        slide = self.deck.slides.add_slide(layout_named(self.deck, layout))
        fill_placeholders(slide, {0: title, 1: subtitle}, self.footer())
        text = slide.notes_slide.notes_text_frame
        if text is not None:
            text.text = "\n".join(one_line(note) for note in notes if note)
        return slide

    def footer(self) -> str:
        """Return source and run, for the foot of a slide."""
        _, report = self.words.text, self.report
        sources = report.sources[report.sources["system"].isin(report.tickets["source"].unique())]
        facts = dict(zip(report.runs["fact"], report.runs["value"], strict=True))
        return _(
            "{squad}, {month} · source: {source} · run: {run}",
            squad=report.title,
            month=self.words.month(report.month),
            source=one_line(self._files(sources), 90),
            run=str(facts.get("fingerprint", facts.get("toil", "")))[:12],
        )

    def _files(self, sources: pd.DataFrame) -> str:
        """Return the names of up to two files; of more, their systems: which hold this squad's rows nothing says."""
        if len(sources) <= 2:
            return ", ".join(sources["file"])
        systems = self.words.listing(sorted(sources["system"].unique()))
        return f"{systems}, {self.words.count_text('{n} file', '{n} files', len(sources))}"
