"""Texts as the clustering sees them: distinct token sequences with ticket counts, in an order of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.frames import outside_frames
from toil.patterns.opposites import sides_of
from toil.patterns.vectors import count_ngrams, terms_of, weigh
from toil.text.languages import language_codes
from toil.text.spelling import mend
from toil.text.tokens import Tokens


@dataclass(frozen=True)
class Corpus:
    """Distinct texts: ``member`` gives the distinct text of each text that went in.

    The order of the distinct texts hangs on their tokens only, so neither row order nor time can matter.
    """

    member: np.ndarray
    tickets: np.ndarray
    languages: np.ndarray
    tokens: Tokens
    terms: Tokens
    rows: sp.csr_matrix
    sides: np.ndarray

    def __len__(self) -> int:
        return len(self.tickets)


def read_corpus(tokens: Tokens, tickets: np.ndarray) -> Corpus:
    """Return the distinct texts among *tokens*, slips of the pen mended, with the *tickets* behind them."""
    tokens = mend(tokens, tickets)
    _, first, member = np.unique(tokens.fingerprints(), return_index=True, return_inverse=True)
    distinct = tokens.take(first)
    counts = np.bincount(member, tickets, minlength=len(first))
    languages = language_codes(distinct)
    terms = terms_of(distinct, languages)
    stays = outside_frames(terms, languages)
    terms, places = terms.keep(stays), terms.places[stays]
    rows = weigh(*count_ngrams(terms, places), counts)
    return Corpus(member, counts, languages, distinct, terms, rows, sides_of(distinct, languages))
