"""When a row's state was reached, in lists with several rows a ticket: the one date that differs between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.guessing.evidence import MOSTLY, Evidence

FEWEST_CHANGED = 5
"""Tickets with several rows that tell it."""


def changes_of(table: pa.Table, mapping: Mapping[str, str], look: Callable[[str], Evidence]) -> dict[str, str]:
    """Return header -> ``updated_at`` of the one column of dates, of no field, that tells a ticket's rows apart.

    Nearly all tickets with several rows must have one moment of opening and a date a row there. *look* returns what
    the cells of a column show.
    """
    headers = {name: header for header, name in mapping.items()}
    if "updated_at" in headers or not {"ticket_id", "opened_at", "state"} <= {*headers}:
        return {}
    free = [header for header in table.column_names if header not in mapping and look(header).dates]
    if not free:
        return {}
    ids, opened = (table[headers[name]].cast(pa.string()) for name in ("ticket_id", "opened_at"))
    if len(ids) - ids.null_count - pc.count_distinct(ids).as_py() < FEWEST_CHANGED:
        return {}
    dates = {header: table[header].cast(pa.string()) for header in free}
    pairs = [(header, "count_distinct") for header in (*free, "opened")]
    tickets = pa.table({"id": ids, "opened": opened, **dates}).group_by("id").aggregate([*pairs, ([], "count_all")])
    tickets = tickets.filter(pc.and_(pc.greater(tickets["count_all"], 1), pc.is_valid(tickets["id"])))
    if tickets.num_rows < FEWEST_CHANGED or _share(pc.equal(tickets["opened_count_distinct"], 1)) < MOSTLY:
        return {}
    telling = [h for h in free if _share(pc.equal(tickets[f"{h}_count_distinct"], tickets["count_all"])) >= MOSTLY]
    return {telling[0]: "updated_at"} if len(telling) == 1 else {}


def _share(told: pa.ChunkedArray) -> float:
    return float(pc.mean(told).as_py() or 0)
