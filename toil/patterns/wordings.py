"""Several wordings of one work: people begin a ticket in one of several ways and go on in one of several others.

Those who go on alike read most alike and look like a work of their own, but each of these has all the beginnings. Two
works that only share a frame, an object or a site share what all their tickets have, or what others use too, or names
that stand by themselves; a beginning is a phrase.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from toil.patterns.company import Company
from toil.patterns.groups import close_gaps, count_groups, means

OWN = 0.5
"""Share of a word's tickets that two groups have, from which it is their own."""
SOME, LEAST = 0.1, 5
"""Share of a group that has a word, and that has it not, from which the group varies in it; and tickets with it."""
AS_OFTEN = 0.6
"""Share of one group with a word, over that of the other, from which they use it alike."""
ALIKE, TOGETHER = 0.1, 0.8
"""Mean product of two patterns, and share of the tickets with either of two words that have both: one work."""


@dataclass(frozen=True)
class Varied:
    """What groups of texts vary in: ``tickets`` of each group with each word, where some have it and some have not.

    ``tickets`` is (groups, words), ``volume`` (groups,), and ``used`` (words,) counts the tickets of all texts.
    """

    tickets: sp.csr_matrix
    volume: np.ndarray
    used: np.ndarray

    def alike(self, one: int, other: int) -> np.ndarray:
        """Return the words (columns) that two groups have to themselves and vary in alike."""
        first, second = (self.tickets[[group]] for group in (one, other))
        words, *at = np.intersect1d(first.indices, second.indices, assume_unique=True, return_indices=True)
        tickets = np.array([first.data[at[0]], second.data[at[1]]])
        share = tickets / self.volume[[one, other], None]
        as_often = share.min(axis=0) >= AS_OFTEN * share.max(axis=0)
        return words[as_often & (tickets.sum(axis=0) >= OWN * self.used[words])]


def varied_words(company: Company, labels: np.ndarray) -> Varied:
    """Return what the groups of *labels* (-1 is in none) vary in."""
    groups, placed = count_groups(labels), np.flatnonzero(labels >= 0)
    has = sp.csr_matrix(company.rows[:, : company.words] > 0, dtype=float)
    member = sp.csr_matrix((company.tickets[placed], (labels[placed], placed)), shape=(groups, len(labels)))
    tickets, volume = sp.csr_matrix(member @ has), np.asarray(member.sum(axis=1)).ravel()
    share = tickets.data / np.repeat(volume, np.diff(tickets.indptr))
    tickets.data[(share < SOME) | (share > 1 - SOME) | (tickets.data < LEAST)] = 0
    tickets.eliminate_zeros()
    return Varied(tickets, volume, company.tickets @ has)


def join_wordings(company: Company, labels: np.ndarray) -> np.ndarray:
    """Return *labels* with those patterns joined that are wordings of one work."""
    centres = means(company.rows, labels, company.weight)
    joined = np.triu((centres @ centres.T).toarray().round(9) >= ALIKE, 1)
    varied = varied_words(company, labels)
    for one, other in np.argwhere(joined):
        words = varied.alike(one, other)
        phrase = [
            _together(company, np.flatnonzero(labels == group), words) for group in (one, other) if len(words) > 1
        ]
        joined[one, other] = len(phrase) and np.logical_and(*phrase).any()
    work = connected_components(joined, directed=False)[1]
    return close_gaps(np.append(work, -1)[labels])


def _together(company: Company, texts: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Return which two of *words* (columns) stand in the same tickets of *texts*, (words, words)."""
    has = sp.csr_matrix(company.rows[texts][:, words] > 0, dtype=float)
    both = (has.T @ sp.diags_array(company.tickets[texts]) @ has).toarray()
    either = np.add.outer(both.diagonal(), both.diagonal()) - both
    return np.triu(both >= TOGETHER * either, 1)
