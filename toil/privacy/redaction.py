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
from toil.privacy.packs import Rule, read_rules
from toil.privacy.words import fold, read_words
from toil.settings import Privacy

CHUNK = 1 << 16
BEFORE = 24
GROUP = 6  # patterns matched in one pass; RE2 keeps within its memory at 8, and falls back to a slow way at 16
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

    def redact(self, texts: pd.Series, people: pd.Series | None = None) -> tuple[pd.Series, dict[str, int]]:
        """Return *texts* with personal data as placeholders, null where null, and the values masked by placeholder.

        Parameters
        ----------
        texts : Series of str
        people : Series of str, optional
            For each row the people of the ticket, ``"A|B"``, to be found again in the row's text.
        """
        column = _to_arrow(texts)
        names = _to_arrow(people) if people is not None else pa.nulls(len(column), column.type)
        register = Register.of_people(names.unique().drop_null().to_pylist(), self.ignored)
        parts = [(column.slice(at, CHUNK), names.slice(at, CHUNK)) for at in range(0, len(column), CHUNK)]
        with ThreadPoolExecutor(pa.cpu_count()) as pool:
            done = list(pool.map(lambda part: self._redact_chunk(part[0], part[1], register), parts))
        chunks = [texts for texts, _ in done]
        counts: Counter[str] = sum((counted for _, counted in done), Counter())
        redacted = TEXT.__from_arrow__(pa.chunked_array(chunks, type=pa.large_string()))
        result = pd.Series(redacted, index=texts.index, name=texts.name)
        return result, {name: count for name, count in sorted(counts.items()) if count}

    def _redact_chunk(self, texts: pa.Array, people: pa.Array, register: Register) -> tuple[pa.Array, Counter[str]]:
        """Redact each distinct text once, then each row's own people; count what was masked."""
        counts: Counter[str] = Counter()
        encoded = texts.dictionary_encode()
        distinct = normalize(encoded.dictionary)
        codes = encoded.indices.drop_null().to_numpy(zero_copy_only=False)
        rows = np.bincount(codes, minlength=len(distinct))
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
        """The rules in order, a few at a time: one pass finds the texts that any rule of a group touches."""
        return [self.rules[at : at + GROUP] for at in range(0, len(self.rules), GROUP)]

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
        elif rule.check == "name":
            masked = self._mask_judged(rule, found)
        else:
            masked = self._mask_checked(rule, found)
        counts[rule.placeholder] += int(_added(found, masked, rule.mask) @ rows[hit.to_numpy(zero_copy_only=False)])
        return pc.replace_with_mask(texts, hit, masked)

    def _mask_judged(self, rule: Rule, texts: pa.Array) -> pa.Array:
        """Judge each distinct name: RE2 masks the texts that hold one and no other, Python looks at the rest."""
        first = pc.struct_field(pc.extract_regex(texts, rule.named), "value").dictionary_encode()
        verdicts = pa.array([is_name(name, self.ignored) for name in first.dictionary.to_pylist()], type=pa.bool_())
        single = pc.equal(pc.count_substring_regex(texts, rule.pattern), 1)
        good = pc.and_(verdicts.take(first.indices), single)
        masked = pc.replace_substring_regex(texts.filter(good), rule.whole, rule.replace)
        bad = pc.invert(good)
        result = pc.replace_with_mask(texts, good, masked)
        return pc.replace_with_mask(result, bad, self._mask_checked(rule, texts.filter(bad)))

    def _mask_checked(self, rule: Rule, texts: pa.Array) -> pa.Array:
        """Mask what passes the rule's check; RE2 says where the first match begins, Python looks only from there."""
        pattern, check = re.compile(to_python(rule.pattern)), self._check(rule)
        starts = pc.find_substring_regex(texts, rule.pattern).to_pylist()
        masked = [
            _mask_from(text, start, pattern, check, rule.mask)
            for text, start in zip(texts.to_pylist(), starts, strict=True)
        ]
        return pa.array(masked, type=texts.type)

    def _check(self, rule: Rule) -> Check:
        if rule.check == "name":
            return lambda value, before: is_name(value, self.ignored)
        return CHECKS[rule.check or ""]


def _mask_from(text: str, start: int, pattern: re.Pattern[str], check: Check, mask: str) -> str:
    """Return *text* with each value masked that *check* accepts; *start* is the byte at which to begin."""
    at = start if text.isascii() else len(text.encode()[:start].decode(errors="ignore"))
    parts, done = [], 0
    while match := pattern.search(text, at):
        begin, end = match.span(1)
        if check(match[1], text[max(0, begin - BEFORE) : begin]):
            parts += [text[done:begin], mask]
            at = done = end
        else:  # what was taken for a value may itself announce one: "Obrigado. Atenciosamente, Maria"
            at = max(match.start() + 1, begin - 1)
    return "".join([*parts, text[done:]])


def _added(before: pa.Array, after: pa.Array, mask: str) -> np.ndarray:
    """Return how many more *mask* stand in each text of *after*; less than none where a wider mask took some in."""
    more = pc.subtract(pc.count_substring(after, mask), pc.count_substring(before, mask))
    return np.maximum(pc.fill_null(more, 0).to_numpy(), 0)


def to_python(pattern: str) -> str:
    """Write an RE2 pattern for Python's ``re``: code points differ, all else that the rules use is the same."""
    return re.sub(r"\\x\{([0-9A-Fa-f]{4})\}", r"\\u\1", pattern)


def _to_arrow(texts: pd.Series) -> pa.Array:
    column = pa.array(texts, type=pa.large_string(), from_pandas=True)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
