"""Workbooks (XLSX, XLS, ODS) by python-calamine: the sheet with the widest table and those like it, as plain text."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from toil.errors import ExportError
from toil.exports.counts import OTHER_SHEETS
from toil.exports.formats.bands import with_bands
from toil.exports.formats.compound import OLE, check_compound
from toil.exports.formats.extents import check_extent
from toil.exports.formats.files import Source
from toil.exports.formats.opened import RawRows, filled_shares, unique_headers
from toil.exports.layouts.detecting import NEEDED, detect_profile
from toil.exports.layouts.fields import ID, TIMES
from toil.exports.layouts.plain import plain

HEADER_ROWS = 20
CHUNK = 1 << 15
ALIKE = 0.8
FEWEST_TOLD = 3
"""What a sheet of tickets tells of the four things that a ticket needs."""
FEWEST_COPIED, COPIED = 5, 0.8
"""Rows that two sheets must share, and which share of the shorter one's, before one is a copy of the other's."""
SHEET = "sheet"


@dataclass(frozen=True)
class Worksheet:
    """A worksheet, open, or several that are alike; ``notices`` count the rows of other sheets, and what was met."""

    format: str
    cells: tuple[str, ...]
    rows: Sequence[Sequence[object]]
    notices: Counter[str]

    @property
    def headers(self) -> tuple[str, ...]:
        """Headers as exported, repeated ones numbered."""
        return unique_headers(self.cells)

    def read(self, kept: Mapping[str, pa.DataType], nulls: Sequence[str]) -> RawRows:
        """Return the rows with the columns *kept*, cells in *nulls* as null."""
        filled: Counter[str] = Counter()
        schema = pa.schema(list(kept.items()))
        empty = frozenset(nulls)
        rows = [row for row in self.rows if is_filled(row)]
        parts = [schema.empty_table()]
        for start in range(0, len(rows), CHUNK):
            columns: dict[str, pa.Array] = {}
            for place, header in enumerate(self.headers):
                texts = [cell_text(row[place]) if place < len(row) else "" for row in rows[start : start + CHUNK]]
                values = [None if text in empty else text for text in texts]
                filled[header] += sum(value is not None for value in values)
                if header in kept:
                    columns[header] = pa.array(values, type=pa.string()).cast(kept[header])
            parts.append(pa.table(columns, schema=schema) if columns else _rows_only(min(CHUNK, len(rows) - start)))
        table = pa.concat_tables(parts).unify_dictionaries()
        return RawRows(table, len(rows), filled_shares(self.headers, filled, len(rows)), self.notices, self.format)


@dataclass(frozen=True)
class Sheet:
    """What stands on a sheet, or in a table of a page."""

    name: str
    hidden: bool
    rows: Sequence[Sequence[object]]


def is_filled(row: Sequence[object]) -> bool:
    """Say whether *row* holds anything."""
    return any(cell not in ("", None) for cell in row)


def _rows_only(rows: int) -> pa.Table:
    return pa.table({"": pa.nulls(rows)}).drop_columns([""])


def cell_text(cell: object) -> str:
    """Return a cell as the text that a CSV export would hold; whole numbers without a decimal point."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(int(abs(cell).total_seconds()), 60)  # a clock: a number would be in any unit
        sign = "-" if cell < dt.timedelta() else ""
        return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


