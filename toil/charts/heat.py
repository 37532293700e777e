"""Counts in a grid, darker where there are more: the form that arrivals and hand-offs share."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from toil.charts.style import DARK, INK
from toil.i18n import Wording

_SHADES = LinearSegmentedColormap.from_list("toil", ["#eef4f8", "#a9c9dc", DARK])
_WHITE_OVER = 0.78
_SIZE = 8.0


def draw_grid(ax: Axes, counts: np.ndarray, words: Wording) -> Axes:
    """Draw *counts* (rows, columns) as cells with their number, the first row on top; a cell of zero stays empty.

    One hue, from light to dark, so that grey print keeps the order.
    """
    rows, columns = counts.shape
    largest = max(int(counts.max()), 1) if counts.size else 1
    shown = np.ma.masked_equal(counts, 0)
    ax.pcolormesh(shown, cmap=_SHADES, vmin=0, vmax=largest, edgecolors="white", linewidth=1)
    for row, column in zip(*np.nonzero(counts), strict=True):
        count = int(counts[row, column])
        ink = "white" if count > largest * _WHITE_OVER else INK
        at = (column + 0.5, row + 0.5)
        ax.text(*at, words.number(count), ha="center", va="center", fontsize=_SIZE, color=ink)
    ax.set(xlim=(0, max(columns, 1)), ylim=(max(rows, 1), 0), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return ax
