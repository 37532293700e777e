"""Opposite work: what is to be added is not what is to be removed, however alike the texts read."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp

from toil.patterns.groups import count_groups, means, unit
from toil.text.languages import LANGUAGES, spelled
from toil.text.tokens import Tokens, fold_words

FIRST = 12
"""Words at the start of a text that say what is asked for."""
LEAST, SHARE = 8, 0.2
"""Tickets and share of a pattern on either side that make two works of it."""
ASKED = 0.8
"""Share of a pattern's tickets that say one or the other, from which the rarer side needs no share."""
TAKEN = 0.5
"""Share of the tickets of a pattern that put it on a side."""


def sides_of(tokens: Tokens, languages: np.ndarray) -> np.ndarray:
    """Return on which side of each pair of opposites each text stands, (texts, pairs) of int8.

    1 is the first side of the pair, -1 the second, 0 neither or both.

    Parameters
    ----------
    tokens : Tokens
        Of masked texts.
    languages : np.ndarray of int, one a text
        Place in `LANGUAGES`; a text of unknown language is read in all of them.
    """
    words, listed = _listed()
    known = pc.index_in(pa.array(tokens.vocabulary, pa.large_string()), value_set=pa.array(words, pa.large_string()))
    word = known.fill_null(-1).to_numpy(zero_copy_only=False)[tokens.ids]
    told = np.flatnonzero((word >= 0) & (tokens.places < FIRST))
    text = tokens.rows[told]
    at, column = np.nonzero(listed[languages[text], word[told]])
    found = np.zeros((len(tokens), listed.shape[2]), dtype=bool)
    found[text[at], column] = True
    first, second = np.split(found, 2, axis=1)
    return first.astype(np.int8) - second.astype(np.int8)


def part_opposites(
    rows: sp.csr_matrix | np.ndarray,
    tickets: np.ndarray,
    sides: np.ndarray,
    labels: np.ndarray,
    floor: np.ndarray,
) -> np.ndarray:
    """Return *labels* with each pattern parted whose tickets ask for opposite work.

    Its parts are who asks for one, for the other, and for neither; where the last are few, each goes to the nearer.
    The rarer side needs a fifth of the tickets, or, where nearly all ask for either, no share: most work is rare.

    Parameters
    ----------
    rows : csr_matrix or ndarray, (texts, columns)
        Unit rows.
    tickets, labels : np.ndarray, (texts,)
    sides : np.ndarray, (texts, pairs)
        As `sides_of` gives them.
    floor : np.ndarray, (texts,)
        Tickets that a pattern needs in the text's language.
    """
    labels, todo = labels.copy(), list(range(count_groups(labels)))
    for group in todo:  # grows: what was parted by one pair may be parted by another
        texts = np.flatnonzero(labels == group)
        part = _parts(rows, texts, tickets[texts], sides[texts], floor[texts].max(initial=LEAST))
        number = count_groups(labels)
        labels[texts[part > 0]] = number + part[part > 0] - 1
        todo += [group, *range(number, count_groups(labels))] if part.any() else []
    return labels


def _parts(
    rows: sp.csr_matrix | np.ndarray, texts: np.ndarray, tickets: np.ndarray, sides: np.ndarray, least: float
) -> np.ndarray:
    """Return the part of each of a pattern's *texts*, from 0, by the pair that most of its tickets tell."""
    first, second = (tickets @ (sides == sign) for sign in (1, -1))
    asked, share = first + second >= ASKED * tickets.sum(), max(least, SHARE * tickets.sum())
    smaller = np.minimum(first, second)
    told = smaller >= np.where(asked, least, share)
    if not told.any():
        return np.zeros(len(tickets), dtype=np.int64)
    part = np.select([sides[:, (smaller * told).argmax()] == sign for sign in (1, -1)], [0, 1], 2)
    neither = part == 2
    if tickets[neither].sum() < share:
        own = sp.csr_matrix(rows[texts])
        centres = unit(means(own, np.where(neither, -1, part), np.sqrt(tickets)))
        part[neither] = (own[neither] @ centres.T).toarray().round(9).argmax(axis=1)
    return part


def sides_taken(tickets: np.ndarray, sides: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the side on which half of the tickets of each pattern stand, and few on the other, (patterns, pairs)."""
    placed, groups = labels >= 0, count_groups(labels)
    member = sp.csr_matrix((tickets[placed], (labels[placed], np.flatnonzero(placed))), shape=(groups, len(labels)))
    total = np.asarray(member.sum(axis=1))
    first, second = (member @ (sides == sign) for sign in (1, -1))
    taken = (np.maximum(first, second) >= TAKEN * total) & (np.minimum(first, second) < SHARE * total)
    return np.where(taken, np.sign(first - second), 0).astype(np.int8)


@lru_cache
def _listed() -> tuple[np.ndarray, np.ndarray]:
    """Return the listed words, and for each language (the last: any) and word on which side of which pair it is."""
    text = (resources.files("toil") / "patterns" / "opposites.toml").read_text(encoding="utf-8")
    pairs = list(tomllib.loads(text).values())
    entries = [
        (LANGUAGES.index(language), word, side * len(pairs) + at)
        for at, pair in enumerate(pairs)
        for language, both in pair.items()
        for side, forms in enumerate(both)
        for word in spelled(forms.split(), language)
    ]
    languages, forms, columns = zip(*entries, strict=True)
    words, place = np.unique(fold_words(forms), return_inverse=True)
    listed = np.zeros((len(LANGUAGES) + 1, len(words), 2 * len(pairs)), dtype=bool)
    for language in (languages, -1):
        listed[language, place, columns] = True
    return words, listed
