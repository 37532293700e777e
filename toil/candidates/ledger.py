"""What became of work after an action on it went live: the tickets that came, against those to expect without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from toil.candidates.ended import courses_of
from toil.candidates.intervals import Z95
from toil.schema import conform
from toil.schema.values import PROGRESS

SAVED, NO_CHANGE, MORE, EARLY, UNKNOWN = PROGRESS
MONTHS_BEFORE, MONTHS_AFTER, TICKETS, OTHERS = 3, 2, 10, 5
"""Whole months before and after, tickets before, and other patterns that a comparison takes at least."""
SAME_SCOPE = 1.5
"""Change of what a pattern holds, either way, from which before and after are not of one work."""


@dataclass(frozen=True)
class Stretch:
    """``pattern_months`` of a window, and the share of each of its months that the exports cover (index months)."""

    pattern_months: pd.DataFrame
    coverage: pd.Series

    @property
    def whole(self) -> list[str]:
        """The months covered whole, oldest first."""
        return sorted(self.coverage.index[self.coverage >= 1])

    def for_people(self, months: list[str]) -> pd.Series:
        """Return by pattern id the tickets of *months* that people had to resolve, outside bursts."""
        rows = self.pattern_months[self.pattern_months["month"].isin(months)]
        left = rows["tickets"] - rows["burst_tickets"] - rows["automated_tickets"]
        return left.groupby(rows["pattern_id"]).sum().astype(float)

    def lasting(self) -> set[str]:
        """Return the patterns that neither began nor ended in the window."""
        ids = sorted(self.pattern_months["pattern_id"].unique())
        course = courses_of(ids, self.pattern_months, self.coverage)
        return {name for name, each in zip(ids, course, strict=True) if each == "lasting"}


def measure_action(
    pattern_id: str, since: str, *, before: Stretch | None, now: Stretch, scope: pd.Series, live: set[str]
) -> pd.DataFrame:
    """Return the row of table ``progress`` of one action.

    Expected without it is what came a month before, with the change since then of the squad's patterns that nobody
    acted on; the range is as wide as their own changes differ, beyond the chance of counts. The month before the
    action is left out: work is picked in high months, and what was high by chance falls back.

    Parameters
    ----------
    pattern_id : str
    since : str
        Day from which it is live, YYYY-MM-DD.
    before, now : Stretch
        The window that ended with the month before that day (None where there is none), and the report's.
    scope : Series of float, index pattern id
        `toil.patterns.scope_change` from one to the other.
    live : set of str
        All patterns that were acted on: none of them says what would have come.

    Returns
    -------
    DataFrame
        Contract ``progress``, one row. Hours are tickets times the hours of one before; work that takes less time
        now is not seen.
    """
    after = months_since(since, now.whole)
    earlier = before.whole[:-1] if before else []
    row: dict[str, object] = {"pattern_id": pattern_id, "since": since, "state": UNKNOWN}
    held = float(scope.get(pattern_id, 1.0))
    row |= {"months_before": len(earlier), "months_after": len(after), "scope": held}
    if len(after) < MONTHS_AFTER:
        return _table(row | {"state": EARLY})
    came = before.for_people(earlier) if before else pd.Series(dtype=float)
    if before is None or len(earlier) < MONTHS_BEFORE or came.get(pattern_id, 0) < TICKETS:
        return _table(row)
    comes = now.for_people(after)
    others = sorted(
        name
        for name in (before.lasting() & now.lasting()) - live
        if came.get(name, 0) >= TICKETS and same_scope(float(scope.get(name, 1.0)))
    )
    row["others"] = len(others)
    if len(others) < OTHERS or not same_scope(held):
        return _table(row)
    compared = [pattern_id, *others]
    b = came[compared].to_numpy() * scope.reindex(compared).fillna(1.0).to_numpy()
    a = comes.reindex(compared, fill_value=0.0).to_numpy()
    change = np.log((a + 0.5) / len(after)) - np.log((b + 0.5) / len(earlier))
    common = float(np.log(a[1:].sum() / len(after)) - np.log(b[1:].sum() / len(earlier)))
    chance = 1 / (a + 0.5) + 1 / (b + 0.5)
    apart = float(change[0] - common)
    error = float(np.sqrt(chance[0] + _spread(change[1:] - common, chance[1:]) * (1 + 1 / len(others))))
    expected = b[0] / len(earlier) * np.exp(common)
    shares = np.array([apart + Z95 * error, apart, apart - Z95 * error])
    saved = expected * (1 - np.exp(shares))
    if not a[0]:
        saved[2] = expected  # nothing came: all of it may be gone
    state = SAVED if saved[0] > 0 else MORE if saved[2] < 0 else NO_CHANGE
    row |= {"state": state, "tickets_before": b[0] / len(earlier), "tickets_after": a[0] / len(after)}
    row |= {"expected": expected} | dict(zip(_points("saved_tickets"), saved, strict=True))
    return _table(row | dict(zip(_points("saved_hours"), _hours(saved, before, earlier, pattern_id), strict=True)))


def months_since(since: str, whole: list[str]) -> list[str]:
    """Return the months of *whole* that an action has been live through; one that began without it is none."""
    first = since[:7] if since[8:] == "01" else f"{since[:7]}~"
    return [month for month in whole if month >= first]


def _spread(apart: np.ndarray, chance: np.ndarray) -> float:
    """Return the variance of changes that nobody acted on, beyond that of counts (DerSimonian and Laird 1986)."""
    return max(0.0, float(((apart**2 / chance).sum() - len(apart)) / (1 / chance).sum()))


def _hours(saved: np.ndarray, before: Stretch, months: list[str], pattern_id: str) -> list[float]:
    """Return *saved* tickets (low, base, high) as hours; a range at the low or high end of the hours of a ticket."""
    rows = before.pattern_months
    rows = rows[rows["month"].isin(months) & (rows["pattern_id"] == pattern_id)]
    tickets = before.for_people(months)[pattern_id]
    low, base, high = (float(rows[f"hours_{point}"].sum()) / tickets for point in ("low", "base", "high"))
    return [saved[0] * (low if saved[0] > 0 else high), saved[1] * base, saved[2] * (high if saved[2] > 0 else low)]


def same_scope(scope: float) -> bool:
    """Return whether a pattern of this *scope* holds the work that it held before."""
    return 1 / SAME_SCOPE <= scope <= SAME_SCOPE


def _points(stem: str) -> list[str]:
    return [f"{stem}_{point}" for point in ("low", "base", "high")]


def _table(row: dict[str, object]) -> pd.DataFrame:
    names = ["tickets_before", "tickets_after", "expected", *_points("saved_tickets"), *_points("saved_hours")]
    return conform("progress", pd.DataFrame([{"others": 0, **dict.fromkeys(names, float("nan")), **row}]))
