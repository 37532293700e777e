"""One pattern over the window's months."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from toil.charts.months import draw_stacked_months
from toil.charts.style import axes_or_new, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of


def trend_table(pattern_months: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of a trend chart: ``month``, ``steady`` and ``burst`` tickets, ``tickets`` (their sum)."""
    ordered = pattern_months.sort_values("month", ignore_index=True)
    return pd.DataFrame(
        {
            "month": ordered["month"],
            "steady": ordered["tickets"] - ordered["burst_tickets"],
            "burst": ordered["burst_tickets"],
            "tickets": ordered["tickets"],
        }
    )


@styled
def plot_trend(pattern_months: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw the tickets a month of one pattern, those in bursts apart.

    Parameters
    ----------
    pattern_months : pandas.DataFrame
        Rows of table ``pattern_months`` of one pattern.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    return draw_stacked_months(
        axes_or_new(ax, 5, 1.9),
        trend_table(pattern_months),
        {"steady": _("tickets"), "burst": _("in bursts")},
        words,
    )
