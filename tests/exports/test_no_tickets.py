"""Rows, dates and cells that are not what they look like, where a wrong reading would say no word."""

from contextlib import nullcontext
from datetime import datetime

import pandas as pd
import pyarrow as pa
import pytest
from export_studies import counted, load

from toil.errors import ExportError
from toil.exports.columns.beside import map_beside
from toil.exports.columns.bookings import are_bookings
from toil.exports.columns.values import look_up
from toil.exports.dates.parsing import read_times
from toil.exports.formats.cells import without_totals
from toil.exports.formats.endings import is_cut
from toil.exports.guessing.planned import without_list_day, without_plans
from toil.exports.guessing.rows_of import check_rows_are_tickets
from toil.exports.guessing.telling import tell_fields
from toil.exports.guessing.working import are_longer
from toil.exports.layouts.profile import builtin_profile
from toil.exports.survey import _as_most_write

GENERIC = builtin_profile("generic")
TEXTS = ("Pix não chega", "Lote noturno travado", "Senha expirou", "Arquivo sem retorno", "Tela muito lenta")
DAYS = [f"{day:02}/09/2026" for day in range(1, 25)]


def written(path, header, rows, end="\n"):
    path.write_text("\n".join([header, *rows]) + end, encoding="utf-8")
    return path


def listed(path, header, cells, rows=24, end="\n"):
    """A list of *rows* tickets; *cells* gives what stands behind id, text and opening of each."""
    begun = [f"{7001 + n};{TEXTS[n % 5]} {n};{DAYS[n % 24]} {9 + n % 8:02}:15" for n in range(rows)]
    return written(path, f"Chamado;Assunto;Aberto em;{header}", [f"{r};{cells(n)}" for n, r in enumerate(begun)], end)


def table_of(**columns):
    return pa.table({name: pa.chunked_array([pa.array(cells, pa.string())]) for name, cells in columns.items()})


@pytest.mark.parametrize(
    ("header", "numbers", "fields", "refused"),
    [
        ("Qtde de chamados", ["3", "12", "7"], {}, True),
        ("Total", ["3", "12", "7"], {}, True),
        ("Contagem de chamados", ["1", "1", "1"], {}, False),  # Power BI's measure beside each ticket
        ("Qtde de chamados", ["3", "12", "7"], {"summary": ["Assunto"]}, True),
        ("Quantidade", ["3", "12", "7"], {"summary": ["Assunto"]}, False),  # of what was asked for
        ("Qtde de chamados", ["3", "12", "7"], {"ticket_id": ["Chamado"]}, False),
        ("Agência", ["3", "12", "7"], {}, False),
    ],
)
def test_a_table_that_counts_tickets_is_refused(header, numbers, fields, refused):
    said = r"^a\.csv: rows count tickets, and are none; found"
    with pytest.raises(ExportError, match=said) if refused else nullcontext():
        check_rows_are_tickets(table_of(**{header: numbers}), fields, "a.csv")


@pytest.mark.parametrize(
    ("states", "refused"),
    [
        (["Aberta", "Aprovada", "Implantada"], True),
        (["Aberto", "Aberto", "Fechado"], False),  # incidents that name the change that caused them
    ],
)
def test_the_stages_of_a_change_without_ids_are_refused(states, refused):
    numbers = [f"GMUD{n // 3}" for n in range(12)]
    table = table_of(GMUD=numbers, Título=[f"Troca {n}" for n in numbers], Etapa=states * 4)
    headers = {"change_id": ["GMUD"], "summary": ["Título"], "state": ["Etapa"]}
    with pytest.raises(ExportError, match="the stages of something else") if refused else nullcontext():
        check_rows_are_tickets(table, headers, "a.csv")


@pytest.mark.parametrize(
    ("ends", "states", "told"),
    [
        (DAYS, ["Fechado", "Em andamento"], {"Data de conclusão": "sla_due_at", "Concluído em": "resolved_at"}),
        ([day if n % 2 else None for n, day in enumerate(DAYS)], ["Em andamento", "Fechado"], None),
        (DAYS, ["Fechado", "Pendente"], None),  # solved, and the user is asked
        ([day if n % 2 else "-1" for n, day in enumerate(DAYS)], ["Em andamento", "Fechado"], None),
    ],
    ids=["a plan", "an end", "who waits", "never"],
)
def test_an_end_that_undone_tickets_have_is_a_plan(ends, states, told):
    table = table_of(Status=states * 12, **{"Data de conclusão": ends, "Concluído em": [None, DAYS[3]] * 12})
    mapping = {"Status": "state", "Data de conclusão": "resolved_at"}
    expected = mapping if told is None else {"Status": "state", **told}
    assert without_plans(mapping, table, GENERIC, {}) == expected
    assert without_plans(mapping, table, GENERIC, {"Data de conclusão": "resolved_at"}) == mapping


