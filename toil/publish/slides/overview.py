"""The slides about the squad as a whole: title, answer, Pareto, candidates, method and limits."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pptx.util import Inches

from toil.candidates import explain_verdict
from toil.charts import pareto_table
from toil.i18n import Wording
from toil.publish.implausible import implausible
from toil.publish.names import progress_names, verdict_names
from toil.publish.phrases import (
    answer_text,
    ended_text,
    left_out_text,
    payback_text,
    range_text,
    stability_text,
    tiles_of,
    with_n,
)
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.native_charts import add_pareto
from toil.publish.slides.shapes import Run, add_table, add_text, add_tile, how_many_fit, two_lines
from toil.publish.slides.template import CONTENT, INK, MUTED, TITLE
from toil.publish.unknowns import unknowns
from toil.publish.untrusted import one_line

BARS, ROWS = 10, 9
_ACTION_WIDTHS = (3.43, 2.7, 1.9, 1.5, 1.2, 1.4)
_WIDTHS = (2.95, 2.0, 1.4, 1.98, 1.0, 1.4, 1.4)
_CHART = (Inches(0.6), Inches(1.45), Inches(12.13), Inches(5.4))


def add_title(canvas: Canvas) -> None:
    """Add the title slide."""
    _, words, report = canvas.words.text, canvas.words, canvas.report
    first, last = words.month(report.months[0]), words.month(report.months[-1])
    window = [_("window {first} to {last}", first=first, last=last)] if len(report.months) > 1 else []
    under = " · ".join([words.month_long(report.month), *window, report.study.study.name])
    notes = [_("Toil report: work that repeats, what it costs, what to do about it")]
    canvas.slide(TITLE, f"{_('Toil report')}: {report.title}", notes, under)


def add_answer(canvas: Canvas) -> None:
    """Add the answer: four figures, and what to do first."""
    _, words, figures = canvas.words.text, canvas.words, canvas.figures
    title = answer_text(canvas.report, figures, words)
    wrong, said = implausible(canvas.report, words), _below_actions(canvas)
    notes = [*wrong, *(said if wrong else []), *unknowns(canvas.report, words)]
    slide = canvas.slide(CONTENT, title, notes)
    for at, tile in enumerate(tiles_of(canvas.report, figures, words)):
        add_tile(slide, (0.6 + at * 3.08, 1.5, 2.9, 1.5), f"{tile.value} {tile.unit}", tile.what, tile.how)
    rows = [*_action_rows(canvas, figures.actions), *_action_rows(canvas, figures.next_in_line, mark="• ")]
    if wrong:  # there is no room for more, nor is more worth reading then
        said = [_("These hours can hardly be right.") + " " + wrong[0]]
    place = (0.6, 3.15, 12.13, 0.52 * (len(rows) + 1) if rows else 0.0)
    if rows:
        first = _("What to check first") if canvas.report.fitness.status == "modest" else _("What to do first")
        head = [first, _("How"), _("Saved h/month (range)"), _("Of h/month"), _("Build h"), _("Payback")]
        add_table(slide, place, [head, *rows], _ACTION_WIDTHS, right=(2, 3, 4, 5), alt=head[0])
    if said:
        lines = [[Run(line, 12, bold=bool(wrong), colour=INK if wrong else MUTED)] for line in said]
        add_text(slide, (0.6, place[1] + place[3] + 0.15, 12.1, 0.35 * len(said)), lines)


def _below_actions(canvas: Canvas) -> list[str]:
    """Return what has to be known of the actions: which are next in line, what has ended, what is left out."""
    _, words, figures = canvas.words.text, canvas.words, canvas.figures
    note = _("Next in line: within a year it saves about what its build takes, on the study's assumptions")
    said = ["• " + words.sentence(note)] if len(figures.next_in_line) else []
    return said + [text for text in (f(canvas.report, figures, words) for f in (ended_text, left_out_text)) if text]


def _action_rows(canvas: Canvas, actions: pd.DataFrame, *, mark: str = "") -> list[list[str]]:
    """Return *actions* in their order; the number is the candidate's, as on every other slide."""
    words, rate = canvas.words, canvas.report.economics.rate
    return [
        [
            two_lines(f"{mark}{row['rank']}. {row['label']}", _ACTION_WIDTHS[0], 13),
            _how(row, words),
            range_text(row, "saved", words),
            with_n(words.number(row["hours_base"], 1), row["tickets"], words),
            words.number(row["build_hours"]),
            payback_text(row["payback_months"], row["verdict"], rate, words),
        ]
        for _index, row in actions.iterrows()
    ]


