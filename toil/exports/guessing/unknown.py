"""Columns that no profile knows: what they hold, by the words of their header and by what their cells show.

A guess needs both, but for what cells alone tell beyond doubt (`_by_cells`, `_ids_by_cells`). It is stated wherever
the mapping is shown, and counted. Where two columns could be one field equally well, none is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.values import genders, tally_values
from toil.exports.guessing.agreeing import agreeing
from toil.exports.guessing.changes import changes_of
from toil.exports.guessing.evidence import MOSTLY, Evidence, one_moment_each, share_in_order, share_later
from toil.exports.guessing.header_fields import (
    MOST_UNKNOWN,
    SHORT_TEXT,
    SPEAKING,
    THINGS,
    first_level,
    impersonal,
    judgements,
    likeliest,
    may_be_text,
    moments,
    of_another,
    of_another_moment,
    of_department,
    persons,
    says_missed,
    takes,
    tells_later,
    tolerated,
    worded,
)
from toil.exports.guessing.working import do_the_work
from toil.exports.layouts.concepts import Words, read_words, spaced
from toil.exports.layouts.fields import COUNTS, DURATIONS, FIELDS, LABELS, MAPPED, PEOPLE, TEXTS, TIMES
from toil.exports.layouts.header_words import FEWEST_ALIKE
from toil.exports.layouts.plain import plain
from toil.exports.layouts.profile import GENERIC, Profile, builtin_profile

DONE, UNDONE = ("resolved", "closed"), ("open", "pending")
IN_ORDER, KNOWN = 0.95, 0.5
_LABELLED = (("sub", "subcategory"), ("category", "category"), ("service", "service"), ("item", "item"))
_PARTS = re.compile(r"^(?P<table>[^:\[\].]{1,60})(?:: ?|\[|\.)(?P<column>.+?)\]?$")


@dataclass(frozen=True)
class Guesses:
    """``mapping`` is header -> field; ``doubts`` are field -> headers of which each could be it.

    ``broken`` says that the column of ``sla_met`` says whether the level was missed, ``answered`` is the state that a
    yes in the state's column says, a no the other: closed under `Feito?`, open under `Pendente?`.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False
    answered: str = ""
    doubts: Mapping[str, Sequence[str]] = field(default_factory=dict)


def worth_reading(headers: Sequence[str], mapping: Mapping[str, str], ignored: Collection[str]) -> list[str]:
    """Return the headers without a field whose words may be those of one; *ignored* ones are the study's word."""
    free = [header for header in headers if header not in mapping and header not in ignored]
    known = builtin_profile(GENERIC)
    return [h for h in free if read_words(h).any_of(SPEAKING) or known.field_of(spaced(h)) or _asked_state(h)]


def guess_fields(table: pa.Table, mapping: Mapping[str, str], profile: Profile, lacking: Sequence[str]) -> Guesses:
    """Return what the columns of *table* that *mapping* leaves are likely to hold; *lacking* fields are needed."""
    return _Guessing(table, mapping, profile).guess(lacking)


def _asked_state(header: str) -> str:
    """Return the state that *header* names, closed (`Feito?`, `Finalizada`) or open (`Pendente?`), else ``""``."""
    states = builtin_profile(GENERIC).meanings["state"]
    named = {states.get(form) for form in (plain(header), *genders(plain(header)))}
    return "closed" if named & set(DONE) else "open" if named & set(UNDONE) else ""


