"""Formats, encodings, delimiters and quotes; and files that can't be read."""

import codecs
import gzip
import io
import json
import zipfile
from datetime import timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from export_studies import FIXTURES, counted, load, study_of

from toil.errors import ExportError
from toil.exports import find_files
from toil.exports.formats import streams
from toil.exports.formats.delimited import _without_cells
from toil.exports.formats.dialect import sniff
from toil.exports.formats.encoding import detect_encoding
from toil.exports.formats.sheets import cell_text

ROWS = [
    ["number", "short_description", "assignment_group", "opened_at", "sys_updated_on"],
    ["INC1", "Um", "G1", "2026-09-01 10:00:00", "2026-09-01 10:00:00"],
    ["INC2", "Dois", "G1", "2026-09-02 10:00:00", "2026-09-02 10:00:00"],
]
CSV = "\n".join(",".join(row) for row in ROWS).encode()


@pytest.mark.parametrize(
    ("file", "groups", "form", "summary"),
    [
        ("servicenow_list.csv", ["SERVICE DESK"], "csv, utf-8, delimiter ,", "Senha bloqueada"),
        ("servicenow_labels_en.csv", ["Network"], "csv, cp1252, delimiter ,", "Café terminal offline"),
        ("glpi_quoted.csv", ["TI > Campo"], "csv, utf-8-sig, delimiter ;", "Impressora não imprime"),
        ("glpi_dashed.csv", ["TI > Acessos"], "csv, utf-8-sig, delimiter ;", "Senha; desbloqueio"),
        ("generic_pt_utf16.csv", ["Suporte"], "csv, utf-16, delimiter tab", "Senha não funciona"),
        ("generic_de_cp1252.csv", ["Vor-Ort"], "csv, cp1252, delimiter ;", "Drucker druckt nicht für Büro Köln"),
        ("generic_ru_cp1251.csv", ["Поддержка"], "csv, cp1251, delimiter ;", "Не работает принтер"),
        ("generic_hi.csv", ["सहायता"], "csv, utf-8, delimiter ,", "पासवर्ड रीसेट"),
        ("sep_line.csv", ["G"], "csv, utf-8, delimiter ;", "a,b"),
        ("records.jsonl", ["G1"], "json lines, utf-8", "Um"),
    ],
)
def test_each_fixture_is_read_as_it_was_written(file, groups, form, summary):
    intake = load(file, groups=groups)
    assert intake.sources["format"].tolist() == [form]
    assert intake.tickets["summary"].iloc[0] == summary


def test_cells_over_several_lines_and_doubled_quotes_survive():
    ticket = load("servicenow_list.csv", groups=["SERVICE DESK"]).tickets.iloc[0]
    assert ticket["description"] == 'Bom dia,\nMinha senha "expirou".\nCPF <CPF>'


def write_xlsx(path, rows):
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Leia-me").write(0, 0, "nothing here")
        sheet = book.add_worksheet("Export")
        sheet.write(0, 0, "Relatório")
        for i, row in enumerate(rows, start=2):
            for j, cell in enumerate(row):
                sheet.write(i, j, cell)


def write_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/evil.csv", CSV)
        archive.writestr("__MACOSX/._x.csv", "no")
        archive.writestr("readme.md", "no")


