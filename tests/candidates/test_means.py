import pandas as pd
import pytest

from toil.candidates import suggest_means
from toil.settings import Suggestion, default_catalogue

ROW = {
    "verdict": "automate",
    "kind": "incident",
    "toil_kind": "troubleshooting",
    "label": "Réinício de serviço",
    "terms": "",
}


def suggested(catalogue=None, **columns):
    table = pd.DataFrame([ROW | columns])
    return suggest_means(table, default_catalogue() if catalogue is None else catalogue)["means"].iloc[0]


@pytest.mark.parametrize(
    ("columns", "means"),
    [
        ({}, "Ansible job template"),
        ({"kind": "request"}, "Form with an Ansible job template behind it"),
        ({"toil_kind": "release shepherding"}, "GitLab pipeline"),
        ({"verdict": "eliminate", "kind": "alert"}, "Alert tuning: threshold, delay or removal"),
        ({"verdict": "eliminate"}, "Problem record with a lasting correction"),
        ({"verdict": "self-service"}, "Form in the service catalogue"),
        ({"verdict": "document"}, "Knowledge article"),
        ({"verdict": "reject"}, "Intake rule: answer and close at the front desk"),
    ],
)
def test_the_first_that_suits_is_suggested(columns, means):
    assert suggested(**columns) == means


def test_nothing_suits_what_is_kept():
    assert pd.isna(suggested(verdict="keep"))


def test_words_of_the_study_decide_whatever_their_accents():
    catalogue = [
        Suggestion(means="Runbook 7", verdicts=("automate",), words=("reinicio",)),
        Suggestion(means="Other", verdicts=("automate",)),
    ]
    assert suggested(catalogue) == "Runbook 7"
    assert suggested(catalogue, label="xreinicio") == "Other"  # a word begins where a word begins


@pytest.mark.parametrize("wrong", [{"verdicts": ["automat"]}, {"verdicts": ["automate"], "kinds": ["incidents"]}])
def test_a_misspelt_word_names_the_nearest(wrong):
    with pytest.raises(ValueError, match=r"Did you mean '(automate|incident)'"):
        Suggestion(means="x", **wrong)
