"""Frames of forms, mails, robots and logs that no rule lists, learned from the texts: what many unlike works share.

A frame is a run of words that stands in many texts. What tells it from a piece of work is the rest of these texts:
take the run out, and what is left reads like other texts without the run, and like as many different ones as any
texts of the corpus do. The rest of "unlock user X in application Y" reads like nothing; that of one wording of a work
reads like its other wordings, and these like each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from toil.patterns.groups import mean_product, unit
from toil.patterns.vectors import LAST, MAX_SHARE, count_ngrams, pairs_of, unit_rows, weights_of
from toil.text.tokens import Tokens

BLOCK = 50_000
"""Texts whose frames are looked for at a time."""
SAMPLE = 4000
"""Texts that are looked at: the first, for their order is that of a hash."""
TEXTS, SHARE = 5, 0.005
"""Texts that share a run, and their share of those looked at, from which it may be a frame."""
FEWEST = 100
"""Texts under which nothing is learned."""
RUNS = 500
"""Runs that are looked at, those that most texts share first."""
TOGETHER = 0.75
"""Share of the texts with either of two pairs of words that have both, at which the pairs are of one run."""
COMPANION = 0.7
"""Share of a run's texts that use a word, at which it goes with the run."""
LOOK = 24
"""Texts of each run that are looked at."""
ALIKE, OTHERS, NEAR = 0.4, 2, 5
"""Cosine at which the rest of a text reads like a text; texts it must read like; the nearest that are looked at."""
NARROW = 0.15
"""Mean product of the rests above which they are one work: a first look, which spares the others."""
AT_HOME, HOMES = 0.6, 4
"""Share of the rests that read like other texts, over that of the corpus, from which a run is a frame; and how many."""
SPREAD = 1.3
"""Mean product of what the rests read like, over that of what any texts read like, up to which a run is a frame."""
INSIDE = 0.25
"""Share of what the rests read like that has the run itself, up to which it is a frame."""
OWN = 0.6
"""Share of a word's uses that stand in frames, from which it goes with them: other words say something elsewhere."""
PASSES = 2
"""How often frames are learned: what is left without the plain ones shows others."""


@dataclass(frozen=True)
class Frames:
    """Runs of words: ``pairs`` (numbers as `pairs_of` gives them, sorted) of the runs in ``run``; ``words`` has a row of
    flags a run, over the vocabulary: what goes from a text that has at least half of the run's pairs."""

    pairs: np.ndarray
    run: np.ndarray
    words: np.ndarray

    def __len__(self) -> int:
        return len(self.words)

    def held_by(self, terms: Tokens) -> sp.csr_matrix:
        """Return which text has which run (1 where it has)."""
        place, code = pairs_of(terms)
        at = np.minimum(np.searchsorted(self.pairs, code), len(self.pairs) - 1)
        found = self.pairs[at] == code
        shape = (len(terms), len(self.pairs))
        has = sp.csr_matrix((np.ones(found.sum()), (terms.rows[place[found]], at[found])), shape=shape)
        has.data[:] = 1
        size = np.bincount(self.run, minlength=len(self))
        of_run = sp.csr_matrix((1 / size[self.run], (np.arange(len(self.run)), self.run)))
        held = sp.csr_matrix(has @ of_run)
        held.data = (held.data >= 0.5 - 1e-9).astype(float)
        held.eliminate_zeros()
        return held

    def flags(self, terms: Tokens) -> np.ndarray:
        """Return for each of *terms* whether it goes with a run that its text has."""
        flags = np.zeros(len(terms.ids), dtype=bool)
        goes = sp.csr_matrix(self.words.astype(float))
        any_goes, words = self.words.any(axis=0), np.int64(len(terms.vocabulary))
        for start in range(0, len(terms), BLOCK):
            some = terms.take(np.arange(start, min(start + BLOCK, len(terms))))
            maybe = np.flatnonzero(any_goes[some.ids])
            gone = (self.held_by(some) @ goes).tocoo()
            hit = np.isin(some.rows[maybe] * words + some.ids[maybe], gone.row * words + gone.col)
            flags[terms.offsets[start] + maybe[hit]] = True
        return flags

    def take(self, wanted: np.ndarray) -> Frames:
        """Return the *wanted* runs only."""
        kept = np.isin(self.run, wanted)
        return Frames(self.pairs[kept], np.searchsorted(wanted, self.run[kept]), self.words[wanted])


