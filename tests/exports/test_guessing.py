"""Columns that no profile knows: what is guessed is right and stated, and what could be wrong isn't guessed."""

from __future__ import annotations

import csv
import json
import random
import zipfile
from datetime import datetime, timedelta

import pandas as pd
import pyarrow as pa
import pytest

from toil.errors import ExportError
from toil.exports import check_export, load_exports, render_check
from toil.exports.check.checking import no_study
from toil.exports.guessing.header_fields import MOST_LOOKED_AT, likeliest
from toil.exports.notes import find_exports
from toil.exports.reading import read_source
from toil.i18n import wording
from toil.privacy import HashKey
from toil.settings import parse_study

ROWS = 40
OPENED = [datetime(2026, 8, 3, 8) + timedelta(hours=11 * n, minutes=n) for n in range(ROWS)]
RESOLVED = [day + timedelta(hours=5 + n % 7) for n, day in enumerate(OPENED)]
CLOSED = [day + timedelta(days=1) for day in RESOLVED]
SHUFFLED = random.Random(1).sample(OPENED, ROWS)
"""Dates in no order of tickets."""


def of(dates):
    return [f"{day:%d/%m/%Y %H:%M}" for day in dates]


def turns(*cells):
    return [cells[n % len(cells)] for n in range(ROWS)]


SUMMARIES = [f"Senha do sistema bloqueada na loja {n}" for n in range(ROWS)]
DETAILS = [f"O colaborador da loja {n} tentou entrar tres vezes e agora nada abre." for n in range(ROWS)]
TEAMS = turns("Redes Norte", "Banco de Dados", "Central")
ASKING = turns("Ana Lima", "Rui Costa", "Bia Reis", "Caio Melo")
DOING = turns("Davi Luz", "Eva Paz", "Gil Dias")
IDS = [f"C{1000 + n}" for n in range(ROWS)]
OPEN_FOR = [f"{(end - start) / timedelta(hours=1):.2f}" for start, end in zip(OPENED, CLOSED, strict=True)]
STATES = {"pt": ("Fechado", "Pendente"), "en": ("Closed", "On hold"), "de": ("Geschlossen", "Wartend"),
          "ru": ("Закрыта", "Ожидание"), "hi": ("बंद", "लंबित"), "es": ("Cerrado", "Pendiente")}  # fmt: skip
PLAIN = {"Chamado": IDS, "Data de abertura": of(OPENED), "Assunto": SUMMARIES, "Equipe": TEAMS}


@pytest.fixture
def export(tmp_path):
    def write(columns, name="own.csv"):
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(columns)
            writer.writerows(zip(*columns.values(), strict=True))
        return tmp_path / name

    return write


def read(path, study=None):
    study = study or no_study()
    return read_source(find_exports([path], study)[0], "x", study, None)


def fields(path):
    return {field: header for header, field in read(path).mapping.items()}


HEADERS = {
    "pt": "Identificador do chamado|Data/hora de abertura do chamado (UTC-3)|Data/hora da solução do chamado (UTC-3)"
    "|Data/hora de encerramento do chamado (UTC-3)|O que aconteceu?|Detalhamento|Equipe responsável pelo atendimento"
    "|Nome de quem abriu|Analista que atendeu|Situação atual",
    "en": "Ticket: Identifier|Ticket: Opened at|Ticket: Resolved at|Ticket: Closed at|Ticket: Headline"
    "|Ticket: Long text|Team: Assigned team|Customer: Full name|Team: Engineer|Ticket: Current state",
    "en, joined": "ticketNumber|createdAt|resolvedAt|closedAt|shortText|longDescription|assignedGroupName"
    "|reportedByName|assignedUserName|ticketStatus",
    "de": "Kennung des Tickets|Datum/Uhrzeit der Eröffnung|Datum/Uhrzeit der Lösung|Datum/Uhrzeit des Abschlusses"
    "|Betreff der Meldung|Ausführliche Beschreibung|Zuständige Gruppe|Gemeldet von|Zuständiger Bearbeiter"
    "|Bearbeitungsstand",
    "de, without umlauts": "Kennung der Stoerung|Datum/Uhrzeit der Eroeffnung|Datum/Uhrzeit der Loesung"
    "|Datum/Uhrzeit des Abschlusses|Betreff der Meldung|Ausfuehrliche Beschreibung|Zustaendige Gruppe|Gemeldet von"
    "|Zustaendiger Bearbeiter|Bearbeitungsstand",
    "ru": "Идентификатор обращения|Дата и время открытия обращения|Дата и время решения обращения"
    "|Дата и время закрытия обращения|Краткое содержание|Подробное описание|Рабочая группа исполнителя"
    "|ФИО заявителя|ФИО исполнителя|Текущее состояние",
    "es": "Número de la incidencia|Fecha y hora de apertura|Fecha de la solución|Fecha de cierre"
    "|Título de la solicitud|Descripción detallada|Grupo asignado|Nombre del solicitante|Técnico asignado"
    "|Estado actual",
    "hi": "शिकायत क्रमांक|शिकायत दर्ज करने का समय|शिकायत निपटाने का समय|शिकायत बंद करने का समय|शिकायत का विषय"
    "|शिकायत का विस्तृत विवरण|ज़िम्मेदार टीम|शिकायतकर्ता का नाम|किसने हल किया|वर्तमान स्थिति",
}
NAMES = ("ticket_id", "opened_at", "resolved_at", "closed_at", "summary", "description", "group", "requester",
         "resolver", "state")  # fmt: skip


