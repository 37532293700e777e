import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import nbinom, norm, poisson

from toil.candidates.growth import fit_trends, pool_dispersion

WHOLE = np.ones(6)
FLAT = np.full((1, 6), 600)


def test_an_exact_exponential_is_found():
    counts = np.array([[8, 16, 32, 64, 128, 256]])
    found = fit_trends(counts, FLAT, WHOLE, 0.0)
    assert found.change[0] == pytest.approx(np.log(2))
    assert found.keeps_pace[0] > 0.999


@pytest.mark.parametrize("dispersion", [0.0, 0.2])
def test_the_fit_is_the_maximum_of_the_likelihood(dispersion):
    counts, volume = np.array([[5, 9, 4, 11, 12, 9]]), np.array([[300, 280, 350, 340, 400, 390]])
    month = np.arange(6) - 2.5

    def minus_log_likelihood(p):
        mean = np.exp(p[0] + p[1] * month + np.log(volume[0]))
        if not dispersion:
            return -poisson.logpmf(counts[0], mean).sum()
        return -nbinom.logpmf(counts[0], 1 / dispersion, 1 / (1 + dispersion * mean)).sum()

    best = minimize(minus_log_likelihood, [-3.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10})
    found = fit_trends(counts, volume, WHOLE, dispersion)
    assert found.change[0] == pytest.approx(best.x[1], abs=1e-4)
    assert found.keeps_pace[0] == pytest.approx(norm.cdf(found.change[0] / found.error[0]))


@pytest.mark.parametrize(
    ("counts", "volume", "keeps_pace"),
    [
        ([20, 22, 24, 27, 29, 32], [200, 220, 240, 270, 290, 320], (0.4, 0.6)),  # as the squad
        ([20] * 6, [200, 260, 340, 440, 570, 740], (0.0, 0.01)),  # flat while the squad grows
        (
            [40, 20, 10, 5, 2, 1],
            [200, 195, 190, 180, 175, 170],
            (0.0, 0.01),
        ),  # vanishing faster than the squad shrinks
        ([0, 0, 0, 10, 14, 19], [200] * 6, (0.99, 1.0)),  # new
    ],
)
def test_keeping_pace_with_the_squad(counts, volume, keeps_pace):
    found = fit_trends(np.array([counts]), np.array([volume]), WHOLE, 0.01).keeps_pace[0]
    assert keeps_pace[0] <= found <= keeps_pace[1]


@pytest.mark.parametrize(
    ("counts", "volume", "exposure"),
    [
        (np.ones((1, 5)), np.full((1, 5), 9), np.ones(5)),
        (np.ones((1, 6)), FLAT, np.array([0.4, 1, 1, 1, 1, 1])),  # a month half exported is no month
        (np.zeros((1, 6)), FLAT, WHOLE),
        (np.array([[0, 0, 0, 0, 0, 30]]), FLAT, WHOLE),  # no slope is steep enough for it
        (np.array([[30, 0, 0, 0, 0, 0]]), FLAT, WHOLE),
        (np.ones((1, 6)), np.zeros((1, 6)), WHOLE),
        (np.array([[0, 0, 40, 0, 0, 40]]), FLAT, WHOLE),  # a close of the quarter: where it lies is no trend
        (np.array([[0, 40, 0, 0, 40, 0]]), FLAT, WHOLE),
    ],
)
def test_growth_is_unknown_where_it_can_not_be_fitted(counts, volume, exposure):
    assert np.isnan(fit_trends(counts, volume, exposure, 0.1).keeps_pace).all()


def test_a_silent_month_that_is_chance_leaves_the_trend_known():
    # 7 tickets in 5 months, 1.4 a month: none in one of them is no wonder
    assert np.isfinite(fit_trends(np.array([[0, 1, 0, 2, 1, 3]]), FLAT, WHOLE, 0.1).keeps_pace).all()


def test_pool_dispersion_by_moments():
    # One pattern, mean 10: squares 100 + 0 + 100 = 200, x 3/2 = 300, less 30 expected, over 3 x 100
    assert pool_dispersion(np.array([[0, 10, 20]]), np.ones(3)) == pytest.approx(270 / 300)
    assert pool_dispersion(np.array([[10, 10, 10]]), np.ones(3)) == 0
    assert np.isnan(pool_dispersion(np.array([[3, 4]]), np.ones(2)))


def test_dispersion_is_recovered_from_many_patterns():
    rng = np.random.default_rng(0)
    mean = rng.uniform(10, 50, (400, 1))
    counts = rng.poisson(mean * rng.gamma(1 / 0.2, 0.2, (400, 6)))
    assert pool_dispersion(counts, WHOLE) == pytest.approx(0.2, abs=0.03)
