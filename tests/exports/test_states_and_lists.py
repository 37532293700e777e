"""Which of a ticket's rows stands, and lists in which a ticket has several rows or is called by its own kind."""

from datetime import date, timedelta

import pyarrow as pa
import pytest
from export_studies import counted, load

from toil.exports.columns.beside import join_times

WORDS = ("Sem acesso ao extrato", "Boleto não sai da fila", "Impressora do caixa parada", "Senha de rede bloqueada")
TEAMS = ("Suporte PIX", "Canais Digitais")
OPENED = [date(2026, 9, 1) + timedelta(days=day) for day in range(40)]


def write(path, header, rows):
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def months(folder, header, again):
    """September's tickets, closed two days later; October's with *again*, the row of ticket 3."""
    row = "{},{:%d/%m/%Y} 10:00,Sem acesso,G1,Fechado,{:%d/%m/%Y} 10:00".format
    rows = [row(number, day, day + timedelta(days=2)) for number, day in enumerate(OPENED, start=1)]
    first = write(folder / "b.csv", header, rows[:30])
    return first, write(folder / "a.csv", header, [again, *rows[30:]])


@pytest.mark.parametrize(
    ("again", "state"),
    [
        ("3,03/09/2026 10:00,Sem acesso,G1,Em andamento,", "open"),
        ("3,03/09/2026 10:00,Sem acesso,G1,Cancelado,04/09/2026 10:00", "cancelled"),
    ],
)
def test_a_ticket_that_a_later_export_shows_open_was_opened_again(tmp_path, again, state):
    header = "Chamado,Data de abertura,Título,Grupo,Status,Data de fechamento"
    for files in (months(tmp_path, header, again), months(tmp_path, header, again)[::-1]):
        intake = load(*files, groups=["G1"])
        assert intake.tickets.set_index("ticket_id").at["3", "state"] == state
        assert counted(intake, "superseded state") == 1


def test_a_later_export_without_ends_takes_none_from_a_ticket(tmp_path):
    first, second = months(tmp_path, "Chamado,Data de abertura,Título,Grupo,Status,Data de fechamento", "")
    lines = second.read_text().splitlines()
    rows = ["3,03/09/2026 10:00,Sem acesso,G1,Fechado", *(line.rsplit(",", 1)[0] for line in lines[2:])]
    write(second, lines[0].rsplit(",", 1)[0], rows)
    tickets = load(first, second, groups=["G1"]).tickets.set_index("ticket_id")
    assert tickets["closed_at"].notna().sum() == 30


HEADERS = {"approver": "Nº da mudança,Título da mudança,Equipe,Data de abertura,Aprovação CAB,Aprovador"}


@pytest.mark.parametrize(("times", "tickets"), [(1, 12), (2, 12)])
def test_a_change_stands_once_whoever_approves_it(tmp_path, times, tickets):
    rows = [
        f"CHG{n},Troca do firmware,G1,{OPENED[n]:%d/%m/%Y} 10:00,{OPENED[n]:%d/%m/%Y} {11 + time}:00,Ana Souza"
        for n in range(8, 20)
        for time in range(times)
    ]
    intake = load(write(tmp_path / "a.csv", HEADERS["approver"], rows), groups=["G1"])
    assert len(intake.tickets) == tickets
    assert set(intake.tickets["kind"]) == {"change"}
    assert set(intake.tickets["summary"]) == {"Troca do firmware"}
    assert intake.tickets.set_index("ticket_id").at["CHG13", "approved_at"].hour == 13 + times  # UTC


@pytest.mark.parametrize("header", ["RDM", "Número da RDM", "Número da GMUD"])
def test_a_list_of_changes_is_known_by_what_banks_call_them(tmp_path, header):
    rows = [f"R{n},Troca do firmware,G1,{OPENED[n]:%d/%m/%Y} 10:00" for n in range(8, 20)]
    path = write(tmp_path / "a.csv", f"{header},Descrição da mudança,Equipe,Data de abertura", rows)
    tickets = load(path, groups=["G1"]).tickets
    assert sorted(tickets["ticket_id"]) == sorted(f"R{n}" for n in range(8, 20))
    assert set(tickets["kind"]) == {"change"}


def test_incidents_that_name_one_change_are_not_that_change(tmp_path):
    rows = [f"CHG{n // 6},Sem acesso,G1,{OPENED[n]:%d/%m/%Y} 10:00" for n in range(24)]
    tickets = load(write(tmp_path / "a.csv", "GMUD,Título,Equipe,Data de abertura", rows), groups=["G1"]).tickets
    assert len(tickets) == 24
    assert set(tickets["change_id"]) == {"CHG0", "CHG1", "CHG2", "CHG3"}


def test_an_incident_with_a_row_a_service_level_stands_once(tmp_path):
    header = "inc_number,inc_opened_at,inc_short_description,inc_assignment_group,inc_state,taskslatable_sla"
    rows = [
        f"INC{n:05},{OPENED[n]} 10:00:00,{WORDS[n % 4]} {n},{TEAMS[n % 2]},Closed,{level}"
        for n in range(12)
        for level in ("Response", "Resolution")
    ]
    tickets = load(write(tmp_path / "a.csv", header, rows), groups=TEAMS).tickets
    assert sorted(tickets["ticket_id"]) == [f"INC{n:05}" for n in range(12)]


@pytest.mark.parametrize(
    ("hours", "joined"),
    [
        (["815", "52", "5"], ["01/09/2026 8:15", "01/09/2026 0:52", "01/09/2026 0:05"]),
        (["8", "10", "12"], ["01/09/2026"] * 3),
    ],
    ids=["after midnight", "whole hours"],
)
def test_minutes_after_midnight_are_told_by_hours_and_minutes_beside_them(hours, joined):
    days, times = (pa.chunked_array([cells]) for cells in (["01/09/2026"] * 3, hours))
    assert join_times(days, times).to_pylist() == joined
