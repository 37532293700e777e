"""Average link without a matrix against scipy's, and the pieces around it."""

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.metrics import adjusted_rand_score

from toil.patterns.components import mean_between
from toil.patterns.groups import close_gaps, keep_groups, mean_product, means, unit, weighted_median, with_enough
from toil.patterns.linkage import average_link
from toil.patterns.neighbours import nearest


def random_rows(count, columns, seed):
    random = np.random.default_rng(seed)
    dense = random.random((count, columns)) * (random.random((count, columns)) < 0.3)
    return unit(sp.csr_matrix(dense))


@pytest.mark.parametrize("at_least", [0.1, 0.3, 0.5, 0.8])
def test_average_link_is_scipys(at_least):
    rows = random_rows(120, 30, 1)
    likeness = (rows @ rows.T).toarray()
    far = 1 - (likeness + likeness.T) / 2
    np.fill_diagonal(far, 0)
    wanted = fcluster(linkage(squareform(far, checks=False), "average"), 1 - at_least, "distance")
    assert adjusted_rand_score(wanted, average_link(rows, np.ones(120), at_least=at_least)) == 1


def test_a_weight_stands_for_copies():
    rows = random_rows(30, 12, 2)
    weights = np.arange(30) % 3 + 1
    copies = average_link(rows[np.repeat(np.arange(30), weights)], np.ones(weights.sum()), at_least=0.4)
    firsts = copies[np.cumsum(weights) - weights]
    assert adjusted_rand_score(firsts, average_link(rows, weights, at_least=0.4)) == 1


def test_rows_that_are_empty_stay_alone():
    rows = sp.csr_matrix(np.array([[1.0, 0], [0, 0], [1.0, 0], [0, 0]]))
    labels = average_link(rows, np.ones(4), at_least=0.2)
    assert labels[0] == labels[2]
    assert len(set(labels)) == 3


def test_company_is_the_cosine_to_the_nth_next_ticket():
    rows = unit(sp.csr_matrix(np.array([[1.0, 0], [1, 0.2], [1, 0.5], [0, 1]])))
    near = nearest(rows, 0.3)
    tickets = np.array([1.0, 1, 3, 1])
    cosine = (rows @ rows.T).toarray()
    assert near.company(tickets, 1) == pytest.approx([cosine[0, 1], cosine[1, 0], 1, cosine[3, 2]])
    assert near.company(tickets, 2) == pytest.approx([cosine[0, 2], cosine[1, 2], 1, cosine[3, 2]])
    assert near.company(tickets, 9) == pytest.approx([0, 0, 0, 0])


def test_neighbours_of_a_part_are_those_of_the_whole_within_it():
    rows = random_rows(60, 20, 3)
    part = np.arange(0, 60, 2)
    taken, alone = nearest(rows, 0.3).take(part), nearest(rows[part], 0.3)
    tickets = np.ones(30)
    assert taken.company(tickets, 3) == pytest.approx(alone.company(tickets, 3))


def test_mean_product_is_the_mean_cosine_of_pairs():
    rows = random_rows(5, 6, 4)
    cosine = (rows @ rows.T).toarray()
    wanted = (cosine[0, 1] + cosine[0, 2] + cosine[1, 2]) / 3
    assert mean_product(rows, np.array([0, 0, 0, 1, -1])) == pytest.approx([wanted, 1])


def test_mean_between_is_the_mean_cosine_of_pairs_in_different_parts():
    rows = random_rows(5, 6, 4)
    cosine = (rows @ rows.T).toarray()
    wanted = (cosine[0, 2] + cosine[1, 2]) / 2
    between = mean_between(rows, np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 2, 2]))
    assert between == pytest.approx([wanted, 0])


def test_weighted_median_by_group():
    values, weights = np.array([3.0, 1, 2, 9, 5]), np.array([1.0, 1, 5, 1, 1])
    assert weighted_median(values, weights, np.array([0, 0, 0, -1, 2])).tolist() == [2, 0, 5]


def test_numbers_of_groups():
    labels = np.array([0, 1, -1, 2, 1])
    assert keep_groups(labels, np.array([True, False, True])).tolist() == [0, -1, -1, 1, -1]
    assert close_gaps(np.array([5, -1, 9, 5])).tolist() == [0, -1, 1, 0]
    assert means(sp.csr_matrix(np.eye(3)), np.array([0, 0, -1])).toarray().tolist() == [[0.5, 0.5, 0]]


def test_the_floor_of_tickets_is_per_language():
    labels, languages = np.array([0, 1, 2]), np.array([0, 1, 1])
    tickets = np.array([9000.0, 8, 4])
    assert with_enough(labels, tickets, languages, 5).tolist() == [0, 1, -1]
    assert with_enough(labels, tickets, np.array([0, 0, 0]), 5).tolist() == [0, -1, -1]
