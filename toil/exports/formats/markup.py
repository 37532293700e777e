"""XML: lists of records, as ServiceNow, Jira and databases write them, and workbooks as XML (Excel 2003)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from toil.errors import ExportError
from toil.exports.counts import OTHER_SHEETS
from toil.exports.formats.encoding import python_name, read_text
from toil.exports.formats.files import Source
from toil.exports.formats.markup_books import BookReader
from toil.exports.formats.markup_records import RecordReader
from toil.exports.formats.markup_shape import ShapeReader
from toil.exports.formats.opened import NoTableError
from toil.exports.formats.records import Records, table_of
from toil.exports.formats.sheets import Worksheet, choose_sheets

MAX_DOCUMENT = 256 << 20
CHUNK = 1 << 20
_AROUND = "toil-document"
_BOOKS = "urn:schemas-microsoft-com:office:spreadsheet"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{1,40})""")
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*<(!doctype\s+)?([\w.:-]+)", re.DOTALL | re.IGNORECASE)
_HTML = frozenset(
    b"html head body table thead tbody tr td th div span p meta style script title center font br hr h1 h2".split()
)
# What XML can't hold, as such and by its number; a database's text has them all the same.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBERED = re.compile(
    "&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));", re.IGNORECASE
)


class Reader(Protocol):
    """What is told of a document, one thing after the other."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""

    def end(self, tag: str) -> None:
        """An element closes."""

    def data(self, text: str) -> None:
        """A part of a text."""

    def close(self) -> None:
        """The document ends."""


def is_page(start: bytes) -> bool:
    """Say whether a file that starts with *start* is a page in HTML, be it written as XML."""
    root = _ROOT.match(start)
    return root[2].lower() in _HTML if root else start.startswith(b"<") and not start.startswith(b"<?xml")


def open_markup(source: Source, stated: str | None = None) -> Records | Worksheet:
    """Return the records of the XML document *source*, or the sheet of a workbook as XML.

    Records are the elements that repeat and hold the most fields (see `toil.exports.formats.markup_shape`), and those
    beside them that hold much the same; others beside them are counted. No entity is resolved, no document type is
    read, nothing is fetched.

    Raises
    ------
    ExportError
        If it isn't well formed, has a document type, is too large, or holds no records.
    """
    content = source.content(MAX_DOCUMENT)
    declared = _DECLARED.search(content[:1024])
    text, encoding, notices = read_text(content, stated, python_name(declared[1].decode()) if declared else None)
    del content
    text = _NUMBERED.sub("", text) if "&#" in text else text
    text = re.sub(r"\A\s*<\?xml\s.*?\?>", "", text, count=1, flags=re.DOTALL)
    prolog = _PROLOG.match(text)
    at = prolog.end() if prolog else 0
    if text[at : at + 9].lower() == "<!doctype":
        raise ExportError(
            "XML with a document type, which isn't read",
            where=source.name,
            found="<!DOCTYPE",
            wanted="a list of tickets without one",
            do="Export it again, or as CSV or XLSX.",
        )
    if _BOOKS in text[at : at + 2000]:
        book = BookReader(source.name)
        _read(text, book, source.name)
        return choose_sheets(book.sheets, source, lambda names: f"xml, {encoding}, sheet {names}", notices)
    shapes = ShapeReader(source.name)
    _read(text, shapes, source.name)
    kinds = shapes.kinds()
    notices[OTHER_SHEETS] += shapes.beside(kinds)
    table = table_of(_records(text, RecordReader(shapes.root, kinds), source.name), {}, source.name, notices)
    if not table.num_columns:
        raise NoTableError(
            "XML without records",
            where=source.name,
            wanted="a list of tickets, each an element with its fields",
            do="Export it again, or as CSV or XLSX.",
        )
    return Records(source, f"xml, {encoding}", table, +notices)


def _records(text: str, reader: RecordReader, name: str) -> Iterator[object]:
    for _ in _feed(text, reader, name):
        yield from reader.taken()


def _read(text: str, reader: Reader, name: str) -> None:
    for _ in _feed(text, reader, name):
        pass


def _feed(text: str, reader: Reader, name: str) -> Iterator[None]:
    """Tell *reader* of *text* in parts. A database writes rows without one element around them: they get one."""
    parser = etree.XMLParser(
        target=reader, encoding="utf-8", no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        parser.feed(f"<{_AROUND}>".encode())
        for start in range(0, len(text), CHUNK):
            parser.feed(_CONTROLS.sub("", text[start : start + CHUNK]).encode("utf-8", "replace"))
            yield
        parser.feed(f"</{_AROUND}>".encode())
        parser.close()
        yield
    except (etree.LxmlError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        cut = not text.rstrip().endswith(">") or str(error).partition(", line")[0].endswith(_AROUND)
        wrong = f"what isn't well formed, in line {line:,}" if isinstance(error, etree.LxmlError) else str(error)
        raise ExportError(
            "not XML that can be read",
            where=name,
            found="a document that ends too early" if cut else wrong,
            do="Export it again, or as CSV or XLSX.",
        ) from None
