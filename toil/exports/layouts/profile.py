"""Profiles: how each ticket system writes its exports, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from toil.errors import SettingsError, nearest
from toil.exports.layouts.fields import COUNTS, DURATIONS, FIELDS, MAPPED, REFERENCES
from toil.exports.layouts.header_words import Ranked, find_field, loosened, without_remarks, without_unit
from toil.exports.layouts.nulls import NULLS
from toil.exports.layouts.plain import bare, plain
from toil.letters import spellings
from toil.schema import KINDS
from toil.settings import Exports, Study

GENERIC = "generic"
_KEYS = ("title", "grounds", "timezone_note", "recognise", "other_tables", "headers", "joined", "extract",
         "kind_prefix", "kind_by_header", "values", "patterns", "nulls", "timezone", "encoding", "day_first",
         "tier_in_group", "kind", "number_unit", "beside", "codes", "same_words", "else_next",
         "nobody", "no_field", "stand_in", "codes_timezone", "numbered_people")  # fmt: skip
JOINED = (*COUNTS, *DURATIONS)
NUMBER_UNITS = ("seconds", "minutes", "hours")
BESIDE = ("updated_at version", "state otherwise", "ticket_id record", "ticket_id step", "worked_minutes booked")


@dataclass(frozen=True)
class Extract:
    """A field that stands inside another column's cells: the groups of ``pattern`` in ``headers``, joined by '#'."""

    headers: tuple[str, ...]
    pattern: str


@dataclass(frozen=True)
class Codes:
    """State codes of one table of a system: rows of its ``classes`` (plain), or whose id begins with a ``prefix``.

    ``states`` are (pattern, value), tried before the profile's value map.
    """

    classes: frozenset[str]
    prefixes: tuple[str, ...]
    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Profile:
    """How one system writes its exports.

    ``headers`` gives the field and rank of each plain header, ``loose`` of what `loosely` leaves of it;
    ``meanings`` the contract's value for each plain cell of a field, and ``patterns`` the (pattern, value)
    tried before; ``marks`` are headers that only this system has and how many each counts, and ``at_least``
    must be there. Of the ``joined`` fields all columns of one name are read, of ``else_next`` the next best
    where a cell is empty; ``extracts`` stand inside other columns; ``kind_by_header`` is the kind of a file
    that has the header. ``other_tables`` are headers of the system's tables that hold no tickets. ``beside``
    are plain headers of columns that say more of a field (see `toil.exports.columns.beside`); ``codes`` the state
    codes of tables that have their own; ``nobody`` plain cells of people and groups that name none; ``no_field``
    plain headers that hold no field, whatever they are called; ``stand_in`` those that stand for a group where
    nobody says one; ``codes_timezone`` the zone of a JSON with states as codes; ``numbered_people`` says that a
    number in brackets may stand behind a name.
    """

    name: str
    title: str
    grounds: str
    marks: Mapping[str, int]
    at_least: int
    headers: Ranked
    loose: Ranked
    meanings: Mapping[str, Mapping[str, str]]
    kind_prefix: Mapping[str, str]
    nulls: tuple[str, ...]
    joined: frozenset[str] = frozenset()
    else_next: frozenset[str] = frozenset()
    extracts: Mapping[str, Extract] = field(default_factory=dict)
    kind_by_header: Mapping[str, str] = field(default_factory=dict)
    other_tables: Mapping[str, frozenset[str]] = field(default_factory=dict)
    patterns: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, Codes] = field(default_factory=dict)
    nobody: frozenset[str] = frozenset()
    no_field: frozenset[str] = frozenset()
    stand_in: frozenset[str] = frozenset()
    kind: str | None = None
    timezone: str | None = None
    codes_timezone: str | None = None
    encoding: str | None = None
    day_first: bool | None = None
    tier_in_group: str | None = None
    number_unit: str | None = None
    numbered_people: bool = False

    def field_of(self, header: str) -> tuple[str, int] | None:
        """Return field and rank of *header*: as it stands, else without remarks or a unit, else as a shown name.

        A repeated header's number is no part of it; `caller_id.name` and `dv_caller_id` are what is shown of it.
        """
        shown = re.sub(r"\.(?:name|display_value|displayName|number|sym|combo_name|COMMON_NAME)$", "", header)
        held = header.removeprefix("dv_")
        for step, variant in enumerate((header, without_remarks(header), without_unit(header), shown, held)):
            known = find_field(bare(variant), self.headers, self.loose) if not step or variant != header else None
            if known and (step != 2 or known[0] in DURATIONS):  # what is counted in hours is no date
                return known[0], known[1] + 2 * step * len(self.headers)
        return None

    def without_stand_ins(self, exports: Exports) -> Profile:
        """Return the profile for *exports*: where they say whose all tickets are, nothing stands for a group."""
        return replace(self, no_field=self.no_field | self.stand_in) if exports.ungrouped_group else self

    def marks_in(self, headers: Sequence[str]) -> int:
        """Return how much of the system's own headers is there."""
        return sum(self.marks.get(name, 0) for name in {plain(header) for header in headers})

    def other_table(self, headers: Sequence[str]) -> str | None:
        """Return which of the system's tables without tickets *headers* are of, if at least three are its own."""
        names = {plain(header) for header in headers}
        return next((table for table, own in self.other_tables.items() if len(names & own) >= 3), None)


