"""Names and offsets of time zones that stand behind a time: `-0300`, `(BRT)`, `GMT+2`."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

# Minutes east of UTC of abbreviations that mean one zone; IST, CST, BST and the like mean several.
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "FNT": -120, "BRT": -180, "BRST": -120, "ART": -180, "EST": -300, "EDT": -240,
    "CDT": -300, "MDT": -360, "PST": -480, "PDT": -420,
}  # fmt: skip
_CAPITALS = {
    "bras[ií]lia|BRT": "America/Sao_Paulo",
    "moscow|moscow time|MSK|МСК|московское(?: время)?": "Europe/Moscow",
}
"""What stands in brackets for a zone of one time the whole year: CET and the like are said of summer too."""
_SEVERAL = {"ADT", "AMT", "AST", "BST", "CST", "ECT", "GST", "IST", "MST", "SST", "WST"}
_MOST_HOURS = 14
OFFSET = (
    r"^(?P<stamp>.*:[0-9]{2}(?: [AaPp][Mm])?) ?\(?"
    r"(?P<offset>[A-Z]{3,5}|Z|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?)\)?$"
)


def zone_of(header: str) -> str | None:
    """Return the zone that a *header* states for its column: UTC, an offset from it, or that of a capital.

    >>> zone_of("Created (UTC)"), zone_of("Aberto em (GMT-3)"), zone_of("Opened UTC+0530"), zone_of("Created")
    ('UTC', '-03:00', '+05:30', None)
    >>> zone_of("Abertura (horário de Brasília)"), zone_of("Открыто (МСК)"), zone_of("Agência Brasília")
    ('America/Sao_Paulo', 'Europe/Moscow', None)
    """
    for said, zone in _CAPITALS.items():
        if re.search(rf"[(\[](?:[^)\]]*\W)?(?:{said})[)\]]", header, re.IGNORECASE):
            return zone
    stated = re.search(r"(?<![^\W_])(?:UTC|GMT)(?: ?([+-]) ?([0-9]{1,2})(?::?([0-5][0-9]))?)?(?![^\W_])", header)
    if not stated or re.search(r"[+-] ?[0-9]", header[stated.end() :]):
        return None
    hours, minutes = int(stated[2] or 0), stated[3] or "00"
    if hours > _MOST_HOURS:
        return None
    return f"{stated[1]}{hours:02}:{minutes}" if hours or int(minutes) else "UTC"


def zones_of_several(column: pa.ChunkedArray) -> tuple[str, ...]:
    """Return the names behind the times in *column* that several zones have, sorted."""
    offsets = pc.struct_field(pc.extract_regex(column, OFFSET), "offset")
    return tuple(sorted(set(pc.unique(offsets).drop_null().to_pylist()) & _SEVERAL))


def offset_minutes(offset: str, zone: str) -> int | None:
    """Return the minutes east of UTC of an *offset* or name, None where unknown; *zone*'s own names come first.

    >>> offset_minutes("-0300", "UTC"), offset_minutes("IST", "Asia/Kolkata"), offset_minutes("IST", "UTC")
    (-180, 330, None)
    """
    names = _ZONES | _names_of(zone)
    if offset in names:
        return names[offset]
    if "+" not in offset and "-" not in offset:
        return None
    sign, digits = re.sub(r"UTC|GMT|:", "", offset)[0], re.sub(r"[^0-9]", "", offset)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return (-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes))


@lru_cache
def _names_of(zone: str) -> dict[str, int]:
    """Return the minutes of each abbreviation that *zone* has in a year: IST is India's in Asia/Kolkata."""
    if zone[0] in "+-":
        return {}
    seasons = [dt.datetime(2026, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7)]
    return {s.strftime("%Z"): round((s.utcoffset() or dt.timedelta()).total_seconds() / 60) for s in seasons}
