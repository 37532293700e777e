"""What became of each pattern between two windows, held against each other by tickets a covered month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

    A pattern grows or shrinks by its tickets a covered month, and only between windows of like length.

    Parameters
    ----------
    previous, current : Fit
        With published, and with provisional ids; *ids* maps the latter to published ones.
    known : set of str
        Ids published before.
    """
    before = (
        {}
        if previous is None
        else dict(zip(previous.patterns["pattern_id"], previous.patterns["tickets"], strict=True))
    )
    now = {
        ids[name]: count
        for name, count in zip(current.patterns["pattern_id"], current.patterns["tickets"], strict=True)
    }
    shared = pd.DataFrame() if previous is None else shared_tickets(previous, current).rename(index=dict(ids))
    rows = [_current_event(name, now[name], before, known, shared, span) for name in sorted(now)]
    rows += [_lost_event(name, before[name], shared) for name in sorted(set(before) - set(now))]
    columns = ["pattern_id", "event", "related_id", "tickets", "previous_tickets", "shared_tickets"]
    facts = {
        "month": span.month,
        "months_covered": span.months_covered,
        "previous_month": span.previous_month,
        "previous_months_covered": span.previous_months_covered,
    }
    return conform("pattern_events", pd.DataFrame(rows, columns=columns).assign(**facts))


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
    # A pattern that was told apart has the tickets of the one that it came out of as its own before.
    own_before = rows["previous_tickets"].where(rows["event"] != "split", 0)
    now, before = int(rows["tickets"].sum()), int(own_before.sum())
    largest = rows.sort_values(["tickets", "event"], ascending=[False, True]).head(1)
    if now and before:
        largest = largest.assign(event=_change(before, now, span), related_id=None)
    elif before:
        largest = largest.assign(event=rows["event"].where(rows["related_id"] != name, "gone").iloc[0])
    return largest.assign(tickets=now, previous_tickets=before, shared_tickets=int(rows["shared_tickets"].sum()))


def _current_event(
    name: str, tickets: int, before: Mapping[str, int], known: set[str], shared: pd.DataFrame, span: Span
) -> tuple:
    row = shared.loc[name] if name in shared.index else pd.Series(dtype="int64")
    if name in before:
        both = int(row.get(name, 0))
        return name, _change(before[name], tickets, span), None, tickets, before[name], both
    if name in known:
        return name, "back", None, tickets, 0, 0
    if len(row) and row.max() >= MOST * row.sum() and row.max() >= MOST * tickets:
        return name, "split", row.idxmax(), tickets, before[row.idxmax()], int(row.max())
    return name, "new", None, tickets, 0, int(row.sum())


def _lost_event(name: str, tickets: int, shared: pd.DataFrame) -> tuple:
    column = shared[name] if name in shared.columns else pd.Series(dtype="int64")
    if len(column) and column.max() >= MOST * column.sum() and column.max() > 0:
        return name, "merged", column.idxmax(), 0, tickets, int(column.max())
    return name, "gone", None, 0, tickets, 0


def _change(before: int, now: int, span: Span) -> str:
    """Compare tickets a covered month; *clear* is beyond twice its standard error (two Poisson rates)."""
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


def placed_tickets(fit: Fit) -> pd.DataFrame:
    """Return ``ticket_id`` and ``pattern_id`` of the tickets that are in a pattern."""
    return fit.ticket_patterns.loc[fit.ticket_patterns["pattern_id"].notna(), ["ticket_id", "pattern_id"]]
