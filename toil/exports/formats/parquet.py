"""Parquet: read in batches, since a few bytes of it can stand for billions of cells."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toil.errors import ExportError
from toil.exports.formats.cell_texts import cells_of
from toil.exports.formats.delimited import MAX_COLUMNS
from toil.exports.formats.files import Source
from toil.exports.formats.opened import RawRows, filled_shares, unique_headers
from toil.store.aside import Pile

BATCH = 1 << 14
MAX_ROWS = 20_000_000
MAX_TEXT = 2 << 30
_FAULTS = (pa.ArrowException, OSError, ValueError, TypeError, KeyError, MemoryError, OverflowError)


@dataclass(frozen=True)
class ParquetRecords:
    """A Parquet file, open."""

    source: Source
    file: pq.ParquetFile

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of the columns."""
        return unique_headers(self.file.schema_arrow.names)

    def read(self, kept: Mapping[str, pa.DataType], nulls: Sequence[str]) -> RawRows:
        """Return the rows with the columns *kept*, cells in *nulls* as null."""
        filled: Counter[str] = Counter()
        pile, rows, size = Pile(pa.schema(list(kept.items()))), 0, 0
        try:
            for batch in self.file.iter_batches(batch_size=BATCH):
                batch.validate(full=True)  # texts that aren't UTF-8, places outside a dictionary
                rows += batch.num_rows
                size += sum(_text_size(column) for column in batch.columns)
                self._check_size(rows, size)
                table = pa.Table.from_batches([batch]).rename_columns(list(self.headers))
                for cells in cells_of(table, kept, nulls, filled).to_batches():
                    pile.add(cells)
        except _FAULTS as error:
            raise _unreadable(self.source, error) from None
        shares = filled_shares(self.headers, filled, rows)
        return RawRows(pile.table().unify_dictionaries(), rows, shares, Counter(), "parquet")

    def _check_size(self, rows: int, size: int) -> None:
        if rows > MAX_ROWS or size > MAX_TEXT:
            raise ExportError(
                "holds more than an export can",
                where=self.source.name,
                found=f"over {rows:,} rows and {size >> 20} MiB",
                wanted=f"at most {MAX_ROWS:,} rows and {MAX_TEXT >> 30} GiB",
                do="Export fewer months at a time.",
            )


def _text_size(column: pa.Array) -> int:
    """Return the bytes of a column, each cell of a coded one counted by itself."""
    if pa.types.is_dictionary(column.type) and len(column.dictionary):
        lengths = pc.binary_length(column.dictionary)
        return pc.sum(lengths.take(column.indices.drop_null())).as_py() or 0
    return column.nbytes


def open_parquet(source: Source) -> ParquetRecords:
    """Return the Parquet file *source*, its texts coded so that a text that stands in many rows is read once.

    Raises
    ------
    ExportError
        If it is broken, or has too many columns.
    """
    try:
        content = source.content()
        schema = pq.read_schema(io.BytesIO(content))
        texts = [field.name for field in schema if field.type in (pa.string(), pa.large_string())]
        file = pq.ParquetFile(io.BytesIO(content), read_dictionary=texts)
    except _FAULTS as error:
        raise _unreadable(source, error) from None
    if len(schema.names) > MAX_COLUMNS:
        raise ExportError(
            "more columns than an export can have",
            where=source.name,
            found=str(len(schema.names)),
            wanted=f"at most {MAX_COLUMNS:,}",
            do="Export fewer columns.",
        )
    return ParquetRecords(source, file)


def _unreadable(source: Source, error: BaseException) -> ExportError:
    found = f"{type(error).__name__}: {error}"[:100]
    return ExportError("not a Parquet file that can be read", where=source.name, found=found, do="Export it again.")
