"""Several wordings of one work: people begin a ticket in one of several ways and go on in one of several others.

Those who go on alike read most alike and look like a work of their own, but each of these has all the beginnings. Two
works that only share a frame, an object or a site share what all their tickets have, or what others use too, or names
that stand by themselves; a beginning is a phrase.
"""

from __future__ import annotations

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


def join_wordings(company: Company, labels: np.ndarray) -> np.ndarray:
    """Return *labels* with those patterns joined that are wordings of one work."""
    centres = means(company.rows, labels, company.weight)
    joined = np.triu((centres @ centres.T).toarray().round(9) >= ALIKE, 1)
    used, texts = tickets_of_words(company, np.arange(len(labels))), _texts_of(labels)
    for one, other in np.argwhere(joined):
        words = words_varied_alike(company, texts[one], texts[other], used)
        joined[one, other] = (_together(company, texts[one], words) & _together(company, texts[other], words)).any()
    work = connected_components(joined, directed=False)[1]
    return close_gaps(np.append(work, -1)[labels])


def words_varied_alike(company: Company, first: np.ndarray, second: np.ndarray, used: np.ndarray) -> np.ndarray:
    """Return the words that are the own of two groups of texts, and in some tickets of either, about as often.

    Parameters
    ----------
    company : Company
    first, second : np.ndarray of int
        Texts of the groups.
    used : np.ndarray, (words,)
        Tickets of all texts that use each word.

    Returns
    -------
    np.ndarray of int
        Columns of the company's rows.
    """
    words = np.array([tickets_of_words(company, texts) for texts in (first, second)])
    share = words / np.array([[company.tickets[texts].sum()] for texts in (first, second)])
    rarer, oftener = share.min(axis=0), share.max(axis=0)
    varies = (rarer >= SOME) & (oftener <= 1 - SOME) & (words.min(axis=0) >= LEAST)
    return np.flatnonzero(varies & (rarer >= AS_OFTEN * oftener) & (words.sum(axis=0) >= OWN * used))


def tickets_of_words(company: Company, texts: np.ndarray) -> np.ndarray:
    """Return the tickets among *texts* that use each word, (words,)."""
    rows = company.rows[texts]
    tickets = np.repeat(company.tickets[texts], np.diff(rows.indptr))
    return np.bincount(rows.indices, tickets, minlength=rows.shape[1])[: company.words]


def _together(company: Company, texts: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Return which two of *words* (columns) stand in the same tickets of *texts*, (words, words)."""
    has = sp.csr_matrix(company.rows[texts][:, words] > 0, dtype=float)
    both = (has.T @ sp.diags_array(company.tickets[texts]) @ has).toarray()
    either = np.add.outer(both.diagonal(), both.diagonal()) - both
    return np.triu(both >= TOGETHER * either, 1)


def _texts_of(labels: np.ndarray) -> list[np.ndarray]:
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.searchsorted(labels[order], np.arange(count_groups(labels) + 1)))[1:-1]
