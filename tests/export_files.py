"""Small exports of every format, as bytes."""

import io
import struct
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

HEADER = "number,short_description,assignment_group,opened_at,sys_updated_on"
ROW = "INC1,Um,G1,2026-09-01 10:00:00,2026-09-01 10:00:00"
CSV = f"{HEADER}\n{ROW}\n".encode()
RECORD = dict(zip(HEADER.split(","), ROW.split(","), strict=True))
SHEET = "xl/worksheets/sheet1.xml"


def workbook(edits=None):
    """A workbook's bytes; *edits* rewrite its parts."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate((HEADER.split(","), ROW.split(","))):
            sheet.write_row(place, 0, row)
    if not edits:
        return whole.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            edit = edits.get(info.filename, lambda content: content)
            target.writestr(info.filename, edit(source.read(info)))
    return changed.getvalue()


def archive_of(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def parquet_of(**columns):
    whole = io.BytesIO()
    pq.write_table(pa.table(columns), whole)
    return whole.getvalue()


def old_workbook(rows=None, *, stream="Workbook", edit=lambda content: content):
    """An XLS's bytes: one sheet of *rows*, all text; *edit* rewrites the records, before sectors hold them."""
    rows = rows or [HEADER.split(","), ROW.split(",")]
    cells = b"".join(
        _record(0x0204, struct.pack("<HHHHB", y, x, 0, len(cell), 1) + cell.encode("utf-16-le"))
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
    )
    book, end = _record(0x0809, struct.pack("<HHIII", 0x0600, 5, 0, 0, 0)), _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHIII", 0x0600, 0x10, 0, 0, 0)) + edit(cells) + end
    bound = _record(0x0085, struct.pack("<IHBB", len(book) + 4 + 14 + 4, 0, 6, 0) + b"Sheet1")
    content = (book + bound + end + sheet).ljust(4096, b"\0")
    return compound({stream: content.ljust(-(-len(content) // 512) * 512, b"\0")})


def _record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


def compound(streams):
    """An OLE file's bytes: a sector of chains, one of the directory, then *streams* of whole sectors."""
    chains, entries, body = [0xFFFFFFFD, 0xFFFFFFFE], [_entry("Root Entry", 5, 0xFFFFFFFE, 0)], b""
    for name, content in streams.items():
        first, sectors = len(chains), len(content) // 512
        chains += [*range(first + 1, first + sectors), 0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(content)))
        body += content
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    fat = struct.pack(f"<{len(chains)}I", *chains).ljust(512, b"\xff")
    return head.ljust(512, b"\xff") + fat + b"".join(entries).ljust(512, b"\0") + body


def _entry(name, kind, start, size):
    named = name.encode("utf-16-le")
    return (
        named.ljust(64, b"\0")
        + struct.pack("<HB", len(named) + 2, kind)
        + bytes(49)
        + struct.pack("<IQ", start, size)
    )
