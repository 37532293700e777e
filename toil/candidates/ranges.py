"""Low, base and high: one seeded Monte Carlo a pattern, shared assumptions drawn once for all patterns."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toil.settings import Range

DRAWS = 2000
POINTS = (0.05, 0.50, 0.95)
RESAMPLED = 50
JEFFREYS = 0.5
SCARCE_DISPERSION = 0.25


def generator(random_state: int, name: str) -> np.random.Generator:
    """Return the random generator of *name*: the same on every machine, whatever else is drawn."""
    digest = hashlib.sha256(name.encode()).digest()
    return np.random.default_rng(np.random.SeedSequence([random_state, int.from_bytes(digest[:8], "big")]))


def draw_pert(range_: Range, rng: np.random.Generator, draws: int = DRAWS) -> np.ndarray:
    """Draw from a PERT (Malcolm et al. 1959): a beta with mode base and mean (low + 4 base + high) / 6."""
    width = range_.high - range_.low
    if width <= 0:
        return np.full(draws, range_.base)
    left, right = (range_.base - range_.low) / width, (range_.high - range_.base) / width
    return range_.low + width * rng.beta(1 + 4 * left, 1 + 4 * right, draws)


def draw_perts(ranges: Sequence[Range], random_state: int, name: str) -> list[np.ndarray]:
    """Draw each of *ranges* from the generator of *name*, one after the other; none is made where nothing varies."""
    if all(each.high <= each.low for each in ranges):
        return [np.full(DRAWS, each.base) for each in ranges]
    rng = generator(random_state, name)
    return [draw_pert(each, rng) for each in ranges]


def draw_rate(count: float, months: float, dispersion: float, rng: np.random.Generator) -> np.ndarray:
    """Draw the monthly rate behind *count* tickets in *months* (float, whole coverage): gamma-Poisson.

    Gamma with mean ``c / months`` and variance ``(c + dispersion c^2 / months) / months^2``, ``c = count + 0.5``
    (Jeffreys' prior of a Poisson rate). Zero tickets is a rate of zero: the pattern was not seen outside bursts.
    """
    if count <= 0:
        return np.zeros(DRAWS)
    known = SCARCE_DISPERSION if np.isnan(dispersion) else dispersion
    c = count + JEFFREYS
    relative_variance = 1 / c + known / months
    return rng.gamma(1 / relative_variance, c / months * relative_variance, DRAWS)


def draw_mean_minutes(
    minutes: np.ndarray,
    assumption: np.ndarray,
    factors: np.ndarray,
    rng: np.random.Generator,
    *,
    of: int | None = None,
) -> np.ndarray:
    """Draw the mean hands-on minutes of a ticket: tickets resampled, each times its assumption's factor.

    Up to 50 tickets are resampled with replacement (Efron 1979); of more, the mean of each assumption's minutes is
    drawn from the gamma with the mean and variance that resampling would give.

    Parameters
    ----------
    minutes : ndarray of float, (n_tickets,)
        Base minutes.
    assumption : ndarray of int, (n_tickets,)
        Column of *factors* for each ticket.
    factors : ndarray of float, (draws, n_assumptions)
        Drawn minutes over base minutes.
    of : int, optional
        Tickets that these are a part of, where they are drawn in parts; default: all there are.
    """
    n = len(minutes)
    if n == 0:
        return np.zeros(DRAWS)
    if (of or n) <= RESAMPLED:
        chosen = rng.integers(0, n, (DRAWS, n))
        return (minutes[chosen] * np.take_along_axis(factors, assumption[chosen], axis=1)).mean(axis=1)
    n_assumptions = factors.shape[1]
    means = np.bincount(assumption, weights=minutes, minlength=n_assumptions) / n
    squares = np.bincount(assumption, weights=minutes * minutes, minlength=n_assumptions) / n
    variances = np.maximum(squares - means * means, 0.0) / n
    total = np.zeros(DRAWS)
    for a in np.flatnonzero(np.bincount(assumption, minlength=n_assumptions)):
        total += _gamma_mean(means[a], variances[a], rng) * factors[:, a]
    return total


def _gamma_mean(mean: float, variance: float, rng: np.random.Generator) -> np.ndarray:
    if mean <= 0 or variance <= 1e-12 * mean**2:
        return np.full(DRAWS, mean)
    return rng.gamma(mean**2 / variance, variance / mean, DRAWS)


@dataclass(frozen=True)
class Points:
    """5th, 50th and 95th percentile."""

    low: float
    base: float
    high: float


UNKNOWN = Points(math.nan, math.nan, math.nan)


def middle(draws: np.ndarray) -> float:
    """Return the base of *draws*, as `points` does, without its ends."""
    place = math.ceil(POINTS[1] * len(draws) - 1e-9) - 1
    return float(np.partition(draws, place)[place])


def points(draws: np.ndarray) -> Points:
    """Return low, base and high of *draws*; infinite draws keep their place."""
    places = [math.ceil(share * len(draws) - 1e-9) - 1 for share in POINTS]
    return Points(*np.partition(draws, places)[places].tolist())
