"""Redaction: personal data in texts becomes named placeholders, before any table is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from itertools import groupby

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.letters import spell_out
from toil.privacy.checks import CHECKS, PHRASES, Check
from toil.privacy.columns import mask_columns
from toil.privacy.finders import mask_spans, open_finder
from toil.privacy.folding import fold_all
from toil.privacy.found import Counts, Found, Redacted, Texts
from toil.privacy.judging import BEFORE, WIDE, Judge, by_context, by_value, mask_judged
from toil.privacy.names import LABELLED, NAME_CHECKS, PLACEHOLDER, names_thing
from toil.privacy.normal import normalize
from toil.privacy.packs import STUDY_ORDER, Rule, read_rules
from toil.privacy.people import mask_people
from toil.privacy.pieces import chunk_ends, joined, piece_of, to_arrow
from toil.privacy.register import Register
from toil.privacy.running import mask_names
from toil.privacy.told import Gather, mask_told
from toil.privacy.words import fold, read_words
from toil.settings import Privacy

GROUP, LONG = 8, (200, 600)  # rules matched in one pass; one with a gate longer than these stands for two or three
DIGIT = "[0-9]|[sS]/[nN]"
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
    in a person's column, or because another text of the row named the person. Another rare or mistyped name in
    running text, and an address, stay: a study adds rules of its own for what it knows.
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
        names = None if people is None else to_arrow(people)
        [first] = self.redact_all([Texts([to_arrow(texts)], names, rows)])
        [redacted], counts = self.find_again([first])
        return pd.Series(TEXT.__from_arrow__(redacted), index=texts.index, name=texts.name), counts

    def redact_all(self, several: Sequence[Texts], gather: Gather = pa.chunked_array) -> list[Redacted]:
        """Return the columns of each of *several* redacted, as `redact` does: each as if it were alone.

        Together they are done sooner: every pass compiles its patterns anew, whatever the number of texts. *gather*
        puts the parts of all together. When all columns of the same rows are done, `find_again` goes through them.
        """
        given = [column for texts in several for column in texts.columns]
        lengths = np.array([len(column) for column in given], dtype=np.int64)
        whole = joined(given)
        if whole.null_count == len(whole):  # nothing to look for, yet each pattern would be compiled
            return [Redacted.without([joined([column]) for column in texts.columns]) for texts in several]
        names = joined([texts.names for texts in several for _ in texts.columns])
        registers = [Register.of_people(texts.named, self.ignored) for texts in several]
        sizes = np.array([len(texts.columns) for texts in several])
        owners = np.repeat(np.repeat(np.arange(len(several)), sizes), lengths)
        times = np.concatenate([texts.times for texts in several for _ in texts.columns])
        cores = pa.cpu_count()
        ends = chunk_ends(whole, cores)

        def redact_chunk(at: int, end: int) -> tuple[pa.Array, Counts, pa.Array]:
            texts, own = piece_of(whole, at, end - at), piece_of(names, at, end - at)
            return self._redact_chunk(texts, own, times[at:end], owners[at:end], registers)

        counts = [Counter[str]() for _ in several]
        told: list[pa.Array] = []

        def counted(done: Iterable[tuple[pa.Array, Counts, pa.Array]]) -> Iterator[pa.Array]:
            for texts, found, named in done:
                for own, more in zip(counts, found, strict=True):
                    own.update(more)
                told.append(named)
                yield texts

        with ThreadPoolExecutor(cores) as pool:
            redacted = gather(counted(pool.map(redact_chunk, ends[:-1], ends[1:])), pa.large_string())
        starts = np.cumsum(lengths) - lengths
        people = pa.chunked_array(told, pa.large_string())
        parts = iter(list(zip(starts.tolist(), lengths.tolist(), strict=True)))
        done = []
        for texts, own in zip(several, counts, strict=True):
            places = [next(parts) for _ in texts.columns]
            columns, named = ([all_.slice(*place) for place in places] for all_ in (redacted, people))
            done.append(Redacted(columns, named, +own, texts.rows is not None))
        return done

    def find_again(
        self, several: Sequence[Redacted], gather: Gather = pa.chunked_array
    ) -> tuple[list[pa.ChunkedArray], dict[str, int]]:
        """Return the columns of *several*, all of the same rows, with all counts.

        People that one text of a row told of are masked in all its texts.
        """
        columns = [column for one in several for column in one.columns]
        counts = sum((one.counts for one in several), Counter())
        if not any(one.distinct for one in several):
            told = [people for one in several for people in one.told]
            columns, more = mask_told(columns, told, self.ignored, gather)
            counts += more
        return columns, dict(sorted(counts.items()))

    def _redact_chunk(
        self, texts: pa.Array, people: pa.Array, times: np.ndarray, owners: np.ndarray, registers: Sequence[Register]
    ) -> tuple[pa.Array, Counts, pa.Array]:
        """Redact each distinct text once, by rules and then by its owners' names, and then each row's own people."""
        encoded = texts.dictionary_encode()
        distinct = normalize(encoded.dictionary)
        filled = encoded.indices.is_valid().to_numpy(zero_copy_only=False)
        code = encoded.indices.drop_null().to_numpy(zero_copy_only=False)
        owner, time = owners[filled], times[filled]
        found = Found(len(distinct))
        distinct = self._apply_rules(self._groups, distinct, found)
        first, counts = found, found.counts(code, owner, time, len(registers))
        folded = fold_all(distinct)
        pairs, code = np.unique(code * np.int64(len(registers)) + owner, return_inverse=True)
        text, of = np.divmod(pairs, len(registers))
        if len(registers) > 1:  # a text of several owners, once for each
            distinct, folded = distinct.take(pa.array(text)), folded.take(pa.array(text))
        found = Found(len(distinct))
        every = np.arange(len(distinct))
        people_in = mask_names(distinct, folded, registers, of, partial(found.tell, every))
        named = _put(distinct, *people_in, PLACEHOLDER, every, found)
        named = self._apply_rules(self._late, named, found)
        if self.finder is not None:
            named = mask_spans(named, self.finder, found)
        counts = _sum(counts, found.counts(code, owner, time, len(registers)))
        place = np.zeros(len(texts), dtype=np.int64)
        place[filled] = code
        places = pa.array(place, mask=~filled)
        told = found.told(first, text).take(places)
        whole = named.take(places)
        if people.null_count == len(people):
            return whole, counts, told
        found = Found(len(texts))
        own = mask_people(whole, folded.take(places), people, self.ignored)
        whole = _put(whole, *own, PLACEHOLDER, np.arange(len(texts)), found)
        once = np.ones(len(texts), dtype=np.int64)
        return whole, _sum(counts, found.counts(np.arange(len(texts)), owners, once, len(registers))), told

    def _apply_rules(self, groups: list[list[Rule]], texts: pa.Array, found: Found) -> pa.Array:
        places = np.arange(len(texts))
        for numbered, alike in groupby(groups, key=lambda rules: rules[0].numbered):
            may = pc.match_substring_regex(texts, DIGIT) if numbered else None
            some, at = (texts, places) if may is None else (texts.filter(may), places[np.asarray(may)])
            for rules in alike:
                some = self._apply_group(rules, some, at, found)
            texts = some if may is None else pc.replace_with_mask(texts, may, some)
        return texts

    def _apply_group(self, rules: list[Rule], texts: pa.Array, places: np.ndarray, found: Found) -> pa.Array:
        gates = dict.fromkeys(f"(?:{rule.gate or rule.pattern})" for rule in rules)
        hit = pc.match_substring_regex(texts, spell_out("|".join(gates)))
        if not pc.any(hit).as_py():
            return texts
        opened, at = texts.filter(hit), places[hit.to_numpy(zero_copy_only=False)]
        touched = opened
        for rule in rules:
            if rule.context:
                touched = self._apply_in_context(rule, touched, at, found)
            else:
                touched = self._apply(rule, touched, at, found)
        return texts if touched is opened else pc.replace_with_mask(texts, hit, touched)

    def _apply_in_context(self, rule: Rule, texts: pa.Array, places: np.ndarray, found: Found) -> pa.Array:
        fits = pc.match_substring_regex(texts, spell_out(rule.context))
        some = texts.filter(fits)
        masked = self._apply(rule, some, places[fits.to_numpy(zero_copy_only=False)], found)
        return texts if masked is some else pc.replace_with_mask(texts, fits, masked)

    def _apply(self, rule: Rule, texts: pa.Array, places: np.ndarray, found: Found) -> pa.Array:
        pattern = spell_out(rule.pattern)
        if rule.columns:
            hit, masked = mask_columns(texts, pattern, self._accept(rule), rule.mask)
        elif rule.check is None:
            hit = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
            masked = pc.replace_substring_regex(texts.filter(pa.array(hit)), pattern, rule.replace)
        else:
            gate = "" if rule.context else spell_out(rule.gate)  # a context is of a text, not of its rest
            note = partial(found.tell, places) if rule.mask == PLACEHOLDER else None
            hit, masked = mask_judged(texts, pattern, self._judge(rule), rule.mask, gate, note)
        return _put(texts, hit, masked, rule.mask, places, found)

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


def _put(texts: pa.Array, hit: np.ndarray, masked: pa.Array, mask: str, places: np.ndarray, found: Found) -> pa.Array:
    """Return *texts* with *masked* where *hit*; count how many more *mask* stand in them, texts by their *places*.

    A wider mask may take others in: it doesn't count less than none.
    """
    if not len(masked):
        return texts
    where = pa.array(hit)
    before, after = (pc.count_substring(part, mask).to_numpy() for part in (texts.filter(where), masked))
    found.add(mask.strip("<>"), places[hit], np.maximum(after - before, 0))
    return pc.replace_with_mask(texts, where, masked)


def _sum(first: Counts, second: Counts) -> Counts:
    return [one + other for one, other in zip(first, second, strict=True)]
