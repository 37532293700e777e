import pytest

from toil.errors import ExportError, SettingsError
from toil.exports import check_export, write_draft
from toil.i18n import wording
from toil.runs.new import _names, new_study
from toil.settings import read_study

HEADER = "number,opened_at,short_description,assignment_group\n"


@pytest.fixture
def export(tmp_path):
    def write(**tickets):
        lines = [
            f"INC{group}{n:04},2026-09-{n % 28 + 1:02} 10:00:00,reset password,{group.replace('_', ' ')}\n"
            for group, times in tickets.items()
            for n in range(times)
        ]
        path = tmp_path / "tickets.csv"
        path.write_text(HEADER + "".join(lines), encoding="utf-8")
        return path

    return write


def test_each_large_group_becomes_a_squad(tmp_path, export):
    path = new_study(tmp_path / "study", [export(Gestão_N1=40, Rede=30, Outros=29)])
    study = read_study(path)
    assert {name: (squad.title, squad.groups[0].name) for name, squad in study.squads.items()} == {
        "gestao-n1": ("Gestão N1", "Gestão N1"),
        "rede": ("Rede", "Rede"),
    }
    assert study.economics.rate is None


def test_what_was_taken_left_out_and_guessed_is_said(tmp_path, export):
    path = export(Gestão_N1=40, Outros=29, Rede=12)
    named = path.read_text(encoding="utf-8").replace("assignment_group", "equipe responsavel pelo atendimento")
    first, *rest = named.splitlines()
    path.write_text("\n".join([f"{first},Loja", *(f"{row},12" for row in rest)]), encoding="utf-8")
    said = []
    new_study(tmp_path / "study", [path], language="de", say=said.append)
    assert said == [
        "squad   gestao-n1: 40 ticket(s), 40 in the largest month",
        "left    2 group(s) with 41 ticket(s), each smaller: no squad has them yet",
        "guess   tickets.csv: 'equipe responsavel pelo atendimento' is read as group",
        "        A wrong guess is put right under [exports.columns], as 'header' = 'field' or 'ignore'.",
        "unread  1 column(s) filled in most rows: 'Loja' (100%)",
        "        What tells something of the work, name under [exports.columns], as 'header' = 'field'.",
        "reports in de, times in America/Sao_Paulo: change either in the study",
    ]


def test_the_title_and_the_name_of_a_squad_are_redacted(tmp_path, export):
    group, said = "N1 cliente Mariana Vasconcelos tel (61) 98234-7710", []
    study = read_study(new_study(tmp_path / "study", [export(**{group: 40})], say=said.append))
    squad = study.squads["n1-cliente-name-tel-phone"]
    assert (squad.title, squad.groups[0].name) == ("N1 cliente <NAME> tel <PHONE>", group)
    assert "mariana" not in " ".join(said).lower()


def test_a_group_that_no_ticket_is_of_is_said(tmp_path, export):
    said = []
    new_study(tmp_path / "study", [export(Rede=40)], group="Todos", say=said.append)
    notice, remedy = said[1:3]
    assert notice.startswith("notice  no ticket is of 'Todos'") and "[exports.columns]" in remedy
    told = []
    new_study(tmp_path / "other", [export(Rede=40)], group="Rede", say=told.append)
    assert [line for line in told if line.startswith("notice")] == []


def test_names_of_groups_stay_readable_whatever_their_script(tmp_path, export):
    path = new_study(tmp_path / "study", [export(Gestão_N1=40, Доступ=30)], language="pt-BR")
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert 'title = "Gestão N1"' in text
    assert 'groups = ["Доступ"]' in text
    assert 'name = "Relatórios de toil"' in text


@pytest.mark.parametrize(
    ("groups", "squads"),
    [
        (["Платежи N2", "Щука", "Подъезд", "Сегодня"], ["platezhi-n2", "shchuka", "podezd", "segodnya"]),
        (["Підтримка", "Мрежа"], ["pidtrimka", "mrezha"]),
        (
            ["भुगतान सहायता", "हिन्दी दल", "संचालन", "ऋण", "डेस्क"],
            ["bhugatan-sahayata", "hindi-dal", "sanchalan", "rin", "desk"],
        ),
        (["Größe", "Łódź", "Ações"], ["grosse", "lodz", "acoes"]),
        (["A 2", "A", "a"], ["a-2", "a", "a-3"]),
        (["上海", "?!"], ["squad-" + name for name in ("4906a4", "545f94")]),
    ],
)
def test_a_squad_has_a_name_of_plain_letters_that_says_its_group(groups, squads):
    assert _names(groups) == squads
    assert _names(groups) == _names(groups)


