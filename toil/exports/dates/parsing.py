"""Dates of an export -> UTC, in whole columns, each in the one order that was decided for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.dates.cells import tidy, western_digits
from toil.exports.dates.month_names import number_months
from toil.exports.dates.zone_names import OFFSET, offset_minutes, zones_of_several

SAMPLE = 2000
STRAY = 0.05
MORE_DAYS = 3
MOST_YEARS, TOO_MANY_YEARS = 2, 5
"""Years from the first ticket to the last: what few tickets can have, and what they can't."""
YEARS = (1990, 2100)
STAMP = pa.timestamp("us")
UTC = pa.timestamp("us", "UTC")
_WRITTEN = re.compile(
    r"(?P<a>[0-9]{1,2}|(?P<year>[0-9]{3,4}))(?P<sep>[-/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<c>(?(year)[0-9]{1,4}|[0-9]{2,4}))"
    r"(?:(?P<gap>T| |, )(?P<time>[0-9]{1,2}:[0-9]{2}(?P<seconds>:[0-9]{2})?)(?P<half> [AaPp][Mm])?)?"
)
_SERIAL = r"^[2-6][0-9]{4}(?:[.,][0-9]+)?$"
_EPOCH = r"^(?:[0-9]{10}|[0-9]{13})$"
_EDGE = r"(?:00?[-/.]00?|0?1[-/.]0?1|3[01][-/.]12|12[-/.]3[01])"
_BEFORE, _AFTER = r"(?:000[01]|1[67]53|1899|190[04]|1970)", r"(?:2[0-9]99|2100|[3-9][09]{3})"
_ZERO = "^(?:0|-1)$"
_NEVER = rf"{_ZERO}|^(?:(?:{_BEFORE}|{_AFTER})[-/.]{_EDGE}|{_EDGE}[-/.](?:{_BEFORE}|{_AFTER}))(?:[T ,].*)?$"
"""A moment that never came: 0 or -1 seconds, and the first or last day that a system knows (``01/01/1900``)."""
LAST_YEAR = 2098
SHORT_YEAR = r"^[^\p{Nd}]*(?P<a>\p{Nd}{2})(?P<sep>[-/])(?P<b>\p{Nd}{2})[-/](?P<c>\p{Nd}{2})(?:\P{Nd}|$)"
EXCEL_EPOCH = np.datetime64("1899-12-30T00:00:00", "us")


@dataclass(frozen=True)
class Times:
    """A column of moments in UTC; ``unreadable`` filled cells gave none, ``serial`` were spreadsheet numbers.

    ``never`` of the unreadable ones are days on which nothing was, no fault of the column. ``zones`` are
    abbreviations of time zones that mean several, for which cells gave no moment.
    """

    values: pa.ChunkedArray
    unreadable: int
    serial: int
    example: str
    zones: tuple[str, ...] = ()
    never: int = 0


def judge_years(column: pa.ChunkedArray) -> bool | None:
    """Say whether years of two digits stand first in *column*, as in ``26/09/01``; null where both could be.

    A month's or a few years' tickets have many days and few years, so the place with the fewer numbers is the year's;
    and of few tickets the one whose numbers lie close together, where the other's would be many years.
    """
    parts = pc.extract_regex(western_digits(column), SHORT_YEAR).drop_null()
    if not len(parts):
        return False
    first, middle, last = (pc.struct_field(parts, name).cast(pa.int32()).to_numpy() for name in "abc")
    can_be_first = np.mean((middle <= 12) & (last >= 1) & (last <= 31)) >= 1 - STRAY
    can_be_last = np.mean((np.minimum(first, middle) <= 12) & (first >= 1) & (first <= 31)) >= 1 - STRAY
    if can_be_first != can_be_last or not can_be_first:
        return bool(can_be_first)
    more = len(np.unique(last)) - len(np.unique(first))
    if abs(more) >= MORE_DAYS:
        return more > 0
    spans = [int(np.ptp(numbers)) for numbers in (first, last)]
    return spans[0] < spans[1] if min(spans) <= MOST_YEARS and max(spans) >= TOO_MANY_YEARS else None


