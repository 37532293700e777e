"""Whether a ticket was resolved the way its pattern usually is: by the words of its resolution, else by its code."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

USUAL_SHARE = 0.5
COMMON_IN = 0.2
TELLING_CODE = 0.5
HOLLOW = 0.5
MIN_PATTERNS, MIN_TICKETS, TWICE = 4, 10, 2


def resolved_alike(
    resolution: pa.DictionaryArray, code: np.ndarray, pattern: np.ndarray, n_patterns: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return (passed, eligible) for "resolved the way the pattern usually is".

    A resolution text passes where at least half of its words, weighted by how telling they are in the squad
    (``ln(1 + N / tickets with the word)``), stand in at least a fifth of the pattern's other resolutions: a pattern
    may have a few usual ways. A text of hollow words alone ("done", "ok") says nothing of the way and counts as none:
    a word is hollow where it stands, twice or more, in half of the patterns (of four or more with ten such texts).
    Without a text, a resolution code passes where it is the pattern's most common one; it
    is eligible only where that code stands on at most half of the squad's coded tickets: a code that everybody uses
    says nothing.

    Parameters
    ----------
    resolution : DictionaryArray of str, (n_tickets,)
    code : ndarray of int, (n_tickets,)
        Codes of the resolution codes, -1 is none.
    pattern : ndarray of int, (n_tickets,)
    """
    by_words, has_words = _alike_in_words(resolution, pattern, n_patterns)
    by_code, has_code = _alike_in_code(code, pattern, n_patterns)
    return np.where(has_words, by_words, by_code & has_code), has_words | has_code


def _alike_in_words(texts: pa.DictionaryArray, pattern: np.ndarray, n_patterns: int) -> tuple[np.ndarray, np.ndarray]:
    """Judge each distinct text of a pattern once, weighted by its tickets."""
    index = texts.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    with_text, n_texts = np.flatnonzero(index >= 0), max(len(texts.dictionary), 1)
    key = pattern[with_text] * n_texts + index[with_text]
    kept, of_ticket, tickets = np.unique(key, return_inverse=True, return_counts=True)
    passed, has_words = np.zeros(len(index), dtype=bool), np.zeros(len(index), dtype=bool)
    by_text = _judge_texts(kept // n_texts, kept % n_texts, tickets, *_words(texts.dictionary), n_patterns)
    passed[with_text], has_words[with_text] = (found[of_ticket] for found in by_text)
    return passed, has_words


def _judge_texts(
    pattern: np.ndarray,
    text: np.ndarray,
    tickets: np.ndarray,
    text_of_word: np.ndarray,
    word_of: np.ndarray,
    n_words: int,
    n_patterns: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return (passed, has words) for each text of a pattern, which stands on so many *tickets*."""
    row, word = _spread(text, text_of_word, word_of)
    row, word = _without_hollow(pattern, tickets, row, word, n_words, n_patterns)
    has_words = np.zeros(len(text), dtype=bool)
    has_words[row] = True
    with_word = np.bincount(word, weights=tickets[row], minlength=n_words)
    weight = np.log1p(tickets[has_words].sum() / np.maximum(with_word, 1))[word]
    pair, of_pair = np.unique(pattern[row] * np.int64(max(n_words, 1)) + word, return_inverse=True)
    in_pattern = np.bincount(of_pair, weights=tickets[row], minlength=len(pair))[of_pair]
    others = np.bincount(pattern, weights=tickets * has_words, minlength=n_patterns)[pattern[row]] - 1
    common = in_pattern - 1 >= np.maximum(COMMON_IN * others, 1)
    usual = np.bincount(row, weights=weight * common, minlength=len(text))
    everything = np.bincount(row, weights=weight, minlength=len(text))
    return has_words & (usual >= USUAL_SHARE * everything), has_words


def _without_hollow(
    pattern: np.ndarray, tickets: np.ndarray, row: np.ndarray, word: np.ndarray, n_words: int, n_patterns: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return *row* and *word* without the texts whose words are all said of whatever the squad does."""
    worded = np.unique(row)
    said = np.bincount(pattern[worded], weights=tickets[worded], minlength=n_patterns)
    judged = int(np.count_nonzero(said >= MIN_TICKETS))
    if judged < MIN_PATTERNS:
        return row, word
    pair, of_pair = np.unique(pattern[row] * np.int64(max(n_words, 1)) + word, return_inverse=True)
    again = np.bincount(of_pair, weights=tickets[row], minlength=len(pair)) >= TWICE
    often = again & (said[pair // n_words] >= MIN_TICKETS)
    hollow = np.bincount(pair[often] % n_words, minlength=n_words) >= HOLLOW * judged
    tells = np.zeros(len(pattern), dtype=bool)
    tells[row[~hollow[word]]] = True
    return row[tells[row]], word[tells[row]]


def _words(texts: pa.Array) -> tuple[np.ndarray, np.ndarray, int]:
    """Return (text, word code, number of words), each word once a text; digits and punctuation are no words."""
    lists = pc.split_pattern_regex(pc.utf8_lower(texts), r"[^\pL\pM]+")
    flat = pc.dictionary_encode(pc.list_flatten(lists))
    text_of, word = pc.list_parent_indices(lists).to_numpy(), flat.indices.to_numpy()
    real = (pc.utf8_length(flat.dictionary).to_numpy() > 1)[word] if len(word) else np.zeros(0, dtype=bool)
    n_words = len(flat.dictionary)
    once = np.unique(text_of[real].astype(np.int64) * n_words + word[real])
    return once // max(n_words, 1), once % max(n_words, 1), n_words


def _spread(text: np.ndarray, text_of_word: np.ndarray, word: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (row, word) for every word of each row's *text*; *text_of_word* rises."""
    first, last = (np.searchsorted(text_of_word, text, side=side) for side in ("left", "right"))
    length = last - first
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    return np.repeat(np.arange(len(text)), length), word[np.repeat(first, length) + offset]


def _alike_in_code(code: np.ndarray, pattern: np.ndarray, n_patterns: int) -> tuple[np.ndarray, np.ndarray]:
    known = np.flatnonzero(code >= 0)
    if not len(known):
        return np.zeros(len(code), dtype=bool), np.zeros(len(code), dtype=bool)
    n_codes = int(code.max()) + 1
    pair, of_pair, count = np.unique(pattern[known] * n_codes + code[known], return_inverse=True, return_counts=True)
    most = np.zeros(n_patterns, dtype=np.int64)
    np.maximum.at(most, pair // n_codes, count)
    usual = count[of_pair] == most[pattern[known]]
    in_squad = np.bincount(code[known], minlength=n_codes) / len(known)
    common_code = np.zeros(n_patterns)
    np.maximum.at(common_code, pattern[known][usual], in_squad[code[known]][usual])
    passed, eligible = np.zeros(len(code), dtype=bool), np.zeros(len(code), dtype=bool)
    passed[known] = usual
    eligible[known] = common_code[pattern[known]] <= TELLING_CODE
    return passed, eligible
