"""Notes in an archive beside exports: set aside, counted, never a refusal of the whole."""

import zipfile

import pytest
from export_studies import counted, load, study_of

from toil.errors import ExportError
from toil.exports import check_exports, share_export
from toil.exports.notes import find_exports
from toil.privacy import HashKey

HEADER = "number,short_description,assignment_group,opened_at\n"
MONTHS = {f"dados/{m}.csv": HEADER + f"INC{m},Um,G1,2026-0{m}-01 10:00:00\n" for m in (8, 9)}
NOTE = "Olá,\nsegue a extração; qualquer dúvida, ligue.\n"
REASON = "file of an archive that is no export"


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
