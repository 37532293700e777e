"""Headers -> fields: which column of an export becomes which field of a ticket."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa

from toil.errors import ExportError, SettingsError, nearest
from toil.exports.fields import CODES, FIELDS, ID, REFERENCES, SUBJECT, TEXTS
from toil.exports.plain import plain
from toil.exports.profile import Profile
from toil.privacy import redact
from toil.settings import Exports

IGNORE = "ignore"


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
    """Return header -> field: what the study states, then the profile's best header for each field still free."""
    asked = {plain(header): field for header, field in stated.items()}
    chosen = {header: asked[plain(header)] for header in headers if plain(header) in asked}
    found: dict[str, list[tuple[int, int, str]]] = {}
    for place, header in enumerate(headers):
        name = plain(re.sub(r" \([0-9]+\)$", "", header))
        if header not in chosen and name in profile.headers:
            field, rank = profile.headers[name]
            found.setdefault(field, []).append((rank, place, header))
    for field, candidates in found.items():
        if field not in chosen.values():
            chosen[min(candidates)[2]] = field
    return {header: field for header, field in chosen.items() if field != IGNORE}


def lacking_fields(mapping: Mapping[str, str], *, undated: bool) -> list[str]:
    """Return the fields that no ticket can do without and *mapping* lacks.

    That is a subject (a text or a code), the assignment group, and a date unless the study states a month.
    """
    fields = set(mapping.values())
    lacking = [] if fields & set(SUBJECT) else ["summary"]
    lacking += [] if "group" in fields else ["group"]
    return lacking + ([] if "opened_at" in fields or undated else ["opened_at"])


def check_understood(name: str, headers: Sequence[str], mapping: Mapping[str, str], *, undated: bool) -> None:
    """Raise an ExportError that names what was found, where a field is lacking that no ticket can do without."""
    lacking = lacking_fields(mapping, undated=undated)
    if not lacking:
        return
    names, _ = redact(pd.Series(headers[:12], dtype="str"))  # without a header row these are cells
    shown = ", ".join(f"'{name[:40]}'" for name in names) + (", ..." if len(headers) > 12 else "")
    if lacking == ["opened_at"]:
        raise ExportError(
            "no column for the date a ticket was opened",
            where=name,
            found=f"{len(headers)} header(s): {shown}",
            wanted="a column for opened_at, or a month for undated tickets",
            do="Map it in [exports.columns], or set exports.undated_month = 'YYYY-MM'.",
        )
    raise ExportError(
        "the layout is unknown" if len(mapping) < 3 else "the layout lacks a column",
        where=name,
        found=f"{len(headers)} header(s): {shown}",
        wanted=f"columns for {', '.join(lacking)}",
        do=f"Map them in [exports.columns], as in 'header' = '{lacking[0]}'; `toil check` drafts a profile.",
    )


def column_types(mapping: Mapping[str, str]) -> dict[str, pa.DataType]:
    """Return the type each kept header is read as: codes factorised, texts with 64-bit offsets."""
    coded, long = pa.dictionary(pa.int32(), pa.string()), (*ID, *REFERENCES, *TEXTS)
    return {
        header: coded if field in CODES else pa.large_string() if field in long else pa.string()
        for header, field in mapping.items()
    }
