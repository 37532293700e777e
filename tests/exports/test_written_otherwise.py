"""How exports are written that were not thought of before: one test for each class that a blind round found."""

import io
import json
import re

import pandas as pd
import pyarrow as pa
import pytest
import xlsxwriter
from export_studies import counted, load

from toil.errors import ExportError
from toil.exports.columns.beside import join_times
from toil.exports.columns.durations import minutes_of
from toil.exports.columns.ids import guard_ids
from toil.exports.columns.values import look_up
from toil.exports.dates.parsing import read_times
from toil.exports.formats.cells import mend_encoding
from toil.exports.formats.delimited import DelimitedFile
from toil.exports.formats.documents import find_records
from toil.exports.formats.nested import flatten_record
from toil.exports.formats.streams import LimitedStream
from toil.exports.layouts.detecting import detect_profile
from toil.exports.layouts.mapping import map_headers
from toil.exports.layouts.profile import builtin_profile
from toil.privacy import HashKey, Redactor
from toil.settings import Privacy

HEADER = "number,short_description,assignment_group,opened_at,resolved_at,state"


def test_cells_that_a_database_fills_up_with_spaces_are_empty_or_without_them(tmp_path):
    rows = [f"{'INC1':<12},{'Um':<20},{'G1':<10},2026-09-01 10:00:00 ,{'':<19},{'Open':<8}"]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, *rows]))
    intake = load(path, groups=["G1"])
    (ticket,) = intake.tickets.to_dict("records")
    assert (ticket["ticket_id"], ticket["summary"], ticket["group"], ticket["state"]) == ("INC1", "Um", "G1", "open")
    assert counted(intake, "date unreadable") == 0


def test_a_cell_merged_downwards_holds_in_each_of_its_rows(tmp_path):
    rows = [["Equipe", "Número", "Título", "Abertura"], *(["", n, "x", "2026-09-15 10:00"] for n in (71, 72, 73, 74))]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place + 2, 1, row)
        sheet.merge_range(3, 1, 5, 1, "G1")
        sheet.write(6, 1, "G2")
    tickets = load(tmp_path / "a.xlsx", groups=["G1", "G2"]).tickets
    assert dict(zip(tickets["ticket_id"], tickets["group"], strict=True)) == {
        "71": "G1", "72": "G1", "73": "G1", "74": "G2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("Pendente - Fornecedor", "pending"),
        ("Fechado (pelo usuário)", "closed"),
        ("Encerrado – Cancelado", "cancelled"),
        ("Closed: duplicate", "closed"),
        ("Р—Р°РєСЂС‹С‚Р°", "closed"),
        ("Cancelado pelo usuário", "cancelled"),
        ("Aguardando aprovação da mudança", "pending"),
        ("Trabalho em andamento", "open"),
        ("Отложен", "pending"),
        ("Concluída com sucesso", "closed"),
        ("Geschlossen ohne Rückmeldung", "closed"),
        ("Закрыто выполнено", "closed"),
        ("Resolvido cancelado", "cancelled"),
        ("Novo fechado", None),
        ("Parcialmente resolvido", None),
        ("Teilweise erledigt", None),
        ("To be resolved", None),
        ("К закрытию", None),
        ("बंद करना है", None),
        ("Pré-fechado", None),
        ("Wird geschlossen", None),
        ("Wird bearbeitet", "open"),
        ("Завершается", None),
        ("Завершена", "closed"),
        ("Solução rejeitada", None),
        ("Resolution rejected", None),
        ("Lösung abgelehnt", None),
        ("Rejeitada pelo gestor", "cancelled"),
        ("Handed over - Closed", None),
        ("Not pending", None),
        ("self-service", None),
    ],
)
def test_a_state_with_more_words_behind_it(cell, state):
    assert look_up(cell, builtin_profile("generic").meanings["state"]) == state


@pytest.mark.parametrize(
    ("cell", "minutes"), [("1h15", 75), ("12h05min", 725), ("1h", 60), ("1h75x", None), ("1:30 h", 90)]
)
def test_hours_and_minutes_around_an_h(cell, minutes):
    assert minutes_of(cell) == minutes


@pytest.mark.parametrize("cell", ["14.09.26, 13.22 Uhr", "14.09.2026 13.22", "14/09/2026 13.22.07"])
def test_a_point_between_hours_and_minutes(cell):
    (moment,) = read_times(pa.chunked_array([[cell]]), True, "UTC").values.to_pylist()
    assert f"{moment:%Y-%m-%d %H:%M}" == "2026-09-14 13:22"


@pytest.mark.parametrize(
    ("time", "joined"), [("132207", "13:22:07"), ("80711", "8:07:11"), ("0807", "08:07"), ("807", "8:07")]
)
def test_times_of_day_in_digits_alone(time, joined):
    assert join_times(pa.chunked_array([["20260914"]]), pa.chunked_array([[time]])).to_pylist() == [
        f"20260914 {joined}"
    ]


@pytest.mark.parametrize(
    ("text", "whole"), [("РўРёРї", "Тип"), ("РўРµРјР° РўРёРї", "Тема Тип"), ("РС", "РС"), ("Россия", "Россия")]
)
def test_short_cyrillic_words_that_were_encoded_twice(text, whole):
    assert mend_encoding(text) == whole


def test_a_header_may_show_the_name_of_a_record():
    known = builtin_profile("ca_sdm").field_of("group.combo_name")
    assert builtin_profile("ca_sdm").field_of("group_id.combo_name")[0] == known[0] == "group"
    assert builtin_profile("servicenow").field_of("dv_short_description")[0] == "summary"
    headers = ["number", "assignment_group.name", "caller_id.name", "caller_id.email", "opened_at", "sys_class_name"]
    assert map_headers(headers, builtin_profile("servicenow"), {}) == {
        "number": "ticket_id", "assignment_group.name": "group", "caller_id.name": "requester",
        "opened_at": "opened_at", "sys_class_name": "kind",
    }  # fmt: skip


