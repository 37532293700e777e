import numpy as np
import pytest

from toil.candidates.verdicts import Check, Condition, check_rules, judge, read_rules, rule_of
from toil.schema.tables import TABLES
from toil.schema.values import VERDICTS

COLUMNS = {condition.column for rule in read_rules() for condition in rule.conditions}
NOTHING = dict.fromkeys(sorted(COLUMNS), 0.0) | {
    "toil_kind": "business process", "course": "lasting", "change_q": 1.0,
    "reassigned_share": 0.1, "problem_share": 0.0, "automate_net_hours": -10.0,
}  # fmt: skip


def verdict(**figures):
    return judge(NOTHING | figures)


@pytest.mark.parametrize(
    ("figures", "rule"),
    [
        ({"no_action_share": 0.5}, "reject-no-action"),
        ({"alert_share": 0.5, "alert_no_action_share": 0.6}, "eliminate-alerts"),
        ({"change_q": 0.049, "after_change_excess": 0.2}, "eliminate-change"),
        ({"unplanned_share": 0.5, "item_recurrence": 0.4, "problem_share": 0.09}, "eliminate-recurrence"),
        ({"course": "wave", "no_action_share": 1.0}, "keep-wave"),
        ({"course": "ended", "request_share": 1.0, "requesters": 99}, "keep-ended"),
        ({"automated_lately": 0.9, "no_action_share": 1.0}, "keep-automated"),
        ({"course": "began", "no_action_share": 0.5}, "reject-no-action"),
        ({"toil_kind": "migration", "request_share": 1.0, "requesters": 99}, "keep-migration"),
        ({"request_share": 0.5, "requesters": 10, "reassigned_share": 0.4}, "self-service-requests"),
        ({"feature_share": 0.5, "automatable": 1.0, "automate_net_hours": 99.0}, "keep-feature"),
        ({"question_share": 0.5, "request_share": 1.0, "requesters": 99}, "document-questions"),
        ({"automatable": 0.6, "automate_net_hours": 8.0}, "automate-homogeneous"),
        ({"top_resolver_share": 0.6}, "document-one-resolver"),
        ({"automatable": 0.6, "automate_net_hours": 7.9}, "keep-small"),
        ({"automatable": 0.59, "automate_net_hours": 99.0}, "keep-varied"),
        ({"automatable": np.nan}, "keep"),
    ],
)
def test_each_rule_at_its_threshold(figures, rule):
    assert verdict(**figures).rule.id == rule


@pytest.mark.parametrize(
    "figures",
    [
        {"no_action_share": 0.49},
        {"automated_lately": 0.89},
        {"alert_share": 0.49, "alert_no_action_share": 0.9},
        {"alert_share": 0.9, "alert_no_action_share": 0.59},
        {"change_q": 0.05, "after_change_excess": 0.9},
        {"change_q": 0.001, "after_change_excess": 0.19},
        {"unplanned_share": 0.49, "item_recurrence": 0.9},
        {"unplanned_share": 1.0, "item_recurrence": 0.39},
        {"unplanned_share": 1.0, "item_recurrence": 0.9, "problem_share": 0.1},
        {"request_share": 1.0, "requesters": 9},
        {"request_share": 1.0, "requesters": 50, "reassigned_share": 0.41},
        {"automatable": 0.59, "automate_net_hours": 100.0},
        {"feature_share": 0.49, "question_share": 0.49},
        {"top_resolver_share": 0.59},
    ],
)
def test_just_short_of_a_rule_is_kept(figures):
    assert verdict(**figures).rule.id == "keep-varied"  # nothing of NOTHING is resolved the usual way


def test_doing_less_comes_before_doing_it_by_machine():
    everything = {
        "no_action_share": 0.9, "alert_share": 0.9, "alert_no_action_share": 0.9, "automatable": 0.9,
        "automate_net_hours": 99.0,
    }  # fmt: skip
    assert verdict(**everything).rule.verdict == "reject"
    assert verdict(**everything | {"no_action_share": 0.1}).rule.verdict == "eliminate"
    by_nature = {"keep-wave", "keep-ended", "keep-automated", "keep-migration", "keep-feature", "document-questions"}
    # what work is, and whether it still comes, decides before what it costs
    order = [rule.verdict for rule in read_rules() if rule.id not in by_nature]
    assert order == sorted(order, key=VERDICTS.index)


def test_a_rule_with_an_unknown_figure_is_not_judged_and_passed_over():
    found = verdict(no_action_share=np.nan, top_resolver_share=0.9)
    assert found.rule.id == "document-one-resolver"
    assert found.not_judged == ("reject-no-action",)


@pytest.mark.parametrize(
    ("figures", "column", "rule"),
    [
        ({"request_share": 0.9, "requesters": 20}, "reassigned_share", "self-service-requests"),
        ({"unplanned_share": 1.0, "item_recurrence": 0.9}, "problem_share", "eliminate-recurrence"),
    ],
)
def test_a_condition_that_only_qualifies_is_waived_where_it_is_unknown(figures, column, rule):
    figures = NOTHING | figures | {column: np.nan}
    found = judge(figures)
    assert (found.rule.id, found.not_judged) == (rule, ())
    assert [condition.column for condition in found.rule.waived(figures)] == [column]
    *_, (matched, check, deciding) = check_rules(figures)
    assert (matched.id, check) == (rule, Check.HOLDS)
    assert column in [condition.column for condition in deciding]


def test_what_makes_the_case_is_never_waived():
    found = verdict(request_share=0.9, requesters=np.nan, reassigned_share=np.nan)
    assert (found.rule.id, found.not_judged) == ("keep-varied", ("self-service-requests",))


def test_a_rule_that_fails_anyway_needs_no_unknown_figure():
    assert verdict(alert_share=0.1, alert_no_action_share=np.nan).not_judged == ()


def test_rules_after_the_match_are_not_listed():
    assert verdict(no_action_share=0.9, top_resolver_share=np.nan).not_judged == ()


def test_the_next_verdict_is_the_nearest_that_one_figure_keeps_away():
    found = verdict(automatable=0.57, automate_net_hours=50.0, no_action_share=0.1)
    assert (found.next_rule.id, found.next_condition.column) == ("automate-homogeneous", "automatable")
    assert found.next_condition.distance(NOTHING | {"automatable": 0.57}) == pytest.approx(0.05)


def test_an_unknown_figure_is_no_distance():
    found = judge(dict.fromkeys(sorted(COLUMNS), np.nan))
    assert found.rule.id == "keep"
    assert found.next_rule is None


def test_conditions_and_reasons_read_columns_of_candidates():
    known = {column.name for column in TABLES["candidates"].columns}
    assert known >= COLUMNS


def test_a_rule_is_found_by_its_id():
    assert rule_of("keep").verdict == "keep"


def test_unknown_is_neither_true_nor_false():
    assert Condition("x", ">=", 1).holds({"x": np.nan}) is None
