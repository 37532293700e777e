"""How long tickets take, month by month: median to 90th percentile, the mean beside them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import NullFormatter, NullLocator

from toil.charts.style import DARK, INK, MUTED, PALE, RULE, axes_or_new, check_choice, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of
from toil.schema import KINDS
from toil.schema.workload_tables import ALL, CLOCKS, MEASURES

_SLOTS, _LEAST = 4, 0.01


def durations_table(
    durations: pd.DataFrame, *, measure: str = "resolve", clock: str = "elapsed", kind: str = "all"
) -> pd.DataFrame:
    """Return the rows of table ``durations`` of one step, clock and kind, in order of months.

    Raises
    ------
    SettingsError
        If there is no such step, clock or kind.
    """
    check_choice("measure", measure, MEASURES)
    check_choice("clock", clock, CLOCKS)
    check_choice("kind", kind, [ALL, *KINDS])
    chosen = durations[
        (durations["measure"] == measure) & (durations["clock"] == clock) & (durations["kind"] == kind)
    ]
    return chosen.sort_values("month", ignore_index=True)


@styled
def plot_durations(
    durations: pd.DataFrame,
    *,
    measure: str = "resolve",
    clock: str = "elapsed",
    kind: str = "all",
    wording: Wording | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the hours of one step a month on a logarithmic scale, because a few tickets take a hundred times longer.

    Parameters
    ----------
    durations : pandas.DataFrame
        Table ``durations``.
    measure, clock, kind : str
        Which of its rows.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    table = durations_table(durations, measure=measure, clock=clock, kind=kind)
    ax = axes_or_new(ax, 8.4, 2.8)
    places = range(len(table))
    low, mid, high = (table[name].clip(lower=_LEAST) for name in ("median_hours", "mean_hours", "p90_hours"))
    _ = words.text
    ax.vlines(places, low, high.fillna(low), color=PALE, linewidth=7)
    ax.plot(places, high, "o", color="white", markeredgecolor=DARK, markersize=7, label=_("9 of 10 within"))
    ax.plot(places, mid, "_", color=MUTED, markersize=13, markeredgewidth=1.6, label=_("mean of the ended"))
    ax.plot(places, low, "o", color=DARK, markersize=7, label=_("half within (median)"))
    for column, hours in (("median_hours", low), ("p90_hours", high)):
        for place, at, true in zip(places, hours, table[column], strict=True):
            if not pd.isna(true):
                text = _("{hours} h", hours=words.number(true, 1))
                ax.annotate(text, (place, at), (9, 0), textcoords="offset points", va="center", fontsize=8, color=INK)
    _finish(ax, table, pd.concat([low, mid, high]).dropna(), words)
    return ax


def _finish(ax: Axes, table: pd.DataFrame, hours: pd.Series, words: Wording) -> None:
    _ = words.text
    ax.set_yscale("log")
    bottom, top = (hours.min(), hours.max()) if len(hours) else (1.0, 10.0)
    ticks = {1 / 60: _("1 min"), 1: _("1 hour"), 8: _("8 hours"), 24: _("1 day"), 168: _("1 week"), 720: _("30 days")}
    shown = {at: name for at, name in ticks.items() if bottom / 2 <= at <= top * 2}
    ax.set_yticks(list(shown), list(shown.values()), color=MUTED)
    ax.yaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.grid(axis="y", color=RULE, linewidth=0.6)
    names = [
        f"{words.month_short(month)}\n" + _("n = {n}", n=words.number(ended + still))
        for month, ended, still in zip(table["month"], table["ended"], table["open"], strict=True)
    ]
    ax.set_xticks(range(len(table)), names, color=MUTED)
    ax.set(xlim=(-0.5, max(len(table), _SLOTS) - 0.3), ylim=(bottom / 2, top * 2))
    if len(table):
        handles, names = ax.get_legend_handles_labels()
        place: Any = {"loc": "lower left", "bbox_to_anchor": (0, 1.0), "ncols": 3}
        ax.legend(handles[::-1], names[::-1], frameon=False, borderpad=0, handlelength=1.2, **place)
