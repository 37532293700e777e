"""Work that automation took over, or gave back, within the window: what it leaves to people from here on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

from toil.candidates.endings import has_ended
from toil.candidates.pauses import BY_CHANCE
from toil.candidates.placed import Placed
from toil.candidates.ranges import DRAWS, generator


@dataclass(frozen=True)
class Takeover:
    """Automation's share of each pattern's tickets since it last changed, and what that leaves to people.

    Attributes
    ----------
    lately : ndarray of float, (n_patterns,)
        Share since the change; the window's where there was none.
    since : ndarray of str, (n_patterns,)
        First month of that; None without a change.
    left : ndarray of float, (n_patterns,)
        People's part since the change over theirs in the window; 1 without a change.
    draws : ndarray of float, (n_patterns, DRAWS)
        The same as far as the tickets since the change tell it; (n_patterns, 1) where automation resolved nothing.
    """

    lately: np.ndarray
    since: np.ndarray
    left: np.ndarray
    draws: np.ndarray


def find_takeover(tickets: pd.DataFrame, placed: Placed, months: Sequence[str], random_state: int) -> Takeover:
    """Find the month from which on automation resolves another share of a pattern's tickets than before.

    The month is the one whose two sides differ most by Fisher's exact test, if by less than 1% chance over all months
    that it could be; then the same again within what follows (binary segmentation), so that the last change counts.
    Only tickets outside bursts that have ended tell who resolved them. The share since is drawn from its posterior on
    Jeffreys' prior.

    Parameters
    ----------
    months : sequence of str
        Window, oldest first.
    """
    whole = placed.count(placed.automated) / np.maximum(placed.count(), 1)
    lately, left, since = whole.copy(), np.ones(len(whole)), np.full(len(whole), None, dtype=object)
    if not whole.any():
        return Takeover(lately, since, left, np.ones((len(whole), 1)))
    told = placed.pick(has_ended(tickets)) & ~placed.burst
    months_of = [told & placed.pick(tickets["month"] == month) for month in months]
    n = np.column_stack([placed.count(here) for here in months_of])
    k = np.column_stack([placed.count(here & placed.automated) for here in months_of])
    draws = np.ones((len(whole), DRAWS))
    for row in np.flatnonzero((whole > 0) & (whole < 1)):
        first = _last_change(k[row], n[row])
        if not first:
            continue
        robots, of = int(k[row, first:].sum()), int(n[row, first:].sum())
        lately[row], since[row] = robots / of, months[first]
        left[row] = (1 - lately[row]) / (1 - whole[row])
        rng = generator(random_state, f"{placed.pattern_ids[row]} takeover")
        draws[row] = rng.beta(of - robots + 0.5, robots + 0.5, DRAWS) / (1 - whole[row])
    return Takeover(lately, since, left, draws)


def _last_change(part: np.ndarray, whole: np.ndarray) -> int:
    """Return from which month on *part* is another share of *whole* than before, after all changes; 0 without one."""
    start = 0
    while (splits := np.arange(start + 1, len(whole))).size:
        n, k = whole[start:].sum(), part[start:].sum()
        late = np.array([(part[at:].sum(), whole[at:].sum()) for at in splits])
        tails = hypergeom.cdf(late[:, 0], n, k, late[:, 1]), hypergeom.sf(late[:, 0] - 1, n, k, late[:, 1])
        chance = 2 * np.minimum(*tails) * len(splits)
        if chance.min() >= BY_CHANCE:
            break
        start = int(splits[chance.argmin()])
    return start
