"""JSON and JSON Lines: records with named fields."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from toil.errors import ExportError
from toil.exports.counts import NO_RECORD, REPAIRED, TRUNCATED
from toil.exports.formats.cell_texts import cells_of
from toil.exports.formats.delimited import MAX_COLUMNS
from toil.exports.formats.documents import find_records
from toil.exports.formats.encoding import detect_encoding
from toil.exports.formats.files import Source
from toil.exports.formats.nested import flatten_record
from toil.exports.formats.opened import NoTableError, RawRows, filled_shares, unique_headers

MAX_DOCUMENT = 256 << 20
MAX_CELLS = 200_000_000
MAX_NAME = 10_000
CHUNK = 1 << 14
Record = dict[str, str | None]


class FieldTwiceError(ValueError):
    """An object of a document names a field twice, and gives it two values."""


@dataclass(frozen=True)
class Records:
    """Records, open, as an Arrow table of strings; ``notices`` counts what was no record."""

    source: Source
    kind: str
    table: pa.Table
    notices: Counter[str]

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of the records' fields."""
        return unique_headers(self.table.column_names)

    def read(self, kept: Mapping[str, pa.DataType], nulls: Sequence[str]) -> RawRows:
        """Return the rows with the columns *kept*, cells in *nulls* as null."""
        filled: Counter[str] = Counter()
        table = cells_of(self.table.rename_columns(list(self.headers)), kept, nulls, filled)
        rows = table.num_rows
        shares = filled_shares(self.headers, filled, rows)
        return RawRows(table, rows + self.notices[NO_RECORD], shares, +self.notices, self.kind)


def open_json(source: Source, stated: str | None = None) -> Records:
    """Return the JSON file *source*: one record a line, or a document with records, be it as rows and columns.

    Raises
    ------
    ExportError
        If it is no JSON, too large, or holds no records.
    """
    content = source.content()
    encoding = stated or detect_encoding(content)
    notices: Counter[str] = Counter()
    records: Iterable[object]
    names: Mapping[str, str]
    try:
        lines = io.TextIOWrapper(io.BytesIO(content.removeprefix(b"\xef\xbb\xbf")), encoding)
        if _is_record(lines.readline()) and lines.readline().strip():
            lines.seek(0)
            records, kind, names = _lines(lines, notices), "json lines", {}
        else:
            content = source.content(MAX_DOCUMENT)
            document = json.loads(content.decode(encoding).lstrip("\ufeff"), object_pairs_hook=_once)
            (records, names), kind = find_records(document), "json"
        table = table_of(records, names, source.name, notices)
    except (UnicodeError, ValueError, RecursionError) as error:
        found = str(error)[:100] if not isinstance(error, RecursionError) else "objects too deep in each other"
        if isinstance(error, json.JSONDecodeError) and (error.pos >= len(error.doc) or "Unterminated" in error.msg):
            found = "a text that ends too early"
        raise ExportError(
            "not JSON that can be read", where=source.name, found=found, do="Export it again."
        ) from None
    if not table.num_columns:
        raise NoTableError("holds no records", where=source.name, wanted="a list of objects, or one object a line")
    return Records(source, f"{kind}, {encoding}", table, notices)


def _once(fields: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of *fields*; of two values of one, nobody knows which is meant."""
    held = dict(fields)
    if len(held) < len(fields) and any(held[name] != value for name, value in fields):
        raise FieldTwiceError("a field that stands twice in one object, with two values")
    return held


def _is_record(line: str) -> bool:
    try:
        return isinstance(json.loads(line.lstrip("\ufeff")), Mapping)
    except (ValueError, RecursionError):
        return False


def _lines(lines: Iterable[str], notices: Counter[str]) -> Iterator[object]:
    """Yield the record of each line; a last one that isn't whole is counted."""
    cut: ValueError | None = None
    for line in lines:
        if not line.strip("\ufeff \t\r\n"):
            continue
        if cut is not None:
            raise cut
        try:
            record = json.loads(line.strip("\ufeff"), object_pairs_hook=_once)
        except FieldTwiceError:
            raise
        except ValueError as error:
            cut = error
            continue
        yield record
    if cut is not None:
        notices[NO_RECORD] += 1
        notices[TRUNCATED] += 1


def table_of(records: Iterable[object], labels: Mapping[str, str], name: str, notices: Counter[str]) -> pa.Table:
    """Return *records* as a table with a column for each field that any of them has."""
    remaining, parts, headers, rows = iter(records), [], dict[str, None](), 0
    while chunk := list(islice(remaining, CHUNK)):
        flat = [flatten_record(record, labels) for record in chunk if isinstance(record, Mapping)]
        notices[NO_RECORD] += len(chunk) - len(flat)
        names = dict.fromkeys(key for record in flat for key in record)
        headers |= names
        rows += len(flat)
        _check_extent(len(headers), rows, max(map(len, headers), default=0), name)
        parts.append(pa.table({header: _strings(flat, header, notices) for header in names}))
    parts = [part for part in parts if part.num_columns]
    return pa.concat_tables(parts, promote_options="default") if parts else pa.table({})


def _check_extent(columns: int, rows: int, longest: int, name: str) -> None:
    if longest > MAX_NAME:
        raise ExportError(
            "a field's name is longer than one can be",
            where=name,
            found=f"{longest:,} characters",
            wanted=f"at most {MAX_NAME:,}",
            do="Export it again.",
        )
    if columns > MAX_COLUMNS or columns * rows > MAX_CELLS:
        raise ExportError(
            "more fields than an export can have",
            where=name,
            found=f"{columns:,} different fields in {rows:,} records",
            wanted=f"at most {MAX_COLUMNS:,} fields, {MAX_CELLS:,} cells",
            do="Export fewer fields.",
        )


def _strings(records: Sequence[Record], header: str, notices: Counter[str]) -> pa.Array:
    cells = [record.get(header) for record in records]
    try:
        return pa.array(cells, type=pa.string())
    except UnicodeEncodeError:  # half of a character, as "\ud83d" of an emoji cut in two
        whole = [cell if cell is None else cell.encode("utf-8", "replace").decode() for cell in cells]
        notices[REPAIRED] += sum(old != new for old, new in zip(cells, whole, strict=True))
        return pa.array(whole, type=pa.string())