def test_an_answer_in_graphql_is_read_from_its_connection(tmp_path):
    nodes = [
        {"iid": str(n), "title": "x", "state": "opened", "createdAt": "2026-09-15T10:00:00Z", "closedAt": None,
         "webUrl": f"https://git.example/bank/ops/-/issues/{n}", "labels": {"nodes": [{"title": "a"}]}}
        for n in (1, 2)
    ]  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"data": {"project": {"name": "ops", "issues": {"count": 2, "nodes": nodes}}}}))
    tickets = load(path, groups=["bank/ops"]).tickets
    assert tickets["ticket_id"].tolist() == ["bank/ops#1", "bank/ops#2"]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", b"7z\xbc\xaf\x27\x1c\0\0", "7z"),
        ("a.csv", b"Rar!\x1a\x07\x01\0", "RAR"),
        ("a.csv", b"\x1f\x8b\x08\0", "gzip, without the ending .gz"),
        ("a.csv", b"a.csv".ljust(257, b"\0") + b"ustar\x0000", "tar"),
    ],
)
def test_an_archive_that_is_not_opened_is_named(tmp_path, name, content, found):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ExportError, match=f"an archive that isn't opened; found {re.escape(found)}; wanted a .zip"):
        load(tmp_path / name, groups=["G1"])


def test_a_link_in_an_id_is_its_words_and_stays_in_free_text(tmp_path):
    link = '<a href=""https://glpi.example/ticket?id=7"">7</a>'
    row = f'"{link}","veja {link}",<a href=x>G1</a>,2026-09-15 10:00'
    (tmp_path / "a.csv").write_text(f"id,title,group,opened at\n{row}\n", encoding="utf-8")
    (ticket,) = load(tmp_path / "a.csv", groups=["G1"]).tickets.to_dict("records")
    assert (ticket["ticket_id"], ticket["summary"]) == ("7", 'veja <a href="<URL>">7</a>')


def test_a_file_of_blank_lines_has_no_row(tmp_path):
    (tmp_path / "a.csv").write_text("\n \n\n")
    with pytest.raises(ExportError, match="the file has no row"):
        load(tmp_path / "a.csv", groups=["G1"])


def test_a_quote_that_is_a_letter_swallows_no_line(tmp_path):
    rows = [f"INC{n}\t{text}\tG1\t2026-09-0{n} 10:00" for n, text in enumerate(('"Tela', 'Tela 15"', '"Fim"'), 1)]
    (tmp_path / "a.csv").write_text("\n".join(["number\tshort_description\tassignment_group\topened_at", *rows]))
    tickets = load(tmp_path / "a.csv", groups=["G1"]).tickets
    assert tickets["summary"].tolist() == ['"Tela', 'Tela 15"', '"Fim"']


COLUMNS = ["Número", "Título", "Equipe", "Abertura"]
TICKETS = [[71, "Um", "G1", "2026-09-15 10:00"], [72, "Dois", "G1", "2026-09-16 10:00"]]


@pytest.mark.parametrize(
    "content",
    [
        {"columns": COLUMNS, "index": [0, 1], "data": TICKETS},
        {"meta": {"rows": 2}, "columns": [{"name": name} for name in COLUMNS], "rows": TICKETS},
        {name: {str(n): row[place] for n, row in enumerate(TICKETS)} for place, name in enumerate(COLUMNS)},
        [COLUMNS, *TICKETS],
        {"meta": {"page": 1}, "data": {"tickets": [dict(zip(COLUMNS, row, strict=True)) for row in TICKETS]}},
        {"range": "A1:D9", "majorDimension": "ROWS", "values": [["Chamados"], [], COLUMNS, *TICKETS]},
        {"took": 1, "hits": {"total": 2, "hits": [
            {"_id": f"x{n}", "_source": dict(zip(COLUMNS, row, strict=True))} for n, row in enumerate(TICKETS)
        ]}},
    ],
)  # fmt: skip
def test_json_of_rows_and_columns_and_of_an_index(tmp_path, content):
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    tickets = load(tmp_path / "a.json", groups=["G1"]).tickets
    assert tickets[["ticket_id", "summary"]].to_numpy().tolist() == [["71", "Um"], ["72", "Dois"]]


def test_a_row_of_json_with_more_cells_than_columns_is_counted(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([COLUMNS, *TICKETS, [73, "Três", "G1", "2026-09-17", "x"]]))
    intake = load(tmp_path / "a.json", groups=["G1"])
    assert (len(intake.tickets), counted(intake, "not a record")) == (2, 1)


@pytest.mark.parametrize(("number", "ids"), [({}, ["65f0c0ffee65f0c0ffee0001"]), ({"numero": 71}, ["71"])])
def test_types_that_mongodb_names(tmp_path, number, ids):
    record = {
        "_id": {"$oid": "65f0c0ffee65f0c0ffee0001"}, **number, "titulo": "Um", "equipe": "G1",
        "abertura": {"$date": {"$numberLong": "1789473600000"}}, "resolvido_em": {"$date": "2026-09-15T13:00:00Z"},
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(record) + "\n" + json.dumps({}) + "\n", encoding="utf-8")
    tickets = load(tmp_path / "a.json", groups=["G1"]).tickets
    assert tickets["ticket_id"].tolist() == ids
    moments = tickets[["opened_at", "resolved_at"]].iloc[0]
    assert [f"{moment:%F %R}" for moment in moments] == ["2026-09-15 12:00", "2026-09-15 13:00"]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", "ID;PGLPI_EXPORT\r\nB;Y2;X2\r\n", "SYLK (.slk)"),
        ("a.csv", "%PDF-1.4\nx", "PDF"),
        ("a.txt", "{\\rtf1 x}", "RTF"),
    ],
)
def test_a_format_that_is_not_read_is_named(tmp_path, name, content, found):
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    with pytest.raises(ExportError) as caught:
        load(tmp_path / name, groups=["G1"])
    assert str(caught.value) == (
        f"{name}: a format that isn't read; found {found}; wanted a CSV, XLSX, JSON or Parquet. Open it in a"
        " spreadsheet and save it as XLSX, or export it as CSV."
    )


