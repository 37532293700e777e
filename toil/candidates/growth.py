"""Whether a pattern grows at least as fast as the rest of the squad's work: negative binomial trends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from toil.candidates.pauses import BY_CHANCE, chance_of_none, longest_pause

MIN_MONTHS = 6
STEPS = 30
MAX_STEP = 2.0


@dataclass(frozen=True)
class Trends:
    """Monthly change of log count over volume of each pattern, its standard error, P(change >= 0); NaN is unknown."""

    change: np.ndarray
    error: np.ndarray
    keeps_pace: np.ndarray

    def without(self, patterns: np.ndarray) -> Trends:
        """Return the trends with those of *patterns*, a mask, unknown."""
        return Trends(*(np.where(patterns, np.nan, known) for known in (self.change, self.error, self.keeps_pace)))


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


def fit_trends(counts: np.ndarray, volume: np.ndarray, exposure: np.ndarray, dispersion: float) -> Trends:
    """Fit ``log E[count] = a + log volume + c month`` for each pattern by negative binomial regression.

    ``c >= 0`` says that the pattern grows at least linearly with the volume. Fisher scoring of all patterns at once
    with the pooled dispersion (Cameron and Trivedi 2013, section 3.3): one parameter fewer to learn from few months.

    Parameters
    ----------
    counts, volume : ndarray, (n_patterns, n_months)
        Non-burst tickets of the pattern, and of the squad without it.
    exposure : ndarray, (n_months,)
        Share of each month that the exports cover; only whole months are fitted.

    Returns
    -------
    Trends
        NaN under 6 whole months, without a ticket or a volume, where all tickets stand in the first month or in the
        last (there is no finite slope then), and of what comes and goes (`_comes_and_goes`).
    """
    unknown = np.full(len(counts), np.nan)
    whole = np.flatnonzero(exposure >= 1)
    if len(whole) < MIN_MONTHS:
        return Trends(unknown, unknown, unknown)
    y, other = counts[:, whole].astype(float), volume[:, whole]
    finite = (y[:, 1:].sum(axis=1) > 0) & (y[:, :-1].sum(axis=1) > 0)
    usable = finite & (other > 0).all(axis=1) & ~_comes_and_goes(y, dispersion)
    change, error = unknown.copy(), unknown.copy()
    month = whole - whole.mean()
    change[usable], error[usable] = _score(y[usable], month, np.log(other[usable]), dispersion)
    return Trends(change, error, ndtr(change / error))


def _comes_and_goes(y: np.ndarray, dispersion: float) -> np.ndarray:
    """Return which rows were silent for longer than chance allows, and came back: a close of the quarter, say.

    Two or three such spells in a window have a slope by where they happen to lie, and no trend.
    """
    came = y > 0
    begun, ends = (np.logical_or.accumulate(came[:, ::way], axis=1)[:, ::way] for way in (1, -1))
    rate = y.sum(axis=1) / np.maximum((begun & ends).sum(axis=1), 1)
    pause = longest_pause(came, np.ones(y.shape[1]))
    return chance_of_none(rate * pause, dispersion) < BY_CHANCE


def _score(y: np.ndarray, x: np.ndarray, offset: np.ndarray, dispersion: float) -> tuple[np.ndarray, np.ndarray]:
    a, c = np.log(y.sum(axis=1) / np.exp(offset).sum(axis=1)), np.zeros(len(y))
    for _ in range(STEPS):
        mean = np.exp(np.clip(a[:, None] + c[:, None] * x + offset, -20, 20))
        weight = mean / (1 + dispersion * mean)
        residual = weight * (y - mean) / mean
        s0, s1, s2 = weight.sum(axis=1), weight @ x, weight @ x**2
        determinant = np.maximum(s0 * s2 - s1**2, 1e-12)
        g0, g1 = residual.sum(axis=1), residual @ x
        a += np.clip((s2 * g0 - s1 * g1) / determinant, -MAX_STEP, MAX_STEP)
        c += np.clip((s0 * g1 - s1 * g0) / determinant, -MAX_STEP, MAX_STEP)
    return c, np.sqrt(s0 / determinant)
