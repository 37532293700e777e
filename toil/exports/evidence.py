"""What the cells of a column say of it: dates, yes and no, numbers, a few labels, names, texts, ids."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.concepts import answers
from toil.exports.dates import read_times
from toil.exports.plain import plain

LOOKED_AT = 2000
MOSTLY = 0.9
FEW = 30
LONGEST_LABEL, LONGEST_NAME = 60, 50
_NUMBER = r"^[-+]?[0-9]+(?:[.,][0-9]+)?$"
_SERIAL = r"^[34][0-9]{4}[.,][0-9]+$"
_EPOCH = r"^1[0-9]{9}(?:[0-9]{3})?$"
_ID = r"^[\p{L}_-]{0,12}[#:\- ]?[0-9][0-9A-Za-z\-./ ]{0,30}$"
_NAME = r"^[^0-9/\\]*$"


@dataclass(frozen=True)
class Evidence:
    """What a sample of a column shows; shares are of its filled cells.

    ``times`` are its moments, null where the column holds no dates.
    """

    filled: int
    rows: int
    distinct: int
    words: float
    letters: float
    length: float
    numbers: bool
    answers: bool
    ids: bool
    names: bool
    mails: bool
    times: pa.ChunkedArray | None = field(repr=False, compare=False)

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
    def things(self) -> bool:
        """Say whether the cells are hosts, machines or other marks that rows share."""
        return self.ids and not self.numbers and self.distinct < self.filled

    @property
    def unique(self) -> bool:
        """Say whether the cells are ids that each stand once."""
        return self.ids and self.distinct >= self.filled >= MOSTLY * self.rows and self.filled > 1


def look_at(column: pa.ChunkedArray) -> Evidence:
    """Return what the first `LOOKED_AT` cells of *column* show."""
    column = column.slice(0, LOOKED_AT).cast(pa.string())
    cells = column.drop_null()
    counted = len(cells) or 1

    def share(pattern: str) -> float:
        return (pc.sum(pc.match_substring_regex(cells, pattern)).as_py() or 0) / counted

    numbers = share(_NUMBER) >= MOSTLY
    serial = numbers and max(share(_SERIAL), share(_EPOCH)) >= MOSTLY
    distinct = cells.unique()
    known = answers()
    return Evidence(
        filled=len(cells),
        rows=len(column),
        distinct=len(distinct),
        words=1 + (pc.mean(pc.count_substring(pc.utf8_trim_whitespace(cells), " ")).as_py() or 0),
        letters=share(r"[\p{L}\p{M}]{2}"),
        length=pc.mean(pc.utf8_length(cells)).as_py() or 0,
        numbers=numbers,
        answers=0 < len(distinct) <= 6 and all(plain(cell) in known for cell in distinct.to_pylist()),
        ids=share(_ID) >= MOSTLY,
        names=share(_NAME) >= MOSTLY,
        mails=share(r"^\S+@\S+$|^[a-z][a-z0-9._\-]{2,20}$") >= MOSTLY,
        times=_times(column, len(cells)) if serial or not numbers else None,
    )


def _times(column: pa.ChunkedArray, filled: int) -> pa.ChunkedArray | None:
    """Return the moments of *column* in the order that reads more of them, if it reads nearly all."""
    if not filled or (pc.mean(pc.utf8_length(column)).as_py() or 0) > LONGEST_NAME:
        return None
    for day_first in (True, False):
        read = read_times(column, day_first, "UTC")
        if read.unreadable <= (1 - MOSTLY) * filled:
            return read.values
    return None


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
