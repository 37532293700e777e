"""The draft of ``toil check`` for a layout that nobody knows is a profile that works as it stands."""

import tomllib

import pytest
from export_studies import counted, load

from toil.exports import check_export, write_draft
from toil.exports.layouts.profile import parse_profile
from toil.i18n import wording

ROWS = [
    ("1", "25/09/2026 10:00", "25/09/2026 11:00", "Senha bloqueada no AD", "Acessos", "Carimbado"),
    ("2", "26/09/2026 10:00", "27/09/2026 12:00", "VPN não conecta hoje", "Redes", "Carimbado"),
    ("3", "27/09/2026 10:00", "", "Impressora sem toner", "Redes", "Na gaveta"),
    ("4", "28/09/2026 10:00", "", "Sem rede no andar", "Acessos", "Na gaveta"),
]
HEADERS = ("Cód", "Quando abriu", "Quando fechou", "O que houve", "Quem cuida", "Pé")


@pytest.fixture
def export(tmp_path):
    def write(headers=HEADERS, rows=ROWS):
        lines = [";".join(cells) for cells in (headers, *rows)]
        (tmp_path / "own.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path / "own.csv"

    return write


@pytest.mark.parametrize("language", ["en", "pt-BR"])
def test_a_draft_used_as_it_stands_loads_the_file(export, language):
    path = export()
    check = check_export(path)
    assert {kind for kind, _ in check.faults} == {"lacking"}
    assert check.draft.lacking == []
    (path.parent / "profile.toml").write_text(write_draft(check.draft, wording(language)), encoding="utf-8")
    intake = load(path, groups=["Redes"], folder=path.parent, exports={"profile": "profile.toml"})
    assert intake.tickets["summary"].tolist() == ["VPN não conecta hoje", "Impressora sem toner"]
    assert intake.tickets["month"].tolist() == ["2026-09", "2026-09"]
    assert counted(intake, "outside squads") == 2


def test_guesses_are_marked_and_the_rest_is_left_to_a_person(export):
    text = write_draft(check_export(export()).draft, wording("en"))
    assert 'opened_at = ["Quando abriu"]   # a guess' in text
    assert 'summary = ["O que houve"]   # a guess' in text
    assert 'group = ["Quem cuida"]   # a guess' in text
    assert 'closed_at = ["Quando fechou"]   # a guess' in text
    assert '# ? = ["Pé"]' in text
    assert tomllib.loads(text)["headers"].keys() == {"ticket_id", "opened_at", "closed_at", "summary", "group"}


def test_headers_that_hold_a_known_one_are_guessed_by_it(export):
    headers = ("Cód", "Qual a data de abertura", "Quando fechou", "Assunto resumido", "Grupo responsavel", "Pé")
    draft = check_export(export(headers)).draft
    assert draft.guessed["opened_at"] == "Qual a data de abertura"
    assert draft.guessed["summary"] == "Assunto resumido"


def test_dates_that_can_be_read_two_ways_are_asked_for(export):
    rows = [("1", "03/04/2026 10:00", "", "Senha bloqueada", "Redes", "x")] * 2
    text = write_draft(check_export(export(rows=rows)).draft, wording("en"))
    assert "# day_first = true   # 03/04 is 3 April; false if it is March 4: say which" in text


def test_a_layout_that_gives_nothing_away_gets_a_draft_without_guesses(tmp_path):
    (tmp_path / "a.csv").write_text("foo,bar\n1,2\n", encoding="utf-8")
    draft = check_export(tmp_path / "a.csv").draft
    assert draft.lacking == ["group", "opened_at", "summary"]
    assert parse_profile("draft", tomllib.loads(write_draft(draft, wording("en")))).title == "my ticket system"


def test_a_file_without_a_header_row_gives_nobody_away(export):
    cells = ("Ligar para Maria Souza", "maria@bank.example", "529.982.247-25", "a", "b", "c")
    text = write_draft(check_export(export(headers=cells)).draft, wording("en"))
    assert "<NAME>" in text
    assert "<EMAIL>" in text
    assert "529" not in text
    assert "Souza" not in text


def test_a_layout_that_is_known_needs_no_draft(export):
    headers = ("ticket id", "opened at", "closed at", "subject", "group", "state")
    check = check_export(export(headers, [(*row[:5], "Closed") for row in ROWS]))
    assert check.draft is None


def test_cells_without_meaning_are_named_for_the_value_maps(export):
    headers = ("ticket id", "opened at", "closed at", "subject", "group", "state")
    text = write_draft(check_export(export(headers)).draft, wording("en"))
    assert '[values.state]\n# ? = ["Carimbado", "Na gaveta"]' in text


def test_a_header_with_quotes_and_backslashes_stays_one_string(export):
    headers = (r'O "que" \n', "Quando abriu", "Quando fechou", "O que houve", "Quem cuida", "Pé")
    assert tomllib.loads(write_draft(check_export(export(headers)).draft, wording("en")))["headers"]


def test_of_several_dates_the_full_one_that_is_never_later_is_guessed_as_the_opening(export):
    headers = ("No", "Date de clôture", "Dernière modification", "Date d'ouverture", "Titre", "Qui")
    rows = [
        (str(n), f"2026-09-{n + 5:02} 10:00" if n % 2 else "", f"2026-09-{n + 6:02} 10:00", f"2026-09-{n:02} 10:00",
         f"imprimante en panne {n}", "Réseaux")
        for n in range(1, 9)
    ]  # fmt: skip
    assert check_export(export(headers, rows)).draft.guessed["opened_at"] == "Date d'ouverture"


PEOPLE = ("Helen Marsh", "Oliver Grant", "Tessa Boyd", "Kurt Vance", "Ulla Sten", "Piet Moor")


@pytest.mark.parametrize("people", [PEOPLE, tuple(name.replace("Helen", "Hlene") for name in PEOPLE)])
def test_no_squad_is_named_after_people_who_ask(export, people):
    rows = [
        (
            str(n),
            f"2026-09-{n + 1:02} 10:00",
            f"imprimante en panne {n}",
            people[n % 6],
            ("Réseaux", "N2 Siège")[n % 2],
        )
        for n in range(28)
    ]
    draft = check_export(export(("No", "Quand", "Titre", "Demandé", "Unité"), rows)).draft
    assert draft.guessed["group"] == "Unité"
