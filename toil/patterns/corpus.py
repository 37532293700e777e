"""Texts as the clustering sees them: distinct token sequences with ticket counts, in an order of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.frames import outside_frames
from toil.patterns.learned import Frame
from toil.patterns.opposites import sides_of
from toil.patterns.vectors import are_terms, count_ngrams, terms_of, tickets_of_language, weigh
from toil.text.languages import language_codes
from toil.text.spelling import mend
from toil.text.tokens import Tokens


@dataclass(frozen=True)
class Corpus:
    """Distinct texts: ``member`` gives the distinct text of each text that went in.

    The order of the distinct texts hangs on their tokens only, so neither row order nor time can matter. ``tokens``
    are whole; of their terms those that stand in no frame (``stays``) are ``terms``. The first ``words`` columns of
    ``rows`` are single words, the others pairs.
    """

    member: np.ndarray
    tickets: np.ndarray
    languages: np.ndarray
    tokens: Tokens
    terms: Tokens
    rows: sp.csr_matrix
    words: int
    sides: np.ndarray
    stays: np.ndarray
    frames: list[Frame]

    def __len__(self) -> int:
        return len(self.tickets)

    def outside_frames(self) -> Tokens:
        """Return the tokens that stand in no frame; what is no term goes with the term before it."""
        terms = np.concatenate([[0], np.cumsum(are_terms(self.tokens, self.languages))])
        before = np.repeat(terms[self.tokens.offsets[:-1]], np.diff(self.tokens.offsets))
        stays = np.append(self.stays, True)[terms[1:] - 1]
        return self.tokens.keep(stays | (terms[1:] == before))


def read_corpus(
    tokens: Tokens, tickets: np.ndarray, *, not_frames: Sequence[str] = (), by_language: bool = False
) -> Corpus:
    """Return the distinct texts among *tokens*, slips of the pen mended, with the *tickets* behind them.

    Frames are left out of ``terms`` and ``rows``, but what people say is none of them (*not_frames*). *by_language*
    weighs a word by how rare it is among the texts of its language: in a language that few write every word is rare
    among all texts, and would make all that is written in it alike.
    """
    tokens = mend(tokens, tickets)
    _, first, member = np.unique(tokens.fingerprints(), return_index=True, return_inverse=True)
    distinct = tokens.take(first)
    counts = np.bincount(member, tickets, minlength=len(first))
    languages = language_codes(distinct)
    terms = terms_of(distinct, languages)
    stays, places, frames = outside_frames(terms, languages, not_frames)
    terms, places = terms.keep(stays), places[stays]
    ngrams, words = count_ngrams(terms, places)
    among = tickets_of_language(ngrams, counts, languages) if by_language else None
    rows, words = weigh(ngrams, words, counts, among)
    return Corpus(
        member, counts, languages, distinct, terms, rows, words, sides_of(distinct, languages), stays, frames
    )
