"""Whether a ticket was resolved the way its pattern usually is: by the words of its resolution, else by its code."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.workload.rows import codes

USUAL_SHARE = 0.5
COMMON_IN = 0.2
TELLING_CODE = 0.5


def resolved_alike(
    resolution: pd.Series, code: pd.Series, pattern: np.ndarray, n_patterns: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return (passed, eligible) for "resolved the way the pattern usually is".

    A resolution text passes where at least half of its words, weighted by how telling they are in the squad
    (``ln(1 + N / tickets with the word)``), stand in at least a fifth of the pattern's other resolutions: a pattern
    may have a few usual ways. Without a text, a resolution code passes where it is the pattern's most common one; it
    is eligible only where that code stands on at most half of the squad's coded tickets: a code that everybody uses
    says nothing.

    Parameters
    ----------
    resolution, code : Series of str, (n_tickets,)
    pattern : ndarray of int, (n_tickets,)
    """
    by_words, has_words = _alike_in_words(resolution, pattern, n_patterns)
    by_code, has_code = _alike_in_code(code, pattern, n_patterns)
    return np.where(has_words, by_words, by_code & has_code), has_words | has_code


def _alike_in_words(texts: pd.Series, pattern: np.ndarray, n_patterns: int) -> tuple[np.ndarray, np.ndarray]:
    ticket, word, n_words = _words(texts)
    has_words = np.zeros(len(texts), dtype=bool)
    has_words[ticket] = True
    with_word = np.bincount(word, minlength=n_words)
    weight = np.log1p(has_words.sum() / np.maximum(with_word, 1))[word]
    pair, of_pair = np.unique(pattern[ticket] * np.int64(n_words) + word, return_inverse=True)
    in_pattern = np.bincount(of_pair, minlength=len(pair))[of_pair]
    others = np.bincount(pattern[has_words], minlength=n_patterns)[pattern[ticket]] - 1
    common = in_pattern - 1 >= np.maximum(COMMON_IN * others, 1)
    usual = np.bincount(ticket, weights=weight * common, minlength=len(texts))
    everything = np.bincount(ticket, weights=weight, minlength=len(texts))
    return has_words & (usual >= USUAL_SHARE * everything), has_words


def _words(texts: pd.Series) -> tuple[np.ndarray, np.ndarray, int]:
    """Return (ticket, word code, number of words), each word once a ticket; digits and punctuation are no words."""
    distinct = pc.dictionary_encode(pa.array(texts, type=pa.large_string(), from_pandas=True))
    if isinstance(distinct, pa.ChunkedArray):
        distinct = distinct.combine_chunks()
    lists = pc.split_pattern_regex(pc.utf8_lower(distinct.dictionary), r"[^\pL\pM]+")
    flat = pc.dictionary_encode(pc.list_flatten(lists))
    text_of, word = pc.list_parent_indices(lists).to_numpy(), flat.indices.to_numpy()
    real = (pc.utf8_length(flat.dictionary).to_numpy() > 1)[word] if len(word) else np.zeros(0, dtype=bool)
    n_words = len(flat.dictionary)
    once = np.unique(text_of[real].astype(np.int64) * n_words + word[real])
    text_of, word = once // max(n_words, 1), once % max(n_words, 1)
    return (*_spread(distinct, text_of, word), n_words)


def _spread(distinct: pa.DictionaryArray, text_of: np.ndarray, word: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the words of each ticket from the words of each distinct text."""
    index = distinct.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    tickets = np.flatnonzero(index >= 0)
    starts = np.searchsorted(text_of, np.arange(len(distinct.dictionary) + 1))
    length = np.diff(starts)[index[tickets]]
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    return np.repeat(tickets, length), word[np.repeat(starts[index[tickets]], length) + offset]


def _alike_in_code(values: pd.Series, pattern: np.ndarray, n_patterns: int) -> tuple[np.ndarray, np.ndarray]:
    code = codes(values)
    known = np.flatnonzero(code >= 0)
    if not len(known):
        return np.zeros(len(values), dtype=bool), np.zeros(len(values), dtype=bool)
    n_codes = int(code.max()) + 1
    pair, of_pair, count = np.unique(pattern[known] * n_codes + code[known], return_inverse=True, return_counts=True)
    most = np.zeros(n_patterns, dtype=np.int64)
    np.maximum.at(most, pair // n_codes, count)
    usual = count[of_pair] == most[pattern[known]]
    in_squad = np.bincount(code[known], minlength=n_codes) / len(known)
    common_code = np.zeros(n_patterns)
    np.maximum.at(common_code, pattern[known][usual], in_squad[code[known]][usual])
    passed, eligible = np.zeros(len(values), dtype=bool), np.zeros(len(values), dtype=bool)
    passed[known] = usual
    eligible[known] = common_code[pattern[known]] <= TELLING_CODE
    return passed, eligible
