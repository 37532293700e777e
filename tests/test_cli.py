"""Bad input: one clear line with the file, what was found, what was wanted, what to do; exit 2; nothing written."""

import errno
import subprocess
import sys

import pytest

from toil.cli import main

pytestmark = pytest.mark.slow

STUDY = """
[study]
language = "en"
published_key = "test key, not secret"
[exports]
files = ["exports/*"]
{exports}
[squads.access]
groups = ["Access"]
"""
HEADER = "number,opened_at,short_description,assignment_group,state,priority,resolved_at\n"
ROW = "INC0000001,2026-09-03 10:00:00,reset password,Access,Closed,3 - Moderate,2026-09-03 11:00:00\n"


@pytest.fixture
def study(tmp_path):
    def write(content, *, name="tickets.csv", settings=STUDY, exports=""):
        (tmp_path / "exports").mkdir(exist_ok=True)
        if content is not None:
            (tmp_path / "exports" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        (tmp_path / "toil.toml").write_text(settings.format(exports=exports))
        return tmp_path

    return write


def refused(capsys, folder, *options):
    """Run, expect exit 2 and nothing written, and return the one line that was printed."""
    assert main(["run", "--study", str(folder), *options]) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "Traceback" not in printed
    assert not (folder / "reports").exists()
    return printed


def test_no_study_file(tmp_path, capsys):
    assert "no study file; wanted a toil.toml" in refused(capsys, tmp_path)


def test_no_export(study, capsys):
    line = refused(capsys, study(None))
    assert "exports/*" in line


def test_an_export_that_is_not_there(study, capsys):
    line = refused(capsys, study(HEADER + ROW), "--exports", "gone.csv")
    assert "gone.csv" in line


def test_an_empty_file(study, capsys):
    assert "tickets.csv" in refused(capsys, study(""))


def test_an_unknown_layout(study, capsys):
    line = refused(capsys, study("a,b,c\n1,2,3\n"))
    assert "tickets.csv" in line
    assert "'a', 'b', 'c'" in line
    assert "exports.columns" in line


def test_a_file_that_is_no_table(study, capsys):
    assert "tickets.csv" in refused(capsys, study(bytes(range(256)) * 40))


def test_an_unreadable_date_column(study, capsys):
    line = refused(capsys, study(HEADER + ROW.replace("2026-09-03 10:00:00", "the day before")))
    assert "opened_at" in line
    assert "tickets.csv" in line


def test_an_ambiguous_date_column_asks_for_the_setting(study, capsys):
    line = refused(capsys, study(HEADER + ROW.replace("2026-09-03", "03/04/2026")))
    assert "day_first" in line


def test_an_unknown_squad(study, capsys):
    line = refused(capsys, study(HEADER + ROW), "--squad", "acces")
    assert "unknown squad 'acces'" in line
    assert "Did you mean 'access'?" in line


def test_a_month_without_tickets(study, capsys):
    line = refused(capsys, study(HEADER + ROW), "--month", "2026-01")
    assert "no ticket in month '2026-01'" in line
    assert "2026-09" in line


def test_a_misspelt_setting(study, capsys):
    line = refused(capsys, study(HEADER + ROW, exports="day_frist = true"))
    assert "unknown setting 'exports.day_frist'. Did you mean 'day_first'?" in line


def test_an_unknown_notebook(study, capsys):
    assert "unknown notebook '4_candidates'" in refused(capsys, study(HEADER + ROW), "--notebooks", "4_candidates")


def test_a_run_without_a_key_and_without_a_terminal_never_makes_one(study, capsys, monkeypatch):
    monkeypatch.delenv("TOIL_HASH_KEY", raising=False)
    folder = study(HEADER + ROW, settings=STUDY.replace('published_key = "test key, not secret"', ""))
    line = refused(capsys, folder)
    assert "TOIL_HASH_KEY" in line
    assert not (folder / ".toil").exists()


def test_check_says_unreadable_with_exit_2(tmp_path, capsys):
    (tmp_path / "x.csv").write_bytes(b"")
    assert main(["check", str(tmp_path / "x.csv")]) == 2
    assert "x.csv" in capsys.readouterr().err


def test_check_of_a_fit_export_is_exit_0(study, capsys):
    rows = "".join(ROW.replace("0000001", f"{n:07}") for n in range(200))
    folder = study(HEADER + rows)
    assert main(["check", str(folder / "exports" / "tickets.csv")]) == 0
    assert "servicenow" in capsys.readouterr().out.lower()


def test_check_of_several_says_what_each_is_and_what_they_are_together(study, capsys):
    folder = study(HEADER + ROW)
    rows = "".join(ROW.replace("0000001", f"{n:07}") for n in range(200))
    (folder / "exports" / "more.csv").write_text(HEADER + rows)
    assert main(["check", str(folder / "exports"), str(folder / "gone.csv")]) == 2
    printed = capsys.readouterr()
    assert "All exports together" in printed.out
    assert printed.out.endswith("Fit: `toil new DIR EXPORT...` writes a study from it.\n")
    assert "gone.csv: no such file" in printed.err


def test_check_writes_the_draft_of_an_unknown_layout_and_overwrites_nothing(tmp_path, capsys):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    check = ["check", str(tmp_path / "x.csv"), "--draft", str(tmp_path / "profile.toml")]
    assert main(check) == 1
    assert "[headers]" in (tmp_path / "profile.toml").read_text()
    assert main(check) == 2
    assert "Name a file that isn't there." in capsys.readouterr().err


def test_check_has_no_draft_for_a_layout_that_is_known(study, capsys):
    folder = study(HEADER + ROW)
    assert main(["check", str(folder / "exports" / "tickets.csv"), "--draft", str(folder / "profile.toml")]) == 2
    assert "no draft to write" in capsys.readouterr().err
    assert not (folder / "profile.toml").exists()


def test_sample_writes_the_exports_and_their_truth(tmp_path, capsys):
    assert main(["sample", str(tmp_path / "sample")]) == 0
    printed = capsys.readouterr().out.split()
    assert any(name.endswith("truth.csv") for name in printed)
    assert (tmp_path / "sample" / "exports").is_dir()


def test_new_says_what_comes_next(study, capsys, tmp_path):
    rows = "".join(ROW.replace("0000001", f"{n:07}") for n in range(40))
    folder = study(HEADER + rows)
    assert main(["new", str(tmp_path / "new"), str(folder / "exports" / "tickets.csv")]) == 0
    said = capsys.readouterr().out
    assert "40 ticket(s), 40 in the largest month" in said
    assert "reports in pt-BR, times in America/Sao_Paulo" in said
    assert "toil run --study" in said
    assert (tmp_path / "new" / "toil.toml").exists()


def test_a_reader_that_goes_away_ends_the_command_quietly(study):
    """As `toil check FILE | head` does: no traceback, neither at once nor when Python ends."""
    file = study(HEADER + ROW) / "exports" / "tickets.csv"
    command = [sys.executable, "-m", "toil.cli", "check", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""
    assert process.returncode == 141


@pytest.fixture
def no_right():
    """A function that fails as a file does where its user has no right, whatever it is called with."""

    def refuse(*arguments, **_):
        raise PermissionError(13, "Permission denied", str(arguments[0]))

    return refuse


def test_an_export_without_the_right_to_read_it(study, capsys, monkeypatch, no_right):
    monkeypatch.setattr("toil.exports.formats.files._hash_of", no_right)
    folder = study(HEADER + ROW)
    export = folder / "exports" / "tickets.csv"
    wanted = f"toil: {export}: the file can't be read; found permission denied. Give this user the right to read it"
    assert main(["check", str(export)]) == 2
    assert capsys.readouterr().err.startswith(wanted)
    assert refused(capsys, folder).startswith(wanted)


def test_a_folder_without_the_right_to_write_there(study, tmp_path, capsys, monkeypatch, no_right):
    rows = "".join(ROW.replace("0000001", f"{n:07}") for n in range(200))
    export = study(HEADER + rows) / "exports" / "tickets.csv"
    monkeypatch.setattr("toil.runs.new.shutil.copyfile", no_right)
    assert main(["new", str(tmp_path / "mine"), str(export)]) == 2
    assert capsys.readouterr().err == (
        f"toil: {export}: it can't be read or written; found permission denied. See to this user's rights, and to the"
        " room left, there; then run again.\n"
    )


def test_a_squad_whose_status_cannot_be_written_fails_alone(study, capsys, monkeypatch, no_right):
    monkeypatch.setattr("toil.runs.squads.write_status", no_right)
    folder = study(HEADER + ROW)
    assert main(["run", "--study", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "access: failed" in said
    assert said.endswith("done    September 2026, 1 squad: 1 failed\n")
    assert (folder / "reports" / "index.html").exists()


def test_a_file_that_no_squad_has_a_ticket_of_is_named(study, capsys):
    folder = study(HEADER + ROW)
    study(HEADER + ROW.replace("0000001", "0000002").replace("Access", "Acess"), name="october.csv")
    assert main(["run", "--study", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "read 2 file(s), 1 ticket(s), 1 row(s) of groups of no squad; month 2026-09" in said
    notices = [line for line in said.splitlines() if line.startswith("notice")]
    assert notices == ["notice  exports/october.csv: no ticket of a squad (1 row(s) of other groups)"]
    assert said.endswith("done    September 2026, 1 squad: 1 refused for too few tickets\n")


def test_an_export_left_out_is_one_line_and_the_exit_code_and_the_others_are_reported(study, capsys):
    folder = study(HEADER + ROW, exports='unreadable = "leave out"')
    study("", name="october.csv", exports='unreadable = "leave out"')
    assert main(["run", "--study", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.err == "toil: exports/october.csv: can't be read and was left out; toil check says why\n"
    assert said.out.endswith("done    September 2026, 1 squad: 1 refused for too few tickets\n")
    assert main(["run", "--study", str(folder)]) == 1, "the next run says it again"


def test_a_full_disk_is_one_line(study, capsys, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("toil.runs.squads.write_index", full)
    assert main(["run", "--study", str(study(HEADER + ROW))]) == 2
    assert capsys.readouterr().err == (
        "toil: the disk: it can't be read or written; found no space left on device. See to this user's rights, and"
        " to the room left, there; then run again.\n"
    )
