"""Headers that say more than the name of their field, and fields that a system's own profile doesn't name."""

import pytest
from export_studies import counted, load

from toil.exports.layouts.detecting import detect_profile
from toil.exports.layouts.mapping import map_headers
from toil.exports.layouts.profile import builtin_profile


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Título do Ticket", "summary"),
        ("Data Resolução", "resolved_at"),
        ("Nro Chamado", "ticket_id"),
        ("Ticket Description", "description"),
        ("Incident Priority", "priority"),
        ("Data/hora da abertura do chamado", "opened_at"),
        ("Art der Meldung", "kind"),
        ("Meldungsart", "kind"),
        ("incidentstate", "state"),
        ("Total de horas apontadas", "worked_minutes"),
        ("Total de chamados", None),
        ("Ticketing", None),
        ("Статус заявки", "state"),
        ("Qtd Reaberturas", "reopens"),
        ("Quantidade de transferências", "reassignments"),
        ("Status Atual", "state"),
        ("Team Assigned", "group"),
        ("Created Date Time", "opened_at"),
        ("Дата и время регистрации", "opened_at"),
        ("Трудозатраты, ч", "worked_minutes"),
        ("ST_CHAMADO", "state"),
        ("Nome do cliente", "requester"),
        ("Código da Mudança", "change_id"),
        ("Número de reaberturas", "reopens"),
        ("Name", None),
        ("First response (in hrs)", None),
        ("Chamado* (obrigatório)", "ticket_id"),
        ("Created Time (UTC)", "opened_at"),
        ("Data de abertura (dd/mm/aaaa)", "opened_at"),
        ("Número de chamados", None),
        ("Nº de chamados", None),
        ("Status (antigo)", None),
        ("Cor", None),
        ("Mesa", None),  # furniture, or a desk: its cells tell
        ("Display label", "summary"),
        ("Support Person", "resolver"),
        ("Contrapartida", None),
        ("Tempo de trabalho total (HH:mm)", "worked_minutes"),
        ("De: (Nome)", "requester"),
        ("Para: (Nome)", None),
    ],
)
def test_a_header_with_more_words_than_its_field(header, field):
    found = builtin_profile("generic").field_of(header)
    assert (found[0] if found else None) == field


def test_a_header_as_it_stands_goes_before_one_with_more_words():
    headers = ["Título do ticket pai", "Status do chamado pai", "Prioridade do chamado", "Prioridade", "Título"]
    assert map_headers(headers, builtin_profile("generic"), {}) == {"Prioridade": "priority", "Título": "summary"}


@pytest.mark.parametrize("name", ["tickets.{}", "Chamados[{}]", "'Base 2026'[{}]"])
def test_a_table_that_is_named_before_each_column_is_left_out(tmp_path, name):
    headers = ",".join(map(name.format, ("Número", "Título", "Equipe", "Abertura")))
    (tmp_path / "a.csv").write_text(f"{headers}\n1,Um,G1,2026-09-15 10:00\n", encoding="utf-8")
    assert load(tmp_path / "a.csv", groups=["G1"]).columns["header"].tolist() == [
        "Número", "Título", "Equipe", "Abertura",
    ]  # fmt: skip


def test_what_a_system_has_no_column_for_may_stand_in_a_column_of_ones_own():
    headers = ["number", "short_description", "assignment_group", "opened_at", "Solicitante", "Horas trabalhadas"]
    profile = detect_profile(headers)
    assert profile.name == "servicenow"
    mapping = map_headers(headers, profile, {})
    assert (mapping["Solicitante"], mapping["Horas trabalhadas"]) == ("requester", "worked_minutes")


def test_numbers_of_a_systems_database_are_no_links():
    headers = ["Issue key", "Issue id", "Issue Type", "Summary", "Status", "Created", "Parent id", "Equipe"]
    mapping = map_headers(headers, detect_profile(headers), {})
    assert (mapping.get("Parent id"), mapping["Equipe"]) == (None, "group")


@pytest.mark.parametrize(
    ("header", "minutes"),
    [("time_worked", 1.5), ("Worked minutes", 90.0), ("Horas trabalhadas", 5400.0), ("Aufwand (Std.)", 5400.0)],
)
def test_a_column_of_ones_own_is_not_in_the_systems_unit(tmp_path, header, minutes):
    names = f"number,short_description,assignment_group,opened_at,{header}"
    (tmp_path / "a.csv").write_text(f"{names}\nINC1,Um,G1,2026-09-15 10:00,90\n", encoding="utf-8")
    assert load(tmp_path / "a.csv", groups=["G1"]).tickets["worked_minutes"].tolist() == [minutes]


@pytest.mark.parametrize(
    ("cells", "met"), [(("Dentro do prazo", "Fora"), [True, False]), (("16/09/2026 10:00", "17/09/2026 10:00"), None)]
)
def test_a_service_level_is_told_by_its_cells_to_be_met_or_due(tmp_path, cells, met):
    rows = [f"{n};Um;G1;15/09/2026 10:00;{cell}" for n, cell in enumerate(cells, start=1)]
    (tmp_path / "a.csv").write_text("\n".join(["Chamado;Título;Equipe;Abertura;SLA", *rows]), encoding="utf-8")
    intake = load(tmp_path / "a.csv", groups=["G1"])
    assert counted(intake, "date unreadable") == 0
    assert intake.tickets["sla_due_at"].notna().all() == (met is None)
    assert met is None or intake.tickets["sla_met"].tolist() == met


def test_a_list_in_json_is_its_texts(tmp_path):
    row = 'INC1,Um,"[""VPN""]",2026-09-15 10:00'
    (tmp_path / "a.csv").write_text(f"number,short_description,assignment_group,opened_at\n{row}\n", encoding="utf-8")
    assert load(tmp_path / "a.csv", groups=["VPN"]).tickets["group"].tolist() == ["VPN"]
