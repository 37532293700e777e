"""The slides about money and doubt: what build hours buy, and which assumption moves the result."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pptx.slide import Slide
from pptx.util import Inches

from toil.candidates import explain_assumption
from toil.i18n import Wording
from toil.publish.names import verdict_names
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.native_charts import add_budgets, add_tornado
from toil.publish.slides.shapes import Run, add_table, add_text, two_lines
from toil.publish.slides.template import CONTENT, MUTED
from toil.publish.spending import budget_line, flips_of, purchases, sensitivity_text
from toil.publish.untrusted import one_line

ROWS, BARS = 9, 8
_WIDTHS = (2.48, 1.92, 0.9, 1.58, 1.05)


def add_budget(canvas: Canvas) -> str:
    """Add what each of the study's budgets buys, and in which order; or return why there is no such slide."""
    _, words = canvas.words.text, canvas.words
    line, bought = budget_line(canvas.report), purchases(canvas.report)
    if line.empty:
        return _("No slide of build hours: nothing frees a working day within a year on the study's assumptions.")
    if bought.empty:
        return _("No slide of build hours: the study states no budgets.")
    spent, saved = words.number(line["build_hours"].sum()), words.number(line["saved_base"].sum(), 1)
    title = _("{spent} build hours can give back {saved} hours a month", spent=spent, saved=saved)
    order = _(
        "Only what frees a working day or more within a year, after build and upkeep, stands here, most hours saved"
        " per build hour first. A budget goes down the list and takes whatever still fits."
    )
    bought = bought.assign(name=[_("{hours} h", hours=words.number(budget)) for budget in bought["budget"]])
    spoken = [
        f"{row.name}: {words.count_text('{n} action', '{n} actions', row.actions)}, {_saved(row, words)}"
        for row in bought.itertuples(index=False)
    ]
    slide = canvas.slide(CONTENT, title, [order, *spoken, *_more(canvas, line)])
    heading = _("Hours saved a month, with range")
    add_text(slide, (0.6, 1.45, 3.9, 0.55), [[Run(heading, 14, bold=True, colour=MUTED)]])
    names = (_("Hours saved a month"), _("Spent"), _("Down to the low end"), _("Up to the high end"))
    alt = _("Bar chart: {heading}: {numbers}.", heading=heading, numbers="; ".join(spoken))
    add_budgets(slide, (Inches(0.6), Inches(2.0), Inches(3.9), Inches(4.8)), bought, names, alt, canvas.created)
    _add_line(canvas, slide, line)
    return ""


def _add_line(canvas: Canvas, slide: Slide, line: pd.DataFrame) -> None:
    _, words = canvas.words.text, canvas.words
    verdicts = verdict_names(words)
    order = _("In this order")
    if len(line) > ROWS:
        cut = _("{patterns} of {candidates} candidates", patterns=ROWS, candidates=len(line))
        order = f"{order} ({cut})"
    head = [order, _("What to do"), _("Build h"), _("Saved h/month (range)"), _("Build hours so far")]
    rows = [
        [
            two_lines(f"{row.rank}. {row.label}", _WIDTHS[0], 12),
            verdicts[row.verdict],
            words.number(row.build_hours),
            _saved(row, words),
            words.number(row.running_build),
        ]
        for row in line.head(ROWS).itertuples(index=False)
    ]
    place = (4.8, 1.45, 7.93, 0.5 * (len(rows) + 1))
    add_table(slide, place, [head, *rows], _WIDTHS, right=(2, 3, 4), alt=head[0], size=12)


def _more(canvas: Canvas, line: pd.DataFrame) -> list[str]:
    """Return the rows that the slide has no room for, for its notes."""
    words = canvas.words
    return [
        f"{row.rank}. {one_line(row.label, 100)}: {words.number(row.build_hours)} h, {_saved(row, words)}"
        for row in line.iloc[ROWS:].itertuples(index=False)
    ]


def add_sensitivity(canvas: Canvas) -> str:
    """Add the tornado of assumptions; or return why there is no such slide."""
    _, words = canvas.words.text, canvas.words
    moved = canvas.report.sensitivity
    if moved.empty:
        return _("No slide of what moves the result: no assumption with a range does.")
    named = moved.assign(name=[explain_assumption(name, words) for name in moved["assumption"]])
    first, base = named.iloc[0], words.number(named["net_base"].iloc[0])
    title = _("What moves the result most: {assumption}", assumption=first["name"])
    spoken = [
        f"{row.name}: {words.number(row.net_low)} – {words.number(row.net_high)}"
        for row in named.itertuples(index=False)
    ]
    how, flips = sensitivity_text(words), flips_of(canvas.report, moved.head(BARS), words)
    about = _("Bars: hours more or less than the base of {base} net hours over 12 months.", base=base)
    slide = canvas.slide(CONTENT, title, [how, about, *spoken, *flips])
    add_text(slide, (0.6, 1.4, 12.13, 0.95), [[Run(how, 12, colour=MUTED)], [Run(about, 12, colour=MUTED)]])
    names = (_("at low"), _("at high"), _("Net hours at low"), _("Net hours at base"), _("Net hours at high"))
    place = (Inches(0.6), Inches(2.4), Inches(12.13), Inches(3.9))
    said = "; ".join([*(one_line(flip, 110) for flip in flips[:2]), *(["…"] if len(flips) > 2 else [])])
    heading = _("Verdicts that would change")
    last = f"{heading}: {said}" if flips else _("No verdict would change.")
    add_text(slide, (0.6, 6.35, 12.13, 0.55), [[Run(last, 12)]])
    alt = _("Bar chart: {heading}: {numbers}.", heading=title, numbers="; ".join(spoken[:BARS]))
    add_tornado(slide, place, named.head(BARS), names, alt, canvas.created)
    return ""


def _saved(row: Any, words: Wording) -> str:
    low, base, high = (words.number(getattr(row, f"saved_{point}"), 1) for point in ("low", "base", "high"))
    return f"{base} ({low}–{high})"
