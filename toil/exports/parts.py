"""One export -> its part: rows typed, redacted and hashed, kept by the hash of the file's bytes.

So a month more costs reading and redacting that month's file. What a part holds depends on its own file and the study
alone, but for the reading of dates that the file itself leaves open, which is why that is part of the key.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

import pyarrow as pa

from toil.errors import ExportError
from toil.exports import counts
from toil.exports.counts import Ledger
from toil.exports.dates.evidence import Order
from toil.exports.dates.order import Orders
from toil.exports.formats.files import Source, sha256_of
from toil.exports.formats.opened import RawRows
from toil.exports.layouts.plain import bare, plain
from toil.exports.layouts.profile import Profile, builtin_profile, stated_profile
from toil.exports.masking import masked_names
from toil.exports.memory import give_back
from toil.exports.protecting import protect_rows
from toil.exports.reading import ReadFile, check_columns_used, evidence_of, read_dates, read_source
from toil.exports.typed import type_file
from toil.privacy import HashKey, Redactor
from toil.settings import Study
from toil.store import digest

TOGETHER_BYTES = 1 << 23
"""Bytes of files, typed, that are protected together."""


class Shelf(Protocol):
    """Where parts are kept from one load to the next."""

    def get(self, key: str) -> pa.Table | None:
        """Return the table under *key*, or None."""

    def put(self, key: str, table: pa.Table) -> None:
        """Keep *table* under *key*."""


class Memory:
    """A shelf that lasts for one load."""

    def __init__(self) -> None:
        self._tables: dict[str, pa.Table] = {}

    def get(self, key: str) -> pa.Table | None:
        """Return the table under *key*, or None."""
        return self._tables.get(key)

    def put(self, key: str, table: pa.Table) -> None:
        """Keep *table* under *key*."""
        self._tables[key] = table


@dataclass(frozen=True)
class Part:
    """What one export gave.

    ``file`` says what was learned of it; ``rows`` are its rows in the types of `toil.exports.columns.rows`, redacted
    and hashed, with ``row`` and ``squad`` (see `toil.exports.squads`); none of a file that repeats another.
    ``groups`` are the study's groups that it names.
    """

    file: ReadFile
    rows: pa.Table | None
    counts: Counter[str]
    redactions: Counter[str]
    groups: frozenset[str]


def load_parts(
    sources: Sequence[Source], study: Study, key: HashKey, shelf: Shelf, unreadable: list[str] | None = None
) -> list[Part]:
    """Return the part of each source; a file whose part is on the *shelf* isn't opened.

    The names of files that can't be read are added to *unreadable*, where it is given.

    Raises
    ------
    ExportError
        If a file can't be read and there is no *unreadable*, or no file can; if dates can't be read or decided.
    """
    return _Loading(study, key, shelf).load(sources, unreadable)


@dataclass(frozen=True)
class _Typed:
    file: ReadFile
    rows: pa.Table
    counts: Counter[str]


class _Loading:
    def __init__(self, study: Study, key: HashKey, shelf: Shelf) -> None:
        self._study, self._key, self._shelf = study, key, shelf
        self._stated = stated_profile(study.exports, study)
        self._redactor = Redactor(study.privacy)
        self._settings = _settings_of(study, key)
        self._typed: list[_Typed] = []  # files whose rows wait to be protected together
        self._made: dict[str, pa.Table] = {}  # rows that were protected last, by key

    def load(self, sources: Sequence[Source], unreadable: list[str] | None) -> list[Part]:
        files: list[ReadFile] = []
        evidence: list[Orders] = []
        for place, source in enumerate(sources, start=1):
            try:
                file, orders = self._look_at(source, files)
            except ExportError:
                if unreadable is None or (place == len(sources) and not files):
                    raise
                unreadable.append(source.name)
                continue
            files.append(file)
            evidence.append(orders)
        check_columns_used(files, self._study)
        self._protect()
        return [self._part(file) for file in read_dates(files, evidence, self._study)]

    def _look_at(self, source: Source, earlier: Sequence[ReadFile]) -> tuple[ReadFile, Orders]:
        """Return what is known of a file, without its rows, and how its dates can be read.

        Where it has to be opened for that, and its dates leave nothing open, its part is made on the way.
        """
        sha256 = sha256_of(source.path)
        known = self._shelf.get(self._key_of(source, sha256))
        if known is None:
            opened = [read_source(source, sha256, self._study, self._stated)]
            give_back()  # what the reader needed beside the rows
            orders = evidence_of(opened[0])
            file = self._without_people(opened[0].without_rows())
            self._shelf.put(self._key_of(source, sha256), _to_table(file, orders))
            own = read_dates([file], [orders], self._study, may_be_open=True)
            if own:
                self._type(own[0], opened)
        else:
            file, orders = self._known(source, sha256, known)
        same = [f for f in earlier if f.sha256 == sha256 and f.source.member == source.member and f.same_as is None]
        return (replace(file, same_as=same[0].source.name) if same else file), orders

    def _without_people(self, file: ReadFile) -> ReadFile:
        """Return *file* with its headers and sheets redacted, but headers that its system or the study knows."""
        stated = set(map(plain, self._study.exports.columns))
        own = [h for h in file.raw.filled if bare(h) not in file.profile.headers and plain(h) not in stated]
        return file.renamed(masked_names([*own, file.raw.format], self._redactor, list(file.raw.filled)))

    def _part(self, file: ReadFile) -> Part:
        if file.same_as is not None:
            return Part(file, None, Counter(), Counter(), frozenset())
        key = self._rows_key(file)
        rows = self._made.pop(key, None)
        rows = self._shelf.get(key) if rows is None else rows
        if rows is None:
            self._type(file, [read_source(file.source, file.sha256, self._study, self._stated)])
            self._protect()
            rows = self._made.pop(key)
        notes = json.loads(rows.schema.metadata[b"notes"])
        return Part(file, rows, Counter(notes["counts"]), Counter(notes["redactions"]), frozenset(notes["groups"]))

    def _type(self, file: ReadFile, opened: list[ReadFile]) -> None:
        """Type the rows of *file*; they are taken out of *opened*, so that raw rows go as soon as they are typed.

        Small files wait to be protected together: each time the patterns are compiled anew, for one file or for ten.
        """
        typed, counted = type_file(replace(opened.pop(), readings=file.readings), self._study)
        give_back()
        if typed.nbytes + sum(waiting.rows.nbytes for waiting in self._typed) > TOGETHER_BYTES:
            self._protect()
        self._typed.append(_Typed(file, typed, counted))
        if typed.nbytes > TOGETHER_BYTES:
            del typed
            self._protect()

    def _protect(self) -> None:
        """Make the parts of all files that wait."""
        files = [(typed.file, typed.counts) for typed in self._typed]
        waiting = [typed.rows for typed in self._typed]
        self._typed.clear()
        self._made.clear()
        protected = protect_rows(waiting, [file for file, _ in files], self._study, self._redactor, self._key)
        for (file, seen), own in zip(files, protected, strict=True):
            notes = {"counts": seen, "redactions": own.redactions, "groups": sorted(own.groups)}
            rows = own.rows.replace_schema_metadata({b"notes": json.dumps(notes, sort_keys=True).encode()})
            self._shelf.put(self._rows_key(file), rows)
            self._made[self._rows_key(file)] = rows
        give_back()

    def _key_of(self, source: Source, sha256: str) -> str:
        return digest("file", sha256, source.member, self._settings)

    def _rows_key(self, file: ReadFile) -> str:
        """Ids that are made of the file's name and row change with the name."""
        name = None if "ticket_id" in file.headers else file.source.name
        order = {field: (r.day_first, r.day_second) for field, r in file.readings.items()}
        return digest("rows", self._key_of(file.source, file.sha256), name, order)

    def _known(self, source: Source, sha256: str, table: pa.Table) -> tuple[ReadFile, Orders]:
        facts: dict[str, Any] = json.loads(table["facts"][0].as_py())
        raw = RawRows(pa.table({}), facts["rows"], facts["filled"], Counter(facts["notices"]), facts["format"])
        orders = {field: Order(**order) for field, order in facts["orders"].items()}
        profile = self._profile(facts["profile"])
        extracts, guessed = facts["extracts"], frozenset(facts["guessed"])
        return ReadFile(source, sha256, profile, facts["mapping"], raw, extracts, facts["beside"], guessed), orders

    def _profile(self, name: str) -> Profile:
        return self._stated if self._stated is not None and self._stated.name == name else builtin_profile(name)


