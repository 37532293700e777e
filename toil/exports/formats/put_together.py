"""Rows whose columns are not what the header says: below a second header, beside a number cut in two by its comma."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import ExportError

FEWEST_NAMES = 3
"""Cells that must be names of columns before a row counts as a header."""
MOSTLY = 0.9
_LOOKED_AT = 200


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
            raise ExportError(
                "exports with other columns were put together",
                where=where,
                found="the names of the columns again, in another order",
                wanted="one header",
                do="Put each export in a file of its own.",
            )


def check_whole_numbers(lines: Sequence[str], header: Sequence[str], quote: str, where: str) -> None:
    """Raise an ExportError if in *lines* a number under the last name goes on in a cell that has none: 1,5.

    *lines* are delimited by commas; *header* holds the names, empty where a cell has none.

    Raises
    ------
    ExportError
        Naming the file *where*.
    """
    if len(header) < FEWEST_NAMES or header[-1].strip() or not header[-2].strip():
        return
    rows = [row for row in csv.reader(lines[:_LOOKED_AT], quotechar=quote) if len(row) == len(header)]
    cut = sum(row[-1].strip().isdecimal() and row[-2].strip().isdecimal() for row in rows)
    if rows and cut >= MOSTLY * len(rows):
        raise ExportError(
            "numbers are cut in two by their comma",
            where=where,
            found=f"{len(rows)} row(s) with a number more than the header has names",
            wanted="numbers with a comma in quotes, or another delimiter",
            do="Export it again with ';' between cells.",
        )
