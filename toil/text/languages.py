"""The language of a text: by script, then by stop words, then by the words it shares with texts that are sure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
import pandas as pd
import scipy.sparse as sp

from toil.letters import spellings
from toil.text.tokens import Tokens, fold_words, tokenize

LANGUAGES = ("pt", "en", "de", "ru", "hi")
UNKNOWN = "und"
_LATIN = 3


@lru_cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of *language* as tokens are written: lower case, accents folded."""
    listed = (resources.files("toil") / "text" / "wordlists" / f"{language}.txt").read_text(encoding="utf-8").split()
    return frozenset(token_forms(listed, language))


def token_forms(words: Sequence[str], language: str) -> list[str]:
    """Return listed *words* of *language* as tokens are written: lower case, accents folded.

    German ones come in both spellings: ``für`` is ``fur`` and ``fuer``.
    """
    return list(dict.fromkeys(fold_words(spelled(words, language)).tolist()))


def spelled(words: Sequence[str], language: str) -> list[str]:
    """Return listed *words* of *language* in each way they are spelled, not folded yet."""
    return [form for word in words for form in (spellings(word) if language == "de" else [word])]


def languages_of(texts: pd.Series) -> pd.Series:
    """Return the language of each masked text: pt, en, de, ru, hi, or und where nothing tells.

    Texts lend each other their words: a text without a stop word takes the language whose sure texts use its words.
    """
    tokens = tokenize(texts)
    names = np.array([*LANGUAGES, UNKNOWN], dtype=object)
    return pd.Series(names[language_codes(tokens)], index=texts.index, dtype="str")


def language_codes(tokens: Tokens) -> np.ndarray:
    """Return the place in `LANGUAGES` of each text's language, or ``len(LANGUAGES)`` where nothing tells."""
    hits = _sum_by_text(tokens, _hits_of_words(tokens.vocabulary))
    best = hits.argmax(axis=1)
    top_two = np.sort(hits, axis=1)[:, -2:]
    sure = (top_two[:, 1] > 0) & (top_two[:, 1] > top_two[:, 0])
    codes = np.where(sure, best, len(LANGUAGES))
    open_texts = np.flatnonzero(~sure)
    if len(open_texts) and sure.any():
        votes = _sum_by_text(tokens.take(open_texts), _votes_of_words(tokens, codes))
        told = votes.max(axis=1) > 0
        codes[open_texts[told]] = votes[told].argmax(axis=1)
    return codes.astype(np.int8)


def _hits_of_words(vocabulary: np.ndarray) -> np.ndarray:
    hits = np.zeros((len(vocabulary), len(LANGUAGES)))
    for place, language in enumerate(LANGUAGES[:_LATIN]):
        listed = stop_words(language)
        hits[:, place] = [word in listed for word in vocabulary]
    hits[:, 3] = ["а" <= word[:1] <= "я" for word in vocabulary]
    listed = stop_words("hi")  # people write it in Latin letters too
    hits[:, 4] = ["\u0900" <= word[:1] <= "\u097f" or word in listed for word in vocabulary]
    return hits


def _votes_of_words(tokens: Tokens, codes: np.ndarray) -> np.ndarray:
    """Return for each word the share of each language among the sure texts that use it."""
    of_token = np.repeat(codes.astype(np.int8), np.diff(tokens.offsets))
    known = of_token < len(LANGUAGES)
    place = tokens.ids[known] * len(LANGUAGES) + of_token[known]
    counts = np.bincount(place, minlength=len(tokens.vocabulary) * len(LANGUAGES)).reshape(-1, len(LANGUAGES))
    votes = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    votes[[word.startswith("<") for word in tokens.vocabulary]] = 0
    return votes


def _sum_by_text(tokens: Tokens, of_words: np.ndarray) -> np.ndarray:
    shape = (len(tokens), len(tokens.vocabulary))
    counts = sp.csr_matrix((np.ones(len(tokens.ids)), tokens.ids, tokens.offsets), shape=shape)
    return np.asarray(counts @ of_words)
