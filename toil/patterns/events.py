"""What became of each pattern between two windows, held against each other by tickets a covered month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toil.patterns.fitting import Fit
from toil.schema import conform

MOST = 0.5
"""Share of a pattern's known tickets that must come from, or go to, one other pattern to call it split or merged."""

GROWTH = 1.25
"""Ratio of the windows' tickets, beyond twice its standard error, at which a pattern grew or (inverse) shrank."""

LIKE_LENGTH = 0.75
"""Share of the longer window's covered months that the shorter one must have for the two to be compared."""


@dataclass(frozen=True)
class Span:
    """The window that ends with *month* and the one before it, which ends with *previous_month* (None is none).

    Months covered are those of each window that the exports cover (`toil.workload.cover_months`, added up).
    """

    month: str
    previous_month: str | None
    months_covered: float
    previous_months_covered: float

    @property
    def comparable(self) -> bool:
        """Whether the windows are of like length, so that tickets a month may be held against each other."""
        shorter, longer = sorted((self.months_covered, self.previous_months_covered))
        return shorter > 0 and shorter >= LIKE_LENGTH * longer


def compare_windows(
    previous: Fit | None, current: Fit, ids: Mapping[str, str], known: set[str], span: Span
) -> pd.DataFrame:
    """Return ``pattern_events``: what became of each pattern of both windows.

    A pattern grows or shrinks by its tickets a covered month, and only between windows of like length. Tickets that
    both windows hold count in both as this month's patterns place them (`_as_now`): what it took over from another
    pattern, or lost to one, is no growth. One that is no more, though most of its tickets are still in the window, in
    other patterns or in none, is dissolved; its work may go on. Back is an id that was published before, most of
    whose tickets are new: where they came in the window before too, it was only told apart again.

    Parameters
    ----------
    previous, current : Fit
        With published, and with provisional ids; *ids* maps the latter to published ones.
    known : set of str
        Ids published before.
    """
    before = {} if previous is None else _by_id(previous.patterns, "tickets")
    labels = {} if previous is None else _by_id(previous.patterns, "label")
    now = {ids[name]: tickets for name, tickets in _by_id(current.patterns, "tickets").items()}
    shared = pd.DataFrame() if previous is None else shared_tickets(previous, current).rename(index=dict(ids))
    mine, theirs = (pd.Series(dtype="int64"),) * 2 if previous is None else common_sizes(previous, current)
    mine = mine.rename(index=dict(ids))
    likened = {
        name: _as_now(before[name], int(mine.get(name, 0)), int(theirs.get(name, 0)))
        for name in before
        if name in now
    }
    rows = [
        _current_event(name, now[name], likened, int(mine.get(name, 0)), known, shared, span) for name in sorted(now)
    ]
    rows += [
        _lost_event(name, before[name], shared, int(theirs.get(name, 0))) for name in sorted(set(before) - set(now))
    ]
    columns = ["pattern_id", "event", "related_id", "tickets", "previous_tickets", "shared_tickets"]
    facts = {
        "month": span.month,
        "months_covered": span.months_covered,
        "previous_month": span.previous_month,
        "previous_months_covered": span.previous_months_covered,
    }
    events = pd.DataFrame(rows, columns=columns).assign(**facts)
    return conform("pattern_events", events.assign(previous_label=events["pattern_id"].map(labels).astype("str")))


def join_events(events: pd.DataFrame, kept: Mapping[str, str]) -> pd.DataFrame:
    """Return ``pattern_events`` in which patterns that people joined are one, under the id that is kept.

    Its tickets are theirs together, in both windows; what went from one of them to another is no event any more.
    """
    if events.empty or not kept:
        return events
    first = events.iloc[0]
    span = Span(first["month"], first["previous_month"], first["months_covered"], first["previous_months_covered"])
    told = events.assign(
        pattern_id=events["pattern_id"].replace(dict(kept)), related_id=events["related_id"].replace(dict(kept))
    )
    joined = told["pattern_id"].isin(set(kept.values()))
    rows = [_joined_event(name, rows, span) for name, rows in told[joined].groupby("pattern_id", sort=True)]
    return conform("pattern_events", pd.concat([told[~joined], *rows]).sort_values("pattern_id", kind="stable"))


