"""Tables whose rows are no tickets: counts of them, or the stages of one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import ExportError
from toil.exports.columns.values import read_counts
from toil.exports.guessing.evidence import LOOKED_AT, MOSTLY
from toil.exports.layouts.concepts import read_words
from toil.exports.layouts.fields import COUNTS

SEVERAL = 0.5
"""Share of the rows of a table that must count more than one before they are counts."""
_OWN = ("change_id", "problem_id")


def check_rows_are_tickets(table: pa.Table, headers: Mapping[str, Sequence[str]], where: str) -> None:
    """Raise an ExportError if the rows of *table*, which has no ids, are no tickets.

    They are counts where a column says how many tickets there are, or how many where no text tells one from the next;
    they are stages where each change or problem stands in several rows with one title, each in another state.
    *headers* are those behind each field.

    Raises
    ------
    ExportError
        Naming the file *where* and the column.
    """
    if "ticket_id" in headers:
        return
    others = {header for name, known in headers.items() if name not in COUNTS for header in known}
    textless = headers.keys().isdisjoint(("summary", "description", "resolution"))
    for header in table.column_names:
        if header not in others and _says_how_many(header, of_any=textless) and _counts(table[header]):
            raise ExportError(
                "rows count tickets, and are none",
                where=where,
                found=f"'{header}' with numbers above 1, and no ids",
                wanted="a row for each ticket",
                do="Export the tickets that this table was made from.",
            )
    told = "summary" in headers and "state" in headers
    for header in [header for name in _OWN if told for header in headers.get(name, ())]:
        if _has_stages(table, header, headers["summary"][0], headers["state"][0]):
            raise ExportError(
                "rows without ids are the stages of something else",
                where=where,
                found=f"each number under '{header}' in several rows, with one title and other states",
                wanted="a row for each ticket, with its id",
                do=f"Export a row each, with a column for each time; or say '{header}' = 'ignore' under"
                " [exports.columns], where each row is a ticket.",
            )


def _says_how_many(header: str, *, of_any: bool) -> bool:
    words = read_words(header)
    if not of_any and "ticket" not in words:
        return False
    return {"count"} <= words.concepts <= {"count", "ticket", "small", "number"} and not words.unknown


def _counts(column: pa.ChunkedArray) -> bool:
    cells = column.slice(0, LOOKED_AT).cast(pa.string())
    numbers, unreadable = read_counts(cells)
    filled = len(numbers) - numbers.null_count
    if unreadable or not filled or filled < MOSTLY * len(cells):
        return False
    return pc.sum(pc.greater(numbers, 1)).as_py() > SEVERAL * filled


def _has_stages(table: pa.Table, own: str, title: str, state: str) -> bool:
    if not table.num_rows or table[own].null_count:
        return False
    named = zip("otf", (own, title, state), strict=True)
    rows = pa.table({name: table[header].cast(pa.string()) for name, header in named})
    of = rows.group_by("o").aggregate([("t", "count_distinct"), ("f", "count_distinct"), ([], "count_all")])
    told = [
        pc.equal(of["t_count_distinct"], 1),
        pc.equal(of["f_count_distinct"], of["count_all"]),
        pc.greater(of["count_all"], 1),
    ]
    return of.num_rows > 1 and min(pc.mean(each).as_py() for each in told) >= MOSTLY
