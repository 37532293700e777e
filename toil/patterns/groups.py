"""Groups of rows: their means and medians, their numbering, their floor of tickets."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from toil.patterns.blocks import in_blocks


def means(rows: sp.csr_matrix, labels: np.ndarray, weights: np.ndarray | None = None) -> sp.csr_matrix:
    """Return the mean row of each label (-1 belongs to none), not scaled to length one."""
    placed = np.flatnonzero(labels >= 0)
    weight = np.ones(len(labels)) if weights is None else weights
    member = sp.csr_matrix((weight[placed], (labels[placed], placed)), shape=(count_groups(labels), rows.shape[0]))
    total = np.asarray(member.sum(axis=1)).ravel()
    return scaled(sp.csr_matrix(member @ rows), 1 / np.where(total > 0, total, 1))


def row_lengths(rows: sp.csr_matrix) -> np.ndarray:
    """Return the Euclidean length of each row."""
    return np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())


def unit(rows: sp.csr_matrix) -> sp.csr_matrix:
    """Return *rows* scaled to length one; empty rows stay empty."""
    length = row_lengths(rows)
    return scaled(rows, 1 / np.where(length > 0, length, 1))


def scaled(rows: sp.csr_matrix, factors: np.ndarray) -> sp.csr_matrix:
    """Return *rows* times *factors*, one a row; a tenth of the time of a product with a diagonal matrix."""
    data = rows.data * np.repeat(factors, np.diff(rows.indptr))
    return sp.csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)


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
    floor = floors(tickets, languages, min_tickets)
    place = labels[placed] * len(floor) + languages[placed]
    spread = np.bincount(place, tickets[placed], minlength=groups * len(floor)).reshape(groups, -1)
    return keep_groups(labels, volume >= floor[spread.argmax(axis=1)])


def floors(tickets: np.ndarray, languages: np.ndarray, min_tickets: float) -> np.ndarray:
    """Return the tickets that a pattern needs, by language: *min_tickets*, and a thousandth of the language's."""
    return np.maximum(min_tickets, np.bincount(languages, tickets) / 1000)


def mean_product(rows: sp.csr_matrix, labels: np.ndarray) -> np.ndarray:
    """Return the mean cosine between two different texts of each group; 1 for a single text."""
    groups, placed = count_groups(labels), labels >= 0
    templates = np.bincount(labels[placed], minlength=groups)
    squares = row_lengths(rows[placed]) ** 2
    own = np.bincount(labels[placed], squares, minlength=groups)
    total = row_lengths(means(rows, labels)) ** 2 * templates**2
    return np.where(templates > 1, (total - own) / np.maximum(templates * (templates - 1), 1), 1.0)


def weighted_mean(values: np.ndarray, weights: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weighted mean of *values* in each group; every label is a group's, and no group is empty."""
    return np.bincount(labels, values * weights) / np.bincount(labels, weights)


def weighted_median(values: np.ndarray, weights: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weighted median of *values* in each group; 0 for an empty one."""
    groups = count_groups(labels)
    order = np.lexsort((values, labels))
    order = order[labels[order] >= 0]
    label, weight = labels[order], weights[order].astype(float)
    before = np.cumsum(weight) - weight
    start = np.searchsorted(label, np.arange(groups))
    offset = np.append(before, before[-1] + weight[-1] if len(before) else 0.0)[start]
    half = np.bincount(label, weight, minlength=groups) / 2
    reached = before + weight - offset[label] >= half[label]
    median = np.zeros(groups)
    rows = np.flatnonzero(reached)
    found, first = np.unique(label[rows], return_index=True)
    median[found] = values[order[rows[first]]]
    return median


def cosine_to_own(rows: sp.csr_matrix, centres: sp.csr_matrix, labels: np.ndarray) -> np.ndarray:
    """Return the cosine of each row to the centre of its label, in blocks: one centre a row would not fit at once."""
    parts = in_blocks(
        lambda block: np.asarray(rows[block].multiply(centres[labels[block]]).sum(axis=1)).ravel(), len(labels)
    )
    return np.concatenate([np.zeros(0), *parts])


def typical_cosine(
    rows: sp.csr_matrix, centres: sp.csr_matrix, labels: np.ndarray, tickets: np.ndarray
) -> np.ndarray:
    """Return the mean cosine of the tickets of each label to its centre."""
    placed = labels >= 0
    own, ticket = labels[placed], tickets[placed]
    return weighted_mean(cosine_to_own(rows[placed], centres, own), ticket, own)
