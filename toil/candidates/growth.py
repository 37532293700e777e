"""Whether a pattern grows at least as fast as the rest of the squad's work: negative binomial slopes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

MIN_MONTHS = 6
STEPS = 30
MAX_STEP = 2.0


@dataclass(frozen=True)
class Slopes:
    """Slope of log count on log volume for each pattern, its standard error, and P(slope >= 1); NaN is unknown."""

    slope: np.ndarray
    error: np.ndarray
    at_least_one: np.ndarray


def pool_dispersion(counts: np.ndarray, exposure: np.ndarray) -> float:
    """Return the overdispersion shared by all patterns: variance = mean + dispersion x mean^2.

    By moments over patterns (rows) and months (columns of positive exposure), never under 0; NaN under 3 months.
    """
    used = exposure > 0
    counts, exposure = counts[:, used], exposure[used]
    if counts.shape[1] < 3 or not counts.sum():
        return float("nan")
    mean = counts.sum(axis=1, keepdims=True) / exposure.sum() * exposure
    excess = np.square(counts - mean).sum() * counts.shape[1] / (counts.shape[1] - 1) - mean.sum()
    return float(max(0.0, excess / np.square(mean).sum()))


def fit_slopes(counts: np.ndarray, volume: np.ndarray, exposure: np.ndarray, dispersion: float) -> Slopes:
    """Fit ``log E[count] = a + b log volume`` for each pattern by negative binomial regression.

    Fisher scoring of all patterns at once with the pooled dispersion (Cameron and Trivedi 2013, section 3.3): one
    parameter fewer to learn from a handful of months. *volume* is the squad's volume without the pattern.

    Parameters
    ----------
    counts, volume : ndarray, (n_patterns, n_months)
        Non-burst tickets of the pattern, and of the squad without it.
    exposure : ndarray, (n_months,)
        Share of each month that the exports cover.

    Returns
    -------
    Slopes
        NaN under 6 whole months, without a ticket, and where the volume doesn't vary.
    """
    n, unknown = len(counts), np.full(len(counts), np.nan)
    whole = exposure >= 1
    if whole.sum() < MIN_MONTHS or not n:
        return Slopes(unknown, unknown, unknown)
    y, x = counts[:, whole].astype(float), np.log(np.maximum(volume[:, whole], 0.5))
    x = x - x.mean(axis=1, keepdims=True)
    usable = (y.sum(axis=1) > 0) & (np.square(x).sum(axis=1) > 1e-9)
    slope, error = unknown.copy(), unknown.copy()
    slope[usable], error[usable] = _score(y[usable], x[usable], dispersion)
    return Slopes(slope, error, norm.sf((1 - slope) / error))


def _score(y: np.ndarray, x: np.ndarray, dispersion: float) -> tuple[np.ndarray, np.ndarray]:
    a, b = np.log(y.mean(axis=1)), np.zeros(len(y))
    for _ in range(STEPS):
        mean = np.exp(np.clip(a[:, None] + b[:, None] * x, -20, 20))
        weight = mean / (1 + dispersion * mean)
        gradient = weight * (y - mean) / mean
        s0, s1, s2 = weight.sum(1), (weight * x).sum(1), (weight * x * x).sum(1)
        determinant = np.maximum(s0 * s2 - s1**2, 1e-12)
        g0, g1 = gradient.sum(1), (gradient * x).sum(1)
        a += np.clip((s2 * g0 - s1 * g1) / determinant, -MAX_STEP, MAX_STEP)
        b += np.clip((s0 * g1 - s1 * g0) / determinant, -MAX_STEP, MAX_STEP)
    return b, np.sqrt(s0 / determinant)
