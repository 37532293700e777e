"""Redaction: personal data in texts becomes named placeholders, before any table is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import groupby
from math import ceil

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.letters import spell_out
from toil.privacy.checks import CHECKS, PHRASES, Check
from toil.privacy.columns import mask_columns
from toil.privacy.finders import mask_spans, open_finder
from toil.privacy.folding import fold_all
from toil.privacy.judging import BEFORE, WIDE, Judge, by_context, by_value, mask_judged
from toil.privacy.names import LABELLED, NAME_CHECKS, PLACEHOLDER, names_thing
from toil.privacy.normal import normalize
from toil.privacy.packs import STUDY_ORDER, Rule, read_rules
from toil.privacy.people import mask_people
from toil.privacy.register import Register, mask_names
from toil.privacy.words import fold, read_words
from toil.settings import Privacy

# Texts at a time, at most and at least, and bytes at most; each core takes as many. Each time the patterns are
# compiled anew, and what a chunk of long texts takes on the way is many times its size.
CHUNK, SMALL, CHUNK_BYTES = 300_000, 1 << 12, 1 << 25
GROUP, LONG = 8, (200, 600)  # rules matched in one pass; one with a gate longer than these stands for two or three
DIGIT = "[0-9]|[sS]/[nN]"
TEXT = pd.StringDtype(na_value=np.nan)
Gather = Callable[[Iterable[pa.Array], pa.DataType], pa.ChunkedArray]


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
        self.names = {check: self._by_name(check) for check in NAME_CHECKS}
        self.finder = open_finder(privacy.finder)
        self._groups = _grouped(tuple(rule for rule in self.rules if not rule.late))  # before names are looked for
        self._late = _grouped(tuple(rule for rule in self.rules if rule.late))

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
        gather: Gather = pa.chunked_array,
    ) -> tuple[pa.ChunkedArray, dict[str, int]]:
        """Return an Arrow *column* (large_string) redacted, as `redact` does; *gather* puts its parts together."""
        if column.null_count == len(column):  # nothing to look for, yet each pattern would be compiled
            return pa.chunked_array([pa.nulls(len(column), pa.large_string())]), {}
        names = people if people is not None else pa.nulls(len(column), column.type)
        register = Register.of_people(names.unique().drop_null().to_pylist(), self.ignored)
        times = np.ones(len(column), dtype=np.int64) if rows is None else rows
        cores = pa.cpu_count()
        ends = _chunk_ends(column, cores)

        def redact_chunk(at: int, end: int) -> tuple[pa.Array, Counter[str]]:
            texts, own = _slice(column, at, end - at), _slice(names, at, end - at)
            return self._redact_chunk(texts, own, times[at:end], register)

        counts: Counter[str] = Counter()

        def counted(done: Iterable[tuple[pa.Array, Counter[str]]]) -> Iterator[pa.Array]:
            for texts, found in done:
                counts.update(found)
                yield texts

        with ThreadPoolExecutor(cores) as pool:
            redacted = gather(counted(pool.map(redact_chunk, ends[:-1], ends[1:])), pa.large_string())
        return redacted, {name: count for name, count in sorted(counts.items()) if count}

    def redact_columns(
        self, columns: Sequence[pa.ChunkedArray], people: pa.ChunkedArray, gather: Gather = pa.chunked_array
    ) -> tuple[list[pa.ChunkedArray], dict[str, int]]:
        """Return *columns* of the same rows redacted, as `redact_column` does one, and the counts of all together."""
        texts = pa.chunked_array([chunk for column in columns for chunk in column.chunks], type=pa.large_string())
        names = pa.chunked_array(people.chunks * len(columns), type=people.type)
        redacted, counts = self.redact_column(texts, names, gather=gather)
        rows = len(people)
        return [redacted.slice(place * rows, rows) for place in range(len(columns))], counts

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
        distinct = self._apply_rules(self._groups, distinct, rows, counts)
        folded = fold_all(distinct)
        named = _put(distinct, *mask_names(distinct, folded, register), PLACEHOLDER, rows, counts)
        named = self._apply_rules(self._late, named, rows, counts)
        if self.finder is not None:
            named = mask_spans(named, self.finder, rows, counts)
        whole = named.take(encoded.indices)
        if people.null_count == len(people):
            return whole, counts
        own = mask_people(whole, folded.take(encoded.indices), people, self.ignored)
        return _put(whole, *own, PLACEHOLDER, np.ones(len(whole), dtype=np.int64), counts), counts

    def _apply_rules(
        self, groups: list[list[Rule]], texts: pa.Array, rows: np.ndarray, counts: Counter[str]
    ) -> pa.Array:
        for numbered, alike in groupby(groups, key=lambda rules: rules[0].numbered):
            may = pc.match_substring_regex(texts, DIGIT) if numbered else None
            some, weights = (texts, rows) if may is None else (texts.filter(may), rows[np.asarray(may)])
            for rules in alike:
                some = self._apply_group(rules, some, weights, counts)
            texts = some if may is None else pc.replace_with_mask(texts, may, some)
        return texts

    def _apply_group(self, rules: list[Rule], texts: pa.Array, rows: np.ndarray, counts: Counter[str]) -> pa.Array:
        gates = dict.fromkeys(f"(?:{rule.gate or rule.pattern})" for rule in rules)
        hit = pc.match_substring_regex(texts, spell_out("|".join(gates)))
        if not pc.any(hit).as_py():
            return texts
        found, weights = texts.filter(hit), rows[hit.to_numpy(zero_copy_only=False)]
        touched = found
        for rule in rules:
            if rule.context:
                touched = self._apply_in_context(rule, touched, weights, counts)
            else:
                touched = self._apply(rule, touched, weights, counts)
        return texts if touched is found else pc.replace_with_mask(texts, hit, touched)

    def _apply_in_context(self, rule: Rule, texts: pa.Array, rows: np.ndarray, counts: Counter[str]) -> pa.Array:
        fits = pc.match_substring_regex(texts, spell_out(rule.context))
        found = texts.filter(fits)
        masked = self._apply(rule, found, rows[fits.to_numpy(zero_copy_only=False)], counts)
        return texts if masked is found else pc.replace_with_mask(texts, fits, masked)

    def _apply(self, rule: Rule, texts: pa.Array, rows: np.ndarray, counts: Counter[str]) -> pa.Array:
        pattern = spell_out(rule.pattern)
        if rule.columns:
            hit, masked = mask_columns(texts, pattern, self._accept(rule), rule.mask)
        elif rule.check is None:
            hit = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
            masked = pc.replace_substring_regex(texts.filter(pa.array(hit)), pattern, rule.replace)
        else:
            gate = "" if rule.context else spell_out(rule.gate)  # a context is of a text, not of its rest
            hit, masked = mask_judged(texts, pattern, self._judge(rule), rule.mask, gate)
        return _put(texts, hit, masked, rule.mask, rows, counts)

    def _accept(self, rule: Rule) -> Check:
        accept = NAME_CHECKS.get(rule.check or "")
        return CHECKS[rule.check or ""] if accept is None else lambda value, before: accept(value, self.ignored)

    def _judge(self, rule: Rule) -> Judge:
        if rule.check in self.names:
            return self.names[rule.check]
        return by_context(CHECKS[rule.check or ""], WIDE if rule.check in PHRASES else BEFORE)

    def _by_name(self, check: str) -> Judge:
        accept = NAME_CHECKS[check]
        if check != LABELLED:
            return by_value(lambda value: accept(value, self.ignored))
        return by_context(
            lambda value, before: accept(value, self.ignored) and not names_thing(before.encode()), WIDE
        )


@lru_cache(maxsize=8)
def _grouped(rules: tuple[Rule, ...]) -> list[list[Rule]]:
    """Return *rules* a few at a time: one pass finds the texts that any rule of a group touches.

    Each of a study's own stands alone: nobody knows what its pattern does to those that it is joined with.
    """
    groups: list[list[Rule]] = []
    room = 0
    for rule in rules:
        gate = rule.gate or rule.pattern
        weight = 1 + sum(len(gate) > length for length in LONG)
        if groups and any(gate == other.gate for other in groups[-1]):
            weight = 0  # looked for once
        apart = not groups or rule.numbered != groups[-1][0].numbered or rule.order == STUDY_ORDER
        if apart or weight > room:
            groups.append([])
            room = GROUP
        groups[-1].append(rule)
        room -= weight
    return groups


def _put(
    texts: pa.Array, hit: np.ndarray, masked: pa.Array, mask: str, rows: np.ndarray, counts: Counter[str]
) -> pa.Array:
    """Return *texts* with *masked* in the places *hit*; count by *rows* how many more *mask* stand in them.

    A wider mask may take others in: it doesn't count less than none.
    """
    if not len(masked):
        return texts
    places = pa.array(hit)
    before, after = (pc.count_substring(part, mask).to_numpy() for part in (texts.filter(places), masked))
    counts[mask.strip("<>")] += int(np.maximum(after - before, 0) @ rows[hit])
    return pc.replace_with_mask(texts, places, masked)


def _chunk_ends(column: pa.ChunkedArray, cores: int) -> list[int]:
    """Return where the chunks of *column* begin and end: as many for each of *cores*, alike in what they cost.

    A text costs what it takes of the bytes of a chunk, and at least what it takes of its number of texts.
    """
    lengths = pc.fill_null(pc.binary_length(column), 0).to_numpy()
    cost = np.cumsum(np.maximum(lengths / CHUNK_BYTES, 1 / CHUNK))
    parts = min(max(1, ceil(cost[-1] / cores)) * cores, ceil(len(column) / SMALL))
    inner = np.searchsorted(cost, cost[-1] * np.arange(1, parts) / parts)
    return [0, *np.unique(inner[(inner > 0) & (inner < len(column))]).tolist(), len(column)]


def _slice(column: pa.Array | pa.ChunkedArray, at: int, size: int) -> pa.Array:
    part = column.slice(at, size)
    return part.combine_chunks() if isinstance(part, pa.ChunkedArray) else part


def _to_arrow(texts: pd.Series) -> pa.Array:
    column = pa.array(texts, type=pa.large_string(), from_pandas=True)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
