"""Values that a rule's check decides on: RE2 finds them in all texts at once, then each is judged by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike

from toil.privacy.checks import Check
from toil.privacy.spans import Written

BEFORE, WIDE = 24, 96  # characters before a value that a check may look at; of a check that looks for a whole phrase
TURNS = 6  # matches in one text that are looked for in all texts at once; Python goes on in a text that holds more
SHORTER = 2  # times that a gate is shorter than its pattern, at least, to be worth a pass of its own
Note = Callable[[np.ndarray, Sequence[str]], None]
"""Is told values, and the place of the text that each stands in."""
_MOST_BYTES = 4  # of a character
_FAR = 2 * WIDE  # characters that Python lets a phrase go on for
_REMEMBERED = 1 << 16


class Judge:
    """Says whether to mask a value by what *accept* says of it and of up to *shown* characters before it.

    A value that comes again after the same is not judged again.
    """

    def __init__(self, accept: Check, shown: int) -> None:
        self.most_bytes = shown * _MOST_BYTES  # before a value
        self._accept, self._shown = accept, shown
        self._known: dict[tuple[bytes, bytes], bool] = {}

    def __call__(self, value: bytes, before: bytes) -> bool:
        """Say whether to mask *value*; of *before*, at most ``most_bytes`` long, only whole characters count."""
        verdict = self._known.get((value, before))
        if verdict is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            shown = before.decode(errors="ignore")
            verdict = self._accept(value.decode(), shown[max(0, len(shown) - self._shown) :])
            self._known[value, before] = verdict
        return verdict

    def all_in(self, texts: Written, of: np.ndarray, begins: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Say of each value, at bytes *begins* to *ends* of text *of*, whether to mask it."""
        values = contents(texts.cut(begins, ends, pa.large_binary()))
        if not self.most_bytes:
            return np.fromiter(map(self, values, repeat(b"")), bool, len(values))
        shown = texts.cut(np.maximum(begins - self.most_bytes, texts.starts[of]), begins, pa.large_binary())
        return np.fromiter(map(self, values, contents(shown)), bool, len(values))


def by_context(check: Check, shown: int = BEFORE) -> Judge:
    """Return the judge that shows *check* the value and the *shown* characters before it, WIDE at most."""
    return Judge(check, shown)


def by_value(accept: Callable[[str], bool]) -> Judge:
    """Return the judge that shows *accept* each distinct value once, whatever stands before it."""
    return Judge(lambda value, before: accept(value), 0)


def mask_judged(
    texts: pa.Array, pattern: str, judge: Judge, mask: str, gate: str = "", note: Note | None = None
) -> tuple[np.ndarray, pa.Array]:
    """Return which *texts* (large_string) hold a value that *judge* accepts, and these with *mask* in its place.

    A value is what the group ``value`` of *pattern* matches; there is no other group. *gate* matches wherever
    *pattern* does; where it is much shorter, what is left of a text is tried with it first.
    *note* is told each value.
    """
    hit = np.zeros(len(texts), dtype=bool)
    found, start, begin, end = _spans_of(texts, pattern)
    if not len(found):
        return hit, texts.slice(0, 0)
    looking = _Looking(Written(texts.take(pa.array(found))), judge)
    looking.step(*(looking.at + bytes_on for bytes_on in (start, begin, end)))
    for _ in range(TURNS - 1):
        if not len(looking.left):
            break
        looking.look_on(texts.type, pattern, gate)
    looking.go_on(pattern)
    changed, masked = looking.masked(mask)
    hit[found[changed]] = True
    if note is not None and len(changed):
        of, values = looking.accepted()
        note(found[of], values)
    return hit, masked


def contents(texts: pa.Array) -> list[Any]:
    """Return *texts*, or bytes, as Python values; several times faster than ``to_pylist``."""
    return list(texts.to_numpy(zero_copy_only=False))


def _spans_of(texts: pa.Array, pattern: str) -> tuple[np.ndarray, ...]:
    """Return the places of *texts* that *pattern* matches, and its start and the value's begin and end there."""
    if not len(texts):  # nothing to match, yet the pattern would be compiled
        return (np.empty(0, dtype=np.int64),) * 4
    spans = pc.extract_regex_span(texts, f"(?P<match>{pattern})")
    places = np.flatnonzero(spans.is_valid().to_numpy(zero_copy_only=False))
    match, value = (_pairs(spans.drop_null().field(name)) for name in ("match", "value"))
    return places, match[:, 0], value[:, 0], value.sum(axis=1)


def _pairs(spans: pa.FixedSizeListArray) -> np.ndarray:
    return spans.flatten().to_numpy().reshape(-1, 2)


