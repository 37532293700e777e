import numpy as np
import pandas as pd
import pytest

from toil.candidates.hours import ASSUMPTIONS, draw_hours
from toil.candidates.placed import Placed
from toil.schema import KINDS
from toil.schema.values import RUNGS
from toil.settings import Effort

STILL = {"context_switch_minutes": [0, 0, 0], "touch_share": [0.1, 0.1, 0.1]}
NO_SWITCHES = pd.DataFrame({"switches": [0, 0]})


def two_patterns(minutes, rung):
    """Return two patterns of the same tickets on *rung* (a name, or one a ticket), assumptions without a range."""
    n = len(minutes)
    values = np.tile(np.asarray(minutes, dtype=float), 2)
    names = [rung] * n if isinstance(rung, str) else rung
    return Placed(
        pattern_ids=["P-1", "P-2"],
        row=np.arange(2 * n),
        pattern=np.repeat([0, 1], n),
        minutes=dict.fromkeys(("low", "base", "high"), values),
        rung=np.tile([RUNGS.index(name) for name in names], 2),
        kind=np.full(2 * n, KINDS.index("incident")),
        episode=np.arange(2 * n),
        burst=np.zeros(2 * n, dtype=bool),
        idle=np.zeros(2 * n, dtype=bool),
    )


def draw(placed, **effort):
    stated = Effort.model_validate(STILL | effort)
    found = draw_hours(placed, NO_SWITCHES, stated, months=6, dispersion=0.0, random_state=0)
    return found.steady


def spread(draws):
    """Return the 95th over the 5th percentile."""
    low, high = np.quantile(draws, [0.05, 0.95])
    return high / low


def test_a_patterns_own_factor_widens_its_range_by_that_factor_either_way():
    # 40,000 tickets of ten minutes: volume and resampling add next to nothing
    placed = two_patterns(np.full(40_000, 10.0), "elapsed")
    assert spread(draw(placed, pattern_factor={"elapsed": 1})[0]) == pytest.approx(1, abs=0.05)
    assert spread(draw(placed, pattern_factor={"elapsed": 3})[0]) == pytest.approx(9, rel=0.1)
    assert np.median(draw(placed, pattern_factor={"elapsed": 3})[0]) == pytest.approx(40_000 * 10 / 60 / 6, rel=0.05)


def test_each_pattern_has_a_factor_of_its_own():
    first, second = draw(two_patterns(np.full(1000, 10.0), "elapsed"))
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.1


@pytest.mark.parametrize("rung", ["worklog", "peers", "glance"])
def test_what_is_recorded_has_no_factor(rung):
    assert spread(draw(two_patterns(np.full(40_000, 10.0), rung))[0]) < 1.05


def test_peers_vary_with_the_recorded_ones_behind_them():
    recorded = np.tile([5.0, 35.0], 10)
    alone = draw(two_patterns(recorded, "worklog"))[0]
    # 60 more that take the mean of these 20: four times the hours, and no surer of their mean
    rungs = ["worklog"] * 20 + ["peers"] * 60
    both = draw(two_patterns([*recorded, *[20.0] * 60], rungs))[0]
    assert np.median(both) == pytest.approx(4 * np.median(alone), rel=0.05)
    # Relative variance: of the mean 225 / 20 / 400, of the volume one over the tickets and a half
    assert np.std(both) / np.mean(both) == pytest.approx(np.sqrt(225 / 20 / 400 + 1 / 80.5), rel=0.06)


def test_every_factor_stated_is_of_an_assumption():
    assert set(Effort().pattern_factor) <= {name.split()[0] for name in ASSUMPTIONS}
