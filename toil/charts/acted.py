"""Work that somebody acted on: its months before and since, against what was to expect without the action."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from toil.candidates import BEFORE, EARLY, LEFT_OUT, SINCE
from toil.charts.style import DARK, HATCH, INK, MUTED, PALE, axes_or_new, shorten, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of

SHOWN = 6
_EXPECTED = ("expected_low", "expected", "expected_high")
_LETTERS, _PANEL, _HEAD, _GAP, _SLOTS = 70, 1.9, 0.5, 0.44, 8
_LOOKS: dict[str, Any] = {
    BEFORE: {"facecolor": PALE, "edgecolor": DARK, "linewidth": 0.6},
    LEFT_OUT: {"facecolor": "none", "edgecolor": MUTED, "linewidth": 0.6, "linestyle": ":"},
    SINCE: {"facecolor": DARK},
}
_BAND: Any = {"facecolor": "none", "edgecolor": MUTED, "hatch": HATCH, "linewidth": 0.6, "zorder": 0.5}


@styled
def plot_acted(acted: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw a panel an action: tickets a month, the day it went live, and the range to expect without it.

    Parameters
    ----------
    acted : pandas.DataFrame
        Rows of table ``progress_months``, with ``label``, ``since`` and ``state`` of each action. The first
        `SHOWN` actions are drawn, in the order of the rows.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes given; its children hold a panel each. Draws only; never shows or saves.
    """
    words = wording or wording_of("en")
    ids = list(acted["pattern_id"].unique())
    shown = ids[:SHOWN]
    height = _HEAD + max(len(shown), 1) * (_PANEL + _GAP)
    ax = axes_or_new(ax, 8.4, height)
    ax.set_axis_off()
    for at, pattern in enumerate(shown):
        bottom = 1 - (_HEAD + at * (_PANEL + _GAP) + _GAP + _PANEL * 0.8) / height
        panel = ax.inset_axes((0, bottom, 1, _PANEL * 0.8 / height))
        _draw_panel(panel, acted[acted["pattern_id"] == pattern].sort_values("month"), words)
    if shown:
        ax.legend(
            handles=_legend(words), loc="upper left", bbox_to_anchor=(-0.01, 1.0), ncols=4, frameon=False,
            borderpad=0, handlelength=1.4, columnspacing=1.2,
        )  # fmt: skip
    else:
        ax.text(0, 0.5, words.text("No action is live."), va="center", color=INK)
    if len(ids) > SHOWN:
        more = words.count_text("and {n} more", "and {n} more", len(ids) - SHOWN)
        ax.text(1, 0, more, ha="right", va="bottom", color=MUTED)
    return ax


def _draw_panel(panel: Axes, months: pd.DataFrame, words: Wording) -> None:
    first = months.iloc[0]
    places = _places(months["month"])
    tickets = months["tickets"].to_numpy()
    tallest = max(float(np.nanmax([*tickets, *months["expected_high"]])), 1.0)
    for part, look in _LOOKS.items():
        of_part = (months["part"] == part).to_numpy()
        panel.bar(places[of_part], tickets[of_part], width=0.6, **look)
    told = months["expected"].notna().to_numpy()
    if told.any():
        ends = np.array([places[told].min() - 0.46, places[told].max() + 0.46])
        low, base, high = (float(months[name].dropna().iloc[0]) for name in _EXPECTED)
        panel.fill_between(ends, low, high, **_BAND)
        panel.plot(ends, [base, base], color=INK, linewidth=1.2, linestyle="--")
    for place, count in zip(places, tickets, strict=True):
        panel.annotate(
            words.number(count),
            (place, count),
            (0, 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            color=INK,
        ).set_bbox({"facecolor": "white", "edgecolor": "none", "alpha": 0.9, "pad": 0.6})
    since = date.fromisoformat(first["since"])
    live = _place_of(str(first["since"])[:7], months["month"], places) - 0.5 + (since.day - 1) / 31
    panel.axvline(live, color=INK, linewidth=1.2)
    panel.annotate(
        words.date(since), (live, 1), (3, -1), xycoords=("data", "axes fraction"), textcoords="offset points",
        ha="left", va="top", color=INK, fontsize=8,
    )  # fmt: skip
    panel.set(xlim=(-0.6, max(places.max() + 1, _SLOTS) - 0.4), ylim=(0, tallest * 1.5), yticks=[])
    panel.set_xticks(places, [words.month_short(month) for month in months["month"]], color=MUTED, fontsize=8)
    panel.set_title(_title(first, told.any(), words), loc="left", color=INK, fontsize=9)


def _title(first: pd.Series, told: bool, words: Wording) -> str:
    label = shorten(first["label"], _LETTERS)
    if told:
        return label
    why = words.text("too early to tell") if first["state"] == EARLY else words.text("can't be told")
    return f"{label} · {why}"


def _places(months: pd.Series) -> np.ndarray:
    """Return where each month stands: side by side, and a free place where months between are not drawn."""
    numbers = np.array([12 * int(month[:4]) + int(month[5:]) for month in months])
    return np.arange(len(numbers)) + np.concatenate([[0], np.cumsum(np.diff(numbers) > 1)])


def _place_of(month: str, months: pd.Series, places: np.ndarray) -> float:
    """Return the place of *month*, or of the free one before the first month after it."""
    later = places[(months >= month).to_numpy()]
    if not len(later):
        return float(places.max() + 1)
    return float(later[0] if month in set(months) else later[0] - 1)


def _legend(words: Wording) -> list[Patch]:
    _ = words.text
    names = {BEFORE: _("before"), LEFT_OUT: _("not counted"), SINCE: _("since it is live")}
    bars = [Patch(**look, label=names[part]) for part, look in _LOOKS.items()]
    return [*bars, Patch(**_BAND, label=_("to expect without it, 95% range"))]
