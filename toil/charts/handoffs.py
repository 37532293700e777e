"""Who hands tickets to whom: groups by groups."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toil.charts.heat import draw_grid
from toil.charts.style import INK, MUTED, axes_or_new, check_choice, shorten, styled
from toil.i18n import UNKNOWN, Wording
from toil.i18n import wording as wording_of

_LETTERS = 34


def handoffs_table(handoffs: pd.DataFrame, *, by: str = "group") -> pd.DataFrame:
    """Return hand-offs over all months: ``from``, ``to`` (text, null is unknown), ``moves``; the most first.

    Parameters
    ----------
    handoffs : pandas.DataFrame
        Table ``handoffs``.
    by : str
        "group" or "tier".

    Raises
    ------
    SettingsError
        If *by* is neither.
    """
    check_choice("side of hand-offs", by, ("group", "tier"))
    named = handoffs.rename(columns={f"from_{by}": "from", f"to_{by}": "to"})[["from", "to", "moves"]]
    added = named.astype({"from": "str", "to": "str"}).groupby(["from", "to"], dropna=False, as_index=False).sum()
    return added.sort_values(["moves", "from", "to"], ascending=[False, True, True], ignore_index=True)


@styled
def plot_handoffs(
    handoffs: pd.DataFrame,
    *,
    by: str = "group",
    top: int = 8,
    wording: Wording | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often each group (row) handed a ticket to each other (column); columns carry the numbers of rows.

    Parameters
    ----------
    handoffs : pandas.DataFrame
        Table ``handoffs``; its months are added up.
    by : str
        "group" or "tier".
    top : int
        Groups shown, those with most moves; the others are added up in one row and column.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    table = handoffs_table(handoffs, by=by)
    names, counts = _matrix(table, top)
    ax = axes_or_new(ax, 8.4, 0.9 + 0.32 * max(len(counts), 2))
    draw_grid(ax, counts, words)
    if not len(counts):
        text = _("No hand-off stands in an audit trail of the exports: who handed to whom is unknown.")
        ax.text(0.0, 0.5, text, transform=ax.transAxes, color=INK)
        return ax
    shown = [_("unknown") if pd.isna(name) else shorten(name, _LETTERS) or UNKNOWN for name in names]
    shown += [_("other groups")] * (len(counts) - len(names))
    ax.set_yticks(np.arange(len(shown)) + 0.5, [f"{name}  {at}" for at, name in enumerate(shown, 1)], color=INK)
    ax.set_xticks(np.arange(len(shown)) + 0.5, [str(at) for at in range(1, len(shown) + 1)], color=INK)
    ax.xaxis.tick_top()
    title = _("Tickets handed from (row) to (column), of {n} hand-offs", n=words.number(counts.sum()))
    ax.set_title(title, loc="left", fontsize=9, color=MUTED)
    return ax


def _matrix(table: pd.DataFrame, top: int) -> tuple[list[str], np.ndarray]:
    """Return the names with most moves, and the counts between them; the last row and column is all others."""
    both = pd.concat([table[["from", "moves"]].set_axis(["name", "moves"], axis=1),
                      table[["to", "moves"]].set_axis(["name", "moves"], axis=1)])  # fmt: skip
    sums = both.groupby("name", dropna=False)["moves"].sum().reset_index()
    order = sums.sort_values(["moves", "name"], ascending=[False, True], na_position="last")["name"]
    kept = order.iloc[:top].tolist()
    place = {("" if pd.isna(name) else name): at for at, name in enumerate(kept)}
    size = len(kept) + (len(order) > len(kept))
    counts = np.zeros((size, size), dtype=np.int64)
    ends = (table[side].fillna("").map(place).fillna(len(kept)).astype(int).to_numpy() for side in ("from", "to"))
    if size:
        np.add.at(counts, tuple(ends), table["moves"].to_numpy())
    return kept, counts
