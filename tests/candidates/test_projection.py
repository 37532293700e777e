"""Projected volume, worked out by hand: shrunk to the squad's trend, and zero after a wave's end."""

import numpy as np
import pytest

from toil.candidates.benefits import draw_saving, find_benefit
from toil.candidates.economics import lasting_share
from toil.candidates.growth import Trends
from toil.candidates.projection import Projection, draw_volume, end_over_mean, project_volume, shrink, wave_months
from toil.candidates.ranges import DRAWS
from toil.settings import Economics, months_between

WHOLE = np.ones(6)
FIXED = {"automatable_share": 0.5, "residual_touch": 0.2, "build_hours": 60}


def trends(*changes, error=0.1):
    changes = np.array(changes, dtype=float)
    return Trends(changes, np.full(len(changes), error), np.full(len(changes), 0.5))


def test_one_change_counts_as_far_as_it_is_over_its_error():
    # c (1 - e^2 / c^2): 0.2 (1 - 0.01 / 0.04) = 0.15; 0.1 is all error
    # Its error: 0.1 x sqrt(0.03 / 0.04)
    change, error = shrink(np.array([0.2]), np.array([0.1]))
    assert change == pytest.approx([0.15])
    assert error == pytest.approx([0.1 * np.sqrt(0.75)])
    assert shrink(np.array([0.1]), np.array([0.1])) == (pytest.approx([0]), pytest.approx([0]))


def test_changes_are_shrunk_by_their_spread_together():
    # Equal errors of 0.1: Q = (0.09 + 0.01) / 0.01 = 10; t2 = (10 - 2) / 200 = 0.04; each times 0.04 / 0.05
    assert shrink(np.array([0.3, -0.1]), np.array([0.1, 0.1]))[0] == pytest.approx([0.24, -0.08])
    # Noise alone: Q = 2 x 0.64 < 2, nothing is left
    assert shrink(np.array([0.08, -0.08]), np.array([0.1, 0.1]))[0] == pytest.approx([0, 0])


def test_what_is_less_sure_is_shrunk_more():
    # Q = 0.16 / 0.01 + 0.16 / 0.16 = 17; t2 = 15 / (100 + 6.25) = 0.14118
    t2 = 15 / 106.25
    found, _ = shrink(np.array([0.4, 0.4]), np.array([0.1, 0.4]))
    assert found == pytest.approx([0.4 * t2 / (t2 + 0.01), 0.4 * t2 / (t2 + 0.16)])


def test_unknown_stays_unknown_and_a_wave_spreads_to_no_other():
    found, error = shrink(np.array([np.nan, 0.08, 2.0]), np.array([0.1, 0.1, 0.1]), np.array([True, True, False]))
    assert np.isnan(found[0])
    assert np.isnan(error[0])
    assert found[1:] == pytest.approx([0, 0])


def test_the_level_of_the_last_month_over_the_mean():
    # Two months that double: levels 2^-0.5 and 2^0.5, last over mean = 2 / (3 / 2)
    assert end_over_mean(2.0, 2) == pytest.approx(4 / 3)
    # Three months: 1/2, 1, 2; 2 / (7 / 6)
    assert end_over_mean(2.0, 3) == pytest.approx(12 / 7)
    assert end_over_mean(1.0, 6) == 1


def test_a_pattern_without_a_trend_of_its_own_follows_the_squad():
    # The squad doubles each month: 2^k from 10; far over its error, but for a little
    total = 10 * 2 ** np.arange(6)
    found = project_volume(trends(0.05, -0.05), total, WHOLE, np.array([True, True]))
    assert found.months == 6
    assert found.own_change == pytest.approx([0, 0])
    assert 0 < found.squad_change < 1
    assert found.volume == pytest.approx([end_over_mean(1 + found.squad_change, 6)] * 2)


def test_a_steady_squad_leaves_the_patterns_own_shrunk_trend():
    found = project_volume(trends(0.3, -0.1), np.full(6, 100), WHOLE, np.array([True, True]))
    assert found.squad_change == 0
    assert np.log1p(found.own_change) == pytest.approx([0.24, -0.08])
    # e^(0.24 x 2.5) over the mean of e^(0.24 x (-2.5, -1.5, ... 2.5)): 1.8221 / 1.0858
    assert found.volume[0] == pytest.approx(1.8221 / 1.0858, abs=1e-3)
    assert found.volume[1] < 1


