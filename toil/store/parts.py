"""What each export gave, so that a month more reads that month's file only."""

from __future__ import annotations

import contextlib
import io
import logging
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toil.store.aside import Pile, let_go
from toil.store.files import WRITING, digest, hash_of_file, written_beside

_LOG = logging.getLogger(__name__)

PARTS = "_exports"
KEPT_DAYS = 30
ROWS = 1 << 16
"""Rows that are written, and read, at a time."""


class Parts:
    """What each export gave, by key of its bytes and the settings behind: immutable files.

    A damaged file counts as absent, with a warning: the export is read again. So does one that another run removes.

    Parameters
    ----------
    folder : Path
        Where parts are kept; made when first written.
    version : str
        What else a part depends on: the version of the code.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self._folder, self._version = folder, version

    def get(self, key: str) -> pa.Table | None:
        """Return the table under *key*, or None."""
        for path in sorted(self._folder.glob(f"{digest(key, self._version)}-*.parquet")):
            try:
                file = path.open("rb")
            except FileNotFoundError:
                continue
            with contextlib.suppress(OSError):  # a colleague's file, or just gone
                os.utime(path)  # in use: `prune` goes by it
            with file:
                if path.stem.endswith(hash_of_file(file)):
                    return _read(file)
            _LOG.warning("store: %s is damaged; reading the export again", path.name)
        return None

    def put(self, key: str, table: pa.Table) -> None:
        """Keep *table* under *key*."""
        texts = (pa.string(), pa.large_string())  # seldom twice the same: a dictionary would cost and save nothing
        coded = [field.name for field in table.schema if field.type not in texts]
        with written_beside(self._folder) as (out, beside):
            with pq.ParquetWriter(out, table.schema, use_dictionary=coded, write_statistics=False) as writer:
                for at in range(0, max(table.num_rows, 1), ROWS):
                    writer.write_table(table.slice(at, ROWS))
                    let_go()
            name = f"{digest(key, self._version)}-{hash_of_file(out)}.parquet"
        beside.replace(self._folder / name)

    def prune(self, now: float) -> int:
        """Remove parts that no load has asked for in `KEPT_DAYS` before *now* (Unix seconds); return their bytes.

        A run that misses one reads its export again, so none can lose anything by it.
        """
        removed = 0
        for path in [*self._folder.glob("*.parquet"), *self._folder.glob(f"{WRITING}*")]:
            with contextlib.suppress(OSError):  # another run removes it too, or it is a colleague's
                facts = path.stat()
                if facts.st_mtime < now - KEPT_DAYS * 86400:
                    path.unlink()
                    removed += facts.st_size
        if removed:
            _LOG.info("store: %d bytes of exports removed that no load asked for in %d days", removed, KEPT_DAYS)
        return removed

    def drop(self) -> None:
        """Remove all parts, of any version."""
        for path in self._folder.glob("*.parquet"):
            path.unlink(missing_ok=True)


def _read(file: io.BufferedIOBase) -> pa.Table:
    """Return the table in *file*, a large one set aside."""
    parquet = pq.ParquetFile(file)
    pile = Pile(parquet.schema_arrow)
    for batch in parquet.iter_batches(ROWS):
        pile.add(batch)
    return pile.table()
