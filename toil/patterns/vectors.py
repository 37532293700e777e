"""Templates -> vectors: stems of words and of word pairs, weighted by what tells one piece of work from another."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
import Stemmer

from toil.patterns.groups import row_lengths
from toil.text.languages import LANGUAGES, stop_words
from toil.text.tokens import Tokens

_ALGORITHMS = {"pt": "portuguese", "en": "english", "de": "german", "ru": "russian", "hi": "hindi"}

MAX_SHARE = 0.5
"""Share of the texts above which a word says nothing."""
FLAT, FALL, LAST = 8, 5, 60
"""Words at the start that count in full; how fast the weight of later ones falls; the last one that counts."""
PAIR = 0.55
"""Weight of a pair of words beside a single word."""
DAMPED = 0.6
"""Power of the inverse document frequency."""


def terms_of(tokens: Tokens, languages: np.ndarray) -> Tokens:
    """Return *tokens* without stop words and placeholders, words replaced by their stems.

    Parameters
    ----------
    tokens : Tokens
        Tokens of masked texts.
    languages : np.ndarray of int, one a text
        Place in `LANGUAGES`; texts of unknown language are read in the commonest one.
    """
    known = languages[languages < len(LANGUAGES)]
    usual = int(np.bincount(known, minlength=len(LANGUAGES)).argmax())
    of_token = np.where(languages < len(LANGUAGES), languages, usual)[tokens.rows]
    kept = tokens.keep(~_is_stop(tokens.vocabulary)[tokens.ids, of_token])
    of_kept = np.where(languages < len(LANGUAGES), languages, usual)[kept.rows]
    stems = _stems(kept.vocabulary, _language_of_words(kept.ids, of_kept, len(kept.vocabulary)))
    vocabulary, codes = np.unique(stems, return_inverse=True)
    return kept.recode(codes.astype(np.int32), vocabulary)


def _is_stop(vocabulary: np.ndarray) -> np.ndarray:
    """Return for each word and language whether it is left out; placeholders and single letters always are."""
    always = np.array([len(word) < 2 or word.startswith("<") for word in vocabulary], dtype=bool)
    listed = np.array([[word in stop_words(name) for name in LANGUAGES] for word in vocabulary], dtype=bool)
    return always[:, None] | listed.reshape(-1, len(LANGUAGES))


def _language_of_words(ids: np.ndarray, languages: np.ndarray, words: int) -> np.ndarray:
    counts = np.bincount(ids * len(LANGUAGES) + languages, minlength=words * len(LANGUAGES))
    return counts.reshape(-1, len(LANGUAGES)).argmax(axis=1)


def _stems(vocabulary: np.ndarray, languages: np.ndarray) -> np.ndarray:
    return stem_words(vocabulary, np.array(LANGUAGES, dtype=object)[languages])


def stem_words(words: np.ndarray, languages: np.ndarray) -> np.ndarray:
    """Return the Snowball stem of each word (accents folded) in its language; a word of no language stays."""
    stems = words.astype(object)
    for language in LANGUAGES:
        rows = np.flatnonzero(languages == language)
        stems[rows] = Stemmer.Stemmer(_ALGORITHMS[language]).stemWords(words[rows].tolist())
    return stems


def count_ngrams(terms: Tokens) -> tuple[sp.csr_matrix, int]:
    """Return how much each text uses each word and each pair of words, and how many columns are single words.

    A use counts 1 among the first words of a text and less later on, ``1 / (1 + (place - 8) / 5)``: what a ticket
    is about stands at its start, courtesy and circumstance after it.
    """
    early = terms.keep(terms.places < LAST)
    rows, words = early.rows.astype(np.int32), len(early.vocabulary)
    use = 1 / (1 + np.maximum(0, early.places - FLAT) / FALL)
    follows = np.flatnonzero(rows[1:] == rows[:-1])
    pairs, codes = np.unique(
        early.ids[follows].astype(np.int64) * words + early.ids[follows + 1], return_inverse=True
    )
    columns = np.concatenate([early.ids, (words + codes).astype(np.int32)])
    used = np.concatenate([use, use[follows]])
    del codes
    shape = (len(early), words + len(pairs))
    counts = sp.csr_matrix((used, (np.concatenate([rows, rows[follows]]), columns)), shape=shape)
    counts.sum_duplicates()
    return counts, words


def weigh(counts: sp.csr_matrix, words: int, tickets: np.ndarray) -> sp.csr_matrix:
    """Return unit rows: ln(1 + use) times damped inverse document frequency by tickets, pairs at about half weight.

    N-grams that only one ticket uses leave the columns but stay in a row's length, so a text with much of its own is
    like nothing.
    """
    used = sp.csr_matrix((np.ones(counts.nnz), counts.indices, counts.indptr), shape=counts.shape)
    by_tickets, by_texts = used.T @ tickets, used.T @ np.ones(counts.shape[0])
    weight = (1 + np.log((1 + tickets.sum()) / (1 + by_tickets))) ** DAMPED
    weight[words:] *= PAIR
    weight[by_texts > max(MAX_SHARE * counts.shape[0], 10)] = 0
    values = np.log1p(counts.data) * weight[counts.indices]
    weighted = sp.csr_matrix((values, counts.indices, counts.indptr), shape=counts.shape)
    length = row_lengths(weighted)
    shared = np.flatnonzero((by_tickets > 1) & (weight > 0))
    return sp.csr_matrix(sp.diags_array(1 / np.where(length > 0, length, 1)) @ weighted[:, shared])