def _settings_of(study: Study, key: HashKey) -> str:
    """Return a hash of every setting that acts on a part."""
    own = study.folder / (study.exports.profile or "")
    exports = study.exports.model_dump(mode="json", exclude={"files"})
    squads = {name: squad.model_dump(mode="json") for name, squad in study.squads.items()}
    privacy = study.privacy.model_dump(mode="json")
    profile = sha256_of(own) if own.is_file() else None
    return digest(exports, list(squads.items()), privacy, study.study.timezone, key.key_id, profile)


def _to_table(file: ReadFile, orders: Mapping[str, Order]) -> pa.Table:
    facts = {
        "profile": file.profile.name,
        "mapping": file.mapping,
        "extracts": file.extracts,
        "beside": file.beside,
        "guessed": sorted(file.guessed),
        "rows": file.raw.rows,
        "filled": file.raw.filled,
        "notices": file.raw.notices,
        "format": file.raw.format,
        "orders": {field: asdict(order) for field, order in orders.items()},
    }
    return pa.table({"facts": [json.dumps(facts, ensure_ascii=False)]})


def count_parts(parts: Sequence[Part], ledger: Ledger) -> None:
    """Count what each part met on the way."""
    for part in parts:
        name = part.file.source.name
        ledger.add(name, counts.ROWS_IN, part.file.raw.rows)
        if part.rows is None:
            ledger.add(name, counts.REPEATED_FILE, part.file.raw.rows)
            continue
        for reason, rows in part.counts.items():
            ledger.add(name, reason, rows)
