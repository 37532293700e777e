"""Profiles as data: which system wrote a file, and which header becomes which field."""

import tomllib
from importlib import resources

import pytest
from export_studies import counted, load, study_of

from toil.errors import ExportError, SettingsError
from toil.exports.columns.values import look_up
from toil.exports.layouts.detecting import detect_profile
from toil.exports.layouts.fields import FIELDS
from toil.exports.layouts.mapping import map_extracts, map_headers
from toil.exports.layouts.plain import plain, shape
from toil.exports.layouts.profile import builtin_profile, parse_profile, profile_names, stated_profile


@pytest.mark.parametrize(
    ("headers", "system"),
    [
        (["number", "short_description", "assignment_group", "opened_at"], "servicenow"),
        (["Número", "Descrição resumida", "Grupo de atribuição", "Aberto em"], "servicenow"),
        (["Nummer", "Kurzbeschreibung", "Zuweisungsgruppe", "Geöffnet"], "servicenow"),
        (["ID", "Título", "Data de abertura", "Requerente - Requerente", "Atribuído - Técnico"], "glpi"),
        (["ID", "Title", "Opening date", "Requester - Requester", "Last update"], "glpi"),
        (["Ticket", "Subject", "Queue", "Created"], "generic"),
        (["ref_num", "summary", "open_date", "resolve_date", "group"], "ca_sdm"),
        (["Nº da ocorrência", "Status", "Usuário final afetado", "Resumo", "Grupo Solucionador"], "ca_sdm"),
        (["Issue key", "Issue Type", "Summary", "Created"], "jira_sm"),
        (["Chave da item", "Tipo de item", "Resumo", "Criado"], "jira_sm"),
        (["Ключ проблемы", "Тип задачи", "Тема", "Создано"], "jira_sm"),
        (["Vorgangsschlüssel", "Vorgangstyp", "Zusammenfassung", "Erstellt"], "jira_sm"),
        (["Ticket#", "Erstellt", "Schließzeit", "Queue", "Betreff"], "otrs"),
        (["Nummer", "Problembeschreibung", "Status", "Zuweisungsgruppe", "Geöffnet"], "servicenow"),
        (["Nummer", "Problembeschreibung", "Status", "Zuweisungsgruppe", "Geöffnet", "Kostenstelle"], "generic"),
        (["ID", "Título", "Estado", "Fecha de apertura", "Asignado a - Grupo de técnicos"], "glpi"),
        (["Issue Id", "Project", "Tags", "Summary", "Created"], "youtrack"),
        (["ID", "Start time", "Completion time", "Email", "Name", "What happened?"], "ms_forms"),
        (["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Worum geht es?"], "ms_forms"),
        (["Task ID", "Start time", "Completion time", "Name", "Team"], "generic"),
    ],
)
def test_the_system_is_told_by_headers_that_only_it_has(headers, system):
    assert detect_profile(headers).name == system


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_says_what_it_rests_on_and_maps_known_fields(name):
    profile = builtin_profile(name)
    assert profile.grounds
    fields = {field for field, _ in profile.headers.values()} | set(profile.extracts)
    asked = {"group", "summary", "state"} if name == "ms_forms" else set()  # questions of each form's own
    assert set(FIELDS) >= fields >= {"ticket_id", "group", "summary", "opened_at", "state"} - asked


@pytest.mark.parametrize("name", profile_names())
def test_no_two_fields_of_a_profile_claim_one_header_and_no_cell_means_two_things(name):
    content = tomllib.loads(
        (resources.files("toil.exports.layouts") / "profiles" / f"{name}.toml").read_text("utf-8")
    )
    for table in (content["headers"], *content.get("values", {}).values()):
        claims = {(plain(written), key) for key, spellings in table.items() for written in spellings}
        names = [written for written, _ in claims]
        assert sorted(names) == sorted(set(names))
    assert {*map(plain, content.get("stand_in", []))} <= {*map(plain, content["headers"].get("group", []))}


@pytest.mark.parametrize(
    ("headers", "mapping"),
    [
        (["Issue key", "Comment", "Comment (2)", "Log Work", "Log Work (2)"],
         {"Issue key": "ticket_id", "Comment": "notes", "Comment (2)": "notes", "Log Work": "worked_minutes",
          "Log Work (2)": "worked_minutes"}),
        (["Time Spent", "Log Work", "Labels", "Labels (2)"], {"Time Spent": "worked_minutes", "Labels": "category"}),
    ],
)  # fmt: skip
def test_a_header_that_repeats_is_joined_where_the_profile_says_so(headers, mapping):
    assert map_headers(headers, builtin_profile("jira_sm"), {}) == mapping


