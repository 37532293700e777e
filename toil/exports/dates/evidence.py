"""What a date column shows of how it is written: evidence for day first, month first, and where years stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.dates.cells import date_before_time, western_digits
from toil.exports.dates.parsing import SHORT_YEAR, STRAY, format_of, judge_years, parse, spread, written_ways

FEWEST_SWAPPED = 2
_LEADING = r"^[^\p{Nd}]*(?P<a>\p{Nd}{1,2})[-/.](?P<b>\p{Nd}{1,2})[-/.](?P<c>\p{Nd}{4}|\p{Nd}{2})(?:\P{Nd}|$)"
_ISO_DAY = r"^[0-9]{4}-[0-9]{2}-(?P<day>[0-9]{2})(?:[^0-9]|$)"
_YEAR_DAY = r"^\P{Nd}*(?:19|20)[0-9]{2}([-/.])(?:1[3-9]|2[0-9]|3[01])[-/.](?:0?[1-9]|1[0-2])(?:\D|$)"
_YEAR_MONTH = r"^\P{Nd}*(?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])[-/.](?:1[3-9]|2[0-9]|3[01])(?:\D|$)"
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0])


@dataclass(frozen=True)
class Order:
    """How many dates of a column only one order reads, and how many ways of writing dates can be read in both.

    ``open_years`` says that years of two digits could stand first or last. ``swapped`` counts dates whose day and
    month a spreadsheet is likely to have exchanged. ``year_day`` dates can only be year, day, month, and
    ``year_month`` ones only year, month, day. ``years_last`` says where years of two digits were found to stand, null
    where there are none, or they are open.
    """

    day_first: int = 0
    month_first: int = 0
    slashed: int = 0
    open_years: bool = False
    swapped: int = 0
    year_day: int = 0
    year_month: int = 0
    years_last: bool | None = None

    @property
    def day_second(self) -> bool | None:
        """True if more dates that begin with a year are year, day, month; null if all can be read both ways."""
        if self.year_day == self.year_month:
            return None
        return self.year_day > self.year_month

    @property
    def mixed_years(self) -> bool:
        """Say whether dates that begin with a year were written in both orders; a few are slips, as in `mixed`."""
        return min(self.year_day, self.year_month) > STRAY * (self.year_day + self.year_month)

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


def judge_order(column: pa.ChunkedArray) -> Order:
    """Return the evidence of one date column, over all of its cells, whatever stands behind their dates."""
    column = date_before_time(column)
    written = written_ways(column)
    dated = pc.fill_null(pc.match_substring_regex(column, _LEADING), False)
    year_day, year_month = _count_years_first(column)
    if not pc.any(dated).as_py():
        return Order(year_day=year_day, year_month=year_month)
    year_first = judge_years(column.filter(dated))
    day, month, slashed, numbers = 0, 0, 0, 0
    for way in written:
        formats = [format_of(way, day_first, bool(year_first)) for day_first in (True, False)]
        if formats[0] == formats[1]:
            continue
        by_day, by_month = [pc.is_valid(parse(column, format_)) for format_ in formats]
        either = pc.or_(by_day, by_month)
        day += pc.sum(pc.and_not(by_day, by_month)).as_py() or 0
        month += pc.sum(pc.and_not(by_month, by_day)).as_py() or 0
        numbers += pc.sum(either).as_py() or 0
        slashed += pc.any(either).as_py() or False
        dated = pc.and_not(dated, either)
    rest = column.filter(dated)
    if len(rest):
        by_day, by_month, either = _compare_numbers(western_digits(rest), bool(year_first))
        day, month, numbers = day + by_day, month + by_month, numbers + either
        slashed += bool(either)
    swapped = _count_swapped(column) if numbers == max(day, month) >= FEWEST_SWAPPED else 0
    last = None if year_first is None or not _count(spread(column.drop_null()), SHORT_YEAR) else not year_first
    return Order(day, month, slashed, year_first is None, swapped, year_day, year_month, last)


def _count_years_first(column: pa.ChunkedArray) -> tuple[int, int]:
    """Return how many dates only year, day, month reads, and only year, month, day: in a sample, if none is first."""
    second = pc.utf8_slice_codeunits(column, 5, 7)
    by_day = _count(column.filter(pc.fill_null(pc.greater(second, "12"), False)), _YEAR_DAY)
    return by_day, _count(column if by_day else spread(column), _YEAR_MONTH)


def _count(column: pa.ChunkedArray, pattern: str) -> int:
    return pc.sum(pc.match_substring_regex(column, pattern)).as_py() or 0


def _compare_numbers(column: pa.ChunkedArray, year_first: bool) -> tuple[int, int, int]:
    """Return how many cells only day first reads, only month first does, and either, by their numbers alone."""
    parts = pc.extract_regex(column, _LEADING).drop_null()
    if year_first:
        parts = parts.filter(pc.equal(pc.utf8_length(pc.struct_field(parts, "c")), 4))
    first, second = (pc.struct_field(parts, name).cast(pa.int32()).to_numpy() for name in "ab")
    by_day = (first >= 1) & (first <= _DAYS[np.minimum(second, 13)])
    by_month = (second >= 1) & (second <= _DAYS[np.minimum(first, 13)])
    return int((by_day & ~by_month).sum()), int((by_month & ~by_day).sum()), int((by_day | by_month).sum())


def _count_swapped(column: pa.ChunkedArray) -> int:
    """Count year-month-day cells beside day-month-year ones that all have a day over 12, if none of theirs has.

    So a spreadsheet leaves a column that it read in the other order: it makes dates of those it can read.
    """
    days = pc.struct_field(pc.extract_regex(column, _ISO_DAY), "day").drop_null().cast(pa.int32())
    most = pc.max(days).as_py() or 0
    return len(days) if most <= 12 and len(days) >= FEWEST_SWAPPED else 0
