"""Real exports, end to end to the report; skipped where the public data is absent."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from toil.cli import main
from toil.publish import render_html
from toil.settings import read_study
from toil.steps import Steps, open_study

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(example, tmp_path, export, *options, squads=""):
    """Run *example*, of its squads only those whose names match *squads*; every one costs a minute or more."""
    study = tmp_path / example
    shutil.copytree(EXAMPLES / example, study, ignore=shutil.ignore_patterns("store", "reports"))
    if squads:
        path = study / "toil.toml"
        text = re.sub(rf"(?ms)^\[squads\.(?!{squads}).*?(?=^\[|\Z)", "", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    code = main(["run", "--study", str(study), "--exports", str(export), *options])
    paths = sorted((study / "reports").glob("*/*/status.json"))
    return code, study, [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def test_a_servicenow_audit_log_of_coded_subjects(shared_data, tmp_path):
    """One squad as a user runs it, through notebooks; then the pages of three of all nine."""
    month, export = "2016-04", shared_data / "uci_incident_event_log.csv.gz"
    squads = list(read_study(EXAMPLES / "uci" / "toil.toml").squads)
    code, study, statuses = run("uci", tmp_path, export, "--month", month, "--squad", squads[0])
    assert code == 0
    assert len(statuses) == 1
    assert statuses[0]["status"] in ("ok", "modest")
    assert "<html" in (study / "reports" / month / squads[0] / "report.html").read_text(encoding="utf-8")
    parent = open_study(study / "toil.toml", exports=[export])
    for squad in squads[1::3]:
        steps = Steps(parent, squad, month)
        assert steps.fitness().status in ("fit", "modest")
        report = steps.report()
        assert len(report.candidates) > 0
        assert "<html" in render_html(report, steps.wording)


def test_undated_texts_with_the_queue_as_squad(shared_data, tmp_path):
    export = shared_data / "it_service_tickets.csv.gz"
    code, _, statuses = run("it_service", tmp_path, export, squads="administrative-rights")
    assert code == 0
    queues = pd.read_csv(export)["Topic_group"].value_counts()
    assert [status["tickets"] for status in statuses] == [queues["Administrative rights"]]
    assert statuses[0]["status"] in ("ok", "modest")
