"""Hours a month by candidate, largest first, and their running share."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from toil.charts.style import DARK, INK, MUTED, PALE, RULE, axes_or_new, shorten, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of

_SHARE_PANEL, _TITLE_AT = 0.24, -0.95


def pareto_table(candidates: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of a Pareto chart, largest base hours first.

    Returns
    -------
    pandas.DataFrame
        ``pattern_id``, ``label``, ``hours_low``, ``hours_base``, ``hours_high`` (hands-on hours a month), ``share``
        and ``running_share`` of all candidates' base hours (0 to 1). Candidates without known hours are left out.
    """
    columns = ["pattern_id", "label", "hours_low", "hours_base", "hours_high"]
    known = candidates.loc[candidates["hours_base"].notna(), columns]
    ranked = known.sort_values(["hours_base", "pattern_id"], ascending=[False, True], ignore_index=True)
    total = ranked["hours_base"].sum()
    share = ranked["hours_base"] / (total or float("nan"))
    return ranked.assign(share=share, running_share=share.cumsum().clip(upper=1.0))


@styled
def plot_pareto(
    candidates: pd.DataFrame,
    *,
    top: int = 10,
    letters: int = 70,
    wording: Wording | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw hours a month by candidate with their ranges, and the running share of all hours beside them.

    Parameters
    ----------
    candidates : pandas.DataFrame
        Table ``candidates``.
    top : int
        Bars, from the largest.
    letters : int
        Letters of a label that fit in the width.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes of the bars. Draws only; never shows or saves.
    """
    words = wording or wording_of("en")
    ranked = pareto_table(candidates).head(top)
    ax = axes_or_new(ax, 8, 0.6 + 0.46 * max(len(ranked), 1))
    ax.set_axis_off()
    places = range(len(ranked))
    _draw_bars(ax, ranked, places, letters, words)
    _draw_running_share(ax, ranked, places, words)
    return ax


def _draw_bars(ax: Axes, ranked: pd.DataFrame, places: range, letters: int, words: Wording) -> None:
    _ = words.text
    bars = ax.inset_axes((0, 0, 1 - _SHARE_PANEL, 1))
    base = ranked["hours_base"]
    low, high = ranked["hours_low"].fillna(base), ranked["hours_high"].fillna(base)
    bars.barh(places, high - low, left=low, height=0.34, color=PALE, edgecolor=DARK, linewidth=0.5)
    bars.barh(places, base, height=0.15, color=DARK)
    reach = max(float(high.max()), 1e-9) if len(ranked) else 1.0
    for place, row in zip(places, ranked.itertuples(), strict=True):
        bars.text(0, place - 0.28, f"{place + 1}. {shorten(row.label, letters)}", va="bottom", color=INK)
        hours = _("{hours} h", hours=words.number(row.hours_base, 1))
        bars.text(high[place] + reach * 0.02, place, hours, va="center", color=INK)
    bars.text(0, _TITLE_AT, _("Hours a month, with 90% range"), color=MUTED)
    bars.set(xlim=(0, reach * 1.25), ylim=(len(ranked) - 0.6, _TITLE_AT - 0.4))
    bars.set_axis_off()


def _draw_running_share(ax: Axes, ranked: pd.DataFrame, places: range, words: Wording) -> None:
    _ = words.text
    panel = ax.inset_axes((1 - _SHARE_PANEL, 0, _SHARE_PANEL, 1))
    panel.hlines(places, 0, 1, color=RULE, linewidth=3)
    panel.plot(ranked["running_share"], places, color=DARK, marker="o", markersize=4, linewidth=1)
    for place, share in zip(places, ranked["running_share"], strict=True):
        panel.text(0, place - 0.28, words.percent(share), va="bottom", color=INK)
    panel.text(1, _TITLE_AT, _("Running share"), ha="right", color=MUTED)  # from the edge inwards: nothing is cut
    panel.set(xlim=(-0.02, 1.04), ylim=(len(ranked) - 0.6, _TITLE_AT - 0.4))
    panel.set_axis_off()
