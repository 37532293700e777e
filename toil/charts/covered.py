"""Which export file covers which days, and how many tickets two files share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toil.charts.style import DARK, HATCH, INK, MUTED, PALE, RULE, axes_or_new, shorten, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of

LETTERS = 38


def file_days_table(intake_days: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the runs of days that each file covers, and whether another file of the same system covers them too.

    Returns
    -------
    pandas.DataFrame
        ``file``, ``first``, ``last`` (datetime64 days), ``shared`` (another file has tickets of these days), and
        ``tickets`` opened in the run; files by system and first day.
    """
    system = sources.set_index("file")["system"]
    own = intake_days[(intake_days["file"] != "*") & (intake_days["squad"] == "*")]
    own = own.assign(day=pd.to_datetime(own["day"]), system=own["file"].map(system))
    own = own.assign(
        shared=own.groupby(["system", "day"])["file"].transform("size") > 1,
        first=own.groupby("file")["day"].transform("min"),
    ).sort_values(["system", "first", "file", "day"], ignore_index=True)
    joined = (own["day"].diff() == pd.Timedelta(days=1)) & (own["shared"] == own["shared"].shift())
    run = (~(joined & (own["file"] == own["file"].shift()))).cumsum()
    runs = own.groupby(run).agg(
        file=("file", "first"), first=("day", "first"), last=("day", "last"),
        shared=("shared", "first"), tickets=("tickets", "sum"),
    )  # fmt: skip
    return runs.reset_index(drop=True)


@styled
def plot_file_days(file_days: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw one line a file with the days that it covers; days that two files of one system cover are hatched.

    Parameters
    ----------
    file_days : pandas.DataFrame
        What `file_days_table` returns.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    files = list(dict.fromkeys(file_days["file"]))
    ax = axes_or_new(ax, 8, 0.9 + 0.3 * max(len(files), 1))
    for shared, name in ((False, _("days of one file")), (True, _("days of two files of one system"))):
        if not (file_days["shared"] == shared).any():
            continue
        look = {"color": PALE, "edgecolor": DARK, "hatch": HATCH, "linewidth": 0.6} if shared else {"color": DARK}
        runs = file_days[file_days["shared"] == shared]
        widths = (runs["last"] - runs["first"]).dt.days + 1
        ax.barh(
            runs["file"].map(files.index), widths, left=runs["first"], height=0.6, align="center", label=name, **look
        )
    for place, tickets in enumerate(file_days.groupby("file", sort=False)["tickets"].sum()):
        count = words.count_text("{n} ticket", "{n} tickets", int(tickets))
        ax.text(1.01, place, count, transform=ax.get_yaxis_transform(), va="center", color=INK)
    ax.set_yticks(range(len(files)), _short_names(files), color=INK)
    ax.set_ylim(max(len(files), 1) - 0.4, -0.6)
    ax.grid(axis="x", color=RULE, linewidth=0.8)
    if files:
        _name_months(ax, file_days["first"].min(), file_days["last"].max(), words)
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False, borderpad=0, handlelength=1.2)
    return ax


@styled
def plot_overlaps(
    intake_overlaps: pd.DataFrame, *, top: int = 12, wording: Wording | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how many tickets two files share, most first.

    Parameters
    ----------
    intake_overlaps : pandas.DataFrame
        Table ``intake_overlaps``.
    top : int
        Pairs, from the one that shares most.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    _ = words.text
    pairs = intake_overlaps.sort_values(["tickets", "file", "other_file"], ascending=[False, True, True]).head(top)
    ax = axes_or_new(ax, 8, 0.6 + 0.42 * max(len(pairs), 1))
    ax.set_axis_off()
    if pairs.empty:
        ax.text(0, 0, _("No two files share a ticket."), color=MUTED)
        return ax
    most = int(pairs["tickets"].max())
    ax.barh(range(len(pairs)), pairs["tickets"], height=0.34, color=DARK)
    names = zip(_short_names(pairs["file"]), _short_names(pairs["other_file"]), pairs["tickets"], strict=True)
    for place, (file, other, tickets) in enumerate(names):
        ax.text(0, place - 0.24, f"{file}  +  {other}", va="bottom", color=INK)
        ax.text(tickets + most * 0.01, place, words.number(tickets), va="center", color=INK)
    ax.text(0, -0.85, _("Tickets that stand in two files"), color=MUTED)
    ax.set(xlim=(0, most * 1.15), ylim=(len(pairs) - 0.6, -1.2))
    return ax


def _short_names(files: Iterable[str]) -> list[str]:
    """Names without their folders where those are one, cut in the middle so that the end stays."""
    names = list(files)
    if len({PurePosixPath(name).parent for name in names}) == 1:
        names = [PurePosixPath(name).name for name in names]
    half = LETTERS // 2
    return [n if len(n) <= LETTERS else f"{shorten(n[: half + 1], half)}{n[-half:]}" for n in names]


def _name_months(ax: Axes, first: pd.Timestamp, last: pd.Timestamp, words: Wording) -> None:
    """Put a tick at the beginning of each month, of every third where they are many."""
    months = pd.date_range(first.to_period("M").start_time, last, freq="MS")
    shown = months[:: int(np.ceil(len(months) / 14))]
    ax.set_xticks(shown, [words.month_short(f"{month:%Y-%m}") for month in shown], ha="left")
    ax.set_xlim(min(first, shown[0]), last + pd.Timedelta(days=1))