@pytest.mark.parametrize(
    ("day", "other", "kept"),
    [("30/09/2026", DAYS, False), ("30/09/2026", ["x"] * 24, True), (None, DAYS, True)],
    ids=["of the list", "no other date", "of each row"],
)
def test_one_day_in_all_rows_is_no_opening_beside_other_dates(day, other, kept):
    table = table_of(Data=[day] * 24 if day else DAYS[::-1], Chegou=other)
    assert ("Data" in without_list_day({"Data": "opened_at"}, table, GENERIC, {})) == kept


def test_a_status_that_is_the_same_in_all_rows_gives_way_to_a_phase():
    table = table_of(Status=["Ativo"] * 6, Fase=["Aberto", "Fechado", "Pendente"] * 2)
    assert tell_fields({"Status": "state"}, table, GENERIC) == {"Fase": "state"}
    steady = table.set_column(1, "Fase", table["Status"])
    assert tell_fields({"Status": "state"}, steady, GENERIC) == {"Status": "state"}


@pytest.mark.parametrize(("cells", "header"), [("INFRA.Acesso.VPN", "equipe"), ("Suporte N.2", "grupo")])
def test_a_group_of_paths_is_a_category_beside_a_team(cells, header):
    table = table_of(grupo=[cells] * 6, equipe=["Pix", "Cartões"] * 3)
    assert tell_fields({"grupo": "group"}, table, GENERIC) == {header: "group"}


def test_the_first_row_of_a_block_has_the_day_where_the_text_is_a_guess(tmp_path):
    days = [DAYS[12 if n == 52 else n // 4] if n % 4 == 0 else "" for n in range(56)]  # one day is said again
    rows = [f"{days[n]};{n % 24:02}:15;{TEXTS[n % 5]} no caixa {n} hoje;Mesa Pix;Ana Lima" for n in range(56)]
    path = written(tmp_path / "a.csv", "Data;Hora;O que houve;Equipe acionada;Plantonista", rows)
    assert len(load(path, groups=["Mesa Pix"]).tickets) == 56


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("Novo > Em andamento > Fechado", "closed"),
        ("Fechado -> Reaberto", "open"),
        ("Novo → Cancelado", "cancelled"),
        ("N1 -> N2", None),
        ("Ждет выполнения", "pending"),
        ("На решении", None),  # is being solved: not solved
        ("На исполнении", None),
        ("Решено успешно", "resolved"),
    ],
)
def test_a_state_is_the_last_of_several_and_no_noun(cell, state):
    assert look_up(cell, GENERIC.meanings["state"]) == state


def test_rows_of_totals_with_a_day_have_no_id():
    ids = ["7001", "Subtotal", "Total Suporte Pix", "TOTAL:", "Итого", "TOT-7", "Totem 3", "Total"]
    dates = pa.chunked_array([[*DAYS[:7], None]])
    found = without_totals(pa.chunked_array([ids]), dates)
    assert found.to_pylist() == ["7001", None, None, None, None, "TOT-7", "Totem 3", "Total"]


def test_minus_one_is_no_moment():
    read = read_times(pa.chunked_array([["1788264420000", "-1", "0"]]), True, "UTC")
    assert (read.values.null_count, read.unreadable) == (2, 0)


@pytest.mark.parametrize(
    ("numbers", "told"), [(["900000", "5400000"] * 3, True), (["90", "150"] * 3, False), (["90", "9000"], False)]
)
def test_bare_numbers_above_a_day_are_no_minutes(numbers, told):
    assert are_longer(pa.chunked_array([numbers])) == told


