"""A team, state or day that stands in the first row of its block only, as in pivots and logs of shifts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MOST_FILLED = 1 / 2
"""Share of the rows that may begin a block; where more are filled, empty cells say nothing."""
FEWEST, FEWEST_BELOW = 2, 5
"""Blocks, and rows below their first."""
MOSTLY = 0.9
_DAY = r"^[^:]*?(?:[T ]00:00(?::00)?)?$"


def fill_blocks(table: pa.Table, mapping: Mapping[str, str]) -> tuple[pa.Table, int]:
    """Return *table* with group, state and day of opening in each row of their blocks, and how many rows got one.

    A column is one of blocks if its first cell is filled, no other says the same, and the rows below without one hold
    an id or a text. Rows of one cell are none of a block: totals, footers. Days with a time of their own are none: a
    block has many.
    """
    held = [table[header] for header, name in mapping.items() if name in ("ticket_id", "summary", "description")]
    held = held or [table[header] for header in table.column_names if header not in mapping]  # one may be the text
    rows = np.zeros(table.num_rows, dtype=bool)
    several: np.ndarray | None = None
    for header in [header for header, name in mapping.items() if name in ("group", "state", "opened_at")]:
        column = table[header].cast(pa.string())
        empty = pc.is_null(column).to_numpy(zero_copy_only=False)
        days = mapping[header] == "opened_at"
        if not _in_blocks(column, empty, days) or (
            days and not pc.all(pc.match_substring_regex(column, _DAY)).as_py()
        ):
            continue
        if several is None:
            several = np.sum([_is_filled(cells) for cells in table.columns], axis=0) > 1
        below = empty & several
        named = [_is_filled(cells)[below].mean() for cells in held if below.any()]
        if below.sum() < max(FEWEST_BELOW, (~empty & several).sum()) or max(named, default=0) < MOSTLY:
            continue
        filled = pc.if_else(pa.array(below), pc.fill_null_forward(column), column)
        place, type_ = table.column_names.index(header), table.schema.field(header).type
        table = table.set_column(place, header, filled.cast(type_))
        rows |= below
    return table, int(rows.sum())


def _is_filled(cells: pa.ChunkedArray) -> np.ndarray:
    return pc.is_valid(cells).to_numpy(zero_copy_only=False)


def _in_blocks(column: pa.ChunkedArray, empty: np.ndarray, days: bool) -> bool:
    begun = len(column) - column.null_count
    if not FEWEST <= begun <= MOST_FILLED * len(column) or empty[0]:
        return False
    return bool(pc.count_distinct(column).as_py() >= (MOSTLY if days else 1) * begun)  # a day may be said again
