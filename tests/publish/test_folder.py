"""A report's folder is written whole, or stays as it was."""

import stat
from types import SimpleNamespace

import pytest

from toil.publish import folder as folder_module
from toil.publish import write_refusal, write_report
from toil.publish.chart_files import CHARTS
from toil.publish.tables import write_tables

pytestmark = pytest.mark.slow

FILES = {
    "report.html", "questionnaire.html", "slides.pptx", "slo.md", "candidates.csv", "candidates.json", "tickets.csv",
    "moves.csv", "decisions.csv", "frames.csv", "progress.csv", "resolved_alike.csv", "tables.xlsx",
    "tickets.parquet",
}  # fmt: skip


def names(folder) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_a_report_is_whole_private_and_leaves_other_files_alone(report, tmp_path, english):
    folder = tmp_path / "2026-09" / "acessos"
    folder.mkdir(parents=True)
    (folder / "status.json").write_text("{}")
    write_report(report, folder, english)
    assert names(folder) == FILES | {"status.json"}
    assert {path.stem for path in folder.glob("charts/*.svg")} == set(CHARTS)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.glob("charts/*"))
    assert all(stat.S_IMODE((folder / name).stat().st_mode) == 0o600 for name in FILES)
    assert [path.name for path in folder.parent.iterdir()] == ["acessos"]


def test_each_file_that_is_made_is_moved_in(report, tmp_path, english, monkeypatch):
    made = write_tables

    def make_one_more(report, partial):
        made(report, partial)
        (partial / "charts" / "unlisted.csv").write_text("a\n1\n")

    monkeypatch.setattr(folder_module, "write_tables", make_one_more)
    with pytest.raises(AssertionError, match=r"charts/unlisted\.csv"):
        write_report(report, tmp_path / "acessos", english)


def test_a_failure_in_the_middle_leaves_the_earlier_report(report, tmp_path, english, monkeypatch):
    write_report(report, tmp_path / "acessos", english)
    before = {path.name: path.read_bytes() for path in (tmp_path / "acessos").iterdir() if path.is_file()}

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(folder_module, "render_html", fail)
    with pytest.raises(OSError, match="disk full"):
        write_report(report, tmp_path / "acessos", english)
    after = {path.name: path.read_bytes() for path in (tmp_path / "acessos").iterdir() if path.is_file()}
    assert after == before
    assert [path.name for path in tmp_path.iterdir()] == ["acessos"]


def test_a_refusal_takes_the_place_of_an_earlier_report(report, tmp_path, english, make_fitness):
    folder = tmp_path / "acessos"
    write_report(report, folder, english)
    steps = SimpleNamespace(
        study=report.study, squad="acessos", month="2026-09", wording=english, intake=lambda: report,
        fitness=lambda: make_fitness("refused", 20), facts=lambda: report.runs,
    )  # fmt: skip
    write_refusal(steps, folder)
    assert names(folder) == {"report.html"}
    assert "There is no report for this month" in (folder / "report.html").read_text(encoding="utf-8")
