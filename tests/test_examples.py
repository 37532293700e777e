"""Real exports, end to end to the report; skipped where the public data is absent."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from toil.cli import main

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
    month = "2016-04"
    code, study, statuses = run("uci", tmp_path, shared_data / "uci_incident_event_log.csv.gz", "--month", month)
    assert code == 0
    assert len(statuses) >= 5
    assert {status["status"] for status in statuses} <= {"ok", "modest"}
    assert all(status["candidates"] > 0 for status in statuses)
    page = next((study / "reports" / month).glob("*/report.html")).read_text(encoding="utf-8")
    assert "<html" in page


def test_undated_texts_with_the_queue_as_squad(shared_data, tmp_path):
    export = shared_data / "it_service_tickets.csv.gz"
    code, _, statuses = run("it_service", tmp_path, export, squads="administrative-rights|purchase")
    assert code == 0
    queues = pd.read_csv(export)["Topic_group"].value_counts()
    assert [status["tickets"] for status in statuses] == [queues["Administrative rights"], queues["Purchase"]]
    assert {status["status"] for status in statuses} <= {"ok", "modest"}
