"""The bench's own claims on few runs: ranges cover the truth, attributes tell what was planted.

The full figures are printed by ``bench/ranges.py`` and ``bench/attributes.py``.
"""

import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

BENCH = str(Path(__file__).parents[2] / "bench")


@pytest.fixture(scope="module")
def bench():
    """Return a function that imports a module of ``bench/``."""
    sys.path.insert(0, BENCH)
    yield import_module
    sys.path.remove(BENCH)


@pytest.mark.slow
@pytest.mark.parametrize("rung", ["worklog", "glance", "peers", "notes", "elapsed", "default"])
def test_the_range_covers_the_truth(bench, rung):
    assert 0.85 <= bench("ranges").cover(rung, 400).covered <= 0.95


def test_each_attribute_tells_what_was_planted(bench):
    attributes = bench("attributes")
    shares, natures = attributes.score(range(2))
    areas = {name: attributes.area(shares[name], natures[name]) for name in attributes.ATTRIBUTES}
    assert min(areas.values()) >= 0.85, areas  # 60 patterns; the bar of the bench's 600 is 0.9


def test_natures_are_planted_by_halves_and_say_nothing_of_each_other(bench):
    rows, natures = bench("natures").plant(3)
    assert (natures.sum() == 15).all()
    assert rows["pattern"].nunique() == 30
    assert len(natures.drop_duplicates()) > 15


def test_the_area_is_the_chance_that_a_high_one_stands_over_a_low_one(bench):
    area = bench("attributes").area
    high = pd.Series([True, True, False, False, True])
    # Known: highs .9 and .4, lows .5 and .1: three of the four pairs are in order
    assert area(pd.Series([0.9, 0.4, 0.5, 0.1, np.nan]), high) == 0.75
    assert area(pd.Series([0.5] * 5), high) == 0.5