def outside_frames(terms: Tokens) -> np.ndarray:
    """Return for each of *terms* whether it stays: is of no frame that is learned from them, or its text is all frame.

    What is learned hangs on the texts, not on their order where that is the order of a hash.
    """
    stays, rest = np.ones(len(terms.ids), dtype=bool), terms
    for _ in range(PASSES):
        frames = learn_frames(rest.take(np.arange(min(len(rest), SAMPLE))))
        if not len(frames):
            break
        stays[stays] = ~frames.flags(rest)
        says = np.bincount(terms.rows, stays, minlength=len(terms)) > 0
        stays |= ~says[terms.rows]
        rest = terms.keep(stays)
    return stays


def learn_frames(terms: Tokens) -> Frames:
    """Return the frames among *terms*: runs whose rests read like others texts, and like many kinds of them."""
    runs = _runs(terms)
    if not len(runs):
        return runs
    counts, words = count_ngrams(terms)
    rows = unit_rows(counts, weights_of(counts, words, np.ones(len(terms)))[0])
    rests = _Rests(terms, rows, runs)
    frames = runs.take(_told_apart(rests))
    if not len(frames):
        return frames
    use = np.bincount(terms.ids, minlength=words)
    own = np.bincount(terms.ids, frames.flags(terms), minlength=words) >= OWN * np.maximum(use, 1)
    return Frames(frames.pairs, frames.run, frames.words & own)


