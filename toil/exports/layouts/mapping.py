"""Headers -> fields: which column of an export becomes which field of a ticket."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import pandas as pd
import pyarrow as pa

from toil.errors import ExportError, LayoutError, SettingsError, nearest
from toil.exports.layouts.fields import CODES, FIELDS, ID, REFERENCES, SUBJECT, TEXTS
from toil.exports.layouts.plain import bare, plain
from toil.exports.layouts.profile import GENERIC, Profile, builtin_profile, find_other_table
from toil.privacy import redact
from toil.settings import Exports

IGNORE = "ignore"
_LINKS = {"change": "change_id", "problem": "problem_id"}


def check_settings(exports: Exports) -> None:
    """Raise a SettingsError where ``[exports]`` names a field that a ticket doesn't have, or no encoding."""
    try:
        codecs.lookup(exports.encoding or "utf-8")
    except LookupError:
        raise SettingsError(
            "unknown encoding", where="exports.encoding", found=repr(exports.encoding), wanted="a name like 'cp1252'"
        ) from None
    for header, field in exports.columns.items():
        if field not in (*FIELDS, IGNORE):
            raise SettingsError(
                f"unknown field '{field}'", where=f"exports.columns.{header}", do=nearest(field, [*FIELDS, IGNORE])
            )


def map_headers(headers: Sequence[str], profile: Profile, stated: Mapping[str, str]) -> dict[str, str]:
    """Return header -> field: what the study states, then the profile's best header for each field still free.

    Of a field that the profile joins, all headers of the best name, as an export repeats them; of one whose empty
    cells the next best fills, all. Of one of which the
    profile finds none, the generic profile's best: a squad's own column, or a label that somebody translated anew.
    """
    asked = {plain(header): field for header, field in stated.items()}
    chosen = {header: asked[plain(header)] for header in headers if plain(header) in asked}
    for known in (profile, builtin_profile(GENERIC)):
        free = [header for header in headers if header not in chosen and bare(header) not in profile.no_field]
        own = _best_headers(free, known, profile)
        taken = {*chosen.values()} | (set() if known is profile else set(profile.extracts))
        chosen |= {header: field for header, field in own.items() if field not in taken}
    return {header: field for header, field in chosen.items() if field != IGNORE}


def _best_headers(headers: Sequence[str], known: Profile, profile: Profile) -> dict[str, str]:
    """Return header -> field as *known* has them, several of a field where *profile* reads several."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for place, header in enumerate(headers):
        if told := known.field_of(header):
            found.setdefault(told[0], []).append((told[1], place, header))
    best: dict[str, str] = {}
    for field, candidates in found.items():
        first = min(candidates)
        same = [header for rank, _, header in candidates if field in profile.joined and rank == first[0]]
        same = [header for _, _, header in sorted(candidates)] if field in profile.else_next else same
        best |= dict.fromkeys(same or [first[2]], field)
    return best


def map_own_words(
    mapping: Mapping[str, str], headers: Sequence[str], profile: Profile, stated: Mapping[str, str]
) -> dict[str, str]:
    """Return *mapping* with what *headers* of a list of changes or problems say of these: `Título da mudança`.

    The words for them are the links' own headers of one word; in such a list they name the ticket itself.
    """
    link = _LINKS.get(profile.kind or "")
    own = {name for name, (field, _) in builtin_profile(GENERIC).headers.items() if field == link and " " not in name}
    ignored = {plain(header) for header, field in stated.items() if field == IGNORE}
    written = {
        " ".join("ticket" if plain(word) in own else word for word in header.split()): header
        for header in reversed(headers)
        if header not in mapping and plain(header) not in ignored and not own.isdisjoint(plain(header).split())
    }
    found = map_headers(list(written), profile, {})
    taken = {*mapping.values()}
    return {**mapping, **{written[name]: field for name, field in found.items() if field not in taken}}


def fuller_headers(
    mapping: Mapping[str, str], filled: Mapping[str, float], profile: Profile, stated: Mapping[str, str]
) -> dict[str, str] | None:
    """Return *mapping* with the next best header for each field whose column is empty; None where that changes none.

    *filled* is the share filled for each header of the export.
    """
    held = {field for header, field in mapping.items() if filled[header]}
    hollow = {header for header, field in mapping.items() if field not in held}
    others = map_headers([header for header in filled if filled[header]], profile, stated) if hollow else {}
    better = {header: field for header, field in others.items() if field not in held and header not in mapping}
    kept = {header: field for header, field in mapping.items() if field not in better.values()}
    return kept | better if better else None


def map_extracts(headers: Sequence[str], profile: Profile, stated: Mapping[str, str]) -> dict[str, str]:
    """Return field -> header for each field that stands inside another column and that the study doesn't state."""
    ignored = {plain(header) for header, field in stated.items() if field == IGNORE}
    names = {bare(header): header for header in reversed(headers) if plain(header) not in ignored}
    return {
        field: next(names[name] for name in extract.headers if name in names)
        for field, extract in profile.extracts.items()
        if field not in stated.values() and any(name in names for name in extract.headers)
    }


