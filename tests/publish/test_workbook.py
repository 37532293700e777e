import io
import zipfile

import numpy as np
import pandas as pd
import python_calamine

from toil.publish.workbook import workbook

TABLE = pd.DataFrame(
    {
        "label": ["Доступ", "=1+1", "पासवर्ड\u202e"],
        "hours": [1.5, np.nan, np.inf],
        "tickets": [3, 4, 5],
        "known": [True, False, True],
    }
)


def test_cells_keep_their_type_and_unknown_is_empty():
    sheet = python_calamine.load_workbook(io.BytesIO(workbook({"candidates": TABLE}))).get_sheet_by_name("candidates")
    assert sheet.to_python() == [
        ["label", "hours", "tickets", "known"],
        ["Доступ", 1.5, 3.0, True],
        ["=1+1", "", 4.0, False],
        ["पासवर्ड", "never", 5.0, True],
    ]


def test_no_cell_is_a_formula_or_a_link():
    hostile = pd.DataFrame({"a": ["=cmd|' /C calc'!A0", "https://example.org", "@SUM(1)", "{=1}"]})
    with zipfile.ZipFile(io.BytesIO(workbook({"x": hostile}))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert "hyperlink" not in page


def test_the_same_tables_give_the_same_bytes_and_an_empty_one_is_a_header():
    tables = {"a": TABLE, "b": TABLE.iloc[:0], "c": pd.DataFrame()}
    assert workbook(tables) == workbook(tables)
