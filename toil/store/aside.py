"""Rows of a large export, kept in a file of no name while they are worked on, so that memory holds a part of them.

A column set aside is an Arrow column like any other: its bytes are a mapped file's, of which the system keeps in
memory what is read, until `let_go`. Functions here go through a column piece by piece, so that no more than a piece
and what becomes of it is in memory. What is small stays in memory; so does all where nobody opened a `waiting_room`.
"""

from __future__ import annotations

import mmap
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.store.files import written_in

ROOM = 1 << 23
"""Bytes of one table or column up to which it stays in memory; of a larger one all goes to disk."""
PIECE = 1 << 16
"""Rows of a piece that is taken together from several places."""

Change = Callable[[pa.Array], pa.Array]

_rooms: list[Path] = []
_mapped: weakref.WeakSet[mmap.mmap] = weakref.WeakSet()


@contextmanager
def waiting_room(folder: Path | None = None) -> Iterator[None]:
    """Let large columns wait in *folder*, or where the system keeps what is temporary, until the end.

    The file has no name: nobody else can open it, and nothing of it is left, however the process ends.
    """
    room = Path(tempfile.gettempdir()) if folder is None else folder
    room.mkdir(parents=True, exist_ok=True)
    _rooms.append(room)
    try:
        yield
    finally:
        _rooms.pop()


def let_go() -> None:
    """Give the memory back that pages of mapped files take; they are read again when somebody asks."""
    for mapped in list(_mapped):
        mapped.madvise(mmap.MADV_DONTNEED)


class Pile:
    """Batches of one schema, put on each other: the first in memory, and all in a file once they are large."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self._batches: list[pa.RecordBatch] = []
        self._bytes = 0
        self._room = _rooms[-1] if _rooms and hasattr(mmap, "MADV_DONTNEED") else None
        self._file: BinaryIO | None = None
        self._writer: pa.ipc.RecordBatchStreamWriter | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        """Put *batch* on top."""
        self._batches.append(batch)
        self._bytes += batch.nbytes
        if self._room is None or self._bytes <= ROOM:
            return
        with written_in(self._room):
            if self._writer is None:
                self._file = tempfile.TemporaryFile(dir=self._room)  # noqa: SIM115 - mapped once it is whole
                self._writer = pa.ipc.new_stream(pa.PythonFile(self._file, mode="w"), self.schema)
            for waiting in self._batches:
                self._writer.write_batch(waiting)
        self._batches.clear()

    def table(self) -> pa.Table:
        """Return what was added; nothing can be added afterwards."""
        if self._room is None or self._writer is None or self._file is None:
            return pa.Table.from_batches(self._batches, schema=self.schema)
        with written_in(self._room):
            self._writer.close()
            self._file.flush()
            mapped = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        self._file.close()
        _mapped.add(mapped)
        return pa.ipc.open_stream(pa.py_buffer(mapped)).read_all()


def pile_up(pieces: Iterable[pa.Array], kind: pa.DataType) -> pa.ChunkedArray:
    """Return *pieces* of type *kind*, one after the other, as one column."""
    pile = Pile(pa.schema([("column", kind)]))
    for piece in pieces:
        pile.add(pa.record_batch([piece], schema=pile.schema))
        let_go()
    return pile.table()["column"]


def each(column: pa.ChunkedArray, change: Change) -> pa.ChunkedArray:
    """Return *column* with each of its chunks changed; the type stays."""
    return pile_up((change(chunk) for chunk in column.chunks), column.type)


def keep(column: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray:
    """Return *column* as it is, set aside if it is large."""
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    return pile_up(chunks, column.type)


def some(column: pa.ChunkedArray, test: Change) -> bool:
    """Say whether *test* is true of any cell."""
    for chunk in column.chunks:
        found = pc.any(test(chunk)).as_py()
        let_go()
        if found:
            return True
    return False


def take(column: pa.ChunkedArray, places: np.ndarray) -> pa.ChunkedArray:
    """Return the cells of *column* at *places* (array of int), in their order.

    Arrow's own `take` puts the whole column together before. Here the cells of each chunk are put in the order in
    which they are wanted, so that those of a piece stand together in each chunk, and then together piece by piece.
    """
    return take_rows(pa.table({"column": column}), places)["column"]


def take_rows(table: pa.Table, places: np.ndarray) -> pa.Table:
    """Return the rows of *table* at *places*, a column at a time as `take` does."""
    ways: dict[tuple[int, ...], _Way] = {}
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        lengths = tuple(map(len, column.chunks))
        if lengths not in ways:
            ways[lengths] = _way(lengths, places)
        columns[name] = ways[lengths].follow(column)
    return pa.table(columns)


@dataclass(frozen=True)
class _Way:
    """How to take cells of a column of certain chunks.

    ``cells`` are the places within each chunk, ``wanted`` the places that these have in the result. Where all
    ``follow_on``, those of each chunk stand together in it, and no copy is made.
    """

    cells: list[np.ndarray]
    wanted: list[np.ndarray]
    in_order: bool
    follow_on: bool

    def follow(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        if self.in_order and self.follow_on:
            runs = zip(column.chunks, self.cells, strict=False)
            return pa.chunked_array([c.slice(at[0], len(at)) for c, at in runs if len(at)], column.type)
        ordered = pile_up(
            (c.take(pa.array(at)) for c, at in zip(column.chunks, self.cells, strict=True)), column.type
        )
        if self.in_order:
            return ordered
        rows = sum(map(len, self.wanted))
        return pile_up((self._piece(ordered, at) for at in range(0, rows, PIECE)), column.type)

    def _piece(self, ordered: pa.ChunkedArray, at: int) -> pa.Array:
        """Return the cells wanted from place *at* on, of chunks that hold theirs in order."""
        cells, places = [], []
        for chunk, to in zip(ordered.chunks, self.wanted, strict=True):
            first, end = np.searchsorted(to, (at, at + PIECE))
            cells.append(chunk.slice(first, end - first))
            places.append(to[first:end])
        return pa.concat_arrays(cells).take(pa.array(np.argsort(np.concatenate(places))))


def _way(lengths: tuple[int, ...], places: np.ndarray) -> _Way:
    starts = np.cumsum([0, *lengths])
    of_chunk = np.searchsorted(starts[1:], places, side="right")
    in_order = bool((np.diff(of_chunk) >= 0).all())
    order = np.arange(len(places)) if in_order else np.argsort(of_chunk, kind="stable")
    wanted = np.split(order, np.searchsorted(of_chunk[order], np.arange(1, len(lengths))))
    cells = [places[to] - at for to, at in zip(wanted, starts, strict=False)]
    return _Way(cells, wanted, in_order, all((np.diff(at) == 1).all() for at in cells))
