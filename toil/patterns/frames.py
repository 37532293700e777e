"""Frames of forms, mails, robots and logs that no rule lists, learned from the texts: what many unlike works share.

A frame is a run of words that stands in many texts. What tells it from a piece of work is the rest of these texts;
see `toil.patterns.rests`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.forms import COMPANION, FEWEST, SAMPLE, SAYS, WORDS, joined, outside_forms
from toil.patterns.learned import Frame, said_to_be_none, stems_of
from toil.patterns.rests import still_at_home, texts_of, told_apart
from toil.patterns.vectors import MAX_SHARE, pairs_of, places_among, which_has
from toil.text.tokens import Tokens

BLOCK = 50_000
"""Texts whose frames are looked for at a time."""
TEXTS, SHARE = 5, 0.005
"""Texts that share a run, and their share of those looked at, from which it may be a frame."""
RUNS = 500
"""Runs that are looked at, those that most texts share first."""
OWN = 0.6
"""Share of a word's uses that stand in frames, from which it goes with them: other words say something elsewhere."""
PASSES, MANY = 2, 0.1
"""How often frames are learned, and from which share of texts with one again: without the plain ones others show."""

HARDLY_ANY, MOSTLY_ONE = 0.02, 0.9
"""Shares of the texts under which, and from which, a language's own are not looked at beside all of them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Frames:
    """Runs of words: ``pairs`` (numbers as `pairs_of` gives them, sorted), each of the run that ``run`` names.

    ``words`` flags for each run, over the vocabulary, what goes from a text with half of the run's pairs or more.
    """

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
        has = which_has(terms.rows[place[found]], at[found], shape)
        size = np.bincount(self.run, minlength=len(self))
        of_run = sp.csr_matrix((1 / size[self.run], (np.arange(len(self.run)), self.run)))
        held = sp.csr_matrix(has @ of_run)
        held.data = (held.data >= 0.5 - 1e-9).astype(float)
        held.eliminate_zeros()
        return held

    def flags(self, terms: Tokens) -> np.ndarray:
        """Return for each of *terms* whether it goes with a run that its text has."""
        return self.look(terms)[0] if len(self) else np.zeros(len(terms.ids), dtype=bool)

    def look(self, terms: Tokens) -> tuple[np.ndarray, sp.csr_matrix]:
        """Return for each of *terms* whether it goes with a run that its text has, and which text has which run."""
        flags = np.zeros(len(terms.ids), dtype=bool)
        goes = sp.csr_matrix(self.words.astype(float))
        goes_somewhere: np.ndarray = np.any(self.words, axis=0)
        words = np.int64(len(terms.vocabulary))
        parts = []
        for start in range(0, len(terms), BLOCK):
            some = terms.take(np.arange(start, min(start + BLOCK, len(terms))))
            maybe = np.flatnonzero(goes_somewhere[some.ids])
            parts.append(self.held_by(some))
            gone = (parts[-1] @ goes).tocoo()
            hit = np.isin(some.rows[maybe] * words + some.ids[maybe], gone.row * words + gone.col)
            flags[terms.offsets[start] + maybe[hit]] = True
        return flags, sp.csr_matrix(sp.vstack(parts))

    def take(self, wanted: np.ndarray) -> Frames:
        """Return the *wanted* runs only."""
        kept = np.isin(self.run, wanted)
        return Frames(self.pairs[kept], np.searchsorted(wanted, self.run[kept]), self.words[wanted])


def outside_frames(
    terms: Tokens, languages: np.ndarray, not_frames: Sequence[str] = ()
) -> tuple[np.ndarray, np.ndarray, list[Frame]]:
    """Return for each of *terms* whether it stays: is of no frame learned from them, or of a text with little else.

    Parameters
    ----------
    terms : Tokens
        Terms of distinct texts, in an order that hangs on their words alone, as that of a `Corpus`: frames are
        learned from the first 3,000, and from those of each language, of whose texts a frame holds a larger share.
    languages : np.ndarray of int64, (texts,)
        The number of the language of each text.
    not_frames : sequence of str
        What people say is no frame: a learned one with all words of such a phrase that say something stays in.

    Returns
    -------
    tuple of np.ndarray of bool, np.ndarray of int and list of Frame
        Flags, (terms,); the place of each in its text, (terms,), forms that texts are written in left aside;
        and the frames, as they were learned.
    """
    every = np.arange(len(terms))
    texts = [np.flatnonzero(languages == one) for one in np.unique(languages)]
    least, most = max(FEWEST, HARDLY_ANY * len(terms)), MOSTLY_ONE * len(terms)
    several = [some for some in texts if least <= len(some) < most]
    wanted = dict(zip(not_frames, stems_of(not_frames), strict=True))
    stays, learned = outside_forms(terms, wanted)
    places = places_among(terms, stays) if learned else terms.places
    for some in (every, *several):
        learned += _take_out(terms, some, stays, wanted)
    again = {(frame.kept, frame.words): frame for frame in reversed(learned) if frame.kept}
    learned = [frame for frame in learned if not frame.kept or again[frame.kept, frame.words] is frame]
    learned = [frame for frame in learned if frame.words]
    _log.info(
        "frames: %d runs of words learned, in %d of %d texts; %d said to be none",
        len(learned), _count_texts(terms, stays), len(terms), len(again),
    )  # fmt: skip
    return stays, places, learned


def _take_out(
    terms: Tokens, some: np.ndarray, stays: np.ndarray, wanted: Mapping[str, list[frozenset[str]]]
) -> list[Frame]:
    """Clear *stays* of the *terms* that are of frames of *some* texts, not of *wanted* ones; return the frames."""
    looked = np.zeros(len(terms), dtype=bool)
    looked[some] = True
    place = np.flatnonzero(stays & looked[terms.rows])
    rest, learned = terms.keep(stays).take(some), list[Frame]()
    for _ in range(PASSES):
        frames = learn_frames(rest.take(np.arange(min(len(rest), SAMPLE))))
        if not len(frames):
            break
        flags, held = frames.look(rest)
        found = _as_frames(frames, terms.vocabulary, some, held, wanted)
        learned += found
        taken = np.flatnonzero([not frame.kept for frame in found])
        gone = np.flatnonzero(flags if len(taken) == len(found) else frames.take(taken).flags(rest))
        text = np.searchsorted(rest.offsets, gone, side="right") - 1
        loses = np.bincount(text, minlength=len(rest))
        left = np.ones(len(place), dtype=bool)
        left[gone[(loses + SAYS <= np.diff(rest.offsets))[text]]] = False
        stays[place[~left]] = False
        if np.count_nonzero(loses) < MANY * len(rest):
            break
        place, rest = place[left], rest.keep(left)
    return learned


def _as_frames(
    frames: Frames,
    vocabulary: np.ndarray,
    some: np.ndarray,
    held: sp.csr_matrix,
    wanted: Mapping[str, list[frozenset[str]]],
) -> list[Frame]:
    """Return each run with its words and its texts, and whether somebody said that it is no frame."""
    by_run = sp.csr_matrix(held.T)
    words = [frozenset(vocabulary[run].tolist()) for run in frames.words]
    texts = [some[by_run.indices[a:b]] for a, b in zip(by_run.indptr[:-1], by_run.indptr[1:], strict=True)]
    return [Frame(said, at, said_to_be_none(said, wanted)) for said, at in zip(words, texts, strict=True)]


def _count_texts(terms: Tokens, stays: np.ndarray) -> int:
    """Return how many texts lose a term."""
    return len(np.unique(np.searchsorted(terms.offsets, np.flatnonzero(~stays), side="right")))


def learn_frames(terms: Tokens) -> Frames:
    """Return the frames among *terms*: runs whose rests read like other texts, and like many kinds of them.

    They are looked at a second time with all of them taken out, short ones too: where the rests only read like others
    by another frame, or by a name that many texts bear, the run is a work's own.
    """
    runs = _runs(terms)
    if not len(runs):
        return runs
    held = sp.csr_matrix(runs.held_by(terms).T)
    frames = runs.take(told_apart(texts_of(terms), held, runs.words))
    long = np.flatnonzero(frames.words.sum(axis=1) >= WORDS)
    if not len(long):
        return frames.take(long)
    rest = terms.keep(~_with_own_words(frames, terms).flags(terms))
    frames = frames.take(long)
    held = sp.csr_matrix(frames.held_by(terms).T)
    return _with_own_words(frames.take(still_at_home(texts_of(rest), held)), terms)


def _with_own_words(frames: Frames, terms: Tokens) -> Frames:
    """Return *frames* with only those words that mostly stand in frames."""
    use = np.bincount(terms.ids, minlength=len(terms.vocabulary))
    framed = np.bincount(terms.ids, frames.flags(terms), minlength=len(terms.vocabulary))
    return Frames(frames.pairs, frames.run, frames.words & (framed >= OWN * np.maximum(use, 1)))


def _runs(terms: Tokens) -> Frames:
    """Return the runs that enough texts share, with all words that go with them."""
    count, words = len(terms), len(terms.vocabulary)
    place, code = pairs_of(terms)
    pairs, column = np.unique(code, return_inverse=True)
    has = which_has(terms.rows[place], column, (count, len(pairs)))
    texts = np.bincount(has.indices, minlength=len(pairs))
    often = np.flatnonzero((texts >= max(TEXTS, SHARE * count)) & (texts <= MAX_SHARE * count))
    if count < FEWEST or not len(often):
        return Frames(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros((0, words), dtype=bool))
    run = joined(has[:, often], texts[often])
    size = np.bincount(run, texts[often]) / np.bincount(run)
    kept = np.sort(np.lexsort((np.arange(len(size)), -size))[:RUNS])
    runs = Frames(pairs[often], run, np.zeros((len(size), words), dtype=bool)).take(kept)
    held = sp.csr_matrix(runs.held_by(terms).T)
    together = (held @ which_has(terms.rows, terms.ids, (count, words))).toarray()
    runs.words[:] = together >= np.maximum(COMPANION * np.diff(held.indptr), 1)[:, None]
    runs.words[runs.run, runs.pairs // words] = True
    runs.words[runs.run, runs.pairs % words] = True
    return runs
