"""A quote that nothing closes, and the rows that it takes in: lines within a cell that look like rows of the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import BinaryIO, cast

import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import ExportError
from toil.exports.formats.dialect import Dialect
from toil.exports.formats.files import Source
from toil.exports.layouts.plain import shape

SAMPLE = 500
FEW_SHAPES = 5
MOST = 0.8
MOST_LOOKED_AT = 20
_RUN = re.compile(r"(.)\1+")


@dataclass
class Watch:
    """Looks for rows within the cells of a delimited file, by the shapes of its ids and dates.

    `batch` and `row` raise an ExportError that says where the quote stands and how many lines it took in. A text that
    holds a pasted table is none of them: its quote is closed, as a look at the file itself shows.
    """

    source: Source
    encoding: str
    dialect: Dialect
    width: int
    _first: list[pa.Array] = field(default_factory=list)
    _looked_at: int = 0

    @cached_property
    def _shapes(self) -> list[frozenset[str]]:
        """Shapes of each column's first cells; few files have a cell that asks for them."""
        return [_shapes_of(column) for column in self._first]

    def batch(self, batch: pa.RecordBatch) -> None:
        """Look at all cells of *batch*, which has a column for each header."""
        if self.width < 2 or not batch.num_rows:
            return
        if not self._first:
            self._first = [column.slice(0, SAMPLE) for column in batch.columns]
        for place, column in enumerate(batch.columns):
            cells = column.dictionary if pa.types.is_dictionary(column.type) else column
            for cell in self._likely(cells, self.width - 1 - place):
                lines = cell.rstrip("\r\n").split("\n")
                if self._takes_in(lines[0].split(self.dialect.delimiter)[1:], place + 1, lines[1:]):
                    self._judge(self.dialect.quote + lines[0], lines[1:])

    def row(self, text: str) -> None:
        """Look at a row that has more or fewer cells than headers, as it is written."""
        lines = text.rstrip("\r\n").split("\n")
        if len(lines) > 1 and self._first and self._takes_in([], 0, lines[1:]) and _is_unclosed(text, self.dialect):
            self._judge(lines[0], lines[1:])

    def _likely(self, cells: pa.Array, delimiters: int) -> list[str]:
        """Return the cells with line ends whose first line has as many *delimiters* as are left in a row."""
        enough = pc.greater_equal(pc.count_substring(cells, self.dialect.delimiter), self.width - 1)
        cells = cells.filter(pc.fill_null(enough, False))
        mark = re.escape(self.dialect.delimiter)
        first = rf"\A[^\n{mark}]*(?:{mark}[^\n{mark}]*){{{delimiters}}}\n"
        return cells.filter(pc.match_substring_regex(cells, first)).to_pylist() if len(cells) else []

    def _takes_in(self, rest: Sequence[str], place: int, lines: Sequence[str]) -> bool:
        """Say whether *rest*, of a row from column *place* on, and most *lines* hold what the columns hold."""
        if self._fit(rest, place) is False:
            return False
        fits = [self._fit(self._cells(line), 0) for line in lines]
        return sum(fit is True for fit in fits) >= MOST * len(lines)

    def _cells(self, line: str) -> list[str]:
        """Return the cells of *line*, up to one that begins with a quote, if the line itself doesn't."""
        plain = line if line.startswith(self.dialect.quote) else line.partition(self.dialect.quote)[0]
        return plain.split(self.dialect.delimiter)

    def _fit(self, cells: Iterable[str], place: int) -> bool | None:
        """Say whether *cells* have the shapes of the columns from *place* on; None where that says nothing."""
        shapes, edges = self._shapes[place:], self.dialect.quote + " \r"
        told = [
            _plain_shape(cell.strip(edges)) in known
            for cell, known in zip(cells, shapes, strict=False)
            if known and cell.strip(edges)
        ]
        return all(told) if told else None

    def _judge(self, first: str, lines: Sequence[str]) -> None:
        """Raise an ExportError if the quote in the line that ends in *first* isn't closed in the *lines* after it."""
        self._looked_at += 1
        if self._looked_at > MOST_LOOKED_AT:
            return
        quote, ending, above = self.dialect.quote, first.rstrip("\r"), ""
        beginning = lines[0].replace(quote, "")[:80].rstrip("\r")
        with (
            self.source.open() as stream,
            io.TextIOWrapper(cast(BinaryIO, stream), self.encoding, "replace", newline="\n") as text,
        ):
            for number, line in enumerate(text):
                below = line.replace("\0", "")
                if above.endswith(ending) and below.replace(quote, "").startswith(beginning):
                    rest = "".join(islice(text, len(lines) - 1)).replace("\0", "")
                    if _is_unclosed(f"{above}\n{below}{rest}", self.dialect):
                        raise _unclosed(self.source.name, number, len(lines))
                    return
                above = below.rstrip("\r\n")


def _unclosed(name: str, number: int, lines: int) -> ExportError:
    return ExportError(
        "a quote that isn't closed takes in other rows",
        where=name,
        found=f"a quote in line {number:,}, and {lines:,} line(s) after it that look like rows",
        wanted="a second quote at the end of the cell",
        do="Export it again; or close that quote, or write it twice if it is part of the text.",
    )


def _shapes_of(column: pa.Array) -> frozenset[str]:
    """Return the few shapes that the cells of an id's or a date's column have; none of other columns."""
    cells = column.cast(pa.string()).drop_null().to_pylist()
    shapes: set[str] = set()
    for cell in cells:
        shapes.add(_plain_shape(cell))
        if len(shapes) > FEW_SHAPES:  # a text's column
            return frozenset()
    return frozenset(shapes) if all("9" in seen for seen in shapes) else frozenset()


def _plain_shape(cell: str) -> str:
    return _RUN.sub(r"\1", shape(cell))


def _is_unclosed(text: str, dialect: Dialect) -> bool:
    """Say whether a quote of *text* is not closed, or closed within a cell."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter, quotechar=dialect.quote, escapechar=dialect.escape, strict=True,
    )  # fmt: skip
    try:
        for _ in reader:
            pass
    except csv.Error:
        return True
    return False