def read_times(column: pa.ChunkedArray, day_first: bool, zone: str, *, day_second: bool = False) -> Times:
    """Return the moments in *column* in UTC; those without an offset of their own are in *zone*.

    Reads year-month-day (or year-day-month, if *day_second*), day-month-year and month-day-year with any separator,
    names of months in five languages,
    with and without time, 12 and 24 hours, ISO 8601 with offsets, spreadsheet serial numbers and Unix seconds or
    milliseconds. Hours that a clock change repeats are taken as the earlier, hours that it skips as the later. A day
    that its month doesn't have is unreadable. An abbreviation of a zone is *zone*'s where it has such a name.
    """
    filled = len(column) - column.null_count
    direct = _parse_all(column, day_first, day_second)
    whole = direct.null_count == column.null_count
    if not whole or pc.any(pc.greater(pc.year(direct), LAST_YEAR)).as_py():
        never = pc.fill_null(pc.match_substring_regex(column, _NEVER), False)
        if pc.any(never).as_py():
            known = pc.if_else(never, pa.scalar(None, column.type), column)
            read = read_times(known, day_first, zone, day_second=day_second)
            days = column.filter(pc.and_not(never, pc.match_substring_regex(column, _ZERO)))
            example = read.example or next(iter(days.slice(0, 1).to_pylist()), "")
            return replace(read, unreadable=read.unreadable + len(days), never=len(days), example=example)
    if whole:
        return Times(_to_utc(direct, zone), 0, 0, "")
    rest = pc.and_(pc.is_valid(column), pc.is_null(direct))
    left = pc.if_else(rest, column, pa.scalar(None, column.type))
    tidied = number_months(tidy(left))
    local = pc.coalesce(direct, _parse_all(tidied, day_first, day_second))
    moments = pc.coalesce(
        _to_utc(local, zone), _read_offsets(tidied, day_first, day_second, zone), _read_epochs(tidied)
    )
    serial = _read_serials(tidied)
    used = pc.and_(pc.is_null(moments), pc.is_valid(serial))
    moments = pc.coalesce(moments, _to_utc(serial, zone))
    missing = pc.and_(pc.is_valid(column), pc.is_null(moments))
    unreadable = filled - (len(moments) - moments.null_count)
    example = column.filter(missing).slice(0, 1).to_pylist()
    zones = zones_of_several(tidied.filter(missing)) if unreadable else ()
    return Times(moments, unreadable, pc.sum(used).as_py() or 0, example[0] if example else "", zones)


def written_ways(column: pa.ChunkedArray) -> list[re.Match[str]]:
    """Return one example of each way in which the cells of a spread sample are written, the commonest first."""
    texts = spread(column).drop_null().to_pylist()
    ways: Counter[tuple[object, ...]] = Counter()
    examples: dict[tuple[object, ...], re.Match[str]] = {}
    for text in texts:
        match = _WRITTEN.fullmatch(text)
        if match:
            way = (
                len(match["a"]) > 2,
                len(match["c"]) > 2,
                match["sep"],
                match["gap"],
                bool(match["seconds"]),
                bool(match["half"]),
            )
            ways[way] += 1
            examples.setdefault(way, match)
    return [examples[way] for way, _ in sorted(ways.items(), key=lambda entry: (-entry[1], str(entry[0])))]


