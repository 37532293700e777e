"""Patterns within themes: rectangles whose area is tickets or hours."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from toil.charts.lettering import LINE, Lettering, fit_text
from toil.charts.squarify import Box, squarify
from toil.charts.style import INK, axes_or_new, check_choice, styled
from toil.i18n import Wording
from toil.i18n import wording as wording_of

AREAS = {"tickets": "tickets", "hours": "hours_base"}
"""What an area may stand for, and its column."""
COLOURS = ("#17597a", "#e3ab60", "#c3dbe8", "#a04a17", "#74a58f", "#2a2a4f", "#f6eedd")
"""Fills of themes, the largest first: no two of like lightness, so that colour blindness and grey print leave them
apart. Later themes take the first ones again, hatched."""
OTHER = "#e1e4e7"
THEMES = 11
"""Themes with a colour of their own; what is left stands together as other themes."""
SMALL = 0.005
"""Share of the whole under which the patterns of a theme are drawn as one rectangle, after its others."""
WHITE, DARK_UNDER = "#ffffff", 0.2
_PAD, _HATCH, _FAINT, _BASELINE = 4.0, "//", 0.25, 0.93


@dataclass(frozen=True)
class Cell:
    """The rectangle of a pattern: where it is, its look, and what there is to write into it."""

    box: Box
    colour: str
    hatched: bool
    title: str
    label: str
    value: str

    @property
    def ink(self) -> str:
        """Colour of text on it."""
        return WHITE if lightness(self.colour) < DARK_UNDER else INK

    @property
    def hatching(self) -> str:
        """Colour of its hatching, a quarter of the way from its own to that of its text."""
        pairs = zip(to_rgb(self.colour), to_rgb(self.ink), strict=True)
        red, green, blue = ((1 - _FAINT) * own + _FAINT * ink for own, ink in pairs)
        return to_hex((red, green, blue))


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
        ``place`` (rank of a candidate; of patterns 1 is the first), ``theme``, ``theme_share`` (of the whole, 0 to
        1), ``pattern_id``, ``label``, ``tickets``, ``hours_base`` (a month; unknown where *patterns* lacks it),
        ``share``. Patterns without tickets, or of no or unknown hours where the area is hours, are left out.

    Raises
    ------
    SettingsError
        If *area* is neither.
    """
    check_choice("area", area, AREAS)
    columns = ["rank", "theme", "pattern_id", "label", "tickets", "hours_base"]
    column, known = AREAS[area], patterns.reindex(columns=columns)
    known = known[known[column] > 0]
    known = known.assign(share=known[column] / (known[column].sum() or float("nan")))
    known.insert(2, "theme_share", known.groupby("theme")["share"].transform("sum").round(12))
    known = known.sort_values(
        ["theme_share", "theme", "share", "pattern_id"], ascending=[False, True, False, True], ignore_index=True
    )
    known.insert(0, "place", known["rank"].fillna(known.index.to_series() + 1).astype("int64"))
    return known.drop(columns="rank")


