"""Notes beside exports, in an archive or a folder: left out, counted and named, never a refusal of the whole."""

import zipfile

import pytest
from export_studies import counted, load, study_of

from toil.errors import ExportError
from toil.exports import check_exports, render_together, share_export
from toil.exports.notes import find_exports
from toil.i18n import wording
from toil.privacy import HashKey

HEADER = "number,short_description,assignment_group,opened_at\n"
MONTHS = {f"dados/{m}.csv": HEADER + f"INC{m},Um,G1,2026-0{m}-01 10:00:00\n" for m in (8, 9)}
NOTE = "Olá,\nsegue a extração; qualquer dúvida, ligue.\n"
REASON = "file that is no export"


def packed(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "notes",
    [
        {"LEIA-ME.txt": NOTE},
        {"a/manual.pdf": b"%PDF"},
        {"leia.txt": "Texto.", "x.sql": "select", "vazio.csv": ""},
        {
            "manifest.json": '{"created_at": "2026-10-01", "rows": 2}',
            "schema.json": '[{"name": "number", "type": "text"}]',
        },
    ],
)
def test_they_are_set_aside_and_counted(tmp_path, notes):
    path = packed(tmp_path / "meses.zip", notes | MONTHS)
    intake = load(path, groups=["G1"])
    assert intake.tickets["ticket_id"].tolist() == ["INC8", "INC9"]
    assert counted(intake, REASON) == len(notes)
    (check,) = check_exports([path]).each
    assert check.notices.set_index("reason")["rows"][REASON] == len(notes)


def test_a_json_that_names_tickets_is_an_export(tmp_path):
    record = '[{"number": "INC7", "short_description": "Um", "assignment_group": "G1", "opened_at": "2026-09-15"}]'
    assert len(load(packed(tmp_path / "a.zip", MONTHS | {"7.json": record}), groups=["G1"]).tickets) == 3


def test_a_text_with_known_headers_is_an_export(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.txt": MONTHS["dados/8.csv"].replace(",", "\t"), "leia.txt": NOTE})
    assert counted(load(path, groups=["G1"]), REASON) == 1


def test_a_broken_export_is_no_note(tmp_path):
    path = packed(tmp_path / "a.zip", MONTHS | {"10.csv": NOTE})
    with pytest.raises(ExportError, match=r"^a.zip/10.csv: the layout is unknown"):
        load(path, groups=["G1"])


def test_notes_alone_are_an_error(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.txt": NOTE, "b.txt": NOTE})
    with pytest.raises(ExportError, match=r"^a.zip/a.txt: the layout is unknown"):
        load(path, groups=["G1"])


def test_an_archive_beside_exports_may_hold_more_of_them_and_is_an_error(tmp_path):
    path = packed(tmp_path / "a.zip", MONTHS | {"10.csv.gz": b"x"})
    with pytest.raises(ExportError, match=r"^a.zip: an archive in the archive; found 1 other file\(s\), 1 of them"):
        find_exports([path], study_of([path], groups=["G1"]))


def test_a_copy_to_pass_on_leaves_them_out_and_says_so(tmp_path):
    path = packed(tmp_path / "a.zip", MONTHS | {"LEIA.txt": "Ligue para Maria Souza."})
    shared = share_export(path, tmp_path / "b.zip", HashKey.of_secret(b"a key for tests only"))
    assert shared.notices[REASON] == 1
    with zipfile.ZipFile(shared.path) as copy:
        assert len(copy.namelist()) == 2


def folder_of(tmp_path, files):
    folder = tmp_path / "exports"
    folder.mkdir()
    months = {name.removeprefix("dados/"): content for name, content in MONTHS.items()}
    for name, content in (months | files).items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


BESIDE = {
    "LEIA-ME.txt": NOTE,
    "ata.docx": b"PK\x03\x04",
    "config.xml": "<project><name>x</name><modelVersion>4</modelVersion></project>",
    "groups.csv": "group,code\nG1,1\nG2,2\n",
    "leia.html": "<html><body><h1>Oi</h1></body></html>",
    "manual.pdf": b"%PDF-1.7",
    "nada.json": "[]",
}


def test_those_in_a_folder_are_named_each(tmp_path):
    folder = folder_of(tmp_path, BESIDE | {"Thumbs.db": b"\xd0\xcf", ".DS_Store": b"\0"})
    (folder / "antigos").mkdir()
    intake = load("exports/*", groups=["G1"], folder=tmp_path)
    assert intake.tickets["ticket_id"].tolist() == ["INC8", "INC9"]
    left_out = intake.intake_counts.query("reason == @REASON")
    assert dict(zip(left_out["file"], left_out["rows"], strict=True)) == {
        f"exports/{name}": 1 for name in (*BESIDE, "antigos/")
    }
    checks = check_exports([folder])
    assert sorted(checks.left_out) == sorted([*BESIDE, "antigos/"])
    assert not checks.unreadable
    assert "manual.pdf" in render_together(checks, wording("pt-BR"))


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("ago.csv", "a;b;c\n1;2;3\n", "the layout is unknown"),
        ("ago.rar", b"Rar!\x1a\x07\x00", "an archive that isn't opened; found RAR"),
        ("ago.xml", "<tickets><ticket><id>1</id>", "not XML that can be read"),
        ("ago.json", '[{"titulo": "Um"}]', "the layout is unknown"),
        ("ago.xls", "<html><body>Login</body></html>", "a page without a table"),
    ],
)
def test_what_may_hold_tickets_is_refused_in_a_folder_too(tmp_path, name, content, problem):
    folder_of(tmp_path, {name: content})
    with pytest.raises(ExportError, match=f"^exports/{name}: {problem}"):
        load("exports/*", groups=["G1"], folder=tmp_path)


def test_a_note_that_the_study_names_is_refused(tmp_path):
    folder_of(tmp_path, {"leia.html": BESIDE["leia.html"]})
    with pytest.raises(ExportError, match=r"^exports/leia.html: a page without a table"):
        load("exports/*.csv", "exports/leia.html", groups=["G1"], folder=tmp_path)
