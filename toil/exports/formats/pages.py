"""Tables of a page in HTML, as Jira and report servers write them under the name of a workbook (.xls)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from toil.errors import ExportError
from toil.exports.counts import TRUNCATED
from toil.exports.formats.delimited import MAX_COLUMNS
from toil.exports.formats.encoding import python_name, read_text
from toil.exports.formats.extents import check_cells
from toil.exports.formats.files import Source
from toil.exports.formats.opened import NoTableError
from toil.exports.formats.sheets import Sheet, Worksheet, choose_sheets

MAX_PAGE = 256 << 20
MAX_DEPTH = 400
CHUNK = 1 << 20
_MOST_SPANNED = 1000  # as the standard of HTML has it
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CELLS = frozenset(("td", "th"))
_LINES = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "pre"))
_UNSEEN = frozenset(("script", "style", "head"))


def open_page(source: Source, stated: str | None = None) -> Worksheet:
    """Return the table of *source* with the widest header, and those like it, as one of a workbook's sheets.

    Cells are their text; a cell that reaches over several rows holds in each. A table in a cell is text of that cell,
    unless it is the wider one. Nothing is fetched, no script is run, no style is looked at.

    Raises
    ------
    ExportError
        If there is no table, or it is larger than an export can be.
    """
    content = source.content(MAX_PAGE)
    named = _CHARSET.search(content[:4096])
    text, encoding, notices = read_text(content, stated, python_name(named[1].decode()) if named else None)
    target = _Tables(source.name)
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=False)
    try:
        for start in range(0, len(text), CHUNK):
            parser.feed(text[start : start + CHUNK].replace("\0", "").encode("utf-8", "replace"))
        tables = parser.close()
    except (etree.LxmlError, ValueError) as error:
        raise ExportError(
            "not a page that can be read", where=source.name, found=str(error)[:80], do="Export it as CSV or XLSX."
        ) from None
    if not tables:
        raise NoTableError(
            "a page without a table",
            where=source.name,
            found="a page in HTML, as of a login or an error",
            wanted="tickets in a table",
            do="Export it again, or as CSV or XLSX.",
        )
    if tables[-1].rows and not re.search(
        r"</t(?:r|able|body)\b", text[max(text.rfind("<tr"), text.rfind("<TR")) :], re.I
    ):
        notices[TRUNCATED] += 1
        tables[-1].rows[-1][-1] = ""
    sheets = [Sheet(f"table {place}", False, table.rows) for place, table in enumerate(tables, start=1)]
    return choose_sheets(sheets, source, lambda names: f"html, {encoding}", +notices)


@dataclass
class _Table:
    """A table while it is read: rows so far, ``held`` what cells above still hold, as column -> (rows, text)."""

    parent: _Table | None
    rows: list[list[str]] = field(default_factory=list)
    row: list[str] | None = None
    held: dict[int, tuple[int, str]] = field(default_factory=dict)
    parts: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    cells: int = 0
    width: int = 0

    def open_cell(self, attributes: Mapping[str, str]) -> None:
        self.close_cell()
        self.row = [] if self.row is None else self.row
        self.parts = []
        if attributes:
            columns, rows = (_span(attributes.get(name, "")) for name in ("colspan", "rowspan"))
            self.spans = (min(columns, _MOST_SPANNED), rows)

    def close_cell(self) -> None:
        if self.parts is None or self.row is None:
            return
        if self.held:
            self._fill()
        text = _lines_of(self.parts)
        if self.spans != (1, 1):
            columns, rows = self.spans
            if rows > 1:
                self.held |= {len(self.row) + place: (rows, "" if place else text) for place in range(columns)}
            self.row += [text, *[""] * (columns - 1)]
            self.spans = (1, 1)
        else:
            self.row.append(text)
        self.parts = None

    def _fill(self) -> None:
        """Add what cells of rows above hold here."""
        while self.row is not None and len(self.row) in self.held:
            self.row.append(self.held[len(self.row)][1])

    def close_row(self) -> None:
        self.close_cell()
        if self.row is None:
            return
        self._fill()
        self.held = {place: (rows - 1, text) for place, (rows, text) in self.held.items() if rows > 1}
        self.cells += len(self.row) + len(self.held)  # what is held costs time in each row, be it of use or not
        self.width = max(self.width, sum(map(bool, self.row)))
        self.rows.append(self.row)
        self.row = None


def _lines_of(parts: list[str]) -> str:
    """Return what stands in a cell: its lines that hold anything, spaces as one."""
    whole = parts[0] if len(parts) == 1 else "".join(parts)
    if "\x00" not in whole:
        return " ".join(whole.split())
    return "\n".join(filter(None, (" ".join(line.split()) for line in whole.split("\x00"))))


def _span(text: str) -> int:
    return int(text) if re.fullmatch("[1-9][0-9]{0,5}", text.strip()) else 1


class _Tables:
    """What lxml tells of a page, one thing after the other, kept as tables."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._table: _Table | None = None
        self._done: list[_Table] = []
        self._depth = self._unseen = self._cells = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError("tags too deep in each other")
        table = self._table
        if tag in _CELLS and table:
            if table.parent:
                self.data(" ")
            table.open_cell(attributes)
        elif tag == "table":
            self._table = _Table(table)
        elif tag == "tr" and table:
            self._end_row()
            table.row = []
        elif tag in _UNSEEN:
            self._unseen += 1
        if tag in _LINES:
            self.data("\x00")

    def end(self, tag: str) -> None:
        """A tag closes."""
        self._depth -= 1
        table = self._table
        if tag in _CELLS and table:
            table.close_cell()
        elif tag == "table" and table:
            self._end_row()
            self._table = table.parent
            self._done.append(table)
        elif tag == "tr" and table:
            self._end_row()
        elif tag in _UNSEEN:
            self._unseen -= 1
        if tag in _LINES or tag == "table":
            self.data("\x00")

    def data(self, text: str) -> None:
        """Text: of the cell it stands in, and of the cell around that one's table."""
        table = self._table
        if table is None or self._unseen:
            return
        if table.parts is not None:
            table.parts.append(text)
        if table.parent and table.parent.parts is not None:
            table.parent.parts.append(text)

    def close(self) -> list[_Table]:
        """Return the tables that hold a row of several cells, but for narrower ones in another's cell."""
        wide = [table for table in self._done if table.width > 1]
        return [table for table in wide if not (table.parent and table.parent.width >= table.width)]

    def _end_row(self) -> None:
        table = self._table
        if table is None:
            return
        before = table.cells
        table.close_row()
        added = table.cells - before
        self._cells += added
        if added > 2 * MAX_COLUMNS:
            raise ExportError(
                "more columns than an export can have",
                where=self._name,
                found=str(added),
                wanted=f"at most {MAX_COLUMNS:,}",
                do="Export fewer columns.",
            )
        check_cells(len(table.rows), self._cells // max(len(table.rows), 1), self._name)
