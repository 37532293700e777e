"""Dates of an export -> UTC, in whole columns: day or month first is decided from all of a file's dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SAMPLE = 2000
YEARS = (1990, 2100)
STAMP = pa.timestamp("us")
UTC = pa.timestamp("us", "UTC")
_WRITTEN = re.compile(
    r"(?P<a>[0-9]{1,4})(?P<sep>[-/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<c>[0-9]{2,4})"
    r"(?:(?P<gap>T| |, )(?P<time>[0-9]{1,2}:[0-9]{2}(?P<seconds>:[0-9]{2})?)(?P<half> [AaPp][Mm])?)?"
)
_SERIAL = r"^[2-6][0-9]{4}(?:[.,][0-9]+)?$"
_EPOCH = r"^(?:[0-9]{10}|[0-9]{13})$"
_OFFSET = r"^(?P<stamp>.*[0-9]) ?(?P<offset>Z|UTC|[+-][0-9]{2}:?[0-9]{2})$"
EXCEL_EPOCH = np.datetime64("1899-12-30T00:00:00", "us")


@dataclass(frozen=True)
class Order:
    """How many dates of a file can be read day first, and month first, and how many are written either way."""

    day_first: int = 0
    month_first: int = 0
    slashed: int = 0

    def __add__(self, other: Order) -> Order:
        return Order(
            self.day_first + other.day_first,
            self.month_first + other.month_first,
            self.slashed + other.slashed,
        )

    @property
    def decided(self) -> bool | None:
        """True if day first reads more of them, False if month first does; null if both read all."""
        if self.day_first == self.month_first:
            return None
        return self.day_first > self.month_first


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
    plain = pc.replace_substring_regex(plain, r"([0-9])(?:T|, |  +| - | às | um )([0-9]{1,2}:)", r"\1 \2")
    return pc.replace_substring_regex(plain, r"(?i) ?([ap])\.?m\.?$", r" \1m")


def judge_order(column: pa.ChunkedArray) -> Order:
    """Return the evidence of one date column, over all of its cells."""
    day, month, slashed = 0, 0, 0
    for written in _written(column):
        if _format(written, day_first=True) == _format(written, day_first=False):
            continue
        day_ok = _parse(column, _format(written, day_first=True)).null_count
        month_ok = _parse(column, _format(written, day_first=False)).null_count
        day += len(column) - day_ok
        month += len(column) - month_ok
        slashed += 1
    return Order(day, month, slashed)


def read_times(column: pa.ChunkedArray, day_first: bool, zone: str) -> Times:
    """Return the moments in *column* in UTC; those without an offset of their own are in *zone*.

    Reads year-month-day, day-month-year and month-day-year with any separator, with and without time, 12 and 24
    hours, ISO 8601 with offsets, spreadsheet serial numbers and Unix seconds or milliseconds. Hours that a clock
    change repeats are taken as the earlier, hours that it skips as the later.
    """
    filled = len(column) - column.null_count
    direct = _parse_all(column, _written(column), day_first)
    if direct.null_count == column.null_count:
        return Times(_to_utc(direct, zone), 0, 0, "")
    rest = pc.and_(pc.is_valid(column), pc.is_null(direct))
    left = pc.if_else(rest, column, pa.scalar(None, column.type))
    tidied = tidy(left)
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
    return pc.if_else(sane, stamps, pa.scalar(None, STAMP))


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
    if offset in ("Z", "UTC"):
        return 0
    digits = offset[1:].replace(":", "")
    return (-1 if offset[0] == "-" else 1) * (int(digits[:2]) * 3600 + int(digits[2:]) * 60)


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
