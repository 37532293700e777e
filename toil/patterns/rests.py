"""The rests of texts without a run of words they share: what tells a frame from a piece of work.

Take a frame out, and what is left reads like other texts without it, and like as many different ones as any texts
of the corpus do. The rest of "unlock user X in application Y" reads like nothing; the rests of one wording of a work
read like its other wordings, and so all like the same.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from toil.patterns.groups import mean_product, unit
from toil.patterns.vectors import LAST, count_ngrams, pairs_of, unit_rows, weights_of
from toil.text.tokens import Tokens

LOOK = 16
"""Texts of each run that are looked at."""
USUAL, PLAIN = 200, 30
"""Texts of the corpus that are looked at beside them, up to twice so many; those without any run, if so many are: by
the frames that they share texts read like others more often than by what they say."""
ALIKE, OTHERS, NEAR = 0.35, 2, 5
"""Cosine at which the rest of a text reads like a text; texts it must read like; the nearest that are looked at."""
LEFT = 3
"""Columns that a rest must have: two words and their pair."""
NARROW = 0.15
"""Mean product of the rests above which they are one work: a first look, which spares the others."""
AT_HOME, HOMES = 0.6, 3
"""Share of the rests that read like other texts, over that of the corpus, from which a run is a frame; how many."""
STILL = 0.5
"""The same share once all frames are out."""
SPREAD = 1.3
"""Mean product of what the rests read like, over that of what any texts read like, up to which a run is a frame."""
INSIDE = 0.25
"""Share of what the rests read like that has the run itself, up to which it is a frame."""


class Texts:
    """Unit rows of texts over words and pairs of words, and what reads like them.

    *words* gives the two words of each column, (2, columns); that of a single word has it twice.
    """

    def __init__(self, rows: sp.csr_matrix, words: np.ndarray) -> None:
        self.rows, self._words, self._columns = rows, words, sp.csr_matrix(rows.T)

    def without(self, texts: np.ndarray, goes: np.ndarray, run: np.ndarray) -> sp.csr_matrix:
        """Return unit rows of *texts* without what goes with the *run* beside each: words, and pairs with one."""
        rows = self.rows[texts]
        left, right = self._words[:, rows.indices]
        of_run = np.repeat(run, np.diff(rows.indptr))
        rows.data[goes[of_run, left] | goes[of_run, right]] = 0
        rows.eliminate_zeros()
        return unit(rows)

    def near(self, rest: sp.csr_matrix, but: sp.csr_matrix) -> sp.csr_matrix:
        """Return the cosines of each *rest* to the nearest texts, but those that *but* has a 1 for."""
        alike = sp.csr_matrix(rest @ self._columns)
        alike.data = np.where(alike.data >= ALIKE, alike.data.round(9), 0)
        alike.eliminate_zeros()
        alike = sp.csr_matrix(alike - alike.multiply(but))
        alike.eliminate_zeros()
        row = np.repeat(np.arange(alike.shape[0]), np.diff(alike.indptr))
        order = np.lexsort((alike.indices, -alike.data, row))
        kept = order[np.arange(len(row)) - alike.indptr[row] < NEAR]
        return sp.csr_matrix((alike.data[kept], (row[kept], alike.indices[kept])), shape=alike.shape)

    def spread(self, nearest: sp.csr_matrix, labels: np.ndarray) -> np.ndarray:
        """Return for each label (-1 is none) the mean product of what its rests read like."""
        return mean_product(unit(sp.csr_matrix(nearest @ self.rows)), labels)

    def usual(self, among: np.ndarray) -> tuple[float, float]:
        """Return which share of texts *among* all reads like others, and the mean product of what they read like."""
        texts = among[:: max(1, len(among) // USUAL)]
        shape = (len(texts), self.rows.shape[0])
        itself = sp.csr_matrix((np.ones(len(texts)), (np.arange(len(texts)), texts)), shape=shape)
        nearest = self.near(self.rows[texts], itself)
        home = np.diff(nearest.indptr) >= OTHERS
        return float(home.mean()), float(self.spread(nearest, np.where(home, 0, -1))[0]) if home.any() else 1.0


def texts_of(terms: Tokens) -> Texts:
    """Return unit rows of *terms* over all words and pairs of words, those of one text too."""
    counts, words = count_ngrams(terms)
    pairs = np.unique(pairs_of(terms.keep(terms.places < LAST))[1])
    every = np.arange(words)
    of_column = np.concatenate([[every, every], np.divmod(pairs, words)], axis=1)
    return Texts(unit_rows(counts, weights_of(counts, words, np.ones(len(terms)))[0]), of_column)


def told_apart(
    texts: Texts, held: sp.csr_matrix, goes: np.ndarray, look: int = LOOK, at_home: float = AT_HOME
) -> np.ndarray:
    """Return the runs that are frames, in order.

    Parameters
    ----------
    texts : Texts
        The texts, with the runs in them.
    held : sp.csr_matrix, (runs, texts)
        1 where a text has a run.
    goes : np.ndarray of bool, (runs, words)
        The words that go with a run.
    look : int
        Texts of each run that are looked at.
    at_home : float
        Share of their rests that read like other texts, over that of the corpus, from which a run is a frame.
    """
    run, text = _looked_at(held, look)
    rest = texts.without(text, goes, run)
    wide = mean_product(rest, run) <= NARROW
    rest, text, run = rest[wide[run]], text[wide[run]], run[wide[run]]
    nearest = texts.near(rest, held[run])
    home = (np.diff(nearest.indptr) >= OTHERS) & (np.diff(rest.indptr) >= LEFT)
    looked, homes = (np.bincount(run, weight, minlength=held.shape[0]) for weight in (None, home))
    every = np.arange(held.shape[1])
    spread = texts.usual(every)[1]
    plain = np.flatnonzero(np.bincount(held.indices, minlength=len(every)) == 0)
    usual = texts.usual(plain if len(plain) >= PLAIN else every)[0]
    likely = np.flatnonzero((homes >= HOMES) & (homes >= at_home * usual * looked))
    if not len(likely):
        return likely
    place = np.where(home & np.isin(run, likely), np.searchsorted(likely, run), -1)
    likely = likely[texts.spread(nearest, place) <= SPREAD * spread]
    outside = [
        _is_outside(texts, held[one].indices, nearest[run == one], rest[run == one], int(one), goes, look)
        for one in likely
    ]
    return likely[np.array(outside, dtype=bool)]


def still_at_home(texts: Texts, held: sp.csr_matrix) -> np.ndarray:
    """Return the runs, in order, whose rests still read like other texts where *texts* have no frame left."""
    run, text = _looked_at(held, LOOK)
    nearest = texts.near(texts.rows[text], held[run])
    home = (np.diff(nearest.indptr) >= OTHERS) & (np.diff(texts.rows.indptr)[text] >= LEFT)
    looked, homes = (np.bincount(run, weight, minlength=held.shape[0]) for weight in (None, home))
    usual = texts.usual(np.arange(held.shape[1]))[0]
    return np.flatnonzero(homes >= STILL * usual * looked)


def _looked_at(held: sp.csr_matrix, look: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the texts of each run that are looked at, evenly spaced, and the run beside each."""
    looked = [_evenly(held.indices[a:b], look) for a, b in zip(held.indptr[:-1], held.indptr[1:], strict=True)]
    return np.repeat(np.arange(len(looked)), list(map(len, looked))), np.concatenate(looked)


