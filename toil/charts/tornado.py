"""Which assumption moves the result: one bar an assumption, from its low to its high."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from toil.candidates import explain_assumption
from toil.charts.style import DARK, HATCH, INK, MUTED, PALE, axes_or_new, shorten, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of

_TITLE_AT = -0.95


@styled
def plot_tornado(
    sensitivity: pd.DataFrame,
    *,
    top: int = 8,
    letters: int = 70,
    wording: Wording | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw net hours over 12 months with each assumption at its low and its high, largest swing first.

    Parameters
    ----------
    sensitivity : pandas.DataFrame
        As `toil.candidates.measure_sensitivity` returns it; these rows are also the chart's numbers.
    top : int
        Bars, from the largest.
    letters : int
        Letters of a name that fit in the width.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    rows = sensitivity.head(top)
    ax = axes_or_new(ax, 8, 0.7 + 0.5 * max(len(rows), 1))
    ends = rows[["net_low", "net_base", "net_high"]]
    left, right = (float(ends.min(axis=None)), float(ends.max(axis=None))) if len(rows) else (0.0, 1.0)
    room = max(right - left, 1e-9)
    for place, row in enumerate(rows.itertuples()):
        for end, colour, hatch in ((row.net_low, PALE, HATCH), (row.net_high, DARK, None)):
            ax.barh(
                place, end - row.net_base, left=row.net_base, height=0.3, color=colour, edgecolor=DARK, linewidth=0.5,
                hatch=hatch,
            )  # fmt: skip
            outward = 1 if end >= row.net_base else -1
            ax.text(
                end + outward * room * 0.015, place, words.number(end), va="center",
                ha="left" if outward > 0 else "right", color=INK,
            )  # fmt: skip
        ax.vlines(row.net_base, place - 0.2, place + 0.2, color=MUTED, linewidth=0.8)  # not through the names above
        name = shorten(explain_assumption(row.assumption, words), letters)
        ax.text(left - room * 0.12, place - 0.24, name, va="bottom", color=INK)
    title = _("Net hours, 12 months; hatched: at low, solid: at high")
    two_lines = len(title) > letters
    ax.text(
        left - room * 0.12, _TITLE_AT, title.replace("; ", ";\n") if two_lines else title, va="bottom", color=MUTED
    )
    top_end = _TITLE_AT - (1.0 if two_lines else 0.5)
    ax.set(xlim=(left - room * 0.12, right + room * 0.12), ylim=(len(rows) - 0.6, top_end))
    ax.set_axis_off()
    return ax
