"""The index page: squads and months with their status, sums of what is known, failures with their one line."""

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

    add("2026-09", "acessos", OK | {"title": "Acessos"})
    add("2026-09", "canais", OK | {"title": "Canais <b>", "hours_base": 9, "hours_low": 5, "hours_high": 15})
    add("2026-09", "lotes", {"title": "Lotes", "status": "failed", "error": "file.csv: no header; found 'x'"})
    add("2026-08", "acessos", {"title": "Acessos", "status": "refused", "tickets": 20, "hours_base": None})
    add("2026-07", "acessos", "{broken")
    (tmp_path / "2026-09" / "not-a-report").mkdir()
    return tmp_path


def test_the_index_shows_months_latest_first_with_sums_of_what_is_known(reports, english):
    page = write_index(reports, english).read_text(encoding="utf-8")
    assert page.index("September 2026") < page.index("August 2026") < page.index("July 2026")
    assert 'href="2026-09/acessos/report.html"' in page
    assert "<b>50</b>" not in page
    assert "50 <span" in page  # 41 + 9, the failed squad unknown
    assert "<b>600</b>" in page
    assert "no header" in page
    assert page.count("Its files may be those of an earlier run.") == 2  # one failed, one whose status can't be read
    assert "may be those" not in page.split("Canais")[1].split("</tr>")[0]


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
