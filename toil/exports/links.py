"""Links between tickets that name a record by the system's own key -> the id by which everybody knows it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.layouts.fields import REFERENCES
from toil.exports.reading import ReadFile


def name_links(tickets: pa.Table, rows: pa.Table, files: Sequence[ReadFile]) -> pa.Table:
    """Return *tickets*, whose links that are a key (ServiceNow's ``sys_id``) name the ticket that has it in *rows*.

    A key holds within its system; one that no row has stays as it stands.
    """
    keyed = rows.select(["record", "file", "ticket_id"]).filter(pc.is_valid(rows["record"]))
    if not keyed.num_rows:
        return tickets
    known = pa.table({"key": _keys(keyed, "record", files), "id": keyed["ticket_id"]})
    known = known.group_by("key", use_threads=False).aggregate([("id", "last")])
    for name in REFERENCES:
        found = pc.index_in(_keys(tickets, name, files), value_set=known["key"])
        named = pc.coalesce(known["id_last"].take(found), tickets[name])
        tickets = tickets.set_column(tickets.column_names.index(name), name, named)
    return tickets


def _keys(rows: pa.Table, name: str, files: Sequence[ReadFile]) -> pa.ChunkedArray:
    """Return the system and the cell of each row."""
    systems = pa.array([file.profile.name for file in files], pa.large_string()).take(rows["file"])
    return pc.binary_join_element_wise(systems, rows[name], pa.scalar(":", pa.large_string()))
