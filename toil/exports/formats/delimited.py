"""CSV and its kin: delimiter, quotes and header found from the first rows, the rest read by Arrow in a stream."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyarrow as pa
from pyarrow import csv as arrow_csv

from toil.errors import ExportError
from toil.exports.counts import FOREIGN_BYTES, NUL_BYTES, QUOTED_LINES, SHORT_ROWS, TOO_MANY_CELLS, TRUNCATED
from toil.exports.formats.bars import BAR, SOH, with_bars
from toil.exports.formats.dialect import Dialect, sniff
from toil.exports.formats.encoding import detect_encoding
from toil.exports.formats.endings import ends_inside_quotes, without_cut_cell
from toil.exports.formats.files import Source
from toil.exports.formats.opened import RawRows, filled_shares, unique_headers
from toil.exports.formats.put_together import check_whole_numbers
from toil.exports.formats.quoted_lines import parse_rows
from toil.exports.formats.streams import LimitedStream, Utf8
from toil.exports.formats.unclosed import Watch
from toil.store.aside import Pile

HEAD = 1 << 18
MAX_COLUMNS = 10_000
WIDE, BLANKS = 1_000, 16
"""In a file of more columns than these, blanks of up to so many spaces are empty cells: Arrow builds the tree of all
words for "missing" once a column, and those of 255 spaces take 130 KB of it."""
BLOCKS = (1 << 23, 1 << 26, 1 << 28)


@dataclass(frozen=True)
class DelimitedFile:
    """A delimited text export, open. ``mends`` says that bytes of a UTF-8 text that are none are read as cp1252."""

    source: Source
    encoding: str
    dialect: Dialect
    hint: str | None = None
    mends: bool = False

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Headers as exported, repeated ones numbered."""
        return unique_headers(self.dialect.cells)

    @property
    def delimiter(self) -> str:
        """What stands between cells in the file."""
        return BAR if self.source.bar else self.dialect.delimiter

    @property
    def format(self) -> str:
        """Format, encoding and delimiter."""
        packed = {".gz": " in gzip", ".zip": " in zip"}.get(self.source.path.suffix.lower(), "")
        delimiter = {"\t": "tab", "\x01": "SOH"}.get(self.delimiter, self.delimiter)
        return f"csv{packed}, {self.encoding}, delimiter {delimiter}"

    @property
    def _has_no_nul(self) -> bool:
        """In all encodings but the wide ones a NUL byte stands for nothing."""
        return not self.encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32", "ucs"))

    def read(self, kept: Mapping[str, pa.DataType], nulls: Sequence[str]) -> RawRows:
        """Return the rows with the columns *kept*. A file that stops being UTF-8 is read again as what it is."""
        for block in BLOCKS:
            try:
                return self._read(kept, nulls, block)
            except UnicodeDecodeError:
                return self._in_other_encoding().read(kept, nulls)
            except pa.ArrowInvalid as error:
                if "straddling" not in str(error):
                    raise self._broken(_without_cells(str(error))) from None
        raise self._broken(f"a row of more than {BLOCKS[-1] >> 20} MiB, as an unclosed quote makes")

    def _broken(self, found: str) -> ExportError:
        return ExportError(
            "can't be read as delimited text", where=self.source.name, found=found[:160], do="Export it again."
        )

    def _in_other_encoding(self) -> DelimitedFile:
        if not self.encoding.startswith("utf-8"):
            raise ExportError(
                f"isn't in encoding {self.encoding}",
                where=self.source.name,
                found="bytes that it doesn't have",
                do="Set exports.encoding to the right one.",
            )
        text, sample = Utf8(mend=True), b""
        with self.source.open() as stream:
            while part := stream.read(1 << 22):
                text.take(part)
                sample = sample or (part if text.foreign else b"")
        if self.encoding == "utf-8-sig" or text.is_most:
            return replace(self, mends=True)
        return replace(self, encoding=detect_encoding(sample, [self.hint], utf8=False), hint=None)

    def _read(self, kept: Mapping[str, pa.DataType], nulls: Sequence[str], block: int) -> RawRows:
        stray: list[str] = []
        filled: Counter[str] = Counter()
        pile, rows, watch = Pile(pa.schema(list(kept.items()))), 0, self._watch()
        utf8 = Utf8(mend=self.mends) if self.encoding.startswith("utf-8") else None
        spaced = self.dialect.delimiter.encode() if self.dialect.spaced and self._has_no_nul else b""
        with self.source.open(without_nuls=self._has_no_nul, utf8=utf8, spaced=spaced) as stream:
            for batch in self._batches(stream, kept, nulls, block, stray):
                rows += batch.num_rows
                watch.batch(batch)
                for name, column in zip(batch.schema.names, batch.columns, strict=True):
                    filled[name] += len(column) - column.null_count
                pile.add(batch.select(list(kept)))
            tail, nul_bytes = stream.tail, stream.nul_bytes
        for text in stray:
            watch.row(text)
        mended = self._mend(pile.table(), filled, rows, stray, tail, nulls)
        mended = replace(mended, table=with_bars(mended.table)) if self.source.bar else mended
        seen = Counter({NUL_BYTES: nul_bytes, FOREIGN_BYTES: utf8.foreign if utf8 else 0})
        return replace(mended, notices=mended.notices + seen)

    def _watch(self) -> Watch:
        return Watch(self.source, self.encoding, self.dialect, len(self.headers))

    def _batches(
        self,
        stream: LimitedStream,
        kept: Mapping[str, pa.DataType],
        nulls: Sequence[str],
        block: int,
        stray: list[str],
    ) -> Iterator[pa.RecordBatch]:
        def keep_aside(row: arrow_csv.InvalidRow) -> str:
            stray.append(row.text)
            return "skip"

        try:
            reader = arrow_csv.open_csv(
                pa.PythonFile(stream, mode="r"),
                read_options=arrow_csv.ReadOptions(
                    column_names=self.headers,
                    skip_rows=self.dialect.skipped,
                    block_size=block,
                    encoding="utf8" if self.encoding.startswith("utf-8") else self.encoding,
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self.dialect.delimiter,
                    quote_char=self.dialect.quote,
                    escape_char=self.dialect.escape or False,
                    newlines_in_values=True,
                    invalid_row_handler=keep_aside,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types={header: kept.get(header, pa.string()) for header in self.headers},
                    null_values=_short(nulls) if len(self.headers) > WIDE else list(nulls),
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=True,
                ),
            )
        except pa.ArrowInvalid as error:
            if "Empty CSV" in str(error) or "Could not skip" in str(error):  # a header and nothing else
                return
            raise
        yield from reader

    def _mend(
        self,
        table: pa.Table,
        filled: Counter[str],
        rows: int,
        stray: list[str],
        tail: bytes,
        nulls: Sequence[str],
    ) -> RawRows:
        """Put rows with too few cells back, empty where nothing stood; set rows with too many aside, counted."""
        parsed = list(parse_rows(stray, lambda text: next(self._parse(text)), len(self.headers)))
        undivided = sum(len(cells) == 1 for _, cells, _ in parsed)
        if undivided > rows + len(stray) - undivided:
            raise ExportError(
                "most rows hold no delimiter",
                where=self.source.name,
                found=f"{undivided} of {rows + len(stray)} row(s) without the header's '{self.dialect.delimiter}'",
                wanted="one delimiter in the whole file",
                do="Export it again, or replace the delimiter of the header.",
            )
        notices = Counter({QUOTED_LINES: sum(quoted for _, _, quoted in parsed)})
        ending = tail.decode(self.encoding, errors="ignore")
        is_whole = ending.endswith(("\r", "\n"))
        ending = ending.rstrip("\r\n").replace("\r\n", "\n")
        mended, width = [], len(self.headers)
        for text, cells, _ in parsed:
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            if len(cells) > width:
                notices[TOO_MANY_CELLS] += 1
                continue
            open_end = not is_whole or text.count(self.dialect.quote) % 2 == 1
            last = open_end and len(cells) < width and ending.endswith(text.replace("\r\n", "\n")[-4096:])
            notices[TRUNCATED if last else SHORT_ROWS] += len(cells) < width
            cells = cells[:-1] if last and len(cells) > 1 else cells
            mended.append([*cells, *[""] * (width - len(cells))])
        if mended:
            columns = dict(zip(self.headers, zip(*mended, strict=True), strict=True))
            empty = frozenset(nulls)
            more = {h: [None if cell in empty else cell for cell in column] for h, column in columns.items()}
            for header, column in more.items():
                filled[header] += sum(cell is not None for cell in column)
            types = table.schema
            appended = pa.table(
                {h: pa.array(more[h], type=pa.string()).cast(types.field(h).type) for h in types.names}
            )
            table = pa.concat_tables([table, appended]).unify_dictionaries()
        elif not stray and ends_inside_quotes(tail, self.dialect.quote):
            notices[TRUNCATED] += 1
        elif not is_whole and (kept := without_cut_cell(table, self.headers[-1], ending)):
            table, notices[TRUNCATED] = kept, 1
            filled[self.headers[-1]] -= 1
        total = rows + len(mended)
        return RawRows(
            table, total + notices[TOO_MANY_CELLS], filled_shares(self.headers, filled, total), +notices, self.format
        )

    def _parse(self, text: str) -> Iterator[list[str]]:
        yield from csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.dialect.delimiter,
            quotechar=self.dialect.quote,
            escapechar=self.dialect.escape,
        )
        yield []


