"""Whether a pattern's tickets follow changes on the same item or service more than chance explains."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array

from toil.settings import month_range
from toil.workload.rows import find_rows, local_days

log = logging.getLogger(__name__)

EPOCH = dt.date(1970, 1, 1)
DAYS_AFTER = 3
MIN_CHANGES = 5
MIN_TICKETS = 10
PERMUTATIONS = 1999


def link_changes(
    tickets: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    *,
    months: Sequence[str],
    zone: ZoneInfo,
    random_state: int = 0,
) -> pd.DataFrame:
    """Return the patterns whose tickets can be held against changes, and how many follow one.

    A ticket follows a change that was made on the same item on its day or one of the two days before. The null draws
    each change's day anew among the days of the window with the same weekday, 1,999 times; *p* is one-sided, *q* by
    Benjamini and Hochberg (1995) over the patterns. Where fewer than 10 tickets of a pattern are on items with
    changes, services are taken instead. Places where half of the days may follow a change are left out: there
    everything does. Silent (no row) for patterns under 10 such tickets, and altogether under 5 changes.

    Parameters
    ----------
    tickets, ticket_patterns : DataFrame
        One squad's; changes are its tickets of kind change, made at ``started_at``, else ``resolved_at``, else
        ``closed_at``.

    Returns
    -------
    DataFrame
        ``pattern_id``, ``tickets`` (dated, at a place with changes), ``after`` and ``expected`` (shares of these that
        follow a change, found and by chance), ``p``, ``q``; sorted by ``pattern_id``.
    """
    ids, pattern = _patterns(tickets, ticket_patterns)
    found = pd.DataFrame(columns=["pattern_id", "tickets", "after", "expected", "p"])
    for column in ("item", "service"):
        left = pattern.copy()
        left[np.isin(pattern, find_rows(found["pattern_id"].astype("str"), ids))] = -1
        more = _compare(tickets, left, len(ids), column, months, zone, np.random.default_rng(random_state))
        found = pd.concat([found, more.assign(pattern_id=ids.iloc[more.index].array)]) if len(more) else found
    linked = found.sort_values("pattern_id", ignore_index=True)
    log.info("change links: %d patterns in, %d judged", len(ids), len(linked))
    return linked.assign(q=benjamini_hochberg(linked["p"].to_numpy(dtype=float)))


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Return the false discovery rate at which each of *p* would be taken (Benjamini and Hochberg 1995)."""
    order = np.argsort(p)[::-1]
    scaled = p[order] * len(p) / np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(scaled)
    return np.minimum(q, 1.0)


def _patterns(tickets: pd.DataFrame, ticket_patterns: pd.DataFrame) -> tuple[pd.Series, np.ndarray]:
    """Return the pattern ids, sorted, and the pattern of each ticket that is no change (-1 is none)."""
    ids = pd.Series(sorted(ticket_patterns["pattern_id"].dropna().unique()), dtype="str")
    pattern = np.full(len(tickets), -1)
    row = find_rows(ticket_patterns["ticket_id"], tickets["ticket_id"])
    pattern[row[row >= 0]] = find_rows(ticket_patterns["pattern_id"], ids)[row >= 0]
    pattern[_is_change(tickets)] = -1
    return ids, pattern


def _is_change(tickets: pd.DataFrame) -> np.ndarray:
    return tickets["kind"].eq("change").to_numpy(dtype=bool, na_value=False)


def _compare(
    tickets: pd.DataFrame,
    pattern: np.ndarray,
    n_patterns: int,
    column: str,
    months: Sequence[str],
    zone: ZoneInfo,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return a row for each pattern (its number is the index) with enough tickets where *column* has changes."""
    first, end = _window(months, zone)
    opened = np.floor(local_days(tickets["opened_at"], zone)) - first
    made = tickets["started_at"].fillna(tickets["resolved_at"]).fillna(tickets["closed_at"])
    made_on = np.floor(local_days(made, zone)) - first
    change = _is_change(tickets) & tickets[column].notna().to_numpy() & (made_on >= 0) & (made_on < end - first)
    if not change.any():
        return pd.DataFrame()
    names = pd.Series(sorted(tickets[column][change].unique()), dtype="str")
    place = find_rows(tickets[column].fillna(""), names)
    days = _rare(place[change], made_on[change].astype(np.int64), end - first)
    if sum(map(len, days.values())) < MIN_CHANGES:
        return pd.DataFrame()
    ours = (pattern >= 0) & np.isin(place, list(days)) & (opened >= 0) & (opened < end - first)
    total = np.bincount(pattern[ours], minlength=n_patterns)
    kept = np.flatnonzero(total >= MIN_TICKETS)
    after = np.zeros((n_patterns, 1 + PERMUTATIONS))
    order = np.flatnonzero(ours)[np.argsort(place[ours], kind="stable")]
    bounds = np.searchsorted(place[order], list(days)), np.searchsorted(place[order], list(days), side="right")
    for made_here, low, high in zip(days.values(), *bounds, strict=True):
        here = order[low:high]
        present, row = np.unique(pattern[here], return_inverse=True)
        counts = _by_day(row, opened[here].astype(np.int64), (len(present), end - first))
        after[present] += counts @ _days_after(_draw_days(made_here, end - first, rng), end - first)
    found, null = after[kept, 0], after[kept, 1:]
    return pd.DataFrame(
        {
            "tickets": total[kept],
            "after": found / total[kept],
            "expected": null.mean(axis=1) / total[kept],
            "p": (1 + (null >= found[:, None]).sum(axis=1)) / (1 + PERMUTATIONS),
        },
        index=kept,
    )


def _rare(place: np.ndarray, day: np.ndarray, n_days: int) -> dict[int, np.ndarray]:
    """Return the days of the changes of each place, sorted; not of places where half of the days follow a change."""
    order = np.lexsort((day, place))
    places, starts = np.unique(place[order], return_index=True)
    days = dict(zip(places.tolist(), np.split(day[order], starts[1:]), strict=True))
    return {p: made for p, made in days.items() if len(np.unique(made)) * DAYS_AFTER <= n_days / 2}


def _window(months: Sequence[str], zone: ZoneInfo) -> tuple[int, int]:
    edges = (month_range(months[0], zone)[0], month_range(months[-1], zone)[1])
    first, end = ((edge.date() - EPOCH).days for edge in edges)
    return first, end


def _by_day(pattern: np.ndarray, day: np.ndarray, shape: tuple[int, int]) -> csr_array:
    return coo_array((np.ones(len(day)), (pattern, day)), shape=shape).tocsr()


def _draw_days(days: np.ndarray, n_days: int, rng: np.random.Generator) -> np.ndarray:
    """Return (changes, 1 + permutations): the days themselves, then days of the same weekday drawn anew."""
    weekday = days % 7
    weeks = (n_days - weekday + 6) // 7
    drawn = weekday[:, None] + 7 * rng.integers(0, weeks[:, None], (len(days), PERMUTATIONS))
    return np.column_stack([days, drawn])


def _days_after(day: np.ndarray, n_days: int) -> np.ndarray:
    """Return (days, draws): 1 where a change was made on that day or one of the two before."""
    after = np.zeros((n_days + DAYS_AFTER, day.shape[1]))
    for later in range(DAYS_AFTER):
        after[day + later, np.arange(day.shape[1])] = 1
    return after[:n_days]