@pytest.mark.parametrize(
    ("headers", "system"),
    [
        (["Ticket ID", "Ticket subject", "Ticket group", "Ticket status", "Ticket created - Timestamp"], "zendesk"),
        (["Anzahl", "Ticketnummer", "Titel", "Status", "Queue", "Besitzer", "Erstellt", "Schließzeitpunkt"], "otrs"),
        (["Заявка№", "Возраст", "Создана", "Закрыта", "Состояние", "Очередь", "Владелец", "Тема"], "otrs"),
    ],
)
def test_layouts_that_a_system_was_not_known_by(headers, system):
    profile = detect_profile(headers)
    assert profile.name == system
    assert {"ticket_id", "group", "opened_at", "summary", "state"} <= set(map_headers(headers, profile, {}).values())


def export_of(tmp_path, columns, name="a.csv"):
    rows = [";".join(columns), *(";".join(row) for row in zip(*columns.values(), strict=True))]
    (tmp_path / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path / name


PLAIN = {
    "Número": ["INC1", "INC2", "INC3"],
    "Aberto em": [f"1{day}/09/2026 10:00" for day in (4, 5, 6)],
    "Resumo": ["Lote parado", "Senha", "Fila"],
    "Grupo": ["G1"] * 3,
}


def test_completed_that_says_yes_or_no_is_no_date(tmp_path):
    closed = {"Completed": ["Yes", "No", "Yes"], "Date closed": ["16/09/2026 10:00", "", "18/09/2026 10:00"]}
    tickets = load(export_of(tmp_path, PLAIN | closed), groups=["G1"]).tickets
    assert tickets["resolved_at"].isna().all()
    assert tickets["closed_at"].notna().tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("cell", "field"),
    [("O lote {} não fechou no horário de ontem", "description"), ("Lentidão {}", "symptom")],
)
def test_a_symptom_in_sentences_is_the_description(tmp_path, cell, field):
    many = {name: cells * 4 for name, cells in PLAIN.items()} | {"Número": [f"INC{n}" for n in range(12)]}
    path = export_of(tmp_path, many | {"Symptom": [cell.format(n) for n in range(12)]})
    tickets = load(path, groups=["G1"]).tickets
    assert [name for name in ("description", "symptom") if tickets[name].notna().any()] == [field]


def test_a_number_that_people_use_goes_before_the_key_of_a_database(tmp_path):
    keys = {"id": [f"{n:032x}" for n in (7, 8, 9)], "status": ["firstLine"] * 3, "processingStatus": ["Closed"] * 3}
    columns = keys | {{"Número": "number"}.get(name, name): cells for name, cells in PLAIN.items()}
    tickets = load(export_of(tmp_path, columns), groups=["G1"]).tickets
    assert tickets["ticket_id"].tolist() == ["INC1", "INC2", "INC3"]
    assert tickets["state"].tolist() == ["closed"] * 3


def test_fields_of_azure_devops_are_called_as_in_its_csv(tmp_path):
    made = {"System.Title": "Lote", "System.AreaPath": "Banco\\G1", "System.CreatedDate": "2026-09-14T13:00:00Z",
            "System.State": "Closed", "Microsoft.VSTS.Common.Priority": 2}  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps({"count": 2, "value": [{"id": n, "fields": made} for n in (1, 2)]}))
    tickets = load(tmp_path / "a.json", groups=["Banco\\G1"]).tickets
    assert tickets[["ticket_id", "summary", "state", "priority"]].to_numpy().tolist() == [
        ["1", "Lote", "closed", 2], ["2", "Lote", "closed", 2],
    ]  # fmt: skip


def test_a_resolution_of_a_word_is_a_text_where_the_system_has_one_of_that_name(tmp_path):
    header = "Incident ID*+,Summary*,Assigned Group*+,Reported Date,Last Resolved Date,Resolution\n"
    (tmp_path / "remedy.csv").write_text(header + "INC01,Core slow,G1,2026-09-13 10:00,2026-09-14 10:00,restarted\n")
    tickets = load(tmp_path / "remedy.csv", groups=["G1"]).tickets
    assert tickets[["resolution", "resolution_code"]].fillna("").values.tolist() == [["restarted", ""]]


@pytest.mark.parametrize(
    ("header", "kind"),
    [("GMUD", "change"), ("Nº da Mudança", "change"), ("RFC", "change"), ("Número do Problema", "problem")],
)
def test_the_number_of_a_change_is_the_id_in_a_list_of_changes(tmp_path, header, kind):
    rows = "".join(f"{number};Troca;G1;{number}/09/2026\n" for number in range(11, 15))
    (tmp_path / "a.csv").write_text(f"{header};Título;Equipe;Abertura\n{rows}")
    tickets = load(tmp_path / "a.csv", groups=["G1"]).tickets
    assert tickets["ticket_id"].tolist() == ["11", "12", "13", "14"]
    assert set(tickets["kind"]) == {kind}