def open_delimited(source: Source, stated: str | None = None) -> DelimitedFile:
    """Return *source* as delimited text, its encoding and dialect found from its first bytes.

    Raises
    ------
    ExportError
        If there is no row, or the bytes are no text.
    """
    head = source.head(HEAD)
    encoding = stated or detect_encoding(head)
    text = head.decode(encoding, errors="replace")
    if _is_binary(text[:4096]):
        raise ExportError(
            "isn't text", where=source.name, found="control characters", wanted="a CSV, XLSX, JSON or Parquet"
        )
    whole = len(head) < HEAD
    if not whole and not text.rstrip("\r\n").count("\n") and "\r" not in text:
        raise ExportError(
            "no line ends",
            where=source.name,
            found=f"{HEAD >> 10} KiB without a line end",
            wanted="a header row and data",
            do="Export it again.",
        )
    text = text.replace("\x00", "")
    dialect = sniff(text, whole=whole)
    if dialect and len(dialect.cells) == 1 and BAR in dialect.cells[0] and not encoding.startswith("utf-16"):
        source = replace(source, bar=BAR.encode(encoding.removesuffix("-sig")))
        dialect = sniff(text.replace(BAR, SOH), whole=whole)
        dialect = dialect and replace(dialect, cells=tuple(cell.replace(SOH, BAR) for cell in dialect.cells))
    if dialect is None or not any(map(str.strip, dialect.cells)):
        raise ExportError(
            "the file has no row", where=source.name, wanted="a header row and data", do="Export it again."
        )
    if len(dialect.cells) > MAX_COLUMNS:
        raise ExportError(
            "more columns than an export can have",
            where=source.name,
            found=str(len(dialect.cells)),
            wanted=f"at most {MAX_COLUMNS:,}",
            do="Export fewer columns.",
        )
    if dialect.delimiter == ",":
        check_whole_numbers(text.splitlines()[dialect.skipped :], dialect.cells, dialect.quote, source.name)
    return DelimitedFile(source, encoding, dialect)


def _is_binary(text: str) -> bool:
    control = sum(char < " " and char not in "\t\r\n\f\v\x01" for char in text)  # Hive writes \x01 between cells
    return control > len(text) // 20


def _without_cells(message: str) -> str:
    """Return what Arrow says of a broken file, but not the row that it repeats."""
    return ":".join(re.split("[:'\"]", message, maxsplit=2)[:2])


def _short(nulls: Sequence[str]) -> list[str]:
    return [null for null in nulls if len(null) <= BLANKS or null.strip()]
