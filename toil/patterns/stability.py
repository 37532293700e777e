"""How sure a pattern is: whether it comes back when a fifth of the texts is left out."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from toil.patterns.clustering import Clustering, recluster
from toil.patterns.granularity import regrain
from toil.patterns.groups import count_groups
from toil.patterns.semantic import SemanticClustering, recluster_meanings

DRAWS = 20
SHARE = 0.8


def stability_of(
    found: Clustering | SemanticClustering,
    rows: sp.csr_matrix,
    min_tickets: float,
    *,
    granularity: str = "normal",
    random_state: int = 0,
    draws: int = DRAWS,
) -> np.ndarray:
    """Return the stability of each pattern: mean Jaccard over seeded draws of 80% of the texts, without replacement.

    In each draw the patterns are found anew, at the same granularity; a pattern's value is its Jaccard, counted in
    drawn tickets, with the one most like it (Hennig 2007, "Cluster-wise assessment of cluster stability"). Texts are
    drawn from those that were compared with each other, at most 30,000.

    Parameters
    ----------
    found : Clustering or SemanticClustering
        Texts in patterns.
    rows : csr_matrix, (texts, n-grams)
        Unit rows of the texts, by which granularity is cut.
    min_tickets : float
        Tickets that make a pattern.
    granularity : str
        At which *found* is.
    random_state, draws : int
        Seed of the draws, and how many.

    Returns
    -------
    np.ndarray of float64, (patterns,)
        NaN for a pattern of one exact text, and where no text of a pattern was compared.
    """
    company, labels = found.company, found.labels[found.compared]
    groups = count_groups(found.labels)
    random = np.random.default_rng(random_state)
    total, seen = np.zeros(groups), np.zeros(groups)
    for _ in range(draws):
        drawn = np.sort(random.permutation(len(labels))[: round(SHARE * len(labels))])
        others = regrain(
            _again(found, drawn, SHARE * min_tickets),
            rows[found.compared[drawn]],
            company.tickets[drawn],
            company.languages[drawn],
            granularity=granularity,
            min_tickets=SHARE * min_tickets,
        )
        agreement = best_jaccard(labels[drawn], others, company.tickets[drawn], groups)
        total += np.nan_to_num(agreement)
        seen += np.isfinite(agreement)
    texts = np.bincount(found.labels[found.labels >= 0], minlength=groups)
    return np.where((texts > 1) & (seen > 0), total / np.maximum(seen, 1), np.nan)


def _again(found: Clustering | SemanticClustering, drawn: np.ndarray, min_tickets: float) -> np.ndarray:
    """Return the patterns of the *drawn* texts, found among them only, the way *found* came to be."""
    if isinstance(found, SemanticClustering):
        return recluster_meanings(found.company.take(drawn), min_tickets)
    return recluster(found.company.take(drawn), min_tickets)


def best_jaccard(labels: np.ndarray, others: np.ndarray, tickets: np.ndarray, groups: int) -> np.ndarray:
    """Return for each of *groups* the largest Jaccard, counted in tickets, with one of *others*; NaN if absent."""
    count = count_groups(others)
    mine = np.bincount(labels[labels >= 0], tickets[labels >= 0], minlength=groups)
    theirs = np.bincount(others[others >= 0], tickets[others >= 0], minlength=count)
    if not groups or not count:
        return np.where(mine > 0, 0.0, np.nan)
    both = (labels >= 0) & (others >= 0)
    place = labels[both] * count + others[both]
    shared = np.bincount(place, tickets[both], minlength=groups * count).reshape(groups, count)
    union = mine[:, None] + theirs[None, :] - shared
    return np.where(mine > 0, (shared / np.maximum(union, 1e-9)).max(axis=1), np.nan)
