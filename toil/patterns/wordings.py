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
MOST = 0.5
"""Share of a group from which it says a word."""
ALIKE, TOGETHER = 0.1, 0.8
"""Mean product of two patterns, and share of the tickets with either of two words that have both: one work."""


@dataclass(frozen=True)
class Usage:
    """Tickets that use each word: ``tickets`` (groups, words) of groups of ``volume``, and ``used`` of all texts."""

    tickets: sp.csr_matrix
    volume: np.ndarray
    used: np.ndarray

    def varied_alike(self, one: int, other: int) -> np.ndarray:
        """Return the words (columns) that two groups have to themselves, and in some tickets of either as often."""
        share = self._shares(one, other)
        as_often = share.min(axis=0) >= AS_OFTEN * share.max(axis=0)
        return np.flatnonzero(self._varied(one) & self._varied(other) & as_often & self._own(one, other))

    def said_by_some(self, one: int, other: int) -> np.ndarray:
        """Return the words that most of *one* and some of *other* say, if *one* says nothing that *other* never does.

        So are tickets without a description beside those that have one.
        """
        share = self._shares(one, other)
        if (share[1, share[0] >= SOME] < SOME).any():
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero((share[0] >= MOST) & self._varied(other) & self._own(one, other))

    def _shares(self, *groups: int) -> np.ndarray:
        return self.tickets[list(groups)].toarray() / self.volume[list(groups), None]

    def _varied(self, group: int) -> np.ndarray:
        tickets, share = self.tickets[[group]].toarray()[0], self._shares(group)[0]
        return (share >= SOME) & (share <= 1 - SOME) & (tickets >= LEAST)

    def _own(self, one: int, other: int) -> np.ndarray:
        return self.tickets[[one, other]].toarray().sum(axis=0) >= OWN * self.used


def usage_of(company: Company, labels: np.ndarray) -> Usage:
    """Return what words the groups of *labels* (-1 is in none) use."""
    groups, placed = count_groups(labels), np.flatnonzero(labels >= 0)
    has = sp.csr_matrix(company.rows[:, : company.words] > 0, dtype=float)
    member = sp.csr_matrix((company.tickets[placed], (labels[placed], placed)), shape=(groups, len(labels)))
    return Usage(sp.csr_matrix(member @ has), np.asarray(member.sum(axis=1)).ravel(), company.tickets @ has)


def join_wordings(company: Company, labels: np.ndarray) -> np.ndarray:
    """Return *labels* with those patterns joined that are wordings of one work."""
    centres = means(company.rows, labels, company.weight)
    joined = np.triu((centres @ centres.T).toarray().round(9) >= ALIKE, 1)
    usage = usage_of(company, labels)
    for one, other in np.argwhere(joined):
        ways = (usage.varied_alike(one, other), usage.said_by_some(one, other), usage.said_by_some(other, one))
        joined[one, other] = any(_share_phrase(company, labels, (one, other), words) for words in ways)
    work = connected_components(joined, directed=False)[1]
    return close_gaps(np.append(work, -1)[labels])


def _share_phrase(company: Company, labels: np.ndarray, groups: tuple[int, int], words: np.ndarray) -> bool:
    """Return whether two of *words* stand together in each of *groups*."""
    if len(words) < 2:
        return False
    return bool(
        np.logical_and(*(_together(company, np.flatnonzero(labels == group), words) for group in groups)).any()
    )


def _together(company: Company, texts: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Return which two of *words* (columns) stand in the same tickets of *texts*, (words, words)."""
    has = sp.csr_matrix(company.rows[texts][:, words] > 0, dtype=float)
    both = (has.T @ sp.diags_array(company.tickets[texts]) @ has).toarray()
    either = np.add.outer(both.diagonal(), both.diagonal()) - both
    return np.triu(both >= TOGETHER * either, 1)
