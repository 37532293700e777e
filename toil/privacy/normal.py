"""Text in one plain form, so that a number or name can't hide behind how it is written."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

# Invisible: zero width, soft hyphen, word joiner, direction marks, byte order mark, variation selectors.
INVISIBLE = r"[\x{00AD}\x{180E}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{2066}-\x{2069}\x{FEFF}\x{FE00}-\x{FE0F}\x{0000}-\x{0008}\x{000E}-\x{001F}]"
SPACES = r"[\x{00A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]"
DASHES = r"[\x{2010}-\x{2015}\x{2212}\x{FE58}\x{FE63}\x{FF0D}]"
# Letters and digits in disguise: combining marks of Latin text, super- and subscripts, circled, mathematical, full width.
DISGUISED = r"[\x{00B2}\x{00B3}\x{00B9}\x{0300}-\x{036F}\x{2070}-\x{209F}\x{2460}-\x{24FF}\x{2776}-\x{2793}\x{FB00}-\x{FB06}\x{FF01}-\x{FFEF}\x{1D400}-\x{1D7FF}\x{1F100}-\x{1F1FF}]"
OTHER_DIGITS = r"[\x{0660}-\x{0669}\x{06F0}-\x{06F9}\x{0966}-\x{096F}\x{09E6}-\x{09EF}\x{0A66}-\x{0A6F}\x{0AE6}-\x{0AEF}\x{0B66}-\x{0B6F}\x{0BE6}-\x{0BEF}\x{0C66}-\x{0C6F}\x{0CE6}-\x{0CEF}\x{0D66}-\x{0D6F}]"
ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"


def normalize(texts: pa.Array) -> pa.Array:
    """Return *texts* (large_string) with entities decoded, invisible characters gone, odd spaces, dashes and digits plain.

    Compatibility forms (Unicode NFKC) are folded only in texts that hold a disguise, and never in ordinal signs,
    so that "nº 7" stays as it is written.
    """
    texts = rewrite(texts, ENTITY, _decode_entities)
    texts = replace(texts, INVISIBLE, "")
    texts = rewrite(texts, DISGUISED, _fold)
    texts = rewrite(texts, OTHER_DIGITS, _ascii_digits)
    texts = replace(texts, SPACES, " ")
    return replace(texts, DASHES, "-")


def replace(texts: pa.Array, pattern: str, replacement: str) -> pa.Array:
    """Return *texts* with each match of the RE2 *pattern* replaced; texts without a match aren't copied one by one."""
    hit = pc.match_substring_regex(texts, pattern)
    if not pc.any(hit).as_py():
        return texts
    return pc.replace_with_mask(
        texts, pc.fill_null(hit, False), pc.replace_substring_regex(texts.filter(hit), pattern, replacement)
    )


def rewrite(texts: pa.Array, pattern: str, function: Callable[[str], str]) -> pa.Array:
    """Return *texts* with *function* applied to those that match the RE2 *pattern*: for what is rare."""
    hit = pc.match_substring_regex(texts, pattern)
    if not pc.any(hit).as_py():
        return texts
    rewritten = [function(text) for text in texts.filter(hit).to_pylist()]
    return pc.replace_with_mask(texts, pc.fill_null(hit, False), pa.array(rewritten, type=texts.type))


def _decode_entities(text: str) -> str:
    """Decode twice: an entity may itself stand in encoded HTML (``&amp;#64;``)."""
    return html.unescape(html.unescape(text))


def _fold(text: str) -> str:
    return "".join(
        part if part in ("ª", "º") else unicodedata.normalize("NFKC", part) for part in re.split("([ªº])", text)
    )


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