def _joined_event(name: str, rows: pd.DataFrame, span: Span) -> pd.DataFrame:
    now = int(rows["tickets"].sum())
    # What one that is no more had in the window before is counted with those that its tickets went to.
    before = int(rows.loc[(rows["tickets"] > 0) | (now == 0), "previous_tickets"].sum())
    largest = rows.sort_values(["tickets", "event"], ascending=[False, True]).head(1)
    if now and before:
        largest = largest.assign(event=change_between(before, now, span), related_id=None)
    elif before:
        largest = largest.assign(event=rows["event"].where(rows["related_id"] != name, "gone").iloc[0])
    return largest.assign(tickets=now, previous_tickets=before, shared_tickets=int(rows["shared_tickets"].sum()))


def _current_event(
    name: str,
    tickets: int,
    likened: Mapping[str, int],
    mine: int,
    known: set[str],
    shared: pd.DataFrame,
    span: Span,
) -> tuple:
    row = shared.loc[name] if name in shared.index else pd.Series(dtype="int64")
    if name in likened:
        both = int(row.get(name, 0))
        return name, change_between(likened[name], tickets, span), None, tickets, likened[name], both
    if len(row) and row.max() >= MOST * row.sum() and row.max() >= MOST * tickets:
        return name, "split", row.idxmax(), tickets, mine, int(row.max())
    if name in known:  # what came all along, in several patterns or in none, was only told apart again
        return name, "continued" if mine >= MOST * tickets else "back", None, tickets, mine, 0
    return name, "new", None, tickets, 0, int(row.sum())


def _as_now(before: int, mine: int, theirs: int) -> int:
    """Return the tickets that a pattern of now had in the window before, by what both windows hold.

    Of its own, *mine* came in both windows; of those it had *before*, *theirs*. What came in the window before only
    counts as it was placed then, times as much more or less as the pattern holds now.
    """
    return mine + round((before - theirs) * (mine / theirs if theirs else 1))


def _lost_event(name: str, tickets: int, shared: pd.DataFrame, still: int) -> tuple:
    column = shared[name] if name in shared.columns else pd.Series(dtype="int64")
    if len(column) and column.max() >= MOST * still and column.max() > 0:
        return name, "merged", column.idxmax(), 0, tickets, int(column.max())
    return name, "dissolved" if still > MOST * tickets else "gone", None, 0, tickets, still


def change_between(before: int, now: int, span: Span) -> str:
    """Return whether tickets a covered month grew, shrank or continued; clear is beyond twice the standard error.

    The error is that of two Poisson rates; windows of unlike length are not compared.
    """
    if not span.comparable:
        return "continued"
    length, length_before = span.months_covered, span.previous_months_covered
    rate, rate_before = now / length, before / length_before
    clear = abs(rate - rate_before) > 2 * np.sqrt(now / length**2 + before / length_before**2)
    if clear and rate >= GROWTH * rate_before:
        return "grown"
    return "shrunk" if clear and rate_before >= GROWTH * rate else "continued"


def shared_tickets(previous: Fit, current: Fit) -> pd.DataFrame:
    """Return how many tickets each current pattern (row) shares with each previous one (column)."""
    both = placed_tickets(current).merge(placed_tickets(previous), on="ticket_id", suffixes=("", "_before"))
    return pd.crosstab(both["pattern_id"], both["pattern_id_before"])


def common_sizes(previous: Fit, current: Fit) -> tuple[pd.Series, pd.Series]:
    """Return tickets of each current and of each previous pattern, of those tickets that both windows hold."""
    common = set(current.ticket_patterns["ticket_id"]) & set(previous.ticket_patterns["ticket_id"])
    sizes = [
        part[part["ticket_id"].isin(common)].groupby("pattern_id").size()
        for part in (placed_tickets(current), placed_tickets(previous))
    ]
    return sizes[0], sizes[1]


def _by_id(patterns: pd.DataFrame, column: str) -> dict[str, Any]:
    return dict(zip(patterns["pattern_id"], patterns[column], strict=True))


def placed_tickets(fit: Fit) -> pd.DataFrame:
    """Return ``ticket_id`` and ``pattern_id`` of the tickets that are in a pattern."""
    return fit.ticket_patterns.loc[fit.ticket_patterns["pattern_id"].notna(), ["ticket_id", "pattern_id"]]
