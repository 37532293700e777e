"""Lists as other hands keep them, where a wrong reading would say no word: one test for each class that was found."""

import pandas as pd
import pyarrow as pa
import pytest
import xlsxwriter
from export_studies import counted, load

from toil.errors import ExportError
from toil.exports.columns.durations import read_minutes
from toil.exports.columns.units import unit_of
from toil.exports.columns.values import look_up
from toil.exports.dates.parsing import read_times
from toil.exports.folders import in_order
from toil.exports.formats.documents import find_records
from toil.exports.layouts.profile import builtin_profile

TEXTS = (
    "Pix não chega",
    "Lote noturno travado",
    "Senha do portal expirou",
    "Arquivo sem retorno",
    "Tela muito lenta",
)


def written(path, header, rows):
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def listed(path, header, cells, rows=24):
    """A list of *rows* tickets; *cells* gives what stands behind id, text and opening of each."""
    begun = [f"{7001 + n};{TEXTS[n % 5]} {n};{n % 28 + 1:02}/09/2026 {9 + n % 8:02}:15" for n in range(rows)]
    return written(path, f"Chamado;Assunto;Aberto em;{header}", [f"{row};{cells(n)}" for n, row in enumerate(begun)])


@pytest.mark.parametrize(
    ("header", "unit"),
    [("Hrs", "hours"), ("QT_HRS", "hours"), ("Hrs gastas", "hours"), ("h", "hours"), ("Chrs", "minutes")],
)
def test_hours_cut_short_are_hours(header, unit):
    assert unit_of(header, builtin_profile("generic")).name == unit


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [
        (["450", "1.350", "2,700"], [450, 1350, 2700]),
        (["45", "1.5", "1.350"], [45, 1.5, 1.35]),
        (["1.250", "2.500"], [1.25, 2.5]),
        (["0.333", "45"], [0.333, 45]),
        (["2.250,00", "1,234,567.5"], [2250, 1234567.5]),
    ],
)
def test_a_sign_between_thousands_of_minutes_is_no_decimal_point(cells, minutes):
    assert read_minutes(pa.chunked_array([cells]))[0].to_pylist() == minutes


@pytest.mark.parametrize(
    "never",
    ["01/01/1900", "31/12/9999 23:59:59", "0001-01-01 00:00:00", "31/12/2099 00:00", "00/00/0000", "1899-12-30", "0"],
)
def test_the_first_or_last_day_that_a_system_knows_is_no_moment(never):
    read = read_times(pa.chunked_array([["03/09/2026 10:00", never]]), True, "UTC")
    assert [str(moment)[:16] for moment in read.values.to_pylist()] == ["2026-09-03 10:00", "None"]
    assert read.unreadable == read.never == (never != "0")


def test_a_column_of_days_that_never_came_is_read_all_the_same(tmp_path):
    path = listed(tmp_path / "a.csv", "Equipe;ClosedOn", lambda n: f"G1;{('0001-01-01', '2026-09-29')[n < 4]}")
    intake = load(path, groups=["G1"])
    assert intake.tickets["closed_at"].notna().sum() == 4
    assert counted(intake, "date unreadable") == 20


def test_a_day_of_that_year_that_is_no_edge_stays():
    assert read_times(pa.chunked_array([["30/06/2099"]]), True, "UTC").values.null_count == 0


@pytest.mark.parametrize("zone", ["GMT-0300 (Horário Padrão de Brasília)", "GMT-0300"])
def test_moments_as_a_browser_prints_them(zone):
    (moment,) = read_times(pa.chunked_array([[f"Tue Sep 01 2026 09:15:00 {zone}"]]), True, "UTC").values.to_pylist()
    assert f"{moment:%Y-%m-%d %H:%M}" == "2026-09-01 12:15"


def test_the_second_copy_of_a_file_is_the_later_one(tmp_path):
    def rows(state):
        return listed(
            tmp_path / "x", "Equipe;Situação", lambda n: f"G1;{state if n < 5 else 'Encerrado'}"
        ).read_text()

    (tmp_path / "fila.csv").write_text(rows("Em andamento"))
    (tmp_path / "fila (1).csv").write_text(rows("Encerrado"))
    intake = load(tmp_path / "fila (1).csv", tmp_path / "fila.csv", groups=["G1"])
    assert set(intake.tickets["state"]) == {"closed"}
    assert [p.name for p in sorted([tmp_path / "w10.csv", tmp_path / "w9.csv"], key=in_order)] == [
        "w9.csv",
        "w10.csv",
    ]


