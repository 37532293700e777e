"""The company of a text: the tickets that read most like it; and what company says of a group of texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.groups import count_groups, mean_product, weighted_median
from toil.patterns.neighbours import Neighbours, nearest

FEW, MANY = 4, 8
"""Other tickets that must read alike: few of them very much, or many of them somewhat."""
WIDE = 16
"""Tickets of a pattern over which its tickets are held to the many: a smaller one hardly has as many others."""
ALIKE_FEW, ALIKE_MANY = 0.42, 0.31
"""Cosine to these at which a text may found a pattern."""
TYPICAL_FEW, TYPICAL_MANY, TYPICAL_CLOSE = 0.42, 0.34, 0.5
"""The same for the median ticket of a pattern. A pattern of few tickets is held to the first, a wide one to the
second; either will do with four others at the third."""
ASKED, ASKED_AMONG_FEW = 0.3, 0.25
"""Cosine under which a text is nobody's neighbour, and the lowest that it falls to among few texts."""
EASE, LARGE, MOST_EASE = 0.07, 20_000, 0.2
"""How much lower all these cosines are for a language with a tenth of so many texts, where less reads alike by
chance; it grows with the cube of the tenths, and to the last at most."""


@dataclass(frozen=True)
class Company:
    """The texts that are compared with each other, and the cosine to the 4 and to the 8 next tickets of each.

    ``sides`` says which of two opposites a text asks for (see `toil.patterns.opposites.sides_of`). ``ease`` is what
    is taken off the cosines that are asked of a text: the largest by chance grows with the texts of its language.
    The first ``words`` columns of ``rows`` are single words.
    """

    rows: sp.csr_matrix
    tickets: np.ndarray
    languages: np.ndarray
    near: Neighbours
    few: np.ndarray
    many: np.ndarray
    sides: np.ndarray
    ease: np.ndarray
    words: int

    @property
    def weight(self) -> np.ndarray:
        """Weight of each text in a mean."""
        return np.sqrt(self.tickets)

    @property
    def founds(self) -> np.ndarray:
        """Whether a text has the company to found a pattern; one that says nothing never has."""
        alike = (self.few >= ALIKE_FEW - self.ease) | (self.many >= ALIKE_MANY - self.ease)
        return alike & (np.diff(self.rows.indptr) > 0)

    def take(self, texts: np.ndarray) -> Company:
        """Return the company among *texts* (row numbers in order) only: nothing is compared anew, as much asked."""
        rows, tickets, languages = self.rows[texts], self.tickets[texts], self.languages[texts]
        near, ease = self.near.take(texts), self.ease[texts]
        return _keep(near, rows, tickets, languages, self.sides[texts], ease, self.words)

    def wholeness(self, labels: np.ndarray) -> np.ndarray:
        """Return how alike each group's texts are as a whole, over how alike their company is; 1 for a single text.

        Low where texts share a frame ("question about ...") or a chain of links, and little else.
        """
        typical = np.maximum(self._typical(labels), 1e-9)
        templates = np.bincount(labels[labels >= 0], minlength=count_groups(labels))
        return np.where(templates > 1, mean_product(self.rows, labels) / typical, 1.0)

    def density(self, labels: np.ndarray) -> np.ndarray:
        """Return whether the median ticket of each group has company enough to be a pattern."""
        asked = np.where(self._volume(labels) > WIDE, TYPICAL_MANY, TYPICAL_FEW)
        few, ease = (weighted_median(value, self.tickets, labels) for value in (self.few, self.ease))
        return (self._typical(labels) >= asked - ease) | (few >= TYPICAL_CLOSE - ease)

    def _volume(self, labels: np.ndarray) -> np.ndarray:
        return np.bincount(labels[labels >= 0], self.tickets[labels >= 0], minlength=count_groups(labels))

    def _typical(self, labels: np.ndarray) -> np.ndarray:
        """Return the cosine that the median ticket of each group has to its company."""
        few, many = (weighted_median(value, self.tickets, labels) for value in (self.few, self.many))
        return np.where(self._volume(labels) > WIDE, many, few)


def compare(
    rows: sp.csr_matrix, tickets: np.ndarray, languages: np.ndarray, sides: np.ndarray, words: int
) -> Company:
    """Return the company of each of *rows*, whose first columns are *words*: all that share one are compared."""
    ease = ease_of(languages)
    asked = np.maximum(ASKED - ease, ASKED_AMONG_FEW)
    near = nearest(rows, asked.min(initial=ASKED)).within(asked)
    return _keep(near, rows, tickets, languages, sides, ease, words)


def ease_of(languages: np.ndarray) -> np.ndarray:
    """Return what is taken off the cosines that are asked of each text, by how many texts its language has."""
    tenths = np.log10(LARGE / np.clip(np.bincount(languages), 1, LARGE))
    return np.minimum(EASE * tenths**3, MOST_EASE)[languages]


def _keep(
    near: Neighbours,
    rows: sp.csr_matrix,
    tickets: np.ndarray,
    languages: np.ndarray,
    sides: np.ndarray,
    ease: np.ndarray,
    words: int,
) -> Company:
    few, many = near.company(tickets, FEW), near.company(tickets, MANY)
    return Company(rows, tickets, languages, near, few, many, sides, ease, words)