def test_a_field_inside_another_column_gives_way_to_what_the_study_states():
    gitlab = builtin_profile("gitlab")
    headers = ["Issue ID", "URL", "Labels"]
    every = {"ticket_id": "URL", "group": "URL", "kind": "Labels", "priority": "Labels"}
    assert map_extracts(headers, gitlab, {}) == every
    assert map_extracts(headers, gitlab, {"Labels": "group"}) == {k: v for k, v in every.items() if k != "group"}
    assert map_extracts(headers, gitlab, {"URL": "ignore"}) == {"kind": "Labels", "priority": "Labels"}


def test_the_best_header_of_a_field_wins_and_each_field_has_one():
    headers = ["sys_created_on", "opened_at", "category", "category (2)", "caller_id", "opened_by"]
    mapping = map_headers(headers, builtin_profile("servicenow"), {})
    assert mapping == {"opened_at": "opened_at", "category": "category", "caller_id": "requester"}


def test_what_the_study_states_wins_over_the_profile():
    mapping = map_headers(
        ["number", "u_team", "assignment_group"], builtin_profile("servicenow"), {"U_Team": "group"}
    )
    assert mapping == {"number": "ticket_id", "u_team": "group"}


def test_a_column_can_be_left_out():
    mapping = map_headers(["number", "caller_id"], builtin_profile("servicenow"), {"caller_id": "ignore"})
    assert mapping == {"number": "ticket_id"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"headres": {}}, "unknown name 'headres'. Did you mean 'headers'?"),
        ({"headers": {"sumary": ["x"]}}, "Did you mean 'summary'?"),
        ({"values": {"colour": {}}}, "unknown name 'colour'"),
        ({"kind_prefix": {"X": "incidente"}}, "Did you mean 'incident'?"),
        ({"kind_by_header": {"RDM": "mudança"}}, "unknown name 'mudança'"),
        ({"joined": ["summary"]}, "unknown name 'summary'"),
        ({"extract": {"grupo": {}}}, "Did you mean 'group'?"),
        ({"extract": {"group": {"form": ["URL"]}}}, "Did you mean 'from'?"),
        ({"extract": {"group": {"from": ["URL"], "pattern": "/(.*)/"}}}, "the pattern has no named group"),
        ({"patterns": {"priority": {"1": ["["]}}}, "not a pattern; found '['"),
        ({"patterns": {"summary": {}}}, "unknown name 'summary'"),
    ],
)
def test_a_profile_with_a_mistake_is_a_clear_error(content, problem):
    with pytest.raises(SettingsError) as caught:
        parse_profile("mine", content)
    assert problem in str(caught.value)


