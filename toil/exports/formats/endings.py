"""How a delimited file ends: whether its last row, or its last cell, was cut."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.layouts.plain import shape

FEWEST_ALIKE = 10
"""Other filled cells of a column that must agree before its last one is said to be cut."""


def ends_inside_quotes(tail: bytes, quote: str) -> bool:
    """A last line without line end that opens a quote and never closes it."""
    last = tail.rsplit(b"\n", 1)[-1]
    return bool(last) and last.count(quote.encode()) % 2 == 1


def without_cut_cell(table: pa.Table, name: str, ending: str) -> pa.Table | None:
    """Return *table* without the last cell of its last column *name*, if that is cut; None where it is whole.

    *ending* is the end of the file, without a line end: where the cell is not that, nothing is said of it.
    """
    column = table[name] if name in table.column_names else None
    last = column[-1].as_py() if column is not None and len(column) else None
    if column is None or not last or not ending.endswith(last) or not is_cut(column):
        return None
    kept = pa.chunked_array([*column.slice(0, len(column) - 1).chunks, pa.nulls(1, column.type)])
    return table.set_column(table.column_names.index(name), name, kept)


def is_cut(column: pa.ChunkedArray) -> bool:
    """Say whether the last cell of *column*, the last of a file without a line end, is only how one begins.

    It stands nowhere else, and others go on with its last word; or all others are written alike, with digits, and are
    longer: dates, ids with letters. A number is whole.

    >>> names = ["Ana Lima", "Rui Reis"] * 6
    >>> is_cut(pa.chunked_array([[*names, "Rui Re"]])), is_cut(pa.chunked_array([[*names, "Rita"]]))
    (True, False)
    >>> is_cut(pa.chunked_array([[f"{day}/09/2026" for day in range(10, 30)] + ["30/09/2"]]))
    True
    """
    cells = column.cast(pa.string())
    last = cells[-1].as_py() if len(cells) else None
    others = cells.slice(0, max(0, len(cells) - 1)).drop_null()
    if not last or len(others) < FEWEST_ALIKE:
        return False
    different = pc.unique(others)
    if pc.any(pc.equal(different, last)).as_py():
        return False
    worded = last[-1].isalpha() and len(different) * 2 <= len(others)
    goes_on = pc.match_substring_regex(pc.utf8_slice_codeunits(different, len(last)), r"^[\p{L}\p{M}]")
    if worded and pc.any(pc.and_(pc.starts_with(different, last), goes_on)).as_py():
        return True
    lengths = pc.min_max(pc.utf8_length(different)).as_py()
    if len(different) < FEWEST_ALIKE or lengths["min"] != lengths["max"] or lengths["min"] <= len(last):
        return False
    shapes = {shape(cell) for cell in different.slice(0, 1000).to_pylist()}
    whole = shapes.pop()
    return not shapes and "9" in whole and whole.strip("9") != "" and whole.startswith(shape(last))
