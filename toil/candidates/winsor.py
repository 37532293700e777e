"""Extremes pulled in to a high percentile of their group, so that one wrong worklog can't carry a pattern."""

from __future__ import annotations

import numpy as np

SHARE = 0.99


def cut_extremes(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return the factor (0 to 1) that brings each value down to the 99th percentile of its group; 1 where it stays.

    The percentile is the order statistic at or above rank ``0.99 (n - 1)``: a group of up to 100 is never cut, and of
    a larger one about one in a hundred.
    """
    order = np.lexsort((values, group))
    starts = np.flatnonzero(np.diff(group[order], prepend=group[order[:1]] - 1))
    sizes = np.diff(np.append(starts, len(order)))
    limit = values[order][starts + np.ceil(SHARE * (sizes - 1)).astype(np.int64)]
    limit_of = np.empty(len(values))
    limit_of[order] = np.repeat(limit, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(values > limit_of, limit_of / values, 1.0)