def test_the_exports_are_copied_and_private_and_the_key_is_made(tmp_path, export):
    original = export(Rede=30)
    new_study(tmp_path / "study", [original])
    copy = tmp_path / "study" / "exports" / "tickets.csv"
    assert copy.read_bytes() == original.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0
    assert (tmp_path / "study" / ".toil" / "key").stat().st_mode & 0o077 == 0


def test_a_study_is_never_overwritten(tmp_path, export):
    new_study(tmp_path / "study", [export(Rede=30)])
    with pytest.raises(SettingsError, match="there is a study already"):
        new_study(tmp_path / "study", [export(Rede=30)])


def test_too_small_groups_and_unreadable_exports_write_nothing(tmp_path, export):
    with pytest.raises(SettingsError, match="found at most 29 tickets of a group in a month; wanted 30"):
        new_study(tmp_path / "study", [export(Rede=29)])
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(ExportError, match=r"empty\.csv"):
        new_study(tmp_path / "study", [tmp_path / "empty.csv"])
    assert not (tmp_path / "study").exists()


def test_a_missing_column_says_what_to_do_while_there_is_no_study(tmp_path, export):
    path = export(Rede=30)
    path.write_text(path.read_text(encoding="utf-8").replace("opened_at", "Data de nascimento"), encoding="utf-8")
    with pytest.raises(ExportError) as error:
        new_study(tmp_path / "study", [path])
    said = str(error.value)
    assert "no column for the date a ticket was opened" in said
    assert "name the month of all: toil new --month YYYY-MM DIR EXPORT... Else let `toil check EXPORT --draft" in said
    assert "Map it in" not in said
    path.write_text(path.read_text(encoding="utf-8").replace("assignment_group", "Zona"), encoding="utf-8")
    with pytest.raises(ExportError) as error:
        new_study(tmp_path / "study", [path])
    said = str(error.value)
    assert "No study is written yet: let `toil check EXPORT --draft profile.toml` draft" in said
    assert f"Or write {tmp_path / 'study' / 'toil.toml'} by hand" in said
    assert said.endswith("As group it could be 'Zona'.")  # a date of birth is no opening
    assert not (tmp_path / "study").exists()


def test_tickets_without_dates_are_of_the_month_that_is_named(tmp_path, export):
    path, said = export(Rede=40), []
    new_study(tmp_path / "dated", [path], month="2026-08", say=said.append)
    assert "notice  tickets of other months than 2026-08: where a column says when each came, it counts." in said
    path.write_text(path.read_text(encoding="utf-8").replace("opened_at", "Data de nascimento"), encoding="utf-8")
    told = []
    study = read_study(new_study(tmp_path / "study", [path], month="2026-08", say=told.append))
    assert study.exports.undated_month == "2026-08" and not any("notice" in line for line in told)
    with pytest.raises(SettingsError, match="undated_month"):
        new_study(tmp_path / "other", [path], month="August")


def test_a_layout_that_nobody_knows_becomes_a_study_by_its_draft(tmp_path):
    rows = [f"S-{n};{n % 28 + 1}/09/2026 09:05;La stampante {n} non stampa;{('Assistenza', 'Rete')[n % 2]};U{n % 35}x"
            for n in range(80)]  # fmt: skip
    path = tmp_path / "it.csv"
    path.write_text("\n".join(["Segnalazione;Aperta il;Oggetto;Reparto competente;Richiedente", *rows]))
    with pytest.raises(ExportError, match=r"toil new --profile profile.toml DIR EXPORT\.\.\. It could be 'Reparto"):
        new_study(tmp_path / "study", [path])
    draft = tmp_path / "draft.toml"
    draft.write_text(write_draft(check_export(path).draft, wording("en")))
    study = read_study(new_study(tmp_path / "study", [path], profile=str(draft)))
    assert (study.exports.profile, sorted(study.squads)) == ("profile.toml", ["assistenza", "rete"])
    assert (tmp_path / "study" / "profile.toml").read_text() == draft.read_text()
    with pytest.raises(SettingsError, match="no such profile"):
        new_study(tmp_path / "other", [path], profile="nothing")


def test_exports_of_one_name_in_folders_a_month_are_both_copied(tmp_path, export):
    paths = [tmp_path / month / "export.csv" for month in ("2026-08", "2026-09")]
    text = export(Rede=30).read_text(encoding="utf-8")
    for path, digit in zip(paths, "12", strict=True):
        path.parent.mkdir()
        path.write_text(text.replace("INC", f"INC{digit}"), encoding="utf-8")
    new_study(tmp_path / "study", [*paths, paths[0]])
    copies = sorted(copy.name for copy in (tmp_path / "study" / "exports").iterdir())
    assert copies == ["2026-08 export.csv", "2026-09 export.csv"]
