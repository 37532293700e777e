"""Slips of the pen: a rare word that is one letter away from a common one is read as that one."""

from __future__ import annotations

import re

import numpy as np

from toil.text.tokens import Tokens

LETTERS = 6
"""Letters of a word that may have slips; shorter words are too close to each other."""
TIMES = 10
"""How many times the tickets of a slip must use the word that was meant. Chosen on banking77, clinc150 (both train),
the Home Assistant intents and generated tickets, as they are and with a slip in 30% of the texts."""
_CODE = re.compile(r"[\d<]")
BLOCK = 50_000
"""Texts whose words are counted at a time."""


def mend(tokens: Tokens, tickets: np.ndarray) -> Tokens:
    """Return *tokens* with slips of the pen read as the word that was meant.

    A slip is one letter too few, one too many, another one, or two that changed places; first letters are trusted.
    Words are compared by what is left of them without one letter (Garbe 2012, "SymSpell"); where several words could
    be meant, the commonest is. Only the vocabulary is looked at, so a million texts cost what their words cost. Two
    words that differ in a letter and in meaning ("deposit", "deposits") are read alike only where one is rare.

    Parameters
    ----------
    tokens : Tokens
        Tokens of texts.
    tickets : np.ndarray, (texts,)
        Tickets of each text.
    """
    words = len(tokens.vocabulary)
    uses = np.zeros(words)
    for start in range(0, len(tokens), BLOCK):
        offsets = tokens.offsets[start : start + BLOCK + 1]
        weights = np.repeat(tickets[start : start + BLOCK], np.diff(offsets))
        uses += np.bincount(tokens.ids[offsets[0] : offsets[-1]], weights, minlength=words)
    return tokens.recode(meant_words(tokens.vocabulary, uses), tokens.vocabulary)


def meant_words(vocabulary: np.ndarray, uses: np.ndarray) -> np.ndarray:
    """Return for each word of *vocabulary* the place of the word that was meant, given how often each is used."""
    meant = np.arange(len(vocabulary), dtype=np.int32)
    spelt = np.flatnonzero([len(word) >= LETTERS - 1 and not _CODE.search(word) for word in vocabulary])
    common = spelt[uses[spelt] >= TIMES]
    sources: dict[str, int] = {}
    for word in common[np.argsort(uses[common], kind="stable")].tolist():
        if len(vocabulary[word]) >= LETTERS:
            sources |= dict.fromkeys(shortened(vocabulary[word]), word)
    rare = spelt[uses[spelt] * TIMES <= uses.max(initial=0)]
    for word in rare.tolist():
        near = {sources[part] for part in shortened(vocabulary[word]) if part in sources} - {word}
        near = {n for n in near if uses[n] >= TIMES * uses[word] and is_slip(vocabulary[word], vocabulary[n])}
        if near:
            meant[word] = max(near, key=lambda n: (uses[n], -n))
    return meant[meant]


def shortened(word: str) -> list[str]:
    """Return *word*, and *word* without each of its letters but the first."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))]


def is_slip(slip: str, word: str) -> bool:
    """Return whether *slip*, which shares a shortened form with *word*, is one slip away from it."""
    if len(slip) != len(word):
        return True
    unlike = [place for place, (a, b) in enumerate(zip(slip, word, strict=True)) if a != b]
    if len(unlike) == 1:
        return True
    first, last = unlike[0], unlike[-1]
    return last == first + 1 and slip[first] + slip[last] == word[last] + word[first]