def lacking_fields(fields: Collection[str], exports: Exports) -> list[str]:
    """Return the fields that no ticket can do without and that are not among *fields*.

    That is a subject (a text or a code), and the assignment group and a date unless *exports* states them.
    """
    lacking = [] if set(fields) & set(SUBJECT) else ["summary"]
    lacking += [] if "group" in fields or exports.ungrouped_group else ["group"]
    return lacking + ([] if "opened_at" in fields or exports.undated_month else ["opened_at"])


def check_understood(
    name: str,
    headers: Sequence[str],
    fields: Collection[str],
    exports: Exports,
    doubts: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> None:
    """Raise an ExportError that names what was found, where a field is lacking that no ticket can do without.

    *doubts* are field -> headers that could be it.
    """
    lacking = lacking_fields(fields, exports)
    if not lacking:
        return
    table = find_other_table(headers)
    if table:
        raise ExportError(
            f"holds rows of {table}, not tickets",
            where=name,
            wanted="a table of tickets, several rows a ticket included",
            do="Export the tickets themselves, and leave this file out.",
        )
    shown = ", ".join(_named(headers[:12])) + (", ..." if len(headers) > 12 else "")
    found = f"{len(headers)} header(s): {shown}"
    likely = {field: _named(doubts.get(field, ())[:6]) for field in lacking}
    if lacking == ["opened_at"]:
        raise LayoutError(
            "no column for the date a ticket was opened",
            likely=likely,
            where=name,
            found=found,
            wanted="a column for opened_at, or a month for undated tickets",
            do="Map it in [exports.columns], or set exports.undated_month = 'YYYY-MM'.",
        )
    raise LayoutError(
        "the layout is unknown" if len(fields) < 3 else "the layout lacks a column",
        likely=likely,
        where=name,
        found=found,
        wanted=f"columns for {', '.join(lacking)}",
        do="Map the column that tells the team in [exports.columns], as in 'header' = 'group'; where none does and"
        " all are one team's, set exports.ungrouped_group = 'its name'."
        if lacking == ["group"]
        else f"Map them in [exports.columns], as in 'header' = '{lacking[0]}'; `toil check` drafts a profile. If it"
        " holds no tickets, leave it out.",
    )


def _named(headers: Sequence[str]) -> list[str]:
    names, _ = redact(pd.Series(headers, dtype="str"))  # without a header row these are cells
    return [f"'{name[:40]}'" for name in names]


def column_types(mapping: Mapping[str, str]) -> dict[str, pa.DataType]:
    """Return the type each kept header is read as: codes factorised, texts with 64-bit offsets."""
    coded, long = pa.dictionary(pa.int32(), pa.string()), (*ID, *REFERENCES, *TEXTS)
    return {
        header: coded if field in CODES else pa.large_string() if field in long else pa.string()
        for header, field in mapping.items()
    }


def retyped(table: pa.Table, mapping: Mapping[str, str]) -> pa.Table:
    """Return *table* with each column of *mapping* in the type that its field is read as."""
    types = {header: type_ for header, type_ in column_types(mapping).items() if header in table.column_names}
    wrong = [header for header, type_ in types.items() if table.schema.field(header).type != type_]
    for header in wrong:
        column = (
            table[header].cast(pa.string())
            if pa.types.is_dictionary(table.schema.field(header).type)
            else table[header]
        )
        table = table.set_column(table.column_names.index(header), header, column.cast(types[header]))
    return table
