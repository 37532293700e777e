"""How much of each field of a ticket the exports fill."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toil.charts.style import DARK, HATCH, INK, MUTED, PALE, RULE, axes_or_new, styled
from toil.exports import FIELDS
from toil.i18n import Wording
from toil.i18n import wording as wording_of


def filled_table(columns: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return how much of each field the rows of all files fill, the fullest first, those without a column last.

    Returns
    -------
    pandas.DataFrame
        ``field``; ``filled``, the share (0 to 1) of all rows with a value, rows of files without the column included;
        ``files`` that have the column, and ``all_files``.
    """
    rows = sources.set_index("file")["rows"]
    used = columns.dropna(subset="field")
    used = used.assign(values=used["filled"] * used["file"].map(rows))
    known = used.groupby("field").agg(values=("values", "sum"), files=("file", "nunique"))
    table = known.reindex(list(FIELDS), fill_value=0).rename_axis("field").reset_index()
    return pd.DataFrame(
        {
            "field": table["field"],
            "filled": table["values"] / max(int(rows.sum()), 1),
            "files": table["files"],
            "all_files": len(rows),
        }
    ).sort_values("filled", ascending=False, kind="stable", ignore_index=True)


@styled
def plot_filled(filled: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of rows with a value for each field; fields that no file has are named below.

    Parameters
    ----------
    filled : pandas.DataFrame
        What `filled_table` returns.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    held = filled[filled["files"] > 0].reset_index(drop=True)
    absent = filled.loc[filled["files"] == 0, "field"].tolist()
    named = _("in no file: {fields}", fields=", ".join(absent))
    lines = textwrap.wrap(named, 84) if absent else []
    ax = axes_or_new(ax, 8, 0.5 + 0.22 * max(len(held) + len(lines) + 1, 1))
    places = np.arange(len(held))
    ax.barh(places, 1.0, height=0.62, color="none", edgecolor=RULE, linewidth=0.6)
    some = held["files"] < held["all_files"]
    ax.barh(places[~some], held.loc[~some, "filled"], height=0.62, color=DARK)
    ax.barh(
        places[some], held.loc[some, "filled"], height=0.62,
        color=PALE, edgecolor=DARK, linewidth=0.6, hatch=HATCH,
    )  # fmt: skip
    for place, row in enumerate(held.itertuples()):
        of_files = _("{files} of {all} files", files=words.number(row.files), all=words.number(row.all_files))
        ax.text(1.01, place, words.part(row.filled), va="center", color=INK)
        ax.text(1.09, place, of_files if row.files < row.all_files else "", va="center", color=MUTED)
    for at, line in enumerate(lines):
        ax.text(0, len(held) + 0.1 + at, line, va="center", color=MUTED)
    ax.set_yticks(places, held["field"], color=INK)
    ax.set(xlim=(0, 1.3), ylim=(len(held) + len(lines) - 0.2, -0.8), xticks=[])
    ax.spines["bottom"].set_visible(False)
    return ax
