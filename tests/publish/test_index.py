"""The index page: squads and months with their status, what they come to, failures with their one line."""

import json

import pytest

from toil.publish import write_index
from toil.publish.index import read_entries

OK = {
    "status": "ok",
    "tickets": 300,
    "placed_share": 0.7,
    "candidates": 12,
    "hours_low": 20,
    "hours_base": 41,
    "hours_high": 70,
}


@pytest.fixture
def reports(tmp_path):
    def add(month: str, squad: str, status: object) -> None:
        folder = tmp_path / month / squad
        folder.mkdir(parents=True)
        (folder / "status.json").write_text(status if isinstance(status, str) else json.dumps(status))
        (folder / "report.html").touch()

    add("2026-09", "acessos", OK | {"title": "Acessos", "fingerprint": "f1"})
    add(
        "2026-09",
        "canais",
        OK | {"title": "Canais <b>", "hours_base": 9, "hours_low": 5, "hours_high": 15, "fingerprint": "f2"},
    )
    add("2026-09", "lotes", {"title": "Lotes", "status": "failed", "error": "file.csv: no header; found 'x'"})
    add("2026-08", "acessos", {"title": "Acessos", "status": "refused", "tickets": 20, "hours_base": None})
    add("2026-07", "acessos", "{broken")
    (tmp_path / "2026-09" / "not-a-report").mkdir()
    kept = {"hours": {"low": 29.0, "base": 53.0, "high": 79.0}, "reports": {"acessos": "f1", "canais": "f2"}}
    (tmp_path / "2026-09" / "portfolio.json").write_text(json.dumps(kept))
    (tmp_path / "2026-09" / "portfolio.html").touch()
    return tmp_path


def test_the_index_shows_months_latest_first_with_what_they_come_to(reports, english):
    page = write_index(reports, english).read_text(encoding="utf-8")
    assert page.index("September 2026") < page.index("August 2026") < page.index("July 2026")
    assert 'href="2026-09/acessos/report.html"' in page
    assert '<a href="2026-09/portfolio.html">All squads</a>' in page
    assert "53 <span" in page  # the portfolio's, not 41 + 9: the middle of a sum
    assert "<b>600</b>" in page
    assert "no header" in page
    assert page.count("Its files may be those of an earlier run.") == 2  # one failed, one whose status can't be read
    assert "may be those" not in page.split("Canais")[1].split("</tr>")[0]


def test_no_sum_is_shown_of_reports_that_are_no_longer_these(reports, english):
    status = reports / "2026-09" / "canais" / "status.json"
    status.write_text(json.dumps(json.loads(status.read_text()) | {"fingerprint": "f3"}))
    page = write_index(reports, english).read_text(encoding="utf-8")
    assert "portfolio.html" not in page
    assert "53 <span" not in page
    assert "<b>600</b>" in page


def test_names_are_escaped_and_nothing_is_loaded(reports, english):
    page = write_index(reports, english).read_text(encoding="utf-8")
    assert "Canais &lt;b&gt;" in page
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not list(reports.glob(".index*"))


def test_an_unreadable_status_is_a_failed_squad(reports):
    statuses = {(entry.month, entry.squad): entry.status for entry in read_entries(reports)}
    assert statuses[("2026-07", "acessos")] == "failed"
    assert len(statuses) == 5


def test_an_empty_folder_has_an_index_too(tmp_path, words):
    page = write_index(tmp_path, words).read_text(encoding="utf-8")
    assert {"en": "No reports yet.", "pt-BR": "Ainda não há relatórios."}[words.language] in page
