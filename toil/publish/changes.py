"""What is different from last month: patterns that came and went, and volumes outside their usual range."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toil.i18n import Wording
from toil.patterns import Span, change_between
from toil.publish.names import event_names
from toil.publish.report import Report

TOLD_APART = "told apart"
COMPARED = ("grown", "shrunk", "gone")
"""Events that say how much came in two windows: true of windows of like length only."""


@dataclass(frozen=True)
class Change:
    """One pattern that came, went, grew or shrank between last month's window and this one.

    ``tickets`` are those of this window, ``month_tickets`` of them opened in the report month: a pattern may be new
    although most of its tickets are older, since before they were too few to make one.
    """

    pattern_id: str
    event: str
    label: str
    tickets: int
    previous_tickets: int
    related: str
    figures: str


@dataclass(frozen=True)
class Movement:
    """A pattern whose tickets of the report month lie outside the range of the earlier months covered whole."""

    pattern_id: str
    label: str
    tickets: int
    usual_low: int
    usual_high: int


@dataclass(frozen=True)
class Changes:
    """*first* is true where there is no earlier month to compare with; then *events* is empty.

    *nothing* is true where no month so far has a pattern: whether there was one to compare with isn't known.

    *unlike* says why the windows can't be held against each other; empty where they can.
    """

    nothing: bool
    first: bool
    unlike: str
    events: dict[str, list[Change]]
    movements: list[Movement]


def changes_of(report: Report, words: Wording) -> Changes:
    """Return what changed since last month; events by heading, in the order a reader looks for them.

    New is a pattern whose first ticket of the window came in its last two months, with a month covered before. One
    that came earlier, in other patterns or in none, was only told apart now. Grown, shrunk and gone are said of
    windows of like length only, and grown or shrunk of what did so without its bursts: they stand among what moves.
    """
    events = report.pattern_events[report.pattern_events["month"] == report.month]
    if events.empty or events["previous_month"].isna().all():
        return Changes(events.empty and report.candidates.empty, True, "", {}, movements(report))
    row = events.iloc[0]
    span = Span(report.month, row["previous_month"], row["months_covered"], row["previous_months_covered"])
    since = report.pattern_months.query("tickets > 0").groupby("pattern_id")["month"].min()
    recent = events["pattern_id"].map(since) > (report.months[-3] if len(report.months) > 2 else report.months[0])
    told = events.assign(event=events["event"].mask((events["event"] == "new") & ~recent, TOLD_APART))
    told = told[~_by_burst(told, span, report)]
    if not span.comparable:
        told = told[~told["event"].isin(COMPARED)]
    grouped = {
        heading: _of_event(told[told["event"] == event], span, report, words)
        for event, heading in _headings(words).items()
        if (told["event"] == event).any()
    }
    return Changes(False, False, "" if span.comparable else _unlike(span, words), grouped, movements(report))


def _by_burst(events: pd.DataFrame, span: Span, report: Report) -> pd.Series:
    """Return which of *events* say "grown" or "shrunk" of what did so only by bursts: a mask.

    Those of the months that both windows hold stand in both; those of the report month are new in this one, those of
    the months before this window have left it.
    """
    months, earlier = report.pattern_months, report.earlier_months
    shared, left = months[months["month"] < report.month], earlier[~earlier["month"].isin(months["month"])]
    bursts, bursts_before = (
        events["pattern_id"].map(rows.groupby("pattern_id")["burst_tickets"].sum()).fillna(0)
        for rows in (months, pd.concat([shared, left]))
    )
    now, before = events["tickets"] - bursts, (events["previous_tickets"] - bursts_before).clip(lower=0)
    steady = [change_between(int(b), int(n), span) for b, n in zip(before, now, strict=True)]
    moved = events["event"].isin(("grown", "shrunk")) & (bursts + bursts_before > 0)
    return moved & (events["event"] != pd.Series(steady, index=events.index, dtype="str"))


def _headings(words: Wording) -> dict[str, str]:
    _ = words.text
    return {**event_names(words), TOLD_APART: _("Told apart for the first time; the tickets came before")}


def _unlike(span: Span, words: Wording) -> str:
    _ = words.text
    return _(
        "The exports cover {now} months of this window and {before} of the one before, to {month}: windows of unlike"
        " length are not held against each other, so nothing is called grown, shrunk or gone.",
        now=_months(span.months_covered, words),
        before=_months(span.previous_months_covered, words),
        month=words.month(span.previous_month or ""),
    )


def _months(covered: float, words: Wording) -> str:
    return words.number(covered, 0 if covered % 1 == 0 else 1)


def _of_event(events: pd.DataFrame, span: Span, report: Report, words: Wording) -> list[Change]:
    labels = _labels(report)
    ordered = events.sort_values(["tickets", "previous_tickets", "pattern_id"], ascending=[False, False, True])
    return [
        Change(
            row.pattern_id,
            row.event,
            labels.get(row.pattern_id, ""),
            row.tickets,
            row.previous_tickets,
            labels.get(row.related_id, row.related_id) if pd.notna(row.related_id) else "",
            _figures(row.event, row.tickets, row.previous_tickets, span, words),
        )
        for row in ordered.itertuples()
    ]


def _labels(report: Report) -> pd.Series:
    """Return the label of each pattern by its id; of one that is no more, the last that it had."""
    lost = report.pattern_events.dropna(subset="previous_label").drop_duplicates("pattern_id", keep="last")
    labels = report.candidates.set_index("pattern_id")["label"]
    return labels.combine_first(lost.set_index("pattern_id")["previous_label"])


def _figures(event: str, tickets: int, before: int, span: Span, words: Wording) -> str:
    """Return the counts behind an event: tickets a covered month where windows are compared, else tickets."""
    _ = words.text
    if event in ("grown", "shrunk"):
        return _(
            "{now} tickets a month, {before} in the window before",
            now=words.number(tickets / span.months_covered, 1),
            before=words.number(before / span.previous_months_covered, 1),
        )
    if event in ("gone", "merged", "dissolved"):
        return words.count_text("{n} ticket in the window before", "{n} tickets in the window before", before)
    return words.count_text("{n} ticket in the window", "{n} tickets in the window", tickets)


def movements(report: Report, top: int = 6) -> list[Movement]:
    """Return the patterns furthest outside their usual range, by 3 tickets at least; none on fewer than 3 months.

    Only months that the exports cover whole have a range, and only a whole report month is held against it.
    """
    whole = report.coverage.index[report.coverage >= 1]
    earlier = [month for month in whole if month < report.month]
    if len(earlier) < 2 or report.month not in whole or not report.dated or report.pattern_months.empty:
        return []
    tickets = report.pattern_months.set_index(["pattern_id", "month"])["tickets"].unstack()  # noqa: PD010
    now, low, high = tickets[report.month], tickets[earlier].min(axis=1), tickets[earlier].max(axis=1)
    outside = (now - high).clip(lower=0) - (low - now).clip(lower=0)
    far = outside[outside.abs() >= 3]
    order = far.abs().sort_values(ascending=False, kind="stable").index[:top]
    labels = report.candidates.set_index("pattern_id")["label"]
    return [
        Movement(pattern, labels.get(pattern, ""), int(now[pattern]), int(low[pattern]), int(high[pattern]))
        for pattern in order
    ]