def test_tables_side_by_side_are_refused(tmp_path):
    row = "7001;Pix não chega;01/09/2026;G1"
    path = written(tmp_path / "a.csv", "Chamado;Assunto;Aberto em;Equipe;" * 2, [f"{row};{row};"] * 3)
    with pytest.raises(ExportError, match=r"side by side.*4 names of columns 2 times"):
        load(path, groups=["G1"])


def test_names_that_repeat_in_another_way_are_read(tmp_path):
    path = listed(tmp_path / "a.csv", "Equipe;Assunto;Assunto", lambda n: "G1;x;y")
    assert len(load(path, groups=["G1"]).tickets) == 24


def test_a_squad_that_works_goes_before_a_group_of_anything(tmp_path):
    path = listed(tmp_path / "a.csv", "Grupo;Squad responsável", lambda n: f"{('Rede', 'Acesso')[n % 2]};Time Pix")
    assert set(load(path, groups=["Time Pix"]).tickets["group"]) == {"Time Pix"}


@pytest.mark.parametrize(
    ("header", "yes", "state"),
    [("Pendente?", "Sim", "open"), ("Em aberto", "S", "open"), ("Finalizada", "x", "closed")],
)
def test_a_yes_is_the_state_that_the_header_asks_for(tmp_path, header, yes, state):
    path = listed(tmp_path / "a.csv", f"Equipe;{header}", lambda n: f"G1;{yes if n < 20 else 'Não'}")
    counts = load(path, groups=["G1"]).tickets["state"].value_counts()
    assert counts[state] == 20
    assert counts.sum() == 24


def test_bookings_of_a_ticket_are_added_up(tmp_path):
    rows = [
        f"{7001 + n};{TEXTS[n % 5]} {n};G1;{n % 28 + 1:02}/09/2026;{n % 28 + 2:02}/09/2026;{minutes}"
        for n in range(15)
        for minutes in (10, 20)
    ]
    path = written(tmp_path / "a.csv", "Chamado;Assunto;Equipe;Aberto em;Data do apontamento;Tempo (min)", rows)
    intake = load(path, groups=["G1"])
    assert set(intake.tickets["worked_minutes"]) == {30}
    assert counted(intake, "row a booking of time") == 30


def test_exactly_as_many_rows_as_a_system_exports_are_noticed(tmp_path):
    for rows, noticed in ((1000, 1000), (999, 0)):
        path = listed(tmp_path / f"{rows}.csv", "Equipe", lambda n: "G1", rows)
        assert counted(load(path, groups=["G1"]), "as many rows as exports often have at most") == noticed


