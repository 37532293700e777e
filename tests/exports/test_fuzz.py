"""Damaged and generated files of every format: an error of the family, or every row accounted for; in time."""

import csv
import gzip
import html
import io
import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from export_files import archive_of, old_workbook, parquet_of, workbook
from export_studies import FIXTURES, counted, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toil.errors import ToilError

SECONDS = 20
FUZZ = settings(
    max_examples=int(os.environ.get("TOIL_FUZZ_EXAMPLES", "8")),
    derandomize=True,  # the same files for everybody; for others: --hypothesis-seed=N and derandomize taken out
    deadline=SECONDS * 1000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HEADER = ["number", "short_description", "assignment_group", "opened_at", "sys_updated_on"]
ROWS = [[f"INC{i}", f"texto; {i}\nação", "G1", f"2026-09-{i + 1:02} 10:00:00", "2026-09-20 10:00"] for i in range(9)]


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


def as_records(rows):
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def as_xlsx(rows):
    whole = io.BytesIO()
    with xlsxwriter.Workbook(
        whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell)
    return whole.getvalue()


def as_parquet(rows):
    whole = io.BytesIO()
    columns = dict(zip(rows[0], zip(*rows[1:], strict=True), strict=True)) if rows[1:] else dict.fromkeys(rows[0], ())
    pq.write_table(pa.table({name: pa.array(list(cells), pa.string()) for name, cells in columns.items()}), whole)
    return whole.getvalue()


def as_page(rows):
    cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return ("<html><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></html>").encode()


def as_xml(rows):
    cells = [zip(rows[0], map(html.escape, row), strict=True) for row in rows[1:]]
    records = ("".join(f"<{name}>{cell}</{name}>" for name, cell in row) for row in cells)
    return ("<xml>" + "".join(f"<incident>{record}</incident>" for record in records) + "</xml>").encode()


def as_book(rows):
    cells = ("".join(f"<Cell><Data>{html.escape(cell)}</Data></Cell>" for cell in row) for row in rows)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    table = "".join(f"<Row>{row}</Row>" for row in cells)
    return f'<Workbook xmlns="{space}"><Worksheet><Table>{table}</Table></Worksheet></Workbook>'.encode()


WRITERS = {
    "csv": as_csv,
    "csv.gz": lambda rows: gzip.compress(as_csv(rows), mtime=0),
    "zip": lambda rows: archive_of([("a.csv", as_csv(rows))]),
    "json": lambda rows: json.dumps({"result": as_records(rows)}).encode(),
    "jsonl": lambda rows: "\n".join(map(json.dumps, as_records(rows))).encode(),
    "parquet": as_parquet,
    "xlsx": as_xlsx,
    "page.xls": as_page,
    "xml": as_xml,
    "book.xml": as_book,
}
VALID = {kind: write([HEADER, *ROWS]) for kind, write in WRITERS.items()} | {
    "book.xlsx": workbook(),
    "old.xls": old_workbook([HEADER, *ROWS]),
    "jira.xml": (FIXTURES / "jira_search.xml").read_bytes(),
    "jira.xls": (FIXTURES / "jira_server.xls").read_bytes(),
    "coded.parquet": parquet_of(**dict(zip(HEADER, zip(*ROWS, strict=True), strict=True))),
    "glpi.csv": (FIXTURES / "glpi_quoted.csv").read_bytes(),
    "utf16.csv": (FIXTURES / "generic_pt_utf16.csv").read_bytes(),
    "cyrillic.csv": (FIXTURES / "generic_ru_cp1251.csv").read_bytes(),
}


@st.composite
def damaged(draw, content):
    """*content* with bytes changed, taken out, doubled, put in, or cut off."""
    whole = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(whole) - 1, 0)))
        size = draw(st.integers(1, 40))
        change = draw(st.sampled_from(["set", "take", "double", "put", "cut"]))
        if change == "set":
            whole[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
        elif change == "take":
            del whole[at : at + size]
        elif change == "double":
            whole[at:at] = whole[at : at + size]
        elif change == "put":
            odd = st.sampled_from(
                [
                    b"\xff" * 8,
                    b"\0" * 8,
                    b'"',
                    b"\n",
                    b"\r",
                    b";,",
                    b"\xef\xbb\xbf",
                    b"\\",
                    b"{[",
                    b"]}",
                    b"<",
                    b"/>",
                    b"<!DOCTYPE a>",
                ]
            )
            whole[at:at] = draw(st.one_of(odd, st.binary(max_size=9)))
        else:
            del whole[at:]
    return bytes(whole)


@pytest.mark.slow
@pytest.mark.parametrize("kind", VALID)
@given(data=st.data())
@FUZZ
def test_a_damaged_file_is_refused_or_accounted_for(tmp_path, kind, data):
    path = tmp_path / f"damaged.{kind}"
    path.write_bytes(data.draw(damaged(VALID[kind])))
    try:
        load(path, groups=["G1", "TI > Campo", "Suporte", "Поддержка"])  # accounts for every row
    except ToilError as error:
        assert "\n" not in str(error)


CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1e\x7f", codec="utf-8"), max_size=30
) | st.sampled_from(
    ["", "?", "=1+1", "a,b", "a;b", 'say "x"', "line\nline", "\r\n", "'", "\\", "1,5", "\u2028", "INC1"]
)
TABLES = st.lists(
    st.tuples(
        st.integers(0, 5).map("INC{}".format),
        CELLS,
        st.sampled_from(["G1", "G2", ""]),
        st.integers(1, 28).map("2026-09-{:02} 10:00:00".format),
        st.integers(1, 28).map("2026-10-{:02} 10:00:00".format),
    ).map(list),
    min_size=2,
    max_size=12,
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRITERS)
@given(rows=TABLES)
@FUZZ
def test_as_many_rows_come_in_as_were_written(tmp_path, kind, rows):
    path = tmp_path / f"table.{kind}"
    path.write_bytes(WRITERS[kind]([HEADER, *rows]))
    intake = load(path, groups=["G1"])
    assert counted(intake, "rows in") == len(rows)
    assert set(intake.tickets["ticket_id"]) <= {row[0] for row in rows}
