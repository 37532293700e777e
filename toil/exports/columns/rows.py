"""Rows of one export in the contract's types: still raw in text and people, which redaction and hashing follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import ExportError
from toil.exports.columns.accounts import automated_by, channels_of
from toil.exports.columns.durations import read_minutes
from toil.exports.columns.units import unit_of
from toil.exports.columns.values import (
    CODED,
    find_codes,
    kinds_by_prefix,
    listed,
    map_distinct,
    map_values,
    read_counts,
)
from toil.exports.counts import (
    BY_MONITORING,
    BY_ROBOT,
    CUT_CELLS,
    DAMAGED_IDS,
    ONCE,
    REPAIRED,
    ROW_IDS,
    SERIAL_DATES,
    SEVERAL_GROUPS,
    SEVERAL_PEOPLE,
    UNMAPPED,
    UNREADABLE_DATES,
    UNREADABLE_NUMBERS,
)
from toil.exports.dates.order import Reading
from toil.exports.dates.parsing import read_times
from toil.exports.dates.zone_names import zone_of
from toil.exports.formats.cells import (
    CONTROL,
    mend_ids,
    mend_texts,
    trim,
    without_padding,
    without_returns,
    without_thousands,
    without_totals,
)
from toil.exports.formats.several import BETWEEN, groups_in, join_people
from toil.exports.layouts import fields
from toil.exports.layouts.concepts import answers, spaced
from toil.exports.layouts.plain import bare, plain, shape
from toil.exports.layouts.profile import GENERIC, Profile
from toil.store import aside

READABLE = 0.5
ASKED_FOR = ("opened_at", "updated_at", "resolved_at")
"""Times that somebody must be able to read: one that can't be is an error."""
VERSIONS, OTHERWISE, RECORDS = "updated_at version", "state otherwise", "ticket_id record"
NUMBER_SIGNS = frozenset(map(plain, ("#", "№", "Nº", "N°", "Nr.", "No.")))
TYPES: dict[str, pa.DataType] = (
    dict.fromkeys((*fields.ID, *fields.REFERENCES, *fields.TEXTS), pa.large_string())
    | dict.fromkeys(fields.TIMES, pa.timestamp("us", "UTC"))
    | dict.fromkeys(fields.CODES, CODED)
    | dict.fromkeys(fields.COUNTS, pa.int64())
    | dict.fromkeys(fields.DURATIONS, pa.float64())
    | dict.fromkeys(fields.TOLD, pa.bool_())
)


@dataclass(frozen=True)
class Typing:
    """What is needed to type one export's rows: where they came from and how that system writes.

    ``readings`` says for each date field how to read it.
    """

    file: str
    profile: Profile
    headers: dict[str, str]
    readings: Mapping[str, Reading]
    zone: str
    group: str | None = None
    number_unit: str | None = None
    automation: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)


def type_rows(raw: pa.Table, typing: Typing) -> pa.Table:
    """Return *raw*, whose columns are named by field, with one typed column for each field of a ticket.

    ``row`` numbers the rows, ``version`` is the count of a row's changes and ``record`` the system's own key of the
    ticket, where it writes one.

    What can't be read becomes null and is counted in ``typing``.

    Raises
    ------
    ExportError
        If most of a date column that is needed can't be read as dates.
    """
    numbers = pa.array(range(1, raw.num_rows + 1), type=pa.int64())
    typed: dict[str, pa.ChunkedArray | pa.Array] = {"ticket_id": _ids(raw, typing, numbers)}
    readers: dict[str, Callable[[str, pa.ChunkedArray, Typing], pa.ChunkedArray | pa.Array]] = (
        dict.fromkeys(fields.TEXTS, _texts)
        | dict.fromkeys(fields.REFERENCES, _references)
        | dict.fromkeys(fields.TIMES, _times)
        | dict.fromkeys([name for name in fields.MAPPED if name != "state"], _mapped)
        | dict.fromkeys((*fields.LABELS, "language"), _labels)
        | {"group": _groups}
        | dict.fromkeys(fields.PEOPLE, _people)
        | dict.fromkeys(fields.COUNTS, _counts)
        | dict.fromkeys(fields.DURATIONS, _durations)
    )
    for name, read in readers.items():
        if name in raw.column_names:
            typed[name] = read(name, raw[name], typing)
    if "group" not in typed and typing.group:
        typed["group"] = pa.array([typing.group] * raw.num_rows, pa.string())
    if "state" in raw.column_names:
        typed["state"] = _states(raw, typed["ticket_id"], typing)
    typed["kind"] = _kinds(typed, typing)
    typed["tier"] = _tiers(typed, typing)
    if "requester" in typed:
        typed["channel"], told = channels_of(typed.get("channel"), typed["requester"])
        typing.counts[BY_MONITORING] += told
    if "resolver" in typed:
        typed["automated"] = automated_by(typed["resolver"], typing.automation, typing.people)
        typing.counts[BY_ROBOT] += pc.sum(typed["automated"]).as_py() or 0
    absent = {name: pa.nulls(raw.num_rows, TYPES[name]) for name in TYPES if typed.get(name) is None}
    cast = {name: column.cast(TYPES[name]) for name, column in typed.items() if column is not None}
    ordered = {name: cast.get(name, absent.get(name)) for name in TYPES}
    version = pa.nulls(raw.num_rows, pa.int64())
    if VERSIONS in raw.column_names:
        version, _ = read_counts(raw[VERSIONS])
    record = trim(raw[RECORDS]) if RECORDS in raw.column_names else pa.nulls(raw.num_rows)
    beside = {"row": numbers, "version": version, "record": record.cast(pa.large_string())}
    kept = {name: aside.keep(column) for name, column in (ordered | beside).items() if name not in fields.TEXTS}
    return pa.table(ordered | kept)  # texts wait since they were mended


