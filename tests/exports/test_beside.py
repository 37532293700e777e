"""What else a row says of a field: its table's own codes, a time of day, a fallback, the number of the change."""

import json

import pyarrow as pa
import pytest
from export_studies import KEY, study_of

from toil.exports import load_exports
from toil.exports.columns.beside import join_times, join_units, map_beside
from toil.exports.layouts.detecting import detect_profile
from toil.exports.layouts.profile import builtin_profile


def load(path, content, groups=("G",)):
    path.write_text(content, encoding="utf-8")
    return load_exports(study_of([path], groups=list(groups)), KEY)


def states(tmp_path, table, prefix, codes):
    records = [
        {"number": f"{prefix}{n:04}", "short_description": "x", "opened_at": "2026-09-01 10:15:00", "state": code,
         "assignment_group": "G", "sys_id": str(n)} | ({"sys_class_name": table} if table else {})
        for n, code in enumerate(codes)
    ]  # fmt: skip
    tickets = load(tmp_path / "rest.json", json.dumps({"result": records})).tickets.sort_values("ticket_id")
    return tickets["state"].fillna("unknown").tolist()


@pytest.mark.parametrize("classed", [True, False])
@pytest.mark.parametrize(
    ("table", "prefix", "codes", "expected"),
    [
        ("incident", "INC", "1 2 3 6 7 8", "new open pending resolved closed cancelled"),
        ("sc_task", "SCTASK", "-5 1 2 3 4 7", "pending open open closed closed cancelled"),
        ("sc_req_item", "RITM", "-5 1 2 3 4 7", "pending open open closed closed cancelled"),
        ("change_request", "CHG", "-5 -4 -3 -2 -1 0 3 4", "new open open open open open closed cancelled"),
        ("problem", "PRB", "101 102 103 104 106 107 99", "new open open open resolved closed unknown"),
    ],
)
def test_a_state_code_is_read_as_its_own_table_means_it(tmp_path, table, prefix, codes, expected, classed):
    assert states(tmp_path, table if classed else None, prefix, codes.split()) == expected.split()


def test_of_rows_changed_in_one_second_the_one_changed_most_often_is_the_latest(tmp_path):
    rows = [("In Progress", 1, "B"), ("New", 0, "A")]
    content = "number,incident_state,sys_mod_count,opened_at,sys_updated_on,assignment_group,short_description\n"
    content += "".join(f"INC1,{s},{n},2026-09-15 10:15:00,2026-09-15 10:15:00,{g},x\n" for s, n, g in rows)
    intake = load(tmp_path / "audit.csv", content, groups=("A", "B"))
    assert intake.tickets[["state", "group"]].to_numpy().tolist() == [["open", "B"]]
    moved = intake.ticket_events[intake.ticket_events["field"] == "group"]
    assert moved[["from", "to"]].fillna("").to_numpy().tolist() == [["", "A"], ["A", "B"]]


def test_a_status_of_ones_own_in_jira_means_what_its_category_says(tmp_path):
    rows = [("Handed over", "Done"), ("Crew", "In Progress"), ("Parked", "To Do"), ("Closed", "Done"), ("Odd", "")]
    content = "Issue key,Summary,Status,Status Category,Created,Component/s,Issue Type\n"
    content += "".join(f"A-{n},x,{s},{c},01/Sep/26 10:15 AM,G,Bug\n" for n, (s, c) in enumerate(rows))
    intake = load(tmp_path / "jira.csv", content)
    found = intake.tickets.sort_values("ticket_id")["state"].fillna("unknown").tolist()
    assert found == ["resolved", "open", "new", "closed", "unknown"]
    unknown = intake.intake_counts.query("reason == 'unknown value of state'")["rows"].tolist()
    assert unknown == [1]
    used = intake.columns.set_index("header")["field"]
    assert used["Status Category"] == "state"


@pytest.mark.parametrize(
    ("day", "hour"),
    [("Data abertura", "Hora abertura"), ("Data de abertura", "Hora de abertura"), ("Opened date", "Opened time"),
     ("Erstelldatum", "Erstelluhrzeit"), ("Geöffnet am", "Geöffnet um"), ("Дата", "Время"), ("Date", "Time")],
)  # fmt: skip
def test_the_time_of_day_of_a_column_of_its_own_is_found_by_its_name(day, hour):
    generic = builtin_profile("generic")
    assert map_beside(["Id", hour, day], generic, {"Id": "ticket_id", day: "opened_at"}) == {"opened_at time": hour}
    assert map_beside([hour, day], generic, {day: "opened_at"}, [hour]) == {}


