"""A figure that a notebook shows in pixels: Devanagari in a font of the machine's, since DejaVu Sans has none."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

_LOG = logging.getLogger(__name__)

_DEVANAGARI = re.compile("[\u0900-\u097f]")
_FILES = (
    "NotoSansDevanagari-Regular",
    "Nirmala",
    "Lohit-Devanagari",
    "Mangal",
    "Kohinoor",
    "DevanagariMT",
    "FreeSans",
)
"""What Linux, Windows and macOS bring, best first; a file's name, without its ending."""


class ShownFigure(Figure):
    """A figure whose texts find their letters when it is drawn; files of the report leave that to the reader's fonts.

    It can't be done when the chart is made: matplotlib writes the labels of an axis only when it draws.
    """

    def draw(self, renderer: Any) -> None:
        """Draw the figure."""
        with _letters_found(self):
            super().draw(renderer)

    def get_tightbbox(self, *args: Any, **kwargs: Any) -> Bbox:
        """Return the box around all that is drawn."""
        with _letters_found(self):
            return super().get_tightbbox(*args, **kwargs)


@contextmanager
def _letters_found(figure: Figure) -> Iterator[None]:
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_ticklabels()  # writes them
    for text in figure.findobj(Text):
        family = devanagari_font() if _DEVANAGARI.search(text.get_text()) else None
        if family and family not in text.get_fontfamily():
            text.set_fontfamily([*text.get_fontfamily(), family])
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


@lru_cache(maxsize=1)
def devanagari_font() -> str | None:
    """Return the family of a font of this machine that has Devanagari; without any None, and one line in the log."""
    found = {Path(path).stem.lower(): path for path in sorted(font_manager.findSystemFonts())}
    path = next((found[name.lower()] for name in _FILES if name.lower() in found), None)
    if path is None:
        _LOG.warning("no font on this machine draws Hindi: charts in notebooks show boxes, the report's show letters")
        return None
    font_manager.fontManager.addfont(path)
    return font_manager.get_font(path).family_name