def _how(row: pd.Series, words: Wording) -> str:
    """Return the verdict, whether it is uncertain, and how far people are with it.

    Who does it stands on the candidate's own slide.
    """
    said = [verdict_names(words)[row["verdict"]]]
    said += [words.text("uncertain")] if row["uncertain"] else []
    return " · ".join(said + ([progress_names(words)[row["status"]]] if pd.notna(row["status"]) else []))


def add_pareto_chart(canvas: Canvas) -> None:
    """Add the Pareto chart as a native one."""
    _, words = canvas.words.text, canvas.words
    ranked = pareto_table(canvas.report.candidates).head(BARS)
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
    slide = canvas.slide(CONTENT, title, [_("Whiskers are the 90% range of each candidate."), *spoken])
    names = (_("Hours a month"), _("Running share"), _("Down to the low end"), _("Up to the high end"))
    shown = ranked.assign(label=[f"{at}. {one_line(label, 30)}" for at, label in enumerate(ranked["label"], start=1)])
    add_pareto(slide, _CHART, shown, names, title, canvas.created)


def add_candidates(canvas: Canvas) -> None:
    """Add the table of the largest candidates."""
    _, words, report = canvas.words.text, canvas.words, canvas.report
    top, rate = report.candidates.sort_values("rank").head(ROWS), report.economics.rate
    names = verdict_names(words)
    rows = [
        [
            *(_("Candidate"), _("What to do"), _("Tickets a month"), _("Hours a month (range)")),
            *(_("Toil"), _("Stability"), _("Payback")),
        ],
        *(
            [
                two_lines(f"{row['rank']}. {row['label']}", _WIDTHS[0], 12),
                names[row["verdict"]],
                with_n(
                    words.number(row["tickets"] / report.months_covered if report.months_covered else None, 1),
                    row["tickets"],
                    words,
                ),
                range_text(row, "hours", words),
                words.percent(row["overall"]),
                stability_text(row, report.patterns, words),
                payback_text(row["payback_months"], row["verdict"], rate, words),
            ]
            for _index, row in top.iterrows()
        ),
    ]
    title = _("Candidates: where the hours go")
    if len(top) < len(report.candidates):
        cut = _("{patterns} of {candidates} candidates", patterns=len(top), candidates=len(report.candidates))
        title = f"{title} ({cut})"
    notes = [f"{row['rank']}. {row['label']}: {explain_verdict(row, words)}" for _index, row in top.iterrows()]
    slide = canvas.slide(CONTENT, title, notes)
    place = (0.6, 1.45, 12.13, 0.5 * len(rows))
    add_table(slide, place, rows, _WIDTHS, right=(2, 3, 4, 5, 6), alt=title, size=12)


def add_method(canvas: Canvas, missing: Sequence[str] = ()) -> None:
    """Add how it was done, what is not known, and the limits; *missing* says why a slide is not there."""
    _, words = canvas.words.text, canvas.words
    gaps = [*missing, *implausible(canvas.report, words), *unknowns(canvas.report, words)]
    slide = canvas.slide(CONTENT, _("Method, what is not known, and limits"), gaps)
    method = [
        _("Patterns: tickets that ask for the same work in like words. Tickets that resemble no other stay out."),
        _(
            "Hours: hands-on time, from worklog, notes, elapsed time or an assumption, and context switches; bursts"
            " stand apart."
        ),
        _("Ranges: 5th to 95th percentile of 2,000 draws over tickets, volume and assumptions."),
        _("Verdicts: a decision table; reject and eliminate come before automate."),
        _("A saving is a projection from stated assumptions, not a promise: only a live automation can prove it."),
        _("The report ranks work, never people."),
    ]
    columns = ((0.6, _("Method and limits"), method), (6.9, _("What is not known"), gaps))
    for left, heading, lines in columns:
        add_text(slide, (left, 1.5, 5.8, 0.4), [[Run(heading, 14, bold=True, colour=MUTED)]])
        add_text(slide, (left, 1.9, 5.8, 4.9), [[Run(line, 13)] for line in _fitted(lines, words)], bullets=True)


def _fitted(lines: Sequence[str], words: Wording) -> list[str]:
    """Return the first *lines* that a column has room for, and how many more the notes hold."""
    short = [one_line(line, 230) for line in lines]
    if how_many_fit(short, 5.8, 4.9, 13) == len(short):
        return short
    shown = how_many_fit(short, 5.8, 4.5, 13)
    return [*short[:shown], words.count_text("and {n} more", "and {n} more", len(short) - shown)]
