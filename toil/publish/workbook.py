"""The report's tables as one workbook, for spreadsheets that read commas and decimal points in another way."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toil.publish.untrusted import clean_text

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MADE = dt.datetime(2000, 1, 1)  # always the same: the same tables give the same bytes
MOST_ROWS = 1_048_575
"""Rows that a sheet can have below its header."""
_LONGEST = 32767
_NARROW, _WIDE = 9, 48


def workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return *tables* as an XLSX file, a sheet each: typed cells, a header that stays and filters.

    Numbers are numbers, so each reader's spreadsheet writes them its own way; text is text, never a formula or a
    link; what is unknown is empty, and a payback that never comes says "never".

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        By the name of the sheet, at most 31 letters.
    """
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, _OPTIONS)
    book.set_properties({"created": _MADE})
    head = book.add_format({"bold": True, "bottom": 1})
    for name, table in tables.items():
        _fill(book.add_worksheet(name), table, head)
    book.close()
    return sink.getvalue()


def _fill(sheet: Worksheet, table: pd.DataFrame, head: Format) -> None:
    for column, header in enumerate(table.columns):
        sheet.write_string(0, column, str(header), head)
        for row, value in enumerate(table.iloc[:, column], start=1):
            _write(sheet, row, column, value)
        longest = max([len(str(header)), *(len(str(value)) for value in table.iloc[:50, column])])
        sheet.set_column(column, column, min(max(longest + 1, _NARROW), _WIDE))
    sheet.freeze_panes(1, 0)
    if len(table.columns):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if not isinstance(value, str) and pd.isna(value):
        return
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        sheet.write_boolean(row, column, bool(value))
    elif isinstance(value, (int, float)) or hasattr(value, "dtype"):
        number = float(value)
        if math.isinf(number):
            sheet.write_string(row, column, "never")
        else:
            sheet.write_number(row, column, number)
    else:
        sheet.write_string(row, column, clean_text(str(value))[:_LONGEST])