def open_sheet(source: Source) -> Worksheet:
    """Return the worksheet of *source* that has the widest header, with the rows of visible ones like it.

    So a workbook with a sheet a month is one export, with all columns that any of them has. Rows of all other
    sheets are counted as left out.

    Raises
    ------
    ExportError
        If the workbook is broken, locked, unpacks to more than the limit, or holds no table.
    """
    content = source.content()
    check_compound(content, source.name) if content.startswith(OLE) else check_extent(content, source.name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        hidden = {sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
        sheets = [
            Sheet(name, name in hidden, _filled_down(workbook.get_sheet_by_name(name)))
            for name in workbook.sheet_names
        ]
    except BaseException as error:  # a fault inside calamine arrives as a PanicException, which is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise ExportError(
            "not a workbook that can be read", where=source.name, found=str(error)[:100], do="Save it again as XLSX."
        ) from None
    return choose_sheets(sheets, source, lambda names: f"{source.suffix.lstrip('.')}, sheet {names}")


def choose_sheets(
    sheets: Sequence[Sheet], source: Source, form: Callable[[str], str], notices: Counter[str] | None = None
) -> Worksheet:
    """Return the one of *sheets* with the widest header, with the rows of visible ones like it.

    One that tells nothing of tickets gives way to one that does and has as many rows: a summary of months to them.
    Of several, a column `SHEET` says which each row is of, and where none has ids, what a longer one says again is
    left out. *form* makes the format that is shown of their names; rows of other sheets are added to *notices*.
    """
    tables = [_Table(sheet.name, sheet.hidden, *split_header(sheet.rows)) for sheet in sheets if sheet.rows]
    tables = [table for table in tables if table.names]
    if not tables:
        raise ExportError("the workbook has no row", where=source.name, wanted="a header row and data")
    widest = max(tables, key=_Table.width)
    if len(tables) > 1 and widest.told < FEWEST_TOLD:
        others = [table for table in tables if table.filled >= widest.filled and not table.hidden]
        widest = max((table for table in others if table.told >= FEWEST_TOLD), key=_Table.width, default=widest)
    alike = [table for table in tables if table is widest or (not table.hidden and table.is_like(widest))]
    cells, rows = widest.cells, widest.rows
    if len(alike) > 1:
        named = {plain(name): name for table in [*alike, widest] for name in unique_headers(table.cells)}
        cells = (*named.values(), SHEET)
        under = [[row for row in table.rows_under(list(named)) if is_filled(row)] for table in alike]
        counting = {place for place in range(len(named)) if all(_counts_rows(rows, place) for rows in under)}
        fields = _fields_of([name for place, name in enumerate(named.values()) if place not in counting])
        if fields.isdisjoint(ID) and not fields.isdisjoint(TIMES):  # else ids tell what stands again
            under = without_copies(under, counting)
        rows = [[*row, table.name] for table, own in zip(alike, under, strict=True) for row in own]
    left_out = sum(table.filled for table in tables if table not in alike)
    left_out += sum(table.filled for table in alike) - len(rows) if len(alike) > 1 else 0
    noticed = +(Counter({OTHER_SHEETS: left_out}) + (notices or Counter()))
    return Worksheet(form(", ".join(table.name for table in alike)), cells, rows, noticed)


def _fields_of(headers: Sequence[str]) -> set[str]:
    profile = detect_profile(headers)
    return {found[0] for found in map(profile.field_of, headers) if found}


def _counts_rows(rows: Sequence[Sequence[object]], place: int) -> bool:
    return bool(rows) and all(cell_text(row[place]) == str(n) for n, row in enumerate(rows, start=1))


def without_copies(
    sheets: Sequence[Sequence[Sequence[object]]], counting: Collection[int] = ()
) -> list[list[Sequence[object]]]:
    """Return the rows of *sheets* without those that stand in a shorter one: of all months beside a sheet a month.

    Most rows of the shorter one must, or the same was done twice. *counting* are the places of cells that
    count the rows of their sheet.
    """

    def said(row: Sequence[object]) -> tuple[object, ...]:
        return tuple(cell for place, cell in enumerate(row) if place not in counting)

    held = [Counter(map(said, rows)) for rows in sheets]
    kept: list[list[Sequence[object]]] = [[] for _ in sheets]
    order = sorted(range(len(sheets)), key=lambda place: len(sheets[place]))
    for at, place in enumerate(order):
        again: Counter[tuple[object, ...]] = Counter()
        for shorter in order[:at]:
            common = held[shorter] & held[place]
            if common.total() >= max(FEWEST_COPIED, COPIED * len(sheets[shorter])):
                again |= common
        for row in sheets[place]:
            if again[key := said(row)]:
                again[key] -= 1
            else:
                kept[place].append(row)
    return kept


def _filled_down(sheet: CalamineSheet) -> list[list[object]]:
    """Return the rows of *sheet*, where cells merged downwards hold in each row what stands in the first."""
    rows: list[list[object]] = [list(row) for row in sheet.to_python()]
    top, leftmost = sheet.start or (0, 0)
    reached: Counter[int] = Counter()  # merged cells don't overlap; those of a broken workbook take no more time
    for (first, left), (last, _right) in sorted(sheet.merged_cell_ranges or ()):
        above, place = first - top, left - leftmost
        if 0 <= above < len(rows) and 0 <= place < len(rows[above]):
            for row in rows[max(above + 1, reached[place]) : last - top + 1]:
                row[place] = rows[above][place]
            reached[place] = max(reached[place], last - top + 1)
    return rows


@dataclass(frozen=True)
class _Table:
    """What a sheet holds: the header's cells, and the rows under it."""

    name: str
    hidden: bool
    header: Sequence[object]
    rows: Sequence[Sequence[object]]

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(map(cell_text, self.header))

    @property
    def names(self) -> list[str]:
        """The headers that are filled, in plain form."""
        return [plain(cell) for cell in self.cells if cell]

    @property
    def filled(self) -> int:
        """How many rows hold anything."""
        return sum(map(is_filled, self.rows))

    @property
    def told(self) -> int:
        """How many of what a ticket needs its headers tell: id, group, date, subject."""
        fields = _fields_of(self.cells)
        return sum(bool(fields & set(needed)) for needed in (ID, *NEEDED))

    def width(self) -> tuple[int, bool, int]:
        """How wide the header is; of those alike a visible one goes before a hidden one, then the longer."""
        return len(self.names), not self.hidden, self.filled

    def is_like(self, other: _Table) -> bool:
        """Say whether both have the same headers, in any order, but for a few."""
        common = Counter(self.names) & Counter(other.names)
        return common.total() >= ALIKE * max(len(self.names), len(other.names))

    def rows_under(self, names: Sequence[str]) -> Sequence[Sequence[object]]:
        """Return the rows with their cells in the order of the plain headers *names*."""
        own = [plain(header) for header in unique_headers(self.cells)]
        places = [own.index(name) if name in own else len(own) for name in names]
        return [[row[at] if at < len(row) else "" for at in places] for row in self.rows]


def split_header(rows: Sequence[Sequence[object]]) -> tuple[Sequence[object], Sequence[Sequence[object]]]:
    """Return the header of *rows*, and the rows under it.

    The header is the first of the top rows with as many filled cells as any of them has, less a fifth; `with_bands`
    says where it is of two rows.
    """
    filled = [sum(cell not in ("", None) for cell in row) for row in rows[:HEADER_ROWS]]
    if not filled or not max(filled):
        return [], []
    fewest = ALIKE * max(filled)
    at = next(i for i, n in enumerate(filled) if n >= fewest)
    header, first = with_bands(rows[: HEADER_ROWS + 1], at, fewest)
    return header or rows[at], rows[first:]