@pytest.mark.parametrize("told", HEADERS)
def test_headers_of_ones_own_are_told_by_their_words_and_cells(export, told):
    headers = HEADERS[told].split("|")
    cells = (IDS, of(OPENED), of(RESOLVED), of(CLOSED), SUMMARIES, DETAILS, TEAMS, ASKING, DOING)
    path = export(dict(zip(headers, (*cells, turns(*STATES[told[:2]])), strict=True)))
    assert fields(path) == dict(zip(NAMES, headers, strict=True))


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [("Feito?", "Sim", "Não"), ("Erledigt", "ja", "nein"), ("Done", "true", "false"), ("Finalizada", "S", "N")],
)
def test_whether_a_ticket_is_done_is_its_state(export, header, yes, no):
    path = export(PLAIN | {header: turns(yes, no)})
    states = load(path).tickets["state"]
    assert states.tolist() == turns("closed", "open")


@pytest.mark.parametrize("header", ["Procedimento", "Solução paliativa", "Resolvido no 1º contato"])
def test_a_yes_under_other_words_for_what_was_done_is_no_state(export, header):
    assert "state" not in fields(export(PLAIN | {header: turns("Sim", "Não")}))


@pytest.mark.parametrize("mark", ["x", "✓"])
def test_a_mark_under_what_is_done_is_no_date_but_a_yes(export, mark):
    told = fields(export(PLAIN | {"Resolvido?": turns(mark, "")}))
    assert "resolved_at" not in told
    assert told["state"] == "Resolvido?"


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Entregue em", of(CLOSED), "resolved_at"),
        ("Implantada em produção", of(CLOSED), "resolved_at"),
        ("Дата резолюции", of(CLOSED), "resolved_at"),
        ("Aufw. (min)", turns("10", "25"), "worked_minutes"),
        ("Executante", DOING, "resolver"),
        ("Исполнил", DOING, "resolver"),
        ("От кого", ASKING, "requester"),
        ("Corpo", DETAILS, "description"),
        ("Lista", turns("Em andamento", "Concluído"), "state"),
        ("Отметка о выполнении", turns("в работе", "выполнено"), "state"),
    ],
)
def test_words_of_lists_that_somebody_keeps_by_hand_are_known(export, header, cells, field):
    assert fields(export(PLAIN | {header: cells})).get(field) == header


@pytest.mark.parametrize("header", ["Soma de Tempo (min)", "Sum of Minutes", "Summe Minuten"])
def test_a_sum_of_minutes_as_a_report_writes_it_is_time_worked(export, header):
    assert fields(export(PLAIN | {header: turns("10", "25")}))["worked_minutes"] == header


def test_words_that_a_database_cuts_short_are_known(export):
    headers = ["TKT_NR", "ERSTELL_DAT", "ABSCHL_DAT", "KURZTEXT", "BEARB_GRP"]
    path = export(dict(zip(headers, (IDS, of(OPENED), of(CLOSED), SUMMARIES, TEAMS), strict=True)))
    assert fields(path) == dict(
        zip(("ticket_id", "opened_at", "closed_at", "summary", "group"), headers, strict=True)
    )


