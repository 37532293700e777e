"""What the cells of a column say of it: dates, yes and no, numbers, a few labels, names, texts, ids."""

from __future__ import annotations

import re
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.durations import minutes_of
from toil.exports.dates.parsing import read_times
from toil.exports.layouts.concepts import answers
from toil.exports.layouts.plain import plain

LOOKED_AT = 2000
MOSTLY = 0.9
FEW = 30
LONGEST_LABEL, LONGEST_NAME = 60, 50
_DIGIT = r"\pN"
_NUMBER = (
    r"^[-+]?[0-9]+(?:[.,][0-9]+)?$|^[0-9]{1,3}(?:[.][0-9]{3})+,[0-9]{1,2}$|^[0-9]{1,3}(?:,[0-9]{3})+[.][0-9]{1,2}$"
)
_SERIAL = r"^[34][0-9]{4}[.,][0-9]+$"
_EPOCH = (
    r"^1[0-9]{9}(?:[0-9]{3})?$"
    r"|^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-2][0-9](?:[0-5][0-9]){2}$"
)
"""Seconds or milliseconds since 1970, or digits alone: ``20260914132207``."""
_NONE = "^(?:0|-1)$"
_ID = r"^[\p{L}_-]{0,12}[#:\- ]?[0-9][0-9A-Za-z\-./ ]{0,30}$"
_NAME = r"^[^0-9/\\]*$"
_MAIL = r"^\S+@\S+$|^[a-z][a-z0-9._\-]{2,20}$"


class Evidence:
    """What the first `LOOKED_AT` cells of a column show; shares are of its filled cells.

    Each is found when asked for: to look takes time where a file is small and has many columns.
    """

    def __init__(self, column: pa.ChunkedArray) -> None:
        self._column = column.slice(0, LOOKED_AT).cast(pa.string())
        self._cells = self._column.drop_null()

    @property
    def filled(self) -> int:
        """Cells that are not empty."""
        return len(self._cells)

    @property
    def rows(self) -> int:
        """All cells."""
        return len(self._column)

    @cached_property
    def _different(self) -> pa.Array:
        return self._cells.unique()

    @property
    def distinct(self) -> int:
        """Different cells."""
        return len(self._different)

    @cached_property
    def words(self) -> float:
        """Words a cell, on average."""
        return 1 + (pc.mean(pc.count_substring(pc.utf8_trim_whitespace(self._cells), " ")).as_py() or 0)

    @cached_property
    def letters(self) -> float:
        """Share of cells with two letters side by side."""
        return self._share(r"[\p{L}\p{M}]{2}")

    @cached_property
    def length(self) -> float:
        """Characters a cell, on average."""
        return pc.mean(pc.utf8_length(self._cells)).as_py() or 0

    @cached_property
    def numbers(self) -> bool:
        """Say whether the cells are numbers."""
        return self._share(_NUMBER) >= MOSTLY

    @cached_property
    def durations(self) -> bool:
        """Say whether the cells are durations in units of their own, some of them above 0: ``1 h``, ``01:30``."""
        minutes = [None if re.fullmatch(_NUMBER, cell) else minutes_of(cell) for cell in self._cells.to_pylist()]
        read = sum(value is not None for value in minutes)
        return any(minutes) and read >= MOSTLY * self.filled

    @cached_property
    def answers(self) -> bool:
        """Say whether the cells are yes and no."""
        known = answers()
        return 0 < self.distinct <= 6 and all(plain(cell) in known for cell in self._different.to_pylist())

    @cached_property
    def ids(self) -> bool:
        """Say whether the cells are written as ids are."""
        return self._share(_ID) >= MOSTLY

    @cached_property
    def names(self) -> bool:
        """Say whether the cells have no digit and no slash."""
        return self._share(_NAME) >= MOSTLY

    @cached_property
    def mails(self) -> bool:
        """Say whether the cells are addresses of e-mail or logins."""
        return self._share(_MAIL) >= MOSTLY

    @cached_property
    def times(self) -> pa.ChunkedArray | None:
        """The moments of the cells, in the order of day and month that reads more; None where they are no dates."""
        serial = self.numbers and max(self._share(_SERIAL), self._share(_EPOCH)) >= MOSTLY * (1 - self._share(_NONE))
        if not self.filled or self.length > LONGEST_NAME or (self.numbers and not serial):
            return None
        if self._share(_DIGIT) < MOSTLY or self._share(_NONE) == 1:
            return None
        for day_first in (True, False):
            read = read_times(self._column, day_first, "UTC")
            if read.unreadable - read.never <= (1 - MOSTLY) * self.filled:
                return read.values
        return None

    def _share(self, pattern: str) -> float:
        return (pc.sum(pc.match_substring_regex(self._cells, pattern)).as_py() or 0) / (self.filled or 1)

    @property
    def dates(self) -> bool:
        """Say whether the cells are dates."""
        return self.times is not None

    @property
    def labels(self) -> bool:
        """Say whether the cells are a few words that rows share, as groups, states and categories are."""
        few = self.distinct <= FEW or self.distinct * 2 <= self.filled
        worded = self.letters >= MOSTLY and self.length <= LONGEST_LABEL
        return worded and few and not (self.dates or self.answers or self.ids)

    @property
    def people(self) -> bool:
        """Say whether the cells may be people: short, with letters, without numbers but in logins and addresses."""
        worded = self.letters >= MOSTLY and self.length <= LONGEST_NAME and self.words <= 6
        return worded and (self.names or self.mails) and not (self.dates or self.answers or self.numbers)

    @property
    def texts(self) -> bool:
        """Say whether the cells are somebody's words: several a cell, and not the same few."""
        several = self.words >= 2 or self.length > LONGEST_NAME
        return several and self.distinct > min(5, self.filled / 4) and not (self.dates or self.ids)

    @property
    def prose(self) -> bool:
        """Say whether most cells have a long word in small letters behind another, as names of people haven't."""
        return self._share(r"[^\s,;]\s\p{Ll}[\p{L}\p{M}]{3}") > 1 / 2

    @property
    def phrases(self) -> bool:
        """Say whether the cells are words, be it one, and not the same few."""
        worded = self.letters >= MOSTLY and self.distinct > min(5, self.filled / 4)
        return worded and not (self.dates or self.answers or self.numbers)

    @property
    def things(self) -> bool:
        """Say whether the cells are hosts, machines or other marks that rows share."""
        return self.ids and not self.numbers and self.distinct < self.filled

    @property
    def unique(self) -> bool:
        """Say whether the cells are ids that each stand once."""
        return self.ids and self.distinct >= self.filled >= MOSTLY * self.rows and self.filled > 1

    @property
    def singles(self) -> bool:
        """Say whether the cells are ids that each stand once, and don't only count the rows."""
        return self.unique and not self.counts_rows

    @cached_property
    def counts_rows(self) -> bool:
        """Say whether the cells are numbers that only count the rows, from 1 up."""
        if not self.numbers or self.filled < 2 or self.distinct < self.filled:
            return False
        short = pc.all(pc.match_substring_regex(self._cells, "^[0-9]{1,4}$")).as_py()
        return bool(short) and max(map(int, self._cells.to_pylist())) <= self.rows


