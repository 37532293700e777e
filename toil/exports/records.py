"""JSON, JSON Lines and Parquet: records with named fields."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toil.errors import ExportError
from toil.exports.encoding import detect_encoding
from toil.exports.files import Source
from toil.exports.nested import flatten_record, text_of
from toil.exports.opened import RawRows, filled_shares, unique_headers
from toil.exports.sheets import cell_text

HOLDERS = ("result", "records", "data", "items", "issues", "tickets", "value", "rows", "requests", "results",
           "entries", "changes", "problems", "Ticket")  # fmt: skip


@dataclass(frozen=True)
class Records:
    """Records, open, as an Arrow table of any types."""

    source: Source
    kind: str
    table: pa.Table

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of the records' fields."""
        return unique_headers(self.table.column_names)

    def read(self, kept: Mapping[str, pa.DataType], nulls: Sequence[str]) -> RawRows:
        """Return the rows with the columns *kept*, cells in *nulls* as null."""
        named = self.table.rename_columns(list(self.headers))
        filled: Counter[str] = Counter()
        columns: dict[str, pa.ChunkedArray] = {}
        empty = pa.array(list(nulls), type=pa.string())
        for header in self.headers:
            texts = _as_text(named[header])
            texts = pc.if_else(pc.is_in(texts, value_set=empty), pa.scalar(None, pa.string()), texts)
            filled[header] = len(texts) - texts.null_count
            if header in kept:
                columns[header] = texts.cast(kept[header])
        rows = self.table.num_rows
        table = pa.table(columns) if columns else pa.table({"": pa.nulls(rows)}).drop_columns([""])
        return RawRows(table, rows, filled_shares(self.headers, filled, rows), Counter(), self.kind)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _as_text(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        zone = "Z" if kind.tz else ""
        return pc.strftime(column.cast(pa.timestamp("s", kind.tz), safe=False), format=f"%Y-%m-%d %H:%M:%S{zone}")
    if pa.types.is_floating(kind):
        texts = [None if value is None or value != value else cell_text(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(texts, type=pa.string())])
    if pa.types.is_nested(kind):
        texts = [None if value is None else text_of(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(texts, type=pa.string())])
    return column.cast(pa.string())


def open_parquet(source: Source) -> Records:
    """Return the Parquet file *source*."""
    try:
        table = pq.read_table(io.BytesIO(source.content()))
    except (pa.ArrowInvalid, OSError) as error:
        raise ExportError("not a Parquet file that can be read", where=source.name, found=str(error)[:100]) from None
    return Records(source, "parquet", table)


def open_json(source: Source, stated: str | None = None) -> Records:
    """Return the JSON file *source*: a list of records, an object that holds one, or one record a line.

    Raises
    ------
    ExportError
        If it is no JSON, or holds no records.
    """
    content = source.content()
    encoding = stated or detect_encoding(content)
    try:
        text = content.decode(encoding)
        records, kind, names = _parse(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ExportError(
            "not JSON that can be read", where=source.name, found=str(error)[:100], do="Export it again."
        ) from None
    rows = [flatten_record(record, names) for record in records if isinstance(record, Mapping)]
    if not rows:
        raise ExportError("holds no records", where=source.name, wanted="a list of objects, or one object a line")
    headers = list(dict.fromkeys(key for row in rows for key in row))
    columns = {h: pa.array([row.get(h) for row in rows], type=pa.string()) for h in headers}
    return Records(source, f"{kind}, {encoding}", pa.table(columns))


def _parse(text: str) -> tuple[Iterable[object], str, Mapping[str, str]]:
    """Return the records, the format, and the names of fields that the file gives beside them (Jira)."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "[":
        return json.loads(text.lstrip("\ufeff")), "json", {}
    try:
        content = json.loads(text.lstrip("\ufeff"))
    except ValueError:
        return [json.loads(line) for line in text.lstrip("\ufeff").splitlines() if line.strip()], "json lines", {}
    inner = [content, *content.values()] if isinstance(content, Mapping) and len(content) == 1 else [content]
    for holder in inner:  # CA writes {"collection_in": {"in": [...]}}
        lists = (
            [holder[key] for key in holder if isinstance(holder[key], list)] if isinstance(holder, Mapping) else []
        )
        named = [holder[key] for key in HOLDERS if isinstance(holder, Mapping) and isinstance(holder.get(key), list)]
        if named or (holder is not content and lists):
            names = content.get("names")
            return (named or lists)[0], "json", names if isinstance(names, Mapping) else {}
    return [content], "json", {}