WRITERS = {
    "a.csv": lambda path: path.write_bytes(CSV),
    "a.csv.gz": lambda path: path.write_bytes(gzip.compress(CSV, mtime=0)),
    "a.zip": write_zip,
    "a.xlsx": lambda path: write_xlsx(path, ROWS),
    "a.json": lambda path: path.write_text(
        json.dumps({"result": [dict(zip(ROWS[0], r, strict=True)) for r in ROWS[1:]]})
    ),
    "a.parquet": lambda path: pq.write_table(
        pa.Table.from_pandas(
            pd.DataFrame(ROWS[1:], columns=ROWS[0]).assign(opened_at=lambda t: pd.to_datetime(t["opened_at"]))
        ),
        path,
    ),
    "tab.txt": lambda path: path.write_bytes(CSV.replace(b",", b"\t")),
    "pipe.csv": lambda path: path.write_bytes(CSV.replace(b",", b"|")),
    "apostrophes.csv": lambda path: path.write_bytes(
        b"\n".join(b"'" + line.replace(b",", b"','") + b"'" for line in CSV.split(b"\n"))
    ),
    "backslash.csv": lambda path: path.write_bytes(CSV.replace(b"Um", b'"U\\",m"')),
    "utf16le_without_mark.csv": lambda path: path.write_bytes(CSV.decode().encode("utf-16-le")),
    "old_mac.csv": lambda path: path.write_bytes(CSV.replace(b"\n", b"\r")),
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_rows_come_out_of_every_format(tmp_path, name):
    WRITERS[name](tmp_path / name)
    tickets = load(tmp_path / name, groups=["G1"]).tickets
    assert tickets["ticket_id"].tolist() == ["INC1", "INC2"]
    assert tickets["summary"].tolist() == ['U",m' if name == "backslash.csv" else "Um", "Dois"]
    assert tickets["opened_at"].tolist() == [pd.Timestamp("2026-09-01 13:00Z"), pd.Timestamp("2026-09-02 13:00Z")]


def write_book(path, sheets, hidden=()):
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
            if name in hidden:
                sheet.hide()


def test_sheets_that_are_alike_are_one_export_with_the_columns_of_all(tmp_path):
    october = [[*reversed(ROWS[0]), "priority"], [*reversed(["INC3", *ROWS[1][1:]]), "2 - High"]]
    write_book(tmp_path / "a.xlsx", {"Set": [["SETEMBRO"], *ROWS], "Out": october})
    intake = load(tmp_path / "a.xlsx", groups=["G1"])
    tickets = intake.tickets.set_index("ticket_id").sort_index()
    assert tickets["summary"].to_dict() == {"INC1": "Um", "INC2": "Dois", "INC3": "Um"}
    assert tickets["priority"].fillna(0).tolist() == [0, 0, 2]
    assert intake.sources["format"].tolist() == ["xlsx, sheet Set, Out"]
    assert counted(intake, "row of another sheet, not read") == 0


def test_the_name_of_a_sheet_can_be_the_squads(tmp_path):
    rows = [[cell for name, cell in zip(ROWS[0], row, strict=True) if name != "assignment_group"] for row in ROWS]
    write_book(tmp_path / "a.xlsx", {"G1": [rows[0], rows[1], [""] * len(rows[0])], "G2": [rows[0], rows[2]]})
    columns = {"sheet": "group"}
    tickets = load(tmp_path / "a.xlsx", groups=["G1", "G2"], exports={"columns": columns}).tickets
    assert dict(zip(tickets["ticket_id"], tickets["group"], strict=True)) == {"INC1": "G1", "INC2": "G2"}


def test_rows_of_hidden_and_other_sheets_are_left_out_and_counted(tmp_path):
    pivot = [["Grupo", "Total"], ["G1", 2], ["G2", 1]]
    old = [ROWS[0], ["INC9", *ROWS[1][1:]]]
    write_book(tmp_path / "a.xlsx", {"Resumo": pivot, "Backup": old, "Dados": ROWS}, hidden=["Backup"])
    intake = load(tmp_path / "a.xlsx", groups=["G1"])
    assert intake.tickets["ticket_id"].tolist() == ["INC1", "INC2"]
    assert counted(intake, "row of another sheet, not read") == 3


def test_headers_that_were_encoded_twice_are_repaired(tmp_path):
    text = "Número do chamado;Data de abertura;Grupo;Descrição\n7;14/09/2026;Operações;Não abre\n"
    (tmp_path / "a.csv").write_bytes(text.encode().decode("cp1252").encode())
    tickets = load(tmp_path / "a.csv", groups=["Operações"]).tickets
    assert tickets[["ticket_id", "description"]].values.tolist() == [["7", "Não abre"]]


def test_a_delimiter_inside_quotes_in_every_row_makes_no_row_wider(tmp_path):
    rows = [f'INC{i},"Souza, João",G1,2026-09-01,"Lima, Ana"\n' for i in range(40)]
    head = "number,short_description,assignment_group,opened_at,caller_id\n"
    (tmp_path / "a.csv").write_text(head + "".join(rows), encoding="utf-8")
    assert len(load(tmp_path / "a.csv", groups=["G1"]).tickets) == 40


def test_nothing_is_unpacked_to_disk(tmp_path):
    write_zip(tmp_path / "a.zip")
    load(tmp_path / "a.zip", groups=["G1"])
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_late_byte_that_is_not_utf8_changes_the_encoding_of_the_whole_file(tmp_path):
    rows = [f"INC{i},texto {i},G1,2026-09-01 10:00:00,2026-09-01 10:00:00" for i in range(6000)]
    rows[-1] = rows[-1].replace("texto", "João não vê")
    (tmp_path / "late.csv").write_bytes("\n".join([",".join(ROWS[0]), *rows]).encode("cp1252"))
    intake = load(tmp_path / "late.csv", groups=["G1"])
    assert len(intake.tickets) == 6000
    assert intake.sources["format"].tolist() == ["csv, cp1252, delimiter ,"]
    assert intake.tickets["summary"].str.contains("não vê").sum() == 1


def test_rows_with_too_few_cells_are_kept_and_with_too_many_dropped():
    intake = load("ragged.csv", groups=["G1"])
    assert intake.tickets["ticket_id"].tolist() == ["INC1", "INC2", "INC4", "INC5"]
    assert intake.tickets["summary"].tolist()[0] == '5" disk'
    assert counted(intake, "row with missing cells") == 1
    assert counted(intake, "too many cells") == 1


def test_a_file_cut_in_a_row_keeps_what_stood_whole():
    intake = load("cut_in_a_row.csv", groups=["G1"])
    assert counted(intake, "file ends in the middle of a row") == 1
    last = intake.tickets.iloc[1]
    assert last["ticket_id"] == "INC2"
    assert pd.isna(last["updated_at"])  # "2026-09-02 1" was cut and may have said anything


def test_a_file_cut_inside_quotes_is_noticed():
    assert counted(load("cut_in_quotes.csv", groups=["G1"]), "file ends in the middle of a row") == 1


def test_double_encoding_is_repaired_and_counted():
    intake = load("misread_utf8.csv", groups=["G1"])
    assert intake.tickets["summary"].tolist()[1:] == ["Passwort für VPN", "Normal ação"]
    assert "não funciona" in intake.tickets["summary"].iloc[0]
    assert counted(intake, "encoding repaired") == 2


def test_cells_over_the_limit_are_cut_and_counted(tmp_path):
    (tmp_path / "long.csv").write_bytes(CSV.replace(b"Dois", b"x " * 60_000))
    intake = load(tmp_path / "long.csv", groups=["G1"])
    assert counted(intake, "cell cut to the size limit") == 1
    assert intake.tickets["summary"].str.len().max() == 100_000


def zip_of(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("blank.csv", b"\n\n", "the file has no row"),
        ("noise.csv", np.random.default_rng(0).bytes(4096), "isn't text"),
        ("mixed.csv", CSV + b"\nINC1;a;G1;2026-09-01;" * 3, "most rows hold no delimiter"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "not a workbook that can be read"),
        ("broken.json", b'{"number": ', "not JSON that can be read"),
        ("empty.json", b"[]", "holds no records"),
        ("broken.parquet", b"PAR1 nothing", "not a Parquet file that can be read"),
        ("broken.zip", b"PK\x03\x04 nothing", "not a zip archive that can be read"),
        ("cut.csv.gz", gzip.compress(CSV * 50, mtime=0)[:60], "can't be read"),
        ("nothing.zip", zip_of(b"")[:0] + zip_of(b"x").replace(b"a.csv", b"a.txx"), "no export in the archive"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_clear_line(tmp_path, name, content, problem):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ExportError) as caught:
        load(tmp_path / name, groups=["G1"])
    assert problem in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["bomb.csv.gz", "bomb.zip"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch, name):
    monkeypatch.setattr(streams, "RATIO_FROM", 1 << 20)
    content = CSV + b"\nINC3,x,G1,," + b" " * (40 << 20)
    (tmp_path / name).write_bytes(gzip.compress(content, mtime=0) if name.endswith("gz") else zip_of(content))
    with pytest.raises(ExportError, match="unpacks to more than an export can be"):
        load(tmp_path / name, groups=["G1"])


def test_a_locked_archive_is_one_clear_line(tmp_path):
    packed = bytearray(zip_of(CSV))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(signature) + offset] |= 1  # the flag that says: encrypted
    (tmp_path / "locked.zip").write_bytes(packed)
    with pytest.raises(ExportError, match=r"locked\.zip: can't be read; found an archive with a password"):
        load(tmp_path / "locked.zip", groups=["G1"])


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("missing.csv", "no such file"),
        ("folder", "a directory, not a file"),
        ("none/*.csv", "no export found"),
    ],
)
def test_files_that_are_not_there(tmp_path, pattern, problem):
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError, match=problem):
        find_files(study_of([pattern], groups=["G"], folder=tmp_path))


