"""How fine patterns are cut: neighbours merged, or each cut apart, where an analyst asks for it.

Both follow dendrograms (average link). Which tickets are in a pattern at all stays as it is; only the lines between
patterns move.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar, get_args

import numpy as np
import scipy.sparse as sp

from toil.errors import SettingsError, nearest
from toil.patterns.clustering import Clustering, assign
from toil.patterns.corpus import Corpus
from toil.patterns.dendrogram import cut, merges_of
from toil.patterns.groups import close_gaps, count_groups, means, unit, with_enough
from toil.patterns.semantic import SemanticClustering
from toil.settings import Granularity

Found = TypeVar("Found", bound=Clustering | SemanticClustering)
GRANULARITIES: tuple[str, ...] = get_args(Granularity)
COARSER = 0.25
"""Mean cosine of their centres at which patterns are merged; themes begin at 0.12."""
FINER = 0.3
"""Mean product of two parts of a pattern under which they are cut apart; normal patterns begin at 0.17."""
DRAWN = 1000
"""Texts of a pattern, those with most tickets first, whose dendrogram is cut."""


def at_granularity(found: Found, corpus: Corpus, granularity: str, min_tickets: float) -> Found:
    """Return *found* at another granularity; "normal" is *found* itself."""
    labels = regrain(
        found.labels, corpus.rows, corpus.tickets, corpus.languages, granularity=granularity, min_tickets=min_tickets
    )
    if labels is found.labels:
        return found
    similarity, margin = similarity_to(labels, corpus.rows, corpus.tickets)
    return replace(found, labels=labels, similarity=similarity, margin=margin)


def regrain(
    labels: np.ndarray,
    rows: sp.csr_matrix,
    tickets: np.ndarray,
    languages: np.ndarray,
    *,
    granularity: str,
    min_tickets: float,
) -> np.ndarray:
    """Return the *labels* of texts at another granularity; -1 stays, and "normal" changes nothing.

    Parameters
    ----------
    labels : np.ndarray of int, (texts,)
        Pattern of each text; -1 is in none.
    rows : csr_matrix, (texts, n-grams)
        Unit rows, in canonical order.
    tickets, languages : np.ndarray, (texts,)
        Tickets and language of each text.
    granularity : str
        One of `GRANULARITIES`: "coarser" merges patterns whose centres are alike, "finer" cuts each pattern where
        its parts are unlike and each has tickets enough to be a pattern.
    min_tickets : float
        Tickets that make a pattern, and at least a thousandth of its language's.

    Raises
    ------
    SettingsError
        If there is no such granularity.
    """
    if granularity not in GRANULARITIES:
        raise SettingsError(
            "unknown granularity",
            found=repr(granularity),
            wanted=f"one of {', '.join(GRANULARITIES)}",
            do=nearest(granularity, GRANULARITIES),
        )
    if granularity == "normal" or not (labels >= 0).any():
        return labels
    if granularity == "coarser":
        return merge_alike(labels, rows, tickets)
    return cut_apart(labels, rows, tickets, languages, min_tickets)


def centres_of(labels: np.ndarray, rows: sp.csr_matrix, tickets: np.ndarray) -> sp.csr_matrix:
    """Return the centre of each pattern as a unit row; a text counts by the root of its tickets."""
    return unit(means(rows, labels, np.sqrt(tickets)))


def merge_alike(labels: np.ndarray, rows: sp.csr_matrix, tickets: np.ndarray) -> np.ndarray:
    """Return *labels* with patterns merged whose centres are alike by average link."""
    merged = cut(merges_of(centres_of(labels, rows, tickets)), at_least=COARSER)
    return np.where(labels >= 0, merged[labels], -1)


def cut_apart(
    labels: np.ndarray, rows: sp.csr_matrix, tickets: np.ndarray, languages: np.ndarray, min_tickets: float
) -> np.ndarray:
    """Return *labels* with each pattern cut into the parts of its dendrogram that have tickets enough.

    The other texts of a pattern go to the nearest of its parts; a pattern with one such part or none stays whole.
    """
    parts, count = np.full(len(labels), -1), 0
    for texts in _members(labels):
        drawn = texts[np.lexsort((texts, -tickets[texts]))[:DRAWN]]
        parts[drawn] = count + cut(merges_of(rows[drawn]), at_least=FINER)
        count = count_groups(parts[drawn])
    parts = with_enough(parts, tickets, languages, min_tickets)
    owner = np.full(count_groups(parts), -1)
    owner[parts[parts >= 0]] = labels[parts >= 0]
    several = np.bincount(owner, minlength=count_groups(labels)) > 1
    centres = centres_of(parts, rows, tickets)
    finer = np.where(labels >= 0, labels + len(owner), -1)
    for pattern, texts in enumerate(_members(labels)):
        if several[pattern]:
            own = np.flatnonzero(owner == pattern)
            finer[texts] = own[(rows[texts] @ centres[own].T).toarray().round(9).argmax(axis=1)]
    return close_gaps(finer)


def similarity_to(labels: np.ndarray, rows: sp.csr_matrix, tickets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the cosine of each text to its pattern's centre, and its lead over the nearest other; NaN in none."""
    _, similarity, margin = assign(rows, centres_of(labels, rows, tickets), labels)
    inside = labels >= 0
    return np.where(inside, similarity, np.nan), np.where(inside, margin, np.nan)


def _members(labels: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the texts of each pattern, in order."""
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(count_groups(labels) + 1))
    for first, last in pairwise(ends):
        yield order[first:last]