LEFT_ALONE = {
    "an account's opening": {"Data de encerramento da conta": of(CLOSED)},
    "a customer's registration": {"Customer closed at": of(CLOSED)},
    "who approves, who manages": {"Responsável pela aprovação": DOING, "Gerente responsável": DOING},
    "whose service it is": {"Service owner": DOING, "Application specialist": DOING},
    "another's state": {"Status do pagamento": turns("Pendente", "Fechado"), "Status da aprovação": turns("Fechado")},
    "a project's priority": {"Prioridade do projeto": turns("Alta", "Baixa")},
    "the change of a reopening": {"Data de reabertura": of(CLOSED)},
    "a sum that is called so": {"Quantidade fechada": turns("1", "2")},
    "dates before the opening": {
        "Data/hora em que encerrou o chamado": of(day - timedelta(days=9) for day in OPENED)
    },
    "a text of a category": {"Descrição da categoria": DETAILS},
}


@pytest.mark.parametrize("why", LEFT_ALONE)
def test_what_could_be_something_else_is_not_guessed(export, why):
    assert set(fields(export(PLAIN | LEFT_ALONE[why])).values()) == set(PLAIN)


def test_a_second_text_is_the_long_one_if_it_is_longer(export):
    others = {key: cells for key, cells in PLAIN.items() if key != "Assunto"}
    found = fields(export(others | {"Тема": SUMMARIES, "Содержание": DETAILS}))
    assert (found["summary"], found["description"]) == ("Тема", "Содержание")
    assert "description" not in fields(export(others | {"Тема": DETAILS, "Содержание": SUMMARIES}))


def test_of_a_diary_what_was_done_is_the_short_text_and_who_did_it_is_none(export):
    diary = {"Data": of(OPENED), "O que foi feito": SUMMARIES, "Quem": DOING, "Equipe": TEAMS}
    found = fields(export(diary))
    assert (found["summary"], found.get("description")) == ("O que foi feito", None) and "Quem" not in found.values()


