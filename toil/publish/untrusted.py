"""Ticket text is written by strangers. What is harmless in a ticket may not be in a page, a slide or a spreadsheet.

Escaping of markup is the template engine's work; here is what escaping leaves: characters that no reader sees but
that reorder or hide the text beside them, and cells that a spreadsheet takes for a formula.
"""

from __future__ import annotations

import unicodedata

import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_KEPT = {"\n", "\t", "\u200c", "\u200d"}  # joiners shape Devanagari


def clean_text(text: str) -> str:
    """Return *text* without control characters and without invisible marks that reorder what stands around them."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter for letter in text if letter in _KEPT or unicodedata.category(letter) not in _HIDDEN)


_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def one_line(text: str, letters: int | None = None) -> str:
    """Return *text* cleaned, on one line, cut to *letters* with an ellipsis."""
    line = " ".join(clean_text(text).split())
    return line if letters is None or len(line) <= letters else line[: letters - 1].rstrip() + "…"


def safe_cells(texts: pd.Series) -> pd.Series:
    """Return *texts* with an apostrophe before each that a spreadsheet would run as a formula."""
    cleaned = texts.map(lambda text: one_line(text), na_action="ignore")
    return cleaned.where(~cleaned.str.startswith(_FORMULA_STARTS, na=False), "'" + cleaned)
