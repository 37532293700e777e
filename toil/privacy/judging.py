"""Values that a rule's check decides on: RE2 finds them in all texts at once, then each is judged by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import compress
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.checks import Check

BEFORE, WIDE = 24, 96  # characters before a value that a check may look at; of a check that looks for a whole phrase
TURNS = 6  # matches in one text that are looked for in all texts at once; Python goes on in a text that holds more
SHORTER = 2  # times that a gate is shorter than its pattern, at least, to be worth a pass of its own
_MOST_BYTES = 4  # of a character
_FAR = 2 * WIDE  # characters that Python lets a phrase go on for
_REMEMBERED = 1 << 16

Judge = Callable[[bytes, int, int], bool]
"""Takes a text in UTF-8, and where in it a value begins and ends; says whether to mask it."""


def by_context(check: Check, shown: int = BEFORE) -> Judge:
    """Return the judge that shows *check* the value and the *shown* characters before it, WIDE at most."""

    def judge(text: bytes, begin: int, end: int) -> bool:
        before = text[max(0, begin - shown * _MOST_BYTES) : begin].decode(errors="ignore")[-shown:]
        return check(text[begin:end].decode(), before)

    return judge


def by_value(accept: Callable[[str], bool]) -> Judge:
    """Return the judge that shows *accept* each distinct value once, whatever stands before it."""
    known: dict[bytes, bool] = {}

    def judge(text: bytes, begin: int, end: int) -> bool:
        value = text[begin:end]
        verdict = known.get(value)
        if verdict is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            verdict = known[value] = accept(value.decode())
        return verdict

    return judge


def mask_judged(
    texts: pa.Array, pattern: str, judge: Judge, mask: str, gate: str = ""
) -> tuple[np.ndarray, pa.Array]:
    """Return which *texts* (large_string) hold a value that *judge* accepts, and these with *mask* in its place.

    A value is what the group ``value`` of *pattern* matches; there is no other group. *gate* matches wherever
    *pattern* does; where it is much shorter, what is left of a text is tried with it first.
    """
    hit = np.zeros(len(texts), dtype=bool)
    found, spans = _spans_of(texts, pattern)
    if not found:
        return hit, texts.slice(0, 0)
    works = [_Work(text) for text in contents(texts.take(pa.array(found)).cast(pa.large_binary()))]
    left, slow, put = works, [], mask.encode()
    for turn in range(TURNS):
        if not left:
            break
        if turn:
            left, spans = _look_on(left, texts.type, pattern, gate)
        going = []
        for work, (start, begin, end) in zip(left, spans, strict=True):
            if turn and not start:  # what was cut off may decide: the rest begins where no line and no word does
                slow.append(work)
            else:
                work.step(start, begin, end, judge, put)
                if _after(work.text, work.rest_at) < len(work.text):  # else all of it is looked at
                    going.append(work)
        left = going
    if slow := slow + left:
        python = re.compile(to_python(pattern))
        for work in slow:
            work.go_on(python, judge, put)
    hit[[place for place, work in zip(found, works, strict=True) if work.done]] = True
    masked = [work.masked + work.text[work.done :] for work in works if work.done]
    return hit, pa.array(masked, type=texts.type)


def contents(texts: pa.Array) -> list[Any]:
    """Return *texts*, or bytes, as Python values; several times faster than ``to_pylist``."""
    return list(texts.to_numpy(zero_copy_only=False))


def _look_on(works: list[_Work], kind: pa.DataType, pattern: str, gate: str) -> tuple[list[_Work], list[list[int]]]:
    """Return those of *works* in whose rest *pattern* matches, and where in the rest."""
    rests = pa.array([work.text[work.rest_at :] for work in works], type=kind)
    if 0 < len(gate) * SHORTER < len(pattern):
        opens = pc.match_substring_regex(rests, gate)
        works, rests = list(compress(works, opens.to_numpy(zero_copy_only=False))), rests.filter(opens)
    if not works:
        return [], []
    places, spans = _spans_of(rests, pattern)
    return [works[place] for place in places], spans


def _spans_of(texts: pa.Array, pattern: str) -> tuple[list[int], list[list[int]]]:
    """Return the places of *texts* that *pattern* matches, and where: its start, begin and end of the value."""
    spans = pc.extract_regex_span(texts, f"(?P<match>{pattern})")
    places = np.flatnonzero(spans.is_valid().to_numpy(zero_copy_only=False))
    match, value = (_pairs(spans.drop_null().field(name)) for name in ("match", "value"))
    return places.tolist(), np.column_stack([match[:, 0], value[:, 0], value.sum(axis=1)]).tolist()


def _pairs(spans: pa.FixedSizeListArray) -> np.ndarray:
    return spans.flatten().to_numpy().reshape(-1, 2)


class _Work:
    """One text while a rule goes through it: masked up to byte ``done``, looked at up to byte ``at``.

    The rest to look at begins at ``rest_at``, a character before ``at``: whether a word begins depends on it.
    """

    __slots__ = ("at", "done", "masked", "rest_at", "text")

    def __init__(self, text: bytes) -> None:
        self.text, self.masked, self.done, self.at, self.rest_at = text, b"", 0, 0, 0

    def step(self, start: int, begin: int, end: int, judge: Judge, mask: bytes) -> None:
        """Mask the value at bytes *begin* to *end* of the rest if it is accepted; its match begins at *start*."""
        text, rest_at = self.text, self.rest_at
        begin, end = begin + rest_at, end + rest_at
        if judge(text, begin, end):
            self.masked += text[self.done : begin] + mask
            self.at = self.done = end
        else:  # what was taken for a value may itself announce one: "Obrigado. Atenciosamente, Maria"
            self.at = max(_after(text, start + rest_at), _before(text, begin))
        self.rest_at = _before(text, self.at)

    def go_on(self, pattern: re.Pattern[str], judge: Judge, mask: bytes) -> None:
        """Mask every value that is left."""
        text, at, done = self.text.decode(), len(self.text[: self.at].decode()), len(self.text[: self.done].decode())
        parts = [self.masked]
        while match := pattern.search(text, at):
            begin, end = match.span("value")
            value = match["value"].encode()
            shown = text[max(0, begin - WIDE) : begin].encode() + value
            if judge(shown, len(shown) - len(value), len(shown)):
                parts += [text[done:begin].encode(), mask]
                at = done = end
            else:
                at = max(match.start() + 1, begin - 1)
        self.masked, self.done = b"".join(parts), len(text[:done].encode())


def _before(text: bytes, at: int) -> int:
    """Return where the character before byte *at* begins."""
    at -= 1
    while at > 0 and text[at] & 0xC0 == 0x80:
        at -= 1
    return max(at, 0)


def _after(text: bytes, at: int) -> int:
    """Return where the character at byte *at* ends."""
    at += 1
    while at < len(text) and text[at] & 0xC0 == 0x80:
        at += 1
    return at


def to_python(pattern: str) -> str:
    r"""Write an RE2 pattern for Python's ``re``: code points differ, and word ends, which in RE2 know ASCII only.

    What goes on over words (``*?``, ``[^\n]*``) gets an end there, since Python begins anew at each place: a text of
    nothing but the word for a password took the square of its length.
    """
    points = re.sub(r"\\x\{([0-9A-Fa-f]{4})\}", r"\\u\1", pattern)
    bounded = re.sub(r"(?<!\\)\*\?", f"{{0,{_FAR}}}?", points)
    bounded = re.sub(r"(\[\^\\n[^\]]*\])\*", rf"\1{{0,{_FAR}}}", bounded)
    return re.sub(r"(?<!\\)\\b", r"(?a:\\b)", bounded)
