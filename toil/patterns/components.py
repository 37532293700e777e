"""Components of the mutual neighbour graph, cut where they chain what is unlike."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from toil.patterns.company import Company
from toil.patterns.groups import close_gaps, means, row_lengths

NEIGHBOURS, LINK = 20, 0.5
"""Mutual neighbours and cosine at which two texts are one component."""
CUTS = (0.6, 0.7, 0.8, 0.9)
"""Cosines at which a component that chains is cut again."""
CHAIN, LOOSE = 0.5, 0.28
"""Wholeness under which a component is looked at, and under which it is cut whatever its parts are: that under which
a pattern is dropped, or a work of many wordings that chains would be lost with all its tickets."""
UNLIKE = 0.18
"""Mean product of its parts under which a component is cut; parts above share a frame, or are one work."""


def whole_components(company: Company) -> np.ndarray:
    """Return the component of each text that may found a pattern; -1 for the rest.

    Single links chain as the number of texts grows, so a component whose parts are unlike is cut again at higher
    cosines.
    """
    founds = company.founds
    graph = company.near.mutual_graph(neighbours=NEIGHBOURS, at_least=LINK, among=founds)
    labels = _components(graph)
    for cut in CUTS:
        wholeness = company.wholeness(labels)
        chained = wholeness < CHAIN
        if not chained.any():
            break
        parts = _components(_without_edges(graph, chained[labels], under=cut))
        cuttable = chained & ((mean_between(company.rows, labels, parts) < UNLIKE) | (wholeness < LOOSE))
        graph = _without_edges(graph, cuttable[labels], under=cut)
        labels = _components(graph)
    return close_gaps(np.where(founds, labels, -1))


def mean_between(rows: sp.csr_matrix, labels: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Return the mean product of texts of one group that stand in different *parts* of it; 0 for one part."""
    size, part_size = np.bincount(labels).astype(float), np.bincount(parts).astype(float)
    owner = np.zeros(len(part_size), dtype=np.int64)
    owner[parts] = labels
    whole = (row_lengths(means(rows, labels)) * size) ** 2
    within = np.bincount(owner, (row_lengths(means(rows, parts)) * part_size) ** 2, minlength=len(size))
    pairs = size**2 - np.bincount(owner, part_size**2, minlength=len(size))
    return np.where(pairs > 0, (whole - within) / np.maximum(pairs, 1), 0.0)


def _components(graph: sp.csr_matrix) -> np.ndarray:
    return connected_components(graph, directed=False)[1]


def _without_edges(graph: sp.csr_matrix, rows: np.ndarray, *, under: float) -> sp.csr_matrix:
    """Return *graph* without the edges lighter than *under* that begin at *rows* (a flag a row)."""
    edges = graph.tocoo()
    stays = ~rows[edges.row] | (edges.data >= under)
    return sp.csr_matrix((edges.data[stays], (edges.row[stays], edges.col[stays])), shape=graph.shape)
