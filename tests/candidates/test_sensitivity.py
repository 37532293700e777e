"""Sensitivity, worked out by hand: two candidates, one month, a rate of 100 and no run cost."""

import pandas as pd
import pytest

from toil.candidates import measure_sensitivity
from toil.settings import Economics, Effort

EFFORT = Effort(minutes_a_note=[3, 5, 8], context_switch_minutes=[0, 6, 6], default_minutes={"alert": [5, 10, 30]})
FIXED = {"automatable_share": 0.5, "residual_touch": 0.0, "build_hours": [10, 20, 40]}
ECONOMICS = Economics(rate=100, maintenance=0, means={"automate": FIXED})
CANDIDATES = pd.DataFrame(
    {"pattern_id": ["A", "B", "C"], "verdict": ["automate", "automate", "keep"], "tickets_month": 9,
     "tickets": 60, "burst_tickets": 0, "months_active": 6, "months_silent": 0, "longest_pause": 0,
     "switches": [50, 0, 0], "projected_volume": 1.0, "wave_months": float("nan"),
     "decided_by": "person", "status": None, "automate_net_hours": 0.0}
)  # fmt: skip
PATTERN_EFFORT = pd.DataFrame(
    [("A", "notes", 50, 360.0, 600.0, 960.0), ("B", "default alert", 60, 300.0, 600.0, 1800.0),
     ("C", "default alert", 60, 300.0, 600.0, 1800.0)],
    columns=["pattern_id", "assumption", "tickets", "minutes_low", "minutes_base", "minutes_high"],
)  # fmt: skip


def measure(**options):
    given = {"effort": EFFORT, "economics": ECONOMICS, "months": 1.0} | options
    return measure_sensitivity(CANDIDATES, PATTERN_EFFORT, **given).set_index("assumption")


def test_one_assumption_at_a_time():
    # A: (600 + 6 x 50) / 60 = 15 h, saves 7.5, nets 12 x 7.5 - 20 = 70; B: 10 h, saves 5, nets 40. C is kept.
    found = measure()
    assert (found["net_base"] == 110).all()
    # notes at 3: A (360 + 300) / 60 = 11 h, nets 46; at 8: 21 h, nets 106
    assert found.loc["notes", ["net_low", "net_high"]].tolist() == pytest.approx([86, 146])
    # alerts at 5: B 5 h, nets 10; at 30: 30 h, nets 160
    assert found.loc["default alert", ["net_low", "net_high"]].tolist() == pytest.approx([80, 230])
    # no switch: A 10 h, nets 40; the high is the base
    assert found.loc["context_switch_minutes", ["net_low", "net_high"]].tolist() == pytest.approx([80, 110])
    # 10 build hours more for each of two; 20 at the high
    assert found.loc["build_hours.automate", ["net_low", "net_high"]].tolist() == pytest.approx([130, 70])


def test_what_automation_resolved_is_no_assumption():
    by_robot = pd.DataFrame([("A", "automated", 9, 0.0, 0.0, 0.0)], columns=PATTERN_EFFORT.columns)
    found = measure_sensitivity(
        CANDIDATES, pd.concat([PATTERN_EFFORT, by_robot]), effort=EFFORT, economics=ECONOMICS, months=1.0
    )
    pd.testing.assert_frame_equal(found.set_index("assumption"), measure())


def test_what_moves_most_stands_first_with_its_values():
    found = measure()
    assert found.index.tolist() == ["default alert", "build_hours.automate", "notes", "context_switch_minutes"]
    assert found["swing"].tolist() == pytest.approx([150, 60, 60, 30])
    assert found.loc["notes", ["value_low", "value_base", "value_high"]].tolist() == [3, 5, 8]


def test_the_ranking_and_who_pays():
    found = measure(top=1)  # A is first; with alerts at 30 minutes, or notes at 3, B takes its place or not
    assert found.loc["default alert", ["replaced_low", "replaced_high"]].tolist() == [0, 1]
    assert found.loc["notes", ["replaced_low", "replaced_high"]].tolist() == [0, 0]  # 46 is still over 40
    costly = measure(economics=ECONOMICS.model_copy(update={"means": _means(build_hours=[10, 20, 70])}))
    assert costly.loc["build_hours.automate", ["paying_low", "paying_high"]].tolist() == [2, 1]  # 20 and -10


