import numpy as np
import pandas as pd
import pytest

from toil.candidates import buy, left_out, line_up, open_to_action, worth_doing


def candidates(**columns):
    """Return six candidates: three worth doing (A, B, C), a kept one, one over, one under a day."""
    base = {
        "pattern_id": list("ABCDEF"),
        "rank": range(1, 7),
        "label": list("abcdef"),
        "verdict": ["automate", "eliminate", "reject", "keep", "automate", "automate"],
        "tickets": 30,
        "burst_tickets": 0,
        "months_active": 6,
        "tickets_month": [5, 5, 5, 5, 0, 5],
        "months_silent": [0, 0, 0, 0, 1, 0],
        "longest_pause": 0,
        "build_hours": [40.0, 20.0, 10.0, 0.0, 1.0, 30.0],
        "saved_low": [4.0, 3.0, 1.0, 0.0, 9.0, 1.0],
        "saved_base": [8.0, 6.0, 1.0, 0.0, 9.0, 2.0],
        "saved_high": [16.0, 9.0, 2.0, 0.0, 9.0, 3.0],
        "status": None,
        "net_hours_12_base": [48.0, 48.0, 8.0, 0.0, 99.0, 7.9],
    }
    return pd.DataFrame(base | columns)


def test_worth_doing_leaves_out_what_is_kept_what_is_over_and_what_frees_less_than_a_day():
    assert worth_doing(candidates())["pattern_id"].tolist() == ["A", "B", "C"]


@pytest.mark.parametrize(("status", "open_ones"), [("declined", "BC"), ("live", "BC"), ("building", "ABC")])
def test_what_people_settled_is_nobodys_action(status, open_ones):
    assert worth_doing(candidates(status=[status, *[None] * 5]))["pattern_id"].tolist() == list(open_ones)


def test_what_came_far_more_seldom_than_usual_seems_over():
    # 41, 36, 44, 2, 0 and 1 tickets: 24.8 in an active month, against 1 now; bursts are no usual month
    faded = candidates(tickets=[124] + [30] * 5, months_active=[5] + [6] * 5, tickets_month=[1, 2, 5, 5, 0, 5])
    assert open_to_action(faded).tolist() == [False, True, True, False, False, True]
    burst = faded.assign(burst_tickets=[119, 0, 0, 0, 0, 0])
    assert open_to_action(burst).iloc[0]


def test_what_was_silent_as_long_before_and_came_back_is_not_over():
    # a close of the quarter, two months after the last one; after three it is overdue
    assert open_to_action(candidates(months_silent=2, longest_pause=2)).tolist() == [True] * 3 + [False, True, True]
    assert not open_to_action(candidates(months_silent=[0] * 4 + [3, 0], longest_pause=2)).iloc[4]


def test_what_would_be_worth_doing_and_seems_over_is_left_out_by_name():
    assert left_out(candidates())["pattern_id"].tolist() == ["E"]
    assert left_out(candidates(status=[*[None] * 4, "declined", None])).empty
    assert left_out(candidates(net_hours_12_base=[48.0, 48.0, 8.0, 0.0, 7.9, 7.9])).empty


def test_the_line_goes_by_hours_saved_per_build_hour():
    # B saves 6 / 20 = 0.3 an hour, A 8 / 40 = 0.2, C 1 / 10 = 0.1
    line = line_up(candidates())
    assert line["pattern_id"].tolist() == ["B", "A", "C"]
    assert line["rank"].tolist() == [2, 1, 3]
    assert line["saved_per_build_hour"].tolist() == pytest.approx([0.3, 0.2, 0.1])
    assert line["running_build"].tolist() == [20, 60, 70]
    assert line["running_saved_base"].tolist() == [6, 14, 15]
    assert line["running_saved_high"].tolist() == [9, 25, 27]


def test_what_costs_nothing_to_build_comes_first():
    line = line_up(candidates(build_hours=[40.0, 20.0, 0.0, 0.0, 1.0, 30.0]))
    assert line["pattern_id"].tolist() == ["C", "B", "A"]
    assert line["rank"].tolist() == [3, 2, 1]
    assert line["saved_per_build_hour"].iloc[0] == np.inf


def test_a_budget_takes_whatever_still_fits():
    bought = buy(line_up(candidates()), [70, 35, 5])
    # 35 hours: B (20), not A (40), then C (10)
    assert bought["budget"].tolist() == [5, 35, 70]
    assert bought["actions"].tolist() == [0, 2, 3]
    assert bought["build_hours"].tolist() == [0, 30, 70]
    assert bought["saved_base"].tolist() == [0, 7, 15]
    assert bought["net_hours_12_base"].tolist() == [0, 56, 104]


def test_nothing_worth_doing_buys_nothing():
    nothing = buy(line_up(candidates(verdict=["keep"] * 6)), [40])
    assert nothing[["actions", "build_hours", "saved_base"]].iloc[0].tolist() == [0, 0, 0]
