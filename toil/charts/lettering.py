"""Text that has to fit into a box: measured, wrapped, made smaller, shortened, or left out."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import NamedTuple

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from toil.charts.style import shorten

SIZES = (10.5, 9.5, 8.5, 8.0)
"""Sizes to try, in points; smaller is not read on paper or on a telephone."""
LETTERS = (40, 30, 22, 16)
"""Letters to which a text is cut at the smallest size before it is left out."""
LINE = 1.25
"""Height of a line, in sizes."""


class Lettering(NamedTuple):
    """Lines of text and their size in points."""

    lines: list[str]
    size: float

    @property
    def height(self) -> float:
        """Height of all lines, in points."""
        return len(self.lines) * self.size * LINE


def fit_text(
    text: str, width: float, height: float, *, largest: float = SIZES[0], bold: bool = False
) -> Lettering | None:
    """Return *text* as it fits into *width* by *height* points, in *largest* size or less; None where it does not.

    Widths are those of DejaVu Sans, which is wide: what fits in it fits in the fonts of readers' screens.
    """
    text = " ".join(text.split())
    if not text:
        return Lettering([], largest)
    for size in [size for size in SIZES if size <= largest]:
        lines = _wrap(text, width, size, bold)
        if lines and len(lines) * size * LINE <= height:
            return Lettering(lines, size)
    for letters in LETTERS:
        if letters < len(text):
            lines = _wrap(shorten(text, letters), width, SIZES[-1], bold)
            if lines and len(lines) * SIZES[-1] * LINE <= height:
                return Lettering(lines, SIZES[-1])
    return None


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of *text* in points; a letter that DejaVu Sans lacks counts as a wide one."""
    return _width_in_sizes(text, bold) * size


@lru_cache(maxsize=8192)
def _width_in_sizes(text: str, bold: bool) -> float:
    font = FontProperties(family="DejaVu Sans", size=1, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


def _wrap(text: str, width: float, size: float, bold: bool) -> list[str] | None:
    """Return *text* in lines no wider than *width*; None where a word alone is wider."""
    lines: list[str] = []
    for word in text.replace(" · ", "\u00a0· ").split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        elif width_of(word, size, bold=bold) <= width:
            lines.append(word)
        else:
            return None
    return lines
