"""Whether the same work comes back to the same place, beyond what chance alone would bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

RETURN_DAYS = 30
SURE_BY_CHANCE = 0.9


@dataclass(frozen=True)
class Visits:
    """One ticket for each episode and known place (``first``), and for each ticket of ``known`` place its visit."""

    known: np.ndarray
    first: np.ndarray
    of_known: np.ndarray


def find_visits(episode: np.ndarray, place: np.ndarray) -> Visits:
    """Return the visits of *episode* and *place* (codes of each ticket; a place of -1 is unknown)."""
    known = np.flatnonzero(place >= 0)
    width = np.int64(place.max(initial=0) + 1)
    _, first, of_known = np.unique(episode[known] * width + place[known], return_index=True, return_inverse=True)
    return Visits(known, known[first], of_known)


def find_returns(pattern: np.ndarray, place: np.ndarray, day: np.ndarray, visits: Visits) -> np.ndarray:
    """Return whether another episode of the pattern begins at the same place within 30 days after each ticket's.

    Parameters
    ----------
    pattern, place : ndarray of int, (n_tickets,)
        Codes; *place* -1 is unknown.
    day : ndarray of float, (n_tickets,)
        Days since any origin at which the ticket's episode began; NaN is unknown.
    visits : Visits
        Of the same tickets.
    """
    visit = visits.first[~np.isnan(day[visits.first])]
    order = np.lexsort((day[visit], pattern[visit] * np.int64(place.max(initial=0) + 1) + place[visit]))
    now, later = visit[order[:-1]], visit[order[1:]]
    soon = (pattern[now] == pattern[later]) & (place[now] == place[later]) & (day[later] - day[now] <= RETURN_DAYS)
    back = np.zeros(len(day), dtype=bool)
    back[now[soon]] = True
    returns = np.zeros(len(day), dtype=bool)
    returns[visits.known] = back[visits.first][visits.of_known]
    return returns & ~np.isnan(day)


def chance_of_return(
    pattern: np.ndarray, place: np.ndarray, visits: Visits, days: float, n_patterns: int
) -> np.ndarray:
    """Return the chance that a pattern comes back to a place within 30 days if places were drawn as others' are.

    ``1 - exp(-(e - 1) x 30 / days x s)``: *e* episodes of the pattern at known places, *s* the share of the other
    patterns' placed episodes at that place, and at least that of one place of all. The pattern's own say nothing of
    chance: what always fails in one place would make it the likeliest place. NaN where the place is unknown.
    """
    visit, known = visits.first, visits.known
    width = np.int64(place.max(initial=0) + 1)
    own = np.bincount(pattern[visit], minlength=n_patterns)
    there = np.bincount(place[visit], minlength=width)
    _, pair, times = np.unique(pattern[visit] * width + place[visit], return_inverse=True, return_counts=True)
    elsewhere = np.maximum(len(visit) - own[pattern[visit]], 1)
    share = np.maximum((there[place[visit]] - times[pair]) / elsewhere, 1 / max(int(np.count_nonzero(there)), 1))
    chance = np.full(len(place), np.nan)
    of_visit = -np.expm1(-(own[pattern[visit]] - 1) * RETURN_DAYS / days * share)
    chance[known] = of_visit[visits.of_known]
    return chance
