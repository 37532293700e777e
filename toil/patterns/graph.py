"""The graph of mutual nearest neighbours among unit rows, and the components that hold together."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

BLOCK = 1000
"""Rows whose similarities are held at a time."""


def mutual_neighbours(rows: sp.csr_matrix, *, neighbours: int, at_least: float) -> sp.csr_matrix:
    """Return cosines between rows that are among each other's *neighbours* nearest, and at least *at_least*.

    Exact: every pair that shares a column is compared. Equal cosines are ranked by row number.
    """
    columns = rows.T.tocsr()
    found = [
        _top(rows[start : start + BLOCK] @ columns, start, neighbours, at_least)
        for start in range(0, rows.shape[0], BLOCK)
    ]
    near = sp.csr_matrix(sp.vstack(found)) if found else sp.csr_matrix((0, 0))
    return sp.csr_matrix(near.minimum(near.T))


def _top(cosines: sp.csr_matrix, start: int, neighbours: int, at_least: float) -> sp.csr_matrix:
    row = np.repeat(np.arange(cosines.shape[0]), np.diff(cosines.indptr))
    wanted = (cosines.data >= at_least) & (cosines.indices != row + start)
    row, column, value = row[wanted], cosines.indices[wanted], cosines.data[wanted].round(9)
    order = np.lexsort((column, -value, row))
    row, column, value = row[order], column[order], value[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    near = place < neighbours
    return sp.csr_matrix((value[near], (row[near], column[near])), shape=cosines.shape)


def components(graph: sp.csr_matrix) -> np.ndarray:
    """Return the connected component of each row of *graph*."""
    return connected_components(graph, directed=False)[1]


def cohesive_components(rows: sp.csr_matrix, graph: sp.csr_matrix, *, at_least: float) -> np.ndarray:
    """Return components of *graph*; one whose mean row is shorter than *at_least* is cut again at 0.6, 0.7, ...

    Without this guard single links chain as the number of rows grows.
    """
    labels = components(graph)
    for cut in (0.6, 0.7, 0.8, 0.9):
        loose = mean_lengths(rows, labels) < at_least
        if not loose.any():
            break
        kept = graph.tocoo()
        stays = ~loose[labels[kept.row]] | (kept.data >= cut)
        graph = sp.csr_matrix((kept.data[stays], (kept.row[stays], kept.col[stays])), shape=graph.shape)
        labels = components(graph)
    return labels


def means(rows: sp.csr_matrix, labels: np.ndarray, weights: np.ndarray | None = None) -> sp.csr_matrix:
    """Return the mean row of each label (-1 belongs to none), not scaled to length one."""
    placed = np.flatnonzero(labels >= 0)
    weight = np.ones(len(labels)) if weights is None else weights
    groups = int(labels.max()) + 1 if len(placed) else 0
    member = sp.csr_matrix((weight[placed], (labels[placed], placed)), shape=(groups, rows.shape[0]))
    total = np.asarray(member.sum(axis=1)).ravel()
    return sp.csr_matrix(sp.diags_array(1 / np.where(total > 0, total, 1)) @ (member @ rows))


def mean_lengths(rows: sp.csr_matrix, labels: np.ndarray) -> np.ndarray:
    """Return the length of the mean row of each label: 1 where all rows are the same, near 0 where none are alike."""
    return row_lengths(means(rows, labels))


def row_lengths(rows: sp.csr_matrix) -> np.ndarray:
    """Return the Euclidean length of each row."""
    return np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())


def unit(rows: sp.csr_matrix) -> sp.csr_matrix:
    """Return *rows* scaled to length one; empty rows stay empty."""
    length = row_lengths(rows)
    return sp.csr_matrix(sp.diags_array(1 / np.where(length > 0, length, 1)) @ rows)
