"""Votes between neighbours, and the cut of patterns of two works."""

import numpy as np
import scipy.sparse as sp

from toil.patterns.company import compare
from toil.patterns.groups import unit
from toil.patterns.votes import cut_in_two, refine


def company_of(rows, tickets=None):
    rows = unit(sp.csr_matrix(np.array(rows, dtype=float)))
    count = rows.shape[0]
    return compare(
        rows,
        np.ones(count) if tickets is None else np.array(tickets, dtype=float),
        np.zeros(count, int),
        np.zeros((count, 0)),
        words=0,
    )


def two_works(each=60, shared=0.25):
    """Texts of two works: a word of their own each, a word of their work, and a weaker word that all share."""
    own = np.eye(2 * each) * 0.8
    work = np.repeat(np.eye(2), each, axis=0)
    return np.hstack([work, np.full((2 * each, 1), shared), own])


def test_a_text_is_elected_into_the_pattern_of_its_neighbours():
    company = company_of(two_works())
    labels = np.repeat([0, 1], 60)
    labels[:8] = 1  # wrong at first
    labels[8:12] = -1  # left out at first
    assert refine(company, labels, 5).tolist() == [0] * 60 + [1] * 60


def test_tickets_of_a_text_vote_on_each_other():
    rows = [[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]]
    labels = refine(company_of(rows, tickets=[30, 1, 9]), np.array([0, 0, 1]), 5)
    assert labels.tolist()[0] == 0
    assert labels.tolist()[2] == 1


def test_a_pattern_of_two_works_is_cut_and_one_of_one_work_is_not():
    company = company_of(two_works())
    cut = cut_in_two(company, np.zeros(120, dtype=int))
    assert sorted(np.bincount(cut)) == [60, 60]
    assert len(set(cut[:60])) == 1
    alike = company_of(two_works(shared=2.0))
    assert set(cut_in_two(alike, np.zeros(120, dtype=int))) == {0}


def test_halves_need_tickets():
    company = company_of(two_works(each=40))
    assert set(cut_in_two(company, np.zeros(80, dtype=int))) == {0}


def test_texts_beyond_those_looked_at_go_to_the_nearer_half(monkeypatch):
    monkeypatch.setattr("toil.patterns.votes.LOOKED_AT", 80)
    rows = two_works(each=100)
    order = np.random.default_rng(3).permutation(200)
    cut = cut_in_two(company_of(rows[order]), np.zeros(200, dtype=int))
    work = (order >= 100).astype(int)
    assert set(zip(cut.tolist(), work.tolist(), strict=True)) in ({(0, 0), (1, 1)}, {(0, 1), (1, 0)})


def test_none_placed_stays_none():
    assert refine(company_of(np.eye(3)), np.full(3, -1), 5).tolist() == [-1, -1, -1]
