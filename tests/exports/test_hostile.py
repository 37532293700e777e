"""Files made to harm: each is refused in one clear line, or read with bounded memory and every row accounted for."""

import csv
import gzip
import io
import json
import os
import re
import stat
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from export_files import CSV, RECORD, ROW, SHEET, archive_of, old_workbook, parquet_of, workbook
from export_studies import counted, load, study_of

from toil.cli import main
from toil.errors import ExportError
from toil.exports import find_files
from toil.exports.formats import archives, delimited, extents, parquet, records


def refused(path):
    """The one line with which *path* is refused."""
    with pytest.raises(ExportError) as caught:
        load(path, groups=["G1"])
    assert "\n" not in str(caught.value)
    return str(caught.value)


def written(path, content):
    path.write_bytes(content)
    return path


# Archives


def test_an_archive_in_an_archive_is_not_opened(tmp_path):
    path = written(tmp_path / "outer.zip", archive_of([("inner.zip", archive_of([("a.csv", CSV)]))]))
    said = refused(path)
    assert "no export in the archive" in said
    assert "Unpack the outer archive by hand" in said


def test_paths_of_members_lead_nowhere_and_are_not_shown(tmp_path):
    names = ["../../../x.csv", "/etc/y.csv", "C:\\z.csv", "..\\..\\w.csv", "a\x1b[31m.csv"]
    members = [(name, CSV.replace(b"INC1", f"INC{i}".encode())) for i, name in enumerate(names)]
    folder = tmp_path / "exports"
    folder.mkdir()
    intake = load(written(folder / "tricks.zip", archive_of(members)), groups=["G1"])
    assert intake.tickets["ticket_id"].tolist() == [f"INC{i}" for i in range(5)]
    shown = [name.split("/", 1)[1] for name in intake.sources["file"]]
    assert set(shown) == {"x.csv", "y.csv", "z.csv", "w.csv", "a?[31m.csv"}
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["tricks.zip"]


def test_members_of_one_name_in_two_folders_are_told_apart(tmp_path):
    members = [("jan/x.csv", CSV), ("feb/x.csv", CSV.replace(b"INC1", b"INC2"))]
    intake = load(written(tmp_path / "two.zip", archive_of(members)), groups=["G1"])
    assert intake.tickets["ticket_id"].tolist() == ["INC1", "INC2"]
    assert intake.sources["file"].nunique() == 2


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_would_hide_one(tmp_path):
    assert re.search(
        "two files of one name",
        refused(written(tmp_path / "twice.zip", archive_of([("a.csv", CSV), ("a.csv", CSV)]))),
    )


def test_a_link_in_an_archive_is_not_an_export(tmp_path):
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert re.search(
        "a link in the archive", refused(written(tmp_path / "link.zip", archive_of([(link, "/etc/passwd")])))
    )


def test_an_archive_of_very_many_exports_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    assert re.search(
        "too many exports", refused(written(tmp_path / "many.zip", archive_of([(f"{i}.csv", CSV) for i in range(4)])))
    )


def test_bytes_after_a_gzip_archive_are_not_passed_over(tmp_path):
    assert re.search("can't be read", refused(written(tmp_path / "a.csv.gz", gzip.compress(CSV) + b"and more")))


# Workbooks


@pytest.mark.parametrize(
    ("part", "old", "new", "problem"),
    [
        (SHEET, b'<c r="A2"', b'<c r="XFD1048576"', "more cells than an export can have"),
        (SHEET, b'<row r="2"', b'<row r="1048576"><c r="XFD7"><v>1</v></c></row><row r="2"', "more cells"),
        (SHEET, b'<c r="A2"', b'<c x="/>" r="XFD1048576" y="/>"', "more cells than an export can have"),
        (SHEET, b'<c r="A2"', b'<c r="A99999999999999999999"', "more cells than an export can have"),
        ("xl/sharedStrings.xml", b"<sst", b'<!DOCTYPE s [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><sst', ""),
        ("xl/sharedStrings.xml", b"<sst", b'<!DOCTYPE s [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst', ""),
    ],
)
def test_a_workbook_that_claims_to_be_vast_is_refused(tmp_path, part, old, new, problem):
    said = b"<t>Um</t>" if problem else b"<t>&b;</t>"
    edits = {part: lambda content: content.replace(old, new).replace(b"<t>Um</t>", said)}
    assert re.search(
        problem or "not a workbook that can be read", refused(written(tmp_path / "vast.xlsx", workbook(edits)))
    )