def find_other_table(headers: Sequence[str]) -> str | None:
    """Return which table of a known system *headers* are of, where its rows are no tickets."""
    tables = [builtin_profile(name).other_table(headers) for name in profile_names()]
    return next(filter(None, tables), None)


def profile_names() -> list[str]:
    """Return the names of the profiles that come with the program."""
    folder = resources.files("toil.exports.layouts") / "profiles"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


@lru_cache
def builtin_profile(name: str) -> Profile:
    """Return the profile *name* that comes with the program."""
    source = resources.files("toil.exports.layouts") / "profiles" / f"{name}.toml"
    return parse_profile(name, tomllib.loads(source.read_text(encoding="utf-8")))


def stated_profile(exports: Exports, study: Study | None) -> Profile | None:
    """Return the profile that the study names, or that stands in a file of its own.

    Raises
    ------
    SettingsError
        If there is no such profile, or the file is no profile.
    """
    name = exports.profile
    if name is None:
        return None
    if name in profile_names():
        return builtin_profile(name)
    path = (study.folder if study else Path()) / name
    if not name.endswith(".toml") or not path.is_file():
        raise SettingsError(
            "no such profile", where="exports.profile", found=repr(name), do=nearest(name, profile_names())
        )
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not valid TOML ({error})", where=str(name)) from None
    return parse_profile(path.stem, content)


