"""One function opens every export; its format is told by its first bytes, then by its name."""

from __future__ import annotations

import codecs
import re

from toil.errors import ExportError
from toil.exports.formats.compound import OLE
from toil.exports.formats.delimited import open_delimited
from toil.exports.formats.dumps import START, open_dump
from toil.exports.formats.files import Source
from toil.exports.formats.markup import is_page, open_markup
from toil.exports.formats.opened import Opened
from toil.exports.formats.pages import open_page
from toil.exports.formats.parquet import open_parquet
from toil.exports.formats.records import open_json
from toil.exports.formats.sheets import open_sheet

_ZIP, _PARQUET = b"PK\x03\x04", b"PAR1"


_OTHERS = (
    (b"%pdf", "PDF"),
    (rb"id;p[^\r\n]*\r?\n[a-z]{1,2};", "SYLK (.slk)"),  # not a CSV with headers id and p...
    (rb"\{\\rtf", "RTF"),
    (b"mime-version:", "a web page in a single file (MHTML)"),
)
_ARCHIVES = (
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip, without the ending .gz"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_TAR = slice(257, 262)


def open_export(source: Source, encoding: str | None = None) -> Opened:
    """Return *source* open, with its headers known.

    Parameters
    ----------
    encoding : str, optional
        Encoding that the study states for its text exports.

    Raises
    ------
    ExportError
        If the file is empty, broken, locked, too large, or of no kind that is known.
    """
    start = source.head(4096)
    if start.startswith(_PARQUET):
        return open_parquet(source)
    if start.startswith((OLE, _ZIP)):
        return open_sheet(source)
    _refuse_archives(source, start)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "ignore").encode()
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        return open_page(source, encoding) if is_page(text) else open_markup(source, encoding)
    _refuse_other_formats(source, text.lower())
    if re.match(START, text):
        return open_dump(source, encoding)
    if source.suffix in (".json", ".jsonl", ".ndjson") or text.startswith((b'{"', b'[{"', b"[\n")):
        return open_json(source, encoding)
    return open_delimited(source, encoding)


def _refuse_archives(source: Source, start: bytes) -> None:
    """Raise an ExportError that names an archive which isn't opened."""
    found = next((name for mark, name in _ARCHIVES if start.startswith(mark)), None)
    if start[_TAR] == b"ustar":
        found = "tar"
    if found:
        raise ExportError(
            "an archive that isn't opened",
            where=source.name,
            found=found,
            wanted="a .zip, or a .gz of one export",
            do="Unpack it by hand.",
        )


def _refuse_other_formats(source: Source, start: bytes) -> None:
    """Raise an ExportError that names a format which is told by its first bytes and not read."""
    found = next((name for mark, name in _OTHERS if re.match(mark, start)), None)
    if found:
        raise ExportError(
            "a format that isn't read",
            where=source.name,
            found=found,
            wanted="a CSV, XLSX, JSON or Parquet",
            do="Open it in a spreadsheet and save it as XLSX, or export it as CSV.",
        )