def test_the_number_of_a_change_that_several_rows_name_is_no_id(tmp_path):
    rows = "".join(f"77;Falha;G1;{number}/09/2026\n" for number in range(11, 15))
    (tmp_path / "a.csv").write_text(f"GMUD;Título;Equipe;Abertura\n{rows}")
    intake = load(tmp_path / "a.csv", groups=["G1"])
    assert set(intake.tickets["change_id"]) == {"77"}
    assert counted(intake, "row number as id") == 4


def test_a_footer_under_a_few_rows_takes_nothing_from_their_ids(tmp_path):
    """Two sentences among four cells said that the column holds no ids; and the end of a line is no torn row."""
    (tmp_path / "a.csv").write_text(
        "Número;Abertura;Assunto;Grupo\nRQ-1;13/09/2026;Um;G1\nRQ-2;14/09/2026;Dois;G1\n\n"
        "Total de registros: 2\nEmitido pelo sistema de chamados\n"
    )
    intake = load(tmp_path / "a.csv", groups=["G1"])
    assert intake.tickets["ticket_id"].tolist() == ["RQ-1", "RQ-2"]
    reasons = ("no date", "row with missing cells", "file ends in the middle of a row")
    assert [counted(intake, reason) for reason in reasons] == [2, 2, 0]


@pytest.mark.parametrize("cells", [("1", "0"), ("1", "1")])
def test_a_flag_is_no_date(tmp_path, cells):
    first, second = cells
    (tmp_path / "a.csv").write_text(
        "Number,Creation date,Brief description,Operator group,Completed\n"
        f"I 01,2026-09-13,Mail,G1,{first}\nI 02,2026-09-14,Phone,G1,{second}\n"
    )
    assert load(tmp_path / "a.csv", groups=["G1"]).tickets["resolved_at"].isna().all()


def test_the_category_of_a_status_of_ones_own_is_found_in_a_search_of_jira(tmp_path):
    status = {"name": "Triagem", "statusCategory": {"key": "new", "name": "To Do"}}
    fields = {
        "summary": "Um",
        "status": status,
        "created": "2026-09-05T00:15:00.000-0300",
        "issuetype": {"name": "Bug"},
    }
    issue = {"key": "HD-2", "fields": fields | {"components": [{"name": "G1"}], "resolutiondate": None}}
    (tmp_path / "a.json").write_text(json.dumps({"issues": [issue]}))
    assert load(tmp_path / "a.json", groups=["G1"]).tickets["state"].tolist() == ["new"]


def test_the_group_of_a_change_of_bmc_is_its_coordinators(tmp_path):
    header = "Change ID*+,Summary*,Coordinator Group*+,Submit Date,Actual Start Date+,Last Modified Date\n"
    (tmp_path / "a.csv").write_text(header + "CRQ01,Deploy,G1,2026-09-13 10:00,2026-09-14 22:00,2026-09-15 10:00\n")
    assert load(tmp_path / "a.csv", groups=["G1"]).tickets["group"].tolist() == ["G1"]


def test_what_a_view_of_the_database_shows_of_a_code_goes_before_the_code(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "number,opened_at,short_description,assignment_group,dv_assignment_group,state,dv_state,dv_caller_id\n"
        "INC1,2026-09-14 09:15:00,Fila parada,0a1b,Middleware,7,Closed,Ana\n"
    )
    (ticket,) = load(path, groups=["Middleware"]).tickets.to_dict("records")
    assert (ticket["group"], ticket["state"]) == ("Middleware", "closed")


@pytest.mark.parametrize(
    ("headers", "system"),
    [
        (["Change Order #", "Summary", "Open Date", "Group"], "ca_sdm"),  # no other system has such a header
        (["Request #", "Summary", "Opened", "Group"], "generic"),  # others have
    ],
)
def test_some_headers_tell_a_system_alone(headers, system):
    assert detect_profile(headers).name == system


def test_the_name_of_a_service_level_is_no_date(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("ticket,opened,team,subject,SLA\nT1,2026-09-14 09:15,G1,x,Standard\n")
    intake = load(path, groups=["G1"])
    assert counted(intake, "date unreadable") == 0
    assert intake.columns.set_index("header")["field"].isna()["SLA"]


def test_people_after_a_semicolon_are_several(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        'ticket,opened,team,subject,requester\nT1,2026-09-14 09:15,G1,x,"Lang, Eva; Vogt, Max"\n'
        'T2,2026-09-14 09:15,G1,y,"Lang, Eva"\n'
    )
    intake = load(path, groups=["G1"])
    assert len(set(intake.tickets["requester"])) == 1
    assert counted(intake, "several people in a cell") == 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ('ticket, opened, team, subject\nT1, "2026-09-14 09:15", "G1", "a, ""b"""\n', 'a, "b"'),
        ('ticket, opened, team, subject\nT1, "2026-09-14 09:15", "G1", """a"", b\n  c"', '"a", b\n  c'),
        ("ticket\x01opened\x01team\x01subject\nT1\x012026-09-14 09:15\x01G1\x01a, b\n", "a, b"),
    ],
)
def test_spaces_before_quotes_and_the_delimiter_of_hive(tmp_path, text, subject):
    (tmp_path / "a.csv").write_text(text)
    (ticket,) = load(tmp_path / "a.csv", groups=["G1"]).tickets.to_dict("records")
    assert ticket["summary"] == subject


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_broken_bar_between_cells(tmp_path, encoding):
    text = "Chamado¦Data de abertura¦Título¦Grupo\n" + "".join(
        f"{n}¦13/09/2026 10:00¦Conexão Â{n}¦Redes\n" for n in range(3)
    )
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    intake = load(path, groups=["Redes"])
    assert intake.tickets["summary"].tolist() == ["Conexão Â0", "Conexão Â1", "Conexão Â2"]
    assert intake.sources["format"].tolist() == [f"csv, {encoding}, delimiter ¦"]


