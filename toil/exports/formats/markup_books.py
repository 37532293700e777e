"""Workbooks as XML (SpreadsheetML of Excel 2003), as report servers write them under the name of an .xls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toil.exports.formats.extents import check_cells
from toil.exports.formats.sheets import Sheet


@dataclass
class _Worksheet:
    """A sheet while it is read; ``held`` is what cells above hold in rows below, column -> (rows left, text)."""

    name: str
    rows: list[list[object]] = field(default_factory=list)
    held: dict[int, tuple[int, str]] = field(default_factory=dict)
    hidden: bool = False
    width: int = 0


class BookReader:
    """Reads the sheets of a workbook as XML: cells are their text, dates as ISO 8601 has them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._done: list[_Worksheet] = []
        self._row: list[object] | None = None
        self._span = (1, 1)
        self._texts: list[str] | None = None
        self._in_cell = self._in_comment = False
        self._visible: list[str] | None = None

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets that were read."""
        return [Sheet(sheet.name, sheet.hidden, sheet.rows) for sheet in self._done]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        local = tag.rpartition("}")[2]
        named = {key.rpartition("}")[2]: text for key, text in attributes.items()}
        if local == "Worksheet":
            self._done.append(_Worksheet(named.get("Name", "")))
        elif not self._done:
            return
        elif local == "Row":
            self._skip_rows(_number(named.get("Index", "")) - 1)
            self._row = []
        elif local == "Cell" and self._row is not None:
            self._fill(_number(named.get("Index", "")) - 1)
            self._span = (1 + _number(named.get("MergeAcross", "")), 1 + _number(named.get("MergeDown", "")))
            self._in_cell, self._texts = True, []
        elif local == "Comment":
            self._in_comment = True
        elif local == "Visible":
            self._visible = []

    def end(self, tag: str) -> None:
        """An element closes."""
        local = tag.rpartition("}")[2]
        if local == "Cell" and self._row is not None and self._texts is not None:
            self._close_cell(self._row, "".join(self._texts).strip())
        elif local == "Row" and self._row is not None:
            self._close_row(self._row)
        elif local == "Comment":
            self._in_comment = False
        elif local == "Visible" and self._visible is not None:
            self._done[-1].hidden = "".join(self._visible).strip() != "SheetVisible"
            self._visible = None

    def data(self, text: str) -> None:
        """A part of a text."""
        if self._visible is not None:
            self._visible.append(text)
        elif self._in_cell and not self._in_comment and self._texts is not None:
            self._texts.append(text)

    def close(self) -> None:
        """The document ends."""

    def _skip_rows(self, until: int) -> None:
        sheet = self._done[-1]
        check_cells(max(until, len(sheet.rows)), max(sheet.width, 1), self._name)
        while len(sheet.rows) < until:
            self._close_row([])

    def _fill(self, until: int) -> None:
        """Add what cells above hold here, and empty cells up to the place *until*."""
        row, held = self._row or [], self._done[-1].held
        check_cells(max(len(self._done[-1].rows), 1), max(until, 1), self._name)
        while len(row) < until or len(row) in held:
            row.append(held[len(row)][1] if len(row) in held else "")

    def _close_cell(self, row: list[object], text: str) -> None:
        columns, rows = self._span
        check_cells(max(len(self._done[-1].rows), 1), len(row) + columns, self._name)
        if rows > 1:
            self._done[-1].held |= {len(row) + at: (rows, "" if at else text) for at in range(columns)}
        row += [text, *[""] * (columns - 1)]
        self._in_cell, self._texts = False, None

    def _close_row(self, row: list[object]) -> None:
        sheet = self._done[-1]
        self._row = row
        self._fill(0)
        sheet.held = {at: (rows - 1, text) for at, (rows, text) in sheet.held.items() if rows > 1}
        sheet.rows.append(row)
        sheet.width = max(sheet.width, len(row), len(sheet.held))
        check_cells(len(sheet.rows), sheet.width, self._name)
        self._row = None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
