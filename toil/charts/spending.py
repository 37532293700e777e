"""What build hours buy: hours saved a month over the hours spent on building."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from toil.charts.style import DARK, INK, MUTED, PALE, RULE, axes_or_new, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of

_NAMED = 8
_LETTERS = 60
_FEW = 5
"""Hours under which an axis has ticks between whole hours."""


@styled
def plot_spending(line: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw the running hours saved a month, with their range, over the running build hours.

    A point bears the rank of its candidate, which is its number all over the report.

    Parameters
    ----------
    line : pandas.DataFrame
        As `toil.candidates.line_up` returns it; these rows are also the chart's numbers.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    ax = axes_or_new(ax, 6, 2.8)
    if line.empty:
        return _say_nothing_pays(ax, words)
    spent = [0.0, *line["running_build"]]
    low, base, high = ([0.0, *line[f"running_saved_{point}"]] for point in ("low", "base", "high"))
    ax.fill_between(spent, low, high, color=PALE, linewidth=0)
    ax.plot(spent, base, color=DARK, marker="o", markersize=4, linewidth=1.4)
    for rank, x, y in list(zip(line["rank"], spent[1:], base[1:], strict=True))[:_NAMED]:
        ax.annotate(str(rank), (x, y), textcoords="offset points", xytext=(0, 5), ha="center", color=INK)
    ax.set(xlim=(0, max(spent[-1], 1.0) * 1.03), ylim=(0, max(high[-1], 1.0) * 1.08))
    ax.yaxis.grid(True, color=RULE, linewidth=0.6)
    for axis, end in ((ax.xaxis, ax.get_xlim()[1]), (ax.yaxis, ax.get_ylim()[1])):
        axis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10]))  # never 2.5, which would be written 2
        axis.set_major_formatter(_ticks(end, words))
    ax.set_xlabel(_("build hours spent"), color=MUTED)
    ax.set_title(_("Hours saved a month, with range"), loc="left", color=MUTED, fontsize=9)
    return ax


def _ticks(end: float, words: Wording) -> Callable[[float, float], str]:
    """Return what writes the ticks of an axis from 0 to *end*."""
    digits = int(end < _FEW)
    return lambda value, _at: words.number(value, digits)


def _say_nothing_pays(ax: Axes, words: Wording) -> Axes:
    said = words.text(
        "Nothing frees a working day within a year on the study's assumptions: no build hours are worth spending yet."
    )
    ax.text(0, 0.5, fill(said, _LETTERS), va="center", color=INK)
    ax.set_axis_off()
    return ax
