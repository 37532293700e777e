"""How large a workbook is before it is opened: opening takes memory for every cell up to the last one."""

from __future__ import annotations

import io
import re
import zipfile

from toil.errors import ExportError
from toil.exports.formats.archives import UNREADABLE
from toil.exports.formats.streams import MAX_RATIO, RATIO_FROM

MAX_SHEET = 1 << 30
MAX_CELLS = 20_000_000
PART, OVERLAP = 1 << 22, 1 << 12
# A cell's or row's place, r="XFD1048576" or r="1048576", but for one that ends at once: `<c r="A9" s="1"/>` is empty.
_ATTRIBUTE = rb"""\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')"""
_PLACE = re.compile(
    rb"""\br\s*=\s*["']\s*([A-Za-z]{0,7})([0-9]{1,20})\s*["'](?!(?:""" + _ATTRIBUTE + rb""")*\s*/>)"""
)


def check_extent(content: bytes, name: str) -> None:
    """Raise an ExportError where the workbook *content* would unpack to more than an export can be.

    Sizes are taken from the bytes themselves, since those that an archive states may be wrong; so are the places of
    the last row and column, since one cell at XFD1048576 would fill 400 GB.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise ExportError(
            "not a workbook that can be read",
            where=name,
            found="a file that is damaged or ends too early",
            do="Export or copy it again.",
        )
    size, rows, columns = 0, 0, 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {member.filename for member in archive.infolist()}
            _check_kind(names, name)
            for member in archive.infolist():
                before = b""
                with archive.open(member) as stream:
                    while part := stream.read(PART):
                        size += len(part)
                        _check_size(size, len(content), name)
                        reach = _reach(before + part)
                        rows, columns = max(rows, reach[0]), max(columns, reach[1])
                        before = part[-OVERLAP:]
    except UNREADABLE as error:
        raise ExportError(
            "not a workbook that can be read", where=name, found=str(error)[:100], do="Save it again as XLSX."
        ) from None
    check_cells(rows, columns, name)


def check_cells(rows: int, columns: int, name: str) -> None:
    """Raise an ExportError where a sheet up to its last row and column is more than an export can be."""
    if rows * columns > MAX_CELLS:
        raise ExportError(
            "the sheet has more cells than an export can have",
            where=name,
            found=f"a cell in row {rows:,} and one in column {columns:,}",
            wanted=f"at most {MAX_CELLS:,} cells",
            do="Delete what lies outside the table, or export it as CSV.",
        )


def _check_kind(names: set[str], name: str) -> None:
    if "xl/workbook.bin" in names:
        raise ExportError("an XLSB workbook", where=name, wanted="XLSX, XLS or ODS", do="Save it as XLSX.")


def _check_size(size: int, packed: int, name: str) -> None:
    if size > MAX_SHEET or (size > RATIO_FROM and size > MAX_RATIO * packed):
        raise ExportError(
            "unpacks to more than an export can be",
            where=name,
            found=f"over {size >> 20} MiB from {packed >> 10} KiB",
            wanted=f"at most {MAX_SHEET >> 30} GiB and {MAX_RATIO} times its packed size",
            do="Export it as CSV.",
        )


def _reach(part: bytes) -> tuple[int, int]:
    """Return the last row and column that *part* names."""
    places = set(_PLACE.findall(part))
    rows = max((int(number) for _, number in places), default=0)
    columns = max((_column(letters) for letters in {letters for letters, _ in places}), default=0)
    return rows, columns


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