def test_globs_are_resolved_once_sorted_and_without_other_files(tmp_path):
    for name in ("b.csv", "a.csv", ".hidden.csv", "~$open.xlsx", "notes.md"):
        (tmp_path / name).write_bytes(CSV)
    study = study_of(["*", "a.csv", str(tmp_path / "*.csv")], groups=["G"], folder=tmp_path)
    assert [path.name for path in find_files(study).exports] == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("text", "delimiter", "quote", "cells"),
    [
        ("a,b\n1,2\n", ",", '"', ("a", "b")),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";", '"', ("a", "b")),
        ("'a','b'\n'1,5','2'\n", ",", "'", ("a", "b")),
        ("Report of today\na;b;c\n1;2;3\n4;5;6\n", ";", '"', ("a", "b", "c")),
        ("only\n1\n2\n", ",", '"', ("only",)),
        ("Report;;;\nof;today;;\n;;;\na;b;c;d\n1;2;3;4\n5;6;;\n", ";", '"', ("a", "b", "c", "d")),
        ("a;b;c;\n1;2;3;4\n5;6;7;8\n", ";", '"', ("a", "b", "c", "")),
    ],
)
def test_the_dialect_is_what_makes_rows_alike(text, delimiter, quote, cells):
    dialect = sniff(text)
    assert (dialect.delimiter, dialect.quote, dialect.cells) == (delimiter, quote, cells)


