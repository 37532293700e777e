"""The sample's survey: answers of the last month, about tickets of patterns that were planted to differ."""

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def answers(committed):
    return pd.read_csv(committed / "survey.csv", keep_default_na=False, dtype="str")


def test_two_squads_have_enough_answers_and_one_has_too_few(answers):
    assert answers["squad"].value_counts().to_dict() == {"acessos": 7, "liquidacao": 6, "terminais": 2}
    assert set(answers["month"]) == {"2026-09"}
    assert not answers.duplicated(["squad", "respondent"]).any()


def test_every_source_is_a_ticket_of_a_planted_pattern_of_the_squad(answers, truth):
    pattern = truth.set_index(truth["ticket_id"].astype("str"))[["squad", "pattern"]]
    for place in (1, 2, 3):
        named = answers[answers[f"source_{place}"] != ""]
        found = pattern.loc[named[f"source_{place}"]]
        assert found["squad"].tolist() == named["squad"].tolist()
        assert (found["pattern"] != "").all()


def test_what_costs_most_is_not_what_comes_to_mind(answers, truth):
    """The largest patterns by true minutes: liquidacao's failed jobs are named by nobody."""
    ids = set(answers[["source_1", "source_2", "source_3"]].to_numpy().ravel())
    named = set(truth.loc[truth["ticket_id"].astype("str").isin(ids) & (truth["squad"] == "liquidacao"), "pattern"])
    minutes = truth[(truth["squad"] == "liquidacao") & (truth["pattern"] != "")].groupby("pattern")["minutes_true"]
    largest = minutes.sum().sort_values(ascending=False).index[:2]
    assert "job_abend" in largest
    assert "job_abend" not in named
