"""Redaction: personal data in texts becomes named placeholders, before any table is built."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.checks import CHECKS, Check
from toil.privacy.finders import mask_spans, open_finder
from toil.privacy.names import PLACEHOLDER, Register, fold_all, is_name, mask_names, mask_people
from toil.privacy.normal import normalize
from toil.privacy.packs import STUDY_ORDER, Rule, read_rules
from toil.privacy.words import fold, read_words
from toil.settings import Privacy

CHUNK, SMALL = 1 << 16, 1 << 12  # texts at a time, at most and at least; fewer than CHUNK are shared by the cores
BEFORE = 24
GROUP = 6  # patterns matched in one pass; RE2 keeps within its memory at 8, and falls back to a slow way at 16
TURNS = 6  # matches in one text that are looked for in all texts at once
NAME = "NAME"
TEXT = pd.StringDtype(na_value=np.nan)


def redact(
    texts: pd.Series, privacy: Privacy | None = None, people: pd.Series | None = None
) -> tuple[pd.Series, dict[str, int]]:
    """Return *texts* redacted by the rules of *privacy*, and how many values each placeholder stands for."""
    return Redactor(privacy or Privacy()).redact(texts, people)


class Redactor:
    """Applies the rules of a study's ``[privacy]`` to whole columns of text.

    Texts come back normalised (see `toil.privacy.normal.normalize`). What is masked is said by shape; check digits
    decide only where a number stands bare. A name is found by a greeting, signature or label, by a common given name,
    or in a person's column. A rare or mistyped name in running text, and an address, stay: a study adds rules of its
    own for what it knows.
    """

    def __init__(self, privacy: Privacy) -> None:
        self.rules = read_rules(privacy)
        self.ignored = read_words().not_names | {fold(word) for word in privacy.allow}
        self.finder = open_finder(privacy.finder)

    def redact(
        self, texts: pd.Series, people: pd.Series | None = None, *, rows: np.ndarray | None = None
    ) -> tuple[pd.Series, dict[str, int]]:
        """Return *texts* with personal data as placeholders, null where null, and the values masked by placeholder.

        Parameters
        ----------
        texts : Series of str
        people : Series of str, optional
            For each row the people of the ticket, ``"A|B"``, to be found again in the row's text.
        rows : array of int, optional
            In how many rows each of *texts* stands, where they are distinct cells; for the counts. Not with *people*.
        """
        names = None if people is None else _to_arrow(people)
        redacted, counts = self.redact_column(_to_arrow(texts), names, rows=rows)
        return pd.Series(TEXT.__from_arrow__(redacted), index=texts.index, name=texts.name), counts

    def redact_column(
        self,
        column: pa.Array | pa.ChunkedArray,
        people: pa.Array | pa.ChunkedArray | None = None,
        *,
        rows: np.ndarray | None = None,
    ) -> tuple[pa.ChunkedArray, dict[str, int]]:
        """Return an Arrow *column* (large_string) redacted, as `redact` does."""
        names = people if people is not None else pa.nulls(len(column), column.type)
        register = Register.of_people(names.unique().drop_null().to_pylist(), self.ignored)
        times = np.ones(len(column), dtype=np.int64) if rows is None else rows
        cores = pa.cpu_count()
        size = min(CHUNK, max(SMALL, -(-len(column) // cores)))

        def redact_chunk(at: int) -> tuple[pa.Array, Counter[str]]:
            texts, own = _slice(column, at, size), _slice(names, at, size)
            return self._redact_chunk(texts, own, times[at : at + size], register)

        with ThreadPoolExecutor(cores) as pool:
            done = list(pool.map(redact_chunk, range(0, len(column), size)))
        counts: Counter[str] = sum((counted for _, counted in done), Counter())
        redacted = pa.chunked_array([texts for texts, _ in done], type=pa.large_string())
        return redacted, {name: count for name, count in sorted(counts.items()) if count}

    def _redact_chunk(
        self, texts: pa.Array, people: pa.Array, times: np.ndarray, register: Register
    ) -> tuple[pa.Array, Counter[str]]:
        """Redact each distinct text once, then each row's own people; count what was masked."""
        counts: Counter[str] = Counter()
        encoded = texts.dictionary_encode()
        distinct = normalize(encoded.dictionary)
        filled = encoded.indices.is_valid().to_numpy(zero_copy_only=False)
        codes = encoded.indices.drop_null().to_numpy(zero_copy_only=False)
        rows = np.bincount(codes, weights=times[filled], minlength=len(distinct)).astype(np.int64)
        for rules in self._groups:
            distinct = self._apply_group(rules, distinct, rows, counts)
        folded = fold_all(distinct)
        named = mask_names(distinct, folded, register)
        counts[NAME] += int(_added(distinct, named, PLACEHOLDER) @ rows)
        if self.finder is not None:
            named = mask_spans(named, self.finder, rows, counts)
        whole = named.take(encoded.indices)
        if people.null_count == len(people):
            return whole, counts
        own = mask_people(whole, folded.take(encoded.indices), people, self.ignored)
        counts[NAME] += int(_added(whole, own, PLACEHOLDER).sum())
        return own, counts

    @property
    def _groups(self) -> list[tuple[Rule, ...]]:
        """The rules in order, a few at a time: one pass finds the texts that any rule of a group touches.

        Each of a study's own stands alone: nobody knows what its pattern does to those that it is joined with.
        """
        own = [rule for rule in self.rules if rule.order == STUDY_ORDER]
        packs = self.rules[: len(self.rules) - len(own)]
        return [packs[at : at + GROUP] for at in range(0, len(packs), GROUP)] + [(rule,) for rule in own]

    def _apply_group(
        self, rules: tuple[Rule, ...], texts: pa.Array, rows: np.ndarray, counts: Counter[str]
    ) -> pa.Array:
        hit = pc.match_substring_regex(texts, "|".join(f"(?:{rule.gate or rule.pattern})" for rule in rules))
        if not pc.any(hit).as_py():
            return texts
        touched, weights = texts.filter(hit), rows[hit.to_numpy(zero_copy_only=False)]
        for rule in rules:
            touched = self._apply(rule, touched, weights, counts)
        return pc.replace_with_mask(texts, hit, touched)

    def _apply(self, rule: Rule, texts: pa.Array, rows: np.ndarray, counts: Counter[str]) -> pa.Array:
        hit = pc.match_substring_regex(texts, rule.pattern)
        if not pc.any(hit).as_py():
            return texts
        found = texts.filter(hit)
        if rule.check is None:
            masked = pc.replace_substring_regex(found, rule.pattern, rule.replace)
        else:
            masked = self._mask_checked(rule, found)
        counts[rule.placeholder] += int(_added(found, masked, rule.mask) @ rows[hit.to_numpy(zero_copy_only=False)])
        return pc.replace_with_mask(texts, hit, masked)

    def _mask_checked(self, rule: Rule, texts: pa.Array) -> pa.Array:
        """Mask what passes the rule's check: RE2 says where the next match begins, Python looks only there."""
        pattern, check = re.compile(to_python(rule.pattern)), self._check(rule)
        works = [_Work(text) for text in texts.to_pylist()]
        left, rests = works, texts
        for _ in range(TURNS):
            starts = pc.find_substring_regex(rests, rule.pattern).to_pylist()
            left = [
                work
                for work, start in zip(left, starts, strict=True)
                if start >= 0 and work.step(start, pattern, check, rule.mask)
            ]
            rests = pa.array([work.rest for work in left], type=texts.type)
        for work in left:
            while work.step(0, pattern, check, rule.mask):
                pass
        return pa.array([work.result for work in works], type=texts.type)

    def _check(self, rule: Rule) -> Check:
        if rule.check == "name":
            return lambda value, before: is_name(value, self.ignored)
        return CHECKS[rule.check or ""]


