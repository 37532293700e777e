"""Redaction: personal data in texts becomes named placeholders, before any table is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.checks import CHECKS
from toil.privacy.names import PLACEHOLDER, Register, fold_all, is_name, mask_names, mask_people
from toil.privacy.normal import normalize
from toil.privacy.packs import Rule, read_rules
from toil.privacy.words import fold, read_words
from toil.settings import Privacy

CHUNK = 1 << 16
BEFORE = 24
TEXT = pd.StringDtype(na_value=np.nan)


def redact(
    texts: pd.Series, privacy: Privacy | None = None, people: pd.Series | None = None
) -> tuple[pd.Series, dict[str, int]]:
    """Return *texts* redacted by the rules of *privacy*, and how many values each placeholder stands for."""
    return Redactor(privacy or Privacy()).redact(texts, people)


class Redactor:
    """Applies the rules of a study's ``[privacy]`` to whole columns of text.

    Texts come back normalised (see `toil.privacy.normal.normalize`). What is masked is said by shape; check digits
    decide only where a number stands bare. It doesn't find a name in running text that no greeting, signature, label
    or person's column announces: a study that needs that adds rules of its own.
    """

    def __init__(self, privacy: Privacy) -> None:
        self.rules = read_rules(privacy)
        self.ignored = read_words().not_names | {fold(word) for word in privacy.allow}

    def redact(self, texts: pd.Series, people: pd.Series | None = None) -> tuple[pd.Series, dict[str, int]]:
        """Return *texts* with personal data as placeholders, null where null, and the values masked by placeholder.

        Parameters
        ----------
        texts : Series of str
        people : Series of str, optional
            For each row the people of the ticket, ``"A|B"``, to be found again in the row's text.
        """
        counts: Counter[str] = Counter()
        column = _to_arrow(texts)
        names = _to_arrow(people) if people is not None else pa.nulls(len(column), column.type)
        register = Register.of_people(names.unique().drop_null().to_pylist(), self.ignored)
        chunks = []
        for start in range(0, len(column), CHUNK):
            part = self._redact_chunk(column.slice(start, CHUNK), register, counts)
            part, found = mask_people(part, fold_all(part), names.slice(start, CHUNK), self.ignored)
            counts["NAME"] += found
            chunks.append(part)
        redacted = TEXT.__from_arrow__(pa.chunked_array(chunks, type=pa.large_string()))
        result = pd.Series(redacted, index=texts.index, name=texts.name)
        return result, {name: count for name, count in sorted(counts.items()) if count}

    def _redact_chunk(self, texts: pa.Array, register: Register, counts: Counter[str]) -> pa.Array:
        """Redact each distinct text once."""
        encoded = texts.dictionary_encode()
        distinct = normalize(encoded.dictionary)
        codes = encoded.indices.drop_null().to_numpy(zero_copy_only=False)
        rows = np.bincount(codes, minlength=len(distinct))
        for rule in self.rules:
            distinct = self._apply(rule, distinct, rows, counts)
        named = mask_names(distinct, fold_all(distinct), register)
        counts["NAME"] += int(_added(distinct, named, PLACEHOLDER) @ rows)
        return named.take(encoded.indices)

    def _apply(self, rule: Rule, texts: pa.Array, rows: np.ndarray, counts: Counter[str]) -> pa.Array:
        hit = pc.match_substring_regex(texts, rule.pattern)
        if not pc.any(hit).as_py():
            return texts
        found = texts.filter(hit)
        if rule.check is None:
            masked = pc.replace_substring_regex(found, rule.pattern, rule.replace)
        else:
            masked = pa.array(self._mask_checked(rule, found.to_pylist()), type=texts.type)
        added = pc.subtract(pc.count_substring(masked, rule.mask), pc.count_substring(found, rule.mask))
        counts[rule.placeholder] += int(
            added.to_numpy(zero_copy_only=False) @ rows[hit.to_numpy(zero_copy_only=False)]
        )
        return pc.replace_with_mask(texts, hit, masked)

    def _mask_checked(self, rule: Rule, texts: list[str]) -> list[str]:
        pattern = re.compile(_to_python(rule.pattern))
        check = self._check(rule)

        def mask(match: re.Match[str]) -> str:
            start, end = match.span(1)
            before = match.string[max(0, start - BEFORE) : start]
            if not check(match[1], before):
                return match[0]
            return match[0][: start - match.start()] + rule.mask + match[0][end - match.start() :]

        return [pattern.sub(mask, text) for text in texts]

    def _check(self, rule: Rule) -> Callable[[str, str], bool]:
        if rule.check == "name":
            return lambda value, before: is_name(value, self.ignored)
        return CHECKS[rule.check or ""]


def _added(before: pa.Array, after: pa.Array, mask: str) -> np.ndarray:
    """Return how many more *mask* stand in each text of *after*; less than none where a wider mask took some in."""
    more = pc.subtract(pc.count_substring(after, mask), pc.count_substring(before, mask))
    return np.maximum(more.to_numpy(zero_copy_only=False), 0)


def _to_python(pattern: str) -> str:
    """Write an RE2 pattern for Python's ``re``: code points differ, all else that the rules use is the same."""
    return re.sub(r"\\x\{([0-9A-Fa-f]{4})\}", r"\\u\1", pattern)


def _to_arrow(texts: pd.Series) -> pa.Array:
    column = pa.array(texts, type=pa.large_string(), from_pandas=True)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
