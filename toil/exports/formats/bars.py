"""The broken bar as a delimiter: of more than one byte, which Arrow doesn't take, so another stands in for it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

BAR, SOH = "¦", "\x01"


def with_bars(table: pa.Table) -> pa.Table:
    """Return *table* with the bars back that stood within quotes, where they divide nothing."""
    for place, field in enumerate(table.schema):
        column = table[place].cast(pa.large_string())
        if pc.any(pc.match_substring(column, SOH)).as_py():
            table = table.set_column(place, field, pc.replace_substring(column, SOH, BAR).cast(field.type))
    return table
