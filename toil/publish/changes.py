"""What is different from last month: patterns that came and went, and volumes outside their usual range."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toil.i18n import Wording
from toil.publish.names import event_names
from toil.publish.report import Report


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
    month_tickets: int


@dataclass(frozen=True)
class Movement:
    """A pattern whose tickets of the report month lie outside the range of the window's earlier months."""

    pattern_id: str
    label: str
    tickets: int
    usual_low: int
    usual_high: int


@dataclass(frozen=True)
class Changes:
    """*first* is true where there is no earlier month to compare with; then *events* is empty."""

    first: bool
    events: dict[str, list[Change]]
    movements: list[Movement]


def changes_of(report: Report, words: Wording) -> Changes:
    """Return what changed since last month; events by heading, in the order a reader looks for them."""
    events = report.pattern_events[report.pattern_events["month"] == report.month]
    first = not len(events) or bool(((events["event"] == "new") & (events["previous_tickets"] == 0)).all())
    grouped = {} if first else {
        heading: _of_event(events[events["event"] == event], report)
        for event, heading in event_names(words).items()
        if (events["event"] == event).any()
    }  # fmt: skip
    return Changes(first, grouped, movements(report))


def _of_event(events: pd.DataFrame, report: Report) -> list[Change]:
    candidates = report.candidates.set_index("pattern_id")
    labels, in_month = candidates["label"], candidates["tickets_month"]
    ordered = events.sort_values(["tickets", "previous_tickets", "pattern_id"], ascending=[False, False, True])
    return [
        Change(
            row.pattern_id,
            row.event,
            labels.get(row.pattern_id, ""),
            row.tickets,
            row.previous_tickets,
            labels.get(row.related_id, row.related_id) if pd.notna(row.related_id) else "",
            int(in_month.get(row.pattern_id, 0)),
        )
        for row in ordered.itertuples()
    ]


def movements(report: Report, top: int = 6) -> list[Movement]:
    """Return the patterns furthest outside their usual range, by 3 tickets at least; none on fewer than 3 months."""
    earlier = [month for month in report.shown_months if month < report.month]
    if len(earlier) < 2 or not report.dated or report.pattern_months.empty:
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