class _Work:
    """One text while a rule with a check goes through it: what is masked up to ``_done``, looked at up to ``_at``."""

    __slots__ = ("_at", "_done", "_masked", "_text")

    def __init__(self, text: str) -> None:
        self._text, self._masked, self._done, self._at = text, "", 0, 0

    @property
    def rest(self) -> str:
        """What is left to look at, with the character before it: whether a word begins depends on it."""
        return self._text[max(self._at - 1, 0) :] if self._at else self._text

    @property
    def result(self) -> str:
        """The text as far as it was masked."""
        return self._masked + self._text[self._done :] if self._done else self._text

    def step(self, start: int, pattern: re.Pattern[str], check: Check, mask: str) -> bool:
        """Look at the next match, which begins at byte *start* of ``rest`` or later; say whether there was one."""
        text, rest_at = self._text, max(self._at - 1, 0)
        if start and not text.isascii():
            start = len(self.rest.encode()[:start].decode(errors="ignore"))
        match = pattern.search(text, max(self._at, rest_at + start))
        if match is None:
            return False
        begin, end = match.span(1)
        if check(match[1], text[max(0, begin - BEFORE) : begin]):
            self._masked += text[self._done : begin] + mask
            self._at = self._done = end
        else:  # what was taken for a value may itself announce one: "Obrigado. Atenciosamente, Maria"
            self._at = max(match.start() + 1, begin - 1)
        return True


def _added(before: pa.Array, after: pa.Array, mask: str) -> np.ndarray:
    """Return how many more *mask* stand in each text of *after*; less than none where a wider mask took some in."""
    more = pc.subtract(pc.count_substring(after, mask), pc.count_substring(before, mask))
    return np.maximum(pc.fill_null(more, 0).to_numpy(), 0)


def to_python(pattern: str) -> str:
    """Write an RE2 pattern for Python's ``re``: code points differ, all else that the rules use is the same."""
    return re.sub(r"\\x\{([0-9A-Fa-f]{4})\}", r"\\u\1", pattern)


def _slice(column: pa.Array | pa.ChunkedArray, at: int, size: int) -> pa.Array:
    part = column.slice(at, size)
    return part.combine_chunks() if isinstance(part, pa.ChunkedArray) else part


def _to_arrow(texts: pd.Series) -> pa.Array:
    column = pa.array(texts, type=pa.large_string(), from_pandas=True)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
