"""A squad's tickets over the window's months."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from toil.charts.months import draw_stacked_months
from toil.charts.style import axes_or_new, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of


def volume_table(squad_months: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of a volume chart: ``month``, ``placed``, ``unplaced``, and ``tickets``, their sum."""
    ordered = squad_months.sort_values("month", ignore_index=True)
    return pd.DataFrame(
        {
            "month": ordered["month"],
            "placed": ordered["placed"],
            "unplaced": ordered["tickets"] - ordered["placed"],
            "tickets": ordered["tickets"],
        }
    )


@styled
def plot_volume(squad_months: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw a squad's tickets a month, those in a pattern and those in none.

    Parameters
    ----------
    squad_months : pandas.DataFrame
        Table ``squad_months``.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    return draw_stacked_months(
        axes_or_new(ax, 5, 2.4),
        volume_table(squad_months),
        {"placed": _("in a pattern"), "unplaced": _("in no pattern")},
        words,
    )