@styled
def plot_treemap(
    patterns: pd.DataFrame, *, area: str = "tickets", wording: Wording | None = None, ax: Axes | None = None
) -> Axes:
    """Draw patterns as rectangles within their themes: the area is tickets or hours, the colour is the theme.

    A label stands where it fits at a readable size; else its number does, and the table of that number says the rest.

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
    for box, cells in lay_out(patterns, whole, area=area, words=words):
        for cell in cells:
            _fill(ax, cell)
            for room, fitted, bold in letter(cell):
                _write(ax, room, fitted, cell.ink, bold=bold)
        ax.add_patch(Rectangle(box[:2], box.width, box.height, fill=False, edgecolor=WHITE, linewidth=4.0))
    return ax


def lay_out(patterns: pd.DataFrame, box: Box, *, area: str, words: Wording) -> list[tuple[Box, list[Cell]]]:
    """Return the rectangle of each theme within *box* (points), and those of its patterns within it."""
    themes = _themes(treemap_table(patterns, area=area), words)
    boxes = squarify([theme["share"].sum() for theme in themes], box)
    return [
        (place, _cells(theme, place, number, area, words))
        for number, (theme, place) in enumerate(zip(themes, boxes, strict=True))
    ]


def letter(cell: Cell, *, scale: float = 1.0) -> list[tuple[Box, Lettering, bool]]:
    """Return what fits into *cell*, each with its room and whether it is bold: title, label, value, top down.

    A label that does not fit leaves its number in the table; a value stands under a whole label only. *scale*
    enlarges every size.
    """
    room = Box(cell.box.left + _PAD, cell.box.top + _PAD, cell.box.width - 2 * _PAD, cell.box.height - 2 * _PAD)
    written: list[tuple[Box, Lettering, bool]] = []

    def put(text: str, largest: float, *, bold: bool = False) -> bool:
        nonlocal room
        fitted = fit_text(text, room.width / scale, room.height / scale, largest=largest, bold=bold)
        if fitted is None:
            return False
        fitted = fitted._replace(size=fitted.size * scale)
        written.append((room, fitted, bold))
        room = Box(room.left, room.top + fitted.height, room.width, room.height - fitted.height)
        return True

    put(cell.title, 10.5, bold=True)
    put(cell.value if put(cell.label, 9.5) else cell.label.split(".")[0], 8.5)
    return [part for part in written if part[1].lines]


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
    table = table.assign(
        name=table["theme"].where(table["theme"].isin(shown), other),
        label=table["place"].astype("str") + ". " + table["label"],
    )
    themes = [_with_small_together(part, words) for _name, part in table.groupby("name", sort=False)]
    return [theme for theme in themes if theme["name"].iloc[0] != other] + [
        theme for theme in themes if theme["name"].iloc[0] == other
    ]


def _with_small_together(theme: pd.DataFrame, words: Wording) -> pd.DataFrame:
    small = theme["share"] < SMALL
    ordered = theme.sort_values("share", ascending=False, kind="stable")
    if small.sum() < 2:
        return ordered
    together = (
        theme[small]
        .iloc[:1]
        .assign(
            label=words.count_text("{n} more", "{n} more", int(small.sum())),
            **{name: theme.loc[small, name].sum() for name in ("share", *AREAS.values())},
        )
    )
    return pd.concat([ordered[ordered["share"] >= SMALL], together])


def _cells(theme: pd.DataFrame, box: Box, place: int, area: str, words: Wording) -> list[Cell]:
    name = str(theme["name"].iloc[0])
    other = name not in set(theme["theme"])
    colour = OTHER if other else COLOURS[place % len(COLOURS)]
    titles = [name if len(theme) > 1 else "", *[""] * (len(theme) - 1)]
    boxes = squarify(theme["share"].tolist(), box)
    return [
        Cell(
            cell, colour, not other and place >= len(COLOURS), title, str(row.label),
            _value(getattr(row, AREAS[area]), area, words),
        )
        for row, cell, title in zip(theme.itertuples(), boxes, titles, strict=True)
    ]  # fmt: skip


def _fill(ax: Axes, cell: Cell) -> None:
    """Draw the rectangle of *cell*; hatching is so near to its colour that text on it is read."""
    place, width, height = cell.box[:2], cell.box.width, cell.box.height
    if cell.hatched:
        ax.add_patch(
            Rectangle(place, width, height, facecolor=cell.colour, edgecolor=cell.hatching, linewidth=0, hatch=_HATCH)
        )
    fill = "none" if cell.hatched else cell.colour
    ax.add_patch(Rectangle(place, width, height, facecolor=fill, edgecolor=WHITE, linewidth=1.0))


def _write(ax: Axes, room: Box, fitted: Lettering, ink: str, *, bold: bool) -> None:
    for line, text in enumerate(fitted.lines):
        ax.text(
            room.left, room.top + (line * LINE + _BASELINE) * fitted.size, text,
            size=fitted.size, color=ink, weight="bold" if bold else "normal",
        )  # fmt: skip


def _value(value: float, area: str, words: Wording) -> str:
    _ = words.text
    return _("{hours} h", hours=words.number(value, 1)) if area == "hours" else words.number(value)


def lightness(colour: str) -> float:
    """Return the relative luminance of *colour* (WCAG 2.2), 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