def test_a_stated_dimension_means_nothing(tmp_path):
    edit = {SHEET: lambda content: content.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"')}
    assert b'ref="A1:XFD1048576"' in zipfile.ZipFile(io.BytesIO(workbook(edit))).read(SHEET)
    assert len(load(written(tmp_path / "wide.xlsx", workbook(edit)), groups=["G1"]).tickets) == 1


def test_an_empty_cell_at_the_end_of_the_sheet_is_no_reason_to_refuse(tmp_path):
    edit = {
        SHEET: lambda c: c.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    }
    assert len(load(written(tmp_path / "styled.xlsx", workbook(edit)), groups=["G1"]).tickets) == 1


def test_a_workbook_that_unpacks_to_very_much_is_refused_whatever_size_it_states(tmp_path, monkeypatch):
    monkeypatch.setattr(extents, "RATIO_FROM", 1 << 20)
    blown = bytearray(workbook({SHEET: lambda content: content + b" " * (8 << 20)}))
    assert re.search("unpacks to more than an export can be", refused(written(tmp_path / "bomb.xlsx", bytes(blown))))
    with zipfile.ZipFile(io.BytesIO(bytes(blown))) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    lied = bytes(blown).replace(size, (1000).to_bytes(4, "little"))
    assert re.search("not a workbook that can be read", refused(written(tmp_path / "lied.xlsx", lied)))


def test_an_xlsb_workbook_is_named_as_one(tmp_path):
    assert re.search(
        "an XLSB workbook", refused(written(tmp_path / "a.xlsx", archive_of([("xl/workbook.bin", b"x")])))
    )


def test_formulas_are_text_and_are_not_worked_out(tmp_path):
    formula = '=HYPERLINK("http://evil.example","x")'
    quoted = '"' + formula.replace('"', '""') + '"'
    intake = load(written(tmp_path / "f.csv", CSV.replace(b"Um", quoted.encode())), groups=["G1"])
    assert intake.tickets["summary"].tolist() == [formula]
    cell = b'<c r="B2" t="str"><f>1+1</f><v>two</v></c>'
    sheet = workbook({SHEET: lambda content: re.sub(rb'<c r="B2".*?</c>', cell, content)})
    assert load(written(tmp_path / "f.xlsx", sheet), groups=["G1"]).tickets["summary"].tolist() == ["two"]


def test_an_old_workbook_is_read(tmp_path):
    tickets = load(written(tmp_path / "a.xls", old_workbook()), groups=["G1"]).tickets
    assert tickets[["ticket_id", "summary"]].to_numpy().tolist() == [["INC1", "Um"]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (struct.pack("<II", 0xFFFFFFFE, 3), struct.pack("<II", 1, 3)),  # the directory follows itself
        (struct.pack("<II", 0xFFFFFFFE, 3), struct.pack("<II", 0xFFFFFFFE, 2)),  # and the workbook
        (struct.pack("<IQ", 2, 4096), struct.pack("<IQ", 2, 1 << 31)),
        (struct.pack("<IQ", 2, 4096), struct.pack("<IQ", 999, 4096)),
        (struct.pack("<IIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE), struct.pack("<IIIIII", 0, 1 << 31, 1, 0, 4096, 0)),
    ],
)
def test_an_old_workbook_whose_sectors_have_no_end_is_refused(tmp_path, old, new):
    content = old_workbook()
    assert content.count(old) == 1
    assert re.search(
        "not a workbook that can be read", refused(written(tmp_path / "loop.xls", content.replace(old, new)))
    )


def test_a_cell_far_out_in_an_old_workbook_is_refused(tmp_path):
    far = struct.pack("<HHHH", 0x00BD, 12, 65535, 7) + bytes(6) + struct.pack("<H", 60000)
    for cell in (far, struct.pack("<HHHHH", 0x0201, 6, 65535, 60000, 0)):
        content = old_workbook(edit=lambda cells, cell=cell: cells + cell)
        if cell is far:
            assert re.search("more cells than an export can have", refused(written(tmp_path / "far.xls", content)))
        else:  # an empty cell
            assert len(load(written(tmp_path / "empty.xls", content), groups=["G1"]).tickets) == 1


@pytest.mark.parametrize(
    ("stream", "problem"), [("EncryptedPackage", "a workbook with a password"), ("WordDocument", "no workbook")]
)
def test_an_ole_file_that_is_locked_or_no_workbook_is_named(tmp_path, stream, problem):
    assert re.search(problem, refused(written(tmp_path / "a.xlsx", old_workbook(stream=stream))))


# Text


def test_nul_bytes_are_left_out_of_every_column_and_counted(tmp_path):
    content = CSV.replace(b"INC1", b"IN\0C1").replace(b",G1", b",G\0001").replace(b"Um", b"\0U\0m")
    intake = load(written(tmp_path / "nul.csv", content), groups=["G1"])
    ticket = intake.tickets.iloc[0]
    assert ticket[["ticket_id", "group", "summary"]].tolist() == ["INC1", "G1", "Um"]
    assert counted(intake, "NUL characters removed") == 4


def test_control_characters_stand_in_no_column(tmp_path):
    content = CSV.replace(b"INC1", b"\x07INC\x1b1").replace(b"Um", b"U\x08m \x1b[31mred").replace(b",G1", b",G\x021")
    intake = load(written(tmp_path / "control.csv", content), groups=["G1"])
    ticket = intake.tickets.iloc[0]
    assert ticket[["ticket_id", "summary", "group"]].tolist() == ["INC1", "Um [31mred", "G1"]


def test_a_line_without_end_is_refused_at_once(tmp_path):
    assert re.search("no line ends", refused(written(tmp_path / "line.csv", b"number,text," * 40_000)))


def test_an_unclosed_quote_does_not_read_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCKS", (1 << 16, 1 << 18))
    assert re.search("unclosed quote", refused(written(tmp_path / "quote.csv", CSV + b'INC2,"' + b"x,\n" * 400_000)))


def test_ten_thousand_columns_are_read_and_more_are_refused(tmp_path, monkeypatch):
    more = "".join(f",c{i}" for i in range(9_995)).encode()
    content = CSV.replace(b"sys_updated_on", b"sys_updated_on" + more).replace(
        ROW.encode(), ROW.encode() + b",x" * 9_995
    )
    path = written(tmp_path / "columns.csv", content)
    assert len(load(path, groups=["G1"]).tickets) == 1
    monkeypatch.setattr(delimited, "MAX_COLUMNS", 9_999)
    assert re.search("more columns than an export can have", refused(path))


@pytest.mark.slow
def test_a_line_of_a_gigabyte_is_refused_in_bounded_memory(tmp_path):
    path = tmp_path / "giant.csv"
    with path.open("wb") as file:
        file.write(CSV + b'INC2,"')
        for _ in range(1 << 10):
            file.write(b"xy,\n" * (1 << 18))
    code = (
        "import sys; sys.path[:0] = ['tests', 'bench/sides']; from export_studies import load\n"
        "from memory import peak_mib\n"
        "from toil.errors import ExportError\n"
        f"try: load({str(path)!r}, groups=['G1'])\n"
        "except ExportError as error: print(error)\n"
        "print(int(peak_mib()))"
    )
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120)
    message, peak = printed.stdout.splitlines()
    assert "a row of more than 256 MiB" in message
    assert int(peak) < 2048


# Records


def test_what_is_no_record_is_counted(tmp_path):
    path = written(tmp_path / "a.json", json.dumps([RECORD, 1, "x", None, [RECORD]]).encode())
    intake = load(path, groups=["G1"])
    assert len(intake.tickets) == 1
    assert counted(intake, "rows in") == 5
    assert counted(intake, "not a record") == 4


def test_a_last_line_that_is_cut_is_counted(tmp_path):
    lines = json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"number": "INC2"}) + "\n"
    intake = load(written(tmp_path / "cut.jsonl", lines[:-20].encode()), groups=["G1"])
    assert intake.tickets["ticket_id"].tolist() == ["INC1"]
    assert counted(intake, "not a record") == counted(intake, "file ends in the middle of a row") == 1


