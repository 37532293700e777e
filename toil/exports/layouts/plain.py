"""Headers and coded values in a form that can be compared: case, accents, punctuation and spaces don't count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_KEPT, MOST_KEPT = 100, 1 << 15
"""Letters of a text, and texts, whose plain form is kept: headers are asked for again and again."""
_ENDINGS = re.compile(r"(?<=[^\W\d_])\((?:as?|os?)\)", re.IGNORECASE)
"""Both genders of a Portuguese word, as translations write them: `Criado(a)`."""


def plain(text: str) -> str:
    """Return *text* for comparison.

    >>> plain("  Atribuído_a - Técnico "), plain("Incident #"), plain("Incidente Nº")
    ('atribuido a tecnico', 'incident no', 'incidente no')
    >>> plain("Fechado(a)")
    'fechado'
    """
    return _kept(text) if len(text) <= LONGEST_KEPT else _plain(text)


def _plain(text: str) -> str:
    numbered = _ENDINGS.sub("", text).replace("#", " no ")  # "Problem #" is an id, "Problem" a reference
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", numbered).casefold())
    letters = unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))
    kept = "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in letters)
    return " ".join(kept.split())


_kept = lru_cache(maxsize=MOST_KEPT)(_plain)


def bare(header: str) -> str:
    """Return *header* in plain form, that of a repeated one without the number it got."""
    return plain(first_named(header))


def first_named(header: str) -> str:
    """Return *header* without the number that a repeated one got: ``Comment`` of ``Comment (2)``."""
    return re.sub(r" \([0-9]+\)$", "", header)


def shape(value: str) -> str:
    """Return *value* with digits as 9 and letters as a: shows how a cell is written without what it says."""
    letters = "".join("" if unicodedata.category(c).startswith("M") else c for c in value)
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", letters))[:40]
