"""Texts in lower case without accents, for finding names only."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# Latin and Cyrillic letters of two bytes: each folds to one letter. NFD and RE2 cost many times as much.
_PLAIN = r"^[\x{0000}-\x{024F}\x{0400}-\x{04FF}]*$"
_ACCENTED = r"[\x{00C0}-\x{017F}\x{0300}-\x{036F}\x{093C}ёй]"
_TWO_BYTES = 0x800


def fold_all(texts: pa.Array) -> pa.Array:
    """Return *texts* (large_string) in lower case without Latin accents, Cyrillic breves and Devanagari's nukta."""
    lower = pc.utf8_lower(texts)
    accented = pc.fill_null(pc.match_substring_regex(lower, _ACCENTED), False)
    if not pc.any(accented).as_py():
        return lower
    some = lower.filter(accented)
    rare = pc.invert(pc.match_substring_regex(some, _PLAIN))
    folded = _fold_letters(some.filter(pc.invert(rare)))
    decomposed = pc.utf8_normalize(some.filter(rare), form="NFD")
    others = pc.replace_substring_regex(decomposed, r"[\x{0300}-\x{036F}\x{093C}]", "")
    some = pc.replace_with_mask(pc.replace_with_mask(some, rare, others), pc.invert(rare), folded)
    return pc.replace_with_mask(lower, accented, some)


def _fold_letters(texts: pa.Array) -> pa.Array:
    """Fold letters of two bytes where they stand, all texts at once; none of *texts* is null."""
    if not len(texts):
        return texts
    _, offsets, content = texts.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    written = np.frombuffer(content, dtype=np.uint8)[ends[0] : ends[-1]].copy()
    at = np.flatnonzero(written >= 0xC0)
    letters = _folded_letters()[(written[at].astype(np.uint16) & 0x1F) << 6 | written[at + 1] & 0x3F]
    short = letters < 0x80
    written[at] = np.where(short, letters, 0xC0 | letters >> 6)
    written[at + 1] = 0x80 | letters & 0x3F
    dropped = at[short] + 1
    starts = ends - ends[0]
    starts = starts - np.searchsorted(dropped, starts)
    kept = np.delete(written, dropped)
    return pa.Array.from_buffers(texts.type, len(texts), [None, pa.py_buffer(starts), pa.py_buffer(kept)])


@lru_cache
def _folded_letters() -> np.ndarray:
    """Return the folded code point of each that takes two bytes in UTF-8."""
    letters = np.arange(_TWO_BYTES, dtype=np.uint16)
    for point in (*range(0x80, 0x250), *range(0x400, 0x500)):
        letters[point] = ord(unicodedata.normalize("NFD", chr(point))[0])
    return letters
