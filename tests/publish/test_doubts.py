"""Each doubt follows from one fact: change the fact, and the sentence comes or goes."""

import pandas as pd
import pytest

from toil.publish.doubts import doubts
from toil.schema.values import ATTRIBUTES

NONE = pd.DataFrame({"similarity": pd.Series([], dtype="float64")})
SURE = {
    "stability": 0.95, "cohesion": 0.8, "purity": 0.95, "tickets": 240, "tickets_month": 40, "months_active": 6,
    "months_silent": 0, "longest_pause": 0,
    "burst_tickets": 0,
    "toil_kind": "business process", "rung": "worklog", "rung_tickets": 240, "hours_low": 10.0, "hours_high": 20.0,
    "not_judged": "", "decided_by": "rule", "uncertain": False, "rule": "automate-homogeneous",
    "change_q": float("nan"), "after_change_excess": float("nan"), "verdict": "automate", "net_hours_12_low": 5.0,
    "net_hours_12_base": 20.0, "budget_hours": 60.0,
    "default_share": 0.1, "waived": "", "automated_share": 0.09,
    **dict.fromkeys(ATTRIBUTES, 0.8),
}  # fmt: skip


def said(english, borderline=NONE, alike=None, **facts):
    return doubts(pd.Series({"hours_base": 14.0} | SURE | facts), borderline, alike, english)


def test_patterns_that_are_resolved_in_the_same_words_are_named_with_the_hours_of_all(english):
    others = pd.DataFrame(
        {"pattern_id": ["P-1", "P-2"], "label": ["Account locked", "No login"], "hours_base": [6.0, 1.5]}
    )
    assert said(english, alike=others) == [
        "Its tickets are resolved in the same words as those of “Account locked” (P-1) and “No login” (P-2). If they"
        " are one work, of 21.5 hours a month together, a line “merge” in the decisions joins them."
    ]


def test_of_many_patterns_two_are_named_and_the_rest_counted(english):
    labels = ["Account lock " * 9, "No login", "Password expired", "Token lost"]
    others = pd.DataFrame({"pattern_id": ["P-1", "P-2", "P-3", "P-4"], "label": labels, "hours_base": 1.0})
    [told] = said(english, alike=others)
    assert (
        "“Account lock Account lock Account lock…” (P-1), “No login” (P-2), and 2 more in resolved_alike.csv." in told
    )
    assert "of 18.0 hours a month together" in told


def test_a_candidate_that_every_fact_supports_has_no_doubt(english):
    assert said(english) == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"stability": 0.4}, "only 40% of its tickets stayed together"),
        ({"cohesion": 0.3}, "mean similarity 0.30 of 1"),
        ({"purity": 0.62}, "About 38% of its tickets are expected to be another kind of work"),
        ({"tickets": 12, "rung_tickets": 12}, "It rests on 12 tickets only."),
        ({"months_active": 2, "tickets_month": 120}, "active in 2 months"),
        ({"months_active": 2, "longest_pause": 2}, "2 months of the window had tickets"),
        ({"tickets_month": 5}, "it had 5 tickets, against 40 in an active month"),
        ({"toil_kind": "migration"}, "migration"),
        ({"burst_tickets": 40}, "40 of its 240 tickets came in bursts"),
        ({"rung": "default"}, "Nobody recorded its working time"),
        ({"automated_share": 0.3}, "An account of automation resolved 30% of its tickets, which"),
        ({"rung": "elapsed"}, "a ticket that waits looks like work"),
        ({"rung_tickets": 120}, "only 50% of its tickets are on the rung shown"),
        ({"hours_low": 1.0}, "from 1.0 to 20.0 hours a month"),
        ({"grows": float("nan")}, "not taken for zero: grows with the service"),
        ({"not_judged": "eliminate-change"}, "eliminate (link to changes (q), after a change beyond chance)"),
        ({"decided_by": "person"}, "the study's means for theirs, not the rule's"),
        ({"net_hours_12_low": -12.0}, "At the low end it doesn't pay: -12 net hours over 12 months."),
        (
            {"net_hours_12_low": -12.0, "net_hours_12_base": 7.0, "budget_hours": 36.4},
            "Alone it hardly pays: 7 net hours over 12 months. Its build comes back within the study's horizon only"
            " if it takes up to 36 h.",
        ),
        ({"default_share": 0.5}, "50% of its minutes are the study's assumption"),
        ({"waived": "reassigned_share"}, "a figure that is unknown: handed on."),
    ],
)
def test_a_fact_brings_its_doubt_and_no_other(facts, sentence, english):
    (doubt,) = said(english, **facts)
    assert sentence in doubt


def test_an_exact_pattern_has_no_stability_to_doubt(english):
    assert said(english, stability=float("nan"), purity=float("nan")) == []


def test_a_far_borderline_ticket_is_a_doubt(english):
    borderline = pd.DataFrame({"similarity": [0.6, 0.21]})
    assert "similarity of 0.21 only" in said(english, borderline=borderline)[0]