REFUSED = {
    "only when it was closed": ({"Data de fechamento do chamado": of(OPENED)}, "Data de abertura", "opened_at"),
    "when an account was opened": ({"Abertura da conta do cliente": of(SHUFFLED)}, "Data de abertura", "opened_at"),
    "a birth and a hiring, which no hint names": (
        {"Data de nascimento": of(SHUFFLED), "Data de admissão": of(OPENED)},
        "Data de abertura",
        "set exports.undated_month = 'YYYY-MM'.",
    ),
    "the day on which the list was made": (
        {"Data da foto": turns("30/09/2026")},
        "Data de abertura",
        "'Data da foto'.",
    ),
    "the requester's department": ({"Departamento": TEAMS}, "Equipe", "could be 'Departamento'"),
    "the requester's group": ({"Grupo do solicitante": TEAMS}, "Equipe", "could be 'Grupo do solicitante'"),
    "a question on a team, beside one on a department": (
        {"Conte mais": turns("Rede", "Senha"), "Setor": TEAMS, "E-mail": turns("a@b.example", "c@d.example")},
        "Equipe",
        "could be 'Setor', 'Conte mais'.",
    ),
    "two that are equally likely": (
        {"Instante do registro": of(OPENED), "Instante da criação": of(SHUFFLED)},
        "Data de abertura",
        "could be 'Instante do registro', 'Instante da criação'",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_needed_column_that_is_in_doubt_is_asked_for(export, why):
    columns, without, said = REFUSED[why]
    path = export({header: cells for header, cells in PLAIN.items() if header != without} | columns)
    with pytest.raises(ExportError) as error:
        read(path)
    assert said in str(error.value)
    assert "nascimento" not in str(error.value).partition("could be")[2]


@pytest.mark.parametrize(
    ("columns", "read_as"),
    [
        ({"Departamento": TEAMS, "Atendente": TEAMS, "Cliente": ASKING}, "group"),
        ({"Departamento": turns("Vendas", "RH", "Vendas", "RH"), "Atendente": DOING, "Cliente": ASKING}, None),
        ({"Departamento": turns("Suporte")}, "group"),
        ({"Departamento do cliente": TEAMS, "Atendente": TEAMS, "Cliente": ASKING}, None),
    ],
)
def test_a_department_is_the_group_where_those_who_resolve_are_of_it_and_those_who_ask_are_not(
    export, columns, read_as
):
    path = export({header: cells for header, cells in PLAIN.items() if header != "Equipe"} | columns)
    if read_as:
        assert fields(path)["group"] == "Departamento"
    else:
        with pytest.raises(ExportError, match="columns for group"):
            read(path)


def test_the_date_in_which_tickets_follow_each_other_is_the_opening(export):
    columns = {
        "Chamado": IDS,
        "Momento B": of(CLOSED),
        "Momento A": of(OPENED),
        "Assunto": SUMMARIES,
        "Equipe": TEAMS,
    }
    assert fields(export(columns))["opened_at"] == "Momento A"
    columns["Momento A"] = of(SHUFFLED)
    with pytest.raises(ExportError, match="no column for the date a ticket was opened"):
        read(export(columns))


@pytest.mark.parametrize(("day", "read_as"), [(turns("30/09/2026"), "Data/hora do registro"), (of(OPENED), "Data")])
def test_a_date_that_is_the_same_in_all_rows_gives_way_to_the_opening(export, day, read_as):
    rest = {header: cells for header, cells in PLAIN.items() if header != "Data de abertura"}
    assert fields(export({"Data": day} | rest | {"Data/hora do registro": of(OPENED)}))["opened_at"] == read_as
    assert fields(export({"Data": day} | rest))["opened_at"] == "Data"


def test_a_repeated_column_is_no_doubt(export):
    columns = PLAIN | {"Ponto de fechamento": of(CLOSED)}
    assert "closed_at" not in fields(export(columns))  # a word that nobody knows
    columns = PLAIN | {"Fim do atendimento": of(CLOSED), "Término do chamado": of(CLOSED)}
    assert fields(export(columns))["closed_at"] == "Fim do atendimento"


def test_sentences_under_a_name_of_ids_are_no_ids(export):
    columns = {"Chamado": IDS, "Data": of(OPENED), "Problema": SUMMARIES, "Equipe": TEAMS}
    assert fields(export(columns))["summary"] == "Problema"


def test_ids_of_a_few_words_and_a_number_stay_ids(export):
    problems = [f"Problem ID  {n}" if n % 5 == 0 else "" for n in range(ROWS)]
    told = fields(export(PLAIN | {"Problem": problems}))
    assert told["problem_id"] == "Problem"


@pytest.mark.parametrize(
    ("cells", "field"), [(turns("Gelöst", "Neu"), "state"), (turns("2", "1"), "tier"), (turns("x", "y"), "tier")]
)
def test_what_is_called_a_tier_is_the_state_if_its_cells_say_so(export, cells, field):
    assert fields(export(PLAIN | {"Stufe": cells}))[field] == "Stufe"


@pytest.mark.parametrize(
    ("columns", "field", "header"),
    [
        ({"Category": turns("Incidente", "Solicitação")}, "kind", "Category"),
        ({"Category": turns("Incidente", "Rede")}, "category", "Category"),
        ({"Category": turns("Incidente", "Solicitação"), "Type": turns("2", "1")}, "kind", "Category"),
        ({"Category": turns("Incidente", "Solicitação"), "Type": turns("Request", "Incident")}, "kind", "Type"),
        ({"Tempo de trabalho": turns("01:30:00", "1 h 30 min")}, "worked_minutes", "Tempo de trabalho"),
        ({"Tempo de resposta": turns("01:30:00", "1 h 30 min")}, "worked_minutes", None),
        ({"Tempo total trabalhado no chamado": turns("01:30:00", "1 h 30 min")}, "worked_minutes",
         "Tempo total trabalhado no chamado"),
        ({"Tempo total trabalhado no chamado": turns("90", "30")}, "worked_minutes", None),
        ({"Отработанное время": turns("90", "30")}, "worked_minutes", "Отработанное время"),
        ({"Anfrage": DETAILS}, "description", "Anfrage"),
        ({"Time Units Total": turns("90", "30")}, "worked_minutes", "Time Units Total"),
        ({"Mins spent": turns("90", "30")}, "worked_minutes", "Mins spent"),
        ({"Problemumgehung": DETAILS}, "description", None),
        ({"Supportteam": TEAMS}, "group", "Equipe"),
        ({"Horas": turns("0,5", "1,25")}, "worked_minutes", "Horas"),
        ({"Tempo (min)": turns("30", "75")}, "worked_minutes", "Tempo (min)"),
        ({"Tempo": turns("30", "75")}, "worked_minutes", None),
        ({"Horas": OPEN_FOR, "Fechado em": of(CLOSED)}, "worked_minutes", None),
        ({"Mudança vinculada": IDS}, "change_id", "Mudança vinculada"),
        ({"Item de Configuração Afetado": turns("RT01", "RT02")}, "item", "Item de Configuração Afetado"),
        ({"endsAt": of(CLOSED)}, "closed_at", "endsAt"),
    ],
)  # fmt: skip
def test_what_cells_say_of_a_category_of_time_and_of_a_request(export, columns, field, header):
    assert fields(export(PLAIN | columns)).get(field) == header


def test_of_levels_that_a_number_tells_apart_the_first_counts(export):
    levels = {"Serviço (2º nível)": turns("Fiscal", "Vendas"), "Serviço (1º nível)": turns("ERP", "CRM")}
    assert fields(export(PLAIN | levels))["service"] == "Serviço (1º nível)"


@pytest.mark.parametrize(
    ("texts", "field"), [(SUMMARIES, "summary"), ([text * 3 for text in DETAILS], "description")]
)
def test_what_was_asked_is_the_short_text_if_it_is_short(export, texts, field):
    columns = {header: cells for header, cells in PLAIN.items() if header != "Assunto"}
    assert fields(export(columns | {"O que foi pedido": texts}))[field] == "O que foi pedido"


def test_a_title_of_one_word_is_the_short_text(export):
    columns = {header: cells for header, cells in PLAIN.items() if header != "Assunto"}
    words = [f"Leitora{chr(97 + n % 26)}{n // 26}" for n in range(ROWS)]
    assert fields(export(columns | {"Título da demanda": words}))["summary"] == "Título da demanda"


def test_a_resolution_of_a_word_is_its_code(export):
    told = fields(export(PLAIN | {"Resolution": turns("fixed", "won't fix")}))
    assert told["resolution_code"] == "Resolution"


def test_a_header_without_a_header_row_is_nobodys_field(export):
    columns = dict(zip(["1", "ana@bank.example", "Ligar para 529.982.247-25", "b"],
                       (IDS, of(OPENED), SUMMARIES, TEAMS), strict=True))  # fmt: skip
    check = check_export(export(columns))
    assert ("lacking", "opened_at") in check.faults
    assert "ana@bank.example" not in render_check(check, wording("en"))


def study_of(path, **exports):
    squads = {"s": {"groups": sorted(set(TEAMS))}}
    return parse_study({"squads": squads, "exports": {"files": [str(path)], **exports}}, path.parent / "toil.toml")


def load(path, **exports):
    return load_exports(study_of(path, **exports), HashKey("k", b"x" * 32))


def count(intake, reason):
    return int(intake.intake_counts.query("reason == @reason")["rows"].sum())


def test_a_level_that_was_missed_is_one_that_was_not_met(export):
    missed = load(export(PLAIN | {"SLA violado": turns("Sim", "Não", "")})).tickets.set_index("ticket_id")["sla_met"]
    assert [bool(missed["C1000"]), bool(missed["C1001"])] == [False, True]
    assert pd.isna(missed["C1002"])
    kept = load(export(PLAIN | {"Sem violação de SLA": turns("Sim", "Não")})).tickets.set_index("ticket_id")[
        "sla_met"
    ]
    assert [bool(kept["C1000"]), bool(kept["C1001"])] == [True, False]


def test_yes_under_a_number_of_reopenings_counts_as_one(export):
    intake = load(export(PLAIN | {"Reaberto?": turns("Sim", "Não", "")}))
    reopens = intake.tickets.set_index("ticket_id")["reopens"]
    assert [reopens["C1000"], reopens["C1001"]] == [1, 0]
    assert pd.isna(reopens["C1002"])
    assert count(intake, "yes or no in place of a number") == 27
    assert count(intake, "number unreadable") == 0


def test_a_guess_is_marked_and_counted_and_the_study_can_forbid_it(export):
    path = export(PLAIN | {"Data/hora em que o chamado foi encerrado": of(CLOSED)})
    shown = render_check(check_export(path), wording("en"))
    assert "closed_at         100% filled   a guess" in shown
    assert "1 column is guessed" in shown
    intake = load(path)
    assert count(intake, "row with guessed columns") == ROWS
    assert intake.columns.query("guessed")["field"].tolist() == ["closed_at"]
    left = load(path, columns={"Data/hora em que o chamado foi encerrado": "ignore"})
    assert left.tickets["closed_at"].isna().all()
    assert count(left, "row with guessed columns") == 0


def test_records_with_codes_of_servicenow_have_times_in_utc(tmp_path):
    record = {"number": "INC0001", "sys_id": "a" * 32, "opened_at": "2026-08-03 12:00:00", "incident_state": "7",
              "short_description": "Senha bloqueada", "assignment_group": "Central", "caller_id": "x"}  # fmt: skip
    path = tmp_path / "incident.json"
    path.write_text(json.dumps({"records": [record]}), encoding="utf-8")
    assert load(path).tickets["opened_at"][0] == pd.Timestamp("2026-08-03 12:00", tz="UTC")
    path.write_text(json.dumps({"records": [record | {"incident_state": "Closed"}]}), encoding="utf-8")
    assert load(path).tickets["opened_at"][0] == pd.Timestamp("2026-08-03 15:00", tz="UTC")


def test_a_list_of_codes_beside_an_export_is_set_aside_and_counted(export, tmp_path):
    with zipfile.ZipFile(tmp_path / "month.zip", "w") as archive:
        archive.write(export(PLAIN), "chamados.csv")
        archive.writestr("grupos.csv", "cod;grupo\n1;Central\n")
    intake = load(tmp_path / "month.zip")
    assert len(intake.tickets) == ROWS
    assert count(intake, "file that is no export") == 1


def test_an_export_of_three_columns_in_an_archive_is_not_set_aside(export, tmp_path):
    few = {header: PLAIN[header] for header in ("Data de abertura", "Assunto", "Equipe")}
    with zipfile.ZipFile(tmp_path / "month.zip", "w") as archive:
        archive.write(export(PLAIN, "a.csv"), "a.csv")
        archive.write(export(few, "b.csv"), "b.csv")
    assert len(load(tmp_path / "month.zip").tickets) == 2 * ROWS


def test_of_very_many_columns_those_with_cells_and_telling_words_are_looked_at():
    names = [f"c{n}" for n in range(MOST_LOOKED_AT + 1)]
    table = pa.table({name: ["x"] for name in names} | {"c1": pa.nulls(1), "Data de abertura": ["x"]})
    looked_at = likeliest([*names, "Data de abertura"], table)
    assert len(looked_at) == MOST_LOOKED_AT
    assert "Data de abertura" in looked_at
    assert "c0" in looked_at
    assert not {"c1", names[-1]} & set(looked_at)
    assert likeliest(["c0", "c1"], table) == ["c0", "c1"]


def test_what_counts_the_rows_is_no_item_and_what_was_asked_for_is_the_short_text(export):
    found = fields(export({"Item": [str(n + 1) for n in range(ROWS)], **PLAIN}))
    assert "item" not in found
    asked = {"O que pediu" if header == "Assunto" else header: cells for header, cells in PLAIN.items()}
    assert fields(export(asked))["summary"] == "O que pediu"


@pytest.mark.parametrize(("cells", "is_group"), [(TEAMS, True), ([f"Lugar {n}" for n in range(ROWS)], False)])
def test_a_desk_is_a_team_where_rows_share_it_and_else_furniture(export, cells, is_group):
    path = export({("Mesa" if header == "Equipe" else header): c for header, c in {**PLAIN, "Equipe": cells}.items()})
    if is_group:
        assert fields(path)["group"] == "Mesa"
    else:
        with pytest.raises(ExportError, match="columns for group"):
            read(path)
