"""Two stacked counts a month: the form that trend and volume share."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from toil.charts.style import DARK, HATCH, INK, MUTED, PALE
from toil.i18n import Wording

_SLOTS = 4  # the room of so many months at least, or one month would be a wall
_YEAR_BELOW = 16  # points under the axis


def draw_stacked_months(ax: Axes, months: pd.DataFrame, series: dict[str, str], words: Wording) -> Axes:
    """Draw the two columns of *months* named by *series* (column to legend) as stacked bars, totals on top.

    The second is pale and hatched; zero throughout, it has no legend. *months* has ``month`` and ``tickets`` too.
    """
    (first, first_name), (second, second_name) = series.items()
    places = range(len(months))
    ax.bar(places, months[first], width=0.62, color=DARK, label=first_name)
    if months[second].any():
        ax.bar(
            places, months[second], bottom=months[first], width=0.62,
            color=PALE, edgecolor=DARK, linewidth=0.6, hatch=HATCH, label=second_name,
        )  # fmt: skip
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False, borderpad=0, handlelength=1.2)
    tallest = max(int(months["tickets"].max()), 1) if len(months) else 1
    for place, tickets in zip(places, months["tickets"], strict=True):
        ax.text(place, tickets + tallest * 0.03, words.number(tickets), ha="center", va="bottom", color=INK)
    ax.set(xlim=(-0.6, max(len(months), _SLOTS) - 0.4), ylim=(0, tallest * 1.16), yticks=[])
    feet = [words.month_short(month).split("\n") for month in months["month"]]
    ax.set_xticks(list(places), [name for name, _year in feet], color=MUTED)
    for place, (_name, year) in enumerate(feet):  # lines of one text would stand askew in a reader's font
        ax.annotate(
            year, (place, 0), xytext=(0, -_YEAR_BELOW), textcoords="offset points", ha="center", va="top", color=MUTED
        )
    return ax