@pytest.mark.parametrize(
    ("text", "encoding", "detected"),
    [
        ("plain", "ascii", "utf-8"),
        ("ação", "utf-8", "utf-8"),
        ("ação", "utf-8-sig", "utf-8-sig"),
        ("ação e reação não são iguais", "cp1252", "cp1252"),
        ("Zugriff für Müller möglich, Größe ändern", "latin-1", "cp1252"),
        ("Прошу восстановить доступ к почте, пароль забыт", "cp1251", "cp1251"),
        ("Прошу восстановить доступ к почте, пароль забыт", "koi8-r", "koi8-r"),
        ("ПРОШУ ВОССТАНОВИТЬ ДОСТУП К ПОЧТЕ", "koi8-r", "koi8-r"),
        ("Прошу восстановить доступ к почте, пароль забыт", "cp866", "cp866"),
        ("ÄÖÜ ÄÖÜ; äöü; ßäß: é à ó", "cp1252", "cp1252"),
        ("Solução: não imprime relatório de cobrança à noite", "cp850", "cp850"),
        ("Zugriff für Müller möglich, Größe ändern", "cp850", "cp850"),
        ("number", "utf-16-be", "utf-16-be"),
        ("number", "utf-16", "utf-16"),
    ],
)
def test_encodings_are_told_apart(text, encoding, detected):
    assert detect_encoding((text * 3).encode(encoding)) == detected


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"),
        (3.5, "3.5"),
        (True, "true"),
        (None, ""),
        (" x ", "x"),
        (timedelta(hours=30, seconds=5), "30:00:05"),
        (timedelta(minutes=-90), "-1:30:00"),
    ],
)
def test_a_cell_reads_as_in_a_csv(cell, text):
    assert cell_text(cell) == text


