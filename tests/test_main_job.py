"""The main job as a user runs it: one command, every squad, then again with nothing to do."""

import contextlib
import hashlib
import html
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from toil.cli import main

pytestmark = pytest.mark.slow

LIVE, PORTFOLIO = "P-31ede527", "06_portfolio.ipynb"

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


def outputs(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


def pictures(notebook):
    return sum("image/png" in output.get("data", {}) for output in outputs(notebook))


def hashes(folder):
    tables = [folder / name for name in ("candidates.csv", "candidates.json", "tickets.parquet", "report.html")]
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in tables]


@pytest.fixture(scope="module")
def reported(two_squads):
    """The study of two squads with acessos' August reported, then September of both; and what the second run said.

    An action of acessos is live since September.
    """
    (two_squads / "decisions").mkdir()
    line = f"{LIVE},status,live,ana,2026-09-01"
    (two_squads / "decisions" / "acessos.csv").write_text(f"pattern_id,action,value,who,when\n{line}\n")
    assert main(["run", "--study", str(two_squads), "--squad", "acessos", "--month", "2026-08"]) == 0
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert main(["run", "--study", str(two_squads), "--squad", "acessos", "canais"]) == 0
    return two_squads, printed.getvalue()


def test_two_squads_are_reported(reported):
    study, printed = reported
    done = statuses(study)
    assert {squad: status["status"] for squad, status in done.items()} == {"acessos": "ok", "canais": "ok"}
    for squad in done:
        folder = study / "reports" / "2026-09" / squad
        assert {path.name for path in folder.iterdir()} >= FILES
        assert str(folder / "report.html") in printed
        candidates = pd.read_csv(folder / "candidates.csv")
        assert len(candidates) == done[squad]["candidates"] > 5
        for private in ("report.html", "tickets.parquet", "04_candidates.ipynb"):
            assert (folder / private).stat().st_mode & 0o077 == 0
    assert str(study / "reports" / "index.html") in printed
    assert 'href="2026-09/portfolio.html"' in (study / "reports" / "index.html").read_text(encoding="utf-8")
    assert "Acessos" in (study / "reports" / "2026-09" / "portfolio.html").read_text(encoding="utf-8")


def test_ids_stay_when_the_next_month_comes(reported):
    """A month reported earlier and the next one share the ids and labels of the patterns that go on."""
    study, _ = reported
    tables = [pd.read_csv(study / f"reports/{month}/acessos/candidates.csv") for month in ("2026-08", "2026-09")]
    earlier, later = (set(table["pattern_id"]) for table in tables)
    assert len(earlier & later) >= 0.8 * len(earlier)
    both = tables[0].merge(tables[1], on="pattern_id", suffixes=("", "_later"))
    assert (both["label"] == both["label_later"]).mean() >= 0.95


def test_what_is_unchanged_is_not_run_again_and_is_the_same_when_forced(reported, capsys):
    study, _ = reported
    folder = study / "reports" / "2026-09" / "acessos"
    before = hashes(folder)
    assert main(["run", "--study", str(study), "--squad", "acessos", "canais"]) == 0
    assert "acessos: unchanged" in capsys.readouterr().out
    assert main(["run", "--study", str(study), "--squad", "acessos", "--force", "--notebooks", "all"]) == 0
    assert "acessos: ok" in capsys.readouterr().out
    assert hashes(folder) == before
    assert {path.name for path in folder.iterdir()} >= FILES | (NOTEBOOKS - {PORTFOLIO})
    assert not (folder / PORTFOLIO).exists()
    assert pictures(folder.parent / PORTFOLIO) == 2
    assert (folder.parent / PORTFOLIO).stat().st_mode & 0o077 == 0
    drawn = {name: pictures(folder / f"{name}.ipynb") for name in ("01_intake", "02_workload", "05_progress")}
    assert drawn == {"01_intake": 5, "02_workload": 5, "05_progress": 1}
    followed = (folder / "05_progress.ipynb").read_text(encoding="utf-8")
    assert f"{LIVE}</span>: no ar desde 1 de set. de 2026: cedo demais para dizer" in html.unescape(followed)
    assert "1 mês anterior tem relatório aqui, e hoje tem o mesmo número de chamados." in html.unescape(followed)
    assert not [
        output
        for name in NOTEBOOKS - {PORTFOLIO}
        for output in outputs(folder / name)
        if output.get("name") == "stderr"
    ]


def test_one_failing_squad_stops_no_other(reported, capsys):
    study, _ = reported
    decided = study / "decisions" / "canais.csv"
    decided.write_text("nonsense\n")
    assert main(["run", "--study", str(study), "--squad", "canais", "acessos", "--force"]) == 1
    decided.unlink()
    printed = capsys.readouterr()
    assert statuses(study)["canais"]["status"] == "failed"
    assert statuses(study)["acessos"]["status"] == "ok"
    assert "canais failed" in printed.err
    assert "canais.csv: wrong columns" in printed.err
    assert "Traceback" not in printed.out + printed.err


def test_too_few_tickets_are_refused_on_one_page_with_exit_0(reported, make_sample_study, capsys):
    study = make_sample_study("acessos", "canais")
    shutil.copytree(reported[0] / "store", study / "store")
    settings = study / "toil.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("refuse_under = 30", "refuse_under = 5000"))
    assert main(["run", "--study", str(study), "--squad", "acessos"]) == 0
    status = statuses(study)["acessos"]
    assert status["status"] == "refused"
    assert any("5,000" in reason for reason in status["reasons"])
    folder = study / "reports" / "2026-09" / "acessos"
    assert {path.name for path in folder.iterdir()} == {"report.html", "status.json"}
