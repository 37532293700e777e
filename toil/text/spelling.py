"""One word in several spellings: a slip of the pen, and German ae, oe, ue for ä, ö, ü, are read as the word meant."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.text.languages import LANGUAGES, language_codes
from toil.text.tokens import Tokens, spread

LETTERS = 6
"""Letters of a word that may have slips; shorter words are too close to each other."""
TIMES = 10
"""How many times the tickets of a slip must use the word that was meant. Chosen on banking77, clinc150 (both train),
the Home Assistant intents and generated tickets, as they are and with a slip in 30% of the texts."""
_CODE = r"[\d<]"
_UE = "(^|[^aeioquy])ue"
BLOCK = 50_000
"""Texts whose words are counted at a time."""


def mend(tokens: Tokens, tickets: np.ndarray) -> Tokens:
    """Return *tokens* with slips of the pen, and umlauts spelt out, read as the word that was meant.

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
    tokens = read_umlauts(tokens, tickets)
    words = len(tokens.vocabulary)
    uses = np.zeros(words)
    for start in range(0, len(tokens), BLOCK):
        offsets = tokens.offsets[start : start + BLOCK + 1]
        weights = np.repeat(tickets[start : start + BLOCK], np.diff(offsets))
        uses += np.bincount(tokens.ids[offsets[0] : offsets[-1]], weights, minlength=words)
    return tokens.recode(meant_words(tokens.vocabulary, uses), tokens.vocabulary)


def read_umlauts(tokens: Tokens, tickets: np.ndarray) -> Tokens:
    """Return *tokens* with ``kuendigung`` read as ``kundigung``, which is how ``Kündigung`` is folded.

    The letters are those of Lucene's GermanNormalizationFilter: ``ae``, ``oe``, and ``ue`` after no vowel and no q.
    Many words have them for no umlaut (``does``, ``moeda``, ``neue``, ``aktuell``), so the shorter word must stand in
    the texts too, and most tickets with the longer one whose language is told must be German.

    Parameters
    ----------
    tokens : Tokens
        Tokens of texts.
    tickets : np.ndarray, (texts,)
        Tickets of each text.
    """
    words = pa.array(tokens.vocabulary, pa.large_string())
    folded = pc.replace_substring_regex(pc.replace_substring_regex(words, _UE, r"\1u"), "([ao])e", r"\1")
    place = pc.index_in(folded, value_set=words).fill_null(-1).to_numpy(zero_copy_only=False)
    spelt_out = (place >= 0) & (place != np.arange(len(words)))
    texts = np.unique(tokens.rows[spelt_out[tokens.ids]])
    if not len(texts):
        return tokens
    some = tokens.take(texts)
    languages, weights = language_codes(some)[some.rows], tickets[texts][some.rows]
    german, told = (
        np.bincount(some.ids, weights * chosen, minlength=len(words))
        for chosen in (languages == LANGUAGES.index("de"), languages < len(LANGUAGES))
    )
    meant = np.where(spelt_out & (2 * german > told), place, np.arange(len(words)))
    return tokens.recode(meant.astype(np.int32), tokens.vocabulary)


def meant_words(vocabulary: np.ndarray, uses: np.ndarray) -> np.ndarray:
    """Return for each word of *vocabulary* the place of the word that was meant, given how often each is used."""
    meant = np.arange(len(vocabulary), dtype=np.int32)
    words = pa.array(vocabulary, pa.large_string())
    letters = pc.utf8_length(words).to_numpy()
    spelt = (letters >= LETTERS - 1) & ~pc.match_substring_regex(words, _CODE).to_numpy(zero_copy_only=False)
    common = np.flatnonzero(spelt & (letters >= LETTERS) & (uses >= TIMES))
    rare = np.flatnonzero(spelt & (uses * TIMES <= uses.max(initial=0)))
    slip, word = _alike(words, rare, common)
    near = np.flatnonzero((slip != word) & (uses[word] >= TIMES * uses[slip]))
    for place in near[np.lexsort((-word[near], uses[word[near]]))].tolist():  # the last stays: the commonest
        if is_slip(vocabulary[slip[place]], vocabulary[word[place]]):
            meant[slip[place]] = word[place]
    return meant[meant]


def _alike(words: pa.Array, rare: np.ndarray, common: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return places of words of *rare*, and of words of *common* that are the same without one letter of either."""
    (slip, asked), (word, known) = (_shortened(words, places) for places in (rare, common))
    code = pa.chunked_array([asked, known]).combine_chunks().dictionary_encode().indices.to_numpy()
    asked, known = code[: len(slip)], code[len(slip) :]
    order = np.argsort(known, kind="stable")
    start, stop = (np.searchsorted(known[order], asked, side) for side in ("left", "right"))
    return np.repeat(slip, stop - start), word[order][spread(start, stop - start)]


def _shortened(words: pa.Array, places: np.ndarray) -> tuple[np.ndarray, pa.Array]:
    """Return the words at *places*, and each without one of its letters but the first: the place of each, and it."""
    whole = words.take(pa.array(places))
    letters = pc.utf8_length(whole).to_numpy()
    longer = [np.flatnonzero(letters > at) for at in range(1, letters.max(initial=1))]
    forms = [pc.utf8_replace_slice(whole.take(pa.array(some)), at, at + 1, "") for at, some in enumerate(longer, 1)]
    return np.concatenate([places, *(places[some] for some in longer)]), pa.concat_arrays([whole, *forms])


def is_slip(slip: str, word: str) -> bool:
    """Return whether *slip*, which shares a shortened form with *word*, is one slip away from it."""
    if len(slip) != len(word):
        return True
    unlike = [place for place, (a, b) in enumerate(zip(slip, word, strict=True)) if a != b]
    if len(unlike) == 1:
        return True
    first, last = unlike[0], unlike[-1]
    return last == first + 1 and slip[first] + slip[last] == word[last] + word[first]