def parse_profile(name: str, content: Mapping[str, Any]) -> Profile:
    """Return the profile in TOML *content*; values that it doesn't map are read as the generic profile does.

    Raises
    ------
    SettingsError
        If a key, field or value is not known.
    """
    where = f"profile '{name}'"
    _only(content, _KEYS, where)
    _only([content["number_unit"]] if "number_unit" in content else [], NUMBER_UNITS, f"{where}, number_unit")
    _only(content.get("headers", {}), FIELDS, f"{where}, headers")
    _only(content.get("values", {}), MAPPED, f"{where}, values")
    _only(content.get("joined", []), JOINED, f"{where}, joined")
    _only(content.get("else_next", []), REFERENCES, f"{where}, else_next")
    _only(content.get("beside", {}), BESIDE, f"{where}, beside")
    for key in ("kind_prefix", "kind_by_header"):
        for name_, kind in content.get(key, {}).items():
            _only([kind], KINDS, f"{where}, {key}.{name_}")
    ranked: dict[str, tuple[str, int]] = {}
    same = content.get("same_words", [])
    for filled, aliases in content.get("headers", {}).items():
        for rank, alias in enumerate(aliases):
            for variant in _variants(alias, same):
                ranked.setdefault(plain(variant), (filled, rank))
    values = {field: _turned(table) for field, table in content.get("values", {}).items()}
    if name != GENERIC:
        generic = builtin_profile(GENERIC)
        values = {field: {**generic.meanings.get(field, {}), **values.get(field, {})} for field in MAPPED}
    recognise, told = content.get("recognise", {}), list(filter(None, same))  # a bare name is no mark of a system
    at_least = recognise.get("at_least", 1)
    marks = {plain(name): 1 for header in recognise.get("headers", []) for name in _variants(header, told)}
    marks |= {plain(header): at_least for header in recognise.get("certain", [])}
    return Profile(
        name=name,
        title=content.get("title", name),
        grounds=content.get("grounds", "the study's own"),
        marks=marks,
        at_least=at_least,
        headers=ranked,
        loose=loosened(ranked),
        meanings=values,
        kind_prefix=content.get("kind_prefix", {}),
        nulls=tuple(dict.fromkeys([*NULLS, *content.get("nulls", [])])),
        joined=frozenset(content.get("joined", [])),
        else_next=frozenset(content.get("else_next", [])),
        extracts=_extracts(content.get("extract", {}), f"{where}, extract"),
        kind_by_header={plain(header): kind for header, kind in content.get("kind_by_header", {}).items()},
        other_tables={
            table: frozenset(map(plain, names)) for table, names in content.get("other_tables", {}).items()
        },
        patterns=_patterns(content.get("patterns", {}), f"{where}, patterns"),
        beside={use: tuple(map(plain, names)) for use, names in content.get("beside", {}).items()},
        codes=_codes(content.get("codes", {}), f"{where}, codes"),
        nobody=frozenset(map(plain, content.get("nobody", [])))
        | (generic.nobody if name != GENERIC else frozenset()),
        no_field=frozenset(map(plain, content.get("no_field", []))),
        stand_in=frozenset(map(plain, content.get("stand_in", []))),
        kind=content.get("kind"),
        timezone=content.get("timezone"),
        codes_timezone=content.get("codes_timezone"),
        encoding=content.get("encoding"),
        day_first=content.get("day_first"),
        tier_in_group=content.get("tier_in_group"),
        number_unit=content.get("number_unit"),
        numbered_people=content.get("numbered_people", False),
    )


def _variants(header: str, same: Sequence[str]) -> list[str]:
    """Return spellings of *header*; if it begins with the first of *same*, also with each of the others instead."""
    others = same[1:] if same and header.startswith(same[0]) else []
    return [
        form for name in (header, *(other + header[len(same[0]) :] for other in others)) for form in spellings(name)
    ]


def _turned(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Turn value = [spellings] into spelling = value."""
    return {
        plain(form): value for value, listed in table.items() for spelling in listed for form in spellings(spelling)
    }


def _extracts(content: Mapping[str, Any], where: str) -> dict[str, Extract]:
    _only(content, FIELDS, where)
    extracts = {}
    for name, entry in content.items():
        _only(entry, ("from", "pattern"), f"{where}.{name}")
        headers = tuple(plain(header) for header in entry.get("from", []))
        pattern = _checked(entry.get("pattern", ""), f"{where}.{name}")
        if not re.compile(pattern).groupindex:
            raise SettingsError("the pattern has no named group", where=f"{where}.{name}", wanted="(?P<name>...)")
        extracts[name] = Extract(headers, pattern)
    return extracts


def _codes(content: Mapping[str, Any], where: str) -> dict[str, Codes]:
    codes = {}
    for table, entry in content.items():
        _only(entry, ("classes", "prefixes", "state"), f"{where}.{table}")
        states = [(f"^ *{re.escape(code)} *$", value) for value, given in entry["state"].items() for code in given]
        classes = frozenset(map(plain, entry.get("classes", [])))
        codes[table] = Codes(classes, tuple(entry.get("prefixes", [])), tuple(states))
    return codes


def _patterns(content: Mapping[str, Any], where: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return (pattern, value) for each field, in the order in which they stand in the profile."""
    _only(content, MAPPED, where)
    return {
        name: tuple((_checked(p, f"{where}.{name}"), value) for value, given in table.items() for p in given)
        for name, table in content.items()
    }


def _checked(pattern: str, where: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise SettingsError(
            "not a pattern", where=where, found=f"{pattern[:60]!r} ({error})", wanted="a regular expression"
        ) from None
    return pattern


def _only(given: Mapping[str, Any] | Sequence[str], known: Sequence[str], where: str) -> None:
    for name in given:
        if name not in known:
            raise SettingsError(f"unknown name '{name}'", where=where, do=nearest(name, known))
