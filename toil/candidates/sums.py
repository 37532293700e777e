"""Sums of hours over squads with an honest range: a sum of 5th percentiles is no 5th percentile of a sum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toil.candidates.hours import DrawnHours
from toil.candidates.ranges import UNKNOWN, Points, points
from toil.schema import conform


def total_draws(drawn: DrawnHours) -> pd.DataFrame:
    """Return table ``drawn_hours``: all patterns of a squad together in each draw, lowest assumptions first."""
    hours = drawn.steady.sum(axis=0)[np.argsort(drawn.shared, kind="stable")]
    return conform("drawn_hours", pd.DataFrame({"draw": np.arange(len(hours)), "hours": hours}))


def add_draws(drawn: Sequence[pd.DataFrame]) -> Points:
    """Return 5th, 50th and 95th percentile of the hours a month of several squads of one study together.

    What the study assumes holds in all squads: where the minutes of elapsed time are low in one, they are in the
    others. So draws are added in the order of the assumptions behind them, low to low and high to high, while what
    is a pattern's own stays independent and partly cancels. Squads that rest on different assumptions get a range
    that is too wide rather than too narrow. A month's volume is taken to be a squad's own.

    Parameters
    ----------
    drawn : sequence of DataFrame
        Contract ``drawn_hours``, one a squad; one without rows has no pattern and adds nothing.
    """
    known = [table["hours"].to_numpy() for table in drawn if len(table)]
    return points(np.sum(known, axis=0)) if known else UNKNOWN
