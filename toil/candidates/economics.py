"""What acting on a pattern saves and costs: the formulas, each on its own, for one number or for many draws."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def saved_hours(hours: ArrayLike, automatable_share: ArrayLike, residual_touch: ArrayLike) -> np.ndarray:
    """Return hours saved a month: ``h x automatable share x (1 - residual touch)``."""
    return np.asarray(hours) * automatable_share * (1 - np.asarray(residual_touch))


def lasting_share(months_left: ArrayLike, horizon: int) -> np.ndarray:
    """Return the share of *horizon* months in which there is work: all of it, or a wave's rest (NaN is no wave)."""
    left = np.asarray(months_left, dtype=float)
    return np.where(np.isnan(left), 1.0, np.minimum(left, horizon) / horizon)


def net_12(saved: ArrayLike, build: ArrayLike, *, rate: float, run: float, maintenance: ArrayLike) -> np.ndarray:
    """Return money over 12 months: ``12 saved rate - build rate - 12 run - maintenance build rate``.

    Parameters
    ----------
    saved : hours a month
    build : hours
    rate : money an hour
    run : money a month
    maintenance : share of the build a year
    """
    saved, build = np.asarray(saved), np.asarray(build)
    return 12 * saved * rate - build * rate - 12 * run - np.asarray(maintenance) * build * rate


def net_hours_12(saved: ArrayLike, build: ArrayLike, *, run_hours: float, maintenance: ArrayLike) -> np.ndarray:
    """Return ``net_12 / rate``: hours over 12 months, *run_hours* (``run / rate``) a month taken off."""
    return net_12(saved, build, rate=1.0, run=run_hours, maintenance=maintenance)


def payback_months(
    saved: ArrayLike, build: ArrayLike, *, rate: float, run: float, maintenance: ArrayLike
) -> np.ndarray:
    """Return ``build rate / (saved rate - run - maintenance build rate / 12)`` months; infinite if it never pays."""
    saved, build = np.asarray(saved, dtype=float), np.asarray(build)
    gain = saved * rate - run - np.asarray(maintenance) * build * rate / 12
    never = np.full(np.broadcast_shapes(gain.shape, build.shape), np.inf)
    return np.divide(build * rate, gain, out=never, where=gain > 0)


def budget_hours(saved: ArrayLike, *, run_hours: float, maintenance: ArrayLike, horizon: int) -> np.ndarray:
    """Return the build hours that pay back within *horizon* months.

    ``max(0, (saved - run / rate) x horizon / (1 + maintenance x horizon / 12))``
    """
    return np.maximum(0.0, (np.asarray(saved) - run_hours) * horizon / (1 + np.asarray(maintenance) * horizon / 12))
