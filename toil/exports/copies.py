"""How a redacted copy is written: in the format of its export, row by row where the format allows, over nothing."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from toil.errors import ExportError
from toil.exports.formats.delimited import DelimitedFile
from toil.exports.formats.files import Source
from toil.exports.formats.opened import Opened
from toil.exports.formats.sheets import Worksheet
from toil.store.files import written_in

_WORKBOOKS = (".xlsm", ".xlsb", ".xls", ".ods", ".html", ".htm")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_ROWS = 1 << 14
"""Rows that are written at a time."""


class Copy:
    """A copy on its way into *file*: one table as it is or in gzip, those of an archive in one again."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._archive: zipfile.ZipFile | None = None

    def add(self, table: pa.Table, opened: Opened, source: Source) -> None:
        """Write *table* in the format that *source* has."""
        with self._open(source) as stream:
            _write(table, opened, source, stream)

    def finish(self) -> None:
        """Write what stands at the end."""
        if self._archive is not None:
            self._archive.close()

    @contextmanager
    def _open(self, source: Source) -> Iterator[IO[bytes]]:
        if source.member is not None:
            if self._archive is None:
                self._archive = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
            member = zipfile.ZipInfo(_as_written(PurePosixPath(source.member).name), _FIXED_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            with self._archive.open(member, "w", force_zip64=True) as stream:
                yield stream
        elif source.path.suffix.lower() == ".gz":
            with gzip.GzipFile("", "wb", fileobj=self._file, mtime=0) as packed:
                yield cast("IO[bytes]", packed)
        else:
            yield self._file


@contextmanager
def copy_to(out: Path) -> Iterator[Copy]:
    """Write a copy beside *out*, readable by its owner only; once whole it is put in place, over nothing.

    Raises
    ------
    ExportError
        If *out* exists by then.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=out.parent, prefix=".redacting-")
    draft = Path(beside)
    try:
        with written_in(out.absolute().parent), os.fdopen(handle, "wb") as file:
            copy = Copy(file)
            try:
                yield copy
            finally:
                copy.finish()  # an archive left open would complain when it is collected
        os.link(draft, out)
    except FileExistsError:
        raise ExportError("there is such a file already", where=str(out), do="Name another file with -o.") from None
    finally:
        draft.unlink()


def default_name(path: Path) -> Path:
    """Return where the copy of *path* goes if nothing is said: ``tickets.csv.gz`` to ``tickets.redacted.csv.gz``."""
    stem, dot, rest = path.name.partition(".")
    return path.with_name(_as_written(f"{stem}.redacted{dot}{rest}"))


def _as_written(name: str) -> str:
    """Old workbooks come back as XLSX, XML as JSON."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".xml":
        return str(path.with_suffix(".json"))
    return str(path.with_suffix(".xlsx")) if path.suffix.lower() in _WORKBOOKS else name


def _write(table: pa.Table, opened: Opened, source: Source, stream: IO[bytes]) -> None:
    if isinstance(opened, DelimitedFile):
        _write_csv(table, opened, stream)
    elif source.suffix != ".xml" and (isinstance(opened, Worksheet) or source.suffix in _WORKBOOKS):
        _write_workbook(table, stream)
    elif source.suffix == ".parquet":
        pq.write_table(table, stream)
    else:
        _write_records(table, stream, lines=source.suffix in (".jsonl", ".ndjson"))


def _rows_of(table: pa.Table) -> Iterator[tuple[str | None, ...]]:
    for batch in table.to_batches(_ROWS):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _write_csv(table: pa.Table, opened: DelimitedFile, stream: IO[bytes]) -> None:
    encoding = "utf-8-sig" if opened.encoding == "utf-8-sig" else "utf-8"
    text = io.TextIOWrapper(stream, encoding, newline="")
    writer = csv.writer(text, delimiter=opened.delimiter, quotechar=opened.dialect.quote, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(_rows_of(table))
    text.detach()


def _write_records(table: pa.Table, stream: IO[bytes], *, lines: bool) -> None:
    names = table.column_names
    records = [
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not None} for row in _rows_of(table)
    ]
    if lines:
        stream.writelines((json.dumps(record, ensure_ascii=False) + "\n").encode() for record in records)
    else:
        stream.write((json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode())


def _write_workbook(table: pa.Table, stream: IO[bytes]) -> None:
    """Write an XLSX whose cells are all text, so that none is a formula or a link."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": pd.Timestamp("2000-01-01").to_pydatetime()})
    sheet = book.add_worksheet("tickets")
    for column, header in enumerate(table.column_names):
        sheet.write_string(0, column, header)
    for place, row in enumerate(_rows_of(table), start=1):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write_string(place, column, cell[:32767])
    book.close()
    stream.write(sink.getvalue())
