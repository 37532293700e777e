from string import Formatter

import numpy as np
import pandas as pd
import pytest

from toil.candidates import (
    explain_assumption,
    explain_attribute,
    explain_condition,
    explain_next,
    explain_verdict,
    reasons_in_all_languages,
    source_strings,
)
from toil.candidates.explanations import DECIMAL, FIGURES, WHOLE
from toil.candidates.verdicts import read_rules
from toil.errors import ContractError
from toil.i18n import wording
from toil.schema.tables import TABLES

EN = wording("en")
CANDIDATE = pd.Series(
    {
        "rule": "self-service-requests", "decided_by": "rule", "waived": "", "not_judged": "",
        "request_share": 0.94, "requesters": 1234,
        "reassigned_share": 0.08, "next_rule": "automate-homogeneous", "next_column": "automatable",
        "next_value": 0.52, "next_threshold": 0.6,
        "manual": 0.667, "manual_n": 1200, "manual_low": 0.64, "manual_high": 0.69,
        "tactical": np.nan, "tactical_n": 4, "repetitive": np.nan, "repetitive_n": 0, "grows": 0.98, "grows_n": 300,
        "share_change_low": 0.02, "share_change_base": 0.1, "share_change_high": 0.18,
    }
)  # fmt: skip


def test_the_verdict_says_its_figures():
    assert explain_verdict(CANDIDATE, EN) == (
        "94% are requests, from 1,234 people, and 8% were handed on: give them a form that does it."
    )


def test_a_verdict_of_a_person_is_marked():
    sentence = explain_verdict(pd.Series(CANDIDATE.to_dict() | {"decided_by": "person"}), EN)
    assert sentence.startswith("Decided by a person. The rule said: 94% are requests")


def test_the_next_verdict_says_what_would_have_to_change():
    assert explain_next(CANDIDATE, EN) == "Next verdict: automate, if resolved the usual way went from 52% to 60%."
    assert explain_next(pd.Series(CANDIDATE.to_dict() | {"next_rule": None}), EN) == ""


@pytest.mark.parametrize(
    ("attribute", "sentence"),
    [
        ("manual", "67% of 1,200 resolved tickets name a person, notes or work time (64% to 69%)."),
        ("tactical", "Unknown: only 4 tickets can be judged; 10 are needed."),
        ("repetitive", "Unknown: the export holds nothing to judge it by."),
        (
            "grows",
            "It grows at least as fast as the squad's other work with a chance of 98%, from 300 tickets "
            "(its share of the work changes by 10% a month, 2% to 18%).",
        ),
    ],
)
def test_an_attribute_says_its_evidence(attribute, sentence):
    assert explain_attribute(CANDIDATE, attribute, EN) == sentence


def test_unknown_growth_says_what_it_needs():
    unknown = pd.Series({"grows": np.nan, "grows_n": 50, "trend_months": 0, "course": "lasting"})
    assert explain_attribute(unknown, "grows", EN) == "Unknown: growth needs six whole months."
    few = pd.Series({"grows": np.nan, "grows_n": 1, "trend_months": 6, "course": "lasting"})
    assert explain_attribute(few, "grows", EN) == "Unknown: only 1 ticket can be judged; 10 are needed."
    wave = pd.Series({"grows": np.nan, "grows_n": 90, "trend_months": 6, "course": "wave"})
    assert explain_attribute(wave, "grows", EN).endswith("began and ended within the window, which is no trend.")


def test_a_return_that_nobody_can_judge_is_not_blamed_on_the_export():
    sure = pd.Series({"no_enduring_value": np.nan, "no_enduring_value_n": 0})
    assert explain_attribute(sure, "no_enduring_value", EN).startswith("Unknown: 0 tickets can be judged, 10 are")


def test_an_unknown_attribute_is_named():
    with pytest.raises(ContractError, match=r"unknown attribute 'manuel'\. Did you mean 'manual'\?"):
        explain_attribute(CANDIDATE, "manuel", EN)


def test_reasons_read_columns_of_candidates_and_each_figure_has_a_name():
    known = {column.name for column in TABLES["candidates"].columns}
    for rule in read_rules():
        assert {name for _, name, _, _ in Formatter().parse(rule.reason) if name} <= known
        assert {condition.column for condition in rule.conditions} <= set(FIGURES)


def test_numbers_follow_the_reader():
    assert "1.234" in explain_verdict(CANDIDATE, wording("pt-BR"))


def test_each_source_string_is_listed_once():
    strings = source_strings()
    assert len(strings) == len(set(strings))


FIVE = ("pt-BR", "en", "de", "ru", "hi")
SHARES = {name for rule in read_rules() for _, name, _, _ in Formatter().parse(rule.reason) if name}


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.id)
def test_each_rule_has_its_reason_in_five_languages(rule):
    figures = dict.fromkeys(sorted(SHARES), 0.37) | {
        "rule": rule.id,
        "decided_by": "rule",
        "waived": "",
        "not_judged": "",
    }
    reasons = reasons_in_all_languages(figures)
    assert tuple(reasons) == FIVE
    assert len(set(reasons.values())) == 5
    fields = {name for _, name, _, _ in Formatter().parse(rule.reason) if name}
    shares = sum(name not in (*WHOLE, *DECIMAL) for name in fields)
    for language, reason in reasons.items():
        assert reason.replace("\xa0", "").count("37%") == shares, language
        assert "{" not in reason


def test_a_person_s_verdict_is_marked_in_five_languages():
    rule = reasons_in_all_languages(CANDIDATE)
    person = reasons_in_all_languages(CANDIDATE.to_dict() | {"decided_by": "person"})
    assert all(rule[language] in person[language] != rule[language] for language in FIVE)


def test_an_overruled_attribute_says_who_set_it_why_and_what_the_test_said():
    overrule = pd.Series(
        {"tested": 0.667, "decided": 0.1, "reason": "A robot does it.", "who": "ana", "when": "2026-09-01"}
    )
    assert explain_attribute(CANDIDATE.to_dict() | {"manual": 0.1}, "manual", EN, overrule) == (
        "Set by ana on 2026-09-01: A robot does it. The test said: 67% of 1,200 resolved tickets name a person, "
        "notes or work time (64% to 69%)."
    )


def test_a_condition_is_read_beside_its_threshold():
    rule = next(rule for rule in read_rules() if rule.id == "self-service-requests")
    said = [explain_condition(condition, CANDIDATE, EN) for condition in rule.conditions]
    assert said == [
        "requests 94%, at least 50% needed",
        "people who ask 1,234, at least 10 needed",
        "handed on 8%, at most 40% allowed",
    ]


def test_an_assumption_of_a_verdict_names_it():
    assert explain_assumption("build_hours.automate", EN) == "hours to build: automate"
    assert explain_assumption("notes", EN) == "minutes a work note"
