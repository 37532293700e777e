import pandas as pd
import pytest
from decision_files import HEADER, decide

from toil.decisions import check_squads, read_decisions
from toil.errors import SettingsError
from toil.schema import empty

LINE = "P-1,verdict,keep,,,,not now,ana,2026-09-01\n"


def test_a_squad_without_a_file_has_decided_nothing(tmp_path):
    pd.testing.assert_frame_equal(read_decisions(tmp_path, "acessos"), empty("decisions"))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("P-1,renam,x,,,,,ana,2026-09-01", "unknown action 'renam'. Did you mean 'rename'?"),
        ("P-1,verdict,automatic,,,,,ana,2026-09-01", "found 'automatic'; wanted reject, eliminate,"),
        ("P-1,rename,,,,,,ana,2026-09-01", "action 'rename' has no value it can take; found ''; wanted a name"),
        ("P-1,merge,x,,,,,ana,2026-09-01", "action 'merge' names no templates"),
        (
            "P-1,rename,x,,,,,ana,1/9/2026",
            "a decision needs who and when; found when '1/9/2026'; wanted who = a name",
        ),
        ("P-1,rename,x,,,,,ana,2026-02-31", "a decision needs who and when"),
        ("P-1,rename,x,,,,,,2026-09-01", "found when '2026-09-01' and no who"),
        (",rename,x,,,,,ana,2026-09-01", "action 'rename' names no pattern"),
        ("P-1,rename,x,,,,one, two,ana,2026-09-01", "found 10 cells; wanted at most 9. Put a text that holds a ','"),
        ("P-1,split,x,P-aaaaaaaa,,,,ana,2026-09-01", "found 1 pattern(s) among 1 id(s); wanted ids of tickets"),
        ("P-1,merge,x,P-aaaaaaaa INC1,,,,ana,2026-09-01", "found 1 pattern(s) among 2 id(s)"),
    ],
)
def test_a_line_that_cannot_be_acted_on_is_one_clear_error(tmp_path, line, sentence):
    with pytest.raises(SettingsError) as error:
        decide(tmp_path, line)
    assert sentence in str(error.value)
    assert "acessos.csv, line 2" in str(error.value)


def test_a_wrong_column_names_the_nearest(tmp_path):
    (tmp_path / "acessos.csv").write_text(HEADER.replace("owner", "onwer"), encoding="utf-8")
    with pytest.raises(SettingsError, match="Did you mean 'owner'"):
        read_decisions(tmp_path, "acessos")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("P-1,attribute,grow=0.8,,,,why,ana,2026-09-01", "unknown attribute 'grow'. Did you mean 'grows'?"),
        (
            "P-1,attribute,grows=8,,,,why,ana,2026-09-01",
            "attribute 'grows' has no share; found '8'; wanted grows=0 to 1",
        ),
        ("P-1,attribute,grows=0.8,,,,,ana,2026-09-01", "an attribute is overruled with a reason only"),
    ],
)
def test_an_attribute_needs_a_share_and_a_reason(tmp_path, line, sentence):
    with pytest.raises(SettingsError, match=r"acessos\.csv, line 2") as error:
        decide(tmp_path, line)
    assert sentence in str(error.value)


def read(tmp_path, content):
    (tmp_path / "acessos.csv").write_bytes(content)
    return read_decisions(tmp_path, "acessos")


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + LINE).replace(",", ";").encode(),
        ("\ufeff" + HEADER + LINE).replace("\n", "\r\n").encode(),
        (HEADER + LINE + ",,,,,,,,\n\n").encode(),
        (HEADER + LINE.replace("P-1,verdict", " P-1 , verdict ")).encode(),
        (HEADER.replace("\n", ",,\n") + LINE.replace("\n", ",,\n")).encode(),
        b"when,who,reason,value,action,pattern_id\n2026-09-01,ana,not now,keep,verdict,P-1\n",
    ],
    ids=["semicolons", "BOM and CRLF", "empty lines", "spaces", "cells of no column", "only what is needed"],
)
def test_a_file_is_read_as_a_spreadsheet_leaves_it(tmp_path, content):
    pd.testing.assert_frame_equal(read(tmp_path, content), decide(tmp_path, LINE.strip()))


def test_an_error_names_the_line_of_the_file_whatever_breaks_within_cells(tmp_path):
    breaks = 'P-1,verdict,keep,,,,"one\ntwo",ana,2026-09-01\n\n'
    with pytest.raises(SettingsError, match="line 5: unknown action 'verdct'"):
        read(tmp_path, (HEADER + breaks + LINE.replace("verdict", "verdct")).encode())


@pytest.mark.parametrize(
    "content",
    ["P-1,rename,a\xe7\xe3o".encode("latin-1"), (HEADER + 'P-1,verdict,keep,,,,"open,ana,2026-09-01').encode()],
    ids=["not UTF-8", "an open quote"],
)
def test_a_file_that_is_no_csv_says_what_to_do(tmp_path, content):
    with pytest.raises(SettingsError, match=r"not readable as UTF-8 CSV .* Save it as 'CSV UTF-8'"):
        read(tmp_path, content)


def test_a_column_that_stands_twice_is_an_error(tmp_path):
    with pytest.raises(SettingsError, match="found 'who' twice; wanted pattern_id"):
        read(tmp_path, (HEADER.replace("\n", ",who\n") + LINE).encode())


def test_decisions_of_no_squad_are_an_error_that_names_the_nearest(tmp_path):
    decide(tmp_path)
    check_squads(tmp_path, ["acessos", "canais"])
    (tmp_path / "acesos.csv").write_text(HEADER)
    with pytest.raises(SettingsError, match=r"decisions of a squad .*'acesos'\. Did you mean 'acessos'\?"):
        check_squads(tmp_path, ["acessos", "canais"])
