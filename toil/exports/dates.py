"""Dates of an export -> UTC, in whole columns: day or month first is decided from a whole column, never per cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.month_names import number_months

SAMPLE = 2000
STRAY = 0.05
YEARS = (1990, 2100)
STAMP = pa.timestamp("us")
UTC = pa.timestamp("us", "UTC")
_WRITTEN = re.compile(
    r"(?P<a>[0-9]{1,4})(?P<sep>[-/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<c>[0-9]{2,4})"
    r"(?:(?P<gap>T| |, )(?P<time>[0-9]{1,2}:[0-9]{2}(?P<seconds>:[0-9]{2})?)(?P<half> [AaPp][Mm])?)?"
)
_SERIAL = r"^[2-6][0-9]{4}(?:[.,][0-9]+)?$"
_EPOCH = r"^(?:[0-9]{10}|[0-9]{13})$"
# Abbreviations that mean one zone only; IST, CST and the like mean several.
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "BRT": -180, "BRST": -120, "CET": 60, "CEST": 120, "MSK": 180}
_OFFSET = (
    r"^(?P<stamp>.*:[0-9]{2}(?: [AaPp][Mm])?) ?\(?"
    rf"(?P<offset>{'|'.join(sorted(_ZONES, reverse=True))}|(?:UTC|GMT)?[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?)\)?$"
)
EXCEL_EPOCH = np.datetime64("1899-12-30T00:00:00", "us")


@dataclass(frozen=True)
class Order:
    """How many dates of a column only one order reads, and how many ways of writing dates can be read in both."""

    day_first: int = 0
    month_first: int = 0
    slashed: int = 0

    @property
    def decided(self) -> bool | None:
        """True if day first reads more of them, False if month first does; null if both read all."""
        if self.day_first == self.month_first:
            return None
        return self.day_first > self.month_first

    @property
    def mixed(self) -> bool:
        """Say whether both orders were written: dates that read in both can't be trusted then.

        A few that only the other order reads are slips of the pen, and are left unreadable.
        """
        fewer = min(self.day_first, self.month_first)
        return fewer > STRAY * (self.day_first + self.month_first)


@dataclass(frozen=True)
class Times:
    """A column of moments in UTC; ``unreadable`` filled cells gave none, ``serial`` were spreadsheet numbers."""

    values: pa.ChunkedArray
    unreadable: int
    serial: int
    example: str


def tidy(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return date cells without what programs add: later lines, fractions of seconds, 'T', commas."""
    lines = pc.replace_substring_regex(column, r"^\s+|\s*[\r\n][\s\S]*$|\s+$|_x000D_", "")
    plain = pc.replace_substring_regex(lines, r"(:[0-9]{2})[.,][0-9]{1,9}", r"\1")
    plain = pc.replace_substring_regex(plain, r" Uhr$", "")
    plain = pc.replace_substring_regex(plain, r"([0-9]{1,2})h([0-9]{2})(?:m|min)?$", r"\1:\2")
    plain = pc.replace_substring_regex(plain, r"([0-9])(?:T|, |,|  +| - | às | um | в )([0-9]{1,2}:)", r"\1 \2")
    return pc.replace_substring_regex(plain, r"(?i)[ \x{00A0}\x{202F}]?([ap])\.? ?m\.?( |$)", r" \1m\2")


def judge_order(column: pa.ChunkedArray) -> Order:
    """Return the evidence of one date column, over all of its cells."""
    day, month, slashed = 0, 0, 0
    for written in _written(column):
        if _format(written, day_first=True) == _format(written, day_first=False):
            continue
        by_day = pc.is_valid(_parse(column, _format(written, day_first=True)))
        by_month = pc.is_valid(_parse(column, _format(written, day_first=False)))
        day += pc.sum(pc.and_not(by_day, by_month)).as_py() or 0
        month += pc.sum(pc.and_not(by_month, by_day)).as_py() or 0
        slashed += pc.any(pc.or_(by_day, by_month)).as_py() or False
    return Order(day, month, slashed)


