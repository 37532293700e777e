"""When the page of all squads is written, and when it is left as it is."""

import json
import math
from types import SimpleNamespace

import pytest

from toil.candidates.ranges import Points
from toil.i18n import wording
from toil.publish import Portfolio, read_sum
from toil.runs import Outcome
from toil.runs.portfolio import write_together
from toil.schema import empty

MONTH = "2026-09"


@pytest.fixture
def parent(tmp_path, monkeypatch):
    """A study of two squads whose reports are of what the exports hold now; ``computed`` counts portfolios."""
    study = SimpleNamespace(
        squads={"a": None, "b": None}, folder=tmp_path, study=SimpleNamespace(name="Study", language="en")
    )
    parent = SimpleNamespace(study=study, wording=wording("en"), computed=0, hours=Points(20.0, 41.5, 70.0))

    def portfolio_of(_, month):
        parent.computed += 1
        if parent.hours is None:
            raise ValueError("no draws")
        tables = [empty(f"portfolio_{name}") for name in ("squads", "candidates", "shared")]
        return Portfolio(study, month, *tables, parent.hours)

    monkeypatch.setattr("toil.runs.portfolio.portfolio_of", portfolio_of)
    monkeypatch.setattr(
        "toil.runs.portfolio.Steps", lambda _, squad, month: SimpleNamespace(fingerprint=lambda: f"now-{squad}")
    )
    for squad in study.squads:
        state(parent, squad, f"now-{squad}")
    return parent


def state(parent, squad: str, fingerprint: str, status: str = "ok") -> None:
    folder = parent.study.folder / "reports" / MONTH / squad
    folder.mkdir(parents=True, exist_ok=True)
    stated = {"status": status, "fingerprint": fingerprint, "files": []}
    (folder / "status.json").write_text(json.dumps(stated), encoding="utf-8")


def ran(parent, *squads: str):
    said = []
    outcomes = [Outcome(squad, MONTH, "ok", parent.study.folder, 0.0) for squad in squads]
    return write_together(parent, MONTH, outcomes, said.append), said


def test_a_run_of_all_squads_writes_the_page_and_its_sum_once(parent):
    assert ran(parent, "a", "b")[0] == []
    folder = parent.study.folder / "reports" / MONTH
    assert read_sum(folder, {"a": "now-a", "b": "now-b"}) == Points(20.0, 41.5, 70.0)
    assert (folder / "portfolio.html").stat().st_mode & 0o077 == 0
    ran(parent, "a", "b")
    assert parent.computed == 1
    state(parent, "b", "", "failed")
    ran(parent, "a", "b")
    assert parent.computed == 2
    assert read_sum(folder, {"a": "now-a"}) == parent.hours
    assert read_sum(folder, {"a": "now-a", "b": "now-b"}) is None


def test_the_last_of_squads_that_run_one_by_one_writes_it(parent):
    ran(parent, "b")
    assert parent.computed == 1


@pytest.mark.parametrize(("stated", "status"), [("before-a", "ok"), ("", "failed")])
def test_nothing_is_computed_for_a_squad_that_has_no_report_of_these_exports(parent, stated, status):
    state(parent, "a", stated, status)
    ran(parent, "b")
    assert parent.computed == 0


def test_a_study_of_one_squad_has_none(parent):
    del parent.study.squads["b"]
    ran(parent, "a")
    assert parent.computed == 0


def test_its_failure_is_an_outcome_of_no_squad(parent):
    parent.hours = None
    (outcome,), said = ran(parent, "a", "b")
    assert (outcome.squad, outcome.status, outcome.error) == ("", "failed", "ValueError: no draws")
    assert said[-1].startswith("portfolio: failed")


def test_a_sum_that_nobody_knows_is_kept_as_unknown(parent):
    parent.hours = Points(math.nan, math.nan, math.nan)
    ran(parent, "a", "b")
    found = read_sum(parent.study.folder / "reports" / MONTH, {"a": "now-a", "b": "now-b"})
    assert found is not None
    assert math.isnan(found.base)