def _runs(terms: Tokens) -> Frames:
    """Return the runs that enough texts share, with all words that go with them."""
    count, words = len(terms), len(terms.vocabulary)
    place, code = pairs_of(terms)
    pairs, column = np.unique(code, return_inverse=True)
    has = sp.csr_matrix((np.ones(len(code)), (terms.rows[place], column)), shape=(count, len(pairs)))
    has.data[:] = 1
    texts = np.bincount(has.indices, minlength=len(pairs))
    often = np.flatnonzero((texts >= max(TEXTS, SHARE * count)) & (texts <= MAX_SHARE * count))
    if count < FEWEST or not len(often):
        return Frames(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros((0, words), dtype=bool))
    run = _joined(has[:, often], texts[often])
    size = np.bincount(run, texts[often]) / np.bincount(run)
    kept = np.sort(np.lexsort((np.arange(len(size)), -size))[:RUNS])
    runs = Frames(pairs[often], run, np.zeros((len(size), words), dtype=bool)).take(kept)
    held = sp.csr_matrix(runs.held_by(terms).T)
    uses = sp.csr_matrix((np.ones(len(terms.ids)), (terms.rows, terms.ids)), shape=(count, words))
    uses.data[:] = 1
    together = (held @ uses).toarray()
    runs.words[:] = together >= np.maximum(COMPANION * np.diff(held.indptr), 1)[:, None]
    runs.words[runs.run, runs.pairs // words] = True
    runs.words[runs.run, runs.pairs % words] = True
    return runs


def _joined(has: sp.csr_matrix, texts: np.ndarray) -> np.ndarray:
    """Return the run of each column of *has*: pairs that mostly stand in the same texts."""
    both = (has.T @ has).tocoo()
    near = both.data >= TOGETHER * np.maximum(texts[both.row], texts[both.col])
    graph = sp.csr_matrix((both.data[near], (both.row[near], both.col[near])), shape=both.shape)
    return connected_components(graph, directed=False)[1].astype(np.int64)


class _Rests:
    """The rests of texts without a run: unit rows over words and pairs of words, and how alike they are to texts."""

    def __init__(self, terms: Tokens, rows: sp.csr_matrix, runs: Frames) -> None:
        self.rows, self.runs, self.held = rows, runs, sp.csr_matrix(runs.held_by(terms).T)
        self.columns = sp.csr_matrix(rows.T)
        words = len(terms.vocabulary)
        pairs = np.unique(pairs_of(terms.keep(terms.places < LAST))[1])
        alone = np.arange(words)
        self.first, self.second = np.concatenate([alone, pairs // words]), np.concatenate([alone, pairs % words])

    def texts(self, run: int) -> np.ndarray:
        """Return the texts that have a *run*."""
        return self.held.indices[self.held.indptr[run] : self.held.indptr[run + 1]]

    def of(self, texts: np.ndarray, run: np.ndarray) -> tuple[sp.csr_matrix, np.ndarray]:
        """Return the rest of each of *texts* without the *run* beside it, and how many words it has."""
        rows = self.rows[texts]
        of_run = np.repeat(run, np.diff(rows.indptr))
        goes = self.runs.words[of_run, self.first[rows.indices]] | self.runs.words[of_run, self.second[rows.indices]]
        rest = sp.csr_matrix((np.where(goes, 0, rows.data), rows.indices, rows.indptr), shape=rows.shape)
        rest.eliminate_zeros()
        single = rest.indices < self.runs.words.shape[1]
        left = np.bincount(np.repeat(np.arange(len(texts)), np.diff(rest.indptr)), single, minlength=len(texts))
        return unit(rest), left

    def near(self, rest: sp.csr_matrix, but: sp.csr_matrix) -> tuple[sp.csr_matrix, np.ndarray]:
        """Return the cosines of each rest to the nearest texts but those in *but*, and which of them are at home."""
        alike = sp.csr_matrix(rest @ self.columns)
        alike.data = np.where(alike.data >= ALIKE, alike.data.round(9), 0)
        alike.eliminate_zeros()
        alike = sp.csr_matrix(alike - alike.multiply(but))
        alike.eliminate_zeros()
        row = np.repeat(np.arange(alike.shape[0]), np.diff(alike.indptr))
        order = np.lexsort((alike.indices, -alike.data, row))
        rank = np.arange(len(row)) - alike.indptr[row]
        kept = order[rank < NEAR]
        nearest = sp.csr_matrix((alike.data[kept], (row[kept], alike.indices[kept])), shape=alike.shape)
        return nearest, np.diff(nearest.indptr) >= OTHERS

    def usual(self) -> tuple[float, float]:
        """Return which share of all texts reads like others, and the mean product of what they read like."""
        count = self.rows.shape[0]
        texts = np.arange(0, count, max(1, count // 400))
        itself = sp.csr_matrix((np.ones(len(texts)), (np.arange(len(texts)), texts)), shape=(len(texts), count))
        nearest, home = self.near(self.rows[texts], itself)
        return float(home.mean()), float(self.spread(nearest, np.where(home, 0, -1))[0]) if home.any() else 1.0

    def spread(self, nearest: sp.csr_matrix, labels: np.ndarray) -> np.ndarray:
        """Return for each label the mean product of what its rests read like."""
        return mean_product(unit(sp.csr_matrix(nearest @ self.rows)), labels)


def _told_apart(rests: _Rests) -> np.ndarray:
    """Return the runs that are frames, in order."""
    looked = [_evenly(rests.texts(run)) for run in range(len(rests.runs))]
    run = np.repeat(np.arange(len(looked)), list(map(len, looked)))
    text = np.concatenate(looked)
    rest, left = rests.of(text, run)
    wide = mean_product(rest, run) <= NARROW
    chosen = np.flatnonzero(wide[run])
    rest, left, run, text = rest[chosen], left[chosen], run[chosen], text[chosen]
    nearest, home = rests.near(rest, rests.held[run])
    home &= left >= 2
    usual, spread = rests.usual()
    homes = np.bincount(run, home, minlength=len(rests.runs))
    share = homes / np.maximum(np.bincount(run, minlength=len(rests.runs)), 1)
    likely = np.flatnonzero((homes >= HOMES) & (share >= AT_HOME * usual))
    place = np.where(home & np.isin(run, likely), np.searchsorted(likely, run), -1)
    likely = likely[rests.spread(nearest, place) <= SPREAD * spread] if len(likely) else likely
    return np.array([one for one in likely if _is_outside(rests, one, rest[run == one], nearest[run == one])], dtype=int)


def _is_outside(rests: _Rests, run: int, rest: sp.csr_matrix, nearest: sp.csr_matrix) -> bool:
    """Return whether most of what the rests of a *run* read like stands in texts without it."""
    texts = rests.texts(run)
    inside = (rest @ rests.of(texts, np.full(len(texts), run))[0].T).toarray().round(9)
    looked = _evenly(texts)
    inside[np.arange(len(looked)), np.searchsorted(texts, looked)] = 0
    outside = np.zeros((len(looked), NEAR))
    row = np.repeat(np.arange(len(looked)), np.diff(nearest.indptr))
    outside[row, np.arange(len(row)) - nearest.indptr[row]] = nearest.data
    both = np.concatenate([outside, np.where(inside >= ALIKE, inside, 0)], axis=1)
    first = np.argsort(-both, axis=1, kind="stable")[:, :NEAR]
    alike = np.take_along_axis(both, first, axis=1) > 0
    share = (alike & (first >= NEAR)).sum() / max(alike.sum(), 1)
    return bool(share <= max(INSIDE, 2 * len(texts) / rests.rows.shape[0]))


def _evenly(texts: np.ndarray) -> np.ndarray:
    """Return so many of *texts* as are looked at, evenly spaced."""
    return texts[np.arange(min(len(texts), LOOK)) * len(texts) // min(len(texts), LOOK)] if len(texts) else texts
