"""Several exports at once: a broken one stops no other, and what counts is what they are together."""

from pathlib import Path

import pytest
from export_studies import FIXTURES

from toil.exports import check_exports, render_together
from toil.i18n import wording

HEADER = "number,opened_at,short_description,assignment_group,sys_updated_on\n"


def write(path, numbers, day, stamp="2026-09-30 10:00:00"):
    path.parent.mkdir(exist_ok=True)
    rows = "".join(f"INC{n:05},{day} 10:00:00,no access,Access,{stamp}\n" for n in numbers)
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


@pytest.fixture
def exports(tmp_path):
    """Two exports of 20 tickets, of which they share 5, with five days between them."""
    write(tmp_path / "a.csv", range(20), "2026-09-20")
    write(tmp_path / "b.csv", range(15, 35), "2026-09-26")
    return tmp_path


def test_two_exports_that_are_too_little_alone_may_be_enough_together(exports):
    checks = check_exports([exports / "a.csv", exports / "b.csv"])
    assert [check.exit_code for check in checks.each] == [1, 1]
    assert checks.together.tickets == 35
    assert checks.exit_code == 0
    text = render_together(checks, wording("en"))
    assert "rows: 40; tickets: 35" in text
    assert "          5  a.csv + b.csv" in text
    assert "no ticket from Sep 21, 2026 to Sep 25, 2026, 5 days" in text
    assert text.endswith("Fit: `toil new DIR EXPORT...` writes a study from it.")


def test_one_that_cannot_be_read_stops_no_other(exports):
    (exports / "c.csv").write_bytes(b"\x00\x01\x02" * 100)
    checks = check_exports(
        [exports / "c.csv", exports / "gone.csv", FIXTURES / "unreadable_dates.csv", exports / "a.csv"]
    )
    assert [check.name for check in checks.each] == ["a.csv"]
    assert sorted(str(error).split(":")[0] for error in checks.unreadable) == [
        "c.csv",
        "gone.csv",
        "unreadable_dates.csv",
    ]
    assert checks.exit_code == 2


def test_a_folder_stands_for_the_exports_in_it(exports):
    (exports / "notes.md").write_text("nothing to read")
    (exports / ".hidden.csv").write_text("nothing to read")
    assert [check.name for check in check_exports([exports]).each] == ["a.csv", "b.csv"]


def test_a_folder_without_exports_is_an_error(tmp_path):
    checks = check_exports([tmp_path])
    assert "no export in the folder" in str(checks.unreadable[0])
    assert checks.exit_code == 2


def test_the_same_file_twice_counts_once_and_is_said(exports):
    (exports / "copy.csv").write_bytes((exports / "a.csv").read_bytes())
    checks = check_exports([exports / "a.csv", exports / "copy.csv"])
    assert checks.together.tickets == 20
    assert checks.together.notices.to_dict("list") == {"reason": ["repeated file"], "rows": [20]}
    assert checks.together.overlaps["tickets"].tolist() == [20]


def test_files_of_one_name_are_told_apart_by_their_folders(exports):
    write(exports / "x" / "a.csv", range(40, 60), "2026-09-27")
    checks = check_exports([exports / "a.csv", exports / "x" / "a.csv"])
    assert [check.name for check in checks.each] == ["a.csv", "x/a.csv"]


def test_dates_that_one_file_leaves_open_are_told_by_another_of_its_system(tmp_path):
    for name, first, day in (("a.csv", 0, "03/04/2026"), ("b.csv", 40, "25/04/2026")):
        write(tmp_path / name, range(first, first + 40), day, stamp="")
    checks = check_exports([tmp_path])
    assert [check.dates["by"].unique().tolist() for check in checks.each] == [
        ["other files of the system"],
        ["its own dates"],
    ]
    assert checks.together.months.to_dict("list") == {"month": ["2026-04"], "tickets": [80]}


def test_one_of_unknown_layout_is_left_out_of_what_they_are_together(exports):
    checks = check_exports([exports, FIXTURES / "unknown_layout.csv"])
    assert checks.together.tickets == 35
    assert checks.exit_code == 1


def test_one_file_is_nothing_together(exports):
    checks = check_exports([exports / "a.csv"])
    assert checks.together is None
    assert render_together(checks, wording("en")) == ""
    assert Path(checks.each[0].name) == Path("a.csv")