def read_times(column: pa.ChunkedArray, day_first: bool, zone: str) -> Times:
    """Return the moments in *column* in UTC; those without an offset of their own are in *zone*.

    Reads year-month-day, day-month-year and month-day-year with any separator, names of months in five languages,
    with and without time, 12 and 24 hours, ISO 8601 with offsets, spreadsheet serial numbers and Unix seconds or
    milliseconds. Hours that a clock change repeats are taken as the earlier, hours that it skips as the later. A day
    that its month doesn't have is unreadable.
    """
    filled = len(column) - column.null_count
    direct = _parse_all(column, _written(column), day_first)
    if direct.null_count == column.null_count:
        return Times(_to_utc(direct, zone), 0, 0, "")
    rest = pc.and_(pc.is_valid(column), pc.is_null(direct))
    left = pc.if_else(rest, column, pa.scalar(None, column.type))
    tidied = number_months(tidy(left))
    local = pc.coalesce(direct, _parse_all(tidied, _written(tidied), day_first))
    moments = pc.coalesce(_to_utc(local, zone), _read_offsets(tidied, day_first), _read_epochs(tidied))
    serial = _read_serials(tidied)
    used = pc.and_(pc.is_null(moments), pc.is_valid(serial))
    moments = pc.coalesce(moments, _to_utc(serial, zone))
    missing = pc.and_(pc.is_valid(column), pc.is_null(moments))
    unreadable = filled - (len(moments) - moments.null_count)
    example = column.filter(missing).slice(0, 1).to_pylist()
    return Times(moments, unreadable, pc.sum(used).as_py() or 0, example[0] if example else "")


def _written(column: pa.ChunkedArray) -> list[re.Match[str]]:
    """Return one example of each way in which the cells of a spread sample are written, the commonest first."""
    step = max(1, len(column) // SAMPLE)
    texts = column.take(pa.array(np.arange(0, len(column), step))).drop_null().to_pylist()
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


def _format(written: re.Match[str], *, day_first: bool) -> str:
    sep = written["sep"]
    if len(written["a"]) > 2:
        date = sep.join(("%Y", "%m", "%d"))
    else:
        year = "%Y" if len(written["c"]) > 2 else "%y"
        date = sep.join(("%d", "%m", year) if day_first else ("%m", "%d", year))
    if not written["time"]:
        return date
    clock = ("%I:%M" if written["half"] else "%H:%M") + (":%S" if written["seconds"] else "")
    return f"{date}{written['gap']}{clock}{' %p' if written['half'] else ''}"


def _parse_all(column: pa.ChunkedArray, written: Sequence[re.Match[str]], day_first: bool) -> pa.ChunkedArray:
    parsed = pa.chunked_array([pa.nulls(len(column), STAMP)])
    for format_ in dict.fromkeys(_format(way, day_first=day_first) for way in written):
        parsed = pc.coalesce(parsed, _parse(column, format_))
        if parsed.null_count == column.null_count:
            break
    return parsed


def _parse(column: pa.ChunkedArray, format_: str) -> pa.ChunkedArray:
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


def _read_offsets(column: pa.ChunkedArray, day_first: bool) -> pa.ChunkedArray:
    parts = pc.extract_regex(column, _OFFSET)
    stamps, offsets = pc.struct_field(parts, "stamp"), pc.struct_field(parts, "offset")
    local = _parse_all(stamps, _written(stamps), day_first)
    seconds = {offset: _offset_seconds(offset) for offset in pc.unique(offsets).drop_null().to_pylist()}
    index = pc.index_in(offsets, value_set=pa.array(list(seconds), type=pa.string()))
    shift = pa.array([s * 1_000_000 for s in seconds.values()], type=pa.int64()).cast(pa.duration("us")).take(index)
    return pc.subtract(local, shift).cast(UTC)


def _offset_seconds(offset: str) -> int:
    if offset in _ZONES:
        return _ZONES[offset] * 60
    sign, digits = re.sub(r"UTC|GMT|:", "", offset)[0], re.sub(r"[^0-9]", "", offset)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return (-1 if sign == "-" else 1) * (int(hours) * 3600 + int(minutes) * 60)


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