def test_under_six_whole_months_the_window_stands_for_what_comes():
    found = project_volume(trends(np.nan), np.full(6, 100), np.array([1, 1, 1, 1, 1, 0.5]), np.array([True]))
    assert found.months == 0
    assert np.isnan(found.squad_change)
    assert found.volume == [1]
    assert (draw_volume(found, ["P"], 0) == 1).all()


def test_the_volume_is_drawn_within_the_errors_of_both_changes():
    # Log changes are normal: squad 0 +- 0.05 for all patterns alike, own 0.24 and 0 with 0.08 and 0.
    # The level at the end over the mean rises with the change: its percentiles are those at the changes' percentiles.
    found = Projection(
        6, 0.0, np.expm1([0.24, 0.0]), 0.05, np.array([0.08, 0.0]), end_over_mean(np.exp([0.24, 0]), 6)
    )
    drawn = draw_volume(found, ["P", "Q"], 0)
    for row, (change, error) in enumerate([(0.24, np.hypot(0.05, 0.08)), (0.0, 0.05)]):
        expected = end_over_mean(np.exp(change + error * np.array([-1.645, 0, 1.645])), 6)
        assert np.percentile(drawn[row], [5, 50, 95]) == pytest.approx(expected, rel=0.03)
    assert 0.3 < np.corrcoef(drawn)[0, 1] < 0.8  # 0.05 / 0.094 = 0.53
    assert (draw_volume(found, ["P", "Q"], 0) == drawn).all()
    assert (draw_volume(found, ["P"], 0) == drawn[:1]).all()


def test_months_of_a_wave():
    kinds = np.array(["migration", "business process"], dtype=object)
    assert months_between("2026-11", "2027-02") == 3
    for ends, left in (("2026-12", 3), ("2026-09", 0), ("2026-01", 0), (None, 0)):
        assert wave_months(kinds, "2026-09", ends)[0] == left
        assert np.isnan(wave_months(kinds, "2026-09", ends)[1])


def test_the_part_of_a_horizon_with_work():
    assert lasting_share([3, 0, 24, np.nan], 12) == pytest.approx([0.25, 0, 1, 1])


def benefit(**changed):
    economics = Economics(rate=100, run_month=0, maintenance=0.2, horizon_months=24, means={"automate": FIXED})
    saving = draw_saving(
        np.full(DRAWS, 20.0), "automate", economics, pattern_id="P", random_state=0, **changed
    )  # h = 20; saved = 20 x 0.5 x 0.8 = 8
    return find_benefit(saving, "automate", economics)


def test_more_volume_saves_more():
    # 8 x 1.5 = 12 h; 12 x 12 - 60 - 12 = 72 h; 6,000 / (1,200 - 100) = 5.45 months; 12 x 24 / 1.4 = 205.7
    found = benefit(volume=1.5)
    assert found.saved.base == pytest.approx(12)
    assert found.net_hours_12.base == pytest.approx(72)
    assert found.payback_months.base == pytest.approx(60 / 11)
    assert found.budget_hours == pytest.approx(12 * 24 / 1.4)


def test_a_wave_saves_nothing_after_its_end():
    # 6 of 12 months: 8 x 6 / 12 = 4 h; 48 - 60 - 12 = -24 h; 60 / (8 - 1) = 8.6 months is after the end: never
    found = benefit(wave_months=6.0)
    assert found.saved.base == pytest.approx(4)
    assert found.net_hours_12.base == pytest.approx(-24)
    assert found.payback_months.base == np.inf
    assert found.budget_hours == pytest.approx(8 * 6 / 1.4)  # 48 h within 24 months
    # 9 months are enough
    assert benefit(wave_months=9.0).payback_months.base == pytest.approx(60 / 7)


def test_a_wave_that_is_over_brings_nothing():
    found = benefit(wave_months=0.0)
    assert (found.saved.base, found.net_12.base, found.budget_hours) == (0, -7200, 0)
    assert found.payback_months.base == np.inf
