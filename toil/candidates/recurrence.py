"""Whether the same work comes back on the same item, beyond what chance alone would bring."""

from __future__ import annotations

import numpy as np

RETURN_DAYS = 30
SURE_BY_CHANCE = 0.9


def find_returns(pattern: np.ndarray, place: np.ndarray, day: np.ndarray, episode: np.ndarray) -> np.ndarray:
    """Return whether another episode of the same pattern begins at the same place within 30 days after each ticket's.

    Parameters
    ----------
    pattern, place, episode : ndarray of int, (n_tickets,)
        Codes; *place* -1 is unknown.
    day : ndarray of float, (n_tickets,)
        Days since any origin at which the ticket's episode began; NaN is unknown.
    """
    returns = np.zeros(len(day), dtype=bool)
    known = np.flatnonzero((place >= 0) & ~np.isnan(day))
    first = known[np.unique(episode[known], return_index=True)[1]]
    order = first[np.lexsort((episode[first], day[first], place[first], pattern[first]))]
    same = (np.diff(pattern[order]) == 0) & (np.diff(place[order]) == 0)
    soon = same & (np.diff(day[order]) <= RETURN_DAYS)
    back = np.zeros(int(episode.max()) + 1 if len(episode) else 0, dtype=bool)
    back[episode[order[:-1]][soon]] = True
    returns[known] = back[episode[known]]
    return returns


def chance_of_return(
    pattern: np.ndarray, place: np.ndarray, episode: np.ndarray, days: float, n_patterns: int
) -> np.ndarray:
    """Return the chance that a pattern comes back to a place within 30 days if places were drawn as the squad's are.

    ``1 - exp(-(e - 1) x 30 / days x s)``: *e* episodes of the pattern at known places, *s* the share of the squad's
    placed episodes at that place. NaN where the place is unknown.
    """
    known = np.flatnonzero(place >= 0)
    chance = np.full(len(place), np.nan)
    if not len(known):
        return chance
    first = known[np.unique(episode[known], return_index=True)[1]]
    share = np.bincount(place[first], minlength=int(place.max()) + 1) / len(first)
    others = np.maximum(np.bincount(pattern[first], minlength=n_patterns) - 1, 0)
    expected = others[pattern[known]] * RETURN_DAYS / days * share[place[known]]
    chance[known] = -np.expm1(-expected)
    return chance
