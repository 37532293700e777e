"""Columns of an export -> one column a field: several of one name together, a part of a cell alone."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.durations import SEPARATOR
from toil.exports.layouts.fields import COUNTS, REFERENCES


def join_columns(columns: Sequence[pa.ChunkedArray], field: str) -> pa.ChunkedArray:
    """Return *columns* of one field as one: those of one header that an export repeats, or the best first.

    Of links the first filled cell, of a count (comments) the number of filled ones, of a duration (worklog entries)
    all of them in one cell.
    """
    if len(columns) == 1:
        return columns[0]
    if field in COUNTS:
        filled = pa.chunked_array([pa.nulls(len(columns[0]), pa.int64()).fill_null(0)])
        for column in columns:
            filled = pc.add(filled, pc.is_valid(column).cast(pa.int64()))
        return pc.if_else(pc.equal(filled, 0), pa.scalar(None, pa.string()), filled.cast(pa.string()))
    if field in REFERENCES:
        return pc.coalesce(*columns)
    cells = [pc.fill_null(column, "") for column in columns]
    joined = pc.utf8_trim(pc.binary_join_element_wise(*cells, SEPARATOR), characters=SEPARATOR)
    return pc.if_else(pc.equal(joined, ""), pa.scalar(None, joined.type), joined)


def extract_cells(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    """Return what the groups of *pattern* find in each cell, joined by '#'; null where it doesn't match."""
    parts = pc.extract_regex(column.cast(pa.string()), pattern)
    names = [parts.type.field(place).name for place in range(parts.type.num_fields)]
    found = pc.binary_join_element_wise(*[pc.struct_field(parts, name) for name in names], "#")
    return pc.if_else(pc.equal(found, ""), pa.scalar(None, found.type), found)


def join_steps(ids: pa.ChunkedArray, steps: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the ids of a ticket's steps, which its own number and a step's make together: 7701#100."""
    written = pc.binary_join_element_wise(ids.cast(pa.string()), steps.cast(pa.string()), "#")
    return pc.coalesce(written, ids.cast(pa.string()))
