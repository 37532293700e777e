"""What became of the rows of the exports: rows in, less each reason, is tickets."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from toil.charts.style import DARK, HATCH, INK, MUTED, PALE, RULE, axes_or_new, styled
from toil.exports import REASONS, intake_reasons
from toil.i18n import Wording
from toil.i18n import wording as wording_of

ROWS_IN, TICKETS = "rows in", "tickets"


def ledger_table(intake_counts: pd.DataFrame) -> pd.DataFrame:
    """Return the steps from rows in to tickets, all files together.

    Returns
    -------
    pandas.DataFrame
        ``reason`` (first "rows in", last "tickets"), ``rows``, and ``left``, the rows that are left after it.
    """
    whole = intake_counts[intake_counts["squad"] == "*"]
    counted = whole.groupby("reason")["rows"].sum()
    dropped = whole.loc[whole["dropped"], "reason"].unique()
    steps = [reason for reason in REASONS if reason in (ROWS_IN, TICKETS) or reason in dropped]
    ordered = [ROWS_IN, *[s for s in steps if s not in (ROWS_IN, TICKETS)], TICKETS]
    table = pd.DataFrame({"reason": ordered, "rows": counted.reindex(ordered, fill_value=0).to_numpy()})
    taken = table["rows"].where(table["reason"].isin(dropped), 0).cumsum()
    return table.assign(left=int(counted.get(ROWS_IN, 0)) - taken)


@styled
def plot_ledger(intake_counts: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw rows in, what was dropped by reason, and tickets, as a waterfall from top to bottom.

    Parameters
    ----------
    intake_counts : pandas.DataFrame
        Table ``intake_counts``.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    steps = ledger_table(intake_counts)
    names = intake_reasons(words)
    ax = axes_or_new(ax, 8, 0.3 + 0.34 * len(steps))
    total = max(int(steps["rows"].iloc[0]), 1)
    for place, step in enumerate(steps.itertuples()):
        ends = step.reason in (ROWS_IN, TICKETS)
        look = {"color": DARK} if ends else {"color": PALE, "edgecolor": DARK, "hatch": HATCH, "linewidth": 0.6}
        left = 0 if ends else step.left
        ax.barh(place, step.rows, left=left, height=0.6, **look)
        label = words.number(step.rows) if ends else f"− {words.number(step.rows)}"
        ax.text(left + step.rows + total * 0.01, place, label, va="center", color=INK)
        if place + 1 < len(steps):
            ax.plot([step.left, step.left], [place + 0.3, place + 0.7], color=MUTED, linewidth=0.6)
    ax.set_yticks(range(len(steps)), [names[reason] for reason in steps["reason"]], color=INK)
    ax.set(xlim=(0, total * 1.12), ylim=(len(steps) - 0.4, -0.6), xticks=[])
    ax.spines["bottom"].set_color(RULE)
    return ax