def test_a_line_in_the_middle_that_is_cut_is_refused(tmp_path):
    lines = f"{json.dumps(RECORD)}\n{json.dumps(RECORD)[:-9]}\n{json.dumps(RECORD)}\n"
    assert re.search("not JSON that can be read", refused(written(tmp_path / "cut.jsonl", lines.encode())))


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000, '[{"a":' + "[" * 900 + "]" * 900 + "}]"])
def test_objects_very_deep_in_each_other_are_refused(tmp_path, deep):
    assert re.search("not JSON that can be read|layout", refused(written(tmp_path / "deep.json", deep.encode())))


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "9" * 4000, "0." + "1" * 4000, "1E400"])
def test_huge_numbers_are_text_like_any_other(tmp_path, number):
    content = json.dumps([RECORD | {"short_description": 0}]).replace(": 0", f": {number}")
    assert len(load(written(tmp_path / "n.json", content.encode()), groups=["G1"]).tickets) == 1


def test_a_number_too_long_to_read_is_refused(tmp_path):
    content = json.dumps([RECORD | {"short_description": 0}]).replace(": 0", ": " + "9" * 5000)
    assert re.search("not JSON that can be read", refused(written(tmp_path / "n.json", content.encode())))


def test_half_a_character_is_replaced_and_counted(tmp_path):
    content = json.dumps([RECORD]).replace("Um", "Um \\ud83d")
    intake = load(written(tmp_path / "half.json", content.encode()), groups=["G1"])
    assert intake.tickets["summary"].tolist() == ["Um ?"]
    assert counted(intake, "encoding repaired") == 1


