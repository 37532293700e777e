"""What CA's `pdm_extract` writes: tables of its database, each a line of columns and rows in braces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toil.errors import ExportError
from toil.exports.counts import NO_RECORD, OTHER_SHEETS, TRUNCATED
from toil.exports.formats.encoding import read_text
from toil.exports.formats.files import Source
from toil.exports.formats.records import MAX_DOCUMENT, Records, table_of

START = rb"TABLE[ \t]+\w+[ \t]*\r?\n[ \t]*\w+[\w.]*(?:[ \t]+[\w.]+)*[ \t]*\r?\n[ \t]*\{"
_TICKETS = ("call_req", "chg", "change_request", "issue")
_CELL = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_TABLE = re.compile(r"\s*TABLE[ \t]+(?P<name>\w+)\s+(?P<columns>[\w.]+(?:[ \t]+[\w.]+)*)[ \t]*(?=[\r\n{]|\Z)")
_ROW = re.compile(rf"\s*\{{\s*(?P<cells>{_CELL}(?:\s*,\s*{_CELL})*)\s*\}}", re.DOTALL)
_CELLS = re.compile(_CELL, re.DOTALL)
Row = dict[str, str | None]


def open_dump(source: Source, stated: str | None = None) -> Records:
    """Return the tickets of the dump *source*: of several tables of them the longest; rows of others are counted.

    Raises
    ------
    ExportError
        If it is too large, or what stands in it is no row.
    """
    text, encoding, notices = read_text(source.content(MAX_DOCUMENT), stated, None)
    tables: dict[str, list[Row | None]] = {}
    for name, row in _rows(text, source.name, notices):
        tables.setdefault(name, []).append(row)
    chosen = max(tables, key=lambda name: (name in _TICKETS, len(tables[name])), default="")
    notices[OTHER_SHEETS] += sum(len(rows) for name, rows in tables.items() if name != chosen)
    table = table_of(tables.get(chosen, ()), {}, source.name, notices)
    return Records(source, f"pdm_extract, {encoding}", table, +notices)


def _rows(text: str, where: str, notices: Counter[str]) -> Iterator[tuple[str, Row | None]]:
    """Yield the table and the cells of each row, None for one with more or fewer cells than columns."""
    name, columns, at, end = "", list[str](), 0, len(text.rstrip())
    while at < end:
        if table := _TABLE.match(text, at):
            name, columns, at = table["name"].casefold(), table["columns"].split(), table.end()
            continue
        row = _ROW.match(text, at)
        if row is None:
            if "}" in text[at:] or not name:
                raise ExportError(
                    "not a dump of pdm_extract that can be read",
                    where=where,
                    found=f"what is no row, in line {text.count(chr(10), 0, at) + 2:,}",
                    wanted='rows like { "1" ,"2" }',
                    do="Export it again.",
                )
            notices[NO_RECORD] += 1
            notices[TRUNCATED] += 1
            return
        cells = [re.sub(r"\\(.)", r"\1", cell[1:-1], flags=re.DOTALL) for cell in _CELLS.findall(row["cells"])]
        yield name, dict(zip(columns, cells, strict=True)) if len(cells) == len(columns) else None
        at = row.end()