def test_a_team_and_a_day_hold_in_all_rows_of_their_block(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Equipe", "Data", "Hora", "Chamado", "Assunto", "Situação"])
        for n in range(12):
            team, day = (f"G{n // 6}" if n % 6 == 0 else ""), (f"{n // 3 + 13}/09/2026" if n % 3 == 0 else "")
            state = {0: "Em andamento", 4: "Encerrado"}.get(n, "")
            sheet.write_row(n + 1, 0, [team, day, "09:15", str(7001 + n), f"{TEXTS[n % 5]} {n}", state])
    intake = load(tmp_path / "a.xlsx", groups=["G0", "G1"])
    opened = intake.tickets.sort_values("ticket_id")["opened_at"].dt.tz_convert("America/Sao_Paulo")
    assert [f"{moment:%d %H:%M}" for moment in opened] == [f"{n // 3 + 13} 09:15" for n in range(12)]
    assert intake.tickets["state"].value_counts().to_dict() == {"open": 4, "closed": 8}
    assert (len(intake.tickets), counted(intake, "row below the first of a block")) == (12, 11)


def test_groups_that_are_missing_here_and_there_stay_missing(tmp_path):
    path = listed(tmp_path / "a.csv", "Equipe", lambda n: f"G{n % 2}" if n % 5 in (0, 3) else "")
    assert counted(load(path, groups=["G0", "G1"]), "unassigned") > 0


@pytest.mark.parametrize(("name", "found"), [("Fila parada {n}", True), ("Ana Dias {n}", False)])
def test_a_name_of_sentences_is_the_text(tmp_path, name, found):
    rows = [f"{7001 + n};{name.format(n=n)};{n % 28 + 1:02}/09/2026;G1" for n in range(24)]
    path = written(tmp_path / "a.csv", "ID;Name;Created;Team", rows)
    if found:
        assert load(path, groups=["G1"]).tickets["summary"].notna().all()
        return
    with pytest.raises(ExportError, match="summary"):
        load(path, groups=["G1"])


@pytest.mark.parametrize(
    ("header", "field"),
    [("Implementador", "resolver"), ("Nome completo", "requester"), ("Departamento executor", "group")],
)
def test_words_of_other_hands(tmp_path, header, field):
    cell = "Time Pix" if field == "group" else "Rui Sá"
    other = "" if field == "group" else ";Equipe"
    path = listed(tmp_path / "a.csv", header + other, lambda n: cell + (";G1" if other else ""))
    assert load(path, groups=["G1", "Time Pix"]).tickets[field].notna().all()


def test_points_of_an_estimate_are_no_minutes(tmp_path):
    for name, points in (("a.csv", (1, 2, 3, 5, 8)), ("b.csv", (10, 20, 30, 45, 8))):
        path = listed(tmp_path / name, "Equipe;Esforço", lambda n, points=points: f"G1;{points[n % 5]}")
        assert load(path, groups=["G1"]).tickets["worked_minutes"].notna().any() == (name == "b.csv")


def test_points_are_what_the_study_says(tmp_path):
    path = listed(tmp_path / "a.csv", "Equipe;Esforço", lambda n: f"G1;{(1, 2, 3, 5, 8)[n % 5]}")
    tickets = load(path, groups=["G1"], exports={"number_unit": "hours"}).tickets
    assert tickets["worked_minutes"].max() == 480


def test_an_offset_stands_behind_a_space():
    (moment,) = read_times(pa.chunked_array([["2026-09-01 09:15:00.0000000 -03:00"]]), True, "UTC").values.to_pylist()
    assert f"{moment:%Y-%m-%d %H:%M}" == "2026-09-01 12:15"


def test_the_day_of_a_list_gives_way_to_a_registration(tmp_path):
    rows = [f"30/09/2026;{7001 + n};{TEXTS[n % 5]} {n};{n + 1:02}/09/2026 10:00;G1" for n in range(24)]
    path = written(tmp_path / "a.csv", "Data;Chamado;Assunto;Registro;Equipe", rows)
    assert load(path, groups=["G1"]).tickets["opened_at"].nunique() == 24


def test_empty_cells_beside_marks_say_that_a_ticket_is_open(tmp_path):
    path = listed(tmp_path / "a.csv", "Equipe;Feito?", lambda n: f"G1;{'x' if n < 20 else ''}")
    assert load(path, groups=["G1"]).tickets["state"].value_counts().to_dict() == {"closed": 20, "open": 4}


def test_rows_under_columns_within_an_answer():
    table = {"columns": ["chamado", "resumo", "equipe"], "rows": [["1", "Pix", "G1"], ["2", "Lote", "G1"]]}
    records, _ = find_records({"status": "ok", "data": table})
    assert [record["chamado"] for record in records] == ["1", "2"]


@pytest.mark.parametrize(
    ("cell", "state"),
    [("Finalizado no prazo", "closed"), ("No action", None), ("Descartado", "cancelled"), ("Backlog", "new")],
)
def test_states_of_other_hands(cell, state):
    assert look_up(cell, builtin_profile("generic").meanings["state"]) == state


@pytest.mark.parametrize(("notes", "field"), [("Cliente diz que o portal não abre a fila {n}", True), ("{n}", False)])
def test_notes_in_sentences_are_the_long_text(tmp_path, notes, field):
    path = listed(tmp_path / "a.csv", "Equipe;Notes", lambda n: f"G1;{notes.format(n=n)}")
    tickets = load(path, groups=["G1"]).tickets
    assert tickets["description"].notna().all() == field
    assert tickets["notes"].notna().all() != field


def desk(path, minutes, days_only=False):
    """Sixty tickets of one day and the next; *minutes* shifts when they were opened."""
    moments = [pd.Timestamp("2026-09-14 08:00") + pd.Timedelta(minutes=24 * n + minutes(n)) for n in range(60)]
    shown = [f"{moment:%d/%m/%Y}" if days_only else f"{moment:%d/%m/%Y %H:%M}" for moment in moments]
    rows = [f"{n};{TEXTS[n % 5]} {n};{moment};G1;{path.stem}" for n, moment in enumerate(shown, 1)]
    return written(path, "Chamado;Assunto;Aberto em;Equipe;Item", rows)


def test_busy_desks_that_count_alike_are_no_states_of_one_ticket(tmp_path):
    files = desk(tmp_path / "a.csv", lambda n: 0), desk(tmp_path / "b.csv", lambda n: n % 13 + 1)
    with pytest.raises(ExportError, match="60 of 60 rows whose id stands again later, opened at another time there"):
        load(*files, groups=["G1"])


@pytest.mark.parametrize(("minutes", "days_only"), [(180, False), (345, False), (0, True)])
def test_another_zone_or_days_alone_are_the_same_tickets(tmp_path, minutes, days_only):
    files = desk(tmp_path / "a.csv", lambda n: 0), desk(tmp_path / "b.csv", lambda n: minutes, days_only)
    assert len(load(*files, groups=["G1"]).tickets) == 60