@pytest.mark.parametrize(
    ("header", "minutes", "people", "states", "told"),
    [
        ("Tempo apontado", [30.0, 5.0], ["Ana", "Rui"], ["closed", "closed"], True),
        ("Tempo apontado", [30.0, 30.0], ["Ana", "Ana"], ["closed", "closed"], False),  # joined: a row a machine
        ("Tempo apontado", [30.0, 45.0], ["Ana", "Ana"], ["open", "closed"], False),  # an audit log
        ("Tempo gasto", [30.0, 5.0], ["Ana", "Rui"], ["closed", "closed"], False),
    ],
)
def test_rows_that_only_differ_in_their_time_are_bookings(header, minutes, people, states, told):
    rows = pa.table(
        {
            "ticket_id": [str(n // 2) for n in range(12)],
            "opened_at": pa.array([datetime(2026, 9, 1)] * 12, pa.timestamp("us", "UTC")),
            "updated_at": pa.nulls(12, pa.timestamp("us", "UTC")),
            "state": states * 6,
            "worked_minutes": minutes * 6,
            "resolver": people * 6,
        }
    )
    assert are_bookings(rows, ["Chamado", header]) == told


@pytest.mark.parametrize(
    ("headers", "told"),
    [(["Data", "Hora início", "Hora fim"], "Hora início"), (["Data", "Hora fim"], None)],
)
def test_the_hour_of_beginning_is_of_the_only_date(headers, told):
    assert map_beside(headers, GENERIC, {"Data": "opened_at"}).get("opened_at time") == told


def test_a_time_of_day_is_joined_to_the_day_that_is_called_otherwise(tmp_path):
    rows = [f"{7001 + n};{TEXTS[n % 5]} {n};{DAYS[n]};{9 + n % 8:02}:15:00;G1" for n in range(24)]
    path = written(tmp_path / "a.csv", "Chamado;Assunto;Created On;Created At;Equipe", rows)
    opened = load(path, groups=["G1"]).tickets["opened_at"]
    assert set(opened.dt.tz_convert("America/Sao_Paulo").dt.strftime("%H:%M")) == {f"{9 + n:02}:15" for n in range(8)}


@pytest.mark.parametrize(
    ("last", "end", "cut"),
    [("Suporte P", "", 1), ("Suporte P", "\n", 0), ("Suporte", "", 0), ("Mesa", "", 0), ("Suporte Pix", "", 0)],
)
def test_a_last_cell_that_is_cut_is_left_out_and_counted(tmp_path, last, end, cut):
    path = listed(tmp_path / "a.csv", "Equipe", lambda n: ("Suporte Pix", last)[n == 23], end=end)
    intake = load(path, groups=["Suporte Pix", last])
    assert counted(intake, "file ends in the middle of a row") == cut
    assert len(intake.tickets) == 24 - cut


def test_a_last_number_is_whole():
    assert not is_cut(pa.chunked_array([["10", "15", "120"] * 6 + ["1"]]))
    assert not is_cut(pa.chunked_array([[*map(str, range(10, 40)), "5"]]))


def test_one_id_for_other_tickets_further_down_is_refused(tmp_path):
    rows = [f"{n % 12};{TEXTS[n % 5]} {n};{DAYS[n % 12]} {9 + n // 12:02}:{15 + n}" for n in range(24)]
    path = written(tmp_path / "a.csv", "Chamado;Assunto;Aberto em;Equipe", [f"{row};G1" for row in rows])
    with pytest.raises(ExportError, match="one id stands for several tickets; found 12 of 12 rows"):
        load(path, groups=["G1"], exports={"day_first": True})


def test_names_of_tasks_are_titles_and_a_form_asks_for_names(tmp_path):
    rows = [f"{DAYS[n]};Ana Lima;Trocar a senha do sistema {n};Não entra desde as {n} horas;G1" for n in range(24)]
    path = written(tmp_path / "a.csv", "Aberto em;Seu nome;Nome;Descrição;Equipe", rows)
    tickets = load(path, groups=["G1"]).tickets
    assert len(set(tickets["requester"])) == 1
    assert tickets["summary"].str.startswith("Trocar a senha").all()


def test_a_group_is_called_as_most_rows_write_it():
    groups = _as_most_write(pd.Series(["Suporte Pix", "SUPORTE PIX", "Suporte Pix", "Cartões", None], dtype="str"))
    assert groups.fillna("").tolist() == ["Suporte Pix"] * 3 + ["Cartões", ""]