def test_a_bar_that_a_part_of_the_file_cuts_is_one():
    parts = iter([b"a\xc2", b"\xa6b\xc2", b"\xb0\n"])

    class Parts(io.RawIOBase):
        def read(self, size=-1):
            return next(parts, b"")

    stream = LimitedStream(Parts(), "a.csv", None, without_nuls=False, utf8=None, bar="¦".encode())
    assert b"".join(iter(stream.read, b"")) == b"a\x01b\xc2\xb0\n"


def test_one_number_that_two_desks_use_is_noticed(tmp_path):
    for name, day, team in (("a", 14, "G1"), ("b", 20, "G2")):
        row = f"1001,2026-09-{day} 09:15,{team},x\n1002,2026-09-1{name == 'b':d} 10:00,G1,y\n"
        (tmp_path / f"{name}.csv").write_text("ticket,opened,team,subject\n" + row)
    intake = load(tmp_path / "a.csv", tmp_path / "b.csv", groups=["G1", "G2"])
    assert counted(intake, "same id, opened on another day") == 2
    same = load(tmp_path / "a.csv", tmp_path / "a.csv", groups=["G1", "G2"])
    assert counted(same, "same id, opened on another day") == 0


def test_labels_and_annotations_of_an_alert_are_its_fields(tmp_path):
    alert = {
        "fingerprint": "a1f0",
        "labels": {"alertname": "QueueFull", "severity": "critical", "team": "Payments"},
        "annotations": {"summary": "queue is full", "description": "payments queue is full for ten minutes"},
        "startsAt": "2026-09-14T12:15:00Z",
        "status": {"state": "active"},
    }
    later = alert | {"fingerprint": "b2e1", "startsAt": "2026-09-15T12:15:00Z"}
    (tmp_path / "a.json").write_text(json.dumps([alert, later]))
    tickets = load(tmp_path / "a.json", groups=["Payments"]).tickets
    assert tickets["summary"].tolist() == ["queue is full"] * 2
    assert tickets[["group", "state"]].iloc[0].tolist() == ["Payments", "open"]


@pytest.mark.parametrize(("later", "noticed"), [("", 1), ("1003,2026-09-15 10:00,G1,z,open\n", 0)])
def test_states_that_only_the_names_of_two_files_order_are_noticed(tmp_path, later, noticed):
    header, rows = (
        "ticket,opened,team,subject,status\n",
        "1001,2026-09-14 09:15,G1,x,{}\n1002,2026-09-14 10:00,G1,y,open\n",
    )
    for name, status, more in (("a", "open", ""), ("b", "closed", later)):
        (tmp_path / f"{name}.csv").write_text(header + rows.format(status) + more)
    intake = load(tmp_path / "a.csv", tmp_path / "b.csv", groups=["G1"])
    assert intake.tickets["state"].tolist()[0] == "closed"
    assert counted(intake, "later by its file's name alone") == noticed


@pytest.mark.parametrize(
    ("header", "hour"),
    [
        ("Created (UTC)", 12),
        ("Created UTC-3", 15),
        ("Created (UTC+05:30)", 6),  # as India's exports of Windows say it
        ("Created GMT+1400", 22),
        ("Created (horário de Brasília)", 15),
        ("Created (MSK)", 9),
        ("Created", 10),
    ],
)
def test_a_header_may_state_the_zone_of_its_column(tmp_path, header, hour):
    content = f"ticket,{header},team,subject\nT1,2026-09-14 12:15,G1,x\n"
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    (ticket,) = load(tmp_path / "a.csv", groups=["G1"], study={"timezone": "Europe/Berlin"}).tickets.to_dict(
        "records"
    )
    assert ticket["opened_at"].hour == hour


def test_codes_beside_what_is_shown_of_them_are_of_a_database_in_utc(tmp_path):
    record = {"number": "INC1", "opened_at": "2026-09-14 12:15:00", "short_description": "x", "state": "1"}
    record |= {"dv_state": "New", "dv_assignment_group": "G1", "assignment_group": "0a1b"}
    (tmp_path / "a.json").write_text(json.dumps({"records": [record]}))
    (ticket,) = load(tmp_path / "a.json", groups=["G1"], study={"timezone": "Europe/Berlin"}).tickets.to_dict(
        "records"
    )
    assert (ticket["state"], ticket["opened_at"].hour) == ("new", 12)


def test_characters_that_show_nothing_are_in_no_date_and_no_id(tmp_path):
    (tmp_path / "a.csv").write_text("ticket,opened,team,subject\n\u200bT1,\u200e2026-09-14 09:15\u202c,G1,x\n")
    (ticket,) = load(tmp_path / "a.csv", groups=["G1"]).tickets.to_dict("records")
    assert (ticket["ticket_id"], f"{ticket['opened_at']:%F}") == ("T1", "2026-09-14")


@pytest.mark.parametrize(("resolutions", "field"), [(("Fila limpa", "Disco novo"), "resolution"),
                                                    (("Fila limpa", "Fila limpa"), "resolution_code"),
                                                    (("Fixed", "Duplicate"), "resolution_code")])  # fmt: skip
def test_a_few_words_are_a_code_where_rows_share_them(tmp_path, resolutions, field):
    rows = [f"T{n},2026-09-14 09:15,G1,x,{said}\n" for n, said in enumerate(resolutions)]
    (tmp_path / "a.csv").write_text("ticket,opened,team,subject,resolution\n" + "".join(rows))
    assert load(tmp_path / "a.csv", groups=["G1"]).tickets[field].tolist() == list(resolutions)


