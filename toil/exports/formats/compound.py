"""Old workbooks (XLS) before they are opened: calamine follows each chain of sectors, and fills all cells between."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from toil.errors import ExportError
from toil.exports.formats.extents import check_cells

OLE = b"\xd0\xcf\x11\xe0"
_END, _LAST = 0xFFFFFFFE, 0xFFFFFFF9  # what ends a chain, and the last number that names a sector
_ENTRY, _STREAM, _ROOT = 128, 2, 5
_WORKBOOKS = ("Workbook", "Book")
_MULRK = 0x00BD
_CELLS = frozenset((0x0006, 0x0203, 0x0204, 0x0205, 0x00FD, 0x00D6, 0x027E, 0x0206, 0x0406, _MULRK))


@dataclass(frozen=True)
class _Entry:
    """An entry of the directory: a stream of ``size`` bytes from sector ``start`` on."""

    name: str
    kind: int
    start: int
    size: int


def check_compound(content: bytes, name: str) -> None:
    """Raise an ExportError where the OLE file *content* is locked, no workbook, or would take memory without bound.

    That is a chain of sectors that comes back to itself, a length beyond the file's, or a cell far out.
    """
    try:
        file = _Compound(content)
        entries = list(file.entries())
        names = {entry.name for entry in entries}
        books = [entry for entry in entries if entry.name in _WORKBOOKS]
        reach = [_reach(file.stream(entry)) for entry in books[:1]]
    except (ValueError, IndexError, struct.error) as error:
        raise ExportError(
            "not a workbook that can be read", where=name, found=str(error)[:80], do="Save it again as XLSX."
        ) from None
    if "EncryptedPackage" in names:
        raise ExportError(
            "a workbook with a password", where=name, do="Open it, and save it as XLSX without a password."
        )
    if not books:
        raise ExportError(
            "no workbook",
            where=name,
            found="another Office file, as a mail or a text",
            wanted="a CSV, XLSX, JSON or Parquet",
            do="Export the tickets as XLSX or CSV.",
        )
    check_cells(*reach[0], name)


class _Compound:
    """The sectors of an OLE file, their chains known to end."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        version, _order, shift = struct.unpack_from("<HHH", content, 26)
        if (version, shift) not in ((3, 9), (4, 12)):
            raise ValueError("an OLE file of an unknown version")
        self._size, self._most = 1 << shift, len(content) >> shift
        (directories, fats, self._first), (self._cutoff, first_mini, minis, first_difat, difats) = (
            struct.unpack_from("<III", content, 40),
            struct.unpack_from("<IIIII", content, 56),
        )
        if max(directories, fats, minis, difats) > self._most:
            raise ValueError("lengths beyond the end of the file")
        self._fat = self._ending(self._numbers(self._places(first_difat)))
        self._mini_fat = self._ending(self._numbers(self._chain(first_mini, self._fat)))

    def _sector(self, number: int) -> bytes:
        if number >= self._most:
            raise ValueError("a sector beyond the end of the file")
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _numbers(self, sectors: Sequence[int]) -> np.ndarray:
        joined = b"".join(map(self._sector, sectors))
        return np.frombuffer(joined[: len(joined) // 4 * 4], dtype="<u4")

    def _places(self, first: int) -> list[int]:
        """Return the sectors that hold the table of chains: 109 in the header, then a chain of lists."""
        places, passed = list(struct.unpack_from("<109I", self._content, 76)), set[int]()
        while first <= _LAST:
            if first in passed:
                raise ValueError("a chain of sectors that comes back to itself")
            passed.add(first)
            *more, first = self._numbers([first]).tolist()
            places += more
        return [place for place in places if place <= _LAST]

    @staticmethod
    def _ending(table: np.ndarray) -> np.ndarray:
        """Return the *table* of each sector's next, if all chains end."""
        after = np.where(table < len(table), table, len(table)).astype(np.int64)
        after = np.append(after, len(table))
        for _ in range(len(table).bit_length()):  # each round doubles how far is looked ahead
            after = after[after]
        if (after != len(table)).any():
            raise ValueError("a chain of sectors that comes back to itself")
        return table

    @staticmethod
    def _chain(first: int, table: np.ndarray) -> list[int]:
        chain = []
        while first <= _LAST:
            chain.append(first)
            first = int(table[first])
        return chain

    def entries(self) -> Iterator[_Entry]:
        """Yield the entries of the directory."""
        listed = b"".join(map(self._sector, self._chain(self._first, self._fat)))
        for at in range(0, len(listed) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", listed, at + 64)
            start, size = struct.unpack_from("<IQ", listed, at + 116)
            size = size if self._size > 512 else size & 0xFFFFFFFF
            if kind in (_STREAM, _ROOT) and size > len(self._content):
                raise ValueError("lengths beyond the end of the file")
            name = listed[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
            if kind:
                yield _Entry(name, kind, start, size)

    def stream(self, entry: _Entry) -> bytes:
        """Return what *entry* holds."""
        if entry.size >= self._cutoff:
            return b"".join(map(self._sector, self._chain(entry.start, self._fat)))[: entry.size]
        root = next(entry for entry in self.entries() if entry.kind == _ROOT)
        small = b"".join(map(self._sector, self._chain(root.start, self._fat)))
        chain = self._chain(entry.start, self._mini_fat)
        return b"".join(small[at * 64 : at * 64 + 64] for at in chain)[: entry.size]


def _reach(stream: bytes) -> tuple[int, int]:
    """Return the last row and column that a cell's record names."""
    rows, columns, at = 0, 0, 0
    while at + 10 <= len(stream):
        kind, length, row, column = struct.unpack_from("<HHHH", stream, at)
        if kind in _CELLS:
            last = struct.unpack_from("<H", stream, at + 2 + length)[0] if kind == _MULRK and length > 5 else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
        at += 4 + length
    return rows, columns
