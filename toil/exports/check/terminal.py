"""Lines for a terminal: wrapped, cut, and without anything that could steer it."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable

WIDTH = 100
_JOINERS = "\u200c\u200d"


def section(title: str, lines: list[str]) -> list[str]:
    """Return *lines* under *title*; nothing where there are none."""
    return [title, *lines] if lines else []


def printable(parts: Iterable[list[str]]) -> str:
    """Join *parts*; control characters that a cell or a name brought in are gone."""
    text = "\n\n".join("\n".join(lines) for lines in parts if lines)
    return "".join(c for c in text if c == "\n" or c in _JOINERS or unicodedata.category(c)[0] != "C")


def wrapped(text: str, first: str = "  ", rest: str = "      ") -> list[str]:
    """Return *text* in lines of at most `WIDTH` letters, begun with *first* and *rest*."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=True
    )


def cut(text: str, letters: int) -> str:
    """Return *text* in one line of at most so many *letters*."""
    text = " ".join(text.split())
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