def _evenly(texts: np.ndarray, look: int) -> np.ndarray:
    look = min(len(texts), look)
    return texts[np.arange(look) * len(texts) // max(look, 1)]


def _is_outside(
    texts: Texts,
    inside: np.ndarray,
    nearest: sp.csr_matrix,
    rest: sp.csr_matrix,
    run: int,
    goes: np.ndarray,
    look: int,
) -> bool:
    """Return whether most of what the rests of a *run* read like is not *inside*, the texts that have it."""
    looked = _evenly(inside, look)
    others = texts.without(inside, goes, np.full(len(inside), run))
    alike = (rest @ others.T).toarray().round(9)
    alike[np.arange(len(looked)), np.searchsorted(inside, looked)] = 0
    outside = np.zeros((len(looked), NEAR))
    row = np.repeat(np.arange(len(looked)), np.diff(nearest.indptr))
    outside[row, np.arange(len(row)) - nearest.indptr[row]] = nearest.data
    both = np.concatenate([outside, np.where(alike >= ALIKE, alike, 0)], axis=1)
    first = np.argsort(-both, axis=1, kind="stable")[:, :NEAR]
    counts = np.take_along_axis(both, first, axis=1) > 0
    share = (counts & (first >= NEAR)).sum() / max(counts.sum(), 1)
    return bool(share <= max(INSIDE, 2 * len(inside) / texts.rows.shape[0]))
