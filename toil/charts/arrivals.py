"""When in the week tickets come: weekdays by hours."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from toil.charts.heat import draw_grid
from toil.charts.style import INK, MUTED, axes_or_new, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of

_DAYS, _HOURS = range(1, 8), range(24)


def arrivals_table(arrivals: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of the chart: ``weekday`` (1 is Monday), ``hour``, ``tickets``, ``days``, ``per_hour``, and
    whether the hour is one of ``business``; the months together. ``per_hour`` is tickets in one such hour.
    """  # noqa: D205
    grouped = arrivals.groupby(["weekday", "hour"], sort=True)
    found = grouped.agg(
        tickets=("tickets", "sum"), days=("days", "sum"), business=("business_minutes", "max")
    ).reset_index()
    return found.assign(
        business=found["business"] > 0, per_hour=found["tickets"] / found["days"].where(found["days"] > 0)
    )


@styled
def plot_arrivals(arrivals: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw the tickets opened in each hour of the week; the squad's business hours are outlined.

    Parameters
    ----------
    arrivals : pandas.DataFrame
        Table ``arrivals``; its months are added up.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    table = arrivals_table(arrivals).set_index(["weekday", "hour"])
    cells = pd.MultiIndex.from_product([_DAYS, _HOURS])
    counts = table["tickets"].reindex(cells, fill_value=0).to_numpy().reshape(7, 24)
    business = table["business"].reindex(cells, fill_value=False).to_numpy(dtype=bool).reshape(7, 24)
    ax = draw_grid(axes_or_new(ax, 8.4, 2.7), counts, words)
    ax.add_collection(LineCollection(_outline(business), colors=INK, linewidths=1.4))
    ax.set_yticks(np.arange(7) + 0.5, [words.weekday_short(day) for day in _DAYS], color=MUTED)
    ax.set_xticks(np.arange(24) + 0.5, [str(hour) for hour in _HOURS], color=MUTED)
    title = _("Tickets opened, by weekday and hour of the day")
    outlined = _("outlined: business hours") if business.any() else _("no business hours stated")
    ax.set_title(f"{title} ({outlined})", loc="left", fontsize=9, color=MUTED)
    return ax


def _outline(inside: np.ndarray) -> list[list[tuple[float, float]]]:
    """Return the sides of cells, at which *inside* (rows, columns) begins or ends."""
    padded = np.pad(inside, 1)
    upright = [[(c, r - 1), (c, r)] for r, c in zip(*np.nonzero(padded[:, 1:] != padded[:, :-1]), strict=True)]
    level = [[(c - 1, r), (c, r)] for r, c in zip(*np.nonzero(padded[1:, :] != padded[:-1, :]), strict=True)]
    return [*upright, *level]
