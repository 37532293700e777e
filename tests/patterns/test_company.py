"""What company a text needs to found a pattern, and a pattern to be kept."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from toil.patterns.company import EASE, LARGE, MOST_EASE, Company, compare, ease_of
from toil.patterns.groups import unit
from toil.patterns.neighbours import nearest


def company_of(texts, few, many):
    """Return *texts* of one ticket each, all with the same cosine to the 4 and to the 8 next."""
    rows = sp.csr_matrix(np.ones((texts, 1)))
    alike, languages = np.ones(texts), np.zeros(texts, int)
    near, ease = nearest(rows[:1], 0.3), ease_of(languages)
    return Company(rows, alike, languages, near, alike * few, alike * many, np.zeros((texts, 0)), ease, words=0)


@pytest.mark.parametrize(("tickets", "kept"), [(5, True), (11, True), (16, True), (17, False)])
def test_only_a_wide_pattern_needs_eight_others(tickets, kept):
    assert company_of(tickets, few=0.28, many=0.1).density(np.zeros(tickets, int)).tolist() == [kept]


def test_among_fewer_texts_less_likeness_is_asked_for():
    assert (company_of(LARGE, 0.4, 0).ease == 0).all()
    assert (company_of(3 * LARGE, 0.4, 0).ease == 0).all()
    assert company_of(LARGE // 10, 0.4, 0).ease == pytest.approx(EASE)
    assert company_of(LARGE // 100, 0.4, 0).ease == pytest.approx(MOST_EASE)
    assert not company_of(LARGE, 0.4, 0).founds.any()
    assert company_of(LARGE // 100, 0.4, 0).founds.all()


def test_a_language_of_few_texts_is_held_to_less_than_the_one_beside_it():
    languages = np.repeat([0, 2], [LARGE, LARGE // 100])
    company = replace(company_of(len(languages), 0.4, 0), languages=languages, ease=ease_of(languages))
    assert company.founds.tolist() == [False] * LARGE + [True] * (LARGE // 100)


def test_of_some_of_the_texts_as_much_is_asked_as_of_all():
    texts = LARGE // 10
    whole = compare(sp.eye_array(texts).tocsr(), np.ones(texts), np.zeros(texts, int), np.zeros((texts, 0)), words=0)
    assert whole.take(np.arange(texts // 2)).ease == pytest.approx(EASE)
    assert ease_of(np.zeros(texts // 2, int))[0] > 2 * EASE


def test_a_text_has_neighbours_at_the_cosine_that_its_language_asks_for():
    rows = unit(sp.csr_matrix(np.eye(3, 4) + [[0, 0, 0, 0.6]] * 3))  # cosines of 0.26 between any two
    rows = sp.vstack([rows, sp.csr_matrix((LARGE, 4))]).tocsr()
    near = {}
    for language, count in (("large", LARGE + 3), ("small", 3)):
        languages = np.repeat([0, 1], [count, len(range(count, LARGE + 3))])
        near[language] = compare(rows, np.ones(LARGE + 3), languages, np.zeros((LARGE + 3, 0)), words=0).near.rows[0]
    assert (near["large"] == -1).all()
    assert near["small"][:3].tolist() == [1, 2, -1]


def test_a_text_alone_has_no_neighbour_that_reads_less_alike_than_is_ever_asked():
    rows = unit(sp.csr_matrix(np.eye(3, 4) + [[0, 0, 0, 0.5]] * 3))  # 0.2
    near = compare(rows, np.ones(3), np.zeros(3, int), np.zeros((3, 0)), words=0).near
    assert (near.rows == -1).all()
