"""Texts as meanings: a model's vectors and the words themselves in one row, and the neighbours of each row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.blocks import BLOCK
from toil.patterns.company import Company, compare
from toil.patterns.corpus import Corpus
from toil.patterns.embedders import Embedder, embed_sorted, unit_rows
from toil.text.languages import LANGUAGES

MEANING = 0.8
"""Share of the meaning in the likeness of two texts; the rest is their words."""
WORDS_READ = 64
"""Words of a text that the model reads."""
SKETCH = 256
"""Columns that hold the words: a random projection, whose products err by about 1 / 16 of a cosine."""
OF_A_LANGUAGE, LANGUAGE_SHARE = 10, 0.02
"""Texts, and share of all texts, from which a language counts as one of the corpus: fewer may be misread."""
STEP = 2.0**-11
"""Step to which entries of rows are rounded. Products of two unit rows are then sums of multiples of 2**-22 that
never reach 4, which float32 holds exactly: no order of adding up, and so no number of threads, can change them."""
NEIGHBOURS = 30


@dataclass(frozen=True)
class Meanings:
    """Texts that are compared: rows (float32, the product of two is how alike they are), and 30 neighbours of each.

    ``near`` holds row numbers, nearest first (-1 is none), ``cosines`` how alike they are; ``sides`` says which of
    two opposites a text asks for (see `toil.patterns.opposites.sides_of`); ``wording`` is the company of the same
    texts by their words alone; None where they are a sample, in which wording founds too little.
    """

    rows: np.ndarray
    tickets: np.ndarray
    languages: np.ndarray
    near: np.ndarray
    cosines: np.ndarray
    sides: np.ndarray
    wording: Company | None

    def take(self, texts: np.ndarray) -> Meanings:
        """Return *texts* (row numbers in order) only; nothing is compared anew."""
        place = np.full(len(self.rows) + 1, -1)
        place[texts] = np.arange(len(texts))
        near = place[self.near[texts]], self.cosines[texts]
        facts = (self.rows[texts], self.tickets[texts], self.languages[texts])
        wording = None if self.wording is None else self.wording.take(texts)
        return Meanings(*facts, *near, self.sides[texts], wording)


def read_meanings(corpus: Corpus, texts: np.ndarray, embedder: Embedder) -> Meanings:
    """Return the meanings of *texts* (numbers of distinct texts, in order) of *corpus*."""
    words = corpus.outside_frames().take(texts).lists()
    vectors = embed_sorted(embedder, [" ".join(list(of_text)[:WORDS_READ]) for of_text in words])
    says = np.bincount(corpus.terms.rows, minlength=len(corpus))[texts] > 0
    languages = corpus.languages[texts]
    vectors = centre(vectors, languages, says)
    rows = exact(np.hstack([np.sqrt(MEANING) * vectors, np.sqrt(1 - MEANING) * sketch(corpus.rows[texts])]))
    tickets, sides = corpus.tickets[texts], corpus.sides[texts]
    whole = len(texts) == len(corpus)
    wording = compare(corpus.rows, tickets, languages, sides, corpus.words) if whole else None
    return Meanings(rows, tickets, languages, *nearest_rows(rows), sides, wording)


def exact(rows: np.ndarray) -> np.ndarray:
    """Return *rows* (no longer than about one) rounded so that products of any two of them are exact."""
    return (np.rint(rows / STEP) * STEP).astype(np.float32)


def centre(vectors: np.ndarray, languages: np.ndarray, says: np.ndarray) -> np.ndarray:
    """Return unit *vectors* less the mean of their language; zeros for texts that say nothing.

    The mean of a language holds what the model knows of the language itself; without it, one request in two
    languages is as near as in one. A language of few texts loses the mean of all.
    """
    centred = vectors.astype(np.float64)
    if says.any():
        centred -= centred[says].mean(axis=0)
    for language in own_languages(languages):
        own = says & (languages == language)
        centred[own] -= centred[own].mean(axis=0) if own.any() else 0
    centred[~says] = 0
    return unit_rows(centred)


def own_languages(languages: np.ndarray) -> np.ndarray:
    """Return the languages that enough of the texts are in; the unknown one is none."""
    counts = np.bincount(languages, minlength=len(LANGUAGES))[: len(LANGUAGES)]
    return np.flatnonzero(counts >= max(OF_A_LANGUAGE, LANGUAGE_SHARE * len(languages)))


def sketch(words: sp.csr_matrix) -> np.ndarray:
    """Return *words* in 256 columns, products kept on average (Johnson and Lindenstrauss 1984).

    Signs are drawn from a seed of their own and hang on nothing else.
    """
    signs = np.random.default_rng(0).integers(0, 2, (words.shape[1], SKETCH)) * 2 - 1
    return (words @ (signs / np.sqrt(SKETCH))).astype(np.float32)


def nearest_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers and products of the 30 nearest rows of each row, nearest first; every pair is compared.

    Ties go to the lower number, so blocks don't matter.
    """
    count, wanted = len(rows), min(NEIGHBOURS, max(len(rows) - 1, 0))
    near, cosines = np.full((count, NEIGHBOURS), -1), np.zeros((count, NEIGHBOURS), dtype=np.float32)
    for start in range(0, count if wanted else 0, BLOCK):
        products = rows[start : start + BLOCK] @ rows.T
        place = np.arange(len(products))
        products[place, start + place] = -np.inf
        least = -np.partition(-products, wanted - 1, axis=1)[:, wanted - 1]
        row, column = np.nonzero(products >= least[:, None])
        value = products[row, column]
        order = np.lexsort((column, -value, row))
        row, column, value = row[order], column[order], value[order]
        rank = np.arange(len(row)) - np.searchsorted(row, row)
        kept = rank < wanted
        near[start + row[kept], rank[kept]] = column[kept]
        cosines[start + row[kept], rank[kept]] = value[kept]
    return near, cosines