def spread(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return some `SAMPLE` cells from the whole of *column*, in their order."""
    step = max(1, len(column) // SAMPLE)
    return column.take(pa.array(np.arange(0, len(column), step)))


def _has_short_year(written: re.Match[str]) -> bool:
    return len(written["a"]) == len(written["c"]) == 2 and written["sep"] != "."


def format_of(written: re.Match[str], day_first: bool, year_first: bool, day_second: bool = False) -> str:
    """Return the format, as of strptime, of cells written like *written*, in the order that is asked for."""
    sep = written["sep"]
    if len(written["a"]) > 2:
        date = sep.join(("%Y", "%d", "%m") if day_second else ("%Y", "%m", "%d"))
    elif year_first and _has_short_year(written):
        date = sep.join(("%y", "%m", "%d"))
    else:
        year = "%Y" if len(written["c"]) > 2 else "%y"
        date = sep.join(("%d", "%m", year) if day_first else ("%m", "%d", year))
    if not written["time"]:
        return date
    clock = ("%I:%M" if written["half"] else "%H:%M") + (":%S" if written["seconds"] else "")
    return f"{date}{written['gap']}{clock}{' %p' if written['half'] else ''}"


def _parse_all(column: pa.ChunkedArray, day_first: bool, day_second: bool) -> pa.ChunkedArray:
    written = written_ways(column)
    year_first = bool(any(map(_has_short_year, written)) and judge_years(column))
    parsed = pa.chunked_array([pa.nulls(len(column), STAMP)])
    for format_ in dict.fromkeys(format_of(way, day_first, year_first, day_second) for way in written):
        parsed = pc.coalesce(parsed, parse(column, format_))
        if parsed.null_count == column.null_count:
            break
    return parsed


def parse(column: pa.ChunkedArray, format_: str) -> pa.ChunkedArray:
    """Return the moments of cells in *format_*, without a zone; null for others, and for days that are none."""
    stamps = pc.strptime(column, format=format_, unit="us", error_is_null=True)
    year = pc.year(stamps)
    sane = pc.and_(pc.greater_equal(year, YEARS[0]), pc.less_equal(year, YEARS[1]))
    return _without_rolled_over(column, pc.if_else(sane, stamps, pa.scalar(None, STAMP)), format_)


def _without_rolled_over(column: pa.ChunkedArray, stamps: pa.ChunkedArray, format_: str) -> pa.ChunkedArray:
    """Return *stamps*, null where a cell names a day that its month lacks: strptime reads 31/02 as 3 March."""
    early = pc.fill_null(pc.less_equal(pc.day(stamps), 3), False)
    before, _, after = format_.partition("%d")
    numbered = [re.sub(r"%[YymHIMS]", "[0-9]+", re.escape(part)).replace("%p", ".*") for part in (before, after)]
    late = pc.match_substring_regex(column.filter(early), f"^{numbered[0]}(?:29|3[01]){numbered[1]}")
    if not pc.any(late).as_py():
        return stamps
    places = np.flatnonzero(early.to_numpy())[late.to_numpy()]
    rolled = np.zeros(len(stamps), dtype=bool)
    rolled[places] = True
    return pc.if_else(pa.array(rolled), pa.scalar(None, STAMP), stamps)


def _to_utc(local: pa.ChunkedArray, zone: str) -> pa.ChunkedArray:
    if zone == "UTC":
        return local.cast(UTC)
    zoned = pc.assume_timezone(local, zone, ambiguous="earliest", nonexistent="latest")
    return zoned.cast(UTC)


def _read_offsets(column: pa.ChunkedArray, day_first: bool, day_second: bool, zone: str) -> pa.ChunkedArray:
    parts = pc.extract_regex(column, OFFSET)
    stamps, offsets = pc.struct_field(parts, "stamp"), pc.struct_field(parts, "offset")
    local = _parse_all(stamps, day_first, day_second)
    found = pc.unique(offsets).drop_null().to_pylist()
    minutes = {offset: offset_minutes(offset, zone) for offset in found}
    known = {offset: shift for offset, shift in minutes.items() if shift is not None}
    index = pc.index_in(offsets, value_set=pa.array(list(known), type=pa.string()))
    shift = pa.array([m * 60_000_000 for m in known.values()], type=pa.int64()).cast(pa.duration("us")).take(index)
    return pc.subtract(local, shift).cast(UTC)


def _read_epochs(column: pa.ChunkedArray) -> pa.ChunkedArray:
    numeric = pc.match_substring_regex(column, _EPOCH)
    numbers = pc.if_else(numeric, column, pa.scalar(None, column.type)).cast(pa.int64())
    micros = pc.if_else(pc.greater(numbers, 10**11), pc.multiply(numbers, 1000), pc.multiply(numbers, 10**6))
    return micros.cast(UTC)


def _read_serials(column: pa.ChunkedArray) -> pa.ChunkedArray:
    numeric = pc.match_substring_regex(column, _SERIAL)
    texts = pc.if_else(numeric, pc.replace_substring(column, ",", "."), pa.scalar(None, column.type))
    seconds = pc.round(pc.multiply(texts.cast(pa.float64()), 86400.0)).cast(pa.int64())
    since = int(EXCEL_EPOCH.astype("int64"))
    return pc.add(pc.multiply(seconds, 10**6), since).cast(STAMP)
