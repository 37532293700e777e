"""Rows whose columns are not what the header says: below a second header, beside a number cut in two by its comma."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import ExportError
from toil.exports.layouts.fields import TEXTS
from toil.exports.layouts.profile import Profile

FEWEST_NAMES = 3
"""Cells that must be names of columns before a row counts as a header."""
MOSTLY = 0.9
_LOOKED_AT = 200
_WORD = r"[^0-9]{2,60}"
_UNNAMED = re.compile("column [0-9]+")


def check_one_header(table: pa.Table, by: str, where: str) -> None:
    """Raise an ExportError if a row of *table* is its header again, with columns in another order.

    Two exports were put together by their lines then, and what stands below has other columns. Only rows with a
    column's name under the header *by* are looked at; a header that is repeated as it is may stay.

    Raises
    ------
    ExportError
        Naming the file *where*.
    """
    names = set(table.column_names)
    texts = pa.array(sorted(names), pa.string())
    places = pc.indices_nonzero(pc.fill_null(pc.is_in(table[by].cast(pa.string()), value_set=texts), False))
    for place in places.to_pylist():
        row = {header: str(cell) for header, cell in table.slice(place, 1).to_pylist()[0].items() if cell is not None}
        named = {header: cell for header, cell in row.items() if cell in names}
        moved = any(header != cell for header, cell in named.items())
        if moved and len(named) >= max(FEWEST_NAMES, len(row) / 2):
            raise _put_together(where, "the names of the columns again, in another order")


def check_same_columns(table: pa.Table, by: str, mapping: Mapping[str, str], profile: Profile, where: str) -> None:
    """Raise an ExportError if a row of *table* is the header of another export, whose columns are others.

    Only rows with a word under the header *by* are looked at. *mapping* says what each column of the table is: names
    of the same fields in the same places, as of the system in another language, may stay.

    Raises
    ------
    ExportError
        Naming the file *where*.
    """
    words = pc.match_substring_regex(table[by].cast(pa.string()), f"^{_WORD}$")
    for place in pc.indices_nonzero(pc.fill_null(words, False)).to_pylist()[:_LOOKED_AT]:
        row = {header: str(cell) for header, cell in table.slice(place, 1).to_pylist()[0].items() if cell is not None}
        found = {header: profile.field_of(cell) for header, cell in row.items() if re.fullmatch(_WORD, cell)}
        fields = {header: field[0] for header, field in found.items() if field}
        here = [(field, mapping.get(header, field)) for header, field in fields.items()]
        moved = any(one != other and {one, other} - {*TEXTS} for one, other in here)
        if moved and len(fields) >= max(FEWEST_NAMES, len(row) / 2):
            raise _put_together(where, "a second header below, with other columns")


def _put_together(where: str, found: str) -> ExportError:
    return ExportError(
        "exports with other columns were put together",
        where=where,
        found=found,
        wanted="one header",
        do="Put each export in a file of its own.",
    )


def check_one_table(headers: Sequence[str], where: str) -> None:
    """Raise an ExportError if *headers* are the same names twice or more, in one order: tables side by side.

    *headers* are unique, as `toil.exports.formats.opened.unique_headers` makes them; those of empty columns between
    the tables are left out.

    Raises
    ------
    ExportError
        Naming the file *where*.
    """
    named = [header for header in headers if not _UNNAMED.fullmatch(header)]
    first = next((place for place, header in enumerate(named) if place and header == f"{named[0]} (2)"), 0)
    times, rest = divmod(len(named), first or 1)
    if first < FEWEST_NAMES or rest:
        return
    if named == named[:first] + [f"{name} ({n})" for n in range(2, times + 1) for name in named[:first]]:
        raise ExportError(
            "tables stand side by side",
            where=where,
            found=f"the same {first} names of columns {times} times",
            wanted="one table",
            do="Put the rows of all below each other.",
        )


def check_whole_numbers(lines: Sequence[str], header: Sequence[str], quote: str, where: str) -> None:
    """Raise an ExportError if in *lines* a number goes on in the next cell, and all cells after it are shifted: 1,5.

    *lines* are delimited by commas; *header* holds the names, empty where a cell has none. Numbers stand side by side
    in nearly all rows then, and most fill a cell more than there are names.

    Raises
    ------
    ExportError
        Naming the file *where*.
    """
    if len(header) < FEWEST_NAMES or header[-1].strip() or not header[-2].strip():
        return
    rows = [row for row in csv.reader(lines[:_LOOKED_AT], quotechar=quote) if len(row) == len(header)]
    filled = sum(bool(row[-1].strip()) for row in rows)
    numbers = [[cell.strip().isdecimal() for cell in row] for row in rows]
    beside = (sum(row[place] and row[place + 1] for row in numbers) for place in range(len(header) - 1))
    if filled * 2 > len(rows) and max(beside) >= MOSTLY * len(rows):
        raise ExportError(
            "rows have a cell more than the header has names",
            where=where,
            found=f"{filled} of {len(rows)} row(s) so, with numbers side by side: a decimal comma cuts them in two",
            wanted="a name for each column, and numbers with a comma in quotes",
            do="Export it again with ';' between cells.",
        )
