"""Figures with their ranges, and rows of them, in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from toil.i18n import Wording
from toil.settings import Range


def points(candidate: pd.Series, stem: str, words: Wording) -> str:
    """Return the base of a figure of *candidate*, and its range: ``2.31 (1.20 – 4.05)``."""
    return between(*(words.number(candidate[f"{stem}_{point}"], 2) for point in ("base", "low", "high")))


def spread(low: float, base: float, high: float, words: Wording) -> str:
    """Return *base* with its range, or alone where the three are written alike."""
    written = [words.number(value, 1) for value in (base, low, high)]
    return written[0] if len(set(written)) == 1 else between(*written)


def assumed(range_: Range, words: Wording, *, percent: bool = False) -> str:
    """Return what the study assumes, as a number or a percentage, with its range."""
    write = words.percent if percent else words.number
    written = [write(value, 1) for value in (range_.base, range_.low, range_.high)]
    return written[0] if len(set(written)) == 1 else between(*written)


def between(base: str, low: str, high: str) -> str:
    """Return a figure with its range, all three as they are written."""
    return f"{base} ({low} – {high})"


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield a line for each of *rows*, their cells in columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
