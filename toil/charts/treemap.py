"""Patterns within themes: rectangles whose area is tickets or hours."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from toil.charts.lettering import LINE, fit_text, width_of
from toil.charts.squarify import Box, squarify
from toil.charts.style import INK, axes_or_new, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of

AREAS = {"tickets": "tickets", "hours": "hours_base"}
"""What an area may stand for, and its column."""
COLOURS = ("#17597a", "#e3ab60", "#c3dbe8", "#a04a17", "#74a58f", "#2a2a4f", "#f6eedd")
"""Fills of themes, the largest first: no two of like lightness, so that colour blindness and grey print leave them
apart. Later themes take the first ones again, hatched."""
OTHER = "#e4e8eb"
THEMES = 11
"""Themes with a colour of their own; what is left stands together as other themes."""
SMALL = 0.003
"""Share of the whole under which the patterns of a theme are drawn as one rectangle."""
WHITE, DARK_UNDER = "#ffffff", 0.2
_PAD, _HATCH = 4.0, "//"


def treemap_table(patterns: pd.DataFrame, *, area: str = "tickets") -> pd.DataFrame:
    """Return the numbers of a treemap, the largest theme first, and its patterns by size.

    Parameters
    ----------
    patterns : pandas.DataFrame
        Table ``patterns`` or ``candidates``.
    area : str
        "tickets" of the window, or base "hours" a month, which only ``candidates`` has.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``theme_share`` (of the whole, 0 to 1), ``pattern_id``, ``label``, ``tickets``, ``hours_base``
        where *patterns* has it, and ``share``. Patterns without tickets, or of unknown hours, are left out.
    """
    column = AREAS[area]
    columns = [name for name in ("theme", "pattern_id", "label", "tickets", "hours_base") if name in patterns]
    known = patterns.loc[patterns[column] > 0, columns]
    known = known.assign(share=known[column] / (known[column].sum() or float("nan")))
    known.insert(1, "theme_share", known.groupby("theme")["share"].transform("sum").round(12))
    return known.sort_values(
        ["theme_share", "theme", "share", "pattern_id"], ascending=[False, True, False, True], ignore_index=True
    )


@styled
def plot_treemap(
    patterns: pd.DataFrame, *, area: str = "tickets", wording: Wording | None = None, ax: Axes | None = None
) -> Axes:
    """Draw patterns as rectangles within their themes: the area is tickets or hours, the colour is the theme.

    A label stands where it fits at a readable size; what has none is in the table of the same numbers.

    Parameters
    ----------
    patterns : pandas.DataFrame
        Table ``patterns`` or ``candidates``.
    area : str
        "tickets" or "hours"; see `treemap_table`.
    wording : Wording
        Language of the labels; English by default.
    ax : matplotlib.axes.Axes
        Axes to draw on; a new figure by default.
    """
    words = wording or wording_of("en")
    ax = axes_or_new(ax, 9, 5.2)
    ax.set_axis_off()
    whole = _size(ax)
    ax.set(xlim=(0, whole.width), ylim=(whole.height, 0))
    themes = _themes(treemap_table(patterns, area=area), words)
    for place, (theme, box) in enumerate(
        zip(themes, squarify([t["share"].sum() for t in themes], whole), strict=True)
    ):
        _draw_theme(ax, theme, box, place, area, words)
    return ax


def _size(ax: Axes) -> Box:
    """Return the room of *ax* in points."""
    figure, place = ax.figure, ax.get_position()
    assert isinstance(figure, Figure)
    width, height = figure.get_size_inches()
    return Box(0.0, 0.0, float(width * place.width * 72), float(height * place.height * 72))


def _themes(table: pd.DataFrame, words: Wording) -> list[pd.DataFrame]:
    """Return the rectangles of each theme: columns name, label, share, value; small ones and last themes together."""
    _ = words.text
    named = dict.fromkeys(table["theme"])
    shown = set(list(named)[:THEMES])
    other = "" if len(named) <= THEMES else _("other themes")
    table = table.assign(name=table["theme"].where(table["theme"].isin(shown), other))
    themes = [_with_small_together(part, words) for _name, part in table.groupby("name", sort=False)]
    return sorted(themes, key=lambda theme: -round(theme["share"].sum(), 12))


def _with_small_together(theme: pd.DataFrame, words: Wording) -> pd.DataFrame:
    small = theme["share"] < SMALL
    if small.sum() < 2:
        return theme.sort_values("share", ascending=False, kind="stable")
    together = (
        theme[small]
        .iloc[:1]
        .assign(
            label=words.count_text("{n} more", "{n} more", int(small.sum())),
            **{name: theme.loc[small, name].sum() for name in ("share", *AREAS.values()) if name in theme},
        )
    )
    return pd.concat([theme[~small], together]).sort_values("share", ascending=False, kind="stable")


def _draw_theme(ax: Axes, theme: pd.DataFrame, box: Box, place: int, area: str, words: Wording) -> None:
    name = str(theme["name"].iloc[0])
    other = name not in set(theme["theme"])
    colour = OTHER if other else COLOURS[place % len(COLOURS)]
    hatch = _HATCH if not other and place >= len(COLOURS) else None
    title = name if len(theme) > 1 else ""
    for row, cell in zip(theme.itertuples(), squarify(theme["share"].tolist(), box), strict=True):
        ax.add_patch(
            Rectangle(
                cell[:2], cell.width, cell.height,
                facecolor=colour, edgecolor=WHITE, linewidth=1.0, hatch=hatch,
            )
        )  # fmt: skip
        _write(ax, cell, str(row.label), _value(getattr(row, AREAS[area]), area, words), title, colour)
        title = ""
    ax.add_patch(Rectangle(box[:2], box.width, box.height, fill=False, edgecolor=WHITE, linewidth=4.0))


def _value(value: float, area: str, words: Wording) -> str:
    _ = words.text
    return _("{hours} h", hours=words.number(value, 1)) if area == "hours" else words.number(value)


def _write(ax: Axes, cell: Box, label: str, value: str, title: str, colour: str) -> None:
    """Write *title*, *label* and *value* into *cell*, each where it fits below what stands above it."""
    ink = WHITE if _lightness(colour) < DARK_UNDER else INK
    width, top, bottom = cell.width - 2 * _PAD, cell.top + _PAD, cell.top + cell.height - _PAD
    for text, bold in ((title, True), (label, False), (value, False)):
        fitted = fit_text(text, width, bottom - top, bold=bold) if text else None
        if fitted is None:
            continue
        if text == value and len(fitted.lines) * fitted.size > 12:
            fitted = fitted._replace(size=9.0)
        for line in fitted.lines:
            ax.text(
                cell.left + _PAD, top, line, size=fitted.size, color=ink, va="top",
                weight="bold" if bold else "normal",
            )  # fmt: skip
            top += fitted.size * LINE


def _lightness(colour: str) -> float:
    """Return the relative luminance of *colour* (WCAG 2.2), 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


__all__ = ["plot_treemap", "treemap_table", "width_of"]
