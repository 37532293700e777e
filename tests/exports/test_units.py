"""Units of bare numbers: the header's, else the study's, else the system's, else minutes."""

from datetime import timedelta

import pytest
import xlsxwriter
from export_studies import load, study_of

from toil.errors import SettingsError
from toil.exports import check_export, render_check
from toil.exports.columns.units import unit_of
from toil.exports.layouts.profile import builtin_profile, parse_profile
from toil.i18n import wording


@pytest.mark.parametrize(
    ("system", "header", "stated", "name", "told_by"),
    [
        ("generic", "Effort", None, "minutes", "nothing"),
        ("generic", "Effort", "hours", "hours", "study"),
        ("generic", "Aufwand (h)", "seconds", "hours", "header"),
        ("generic", "Aufwand in Std.", None, "hours", "header"),
        ("generic", "effort_sec", None, "seconds", "header"),
        ("generic", "Trabalho no Branch", None, "minutes", "nothing"),
        ("servicenow", "time_worked", None, "seconds", "system"),
        ("servicenow", "time_worked", "minutes", "minutes", "study"),
        ("servicenow", "my own effort", None, "minutes", "nothing"),
        ("jira_sm", "timespent", None, "seconds", "header"),
        ("generic", "TIMESPENT", None, "seconds", "header"),
        ("generic", "timeSpent", None, "minutes", "nothing"),
        ("generic", "TotalTimeSpent", None, "minutes", "nothing"),
    ],
)
def test_what_tells_the_unit_of_a_number(system, header, stated, name, told_by):
    unit = unit_of(header, builtin_profile(system), stated)
    assert (unit.name, unit.by) == (name, told_by)


@pytest.fixture
def export(tmp_path):
    def write(header, *cells):
        path = tmp_path / "a.csv"
        rows = "".join(f"T{n};2026-09-14 09:15;no access;G;{cell};own {n}\n" for n, cell in enumerate(cells))
        path.write_text(f"Ticket ID;Created;Summary;Group;{header};Zweites Feld\n{rows}", encoding="utf-8")
        return path

    return write


def test_a_study_states_the_unit_and_what_names_one_keeps_it(export):
    path = export("Effort", "1,5", "45 min", "0:30")
    minutes = load(path, groups=["G"], exports={"number_unit": "hours"}).tickets["worked_minutes"]
    assert minutes.tolist() == [90, 45, 30]
    assert load(path, groups=["G"]).tickets["worked_minutes"].tolist() == [1.5, 45, 30]


@pytest.mark.parametrize(
    ("header", "cells", "stated", "said"),
    [
        ("Effort", ("30", "15"), {}, "numbers are taken for minutes; else set exports.number_unit"),
        ("Effort", ("30", "15"), {"number_unit": "hours"}, "numbers are hours, as the study says"),
        ("Effort (min)", ("30", "15"), {}, "numbers are minutes, as the header says"),
        ("Effort", ("1 h", "0"), {}, None),
    ],
)
def test_the_table_of_columns_says_the_unit_and_the_draft_asks_for_it(export, header, cells, stated, said):
    check = check_export(export(header, *cells), study_of([], groups=["G"], exports=stated))
    text = " ".join(render_check(check, wording("en")).split())
    assert (f"Effort{header[6:]}: {said}" if said else "worked_minutes 100% filled filled in most rows") in text
    assert ("number_unit = " in text) == ("taken for" in (said or ""))
    assert "filled in most rows, and read as nothing: Zweites Feld (100%)" in text
    assert '# ? = ["Zweites Feld"] # 100% filled' in text


@pytest.mark.parametrize("header", ["Esforço", "Esforço (h)"])
def test_a_duration_of_a_workbook_is_one_under_any_unit(tmp_path, header):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet, clock = book.add_worksheet(), book.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_row(0, 0, ["Chamado", "Abertura", "Assunto", "Equipe", header])
        for row, minutes in enumerate((90, 1515), start=1):
            sheet.write_row(row, 0, [f"C{row}", "2026-09-14 09:15", "fila parada", "G"])
            sheet.write_datetime(row, 4, timedelta(minutes=minutes), clock)
    assert load(tmp_path / "a.xlsx", groups=["G"]).tickets["worked_minutes"].tolist() == [90, 1515]


def test_a_unit_of_a_profile_that_is_none_is_named():
    with pytest.raises(SettingsError, match=r"unknown name 'hour'.*Did you mean 'hours'"):
        parse_profile("own", {"number_unit": "hour"})


def test_what_a_study_ignores_is_no_column_that_nobody_read(export):
    stated = {"columns": {"Zweites Feld": "ignore"}}
    check = check_export(export("Effort", "1"), study_of([], groups=["G"], exports=stated))
    assert not check.mapping["unread"].any()


def test_of_two_columns_for_a_field_the_next_best_is_read_where_the_best_is_empty(tmp_path):
    path = tmp_path / "a.csv"
    rows = "2026091410000012;1 d;2026-09-14 09:15:00;;2026-09-14 12:15:00;{0};Netz\n"
    path.write_text(
        "Ticketnummer;Alter;Erstellt;Geschlossen;Schließzeit;Titel;Queue\n" + rows.format("WLAN"), "utf-8"
    )
    intake = load(path, groups=["Netz"])
    assert intake.sources["system"].item() == "otrs"
    assert intake.tickets["closed_at"].notna().all()


def test_a_bar_within_quotes_is_a_bar(tmp_path):
    path = tmp_path / "a.csv"
    head = "number¦opened_at¦short_description¦assignment_group\n"
    path.write_text(head + 'INC1¦2026-09-14 09:15:00¦"a ¦ b"¦"N¦2"\nINC2¦2026-09-14 09:15:00¦c¦N1\n', "utf-8")
    tickets = load(path, groups=["N¦2", "N1"]).tickets
    assert tickets["summary"].tolist() == ["a ¦ b", "c"]
    assert tickets["group"].tolist() == ["N¦2", "N1"]
