"""Exports that nobody of this project wrote, against what pandas says of the same files; skipped where absent."""

from pathlib import Path

import pandas as pd
import pytest
from export_studies import KEY, assert_accounted, counted

from toil.exports import check_export, default_month, fitness, load_exports
from toil.settings import read_study

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"


def intake_of(example, export):
    study = read_study(EXAMPLES / example)
    exports = study.exports.model_copy(update={"files": (str(export),)})
    study = study.model_copy(update={"exports": exports})
    return study, load_exports(study, KEY)


def test_the_audit_log_of_a_servicenow_table(shared_data):
    path = shared_data / "uci_incident_event_log.csv.gz"
    study, intake = intake_of("uci", path)
    assert_accounted(intake)
    raw = pd.read_csv(path, dtype="str")
    last = raw.assign(
        at=pd.to_datetime(raw["sys_updated_at"], dayfirst=True), month=pd.to_datetime(raw["opened_at"], dayfirst=True)
    ).sort_values(["number", "at"], kind="stable").groupby("number").tail(1)  # fmt: skip
    groups = {group.name for squad in study.squads.values() for group in squad.groups}
    ours = last[last["assignment_group"].isin(groups)]
    assert len(intake.tickets) == len(ours)
    assert counted(intake, "rows in") == len(raw)
    assert counted(intake, "unassigned") == (last["assignment_group"] == "?").sum()
    months = ours["month"].dt.strftime("%Y-%m").value_counts()
    assert intake.tickets["month"].value_counts().to_dict() == months.to_dict()
    assert default_month(intake.tickets, study) == "2016-04"
    for month in ("2016-03", "2016-04"):
        statuses = [fitness(intake, study, squad, month) for squad in study.squads]
        assert sum(fit.tickets >= 30 for fit in statuses) >= 5
        assert all(fit.text_share == 0 and fit.status != "fit" for fit in statuses)
    assert intake.redactions.empty  # the publisher anonymised it: whatever we mask here is a mistake


def test_texts_without_dates_or_ids(shared_data):
    study, intake = intake_of("it_service", shared_data / "it_service_tickets.csv.gz")
    assert_accounted(intake)
    assert len(intake.tickets) == 47_837
    assert counted(intake, "row number as id") == 47_837
    assert set(intake.tickets["month"]) == {"2020-01"}
    assert {fitness(intake, study, squad, "2020-01").status for squad in study.squads} == {"modest"}
    assert int(intake.redactions["values"].sum()) <= 10  # anonymised by the publisher: what we mask is a mistake


def test_texts_that_hold_no_personal_data_stay_as_they_are(shared_data, tmp_path):
    texts = pd.read_csv(shared_data / "clinc150_train.csv.gz")
    text = next(column for column in texts.columns if texts[column].nunique() > 1000)
    table = pd.DataFrame({"subject": texts[text], "group": "G", "date": "2026-09-25"})
    table.to_csv(tmp_path / "a.csv", index=False)
    check = check_export(tmp_path / "a.csv")
    assert check.tickets == len(texts)


@pytest.mark.parametrize("file", ["uci_incident_event_log.csv.gz", "it_service_tickets.csv.gz"])
def test_check_has_an_answer(shared_data, file):
    assert check_export(shared_data / file).exit_code == (0 if file.startswith("uci") else 1)
