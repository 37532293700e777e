"""A run on a schedule may go on without an export that can't be read; by default none begins."""

import pytest
from export_studies import KEY, study_of

from toil.errors import ExportError
from toil.exports import load_exports

GOOD = "ticket id,subject,group,opened at\n1,x,G,2026-09-15 10:00\n2,y,G,2026-09-16 10:00\n"
BROKEN = {
    "empty.csv": b"",
    "login.csv": b"<html><head><title>Login</title></head><body><form action=/login></form></body></html>",
    "no-group.csv": b"ticket id,subject,opened at\n3,z,2026-09-15 10:00\n4,z,2026-09-15 10:00\n",
    "half.xlsx": b"PK\x03\x04" + b"\x00" * 300,
    "half.zip": b"PK\x03\x04" + b"\x00" * 300,
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_left_out_where_the_study_says_so(folder, name):
    (folder / name).write_bytes(BROKEN[name])
    files = [folder / name, folder / "good.csv"]
    with pytest.raises(ExportError, match=name):
        load_exports(study_of(files, groups=["G"], folder=folder), KEY)
    study = study_of(files, groups=["G"], folder=folder, exports={"unreadable": "leave out"})
    intake = load_exports(study, KEY)
    assert len(intake.tickets) == 2
    counts = intake.intake_counts.set_index(["file", "reason"])["rows"]
    assert counts[name, "file that can't be read"] == 1


@pytest.mark.parametrize("name", BROKEN)
def test_where_no_file_can_be_read_there_is_nothing_to_go_on_with(folder, name):
    (folder / name).write_bytes(BROKEN[name])
    with pytest.raises(ExportError, match=name):
        load_exports(study_of([folder / name], groups=["G"], folder=folder, exports={"unreadable": "leave out"}), KEY)
