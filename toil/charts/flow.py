"""What came, what went, and what stayed: arrivals and closures beside the backlog and its age."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toil.charts.style import DARK, HATCH, INK, MUTED, PALE, axes_or_new, styled
from toil.i18n import UNKNOWN, Wording
from toil.i18n import wording as wording_of

_BAR, _GAP, _SLOTS = 0.38, 0.03, 4
_LEGEND: Any = {
    "loc": "lower left",
    "bbox_to_anchor": (-0.02, 1.0),
    "frameon": False,
    "borderpad": 0,
    "handlelength": 1.2,
}
_AGES = (
    ("open_to_7_days", PALE, None),
    ("open_to_30_days", "#7fb0c9", HATCH),
    ("open_over_30_days", DARK, None),
)


@styled
def plot_flow(backlogs: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw tickets opened and ended a month, and beside them the open ones at its end by age.

    Parameters
    ----------
    backlogs : pandas.DataFrame
        Table ``backlogs``. Where a count is unknown a dash stands, never a bar of zero.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes given; its two children hold the bars.
    """
    words = wording or wording_of("en")
    ordered = backlogs.sort_values("month", ignore_index=True)
    ax = axes_or_new(ax, 8.4, 2.6)
    ax.set_axis_off()
    _draw_flow(ax.inset_axes((0, 0, 0.56, 0.86)), ordered, words)
    _draw_ages(ax.inset_axes((0.62, 0, 0.38, 0.86)), ordered, words)
    return ax


def _draw_flow(panel: Axes, months: pd.DataFrame, words: Wording) -> None:
    _ = words.text
    places = np.arange(len(months))
    opened, ended = (months[name].astype("Float64").to_numpy(float, na_value=np.nan) for name in ("opened", "ended"))
    panel.bar(places - _BAR / 2, opened, width=_BAR, color=DARK, label=_("opened"))
    panel.bar(
        places + _BAR / 2, np.nan_to_num(ended), width=_BAR,
        color=PALE, edgecolor=DARK, linewidth=0.6, hatch=HATCH, label=_("ended"),
    )  # fmt: skip
    _label(panel, places - _GAP, opened, words, side="right")
    _label(panel, places + _GAP, ended, words, side="left")
    _finish(panel, months, np.concatenate([opened, ended]), words)


def _draw_ages(panel: Axes, months: pd.DataFrame, words: Wording) -> None:
    _ = words.text
    names = {
        "open_to_7_days": _("open up to 7 days"),
        "open_to_30_days": _("up to 30"),
        "open_over_30_days": _("longer"),
    }
    places, below = np.arange(len(months)), np.zeros(len(months))
    for column, colour, hatch in _AGES:
        count = months[column].astype("Float64").fillna(0).to_numpy(float)
        panel.bar(
            places, count, bottom=below, width=0.62,
            color=colour, edgecolor=INK, linewidth=0.4, hatch=hatch, label=names[column],
        )  # fmt: skip
        below = below + count
    total = months["open"].astype("Float64").to_numpy(float, na_value=np.nan)
    _label(panel, places, total, words)
    _finish(panel, months, total, words)


def _label(panel: Axes, places: np.ndarray, counts: np.ndarray, words: Wording, *, side: str = "center") -> None:
    for place, count in zip(places, counts, strict=True):
        text = UNKNOWN if np.isnan(count) else words.number(count)
        height = 0 if np.isnan(count) else count
        panel.annotate(
            text, (place, height), (0, 2), textcoords="offset points", ha=side, va="bottom", fontsize=8, color=INK
        )


def _finish(panel: Axes, months: pd.DataFrame, counts: np.ndarray, words: Wording) -> None:
    known = counts[~np.isnan(counts)]
    tallest = max(float(known.max()), 1.0) if len(known) else 1.0
    panel.set(xlim=(-0.6, max(len(months), _SLOTS) - 0.4), ylim=(0, tallest * 1.18), yticks=[])
    panel.set_xticks(range(len(months)), [words.month_short(month) for month in months["month"]], color=MUTED)
    if len(months):
        panel.legend(ncols=3, columnspacing=1.0, handletextpad=0.4, **_LEGEND)
