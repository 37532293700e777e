"""Masked texts -> tokens: letters with their marks, accents folded for matching only, as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.letters import spell_out
from toil.text.masking import Words, arrow_texts, mask_words, split_words

_OPEN, _SHUT = "\ue000", "\ue001"
_NO_TOKEN = spell_out(rf"[^\p{{L}}\p{{M}}\p{{N}}{_OPEN}{_SHUT}]+")
_JOINERS = r"[\x{200C}\x{200D}]+"
_PLACEHOLDER = r"<([A-Z][A-Z_]*)>"


@dataclass(frozen=True)
class Tokens:
    """Tokens of texts as numbers: text *i* holds ``vocabulary[ids[offsets[i]:offsets[i + 1]]]``, in order.

    The vocabulary is sorted, lower case, accents folded; placeholders read ``<host>``.
    """

    offsets: np.ndarray
    ids: np.ndarray
    vocabulary: np.ndarray

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def rows(self) -> np.ndarray:
        """Text of each token, same length as ``ids``."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    @property
    def places(self) -> np.ndarray:
        """Place of each token in its text, from 0."""
        return np.arange(len(self.ids)) - np.repeat(self.offsets[:-1], np.diff(self.offsets))

    def take(self, texts: np.ndarray) -> Tokens:
        """Return the tokens of *texts* (row numbers), same vocabulary."""
        lengths = np.diff(self.offsets)[texts]
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        return Tokens(offsets, self.ids[spread(self.offsets[:-1][texts], lengths)], self.vocabulary)

    def keep(self, wanted: np.ndarray) -> Tokens:
        """Return the tokens where *wanted* (one flag a token) is true, same vocabulary."""
        counts = np.concatenate([[0], np.cumsum(wanted)])
        return Tokens(counts[self.offsets], self.ids[wanted], self.vocabulary)

    def recode(self, codes: np.ndarray, vocabulary: np.ndarray) -> Tokens:
        """Return the tokens with vocabulary entry *i* replaced by entry ``codes[i]`` of another *vocabulary*."""
        return Tokens(self.offsets, codes[self.ids], vocabulary)

    def fingerprints(self) -> np.ndarray:
        """Return a 64-bit number for each text; equal where the tokens are equal, in the same order."""
        values = np.random.default_rng(0).integers(1, 2**63, len(self.vocabulary) + 1, dtype=np.uint64)
        mixed = values[self.ids] * (2 * self.places.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15))
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(32)
        running = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])
        return running[self.offsets[1:]] - running[self.offsets[:-1]]

    def lists(self) -> list[list[str]]:
        """Return the tokens of each text as strings."""
        words = self.vocabulary[self.ids].tolist() if len(self.ids) else []
        return [words[a:b] for a, b in zip(self.offsets[:-1], self.offsets[1:], strict=True)]


def tokenize(texts: pd.Series) -> Tokens:
    """Return the tokens of masked *texts*: lower case, NFKC, accents of Latin letters folded, marks kept on letters.

    Parameters
    ----------
    texts : pd.Series of str
        Masked texts; see `mask`. Digits that masking left are tokens.
    """
    return tokens_of(mask_words(arrow_texts(texts)))


def tokens_of(words: Words) -> Tokens:
    """Return the tokens of *words*; each distinct word is split and folded once."""
    pieces, lengths = split_words(_spaced(words.words))
    coded = pieces.dictionary_encode()
    order = pc.array_sort_indices(coded.dictionary).to_numpy()  # UTF-8 sorts as its characters do
    vocabulary = coded.dictionary.take(pa.array(order)).to_numpy(zero_copy_only=False)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    piece_ids = rank[coded.indices.to_numpy()] if len(order) else np.zeros(0, dtype=np.int32)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    each = lengths[words.ids]
    running = np.concatenate([[0], np.cumsum(each)])
    return Tokens(running[words.offsets], piece_ids[spread(starts[words.ids], each)], vocabulary.astype(object))


def join(parts: Sequence[Tokens]) -> Tokens:
    """Return the tokens of all *parts*, one part after the other, as if their texts had been read together."""
    if not parts:
        return Tokens(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=object))
    vocabulary = np.array(sorted(set().union(*(part.vocabulary for part in parts))), dtype=object)
    place = {word: n for n, word in enumerate(vocabulary)}
    codes = [np.array([place[word] for word in part.vocabulary], dtype=np.int32) for part in parts]
    ids = [code[part.ids] for code, part in zip(codes, parts, strict=True)]
    lengths = [np.diff(part.offsets) for part in parts]
    return Tokens(np.concatenate([[0], np.cumsum(np.concatenate(lengths))]), np.concatenate(ids), vocabulary)


def fold(words: pa.Array) -> pa.Array:
    """Return *words* in lower case, accents of Latin letters and of ё taken off, ß as ss.

    In Devanagari, what people write one way or the other is written one way: no dot below, the nasals as one dot
    above (after the HindiNormalizer of Lucene, which does so for न alone).
    """
    lower = pc.utf8_lower(words)
    foreign = pc.invert(pc.string_is_ascii(lower))
    bare = pc.utf8_normalize(lower.filter(foreign), form="NFKD")
    bare = pc.replace_substring_regex(bare, pattern=r"([\p{Latin}е])[\x{0300}-\x{036F}]+", replacement=r"\1")
    bare = pc.replace_substring(pc.utf8_normalize(bare, form="NFC"), pattern="ß", replacement="ss")
    bare = pc.replace_substring(bare, pattern="\u093c", replacement="")
    bare = pc.replace_substring_regex(bare, pattern="[ङञणनम]\u094d|\u0901", replacement="\u0902")
    return pc.replace_with_mask(lower, foreign, bare)


def fold_words(words: Iterable[str]) -> np.ndarray:
    """Return `fold` of each of *words*, as objects."""
    return np.array(fold(pa.array(words, pa.large_string())).to_pylist(), dtype=object)


def spread(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the numbers start, start + 1, ... of each range, one range after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    kind = np.int32 if max(total, int(starts.max(initial=0)) + total) < 2**31 else np.int64
    places = np.repeat((starts - (ends - lengths)).astype(kind), lengths)
    places += np.arange(total, dtype=kind)
    return places


def _spaced(words: pa.Array) -> pa.Array:
    """Return *words* folded, with one space between tokens; joiners go, for a word is the same with and without."""
    marked = pc.replace_substring_regex(words, pattern=_JOINERS, replacement="")
    marked = pc.replace_substring_regex(marked, pattern=_PLACEHOLDER, replacement=rf" {_OPEN}\1{_SHUT} ")
    spaced = fold(pc.replace_substring_regex(marked, pattern=_NO_TOKEN, replacement=" "))
    return pc.replace_substring(pc.replace_substring(spaced, _OPEN, "<"), _SHUT, ">")