def test_a_form_of_bmc_is_known_by_its_fields_whatever_form_it_is(tmp_path):
    values = {"Work Order ID": "WO1", "Summary": "x", "Status": "Completed", "ASGRP": "G1"}
    values |= {"Submit Date": "2026-09-14T12:15:00.000+0000"}
    (tmp_path / "a.json").write_text(json.dumps({"entries": [{"values": values, "_links": {}}]}))
    (ticket,) = load(tmp_path / "a.json", groups=["G1"]).tickets.to_dict("records")
    assert (ticket["source"], ticket["kind"], ticket["ticket_id"]) == ("bmc_helix", "request", "WO1")


def tickets_of_json(folder, document):
    (folder / "a.json").write_text(json.dumps(document))
    return load(folder / "a.json", groups=["G1"], exports={"ungrouped_group": "G1"}).tickets.to_dict("records")


def test_the_numbers_of_glpis_search_are_its_fields(tmp_path):
    found = {"1": "Fila parada", "2": 601, "12": 6, "14": 1, "15": "2026-09-14 09:15:00", "8": "G1", "19": None}
    (ticket,) = tickets_of_json(tmp_path, {"totalcount": 1, "count": 1, "data": [found]})
    assert (ticket["source"], ticket["ticket_id"], ticket["summary"]) == ("glpi", "601", "Fila parada")
    assert (ticket["state"], ticket["kind"], ticket["group"]) == ("closed", "incident", "G1")


def test_a_request_of_jiras_portal_is_read_with_what_it_asks_for(tmp_path):
    asked = [{"fieldId": "description", "label": "Why?", "value": "Fila parada"}]
    request = {"issueKey": "HELP-1", "summary": "Fila", "requestTypeId": "2", "requestFieldValues": asked}
    request |= {"createdDate": {"iso8601": "2026-09-14T14:42:00+0700", "epochMillis": 1789371720000}}
    request |= {"currentStatus": {"status": "Resolved", "statusDate": {"iso8601": "2026-09-15T14:42:00+0700"}}}
    (ticket,) = tickets_of_json(tmp_path, {"size": 1, "values": [request]})
    assert (ticket["ticket_id"], ticket["state"], ticket["description"]) == ("HELP-1", "resolved", "Fila parada")
    assert f"{ticket['opened_at']:%F %R}" == "2026-09-14 07:42"


def test_a_csv_whose_headers_begin_as_a_sylk_file_is_a_csv(tmp_path):
    (tmp_path / "a.csv").write_text("id;prioridade;titulo;equipe;abertura\n7;2;x;G1;2026-09-14 09:15\n")
    (ticket,) = load(tmp_path / "a.csv", groups=["G1"]).tickets.to_dict("records")
    assert (ticket["ticket_id"], ticket["priority"]) == ("7", 2)


@pytest.mark.parametrize(("cell", "minutes"), [("1,800", 30), ("900", 15), ("1.800", 0.03)])
def test_seconds_are_whole_numbers_which_may_have_commas(cell, minutes):
    assert minutes_of(cell, 1 / 60) == minutes


def test_a_time_that_servicenow_shows_and_holds_is_the_one_it_holds(tmp_path):
    shown = {"display_value": "03/09/2026 11:05:22", "value": "2026-09-03 14:05:22"}
    worked = {"display_value": "25 Minutes", "value": "1970-01-01 00:25:00"}
    texts = {"number": "INC1", "short_description": "VPN", "assignment_group": "Redes"}
    held = {name: {"display_value": text, "value": text} for name, text in texts.items()}
    path = tmp_path / "incident.json"
    path.write_text(json.dumps({"result": [held | {"opened_at": shown, "time_worked": worked}]}), encoding="utf-8")
    ticket = load(path, groups=["Redes"]).tickets.iloc[0]
    assert str(ticket["opened_at"]) == "2026-09-03 14:05:22+00:00"
    assert ticket["worked_minutes"] == 25


def test_a_list_of_alerts_of_servicenow_is_opened_at_their_own_time_and_seconds_are_no_date(tmp_path):
    path = tmp_path / "alerts.csv"
    path.write_text(
        "Number,Node,State,Description,Initial event generation time,Resolve time,Assignment group\n"
        'Alert0010001,srv01,Open,CPU acima de 95%,2026-09-13 14:05:22,"3,600",MONITOR\n',
        encoding="utf-8",
    )
    ticket = load(path, groups=["MONITOR"]).tickets.iloc[0]
    assert ticket[["kind", "source", "state"]].tolist() == ["alert", "servicenow", "open"]
    assert str(ticket["opened_at"]) == "2026-09-13 17:05:22+00:00"
    assert str(ticket["resolved_at"]) == "NaT"


def test_redmine_in_portuguese_puts_an_h_behind_the_time():
    assert (
        str(read_times(pa.chunked_array([["13/09/2026 14:05 h"]]), True, "UTC").values[0])
        == "2026-09-13 14:05:00+00:00"
    )


@pytest.mark.parametrize(
    ("headers", "cells", "kind"),
    [
        ("IncidentNumber,Subject,OwnerTeam,CreatedDateTime,TypeOfIncident", ",Failure", "incident"),
        ("Incident ID,Title,Team,Created,Type", ",Service Request", "request"),
    ],
)
def test_the_number_of_an_incident_tells_the_kind_where_no_other_column_does(tmp_path, headers, cells, kind):
    (tmp_path / "a.csv").write_text(f"{headers}\n501,Fila parada,Redes,2026-09-15 10:00{cells}\n")
    assert load(tmp_path / "a.csv", groups=["Redes"]).tickets["kind"].tolist() == [kind]


