"""Text in one plain form, so that a number or name can't hide behind how it is written."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc


def _class(ranges: str) -> str:
    """Return an RE2 class of code points, as in "00AD 200B-200F"."""
    ends = [part.split("-") for part in ranges.split()]
    return "[" + "".join("-".join(f"\\x{{{end}}}" for end in pair) for pair in ends) + "]"


# Zero width, soft hyphen, joiners, direction marks, byte order mark, variation selectors, control characters.
INVISIBLE = _class("00AD 180E 200B-200F 202A-202E 2060-2064 2066-2069 FEFF FE00-FE0F 0000-0008 000E-001F")
SPACES = _class("00A0 1680 2000-200A 202F 205F 3000")
DASHES = _class("2010-2015 2212 FE58 FE63 FF0D")
# A middle dot after a digit, an ideographic one after a letter too: 529·982·247·25, ana@banco。com
DOTS = f"([0-9A-Z]){_class('00B7 2024 2219 22C5 30FB FF65')}|([0-9A-Za-z]){_class('3002 FF61')}"
# Letters and digits in disguise: combining marks of Latin text, super- and subscripts, circled, ligatures,
# full width, mathematical, enclosed.
DISGUISED = _class(
    "00B2 00B3 00B9 0300-036F 2070-209F 2460-24FF 2776-2793 FB00-FB06 FF01-FFEF 1D400-1D7FF 1F100-1F1FF"
)
# Digits of Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada and Malayalam.
OTHER_DIGITS = _class(
    "0660-0669 06F0-06F9 0966-096F 09E6-09EF 0A66-0A6F 0AE6-0AEF 0B66-0B6F 0BE6-0BEF 0C66-0C6F 0CE6-0CEF 0D66-0D6F"
)
LINE_ENDS = r"[\x0B\x0C\x{0085}\x{2028}\x{2029}]"
ENTITY = r"&(?:(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});?|[A-Za-z][A-Za-z0-9]{1,30};)"
# A line end with spaces about it, in what may be one number or address: "529.982. \n 247-25", "5299\n    8224".
BROKEN = r"([0-9A-Z@.:/()+_-])(?: {1,2}\n {0,2}|\n {1,2})([0-9A-Za-z@.:/(+-])|([0-9]{3}) {0,2}\n {3,8}([0-9]{2})"
# The same in a quoted mail, where a mark says that the number goes on; the quote's own mark goes.
QUOTED = (
    r"([0-9][-/.:]|[A-Fa-f:][-/:]|@(?:[a-z0-9.-]*[.-])?) ?\n> ?([0-9:]|[0-9A-Fa-f]{2}[:-]|[a-z-]+\.[a-z])"
    r"|([0-9]{3}) ?\n> ?([0-9]{2})|([a-z0-9]\.)\n> ?((?:com|net|org|br|ru)\b)"
)
# And a tag for a line end, before what a number or an address goes on with.
TAGGED = (
    r"([0-9A-Fa-f.:/()+_@-]) ?<[bB][rR] ?/?> ?\n?"
    r"([0-9@:/+-]|[A-Fa-f][0-9A-Fa-f]{0,3}[:.-]|[a-z0-9-]+\.[a-z]|(?:com|net|org|br|ru)\b)"
)
WORD_BREAK = "</?[wW][bB][rR] ?/?>"
AT = r"([A-Za-z0-9_])%40([A-Za-z0-9-]+\.[A-Za-z])"  # as an address of the web writes it
# The marks of a number there: 529%20982, 0001%2F91, =%2B55
ESCAPED = "[0-9]%(?:20|2[DdEeFf])[0-9A-Z]|[A-Z]%20[0-9]|[=:]%2[Bb][0-9]|[0-9A-Fa-f]%3[Aa][0-9A-Fa-f]"
_ESCAPE = re.compile(
    "(?<=[0-9])%(?:20|2[DdEeFf])(?=[0-9A-Z])|(?<=[A-Z])%20(?=[0-9])|(?<=[=:])%2[Bb](?=[0-9])"
    "|(?<=[0-9A-Fa-f])%3[Aa](?=[0-9A-Fa-f])"
)


def normalize(texts: pa.Array) -> pa.Array:
    """Return *texts* (large_string) with entities decoded, invisible characters gone, spaces, dashes, digits plain.

    Lines end in a line feed, since a number may go on after any end of a line.

    Compatibility forms (Unicode NFKC) are folded only in texts that hold a disguise, and never in ordinal signs,
    so that "nº 7" stays as it is written.
    """
    texts = replace(texts, f"\r{INVISIBLE}*\n?", "\n")
    kinds = (
        *(ENTITY, INVISIBLE, SPACES, DASHES, DOTS, DISGUISED, OTHER_DIGITS, LINE_ENDS),
        *(BROKEN, QUOTED, TAGGED, WORD_BREAK, AT, ESCAPED),
    )
    odd = pc.match_substring_regex(texts, "|".join(kinds))
    if not pc.any(odd).as_py():
        return texts
    some = replace(rewrite(texts.filter(odd), ENTITY, _decode_entities), f"\r{INVISIBLE}*\n?|{LINE_ENDS}", "\n")
    some = replace(replace(replace(some, INVISIBLE, ""), WORD_BREAK, ""), AT, r"\1@\2")
    some = rewrite(some, DISGUISED, _fold)
    some = rewrite(some, OTHER_DIGITS, _ascii_digits)
    some = rewrite(some, ESCAPED, _unescape)
    some = replace(replace(replace(some, SPACES, " "), DASHES, "-"), DOTS, r"\1\2.")
    ends = (BROKEN, "\\1\\3\n\\2\\4"), (QUOTED, "\\1\\3\\5\n\\2\\4\\6"), (TAGGED, "\\1\n\\2")
    for broken, joined in ends:
        some = replace(some, broken, joined)
    return pc.replace_with_mask(texts, pc.fill_null(odd, False), some)


def replace(texts: pa.Array, pattern: str, replacement: str) -> pa.Array:
    """Return *texts* with each match of the RE2 *pattern* replaced; the others are copied whole."""
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


def _unescape(text: str) -> str:
    """Decode the marks of numbers, but in an address of the web, which is masked whole."""
    words = re.split(r"(\s+)", text)
    return "".join(
        word if "://" in word or word.startswith("www.") else _ESCAPE.sub(lambda mark: unquote(mark[0]), word)
        for word in words
    )


def _fold(text: str) -> str:
    return "".join(
        part if part in ("ª", "º") else unicodedata.normalize("NFKC", part) for part in re.split("([ªº])", text)
    )


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