def test_a_line_separator_inside_a_record_is_no_end_of_line(tmp_path):
    line = json.dumps(RECORD | {"short_description": "a\u2028b\x85c"}, ensure_ascii=False)
    intake = load(written(tmp_path / "a.jsonl", f"{line}\n{line.replace('INC1', 'INC2')}\n".encode()), groups=["G1"])
    assert len(intake.tickets) == 2


def test_records_of_very_many_fields_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "MAX_CELLS", 1000)
    content = json.dumps([RECORD | {f"f{i}": 1} for i in range(100)])
    assert re.search(
        "more fields than an export can have", refused(written(tmp_path / "fields.json", content.encode()))
    )


def test_few_bytes_of_parquet_that_stand_for_very_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "MAX_ROWS", 100_000)
    content = parquet_of(**{header: pa.repeat(cell, 2_000_000) for header, cell in RECORD.items()})
    assert len(content) < 100_000
    assert re.search("holds more than an export can", refused(written(tmp_path / "dense.parquet", content)))


@pytest.mark.slow
def test_one_text_in_very_many_rows_is_refused_before_it_is_spread(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "MAX_TEXT", 64 << 20)
    columns = {header: pa.repeat(cell, 1000) for header, cell in RECORD.items()}
    content = parquet_of(**columns | {"short_description": pa.repeat("x" * (1 << 20), 1000)})
    assert len(content) < 4 << 20
    assert re.search("holds more than an export can", refused(written(tmp_path / "wide.parquet", content)))


@pytest.mark.parametrize("keep", [8, 100, -100, -9])
def test_a_parquet_file_that_is_cut_or_lies_is_refused(tmp_path, keep):
    whole = parquet_of(**{header: [cell] * 100 for header, cell in RECORD.items()})
    assert re.search("not a Parquet file that can be read", refused(written(tmp_path / "cut.parquet", whole[:keep])))
    footer = int.from_bytes(whole[-8:-4], "little")
    lied = whole[:-8] + (footer * 1000).to_bytes(4, "little") + b"PAR1"
    assert re.search("not a Parquet file that can be read", refused(written(tmp_path / "lied.parquet", lied)))


