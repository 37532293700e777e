"""Columns of any type as the text that a CSV export would hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.formats.nested import text_of
from toil.exports.formats.sheets import cell_text


def cells_of(
    table: pa.Table, kept: Mapping[str, pa.DataType], nulls: Sequence[str], filled: Counter[str]
) -> pa.Table:
    """Return the columns *kept* of *table* as text, cells in *nulls* as null; count filled cells of all columns."""
    columns: dict[str, pa.ChunkedArray] = {}
    empty = pa.array(list(nulls), type=pa.string())
    for header in table.column_names:
        texts = as_text(table[header])
        texts = pc.if_else(pc.is_in(texts, value_set=empty), pa.scalar(None, pa.string()), texts)
        filled[header] += len(texts) - texts.null_count
        if header in kept:
            columns[header] = texts.cast(kept[header])
    if not columns:
        return pa.table({"": pa.nulls(table.num_rows)}).drop_columns([""])
    return pa.table({header: columns[header] for header in kept})


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return *column* as strings, null where null: times in ISO form, whole numbers without a decimal point."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        zone = "Z" if kind.tz else ""
        return pc.strftime(column.cast(pa.timestamp("s", kind.tz), safe=False), format=f"%Y-%m-%d %H:%M:%S{zone}")
    if pa.types.is_floating(kind):
        texts = [None if value is None or value != value else cell_text(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(texts, type=pa.string())])
    if pa.types.is_nested(kind):
        texts = [None if value is None else text_of(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(texts, type=pa.string())])
    return column.cast(pa.string())
