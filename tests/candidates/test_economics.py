import numpy as np
import pytest

from toil.candidates.benefits import draw_saving, find_benefit
from toil.candidates.economics import budget_hours, net_12, net_hours_12, payback_months, saved_hours
from toil.candidates.ranges import DRAWS
from toil.settings import Economics

MONEY = {"rate": 100.0, "run": 200.0, "maintenance": 0.2}
FIXED = {"automatable_share": 0.5, "residual_touch": 0.2, "build_hours": 60}


def test_saved():
    assert saved_hours(20, 0.5, 0.2) == 8  # 20 x 0.5 x 0.8


def test_net_12():
    # 12 x 8 x 100 = 9,600; build 6,000; run 2,400; upkeep 0.2 x 60 x 100 = 1,200
    assert net_12(8, 60, **MONEY) == 0
    assert net_12(10, 60, **MONEY) == 2400


def test_net_hours_is_net_over_rate():
    assert net_hours_12(10, 60, run_hours=2.0, maintenance=0.2) == 24


def test_payback():
    # 6,000 / (800 - 200 - 1,200 / 12) = 12 months
    assert payback_months(8, 60, **MONEY) == 12


@pytest.mark.parametrize("saved", [3.0, 2.0, 0.0])  # 300 - 200 - 100 = 0: not positive
def test_never_pays_back(saved):
    assert payback_months(saved, 60, **MONEY) == np.inf


def test_what_costs_nothing_to_build_pays_back_at_once():
    assert payback_months(8, 0, **MONEY) == 0


def test_budget_hours():
    # (8 - 2) x 12 / (1 + 0.2) = 60: twelve months of net gain, the same case as the payback above
    assert budget_hours(8, run_hours=2.0, maintenance=0.2, horizon=12) == pytest.approx(60)
    assert budget_hours(1, run_hours=2.0, maintenance=0.2, horizon=12) == 0


def benefit(rate=None, run=None, hours=20.0):
    economics = Economics(rate=rate, run_month=run, maintenance=0.2, means={"automate": FIXED})
    saving = draw_saving(np.full(DRAWS, hours), "automate", economics, pattern_id="P", random_state=0)
    return find_benefit(saving, "automate", economics)


def test_fixed_assumptions_give_the_formulas():
    found = benefit(rate=100.0, run=200.0)
    assert found.saved.base == pytest.approx(8)
    assert found.net_12.low == found.net_12.high == pytest.approx(0)
    assert found.payback_months.base == pytest.approx(12)
    assert found.budget_hours == pytest.approx(60)


def test_nothing_in_money_without_a_rate():
    found = benefit()
    assert np.isnan([found.net_12.base, found.payback_months.base, found.payback_months.high]).all()
    assert found.net_hours_12.base == pytest.approx(12 * 8 - 60 - 12)


def test_the_chance_to_pay_back_is_the_share_of_draws_with_net_hours_above_0():
    hours = np.r_[
        np.full(DRAWS // 4, 20.0), np.full(DRAWS - DRAWS // 4, 10.0)
    ]  # of 96 and 48 hours a year 72 are spent
    economics = Economics(maintenance=0.2, means={"automate": FIXED})
    saving = draw_saving(hours, "automate", economics, pattern_id="P", random_state=0)
    assert find_benefit(saving, "automate", economics).pays_share == 0.25
    assert benefit(hours=15.0).pays_share == 0  # 72 of 72: nothing is left over


def test_a_run_cost_that_is_not_known_is_left_out():
    assert benefit(rate=100.0).net_12.base == pytest.approx((12 * 8 - 72) * 100)


def test_nothing_to_save_never_pays_back():
    assert benefit(rate=100.0, hours=0.0).payback_months.base == np.inf
