"""Ticket text is written by strangers. What is harmless in a ticket may not be in a page, a slide or a spreadsheet.

Escaping of markup is the template engine's work; here is what escaping leaves: characters that no reader sees but
that reorder or hide the text beside them, and cells that a spreadsheet takes for a formula.
"""

from __future__ import annotations

import unicodedata

import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_AFTER_SEMICOLON = "(;\\s*)([=+@\uff1d\uff0b\uff0d\uff20-])"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\n", "\t", "\u200c", "\u200d"}  # joiners shape Devanagari


def clean_text(text: str) -> str:
    """Return *text* without control characters and without invisible marks that reorder what stands around them."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter for letter in text if letter in _KEPT or unicodedata.category(letter) not in _HIDDEN)


def one_line(text: str, letters: int | None = None) -> str:
    """Return *text* cleaned, on one line, cut to *letters* with an ellipsis."""
    line = " ".join(clean_text(text).split())
    return line if letters is None or len(line) <= letters else line[: letters - 1].rstrip() + "…"


def safe_cells(texts: pd.Series) -> pd.Series:
    """Return *texts* with an apostrophe before each formula that a spreadsheet would run.

    One whose list separator is a semicolon cuts the cells of a comma file there, so a formula may begin after it too.
    """
    cleaned = (
        texts.map(one_line, na_action="ignore").astype("str").str.replace(_AFTER_SEMICOLON, r"\1'\2", regex=True)
    )
    return cleaned.where(~cleaned.str.startswith(_FORMULA_STARTS, na=False), "'" + cleaned)
