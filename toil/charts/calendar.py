"""Tickets a day as a calendar, with the gaps that may lie between two exports."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from toil.charts.lettering import width_of
from toil.charts.style import INK, MUTED, axes_or_new, styled
from toil.exports import find_gaps
from toil.i18n import Wording
from toil.i18n import wording as wording_of

SHADES = ("#d5e4ec", "#94b9cc", "#4c87a5", "#123f57")
EMPTY = "#b3bfc8"
BAND_MONTHS = 6
_SIDE, _HEAD, _FOOT = 0.84, 2.1, 1.6
_INCH = 0.27
_POINTS = 14.5  # a day's width, where the axes have their usual margins


def calendar_table(intake_days: pd.DataFrame) -> pd.DataFrame:
    """Return each day from the first to the last of *intake_days*, rows of one squad or of all.

    Returns
    -------
    pandas.DataFrame
        ``day`` (datetime64, midnight, no zone), ``tickets`` (0 where none), ``gap`` (true within a run of days
        without a ticket that is too long for a weekend).
    """
    if intake_days.empty:
        nothing = {"day": pd.to_datetime([]), "tickets": np.zeros(0, dtype=np.int64), "gap": np.zeros(0, dtype=bool)}
        return pd.DataFrame(nothing)
    counted = intake_days.set_index(pd.to_datetime(intake_days["day"]))["tickets"]
    days = pd.date_range(counted.index.min(), counted.index.max(), freq="D", name="day")
    tickets = counted.reindex(days, fill_value=0)
    missing = np.zeros(len(days), dtype=bool)
    for gap in find_gaps(intake_days["day"]).itertuples():
        missing |= (days >= gap.first) & (days <= gap.last)
    return pd.DataFrame({"day": days, "tickets": tickets.to_numpy(), "gap": missing})


@styled
def plot_calendar(intake_days: pd.DataFrame, *, wording: Wording | None = None, ax: Axes | None = None) -> Axes:
    """Draw tickets a day: weeks across, weekdays down, half a year a band; days of a gap are crossed out.

    Parameters
    ----------
    intake_days : pandas.DataFrame
        Rows of table ``intake_days`` of one squad, or of all files together.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    days = _placed(calendar_table(intake_days))
    bands = int(days["band"].max()) + 1 if len(days) else 1
    ax = axes_or_new(ax, 8, (bands * (7 + _HEAD) + _FOOT) * _INCH)
    step = class_width(days["tickets"])
    for day in days.itertuples():
        _draw_day(ax, day.x, day.y, day.tickets, step, gap=day.gap)
    _name_months(ax, days, words)
    for band in range(bands):
        for weekday in (0, 2, 4, 6):
            name = words.locale.days["format"]["abbreviated"][weekday].rstrip(".")
            ax.text(-0.4, band * (7 + _HEAD) + weekday + _SIDE / 2, name, ha="right", va="center", color=MUTED)
    foot = bands * (7 + _HEAD) - _HEAD + 0.9
    _draw_legend(ax, foot, step, words, gaps=bool(days["gap"].any()))
    ax.set(xlim=(-2.4, 27.4), ylim=(foot + 1, -_HEAD), aspect="equal")
    ax.set_axis_off()
    return ax


def class_width(tickets: pd.Series) -> int:
    """Return how many tickets a day one shade spans: a quarter of a busy day (95th percentile of days with any)."""
    some = tickets[tickets > 0]
    return max(1, int(np.ceil(some.quantile(0.95) / len(SHADES)))) if len(some) else 1


def _placed(days: pd.DataFrame) -> pd.DataFrame:
    """Add band, x (weeks from the first of the band's first month) and y, in days."""
    if days.empty:
        return days.assign(band=0, x=0, y=0.0)
    day = days["day"]
    months = day.dt.year * 12 + day.dt.month
    band = (months - months.iloc[0]) // BAND_MONTHS
    start = day.groupby(band).transform("min").dt.to_period("M").dt.start_time
    x = ((day - start).dt.days + start.dt.day_of_week) // 7
    return days.assign(band=band, x=x, y=band * (7 + _HEAD) + day.dt.day_of_week)


def _draw_day(ax: Axes, x: float, y: float, tickets: int, step: int, *, gap: bool) -> None:
    if tickets:
        ax.add_patch(Rectangle((x, y), _SIDE, _SIDE, color=SHADES[min((tickets - 1) // step, len(SHADES) - 1)], lw=0))
        return
    edge = INK if gap else EMPTY
    ax.add_patch(Rectangle((x, y), _SIDE, _SIDE, facecolor="none", edgecolor=edge, linewidth=0.9 if gap else 0.6))
    if gap:
        for ends in ((0.2, 0.64), (0.64, 0.2)):
            ax.plot([x + 0.2, x + 0.64], [y + ends[0], y + ends[1]], color=INK, linewidth=0.9)


def _name_months(ax: Axes, days: pd.DataFrame, words: Wording) -> None:
    """Write each month and its tickets over its first Monday; the year where a band or a year begins."""
    for band, part in days.groupby("band"):
        top, start = int(band) * (7 + _HEAD), part["day"].min().replace(day=1)
        for month, tickets in part.groupby(part["day"].dt.to_period("M"))["tickets"].sum().items():
            first = month.start_time
            x = ((first - start).days + start.day_of_week + 6) // 7
            name, year = words.month_short(str(month)).split("\n")
            ax.text(x, top - 0.95, f"{name} {year}" if first in (start, first.replace(month=1)) else name, color=INK)
            ax.text(x, top - 0.2, words.number(tickets), color=MUTED)


def _draw_legend(ax: Axes, y: float, step: int, words: Wording, *, gaps: bool) -> None:
    _ = words.text
    numbers = [words.number(step * at) for at in range(1, len(SHADES))]
    starts = [words.number(step * at + 1) for at in range(len(SHADES))]
    spans = [a if a == b else f"{a}–{b}" for a, b in zip(starts, numbers, strict=False)]
    entries = [(name, step * at + 1, False) for at, name in enumerate([*spans, f"{starts[-1]}+"])]
    entries += [(_("no ticket"), 0, False)]
    entries += [(_("no ticket, three days or more"), 0, True)] if gaps else []
    x = 0.0
    for name, tickets, gap in entries:
        _draw_day(ax, x, y, tickets, step, gap=gap)
        ax.text(x + 1.05, y + _SIDE / 2, name, va="center", color=MUTED)
        x += 1.9 + width_of(name, 9) / _POINTS
