"""Templates -> vectors: stems of words and of word pairs, weighted by what tells one piece of work from another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
import Stemmer

from toil.patterns.groups import row_lengths
from toil.text.languages import LANGUAGES, stop_words
from toil.text.tokens import Tokens

_ALGORITHMS = {"pt": "portuguese", "en": "english", "de": "german", "ru": "russian", "hi": "hindi"}

MAX_SHARE, WORDING = 0.5, 2
"""Share of the texts above which a word says nothing, and pairs of words above it from which it is a work's own."""
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
    spoken, wanted = _spoken(tokens, languages)
    kept = tokens.keep(wanted)
    stems = _stems(kept.vocabulary, _commonest_language(spoken[wanted], len(kept.vocabulary)))
    vocabulary, codes = np.unique(stems, return_inverse=True)
    return kept.recode(codes.astype(np.int32), vocabulary)


def are_terms(tokens: Tokens, languages: np.ndarray) -> np.ndarray:
    """Return for each of *tokens* whether `terms_of` keeps it."""
    return _spoken(tokens, languages)[1]


def _spoken(tokens: Tokens, languages: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a number for each token's word and language, and whether it is neither stop word nor placeholder."""
    known = languages[languages < len(LANGUAGES)]
    usual = int(np.bincount(known, minlength=len(LANGUAGES)).argmax())
    read_in = np.where(languages < len(LANGUAGES), languages, usual).astype(np.int32)
    spoken = tokens.ids * np.int32(len(LANGUAGES)) + np.repeat(read_in, np.diff(tokens.offsets))
    return spoken, ~_is_stop(tokens.vocabulary).ravel()[spoken]


def _is_stop(vocabulary: np.ndarray) -> np.ndarray:
    """Return for each word and language whether it is left out; placeholders and single letters always are."""
    words = pa.array(vocabulary, pa.large_string())
    always = pc.or_(pc.less(pc.utf8_length(words), 2), pc.starts_with(words, "<"))
    listed = [pc.is_in(words, pa.array(sorted(stop_words(name)), pa.large_string())) for name in LANGUAGES]
    return np.stack([pc.or_(always, stop).to_numpy(zero_copy_only=False) for stop in listed], axis=1)


def _commonest_language(spoken: np.ndarray, words: int) -> np.ndarray:
    counts = np.bincount(spoken, minlength=words * len(LANGUAGES))
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


def count_ngrams(terms: Tokens, places: np.ndarray | None = None) -> tuple[sp.csr_matrix, int]:
    """Return how much each text uses each word and each pair of words, and how many columns are single words.

    A use counts 1 among the first words of a text and less later on, ``1 / (1 + (place - 8) / 5)``: what a ticket
    is about stands at its start, courtesy and circumstance after it. *places* are those of the terms in their texts
    where others have been taken out: where a word stood says what it is worth, whatever stood before it.
    """
    places = terms.places if places is None else places
    early, places = terms.keep(terms.places < LAST), places[terms.places < LAST]
    rows, words = early.rows.astype(np.int32), len(early.vocabulary)
    use = 1 / (1 + np.maximum(0, places - FLAT) / FALL)
    follows, codes = pairs_of(early)
    codes, pairs = _ranks(codes)
    columns = np.concatenate([early.ids, codes + np.int32(words)])
    used = np.concatenate([use, use[follows]])
    del codes
    shape = (len(early), words + pairs)
    counts = sp.csr_matrix((used, (np.concatenate([rows, rows[follows]]), columns)), shape=shape)
    counts.sum_duplicates()
    return counts, words


def places_among(terms: Tokens, counted: np.ndarray) -> np.ndarray:
    """Return for each of *terms* how many of those that are *counted* (flags) stand before it in its text."""
    before = np.concatenate([[0], np.cumsum(counted)])
    return before[:-1] - np.repeat(before[terms.offsets[:-1]], np.diff(terms.offsets))


def which_has(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> sp.csr_matrix:
    """Return 1 where a row has a column, however often it stands in *rows* and *columns*."""
    has = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    has.data[:] = 1
    return has


def pairs_of(terms: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of words that another word of the text follows, and a number for each such pair of words."""
    rows = terms.rows.astype(np.int32)
    follows = np.flatnonzero(rows[1:] == rows[:-1])
    return follows, terms.ids[follows].astype(np.int64) * len(terms.vocabulary) + terms.ids[follows + 1]


def _ranks(values: np.ndarray) -> tuple[np.ndarray, int]:
    """Return the rank of each of *values* among the distinct ones (int32), and how many these are."""
    codes, distinct = pd.factorize(values)
    order = np.argsort(distinct)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return rank[codes], len(order)


def weigh(
    counts: sp.csr_matrix, words: int, tickets: np.ndarray, among: np.ndarray | None = None
) -> tuple[sp.csr_matrix, int]:
    """Return unit rows: ln(1 + use) times damped inverse document frequency by tickets, pairs at about half weight.

    Beside them stands how many of their columns are single words, which come first. N-grams that only one ticket uses
    leave the columns but stay in a row's length, so a text with much of its own is like nothing. *among* is as in
    `weights_of`.
    """
    weight, by_tickets = weights_of(counts, words, tickets, among)
    kept = (by_tickets > 1) & (weight > 0)
    return _with_columns(unit_rows(counts, weight), kept), int(kept[:words].sum())


def weights_of(
    counts: sp.csr_matrix, words: int, tickets: np.ndarray, among: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the weight of each column of *counts*, and the tickets that use it.

    *among* gives for each column the tickets among which it is rare or common; None is all of them. What most texts
    use weighs nothing, but where they have pairs of words in common: a form is out of them already, and what is left
    is the wording of the work that most of them are.
    """
    by_tickets = np.bincount(counts.indices, np.repeat(tickets, np.diff(counts.indptr)), minlength=counts.shape[1])
    weight = (1 + np.log((1 + (tickets.sum() if among is None else among)) / (1 + by_tickets))) ** DAMPED
    weight[words:] *= PAIR
    often = np.bincount(counts.indices, minlength=counts.shape[1]) > max(MAX_SHARE * counts.shape[0], 10)
    if often[words:].sum() < WORDING:
        weight[often] = 0
    return weight, by_tickets


def tickets_of_language(counts: sp.csr_matrix, tickets: np.ndarray, languages: np.ndarray) -> np.ndarray:
    """Return for each column of *counts* the tickets in the language of the texts that use it; of several, the mean.

    Parameters
    ----------
    tickets, languages : np.ndarray, (texts,)
        Tickets of each text, and the place of its language in `LANGUAGES`.
    """
    volume = np.bincount(languages, tickets, minlength=len(LANGUAGES) + 1)
    volume[len(LANGUAGES)] = tickets.sum()  # a text of unknown language may be in any
    each, size = np.diff(counts.indptr), counts.shape[1]
    used = np.bincount(counts.indices, np.repeat(tickets, each), minlength=size)
    spoken = np.bincount(counts.indices, np.repeat(volume[languages] * tickets, each), minlength=size)
    return np.divide(spoken, used, out=np.zeros(size), where=used > 0)


def unit_rows(counts: sp.csr_matrix, weight: np.ndarray) -> sp.csr_matrix:
    """Return unit rows of *counts* with each column at its *weight*, all columns in place."""
    values = np.log1p(counts.data) * weight[counts.indices]
    weighted = sp.csr_matrix((values, counts.indices, counts.indptr), shape=counts.shape)
    length = row_lengths(weighted)
    values *= np.repeat(1 / np.where(length > 0, length, 1), np.diff(counts.indptr))
    return weighted


def _with_columns(rows: sp.csr_matrix, wanted: np.ndarray) -> sp.csr_matrix:
    """Return *rows* with only the *wanted* columns (a flag a column)."""
    kept = wanted[rows.indices]
    place = np.cumsum(wanted, dtype=np.int32) - np.int32(1)
    ends = np.concatenate([[0], np.cumsum(kept, dtype=np.int32)])[rows.indptr].astype(np.int32)
    shape = (rows.shape[0], int(wanted.sum()))
    return sp.csr_matrix((rows.data[kept], place[rows.indices[kept]], ends), shape=shape)
