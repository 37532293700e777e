"""Groups of rows: components of a graph, mean rows, numbering."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

NARROWER = (0.6, 0.7, 0.8, 0.9)


def cohesive_components(rows: sp.csr_matrix, graph: sp.csr_matrix, *, at_least: float) -> np.ndarray:
    """Return components of *graph*; one whose mean row is shorter than *at_least* is cut again at 0.6, 0.7, ...

    Without this guard single links chain as the number of rows grows.
    """
    labels = connected_components(graph, directed=False)[1]
    for cut in NARROWER:
        loose = row_lengths(means(rows, labels)) < at_least
        if not loose.any():
            break
        edges = graph.tocoo()
        stays = ~loose[labels[edges.row]] | (edges.data >= cut)
        graph = sp.csr_matrix((edges.data[stays], (edges.row[stays], edges.col[stays])), shape=graph.shape)
        labels = connected_components(graph, directed=False)[1]
    return labels


def means(rows: sp.csr_matrix, labels: np.ndarray, weights: np.ndarray | None = None) -> sp.csr_matrix:
    """Return the mean row of each label (-1 belongs to none), not scaled to length one."""
    placed = np.flatnonzero(labels >= 0)
    weight = np.ones(len(labels)) if weights is None else weights
    member = sp.csr_matrix((weight[placed], (labels[placed], placed)), shape=(count_groups(labels), rows.shape[0]))
    total = np.asarray(member.sum(axis=1)).ravel()
    return sp.csr_matrix(sp.diags_array(1 / np.where(total > 0, total, 1)) @ (member @ rows))


def row_lengths(rows: sp.csr_matrix) -> np.ndarray:
    """Return the Euclidean length of each row."""
    return np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())


def unit(rows: sp.csr_matrix) -> sp.csr_matrix:
    """Return *rows* scaled to length one; empty rows stay empty."""
    length = row_lengths(rows)
    return sp.csr_matrix(sp.diags_array(1 / np.where(length > 0, length, 1)) @ rows)


def count_groups(labels: np.ndarray) -> int:
    """Return how many groups *labels* has, numbered from 0; -1 is none."""
    return int(labels.max(initial=-1)) + 1


def keep_groups(labels: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return *labels* with only the *wanted* groups, numbered anew from 0, the rest -1."""
    numbers = np.where(wanted, np.cumsum(wanted) - 1, -1)
    return np.where(labels >= 0, numbers[labels], -1) if len(numbers) else labels


def close_gaps(labels: np.ndarray) -> np.ndarray:
    """Return *labels* numbered from 0 without gaps; -1 stays."""
    used = np.unique(labels[labels >= 0])
    return np.where(labels >= 0, np.searchsorted(used, labels), -1)


def with_enough(labels: np.ndarray, tickets: np.ndarray, languages: np.ndarray, min_tickets: float) -> np.ndarray:
    """Return *labels* without groups of too few tickets: *min_tickets*, and a thousandth of their language's."""
    placed, groups = labels >= 0, count_groups(labels)
    if not groups:
        return labels
    volume = np.bincount(labels[placed], tickets[placed], minlength=groups)
    of_language = np.bincount(languages, tickets)
    place = labels[placed] * len(of_language) + languages[placed]
    spread = np.bincount(place, tickets[placed], minlength=groups * len(of_language)).reshape(groups, -1)
    floor = np.maximum(min_tickets, of_language[spread.argmax(axis=1)] / 1000)
    return keep_groups(labels, volume >= floor)
