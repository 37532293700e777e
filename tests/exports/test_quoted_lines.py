"""Lines that stand in quotes as a whole: a spreadsheet took each for one cell, and saved it so."""

import pytest
from export_studies import counted, load

from toil.exports.formats.quoted_lines import unwrap_text

HEADER = "number,short_description,assignment_group,opened_at"
ROWS = [
    'INC1,"Senha, ""AD""",G1,2026-09-01 10:00:00',
    "INC2,Dois,G1,2026-09-02 10:00:00",
    "INC3,Três,G1,2026-09-03 10:00:00",
]


def quoted(line):
    return '"' + line.replace('"', '""') + '"'


@pytest.mark.parametrize("after", ["", ";;;", ",,"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_they_are_read_as_what_stands_in_them_and_counted(tmp_path, after, encoding):
    path = tmp_path / "a.csv"
    path.write_text("".join(quoted(line) + after + "\r\n" for line in (HEADER, *ROWS)), encoding, newline="")
    intake = load(path, groups=["G1"])
    assert intake.tickets["summary"].tolist() == ['Senha, "AD"', "Dois", "Três"]
    assert counted(intake, "whole row in quotes") == counted(intake, "rows in") == 3


def test_only_the_lines_that_held_a_quote_may_stand_in_quotes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, quoted(ROWS[0]), *ROWS[1:]]), encoding="utf-8")
    intake = load(path, groups=["G1"])
    assert sorted(intake.tickets["summary"]) == ["Dois", 'Senha, "AD"', "Três"]
    assert counted(intake, "whole row in quotes") == 1


def test_a_cell_of_several_lines_has_each_line_in_quotes(tmp_path):
    path = tmp_path / "a.csv"
    lines = [HEADER, 'INC1,"Um', "dois", 'três",G1,2026-09-01 10:00:00', ROWS[1]]
    path.write_text("".join(quoted(line) + "\n" for line in lines), encoding="utf-8")
    intake = load(path, groups=["G1"])
    assert intake.tickets["summary"].tolist() == ["Um\ndois\ntrês", "Dois"]
    assert counted(intake, "rows in") == 2


def test_a_short_row_in_quotes_is_no_row_in_quotes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, *ROWS, quoted('"INC4'), quoted("INC5,nada"), ROWS[1].replace("INC2", "INC6")]))
    intake = load(path, groups=["G1"])
    assert counted(intake, "whole row in quotes") == 0
    assert counted(intake, "row with missing cells") == 2
    assert counted(intake, "rows in") == 6
    assert "INC6" in intake.tickets["ticket_id"].tolist()


@pytest.mark.parametrize(
    "text", ['"' + "a b," * 50_000, '"a""b\n' * 20_000, '"a","b"\n' * 20_000, "\n".join(['"xy'] * 20_000)]
)
def test_quotes_that_never_end_are_looked_at_once(text):
    """With a pattern that goes back, each of these would outlast the run."""
    assert unwrap_text(text) is None
