"""Characters that escaping leaves alone, and cells that a spreadsheet would run."""

import pandas as pd
import pytest

from toil.publish.untrusted import clean_text, one_line, safe_cells


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Usuário sem acesso", "Usuário sem acesso"),
        ("a\x1b[31mb\x00", "a[31mb"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("क्\u200dष", "क्\u200dष"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_what_no_reader_sees_is_taken_out(text, clean):
    assert clean_text(text) == clean


def test_one_line_is_one_line_and_no_longer_than_asked():
    assert one_line("a\n\n b\tc") == "a b c"
    assert one_line("abcdefgh", 5) == "abcd…"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_a_formula_becomes_text(start):
    assert safe_cells(pd.Series([f"{start}1+1"], dtype="str"))[0].startswith("'")


def test_a_formula_after_a_semicolon_becomes_text_too():
    assert safe_cells(pd.Series(["senha; =1+1", "a;b"], dtype="str")).tolist() == ["senha; '=1+1", "a;b"]


def test_other_cells_stay_and_null_stays_null():
    cells = safe_cells(pd.Series(["senha", None, "a=b"], dtype="str"))
    assert cells.tolist()[::2] == ["senha", "a=b"]
    assert pd.isna(cells[1])