class _Looking:
    """Texts while a rule goes through them.

    Of each of ``left`` all before byte ``at`` is looked at. The rest to look at begins a character earlier: whether a
    word begins depends on it.
    """

    def __init__(self, texts: Written, judge: Judge) -> None:
        self._texts, self._judge = texts, judge
        self.left, self.at = np.arange(len(texts.starts)), texts.starts.copy()
        self._slow: list[np.ndarray] = []  # texts that only Python can go on with
        self._values: list[tuple[ArrayLike, ArrayLike, ArrayLike]] = []

    def step(self, start: np.ndarray, begin: np.ndarray, end: np.ndarray) -> None:
        """Judge a match in each text that is left, and leave those of which there is more to look at."""
        texts, left = self._texts, self.left
        accepted = self._judge.all_in(texts, left, begin, end)
        self._values.append((left[accepted], begin[accepted], end[accepted]))
        # what was taken for a value may itself announce one: "Obrigado. Atenciosamente, Maria"
        again = np.maximum(texts.after(start, left), texts.before(begin, left))
        self.at[left] = np.where(accepted, end, again)
        rest_at = texts.before(self.at[left], left)
        self.left = left[texts.after(rest_at, left) < texts.stops[left]]

    def look_on(self, kind: pa.DataType, pattern: str, gate: str) -> None:
        """Judge the next match in each text that is left, if there is one."""
        rest_at = self._texts.before(self.at[self.left], self.left)
        rests = self._texts.cut(rest_at, self._texts.stops[self.left], kind)
        if 0 < len(gate) * SHORTER < len(pattern):
            opens = pc.match_substring_regex(rests, gate)
            kept = opens.to_numpy(zero_copy_only=False)
            self.left, rest_at, rests = self.left[kept], rest_at[kept], rests.filter(opens)
        found, start, begin, end = _spans_of(rests, pattern)
        self.left, rest_at = self.left[found], rest_at[found]
        clear = start > 0  # else what was cut off may decide: the rest begins where no line and no word does
        self._slow.append(self.left[~clear])
        self.left, rest_at = self.left[clear], rest_at[clear]
        self.step(*(rest_at + bytes_on[clear] for bytes_on in (start, begin, end)))

    def go_on(self, pattern: str) -> None:
        """Judge, text by text, every match in those that are slow or still left."""
        slow = np.sort(np.concatenate([*self._slow, self.left]))
        if not len(slow):
            return
        python, starts = re.compile(to_python(pattern)), self._texts.starts[slow]
        texts = contents(self._texts.cut(starts, self._texts.stops[slow], pa.large_binary()))
        for of, text, start, at in zip(slow.tolist(), texts, starts.tolist(), self.at[slow].tolist(), strict=True):
            for begin, end in self._values_after(text, at - start, python):
                self._values.append(([of], [begin + start], [end + start]))

    def _values_after(self, text: bytes, done: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield the bytes, from and to, of each value to mask in *text* after byte *done*."""
        whole, read = text.decode(), len(text[:done].decode())
        at = read
        while match := pattern.search(whole, at):
            begin, end = match.span("value")
            value, before = match["value"].encode(), whole[max(0, begin - WIDE) : begin].encode()
            if self._judge(value, before[max(0, len(before) - self._judge.most_bytes) :]):
                done += len(whole[read:begin].encode())
                yield done, done + len(value)
                done, read, at = done + len(value), end, end
            else:
                at = max(match.start() + 1, begin - 1)

    def accepted(self) -> tuple[np.ndarray, list[str]]:
        """Return the values that were accepted, and the place of the text that each stands in."""
        of, begins, ends = self._spans()
        order = np.lexsort((begins, of))
        return of[order], contents(self._texts.cut(begins[order], ends[order], pa.large_string()))

    def masked(self, mask: str) -> tuple[np.ndarray, pa.Array]:
        """Return the places of the texts in which values were accepted, and these with *mask* instead."""
        return self._texts.masked(*self._spans(), mask)

    def _spans(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        of, begins, ends = (np.concatenate(parts) for parts in zip(*self._values, strict=True))
        return of, begins, ends


def to_python(pattern: str) -> str:
    r"""Write an RE2 pattern for Python's ``re``: code points differ, and word ends, which in RE2 know ASCII only.

    What goes on over words (``*?``, ``[^\n]*``) gets an end there, since Python begins anew at each place: a text of
    nothing but the word for a password took the square of its length.
    """
    points = re.sub(r"\\x\{([0-9A-Fa-f]{4})\}", r"\\u\1", pattern)
    bounded = re.sub(r"(?<!\\)\*\?", f"{{0,{_FAR}}}?", points)
    bounded = re.sub(r"(\[\^\\n[^\]]*\])\*", rf"\1{{0,{_FAR}}}", bounded)
    return re.sub(r"(?<!\\)\\b", r"(?a:\\b)", bounded)
