"""The main job as a user runs it: one command, every squad, then again with nothing to do."""

import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from toil.cli import main

pytestmark = pytest.mark.slow

NOTEBOOKS = {path.name for path in (Path(__file__).parents[1] / "notebooks").glob("*.ipynb")}
FILES = {
    "report.html",
    "slides.pptx",
    "slo.md",
    "workload",
    "candidates.csv",
    "candidates.json",
    "tickets.parquet",
    "tables.xlsx",
}


def statuses(study):
    paths = sorted((study / "reports").glob("*/*/status.json"))
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def pictures(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return sum("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", []))


def hashes(folder):
    tables = [folder / name for name in ("candidates.csv", "candidates.json", "tickets.parquet", "report.html")]
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in tables]


def test_two_squads_are_reported_and_not_again_and_the_same_when_forced(two_squads, capsys):
    command = ["run", "--study", str(two_squads), "--squad", "acessos", "canais"]
    assert main(command) == 0
    printed = capsys.readouterr().out
    done = statuses(two_squads)
    assert {squad: status["status"] for squad, status in done.items()} == {"acessos": "ok", "canais": "ok"}
    folders = [two_squads / "reports" / "2026-09" / squad for squad in done]
    for folder in folders:
        assert {path.name for path in folder.iterdir()} >= FILES
        assert str(folder / "report.html") in printed
        candidates = pd.read_csv(folder / "candidates.csv")
        assert len(candidates) == done[folder.name]["candidates"] > 5
        for private in ("report.html", "tickets.parquet", "04_candidates.ipynb"):
            assert (folder / private).stat().st_mode & 0o077 == 0
    assert str(two_squads / "reports" / "index.html") in printed

    before = [hashes(folder) for folder in folders]
    assert main(command) == 0
    assert "acessos: unchanged" in capsys.readouterr().out
    assert main(["run", "--study", str(two_squads), "--squad", "acessos", "--force"]) == 0
    assert "acessos: ok" in capsys.readouterr().out
    assert [hashes(folder) for folder in folders] == before


def test_all_notebooks_are_run_where_they_are_asked_for(two_squads):
    assert main(["run", "--study", str(two_squads), "--squad", "acessos", "--notebooks", "all"]) == 0
    folder = two_squads / "reports" / "2026-09" / "acessos"
    assert {path.name for path in folder.iterdir()} >= FILES | NOTEBOOKS
    assert pictures(folder / "02_workload.ipynb") == 5


def test_one_failing_squad_stops_no_other(two_squads, capsys):
    decisions = two_squads / "decisions"
    decisions.mkdir()
    (decisions / "canais.csv").write_text("nonsense\n")
    assert main(["run", "--study", str(two_squads), "--squad", "canais", "acessos", "--force"]) == 1
    shutil.rmtree(decisions)
    printed = capsys.readouterr()
    assert statuses(two_squads)["canais"]["status"] == "failed"
    assert statuses(two_squads)["acessos"]["status"] == "ok"
    assert "canais failed" in printed.err
    assert "canais.csv: wrong columns" in printed.err
    assert "Traceback" not in printed.out + printed.err


def test_too_few_tickets_are_refused_on_one_page_with_exit_0(make_sample_study, capsys):
    study = make_sample_study("acessos")
    settings = study / "toil.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("refuse_under = 30", "refuse_under = 5000"))
    assert main(["run", "--study", str(study), "--squad", "acessos"]) == 0
    status = statuses(study)["acessos"]
    assert status["status"] == "refused"
    assert any("5,000" in reason for reason in status["reasons"])
    folder = study / "reports" / "2026-09" / "acessos"
    assert {path.name for path in folder.iterdir()} == {"report.html", "status.json"}


def test_ids_stay_when_the_next_month_comes(make_sample_study):
    """A month reported earlier and the next one share the ids of the patterns that go on."""
    study = make_sample_study("acessos")
    for month in ("2026-08", "2026-09"):
        assert main(["run", "--study", str(study), "--squad", "acessos", "--month", month]) == 0
    tables = [pd.read_csv(study / f"reports/{month}/acessos/candidates.csv") for month in ("2026-08", "2026-09")]
    earlier, later = (set(table["pattern_id"]) for table in tables)
    assert len(earlier & later) >= 0.8 * len(earlier)
