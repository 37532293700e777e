"""Patterns by meaning: average link on meanings, then the vote of each text's neighbours, then across languages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.clustering import sample
from toil.patterns.corpus import Corpus
from toil.patterns.embedders import Embedder, unit_rows
from toil.patterns.groups import close_gaps, count_groups, with_enough
from toil.patterns.linkage import _carry, _merge_mutual
from toil.patterns.meanings import Meanings, read_meanings
from toil.patterns.neighbours import BLOCK

MERGE = 0.36
"""Mean product of two groups of texts at which they are one pattern."""
VOTES = 12
"""Rounds of votes at most."""
VOTED = 0.2
"""Share of its neighbours' votes that a text needs to belong to a pattern."""
_NONE = -1


@dataclass(frozen=True)
class SemanticClustering:
    """Texts in patterns, as `toil.patterns.clustering.Clustering` gives them; ``company`` are meanings."""

    labels: np.ndarray
    similarity: np.ndarray
    margin: np.ndarray
    company: Meanings
    compared: np.ndarray


def form(meanings: Meanings, min_tickets: float) -> np.ndarray:
    """Return the pattern of each text among *meanings*; -1 is none."""
    labels = link(meanings, at_least=MERGE)
    labels = with_enough(labels, meanings.tickets, meanings.languages, min_tickets)
    for _ in range(VOTES):
        voted = with_enough(vote(meanings, labels), meanings.tickets, meanings.languages, min_tickets)
        if len(voted) == len(labels) and (voted == labels).all():
            break
        labels = voted
    return labels


def link(meanings: Meanings, *, at_least: float) -> np.ndarray:
    """Return the group of each text: average link (UPGMA) while the mean product is at least *at_least*.

    As `toil.patterns.linkage.average_link`, on dense rows: the first round's nearest rows are known already.
    """
    labels = np.arange(len(meanings.rows))
    weight = np.sqrt(meanings.tickets)
    sums = meanings.rows * weight[:, None].astype(np.float32)
    nearest, closeness = meanings.near[:, 0].copy(), meanings.cosines[:, 0].astype(float)
    nearest[closeness < at_least] = _NONE
    while True:
        merged, count = _merge_mutual(nearest, closeness)
        if count == len(nearest):
            return labels
        into = sp.csr_matrix((np.ones(len(merged), np.float32), (merged, np.arange(len(merged)))), (count, len(merged)))
        labels, sums, weight = merged[labels], into @ sums, into @ weight
        nearest, closeness, stale = _carry(nearest, closeness, merged, count)
        mean = sums / weight[:, None].astype(np.float32)
        rows = np.flatnonzero(stale)
        for start in range(0, len(rows), BLOCK):
            block = rows[start : start + BLOCK]
            products = (mean[block] @ mean.T).round(5)
            products[np.arange(len(block)), block] = -np.inf
            best = products.argmax(axis=1)
            closeness[block] = products[np.arange(len(block)), best]
            nearest[block] = np.where(closeness[block] >= at_least, best, _NONE)


def vote(meanings: Meanings, labels: np.ndarray) -> np.ndarray:
    """Return for each text the pattern that most of its neighbours are in, each counted by its squared cosine.

    Label propagation (Raghavan et al. 2007) with all texts voting at once; no vote is random.
    """
    groups = count_groups(labels)
    if not groups:
        return labels
    count = len(labels)
    weight = np.where(meanings.near >= 0, np.maximum(meanings.cosines, 0) ** 2, 0).astype(float)
    voter = np.where(meanings.near >= 0, labels[meanings.near], -1)
    row = np.broadcast_to(np.arange(count)[:, None], voter.shape)
    counted = voter >= 0
    votes = sp.csr_matrix((weight[counted], (row[counted], voter[counted])), (count, groups)).toarray().round(6)
    best = votes.argmax(axis=1)
    share = votes[np.arange(count), best] / np.maximum(weight.sum(axis=1), 1e-9)
    return np.where(share >= VOTED, best, -1)