def one_moment_each(table: pa.Table, ids: str, opened: str) -> bool:
    """Say whether rows of *table* with one id were opened at one moment, and nearly each id at another moment."""
    known = pc.count_distinct(table[ids].cast(pa.string())).as_py()
    if not known or table[ids].null_count > (1 - MOSTLY) * table.num_rows:
        return False
    pairs = pa.table({name: table[name].cast(pa.string()) for name in (ids, opened)})
    moments = pairs.group_by([ids, opened]).aggregate([])
    several = pc.count_distinct(moments[opened]).as_py() >= MOSTLY * known
    return several and known >= MOSTLY * moments.num_rows


def share_later(first: pa.ChunkedArray, second: pa.ChunkedArray) -> float:
    """Return the share of rows, of those with both, in which *second* is not before *first*; 1 where none has."""
    later = pc.greater_equal(second, first)
    both = len(later) - later.null_count
    return float(pc.sum(later).as_py() or 0) / both if both else 1.0


def share_in_order(times: pa.ChunkedArray, numbers: pa.ChunkedArray | None) -> float:
    """Return the share of neighbours that rise (or that fall) in *times*, rows in the order of *numbers* if given."""
    if numbers is not None:
        times = times.take(pc.sort_indices(numbers))
    known = times.drop_null()
    if len(known) < 2:
        return 0.0
    before, after = known.slice(0, len(known) - 1), known.slice(1)
    rising = float(pc.mean(pc.greater_equal(after, before).cast(pa.float64())).as_py() or 0)
    falling = float(pc.mean(pc.less_equal(after, before).cast(pa.float64())).as_py() or 0)
    return rising if numbers is not None else max(rising, falling)