def test_what_costs_more_than_it_brings_is_not_among_them():
    """B nets 12 x 2.5 - 40 = -10: nobody would start it, so it takes nothing off what A brings."""
    small = PATTERN_EFFORT.assign(minutes_base=[600.0, 300.0, 600.0], minutes_high=[960.0, 1800.0, 1800.0])
    dear = ECONOMICS.model_copy(update={"means": _means(build_hours=[10, 40, 40])})
    found = measure_sensitivity(CANDIDATES, small, effort=EFFORT, economics=dear, months=1.0).set_index("assumption")
    assert (found["net_base"] == 50).all()
    assert found.loc["build_hours.automate", ["net_low", "net_high"]].tolist() == pytest.approx([80, 50])
    assert found.loc["default alert", ["net_high", "replaced_high"]].tolist() == [50, 1]  # at 30 minutes B nets 140


def _means(**changed):
    return Economics(means={"automate": FIXED | changed}).means


def test_a_touch_share_from_the_exports_has_no_value_of_the_study():
    elapsed = PATTERN_EFFORT.assign(assumption=["elapsed", "default alert", "default alert"])
    found = measure_sensitivity(CANDIDATES, elapsed, effort=EFFORT, economics=ECONOMICS, months=1.0)
    assert found.set_index("assumption").loc["elapsed", ["value_low", "value_base"]].isna().all()


RULED = CANDIDATES.assign(
    decided_by="rule", automate_net_hours=[70.0, 40.0, 40.0], automatable=[0.9, 0.9, 0.1],
    top_resolver_share=[0.7, 0.1, 0.1],
    toil_kind="business process", course="lasting", automated_lately=0.0,
    **dict.fromkeys(
        ["no_action_share", "alert_share", "alert_no_action_share", "unplanned_share", "item_recurrence",
         "problem_share", "request_share", "reassigned_share", "feature_share", "question_share"], 0.0,
    ),
    change_q=1.0, after_change_excess=0.0, requesters=3,
)  # fmt: skip


def test_a_verdict_that_hangs_on_the_assumption_flips():
    means = _means(build_hours=[10, 20, 70]) | {"document": ECONOMICS.means["document"]}
    economics = ECONOMICS.model_copy(update={"means": means})
    found = measure_sensitivity(
        RULED, PATTERN_EFFORT, effort=EFFORT, economics=economics, months=1.0
    ).set_index("assumption")  # fmt: skip
    # 70 build hours: A still nets 20, B -10: no longer automated, and one person resolves too few to document: keep
    row = found.loc["build_hours.automate"]
    assert (row["flipped_low"], row["flipped_high"]) == ("", "B:keep")
    assert (row["net_low"], row["net_high"]) == (130, 20)
    assert (row["paying_high"], row["replaced_high"]) == (1, 1)
    # Notes at 3 minutes: A nets 46 and stays; none is taken for another without need
    assert found.loc["notes", "flipped_low"] == ""
    # The other way: what is not automated at base would be; C is not alike enough at any price
    dear = RULED.assign(verdict=["document", "automate", "keep"], automate_net_hours=[-1.0, 40.0, 40.0])
    found = measure_sensitivity(dear, PATTERN_EFFORT, effort=EFFORT, economics=economics, months=1.0)
    assert found.set_index("assumption").loc["build_hours.automate", "flipped_low"] == "A:automate"


def test_the_verdicts_of_people_stand():
    costly = ECONOMICS.model_copy(update={"means": _means(build_hours=[10, 20, 70])})
    kept = measure_sensitivity(
        RULED.assign(decided_by="person"), PATTERN_EFFORT, effort=EFFORT, economics=costly, months=1.0
    )
    assert (kept[["flipped_low", "flipped_high"]] == "").all(axis=None)


def test_nothing_to_move_is_an_empty_table():
    assert measure_sensitivity(
        CANDIDATES.head(0), PATTERN_EFFORT.head(0), effort=EFFORT, economics=ECONOMICS, months=1.0
    ).empty