def test_fields_of_ones_own_by_name_and_value_are_fields(tmp_path):
    own = [{"id": 1, "name": "Team", "value": {"name": "G1"}}, {"id": 2, "name": "Root cause", "value": ["a", "b"]}]
    issue = {"id": 7, "subject": "Fila parada", "created_on": "2026-09-15T10:00:00Z", "custom_fields": own}
    (tmp_path / "a.json").write_text(json.dumps([issue]))
    (ticket,) = load(tmp_path / "a.json", groups=["G1"]).tickets.to_dict("records")
    assert (ticket["ticket_id"], ticket["group"]) == ("7", "G1")


def test_a_column_that_is_empty_gives_way_to_the_next_in_one_reading(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text(
        "number,short_description,assignment_group,opened_at,sys_created_on,state\n"
        "INC1,Fila parada,G1,,2026-09-15 10:00:00,Open\n"
    )
    read, times = DelimitedFile.read, []
    monkeypatch.setattr(DelimitedFile, "read", lambda *given: times.append(1) or read(*given))
    (ticket,) = load(tmp_path / "a.csv", groups=["G1"]).tickets.to_dict("records")
    assert (f"{ticket['opened_at']:%d %H}", times) == ("15 13", [1])


ROW = {"title": "Fila parada", "team": "Redes", "created_at": "2026-09-15T10:00:00Z"}


@pytest.mark.parametrize(
    ("document", "ids"),
    [
        ({"tickets": {"T1": ROW, "T2": ROW}}, ["T1", "T2"]),
        ([{"page": 1, "results": [{"id": "T1"} | ROW]}, {"page": 2, "results": [{"id": "T2"} | ROW]}], ["T1", "T2"]),
        ([{"id": "T1", "items": [ROW]} | ROW], ["T1"]),
        (
            {"data": {"tickets": {"edges": [{"node": {"id": f"T{n}"} | ROW, "cursor": "x"} for n in (1, 2)]}}},
            ["T1", "T2"],
        ),
    ],
)
def test_records_under_their_ids_and_pages_one_after_another(document, ids):
    records = [flatten_record(record, {}) for record in find_records(document)[0]]
    assert [(record.get("id") or record["key"], record["team"]) for record in records] == [
        (id_, "Redes") for id_ in ids
    ]


def test_milliseconds_that_a_system_holds_beside_what_it_shows_are_in_utc(tmp_path):
    moment = {"display_value": "Sep 15, 2026 07:00 AM", "value": "1789466400000"}
    issue = {"id": "1", "subject": "Fila parada", "group": {"name": "Redes"}, "created_time": moment}
    (tmp_path / "a.json").write_text(json.dumps({"requests": [issue, issue | {"id": "2"}]}))
    (opened,) = set(load(tmp_path / "a.json", groups=["Redes"]).tickets["opened_at"])
    assert f"{opened:%Y-%m-%d %H:%M}" == "2026-09-15 10:00"


def test_a_release_is_a_change_with_its_approval_and_its_deployment(tmp_path):
    (tmp_path / "a.csv").write_text(
        "Release;Título da release;Solicitada em;Aprovada em;Implantada em;Squad\n"
        "REL-101;Core 4.2;01/09/2026;10/09/2026;14/09/2026;CORE\n"
        "REL-102;Core 4.3;15/09/2026;20/09/2026;;CORE\n"
    )
    first, second = load(tmp_path / "a.csv", groups=["CORE"]).tickets.to_dict("records")
    assert (first["ticket_id"], first["kind"], first["summary"]) == ("REL-101", "change", "Core 4.2")
    assert [f"{first[name]:%d}" for name in ("opened_at", "approved_at", "started_at")] == ["01", "10", "14"]
    assert (second["ticket_id"], pd.isna(second["started_at"])) == ("REL-102", True)


def test_a_ticket_id_in_one_word_goes_before_the_key_of_a_database(tmp_path):
    hits = [{"_id": f"x{n}", "_source": ROW | {"ticketId": f"T-{n}"}} for n in (1, 2)]
    (tmp_path / "a.json").write_text(json.dumps({"hits": {"hits": hits}}))
    assert sorted(load(tmp_path / "a.json", groups=["Redes"]).tickets["ticket_id"]) == ["T-1", "T-2"]


def test_answers_of_a_form_and_columns_of_a_database_with_short_prefixes(tmp_path):
    form = tmp_path / "form.csv"
    form.write_text(
        "Carimbo de data/hora,Endereço de e-mail,Qual é o seu problema?,Qual equipe deve atender?,Qual a urgência?\n"
        "14/09/2026 09:05:10,a@b.example,Minha senha do portal expirou,Acessos,Alta\n"
        "15/09/2026 09:05:10,c@b.example,Meu ramal não toca mais,Acessos,Baixa\n"
    )
    first, _ = load(form, groups=["Acessos"]).tickets.to_dict("records")
    assert (first["summary"], first["priority"]) == ("Minha senha do portal expirou", 2)
    (tmp_path / "db.csv").write_text(
        "ID_CHAMADO|DTH_ABERTURA|DSC_CHAMADO|NOM_GRUPO|SIT_CHAMADO|COD_PRIORIDADE|TIP_CHAMADO\n"
        "71|14/09/2026 09:05|Monitor não liga na sala|Campo|FECHADO|1|INCIDENTE\n"
    )
    (row,) = load(tmp_path / "db.csv", groups=["Campo"]).tickets.to_dict("records")
    assert (row["ticket_id"], row["state"], row["priority"], row["kind"]) == ("71", "closed", 1, "incident")


def test_what_its_cells_say_is_no_id_gives_way_to_the_next_best_header(tmp_path):
    rows = "".join(f"{n};Trocar o cabo da sala {n};Redes;{n - 985}/09/2026\n" for n in (1001, 1002, 1003))
    (tmp_path / "a.csv").write_text(f"Nº;Solicitação;Equipe;Data\n{rows}")
    tickets = load(tmp_path / "a.csv", groups=["Redes"]).tickets
    assert tickets["ticket_id"].tolist() == ["1001", "1002", "1003"]
    assert tickets["summary"][0] == "Trocar o cabo da sala 1001"


@pytest.mark.parametrize(
    ("times", "first"),
    [
        (["0.34375", "0.5"], "08:15:00"),
        (["0.30", "8.15"], "0:30"),
        (["30/12/1899 08:15:00", "30/12/1899 12:00:00"], "08:15:00"),
    ],
)
def test_hours_as_workbooks_and_databases_hold_them(times, first):
    days = pa.chunked_array([["14/09/2026 00:00:00", "15/09/2026 00:00:00"]])
    assert join_times(days, pa.chunked_array([times]))[0].as_py() == f"14/09/2026 {first}"


def test_lookups_of_sharepoint_are_called_without_their_numbers(tmp_path):
    row = "7,Um,3;#G1,14/09/2026 10:00,5;#Cliente Um\n"
    (tmp_path / "a.csv").write_text("Chamado,Assunto,Equipe,Abertura,Solicitante\n" + row, encoding="utf-8")
    assert load(tmp_path / "a.csv", groups=["G1"]).tickets["group"].tolist() == ["G1"]


def test_workflow_tasks_of_ca_beside_the_number_of_their_change(tmp_path):
    headers = ["task.sym", "status.sym", "group.last_name", "date_created", "completion_date"]
    content = (
        f"{','.join(f'wf.{h}' for h in headers)},chg.chg_ref_num\nImplantar,Complete,G1,2026-09-14 10:00,,7701\n"
    )
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    (ticket,) = load(tmp_path / "a.csv", groups=["G1"]).tickets.to_dict("records")
    assert (ticket["ticket_id"], ticket["summary"], ticket["kind"]) == ("7701", "Implantar", "change")


def test_a_number_counted_within_a_month_is_an_id_and_a_phone_number_is_none():
    ids = pd.Series(["0926-000123", "1126-012345", "0824-245678"], dtype="str")
    guarded = guard_ids(ids, Redactor(Privacy()), HashKey.of_secret(b"a key for tests only"))
    assert (guarded == ids).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("priority", "CriticalPriority", "1"),
        ("priority", "Prioridade alta", "2"),
        ("priority", "Priority", None),
        ("priority", "Sem prioridade", None),
        ("state", "RequestStatusComplete", "closed"),
        ("state", "InProgress", "open"),
        ("state", "Status: aberto", "open"),
        ("kind", "ServiceRequest", "request"),
        ("kind", "Change status", None),
    ],
)
def test_a_value_as_programs_name_it_and_beside_the_name_of_its_field(field, cell, value):
    assert look_up(cell, builtin_profile("generic").meanings[field]) == value


