"""Which encoding a text export is in: its mark, strict UTF-8, what was stated, then detection in a short list."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence

from charset_normalizer import from_bytes

from toil.errors import ExportError
from toil.exports.counts import FOREIGN_BYTES, NUL_BYTES
from toil.exports.formats.streams import Utf8

SHORT_LIST = ("cp1252", "cp1251", "latin-1")
CYRILLIC = ("cp1251", "koi8-r", "cp866")
OF_CONSOLES = "cp850"
_ACCENTED = frozenset("áàâãäçéêíñóôõöúüßÁÀÂÃÄÇÉÊÍÑÓÔÕÖÚÜ")
_SURE = 0.6
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{3,}")
_RUSSIAN = re.compile("[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+")
_COMMON = frozenset("оеаинтсрвлкмдп")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detect_encoding(head: bytes, hints: Sequence[str | None] = (), *, utf8: bool = True) -> str:
    """Return the encoding of a text that starts with *head*.

    Parameters
    ----------
    hints : sequence of str
        Encodings to believe where the text has no mark and isn't UTF-8, if it can be read with them.
    utf8 : bool
        False where a later part of the text turned out not to be UTF-8.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if _looks_wide(head):
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    read = Utf8(mend=True)
    read.take(head)
    if utf8 and read.is_most:
        return "utf-8"
    for hint in hints:
        if hint and decodes(head, hint):
            return hint
    return _detect(head)


def read_text(content: bytes, stated: str | None, named: str | None) -> tuple[str, str, Counter[str]]:
    """Return *content* as text, its encoding (*stated* by the study, else *named* in it, if so), and what was met."""
    encoding = stated or detect_encoding(content, [named])
    text = content.decode(encoding, "replace").lstrip("\ufeff")
    nuls = content.count(0) if not encoding.startswith("utf-16") else 0
    return text, encoding, Counter({NUL_BYTES: nuls, FOREIGN_BYTES: text.count("\ufffd")})


def python_name(charset: str) -> str:
    """Browsers take Latin-1 for cp1252, and so do those who write pages for them."""
    return "cp1252" if charset.lower() in ("iso-8859-1", "latin1", "us-ascii") else charset


def _looks_wide(head: bytes) -> bool:
    """UTF-16 without a mark: every other byte of Latin text is NUL."""
    return len(head) > 8 and max(head[::2].count(0), head[1::2].count(0)) > len(head) * 0.3


def decodes(head: bytes, encoding: str) -> bool:
    """Say whether *head*, but for a character cut at its end, is text in *encoding*."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(head)
    except UnicodeDecodeError:
        return False
    except LookupError:
        raise ExportError(
            "unknown encoding", found=repr(encoding), wanted="a name like 'cp1252' or 'utf-16'"
        ) from None
    return True


def _detect(head: bytes) -> str:
    """Judge by the bytes beyond ASCII and the lines they stand in: the rest says nothing and dilutes the rest."""
    lines = [line for line in head.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[: 1 << 16]
    cyrillic = {name: _likeness(sample, name) for name in CYRILLIC}
    likeliest = max(cyrillic, key=lambda name: cyrillic[name])
    if cyrillic[likeliest] > _SURE:
        return likeliest
    if _SURE < _accented(sample, OF_CONSOLES) > _accented(sample, "cp1252"):
        return OF_CONSOLES
    readable = [name for name in SHORT_LIST if decodes(head, name)]
    best = from_bytes(sample, cp_isolation=readable).best()
    name = codecs.lookup(best.encoding).name if best else readable[0]
    return next((known for known in readable if codecs.lookup(known).name == name), readable[0])


def _likeness(sample: bytes, encoding: str) -> float:
    """Return how much *sample* is like Russian in *encoding*: its share of common letters in whole words.

    Words of three letters and more tell: no other language of the list writes them without a letter of ASCII.
    """
    words = [word for word in _WORD.findall(sample.decode(encoding, "replace")) if not word.isascii()]
    letters = "".join(word.lower() for word in words if _RUSSIAN.fullmatch(word))
    return sum(letter in _COMMON for letter in letters) / sum(map(len, words)) if len(words) >= _FEWEST_WORDS else 0.0


def _accented(sample: bytes, encoding: str) -> float:
    """Return which share of what is beyond ASCII in *sample* are letters that Portuguese or German has."""
    beyond = [char for char in sample.decode(encoding, "replace") if not char.isascii()]
    return sum(char in _ACCENTED for char in beyond) / len(beyond) if beyond else 0.0
