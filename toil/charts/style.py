"""The look of every chart: set in a context while one is drawn, never globally.

Dark petrol against a pale, hatched tone tells two series apart for every kind of colour vision and in grey print.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from toil.charts.shown import ShownFigure
from toil.errors import SettingsError, nearest

P = ParamSpec("P")

DARK, PALE = "#17597a", "#cfe0ea"
INK, MUTED, RULE = "#1c2b36", "#566673", "#d8e0e6"
HATCH = "////"

_RC: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": RULE,
    "axes.facecolor": "none",
    "axes.labelcolor": MUTED,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.facecolor": "none",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    "svg.fonttype": "none",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": MUTED,
    "xtick.major.size": 0,
    "ytick.color": MUTED,
    "ytick.major.size": 0,
}


@contextmanager
def chart_style(name: str = "toil") -> Iterator[None]:
    """Hold the charts' style for a ``with`` block; *name* salts the ids of an SVG, so that two can share a page.

    Text is written as text (``svg.fonttype = none``): the reader's browser has the fonts, and shapes Devanagari.
    So a glyph that the measuring font lacks is no fault, and its warning is silenced.
    """
    plt.draw_if_interactive()  # in a notebook the first chart switches interactive mode on: not within, it would end
    with mpl.rc_context(_RC | {"svg.hashsalt": name}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def styled(plot: Callable[P, Axes]) -> Callable[P, Axes]:
    """Return *plot* drawing in the charts' style, the style of everything else untouched."""

    @wraps(plot)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with chart_style():
            return plot(*args, **kwargs)

    return drawn


def check_choice(name: str, value: str, known: Iterable[str]) -> None:
    """Raise a SettingsError that names the nearest of *known*, unless *value* is one of them."""
    known = list(known)
    if value not in known:
        raise SettingsError(f"unknown {name} '{value}'", where="chart", do=nearest(value, known))


def axes_or_new(ax: Axes | None, width: float, height: float) -> Axes:
    """Return *ax*, or the axes of a new figure of *width* by *height* inches."""
    return ax if ax is not None else plt.figure(figsize=(width, height), FigureClass=ShownFigure).subplots()


def shorten(text: str, letters: int) -> str:
    """Return the start of *text*, cut at a word where one ends in the last third, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= letters:
        return text
    cut = text[: letters - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > letters * 2 // 3 else cut).rstrip(" ,.;:·-…") + "…"
