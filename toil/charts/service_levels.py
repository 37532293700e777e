"""Service levels: met on paper, and what of it was opened again in fact."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toil.charts.style import DARK, HATCH, INK, MUTED, PALE, RULE, axes_or_new, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of
from toil.schema.workload_tables import ALL

_SLOTS = 4


def service_levels_table(service_levels: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of the chart, all priorities: ``month``, ``judged``, and of these ``kept`` in fact,
    ``reopened``, ``untold`` (met, and the export does not say whether opened again) and ``missed``; the two shares.
    """  # noqa: D205
    every = service_levels[service_levels["priority"] == ALL].sort_values("month", ignore_index=True)
    return every[["month", "judged", "kept", "reopened", "attainment", "attainment_in_fact"]].assign(
        untold=every["met"] - every["kept"] - every["reopened"], missed=every["judged"] - every["met"]
    )


@styled
def plot_service_levels(
    service_levels: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None
) -> Axes:
    """Draw for each month the share of judged tickets that kept their level, came back, or missed it.

    Parameters
    ----------
    service_levels : pandas.DataFrame
        Table ``service_levels``; the rows of all priorities are drawn.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    table = service_levels_table(service_levels)
    known = table["judged"].sum() > 0
    ax = axes_or_new(ax, 8.4, 2.8 if known else 0.9)
    if not known:
        ax.set_axis_off()
        text = _("The export promises no service level of its own on any ticket.")
        ax.text(0.0, 0.5, text, transform=ax.transAxes, color=INK)
        return ax
    places, below = np.arange(len(table)), np.zeros(len(table))
    parts = [
        ("kept", _("met, and stayed closed"), DARK, None),
        ("reopened", _("met on paper, opened again"), "#e3ab60", HATCH),
        ("untold", _("met, not known whether opened again"), PALE, None),
        ("missed", _("missed"), "white", None),
    ]
    for column, name, colour, hatch in parts:
        share = (table[column] / table["judged"].where(table["judged"] > 0)).fillna(0).to_numpy(float)
        if not share.any():
            continue
        ax.bar(
            places, share, bottom=below, width=0.62,
            color=colour, edgecolor=INK, linewidth=0.5, hatch=hatch, label=name,
        )  # fmt: skip
        below = below + share
    for place, row in zip(places, table.itertuples(), strict=True):
        ax.text(
            float(place),
            1.03,
            _label(row.attainment, row.attainment_in_fact, words),
            ha="center",
            va="bottom",
            color=INK,
        )
    names = [
        f"{words.month_short(month)}\n" + _("n = {n}", n=words.number(judged))
        for month, judged in zip(table["month"], table["judged"], strict=True)
    ]
    ax.set_xticks(places, names, color=MUTED)
    ax.set(xlim=(-0.6, max(len(table), _SLOTS) - 0.4), ylim=(0, 1.16))
    ax.set_yticks([0, 0.5, 1], [words.percent(share) for share in (0, 0.5, 1)], color=MUTED)
    ax.grid(axis="y", color=RULE, linewidth=0.6)
    ax.set_xlabel(_("above each bar: met on paper → met in fact"), loc="left")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False, borderpad=0, handlelength=1.2)
    return ax


def _label(on_paper: float, in_fact: float, words: Wording) -> str:
    """Return both shares, the one on paper first."""
    return f"{words.percent(on_paper)} → {words.percent(in_fact)}"
