import numpy as np
import pytest

from toil.candidates.ranges import DRAWS, draw_mean_minutes, draw_pert, draw_rate, generator, points
from toil.settings import Range


def rng(seed=0):
    return np.random.default_rng(seed)


def test_a_stream_hangs_on_its_name_only():
    assert generator(0, "P-1").random() == generator(0, "P-1").random()
    assert generator(0, "P-1").random() != generator(0, "P-2").random()
    assert generator(1, "P-1").random() != generator(0, "P-1").random()


def test_pert_has_the_mean_of_pert_and_its_bounds():
    drawn = draw_pert(Range(low=0, base=5, high=15), rng(), 200_000)
    assert drawn.mean() == pytest.approx((0 + 4 * 5 + 15) / 6, abs=0.02)
    assert drawn.min() >= 0
    assert drawn.max() <= 15


def test_a_range_without_width_is_its_base():
    assert draw_pert(Range(low=3, base=3, high=3), rng()).tolist() == [3.0] * DRAWS


def test_rate_has_the_mean_and_variance_of_gamma_poisson():
    drawn = draw_rate(120, 6.0, 0.1, rng())
    c = 120.5
    assert drawn.mean() == pytest.approx(c / 6, rel=0.02)
    assert drawn.var() == pytest.approx((c + 0.1 * c**2 / 6) / 36, rel=0.1)


def test_no_ticket_is_a_rate_of_zero():
    assert not draw_rate(0, 6.0, 0.1, rng()).any()


def test_one_month_takes_the_stated_dispersion():
    assert draw_rate(100, 1.0, np.nan, rng()).std() > 2 * draw_rate(100, 1.0, 0.0, rng()).std()


@pytest.mark.parametrize("n", [40, 400])
def test_few_and_many_tickets_are_resampled_alike(n):
    minutes = np.sort(rng(1).lognormal(3, 0.8, n))
    drawn = draw_mean_minutes(minutes, np.zeros(n, dtype=np.int64), np.ones((DRAWS, 1)), rng())
    assert drawn.mean() == pytest.approx(minutes.mean(), rel=0.01)
    assert drawn.std() == pytest.approx(minutes.std() / np.sqrt(n), rel=0.06)


@pytest.mark.parametrize("n", [10, 100])
def test_each_ticket_follows_its_assumption(n):
    factors = np.column_stack([np.full(DRAWS, 1.0), np.full(DRAWS, 3.0)])
    drawn = draw_mean_minutes(np.full(n, 10.0), np.repeat([0, 1], n // 2), factors, rng())
    assert drawn.mean() == pytest.approx(20, rel=0.03)


def test_a_single_ticket_has_its_minutes():
    assert draw_mean_minutes(np.array([7.0]), np.array([0]), np.ones((DRAWS, 1)), rng()).tolist() == [7.0] * DRAWS


def test_points_are_order_statistics_and_bear_never():
    found = points(np.append(np.arange(1.0, 91.0), [np.inf] * 10))
    assert (found.low, found.base, found.high) == (5, 50, np.inf)
