"""The nearest neighbours of each row, exactly, and how alike a row's company is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.blocks import in_blocks

COUNT = 30
_STEPS = np.int64(10**9)
"""Cosines are told apart to a billionth."""


@dataclass(frozen=True)
class Neighbours:
    """Up to 30 nearest rows of each row, nearest first: ``rows`` (-1 is none) and their ``cosines``."""

    rows: np.ndarray
    cosines: np.ndarray

    def company(self, tickets: np.ndarray, others: int) -> np.ndarray:
        """Return the cosine at which each row has *others* tickets beside its own: 1 where its own text has them.

        The core distance of density clustering (Ester et al. 1996, "DBSCAN"), as a similarity and counted in tickets.
        """
        weight = np.where(self.rows >= 0, tickets[self.rows], 0)
        reached = np.cumsum(weight, axis=1) + tickets[:, None] - 1 >= others
        place = reached.argmax(axis=1)
        found = np.where(reached.any(axis=1), self.cosines[np.arange(len(place)), place], 0.0)
        return np.where(tickets - 1 >= others, 1.0, found)

    def within(self, at_least: np.ndarray) -> Neighbours:
        """Return the neighbours at the cosine that each row asks for."""
        near = self.cosines >= at_least[:, None]
        return Neighbours(np.where(near, self.rows, -1), np.where(near, self.cosines, 0.0))

    def take(self, texts: np.ndarray) -> Neighbours:
        """Return the neighbours among *texts* (row numbers in order) only, numbered within them."""
        place = np.full(len(self.rows) + 1, -1)
        place[texts] = np.arange(len(texts))
        return Neighbours(place[self.rows[texts]], self.cosines[texts])

    def mutual_graph(self, *, neighbours: int, at_least: float, among: np.ndarray) -> sp.csr_matrix:
        """Return cosines between rows that are each other's nearest, both of *among*, and at least *at_least*."""
        count = len(self.rows)
        row = np.repeat(np.arange(count), min(neighbours, self.rows.shape[1]))
        column, cosine = self.rows[:, :neighbours].ravel(), self.cosines[:, :neighbours].ravel()
        wanted = (column >= 0) & (cosine >= at_least)
        row, column, cosine = row[wanted], column[wanted], cosine[wanted]
        inside = among[row] & among[column]
        near = sp.csr_matrix((cosine[inside], (row[inside], column[inside])), shape=(count, count))
        return sp.csr_matrix(near.minimum(near.T))


def nearest(rows: sp.csr_matrix, at_least: float) -> Neighbours:
    """Return the nearest neighbours of unit *rows* at a cosine of *at_least*.

    Every pair that shares a column is compared, once. Equal cosines are ranked by row number, so the result does not
    hang on how the work is cut into blocks.
    """
    count = rows.shape[0]
    near, cosines = np.full((count, COUNT), -1), np.zeros((count, COUNT))

    def compare(block: slice) -> tuple[_Pairs, _Pairs]:
        row, column, cosine = _alike(rows[block] @ rows[block.start :].T.tocsr(), at_least)
        row, column = row + block.start, column + block.start
        return _first(column, row, cosine)[0], _first(row, column, cosine)[0]  # so each row's come in order

    found = [pairs for both in in_blocks(compare, count) for pairs in both]

    def fill(block: slice) -> None:
        asked = zip(*(_within(pairs, block) for pairs in found), strict=True)
        (row, column, cosine), rank = _first(*map(np.concatenate, asked))
        near[row, rank], cosines[row, rank] = column, cosine

    in_blocks(fill, count)
    return Neighbours(near, cosines)


_Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Rows that ask, in order, their neighbours, and the cosines."""


def _alike(products: sp.csr_matrix, at_least: float) -> _Pairs:
    """Return row, column and cosine of the pairs right of the diagonal that are near enough, in order."""
    wanted = np.flatnonzero(products.data >= at_least)
    ends = np.searchsorted(wanted, products.indptr)
    kept = sp.csr_matrix((products.data[wanted].round(9), products.indices[wanted], ends), shape=products.shape)
    kept.sort_indices()
    row = np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(ends))
    later = kept.indices > row
    return row[later], kept.indices[later], kept.data[later]


def _first(row: np.ndarray, column: np.ndarray, cosine: np.ndarray) -> tuple[_Pairs, np.ndarray]:
    """Return the pairs of the nearest of each row, nearest first, and the rank of each; equal ones stay in order."""
    farness = np.rint((1 - cosine) * _STEPS).astype(np.int64)
    order = np.argsort(row * (_STEPS + 1) + farness, kind="stable")  # one key: a third of the time of a sort by two
    row = row[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    kept = rank < COUNT
    order = order[kept]
    return (row[kept], column[order], cosine[order]), rank[kept]


def _within(pairs: _Pairs, block: slice) -> _Pairs:
    start, stop = np.searchsorted(pairs[0], [block.start, block.stop])
    row, column, cosine = (part[start:stop] for part in pairs)
    return row, column, cosine
