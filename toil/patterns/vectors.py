"""Templates -> vectors: stems of words and of word pairs, weighted by what tells one piece of work from another."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import scipy.sparse as sp
import snowballstemmer

from toil.text.languages import LANGUAGES, stop_words
from toil.text.tokens import Tokens

_ALGORITHMS = {"pt": "portuguese", "en": "english", "de": "german", "ru": "russian", "hi": "hindi"}

MIN_TICKETS = 2
"""Tickets that must use a word before it can liken two templates."""

MAX_SHARE = 0.5
"""Share of the templates above which a word says nothing."""


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
    stems = vocabulary.copy()
    for place, language in enumerate(LANGUAGES):
        rows = np.flatnonzero(languages == place)
        stems[rows] = _stemmer(language).stemWords(vocabulary[rows].tolist())
    return stems.astype(object)


@lru_cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_ALGORITHMS[language])


def count_ngrams(terms: Tokens) -> tuple[sp.csr_matrix, int]:
    """Return how often each template uses each word and each pair of words, and how many columns are single words."""
    rows, words = terms.rows, len(terms.vocabulary)
    follows = rows[1:] == rows[:-1] if len(rows) else np.zeros(0, dtype=bool)
    pairs = terms.ids[:-1][follows].astype(np.int64) * words + terms.ids[1:][follows]
    distinct, codes = np.unique(pairs, return_inverse=True)
    columns = np.concatenate([terms.ids, words + codes])
    ones = np.ones(len(columns), dtype=np.float64)
    all_rows = np.concatenate([rows, rows[:-1][follows] if len(rows) else rows])
    counts = sp.csr_matrix((ones, (all_rows, columns)), shape=(len(terms), words + len(distinct)))
    counts.sum_duplicates()
    return counts, words


def weigh(counts: sp.csr_matrix, tickets: np.ndarray) -> sp.csr_matrix:
    """Return unit rows: 1 + ln tf, times inverse document frequency by tickets.

    N-grams that fewer than two tickets use, or that only one template uses, leave the columns but stay in a row's
    length, so texts with much of their own are like nothing.
    """
    used = counts.copy()
    used.data[:] = 1
    by_tickets = used.T @ tickets
    by_templates = np.asarray(used.sum(axis=0)).ravel()
    idf = 1 + np.log((1 + tickets.sum()) / (1 + by_tickets))
    idf[by_templates > max(MAX_SHARE * counts.shape[0], 10)] = 0
    weighted = counts.copy()
    weighted.data = (1 + np.log(weighted.data)) * idf[weighted.indices]
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    shared = np.flatnonzero((by_templates > 1) & (by_tickets >= MIN_TICKETS) & (idf > 0))
    scale = sp.diags_array(1 / np.where(length > 0, length, 1))
    return sp.csr_matrix(scale @ weighted[:, shared])