def test_an_hour_without_a_name_is_that_of_the_date_to_its_left():
    headers, mapping = (
        ["Erfasst am", "Uhrzeit", "Erledigt am"],
        {"Erfasst am": "opened_at", "Erledigt am": "resolved_at"},
    )
    assert map_beside(headers, builtin_profile("generic"), mapping) == {"opened_at time": "Uhrzeit"}
    assert map_beside(["Uhrzeit", *headers[::2]], builtin_profile("generic"), mapping) == {}
    assert map_beside(["Erfasst am", "Zeit"], builtin_profile("generic"), {"Erfasst am": "opened_at"}) == {}


def test_a_duration_is_no_time_of_day():
    generic = builtin_profile("generic")
    assert map_beside(["Resolution date", "Resolution time"], generic, {"Resolution date": "resolved_at"}) == {}


def test_a_time_of_day_is_joined_where_the_date_has_none(tmp_path):
    days = ["01/09/2026", "2026-09-02 00:00:00", "03/09/2026 08:00", "04/09/2026", "05/09/2026", None]
    times = ["10:15", "11:15:30", "12:15", None, "soon", "9:00"]
    joined = join_times(*[pa.chunked_array([pa.array(cells, type=pa.string())]) for cells in (days, times)])
    assert joined.to_pylist() == [
        "01/09/2026 10:15", "2026-09-02 11:15:30", "03/09/2026 08:00", "04/09/2026", "05/09/2026", None,
    ]  # fmt: skip
    content = "Chamado;Assunto;Equipe;Data abertura;Hora abertura\nCH1;x;G;15/09/2026;12:15\n"
    tickets = load(tmp_path / "apart.csv", content).tickets
    assert f"{tickets['opened_at'][0]:%Y-%m-%d %H:%M}" == "2026-09-15 15:15"  # São Paulo to UTC


@pytest.mark.parametrize(
    ("headers", "columns", "name"),
    [
        ("Chamado;Título;Grupo técnico;Data de abertura;Status;Data de fechamento", {}, "generic"),
        ("Chamado;Título;Grupo;Data de abertura;Status;Data de fechamento", {}, "generic"),
        ("ID;Título;Atribuído - Grupo técnico;Data de abertura;Status;Data de fechamento", {}, "glpi"),
        ("ID;Título;Time da casa;Data de abertura;Status;Data de fechamento", {"Time da casa": "group"}, "glpi"),
        ("ID;Título;Time da casa;Data de abertura;Status;Data de fechamento", {}, "glpi"),
    ],
)
def test_a_system_loses_to_the_generic_profile_that_fills_more_of_what_is_needed(headers, columns, name):
    assert detect_profile(headers.split(";"), columns=columns).name == name


def test_a_sheet_with_glpis_words_keeps_its_ids(tmp_path):
    content = "Chamado;Título;Grupo;Data de abertura;Status;Data de fechamento\nCH1;x;G;15/09/2026 10:15;Aberto;\n"
    intake = load(tmp_path / "sheet.csv", content)
    assert intake.tickets[["ticket_id", "source"]].to_numpy().tolist() == [["CH1", "generic"]]


@pytest.mark.parametrize(
    ("header", "cells", "joined"),
    [
        ("Unidade", ["h", "min", None], ["1,5 h", "30 min", "20"]),
        ("Einheit", ["Std.", "Min.", "h"], ["1,5 Std.", "30 Min.", "20 h"]),
        ("Ед. изм.", ["ч", "мин", "мин"], ["1,5 ч", "30 мин", "20 мин"]),
        ("Unidade", ["SP", "RJ", "h"], ["1,5", "30", "20"]),  # branches
    ],
)
def test_a_unit_to_the_right_of_a_number_is_its_own(header, cells, joined):
    names, mapping = ["Chamado", "Tempo gasto", header], {"Chamado": "ticket_id", "Tempo gasto": "worked_minutes"}
    assert map_beside(names, builtin_profile("generic"), mapping)["worked_minutes unit"] == header
    numbers = pa.chunked_array([["1,5", "30", "20"]])
    assert join_units(numbers, pa.chunked_array([cells], pa.string())).to_pylist() == joined
