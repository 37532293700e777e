r"""Letters in patterns for RE2, written as ranges; and umlauts, written without.

Arrow compiles a pattern anew for each call, and each ``\p{L}`` in it costs up to a millisecond: it has over six
hundred ranges. Of scripts beyond those of the five languages whole blocks will do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KNOWN = 0x0980
"""Latin, Greek, Cyrillic, Hebrew, Arabic and Devanagari, below this, are exact."""
_BEYOND = {
    "L": r"\x{0980}-\x{1FFF}\x{2C00}-\x{2DFF}\x{3005}-\x{3007}\x{3021}-\x{D7FF}\x{F900}-\x{FDFF}\x{FE70}-\x{FEFC}"
    r"\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}\x{FF66}-\x{FFDC}\x{10000}-\x{1EFFF}\x{20000}-\x{3FFFF}",
    "M": r"\x{1AB0}-\x{1AFF}\x{1DC0}-\x{1DFF}\x{20D0}-\x{20FF}\x{FE00}-\x{FE0F}\x{FE20}-\x{FE2F}",
    "Lu": r"\x{1E00}-\x{1EFF}",
}
_NAMED = r"\\p\{(?P<name>L|M|Lu)\}|\\."
_CLASS = r"\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]"


_UMLAUTED = "äöüÄÖÜ"
_UMLAUTS = str.maketrans(dict(zip(_UMLAUTED, ("ae", "oe", "ue", "Ae", "Oe", "Ue"), strict=True)))


def spellings(text: str) -> list[str]:
    """Return *text*, and if it has umlauts, also as keyboards without them write it: ``für``, ``fuer``."""
    return list(dict.fromkeys((text, text.translate(_UMLAUTS))))


def with_spellings(pattern: str) -> str:
    """Return RE2 *pattern* that also matches umlauts written without: ``f(?:ü|ue)r`` for ``für``.

    Of classes, only those of an umlaut and its vowel (``[äa]``) may be one; others are ranges of letters.
    """
    return re.sub(rf"(?s:\\.|{_CLASS})|[{_UMLAUTED}]", lambda part: _both(part[0]), pattern)


def _both(part: str) -> str:
    letters = part.strip("[]")
    umlaut = max(letters) if len(letters) <= 2 and "^" not in letters else ""
    return f"(?:{part}|{umlaut.translate(_UMLAUTS)})" if umlaut and umlaut in _UMLAUTED else part


@lru_cache(maxsize=512)
def spell_out(pattern: str) -> str:
    r"""Return RE2 *pattern* with ``\p{L}``, ``\p{M}`` and ``\p{Lu}`` as ranges."""
    if r"\p{" not in pattern:
        return pattern
    return re.sub(f"(?s:{_CLASS}|{_NAMED})", _spelled, pattern)


def _spelled(part: re.Match[str]) -> str:
    if part[0].startswith("["):
        return re.sub(f"(?s:{_NAMED})", lambda inner: _ranges(inner["name"]) if inner["name"] else inner[0], part[0])
    return f"[{_ranges(part['name'])}]" if part["name"] else part[0]


@lru_cache
def _ranges(name: str) -> str:
    """Return the code points whose category begins with *name*, as they stand within brackets."""
    ranges: list[list[int]] = []
    for point in range(_KNOWN):
        if not unicodedata.category(chr(point)).startswith(name):
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(rf"\x{{{first:04X}}}-\x{{{last:04X}}}" for first, last in ranges) + _BEYOND[name]
