"""Whether the same work comes back to the same place, beyond what chance alone would bring."""

from __future__ import annotations

import numpy as np

RETURN_DAYS = 30
SURE_BY_CHANCE = 0.9


def find_returns(pattern: np.ndarray, place: np.ndarray, day: np.ndarray, episode: np.ndarray) -> np.ndarray:
    """Return whether another episode of the pattern begins at the same place within 30 days after each ticket's.

    Parameters
    ----------
    pattern, place, episode : ndarray of int, (n_tickets,)
        Codes; *place* -1 is unknown.
    day : ndarray of float, (n_tickets,)
        Days since any origin at which the ticket's episode began; NaN is unknown.
    """
    known = np.flatnonzero((place >= 0) & ~np.isnan(day))
    visit, of_visit = _visits(episode, place, known)
    order = np.lexsort((episode[visit], day[visit], place[visit], pattern[visit]))
    now, later = visit[order[:-1]], visit[order[1:]]
    soon = (pattern[now] == pattern[later]) & (place[now] == place[later]) & (day[later] - day[now] <= RETURN_DAYS)
    back = np.zeros(len(visit), dtype=bool)
    back[order[:-1][soon]] = True
    returns = np.zeros(len(day), dtype=bool)
    returns[known] = back[of_visit]
    return returns


def chance_of_return(
    pattern: np.ndarray, place: np.ndarray, episode: np.ndarray, days: float, n_patterns: int
) -> np.ndarray:
    """Return the chance that a pattern comes back to a place within 30 days if places were drawn as the squad's are.

    ``1 - exp(-(e - 1) x 30 / days x s)``: *e* episodes of the pattern at known places, *s* the share of the squad's
    placed episodes at that place. NaN where the place is unknown.
    """
    known = np.flatnonzero(place >= 0)
    visit, _ = _visits(episode, place, known)
    share = np.bincount(place[visit]) / max(len(visit), 1)
    others = np.maximum(np.bincount(pattern[visit], minlength=n_patterns) - 1, 0)
    chance = np.full(len(place), np.nan)
    chance[known] = -np.expm1(-others[pattern[known]] * RETURN_DAYS / days * share[place[known]])
    return chance


def _visits(episode: np.ndarray, place: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return one ticket for each episode and place, and for each known ticket which of these it belongs to."""
    width = np.int64(place.max(initial=0) + 1)
    _, first, of_visit = np.unique(episode[known] * width + place[known], return_index=True, return_inverse=True)
    return known[first], of_visit
