"""Small exports of every format, as bytes."""

import io
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
