"""An export of one team needs no column that says so."""

import tomllib

import pandas as pd
import pytest
from export_studies import KEY, load, study_of

from toil.cli import main
from toil.errors import ExportError
from toil.exports import check_export, load_exports, render_check
from toil.i18n import wording
from toil.runs import new_study
from toil.settings import read_study

HEADER = "ticket id,subject,opened at\n"


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "chamados.csv"
    path.write_text(
        HEADER + "".join(f"{n},sem acesso,2026-09-{1 + n % 28:02}\n" for n in range(40)), encoding="utf-8"
    )
    return path


def test_without_a_team_the_error_says_how_to_name_it(export, tmp_path):
    with pytest.raises(ExportError, match=r"exports\.ungrouped_group"):
        load_exports(study_of([export], groups=["Redes"]), KEY)
    with pytest.raises(ExportError, match="toil new --group NAME"):
        new_study(tmp_path / "study", [export])
    text = " ".join(render_check(check_export(export), wording("en")).split())
    assert "or say whose they all are: exports.ungrouped_group, toil new --group" in text


def test_a_study_of_one_team_is_written_and_its_tickets_are_the_teams(export, tmp_path, capsys):
    assert main(["new", str(tmp_path / "study"), str(export), "--group", 'Redes "SP"']) == 0
    study = read_study(tmp_path / "study" / "toil.toml")
    assert study.exports.ungrouped_group == 'Redes "SP"'
    assert [group.name for squad in study.squads.values() for group in squad.groups] == ['Redes "SP"']
    assert tomllib.loads((tmp_path / "study" / "toil.toml").read_text(encoding="utf-8"))["exports"]["files"]
    capsys.readouterr()


def test_only_files_without_the_column_get_the_team(export, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("ticket id,subject,opened at,group\nA,x,2026-09-01,Banco\nB,x,2026-09-02,\n", encoding="utf-8")
    intake = load(export, other, groups=["Redes", "Banco"], exports={"ungrouped_group": "Redes"})
    assert intake.tickets.groupby("group").size().to_dict() == {"Banco": 1, "Redes": 40}
    counts = intake.intake_counts.query("squad == '*'").set_index("reason")["rows"]
    assert counts["unassigned"] == 1
    assert pd.notna(intake.tickets["squad"]).all()


def test_components_of_jira_are_no_teams_where_somebody_says_whose_all_are(tmp_path):
    jira = tmp_path / "jira.csv"
    jira.write_text(
        "Issue key,Issue id,Summary,Issue Type,Status,Created,Component/s,Project key\n"
        "OPS-1,1,VPN,Incident,Open,13/Sep/26 2:05 PM,Tunnel,OPS\n",
        encoding="utf-8",
    )
    assert load(jira, groups=["Tunnel"]).tickets["group"].tolist() == ["Tunnel"]
    assert load(jira, groups=["Redes"], exports={"ungrouped_group": "Redes"}).tickets["group"].tolist() == ["Redes"]