# What lies in the folder of exports


def folder_of(tmp_path):
    folder = tmp_path / "study" / "exports"
    folder.mkdir(parents=True)
    written(folder / "good.csv", CSV)
    return folder, study_of(["exports/*"], groups=["G1"], folder=tmp_path / "study")


def test_a_link_out_of_the_folder_is_refused_and_one_named_is_followed(tmp_path):
    folder, study = folder_of(tmp_path)
    outside = written(tmp_path / "secret.csv", CSV.replace(b"INC1", b"INC9"))
    (folder / "link.csv").symlink_to(outside)
    with pytest.raises(ExportError, match=r"link\.csv: a link that leads out of its folder"):
        find_files(study)
    named = study_of(["exports/link.csv"], groups=["G1"], folder=tmp_path / "study")
    assert list(find_files(named).exports) == [outside.resolve()]


def test_a_link_within_the_folder_is_the_same_file(tmp_path):
    folder, study = folder_of(tmp_path)
    (folder / "again.csv").symlink_to(folder / "good.csv")
    assert [path.name for path in find_files(study).exports] == ["good.csv"]


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: os.mkfifo(path), "a pipe or a device, not a file"),
        (lambda path: path.mkdir(), "a directory, not a file"),
        (lambda path: path.symlink_to("nowhere.csv"), "a link to nothing"),
        (lambda path: path.symlink_to(path), "a link to nothing"),
        (lambda path: path.symlink_to("/dev/zero"), "a pipe or a device, not a file"),
    ],
)
def test_what_is_no_file_is_refused_found_or_named(tmp_path, make, problem):
    folder, study = folder_of(tmp_path)
    make(folder / "odd.csv")
    for asked in (study, study_of(["exports/odd.csv"], groups=["G1"], folder=tmp_path / "study")):
        with pytest.raises(ExportError, match=problem):
            find_files(asked)


def test_a_row_of_delimiters_alone_asks_no_more_for_the_headers(tmp_path, monkeypatch):
    """Each of its empty cells did, and 300,000 of them took hours."""
    asked = []
    name = delimited.unique_headers
    monkeypatch.setattr(delimited, "unique_headers", lambda cells: asked.append(cells) or name(cells))
    for cells in (10, 5000):
        asked.append(cells)
        load(written(tmp_path / "a.csv", CSV + b"," * cells + b"\n"), groups=["G1"])
    assert 0 < asked.index(5000) - 1 == len(asked) - asked.index(5000) - 1


def test_a_name_that_is_no_text_is_shown_by_its_codes(tmp_path, capsys):
    path = os.fsencode(tmp_path) + b"/m\xeas.csv"  # as an old archive leaves it
    try:
        Path(os.fsdecode(path)).write_bytes(CSV)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    assert load("*.csv", groups=["G1"], folder=tmp_path).sources["file"].tolist() == ["m\\udceas.csv"]
    assert main(["check", str(tmp_path)]) == 1
    assert "m\\udceas.csv" in capsys.readouterr().out


# Quotes that nothing closes


NAMES = ("numero", "abertura", "titulo", "equipe", "estado")


def unquoted(rows, *, bad, at=2, order=NAMES, quoting=csv.QUOTE_MINIMAL, delimiter=";", eol="\n"):
    """A CSV of *rows* rows beyond the part that is looked at first, where in row *bad* column *at* a quote opens."""
    made = [
        {"numero": f"INC{n:06}", "abertura": f"{n % 28 + 1:02}/09/2026 10:00", "titulo": f"texto {n} da fila",
         "equipe": "G1", "estado": "Fechado"}
        for n in range(rows)
    ]  # fmt: skip
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, delimiter=delimiter, lineterminator=eol)
    writer.writerows([order, *([row[name] for name in order] for row in made)])
    whole = text.getvalue()
    cell = made[bad][order[at]]
    plain, broken = (f'"{cell}"', f'"{cell}') if quoting == csv.QUOTE_ALL else (cell, f'"{cell}')
    return whole.replace(plain, broken, 1).encode()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_quote_that_takes_in_the_rest_of_the_file_is_told_with_its_place(tmp_path, delimiter, eol):
    content = unquoted(9000, bad=8000, delimiter=delimiter, eol=eol)
    assert refused(written(tmp_path / "a.csv", content)) == (
        "a.csv: a quote that isn't closed takes in other rows; found a quote in line 8,002, and 999 line(s) after it"
        " that look like rows; wanted a second quote at the end of the cell. Export it again; or close that quote,"
        " or write it twice if it is part of the text."
    )


