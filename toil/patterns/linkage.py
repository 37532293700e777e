"""Average-link clustering of sparse rows without a distance matrix."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from toil.patterns.blocks import in_blocks
from toil.patterns.groups import scaled

_NONE = -1


def average_link(rows: sp.csr_matrix, weights: np.ndarray, *, at_least: float) -> np.ndarray:
    """Return the cluster of each row: average link (UPGMA), merging while the mean product is at least *at_least*.

    The mean product of two clusters is the product of their mean rows, so no matrix of pairs is needed. All pairs
    that are each other's nearest are merged at once, which gives what one merge at a time gives, because average
    link is reducible (Murtagh 1983, "A survey of recent advances in hierarchical clustering algorithms").

    Parameters
    ----------
    rows : csr_matrix, (n, columns)
        Rows; an empty row stays alone.
    weights : np.ndarray, (n,)
        Weight of each row in its cluster's mean.
    """
    labels = np.arange(rows.shape[0])
    sums = scaled(rows, weights.astype(float))
    weight = weights.astype(float).copy()
    nearest = np.full(rows.shape[0], _NONE)
    closeness = np.zeros(rows.shape[0])
    stale = np.ones(rows.shape[0], dtype=bool)
    while True:
        mean = scaled(sums, 1 / weight)
        _find_nearest(mean, np.flatnonzero(stale), nearest, closeness, at_least)
        merged, count = merge_mutual(nearest, closeness)
        if count == len(nearest):
            return labels
        into = sp.csr_matrix((np.ones(len(merged)), (merged, np.arange(len(merged)))), shape=(count, len(merged)))
        labels, sums = merged[labels], sp.csr_matrix(into @ sums)
        nearest, closeness, stale = carry(nearest, closeness, merged, count)
        weight = into @ weight


def _find_nearest(
    mean: sp.csr_matrix, stale: np.ndarray, nearest: np.ndarray, closeness: np.ndarray, at_least: float
) -> None:
    """Fill *nearest* and *closeness* of the *stale* rows; -1 where nothing is close enough."""
    columns = mean.T.tocsr()

    def fill(part: slice) -> None:
        block = stale[part]
        products = sp.csr_matrix(mean[block] @ columns)
        wanted = np.flatnonzero(products.data >= at_least)
        row = np.searchsorted(products.indptr, wanted, side="right") - 1
        column, value = products.indices[wanted], products.data[wanted].round(9)
        other = column != block[row]
        row, column, value = row[other], column[other], value[other]
        order = np.lexsort((column, -value, row))
        found, first = np.unique(row[order], return_index=True)
        nearest[block], closeness[block] = _NONE, 0.0
        nearest[block[found]] = column[order][first]
        closeness[block[found]] = value[order][first]

    in_blocks(fill, len(stale))


def merge_mutual(nearest: np.ndarray, closeness: np.ndarray) -> tuple[np.ndarray, int]:
    """Return the new number of each cluster after merging mutual nearest ones, and their count."""
    number = np.arange(len(nearest))
    has = nearest != _NONE
    mutual = has & (nearest[np.where(has, nearest, 0)] == number)
    if not mutual.any() and has.any():  # rounding can break a tie of three unevenly: merge the closest pair
        best = int(np.lexsort((number, -np.where(has, closeness, -1)))[0])
        owner = number.copy()
        owner[max(best, nearest[best])] = min(best, nearest[best])
    else:
        owner = np.where(mutual, np.minimum(number, nearest), number)
    kept, merged = np.unique(owner, return_inverse=True)
    return merged, len(kept)


def carry(
    nearest: np.ndarray, closeness: np.ndarray, merged: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return nearest rows in the new numbering, and which must be looked for again.

    A cluster whose nearest one did not merge keeps it: merging can only bring others further away.
    """
    size = np.bincount(merged, minlength=count)
    moved = size[merged] > 1
    has = nearest != _NONE
    lost = moved | (has & moved[np.where(has, nearest, 0)])
    stale = np.zeros(count, dtype=bool)
    stale[merged[lost]] = True
    new_nearest, new_closeness = np.full(count, _NONE), np.zeros(count)
    stay = ~moved
    new_nearest[merged[stay]] = np.where(has[stay], merged[np.where(has, nearest, 0)[stay]], _NONE)
    new_closeness[merged[stay]] = closeness[stay]
    return new_nearest, new_closeness, stale
