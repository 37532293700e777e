"""A dendrogram of a few thousand rows, and its cut at a similarity."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform


def merges_of(rows: sp.csr_matrix) -> np.ndarray:
    """Return the merges of the average-link dendrogram (UPGMA, Sokal and Michener 1958) of *rows*, the closest first.

    Takes the product of each pair of rows, so memory grows with their square: 0.2 GB at 5,000. For more rows use
    `toil.patterns.linkage.average_link`. Products are rounded and ties taken by row number, so equal rows in equal
    order give equal merges.

    Returns
    -------
    np.ndarray of float64, (rows - 1, 4)
        As `scipy.cluster.hierarchy.linkage` has it: two numbers of rows or merges, 1 less their mean product, size.
    """
    if rows.shape[0] < 2:
        return np.zeros((0, 4))
    products = (rows @ rows.T).toarray().round(9)
    return linkage(squareform(1 - products, checks=False), "average")


def cut(merges: np.ndarray, *, at_least: float) -> np.ndarray:
    """Return the group of each row where *merges* go on while the mean product is at least *at_least*.

    Groups are numbered by their first row.
    """
    if not len(merges):
        return np.zeros(1, dtype=np.int64)
    groups = fcluster(merges, 1 - at_least + 1e-9, "distance")
    _, first, group = np.unique(groups, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[group]