def test_what_a_service_answers_is_called_by_names_and_its_times_are_read_from_their_numbers(tmp_path):
    ticket = {
        "numero": 7,
        "titulo": "Senha bloqueada",
        "equipe": {"codigo": 3, "nome": "G1", "status": "ativo"},
        "Situacao": {"Id": 2, "Descricao": "Pendente"},
        "dataAbertura": [2026, 9, 14, 10, 30],
    }
    other = {**ticket, "numero": 8, "dataAbertura": [2026, 9, 15, 10, 30, 5]}
    page = {"chamados": [ticket, other], "geradoEm": "2026-10-01", "quantidade": 2}
    (tmp_path / "a.json").write_text(json.dumps(page), encoding="utf-8")
    tickets = load(tmp_path / "a.json", groups=["G1"], study={"timezone": "UTC"}).tickets
    assert tickets["opened_at"].astype(str).tolist() == ["2026-09-14 10:30:00+00:00", "2026-09-15 10:30:05+00:00"]
    assert tickets["state"].tolist() == ["pending", "pending"]


def test_one_ticket_with_what_was_said_of_it_is_no_list():
    ticket = {"id": 7, "summary": "Um", "comments": [{"by": "a", "at": "b", "text": "c"}] * 2}
    assert list(find_records(ticket)[0]) == [ticket]


def test_quotes_behind_a_backslash_don_t_widen_the_rows(tmp_path):
    rows = [f'"{n}","Erro \\"{n}\\", de novo","G1","2026-09-14 10:30"' for n in range(40)]
    (tmp_path / "a.csv").write_text("\n".join(['"Chamado","Assunto","Equipe","Abertura"', *rows]) + "\n")
    summaries = load(tmp_path / "a.csv", groups=["G1"]).tickets["summary"]
    assert set(summaries) == {f'Erro "{n}", de novo' for n in range(40)}


def test_german_is_read_with_umlauts_spelt_out(tmp_path):
    header = "Nummer;Kurzbeschreibung;Zuweisungsgruppe;Geoeffnet am;Geaendert am;Geloest am;Prioritaet;Status;Loesung"
    rows = [
        "1;a;G;03.Maerz.2026 10:00;05.03.2026 10:00;04.03.2026 11:00;Hoch;Geloest;x",
        "2;b;G;13.03.2026 10:00;;;Mittel;Zurueckgestellt;",
    ]
    (tmp_path / "a.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    tickets = load(tmp_path / "a.csv", groups=["G"]).tickets
    assert tickets["opened_at"].dt.strftime("%F").tolist() == ["2026-03-03", "2026-03-13"]
    assert tickets["resolved_at"].dt.strftime("%F").tolist()[0] == "2026-03-04"
    assert tickets["state"].tolist() == ["resolved", "pending"]
    assert tickets["priority"].tolist() == [2, 3]