def _ids(raw: pa.Table, typing: Typing, numbers: pa.Array) -> pa.ChunkedArray | pa.Array:
    if "ticket_id" in raw.column_names and not _counts_rows(raw["ticket_id"], typing.headers["ticket_id"]):
        ids, damaged = mend_ids(raw["ticket_id"], numbers)
        typing.counts[DAMAGED_IDS] += damaged
        return without_totals(ids, raw["opened_at"]) if "opened_at" in raw.column_names else ids
    typing.counts[ROW_IDS] += raw.num_rows
    stem = typing.file.rsplit("/", 1)[-1].split(".", 1)[0]
    return pc.binary_join_element_wise(pa.scalar(stem), numbers.cast(pa.string()), ":")


def _counts_rows(ids: pa.ChunkedArray, header: str) -> bool:
    """Say whether *ids* under a bare number sign (``#``, ``№``) only count the rows, from 1 up."""
    if bare(header) not in NUMBER_SIGNS:
        return False
    numeric = pc.match_substring_regex(ids, r"^[0-9]{1,9}$")
    numbers = pc.if_else(numeric, ids, pa.scalar(None, ids.type)).cast(pa.int64())
    return numbers.null_count < len(numbers) and pc.max(numbers).as_py() <= len(numbers)


def _texts(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.ChunkedArray:
    texts, repaired, cut = mend_texts(without_padding(column))
    typing.counts[REPAIRED] += repaired
    typing.counts[CUT_CELLS] += cut
    return texts


def _references(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.ChunkedArray:
    if pc.any(pc.match_substring(column, BETWEEN)).as_py():  # the first of several stands
        column = pc.replace_substring_regex(column, f"{BETWEEN}.*", "")
    return without_thousands(trim(column))


def _times(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.ChunkedArray:
    reading = typing.readings[name]
    zone = zone_of(typing.headers[name]) or typing.zone
    times = read_times(column, reading.day_first, zone, day_second=reading.day_second)
    filled = len(column) - column.null_count
    if times.zones:
        raise ExportError(
            f"the dates in column '{typing.headers[name]}' name time zones that mean several",
            where=typing.file,
            found=", ".join(times.zones),
            wanted="offsets like -0300, or the zone that the names are of",
            do="Set exports.timezone to it (Asia/Kolkata makes IST India's), or export dates with offsets.",
        )
    if filled and times.unreadable - times.never > (1 - READABLE) * filled and name in ASKED_FOR:
        raise ExportError(
            f"the dates in column '{typing.headers[name]}' can't be read",
            where=typing.file,
            found=f"{times.unreadable} of {filled} cells like '{shape(times.example)}' (9 is a digit, a a letter)",
            wanted="dates like 2026-09-30 14:05, 30/09/2026 14:05 or 2026-09-30T14:05:00-03:00",
            do=f"Map another column to {name} in [exports.columns], or export dates in one of these forms.",
        )
    typing.counts[UNREADABLE_DATES] += times.unreadable
    typing.counts[SERIAL_DATES] += times.serial
    return times.values


def _mapped(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.DictionaryArray:
    values, unknown = map_values(column, typing.profile.meanings[name], typing.profile.patterns.get(name, ()))
    typing.counts[UNMAPPED[name]] += unknown
    return values


def _states(raw: pa.Table, ids: pa.ChunkedArray | pa.Array, typing: Typing) -> pa.ChunkedArray:
    """The state, by the codes of each row's own table where it has some, else by what stands beside it."""
    column, profile = raw["state"], typing.profile
    meanings, patterns = profile.meanings["state"], profile.patterns.get("state", ())
    states = map_values(column, meanings, patterns)[0].cast(pa.string())
    for rows, codes in find_codes(ids, raw["kind"] if "kind" in raw.column_names else None, profile):
        states = pc.if_else(rows, map_values(column, meanings, (*codes, *patterns))[0].cast(pa.string()), states)
    if OTHERWISE in raw.column_names:
        beside = map_values(raw[OTHERWISE], meanings, patterns)[0].cast(pa.string())
        states = pc.coalesce(states, pc.if_else(pc.is_valid(column), beside, pa.scalar(None, pa.string())))
    typing.counts[UNMAPPED["state"]] += states.null_count - column.null_count
    return states.dictionary_encode()


def _labels(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.DictionaryArray:
    return _mended(map_distinct(column, lambda cell: cell.replace(BETWEEN, ", ")), typing)


def _mended(column: pa.ChunkedArray | pa.DictionaryArray, typing: Typing) -> pa.DictionaryArray:
    """Coded *column* on one line, its lists of texts as texts, its encoding repaired."""

    def mend(cell: str) -> str | None:
        return " ".join(re.sub(CONTROL, "", listed(cell).replace("_x000D_", " ")).split()) or None

    coded = map_distinct(column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column]), mend)
    texts, repaired, _ = mend_texts(pa.chunked_array([coded.dictionary]))
    typing.counts[REPAIRED] += repaired
    return pa.DictionaryArray.from_arrays(coded.indices, texts.combine_chunks()) if repaired else coded


def _groups(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.DictionaryArray:
    """The first group of a cell; how many cells hold several is counted."""

    def named(cell: str) -> list[str]:
        return groups_in(cell, typing.profile.nobody, by_lines=typing.profile.name != GENERIC)

    several = map_distinct(column, lambda cell: "several" if len(named(cell)) > 1 else None)
    typing.counts[SEVERAL_GROUPS] += len(several) - several.null_count
    firsts = map_distinct(column, lambda cell: next(iter(named(cell)), None))
    return _labels(name, pa.chunked_array([firsts]), typing)


def _people(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.DictionaryArray:
    """The people of a cell, joined by ``<br>``; how many cells hold several is counted."""
    profile = typing.profile
    lines = map_distinct(column, lambda cell: join_people(cell, profile.nobody, numbered=profile.numbered_people))
    people = _mended(pa.chunked_array([lines]), typing)
    several = pc.match_substring(people.dictionary, BETWEEN).take(people.indices)
    typing.counts[SEVERAL_PEOPLE] += pc.sum(several).as_py() or 0
    return people


def _counts(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.ChunkedArray:
    if name == "reopens" and _is_answer(column):  # "Reaberto?": at least once
        typing.counts[ONCE] += len(column) - column.null_count
        column = _as_counts(column)
    counts, unreadable = read_counts(without_returns(column))
    typing.counts[UNREADABLE_NUMBERS] += unreadable
    return counts


def _is_answer(column: pa.ChunkedArray) -> bool:
    """Say whether every cell is a yes or a no in words."""
    cells = map_distinct(column, lambda cell: cell).dictionary.to_pylist()
    return bool(cells) and all(plain(cell) in answers() and not cell.strip().isdigit() for cell in cells)


def _as_counts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([map_distinct(column, lambda cell: str(int(answers()[plain(cell)]))).cast(pa.string())])


def _durations(name: str, column: pa.ChunkedArray, typing: Typing) -> pa.Array:
    unit = unit_of(typing.headers[name], typing.profile, typing.number_unit)
    minutes, unreadable = read_minutes(without_returns(column), unit.minutes)
    typing.counts[UNREADABLE_NUMBERS] += unreadable
    return minutes


def _kinds(typed: dict[str, pa.ChunkedArray | pa.Array], typing: Typing) -> pa.ChunkedArray | pa.Array | None:
    """The kind column, else the letters of the id, else what a header tells, else what the profile says of all."""
    kinds = [typed["kind"].cast(pa.string())] if "kind" in typed else []
    if typing.profile.kind_prefix:
        kinds.append(kinds_by_prefix(typed["ticket_id"], typing.profile.kind_prefix).cast(pa.string()))
    told = [typing.profile.kind_by_header.get(bare(spaced(header))) for header in typing.headers.values()]
    usual = next((kind for kind in told if kind), typing.profile.kind)
    if usual:
        kinds.append(pa.repeat(usual, len(typed["ticket_id"])))
    return pc.coalesce(*kinds).dictionary_encode() if kinds else None


def _tiers(typed: dict[str, pa.ChunkedArray | pa.Array], typing: Typing) -> pa.ChunkedArray | pa.Array | None:
    pattern = typing.profile.tier_in_group
    if pattern is None or "group" not in typed:
        return typed.get("tier")
    named = pc.struct_field(pc.extract_regex(typed["group"].cast(pa.string()), f"(?:{pattern})"), "tier")
    tiers = [typed["tier"].cast(pa.string())] if "tier" in typed else []
    return pc.coalesce(*tiers, named).dictionary_encode()