def test_the_fixtures_are_all_described():
    described = (FIXTURES / "README.md").read_text(encoding="utf-8")
    names = {path.name for path in FIXTURES.iterdir()} - {"README.md"}
    assert {name for name in names if name not in described and not name.startswith("generic_")} == set()


def test_a_row_of_too_many_cells_that_is_no_utf8_is_counted_and_never_repeated(tmp_path):
    """Found by fuzzing: Arrow's error repeats the row, and the row may be somebody's words."""
    plain = "\n".join(
        f"INC{number},reinício,G1,2026-09-01 10:00:00,2026-09-01 10:00:00" for number in range(10_000, 16_000)
    )
    bad = b"\nINC3,Maria Segredo \xe3 disse,G1,2026-09-03 10:00:00,2026-09-03 10:00:00,x,y\n"
    (tmp_path / "e.csv").write_bytes(CSV + b"\n" + plain.encode() + bad)
    assert counted(load(tmp_path / "e.csv", groups=["G1"]), "too many cells") == 1


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_byte_of_another_encoding_in_a_utf8_text_is_read_as_cp1252_and_counted(tmp_path, capfd, mark):
    """Two exports put together. Arrow would print the row of too many cells, and its trace, on standard error."""
    good = b"\n".join(f"INC1{n},Maria Segredo n\xe3o v\xea,G1,2026-09-01,2026-09-01".encode() for n in range(10))
    foreign = (
        b"\nINC3,n\xe3o v\xea,G1,2026-09-03,2026-09-03\nINC4,Maria Segredo n\xe3o,G1,2026-09-03,2026-09-03,x,y\n"
    )
    (tmp_path / "e.csv").write_bytes(mark + CSV + b"\n" + good + foreign)
    intake = load(tmp_path / "e.csv", groups=["G1"])
    assert intake.tickets.set_index("ticket_id")["summary"]["INC3"] == "não vê"
    assert counted(intake, "byte that is not UTF-8") == 3
    assert counted(intake, "too many cells") == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_characters_cut_between_two_parts_come_out_whole(size):
    text = "ação नमस्ते 🙂 é".encode()
    for mend, whole in ((False, text), (True, b"\xe3 " + text)):
        utf8 = streams.Utf8(mend=mend)
        read = b"".join(utf8.take(whole[at : at + size]) for at in range(0, len(whole), size))
        assert read == (text if not mend else "ã ".encode() + text)
        assert utf8.foreign == mend


def test_half_a_character_at_the_end_of_a_file_is_left_out(tmp_path):
    (tmp_path / "cut.csv").write_bytes(CSV + "\nINC3,não vê".encode()[:-1])
    intake = load(tmp_path / "cut.csv", groups=["G1"])
    assert counted(intake, "byte that is not UTF-8") == 1
    assert intake.sources["format"].tolist() == ["csv, utf-8, delimiter ,"]


def test_an_error_leaves_out_what_arrow_repeats_of_the_file():
    message = "CSV parse error: Expected 5 columns, got 7: INC3,Maria Segredo,G1"
    assert _without_cells(message) == "CSV parse error: Expected 5 columns, got 7"
    assert "Maria" not in _without_cells("In CSV column #1: CSV conversion error to int64: invalid value 'Maria'")
