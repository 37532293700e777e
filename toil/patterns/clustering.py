"""The pipeline from vectors of templates to patterns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.graph import BLOCK, cohesive_components, mean_lengths, means, mutual_neighbours, unit
from toil.patterns.linkage import average_link

NEIGHBOURS = 20
LINK = 0.5
"""Cosine of two templates that may be one piece of work."""
COHESION = 0.35
"""Length of a component's mean row under which it is cut again."""
MERGE = 0.4
"""Mean cosine at which two components are one pattern."""
ASSIGN = 0.2
"""Cosine to a centre at which a template belongs to its pattern."""
KEEP = 0.3
"""Mean cosine to the centre under which a pattern is none."""
MAX_FIT = 30_000
"""Templates that are compared with each other; of more, half the heaviest and half by hash."""


@dataclass(frozen=True)
class Clustering:
    """Templates in patterns: ``labels`` (-1 in none), cosine to the own centre, and its lead over the next one."""

    labels: np.ndarray
    similarity: np.ndarray
    margin: np.ndarray
    centres: sp.csr_matrix


def cluster(rows: sp.csr_matrix, tickets: np.ndarray, languages: np.ndarray, min_tickets: int) -> Clustering:
    """Return the patterns of templates.

    Parameters
    ----------
    rows : csr_matrix, (templates, n-grams)
        Unit rows, in canonical order.
    tickets : np.ndarray, (templates,)
        Tickets of each template.
    languages : np.ndarray, (templates,)
        Language of each template; the floor of tickets is per language.
    min_tickets : int
        Tickets that make a pattern, and at least a thousandth of its language's.
    """
    if rows.nnz == 0:
        nothing = np.full(rows.shape[0], np.nan)
        return Clustering(np.full(rows.shape[0], -1), nothing, nothing, rows[:0])
    labels = _components(rows, tickets)
    labels = _with_enough(labels, tickets, languages, min_tickets)
    for _ in range(2):
        labels, _, _ = assign(rows, unit(means(rows, labels, tickets)))
        labels = _with_enough(labels, tickets, languages, min_tickets)
    labels = _cohesive(rows, labels, tickets)
    centres = unit(means(rows, labels, tickets))
    labels, similarity, margin = assign(rows, centres)
    labels = _with_enough(labels, tickets, languages, min_tickets)
    centres = unit(means(rows, labels, tickets))
    placed = labels >= 0
    return Clustering(labels, np.where(placed, similarity, np.nan), np.where(placed, margin, np.nan), centres)


def _components(rows: sp.csr_matrix, tickets: np.ndarray) -> np.ndarray:
    chosen = _sample(tickets)
    fitted = rows[chosen]
    graph = mutual_neighbours(fitted, neighbours=NEIGHBOURS, at_least=LINK)
    found = cohesive_components(fitted, graph, at_least=COHESION)
    for _ in range(2):
        centres = unit(means(fitted, found))
        volume = np.bincount(found, tickets[chosen])
        found = average_link(centres, np.sqrt(volume), at_least=MERGE)[found]
    labels = np.full(rows.shape[0], -1)
    labels[chosen] = found
    return labels


def _sample(tickets: np.ndarray) -> np.ndarray:
    if len(tickets) <= MAX_FIT:
        return np.arange(len(tickets))
    heaviest = np.argsort(-tickets, kind="stable")[: MAX_FIT // 2]
    rest = np.setdiff1d(np.arange(len(tickets)), heaviest)
    spread = np.random.default_rng(0).permutation(len(rest))[: MAX_FIT - len(heaviest)]
    return np.sort(np.concatenate([heaviest, rest[spread]]))


def _with_enough(labels: np.ndarray, tickets: np.ndarray, languages: np.ndarray, min_tickets: int) -> np.ndarray:
    """Return *labels* numbered anew without those that have too few tickets for their language."""
    placed = labels >= 0
    groups = int(labels.max()) + 1 if placed.any() else 0
    volume = np.bincount(labels[placed], tickets[placed], minlength=groups)
    all_languages = np.bincount(languages, tickets)
    by_language = np.bincount(
        labels[placed] * len(all_languages) + languages[placed],
        tickets[placed],
        minlength=groups * len(all_languages),
    ).reshape(groups, len(all_languages))
    floor = np.maximum(min_tickets, all_languages[by_language.argmax(axis=1)] / 1000) if groups else np.zeros(0)
    return _renumber(labels, volume >= floor)


def _renumber(labels: np.ndarray, stays: np.ndarray) -> np.ndarray:
    new = np.where(stays, np.cumsum(stays) - 1, -1)
    return np.where(labels >= 0, new[labels], -1) if len(new) else labels


def _cohesive(rows: sp.csr_matrix, labels: np.ndarray, tickets: np.ndarray) -> np.ndarray:
    if (labels < 0).all():
        return labels
    templates = np.bincount(labels[labels >= 0])
    return _renumber(labels, (mean_lengths(rows, labels) >= KEEP) | (templates == 1))


def assign(rows: sp.csr_matrix, centres: sp.csr_matrix) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each row its nearest centre (-1 under 0.2), the cosine to it, and its lead over the next."""
    count = rows.shape[0]
    labels, similarity, margin = np.full(count, -1), np.zeros(count), np.zeros(count)
    if centres.shape[0] == 0:
        return labels, similarity, margin
    columns = sp.csr_matrix(centres.T)
    for start in range(0, count, BLOCK):
        cosines = (rows[start : start + BLOCK] @ columns).toarray().round(9)
        best = cosines.argmax(axis=1)
        place = np.arange(len(best))
        first = cosines[place, best]
        cosines[place, best] = 0
        second = cosines.max(axis=1)
        block = slice(start, start + len(best))
        labels[block] = np.where(first >= ASSIGN, best, -1)
        similarity[block], margin[block] = first, first - second
    return labels, similarity, margin
