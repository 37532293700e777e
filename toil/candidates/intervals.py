"""Intervals of a share."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

Z95 = 1.96
"""Standard errors to either end of a normal 95% interval."""


def wilson(passed: np.ndarray, n: np.ndarray, *, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return the low and high end of the Wilson score interval; NaN where *n* is 0.

    Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.

    >>> low, high = wilson(np.array([8]), np.array([10]))
    >>> low.round(3), high.round(3)
    (array([0.49]), array([0.943]))
    """
    z = ndtri((1 + level) / 2)
    n = np.where(np.asarray(n) > 0, n, np.nan).astype(float)
    share = passed / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
