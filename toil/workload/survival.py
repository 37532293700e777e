"""Time to an end that some have not reached yet: open tickets are censored, not dropped."""

from __future__ import annotations

import numpy as np


def kaplan_meier_quantile(hours: np.ndarray, ended: np.ndarray, share: float) -> float:
    """Return the time by which *share* have ended, by the Kaplan-Meier estimate; NaN where it is not reached.

    Parameters
    ----------
    hours : ndarray of float
        Time to the end, or to the last look for what has not ended. NaN is left out.
    ended : ndarray of bool
        False is censored at *hours*.
    share : float
        0.5 is the median, 0.9 the 90th percentile.

    Notes
    -----
    Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457-481. Without censored times this is the smallest time at
    which at least *share* have ended, an order statistic.
    """
    known = ~np.isnan(hours)
    hours, ended = hours[known], ended[known]
    if not ended.any():
        return float("nan")
    order = np.lexsort((~ended, hours))
    hours, ended = hours[order], ended[order]
    at_risk = np.arange(len(hours), 0, -1)
    surviving = np.cumprod(1 - ended / at_risk)
    reached = np.flatnonzero(ended & (surviving <= 1 - share + 1e-12))
    return float(hours[reached[0]]) if len(reached) else float("nan")
