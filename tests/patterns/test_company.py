"""What company a text needs to found a pattern, and a pattern to be kept."""

import numpy as np
import pytest
import scipy.sparse as sp

from toil.patterns.company import EASE, LARGE, Company
from toil.patterns.neighbours import nearest


def company_of(texts, few, many):
    """Return *texts* of one ticket each, all with the same cosine to the 4 and to the 8 next."""
    rows = sp.csr_matrix(np.ones((texts, 1)))
    alike = np.ones(texts)
    return Company(
        rows, alike, np.zeros(texts, int), nearest(rows[:1]), alike * few, alike * many, np.zeros((texts, 0))
    )


@pytest.mark.parametrize(("tickets", "kept"), [(5, True), (11, True), (16, True), (17, False)])
def test_only_a_wide_pattern_needs_eight_others(tickets, kept):
    assert company_of(tickets, few=0.34, many=0.1).density(np.zeros(tickets, int)).tolist() == [kept]


def test_among_fewer_texts_less_likeness_is_asked_for():
    assert company_of(LARGE, 0.4, 0).ease == 0
    assert company_of(3 * LARGE, 0.4, 0).ease == 0
    assert company_of(LARGE // 100, 0.4, 0).ease == pytest.approx(2 * EASE)
    assert not company_of(LARGE, 0.4, 0).founds.any()
    assert company_of(LARGE // 100, 0.4, 0).founds.all()