class _Guessing:
    def __init__(self, table: pa.Table, mapping: Mapping[str, str], profile: Profile) -> None:
        self._table, self._mapping, self._profile = table, dict(mapping), profile
        self._free = likeliest([name for name in table.column_names if name not in mapping], table)
        self._seen: dict[str, Evidence] = {}
        first = Counter(plain(spaced(name)).split(" ")[0] for name in table.column_names)
        self._shared = {word for word, times in first.items() if times >= FEWEST_ALIKE}

    def guess(self, lacking: Sequence[str]) -> Guesses:
        wanted = {header: tuple(self._fields_of(header)) for header in self._free}
        found: dict[str, str] = {}
        doubts: dict[str, list[str]] = {}
        for place in (0, 1):
            for name in FIELDS:
                if name not in {*self._mapping.values(), *found.values()}:
                    best = self._best(name, place, {h: w for h, w in wanted.items() if h not in found})
                    if len(best) == 1:
                        found[best[0]] = name
                    elif best:
                        doubts[name] = best
        found = agreeing(found, self._mapping, self._table, self._look, self._profile)
        found = {h: name for h, name in found.items() if name != "ticket_id" or self._of_tickets(h, found)}
        for name in lacking:
            if name not in found.values() and name not in doubts:
                found |= self._by_cells(name, found, doubts)
        if "ticket_id" not in {*self._mapping.values(), *found.values()}:
            found |= self._ids_by_cells(found)
        found = impersonal(found) | changes_of(self._table, self._mapping | found, self._look)
        broken = any(name == "sla_met" and says_missed(header, self._look(header)) for header, name in found.items())
        states = [header for header, name in found.items() if name == "state" and self._look(header).answers]
        return Guesses(found, broken, _asked_state(_PARTS.sub(r"\g<column>", states[0])) if states else "", doubts)

    def _look(self, header: str) -> Evidence:
        if header not in self._seen:
            self._seen[header] = Evidence(self._table[header])
        return self._seen[header]

    def _best(self, name: str, place: int, wanted: Mapping[str, Sequence[tuple[str, int]]]) -> list[str]:
        """Return the header whose words say *name* with the fewest others, or several that say it equally well."""
        ranked = [(w[place][1], h) for h, w in wanted.items() if len(w) > place and w[place][0] == name]
        least = min((rank for rank, _ in ranked), default=0)
        best = [header for rank, header in ranked if rank == least]
        best = first_level(best) if name in LABELS else best
        if name == "summary":  # what asks for details too is the longer one
            best = [header for header in best if "long" not in read_words(header)] or best
        same = [h for h in best if self._table[h].cast(pa.string()).equals(self._table[best[0]].cast(pa.string()))]
        return best[:1] if len(same) == len(best) else best

    def _fields_of(self, header: str) -> Iterator[tuple[str, int]]:
        """Yield (field, rank) that *header* may be, the likeliest first: one known in other spelling, or by words."""
        seen, whole = self._look(header), read_words(header)
        spelt = plain(spaced(header)) in builtin_profile(GENERIC).headers  # startsAt alone isn't another's start
        if not seen.filled or ("elsewhere" in whole and not spelt):
            return
        found: dict[str, int] = {}
        for variant in self._variants(header):
            known = self._profile.field_of(variant) or builtin_profile(GENERIC).field_of(variant)
            if known and self._fits(known[0], seen):
                found.setdefault(known[0], 0)
        parts = _PARTS.match(header)
        for part in filter(None, (parts and parts["column"], header)):
            words = read_words(part)
            told = self._by_words(words, seen) if whole.unknown <= MOST_UNKNOWN else ()
            if seen.answers and _asked_state(part):
                found.setdefault("state", 1)
            for name in tolerated(told, header) if whole.unknown else told:
                found.setdefault(name, 1 + whole.unknown + seen.mails)
            if found:
                break
        yield from found.items()

    def _variants(self, header: str) -> Iterator[str]:
        """Yield *header* as words, without what stands before each column of a table, and without a shared word."""
        parts = _PARTS.match(header)
        for variant in dict.fromkeys([header, *([parts["column"]] if parts else [])]):
            if variant != header:
                yield variant
            words = spaced(variant)
            if words != variant:
                yield words
            first, _, rest = plain(words).partition(" ")
            if rest and first in self._shared:
                yield rest

    def _fits(self, name: str, seen: Evidence) -> bool:
        """Say whether cells like those *seen* can be of the field *name*."""
        fitting: dict[str, Callable[[], bool]] = (
            dict.fromkeys(TIMES, lambda: seen.dates)
            | dict.fromkeys(TEXTS, lambda: seen.texts)
            | {"summary": lambda: seen.texts or seen.phrases}
            | dict.fromkeys(PEOPLE, lambda: seen.people)
            | dict.fromkeys((*LABELS, "group"), lambda: seen.labels)
            | {"item": lambda: seen.labels or seen.things}
            | dict.fromkeys(COUNTS, lambda: seen.numbers)
            | dict.fromkeys(DURATIONS, lambda: seen.numbers or seen.durations)
            | dict.fromkeys(MAPPED, lambda: not seen.dates and not seen.texts)
            | {"ticket_id": lambda: not seen.counts_rows and (seen.unique or (seen.ids and seen.filled == seen.rows))}
        )
        return name in fitting and fitting[name]()

    def _by_words(self, words: Words, seen: Evidence) -> Iterator[str]:
        if "asking" in words and "ticket" not in words and (seen.dates or seen.unique):
            return  # when a customer was registered, and under which number
        if seen.dates:
            yield from [] if words.any_of(THINGS) else moments(words)
        elif seen.answers:
            yield from judgements(words)
        elif seen.numbers:
            yield from ["reopens"] if "reopen" in words else []
            yield from ["worked_minutes"] if "unit" in words and takes(words) else []
            yield from ["priority"] if "priority" in words and self._known("priority", seen) else []
        elif seen.durations and takes(words):
            yield "worked_minutes"
        else:
            yield from self._coded(words, seen)
            yield from persons(words) if seen.people else ()
            labelled = [] if words.any_of(("who", "asking", "doing")) else _LABELLED
            yield from (name for concept, name in labelled if concept in words and self._fits(name, seen))
            yield from worded(words, seen) if seen.texts or ("short" in words and seen.phrases) else ()
        yield from (["ticket_id"] if words.any_of(("ticket", "number")) and seen.singles else [])

    def _coded(self, words: Words, seen: Evidence) -> Iterator[str]:
        others = words.any_of(("open", "update", "state", "priority", "channel", "kind", *THINGS))
        if "team" in words and seen.labels and not others and ("asking" not in words or "doing" in words):
            yield "group"
        for name in ("state", "priority", "channel", "kind"):
            if name in words and not words.any_of(("team", "level", "broken")) and self._known(name, seen):
                yield name
        if words.any_of(("level", "broken")) and self._known("sla_met", seen):
            yield "sla_met"

    def _known(self, name: str, seen: Evidence) -> bool:
        """Say whether most rows of the column just *seen* hold cells that the value map of *name* knows."""
        header = next(h for h, known in self._seen.items() if known is seen)
        column = self._table[header].slice(0, seen.rows).cast(pa.string())
        tally = tally_values(column, self._profile.meanings[name], self._profile.patterns.get(name, ()))
        return sum(rows for _, value, rows in tally if value) > KNOWN * seen.filled

    def _by_cells(self, name: str, found: Mapping[str, str], doubts: dict[str, list[str]]) -> dict[str, str]:
        """Return what cells alone tell: the date in which tickets follow each other, the one text, who works."""
        headers = [header for header in self._free if header not in found]
        if name == "opened_at":
            likely = self._first_dates(found)
        elif name == "summary":
            texts = [h for h in headers if may_be_text(h, self._look(h))]
            likely = sorted(texts, key=lambda h: self._look(h).length > SHORT_TEXT)[:1]
            likely = likely or [h for h, held in found.items() if held == "resolution"]  # a diary of what was done
        else:
            likely = [h for h in headers if self._look(h).labels and not self._look(h).mails]
            likely = [h for h in likely if self._look(h).distinct > 1] or likely
            likely = sorted(likely, key=lambda h: not read_words(h).any_of(("team", "department")))
            people = {n: self._table[h] for h, n in [*self._mapping.items(), *found.items()] if n in PEOPLE}
            working = [h for h in headers if of_department(read_words(h)) and do_the_work(self._table[h], people)]
            if len(working) == 1:
                return {working[0]: name}
        if len(likely) == 1 and name != "group":
            return {likely[0]: name}
        doubts[name] = likely or [
            h for h in headers if name == "opened_at" and self._look(h).dates and not of_another_moment(h)
        ]
        return {}

    def _first_dates(self, guessed: Mapping[str, str]) -> list[str]:
        """Return columns of dates that speak of nothing else, which the ids follow and all other dates come after.

        A column that says when work on a ticket began counts, where no other says when it was opened.
        """
        others = {h: self._look(h).times for h in self._table.column_names if self._look(h).dates}
        numbers = self._id_numbers()
        known = self._mapping | {**guessed}
        started = [header for header, name in known.items() if name == "started_at" and header in others]
        found = []
        for header in [*(h for h in self._free if h in others and h not in started), *started]:
            seen = self._look(header)
            other = tells_later(header) if header in started else of_another_moment(header)
            if other or seen.filled < MOSTLY * seen.rows or seen.distinct < 2:  # the day of the list itself
                continue
            rest = [times for other, times in others.items() if other != header]
            first = all(share_later(seen.times, times) >= IN_ORDER for times in rest)
            ordered = share_in_order(seen.times, numbers) >= IN_ORDER
            if first and ordered and (rest or numbers is not None):
                found.append(header)
        return found

    def _ids_by_cells(self, found: Mapping[str, str]) -> dict[str, str]:
        """Return the one column of ids that stand once each, with letters or in the order in which tickets opened."""
        opened = next((h for h, name in [*found.items(), *self._mapping.items()] if name == "opened_at"), None)
        times = self._look(opened).times if opened is not None and opened in self._table.column_names else None
        likely = []
        for header in self._free:
            seen, words = self._look(header), read_words(header)
            if header in found or not seen.unique or of_another(words):
                continue
            numbers = self._numbers_in(header)
            ordered = numbers is not None and times is not None and share_in_order(times, numbers) >= IN_ORDER
            likely += [header] if (seen.letters >= MOSTLY or ordered) and not seen.counts_rows else []
        return {likely[0]: "ticket_id"} if len(likely) == 1 else {}

    def _of_tickets(self, header: str, found: Mapping[str, str]) -> bool:
        """Say whether each id under *header* stands once, or with one moment of opening: a row a service level."""
        opened = [h for h, name in [*self._mapping.items(), *found.items()] if name == "opened_at"]
        return self._look(header).unique or (bool(opened) and one_moment_each(self._table, header, opened[0]))

    def _id_numbers(self) -> pa.ChunkedArray | None:
        """Return the numbers in the ids, by which tickets follow each other; None where there are none."""
        ids = [h for h, name in self._mapping.items() if name == "ticket_id" and h in self._table.column_names]
        ids = ids or [h for h in self._free if self._look(h).unique]
        return self._numbers_in(ids[0]) if ids else None

    def _numbers_in(self, header: str) -> pa.ChunkedArray | None:
        column = self._table[header].slice(0, self._look(header).rows).cast(pa.string())
        digits = pc.struct_field(pc.extract_regex(column, r"(?P<n>[0-9]{1,15})\D*$"), "n")
        return digits.cast(pa.int64()) if digits.null_count == 0 else None