def test_a_study_may_bring_a_profile_of_its_own(tmp_path):
    (tmp_path / "mine.toml").write_text(
        'title = "Ours"\nkind = "request"\ntier_in_group = "N(?P<tier>[123])$"\n'
        '[headers]\nticket_id = ["foo"]\nsummary = ["bar"]\ngroup = ["baz"]\nopened_at = ["when"]\n'
        'priority = ["prio"]\n[values.priority]\n1 = ["SOS"]\n',
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text("foo,bar,baz,when,prio\n7,hello,Desk N2,2026-09-01,sos\n", encoding="utf-8")
    intake = load(tmp_path / "a.csv", groups=["Desk N2"], folder=tmp_path, exports={"profile": "mine.toml"})
    ticket = intake.tickets.iloc[0]
    assert (ticket["source"], ticket["kind"], ticket["tier"], ticket["priority"]) == ("mine", "request", 2, 1)


def test_a_profile_that_is_not_there_is_a_clear_error():
    with pytest.raises(SettingsError, match=r"no such profile.*Did you mean 'servicenow'"):
        stated_profile(study_of(["x"], groups=["G"], exports={"profile": "servicnow"}).exports, None)


@pytest.mark.parametrize(
    ("file", "columns", "problem"),
    [
        (
            "unknown_layout.csv",
            {},
            "the layout is unknown; found 3 header(s): 'foo', 'bar', 'baz'; wanted columns for summary",
        ),
        ("no_date.csv", {"Document": "description", "Topic_group": "group"}, "set exports.undated_month = 'YYYY-MM'"),
        ("no_date.csv", {"Document": "desciption"}, "unknown field 'desciption'. Did you mean 'description'?"),
        ("no_date.csv", {"Dokument": "description"}, "no column"),
        ("servicenow_list.csv", {"prioridade": "priority"}, "no export has a column 'prioridade'"),
    ],
)
def test_a_layout_that_cannot_be_understood_is_one_line_that_says_what_to_do(file, columns, problem):
    with pytest.raises((ExportError, SettingsError)) as caught:
        load(file, groups=["G"], exports={"columns": columns})
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_encoding_that_does_not_exist_is_a_clear_error():
    with pytest.raises(SettingsError, match=r"exports.encoding: unknown encoding; found 'cp12522'"):
        load("servicenow_list.csv", groups=["G"], exports={"encoding": "cp12522"})


def test_undated_tickets_count_in_the_month_that_the_study_states():
    columns = {"Document": "description", "Topic_group": "group"}
    intake = load("no_date.csv", groups=["Hardware"], exports={"columns": columns, "undated_month": "2026-08"})
    assert intake.tickets["month"].tolist() == ["2026-08", "2026-08"]
    assert intake.tickets["opened_at"].isna().all()
    assert intake.tickets["ticket_id"].tolist() == ["no_date:1", "no_date:3"]
    assert counted(intake, "row number as id") == 3


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("state", "Aguardando cliente", "pending"), ("state", "Wartet auf Kunde", "pending"),
        ("state", "Приостановлено", "pending"), ("state", "in Arbeit", "open"), ("state", "Em aberto", "open"),
        ("state", "Não resolvido", "open"), ("state", "A resolver", "open"), ("state", "Não iniciado", "new"),
        ("state", "Fechado com sucesso", "closed"), ("state", "Encerrado pelo usuário", "closed"),
        ("state", "Resolvido(a)", "resolved"), ("priority", "P2 - Alta", "2"), ("priority", "Sev 3", "3"),
        ("priority", "Критичный", "1"), ("priority", "अति आवश्यक", "1"),
    ],
)  # fmt: skip
def test_words_that_any_system_may_use_for_a_value(field, cell, value):
    assert look_up(cell, builtin_profile("generic").meanings[field]) == value


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Data Conclusão", "resolved_at"), ("Erledigt am", "resolved_at"), ("Prio", "priority"),
        ("Created Time", "opened_at"), ("Erfasst am", "opened_at"), ("Время создания", "opened_at"),
        ("NM_GRUPO", "group"), ("ds_titulo", "summary"), ("dt_conclusao", "resolved_at"), ("dt_status", None),
        ("Criado(a)", "opened_at"),
        ("Тема обращения", "summary"), ("Группа поддержки", "group"), ("Grupo executor", "group"),
    ],
)  # fmt: skip
def test_words_that_any_system_may_use_for_a_column(header, field):
    assert map_headers([header], builtin_profile("generic"), {}) == ({header: field} if field else {})


@pytest.mark.parametrize(
    ("headers", "group"),
    [
        (["Projektname", "Benutzerdefiniertes Feld (Zuweisungsgruppe)"], 1),
        (["Nome do projeto", "Campo personalizado (Grupo de atribuição)"], 1),
        (["Название проекта", "Пользовательское поле (Группа исполнителей)"], 1),
        (["Project name", "Custom field (Time)"], 0),  # Portuguese for team, but not here
    ],
)
def test_a_field_of_ones_own_is_known_in_each_language_of_the_interface(headers, group):
    mapping = map_headers(headers, builtin_profile("jira_sm"), {})
    assert [header for header, field in mapping.items() if field == "group"] == [headers[group]]


def test_a_problem_and_a_short_ticket_list_are_known_by_their_headers():
    problem = ["Number", "Problem statement", "State", "Assignment group", "Opened"]
    assert detect_profile(problem).name == "servicenow"
    assert map_headers(problem, builtin_profile("servicenow"), {})["Problem statement"] == "summary"
    request = ["Nº da solicitação", "Resumo", "Grupo", "Data de abertura", "Data da última modificação"]
    assert detect_profile(request).name == "ca_sdm"
    listed = ["Ticket Number", "Age", "Created", "Closed", "State", "Priority", "Queue", "Lock", "Owner", "Subject"]
    assert detect_profile(listed).name == "otrs"


def test_the_shape_of_a_cell_shows_no_digit_and_no_letter_of_any_script():
    assert shape("२० अगस्त 2026 Ação") == "99 aaaa 9999 aaaa"
