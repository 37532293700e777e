"""Expected purity: more where tickets read alike and hold together, unknown where nobody measured."""

import numpy as np
import pandas as pd
import pytest

from toil.patterns import expected_purity
from toil.patterns.purity import FIRM, MOST

from .fake_embedder import FakeEmbedder


def purity(cohesion, stability, templates=3):
    return expected_purity(
        pd.DataFrame({"cohesion": [cohesion], "stability": stability, "templates": templates})
    ).iloc[0]


def test_it_is_the_sum_of_what_cohesion_and_stability_say():
    assert purity(0.5, 0.8) == pytest.approx(0.5 + 0.8 * FIRM)
    assert purity(0.5, 0.8) < purity(0.6, 0.8) < purity(0.6, 0.9)


def test_no_pattern_is_expected_to_be_wholly_pure():
    assert purity(1.0, 1.0) == MOST


def test_a_pattern_of_one_text_is_as_firm_as_can_be():
    assert purity(1.0, np.nan, templates=1) == MOST


def test_it_is_unknown_where_the_stability_of_several_texts_is():
    assert np.isnan(purity(0.9, np.nan))


def test_it_is_unknown_where_meanings_made_the_patterns():
    facts = pd.DataFrame({"cohesion": [0.9, 0.8], "stability": [1.0, 0.5], "templates": [3, 1]})
    assert expected_purity(facts, FakeEmbedder()).isna().all()


def test_a_fit_says_it_of_each_pattern(small_fit):
    facts = small_fit.patterns
    expected = expected_purity(facts)
    pd.testing.assert_series_equal(facts["purity"], expected, check_names=False)
    assert facts["purity"].between(0.5, MOST).all()