@pytest.mark.parametrize(
    ("order", "at"),
    [
        (NAMES, 2),
        (("titulo", "numero", "abertura", "equipe", "estado"), 0),
        (("numero", "abertura", "equipe", "estado", "titulo"), 4),
        (("numero", "titulo", "abertura", "equipe", "estado"), 1),
    ],
)
@pytest.mark.parametrize("bad", [8000, 8998])
def test_so_it_is_in_each_column_and_for_a_single_row(tmp_path, order, at, bad):
    said = refused(written(tmp_path / "a.csv", unquoted(9000, bad=bad, order=order, at=at)))
    assert f"a quote in line {bad + 2:,}, and {8999 - bad:,} line(s)" in said


def test_a_quote_that_the_next_one_closes_takes_in_a_row(tmp_path):
    order = ("numero", "abertura", "equipe", "estado", "titulo")
    content = unquoted(9000, bad=8000, order=order, at=4, quoting=csv.QUOTE_ALL)
    assert "a quote in line 8,002, and 1 line(s)" in refused(written(tmp_path / "a.csv", content))
    lines = unquoted(9000, bad=8000).decode().split("\n")
    lines[8004] = lines[8004].replace("texto 8003 da fila", '"texto 8003; da fila"')
    assert "a quote in line 8,002" in refused(written(tmp_path / "a.csv", "\n".join(lines).encode()))


def test_rows_that_somebody_pasted_into_a_text_are_text(tmp_path):
    order = ("numero", "abertura", "equipe", "estado", "titulo")
    rows = [line.replace('"', "") for line in unquoted(40, bad=0, order=order, at=4).decode().split("\n")]
    pasted = "\n".join(rows[20:24])
    rows[5] = rows[5].replace("texto 4 da fila", f'"veja\n{pasted}"')
    rows[6:] = [line.replace("da fila", "da; fila").replace("texto", '"texto') + '"' for line in rows[6:-1]]
    intake = load(written(tmp_path / "a.csv", "\n".join(rows).encode()), groups=["G1"])
    assert len(intake.tickets) == 40
    assert "INC000021" in intake.tickets.set_index("ticket_id").loc["INC000004", "summary"]


def test_a_file_that_ends_within_a_quote_is_still_one_that_ends_too_early(tmp_path):
    rows = unquoted(40, bad=39).decode().rstrip("\n")
    intake = load(written(tmp_path / "a.csv", rows.encode()), groups=["G1"])
    assert counted(intake, "rows in") == 40


@pytest.mark.parametrize("twice", ['"number": "INC1", "number": "INC2"', '"number": "INC2", "number": null'])
@pytest.mark.parametrize("form", ['{{"result": [{}]}}', "{0}\n{0}"])
def test_a_field_that_a_record_gives_two_values_is_refused(tmp_path, form, twice):
    record = f'{{{twice}, "opened_at": "2026-09-10 09:00:00", "assignment_group": "G", "short_description": "x"}}'
    (tmp_path / "a.json").write_text(form.format(record))
    with pytest.raises(ExportError, match="a field that stands twice in one object"):
        load(tmp_path / "a.json", groups=["G"])


def test_a_field_with_a_name_of_megabytes_is_refused(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"number": "INC1", "k" * 5_000_000: 1}]))
    with pytest.raises(ExportError, match="5,000,000 characters"):
        load(tmp_path / "a.json", groups=["G"])
