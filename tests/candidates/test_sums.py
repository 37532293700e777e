"""Sums over squads: what is assumed goes one way in all of them, what is a pattern's own cancels in part."""

import numpy as np
import pandas as pd
import pytest

from toil.candidates import add_draws
from toil.candidates.hours import DrawnHours
from toil.candidates.ranges import DRAWS, points
from toil.candidates.sums import total_draws


def drawn(own, shared):
    """Return the draws of one pattern of a squad: *own* times *shared*, both by draw."""
    return total_draws(DrawnHours(np.array([own * shared]), np.zeros(1), shared))


def spread(seed):
    return np.exp(np.random.default_rng(seed).standard_normal(DRAWS) * 0.5)


def test_where_only_the_assumptions_vary_the_ends_add_up():
    """Each squad drew them in an order of its own, as generators with other ranges do."""
    squads = [drawn(np.full(DRAWS, 10.0), spread(seed)) for seed in (1, 2)]
    each = [points(squad["hours"].to_numpy()) for squad in squads]
    both = add_draws(squads)
    assert both.low == pytest.approx(each[0].low + each[1].low)
    assert both.high == pytest.approx(each[0].high + each[1].high)


def test_where_nothing_is_assumed_the_errors_of_squads_cancel_in_part():
    """Two like and independent lognormals: the sum's range is about 1.4 of one, not 2."""
    squads = [drawn(10 * spread(seed), np.ones(DRAWS)) for seed in (1, 2)]
    each, both = points(squads[0]["hours"].to_numpy()), add_draws(squads)
    assert 1.25 < (both.high - both.low) / (each.high - each.low) < 1.6


def test_order_does_not_matter_and_a_squad_without_patterns_adds_nothing():
    squads = [drawn(10 * spread(3), spread(4)), drawn(10 * spread(5), spread(6))]
    empty = pd.DataFrame({"draw": [], "hours": []})
    assert add_draws(squads) == add_draws([empty, *squads[::-1]])
    assert np.isnan(add_draws([empty]).base)
