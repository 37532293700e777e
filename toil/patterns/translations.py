"""One request in several languages: patterns whose texts are each other's nearest in the other language."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from toil.patterns.blocks import BLOCK
from toil.patterns.groups import count_groups
from toil.patterns.meanings import Meanings, own_languages
from toil.patterns.opposites import sides_taken
from toil.text.languages import LANGUAGES

NEAREST = 5
"""Nearest texts in each other language that a text is asked about, and no more than its pattern has texts."""
MUTUAL = 0.3
"""Share of these, both ways (geometric mean), at which two patterns are one."""
PART = 0.1
"""Share of a pattern's tickets from which a language counts as one of its own."""


def join_languages(meanings: Meanings, labels: np.ndarray) -> np.ndarray:
    """Return *labels* with patterns of different languages joined where they are each other's translation.

    A text of one language is always nearer to its own than to its translation, so cosines across languages are ranked
    only among each other: of all German texts, those nearest to the English texts of a pattern are in one German
    pattern, and the other way round. Needs no cosine that would differ by model and by pair of languages. Opposite
    work is never joined.
    """
    spoken = _spoken(meanings, labels)
    share = _shares(meanings, labels, spoken)
    mutual = sp.csr_matrix(share.multiply(share.T)).sqrt().tocoo()
    joined = mutual.data >= MUTUAL
    groups = count_groups(labels)
    one, other = mutual.row[joined] // len(LANGUAGES), mutual.col[joined] // len(LANGUAGES)
    taken = sides_taken(meanings.tickets, meanings.sides, labels)
    alike = (taken[one] * taken[other]).sum(axis=1) >= 0
    graph = sp.csr_matrix((np.ones(alike.sum()), (one[alike], other[alike])), shape=(groups, groups))
    return np.append(connected_components(graph, directed=False)[1], -1)[labels] if groups else labels


def _spoken(meanings: Meanings, labels: np.ndarray) -> np.ndarray:
    """Return for each pattern and language, flat, whether the pattern is spoken in it."""
    inside = (labels >= 0) & (meanings.languages < len(LANGUAGES))
    part = labels[inside] * len(LANGUAGES) + meanings.languages[inside]
    size = count_groups(labels) * len(LANGUAGES)
    tickets = np.bincount(part, meanings.tickets[inside], minlength=size).reshape(-1, len(LANGUAGES))
    return ((tickets >= PART * tickets.sum(axis=1, keepdims=True)) & (tickets > 1)).ravel()


def _shares(meanings: Meanings, labels: np.ndarray, spoken: np.ndarray) -> sp.csr_matrix:
    """Return which share of the nearest texts of one part of a pattern (row) lie in another part (column).

    A part is a pattern's texts of one language: number of the pattern times languages, plus the language.
    """
    size = len(spoken)
    shares = sp.csr_matrix((size, size))
    for language in own_languages(meanings.languages):
        there = np.flatnonzero(meanings.languages == language)
        here = np.flatnonzero(
            (meanings.languages != language) & (meanings.languages < len(LANGUAGES)) & (labels >= 0)
        )
        near = there[_nearest(meanings.rows[here], meanings.rows[there])]
        part = labels[here] * len(LANGUAGES) + meanings.languages[here]
        asked = np.arange(near.shape[1]) < np.bincount(part, minlength=size)[part][:, None]
        source, target = np.broadcast_to(part[:, None], near.shape)[asked], labels[near[asked]]
        total = np.maximum(np.bincount(source, minlength=size), 1)
        target = np.where(target >= 0, target * len(LANGUAGES) + language, -1)
        counted = (target >= 0) & spoken[source] & spoken[target]
        found = sp.csr_matrix((np.ones(counted.sum()), (source[counted], target[counted])), shape=(size, size))
        shares = shares + sp.diags_array(1 / total) @ found
    return sp.csr_matrix(shares)


def _nearest(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the numbers of the five of *others* that are nearest to each of *rows*; ties go to the lower number."""
    parts = [np.zeros((0, min(NEAREST, len(others))), dtype=np.int64)]
    for start in range(0, len(rows), BLOCK):
        products = rows[start : start + BLOCK] @ others.T
        parts.append(np.argsort(-products, axis=1, kind="stable")[:, :NEAREST])
    return np.concatenate(parts)
