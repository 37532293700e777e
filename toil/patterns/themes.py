"""Patterns -> themes: the groups of patterns that read alike, what they are called, and how names last."""

from __future__ import annotations

from collections.abc import Mapping, Set

import numpy as np
import pandas as pd

from toil.patterns.corpus import read_corpus
from toil.patterns.dendrogram import cut, merges_of
from toil.patterns.fillers import LEAD, is_filler
from toil.patterns.granularity import centres_of
from toil.patterns.labels import BETWEEN_TERMS
from toil.patterns.words import MAX_TEMPLATES
from toil.text.languages import UNKNOWN
from toil.text.templates import BETWEEN
from toil.text.tokens import fold_words, tokenize

THEME = 0.12
"""Mean cosine of their centres at which patterns are one theme. Chosen on the domains of clinc150 (train), the queues
of the IT service tickets and by eye on data/sample; see docs/method.md."""
USED = 0.05
"""Share of a pattern's tickets in which a word stands that the pattern is said to use."""
NAMES = 0.3
"""The same share from which a word names a theme, in two of its patterns; where no word has it, any shared one may.
What varies in one slot of a squad's works, as its systems and sites, stands in most of them, and often in none."""
NAME_TERMS = 2
KEPT = 0.5
"""Share of the tickets of two themes, of two months, that must lie in patterns of both for the name to stay."""


def theme_numbers(inside: pd.DataFrame) -> tuple[dict[int, int], frozenset[str]]:
    """Return the theme of each pattern, and the stems of frames: they make no patterns alike, and name no theme.

    Themes are the dendrogram of the patterns' centres, cut at a floor of similarity.

    A pattern that is like no other is a theme of its own; nothing is forced into a group.

    Parameters
    ----------
    inside : pd.DataFrame
        Placed templates: columns pattern, text, tickets; most tickets first within a pattern.
    """
    heads = inside.groupby("pattern", sort=False).head(MAX_TEMPLATES)
    patterns, place = np.unique(heads["pattern"].to_numpy(), return_inverse=True)
    corpus = read_corpus(tokenize(heads["text"]), heads["tickets"].to_numpy(dtype=float), by_language=True)
    labels = np.zeros(len(corpus), dtype=np.int64)
    labels[corpus.member] = place
    themes = cut(merges_of(centres_of(labels, corpus.rows, corpus.tickets)), at_least=THEME)
    framed = frozenset[str]().union(*(frame.words for frame in corpus.frames))
    return dict(zip(patterns.tolist(), themes.tolist(), strict=True)), framed


def name_themes(
    numbers: Mapping[int, int], profile: pd.DataFrame, labels: Mapping[int, str], framed: Set[str] = frozenset()
) -> dict[int, str]:
    """Return the name of each pattern's theme, no two alike.

    A theme of one pattern bears its label, another one the words that make its patterns alike.

    Parameters
    ----------
    numbers : mapping of pattern to theme
        As `theme_numbers` gives it.
    profile : pd.DataFrame
        As `toil.patterns.words.profiles` gives it.
    labels : mapping of pattern to label
        Label of each pattern.
    framed : set of str
        Stems that name no theme, as `theme_numbers` gives them.
    """
    members: dict[int, list[int]] = {}
    for pattern in sorted(numbers):
        members.setdefault(numbers[pattern], []).append(pattern)
    terms = _shared_terms(numbers, profile[~profile["stem"].isin(framed)])
    alone = {theme: labels[patterns[0]] for theme, patterns in members.items() if len(patterns) == 1}
    taken, names = {name.casefold() for name in alone.values()}, dict(alone)
    for theme in sorted(set(members) - set(alone)):
        names[theme] = _unlike(*terms.get(theme, ([labels[members[theme][0]]], NAME_TERMS)), taken)
        taken.add(names[theme].casefold())
    return {pattern: names[theme] for pattern, theme in numbers.items()}


def theme_of_code(text: str) -> str:
    """Return the theme of a coded subject: its first code."""
    return text.split(BETWEEN)[0]


def carry_themes(patterns: pd.DataFrame, previous: pd.DataFrame) -> pd.DataFrame:
    """Return *patterns* with the theme names of the month before, where a theme is mostly the same patterns.

    Parameters
    ----------
    patterns, previous : pd.DataFrame
        Contract ``patterns``, this month and the month before, with lasting ids.

    Returns
    -------
    pd.DataFrame
        *patterns* with other names in ``theme``. A theme of one pattern keeps that pattern's label.
    """
    now, before = _tickets_by_theme(patterns), _tickets_by_theme(previous)
    kept = {
        theme: old for theme, own in now.items() for old, others in before.items() if _overlap(own, others) > KEPT
    }
    taken = {name.casefold() for name in kept.values()}
    names = dict(kept)
    for theme in dict.fromkeys(patterns["theme"]):
        if theme not in kept:
            names[theme] = _unlike([theme], 1, taken)
            taken.add(names[theme].casefold())
    return patterns.assign(theme=patterns["theme"].map(names).astype("str"))


def _shared_terms(numbers: Mapping[int, int], profile: pd.DataFrame) -> dict[int, tuple[list[str], int]]:
    """Return the words that the patterns of each theme share and other patterns lack, and how many of them name it.

    Mean share of the theme's patterns' tickets, times the share of its patterns that use the word, times the
    logarithm of all patterns over those that use it. A pattern uses a word that stands in a twentieth of its tickets;
    what one pattern of a theme uses alone is not shared. "Not" and "why" say nothing without what follows.
    """
    used = profile[profile["share"] >= USED].assign(theme=profile["pattern"].map(numbers))
    used = used.assign(names=used["share"] >= NAMES)
    used = used[~_asks_or_denies(used["word"])]
    size = pd.Series(numbers).value_counts()
    rarity = np.log(len(numbers) / used.groupby("stem")["pattern"].nunique())
    used = used.sort_values(["theme", "stem", "share", "word"], ascending=[True, True, False, True])
    shared = used.groupby(["theme", "stem"], sort=True).agg(
        word=("word", "first"), share=("share", "sum"), users=("pattern", "nunique"), names=("names", "sum")
    )
    shared = shared[shared["users"] > 1].reset_index()
    shared["names"] = shared["names"] > 1
    whole = size.reindex(shared["theme"]).to_numpy() ** 2
    shared["weight"] = shared["share"] * shared["users"] / whole * rarity.reindex(shared["stem"]).to_numpy()
    shared["weight"] = shared["weight"].round(9)
    shared = shared.sort_values(["theme", "names", "weight", "word"], ascending=[True, False, False, True])
    return {
        int(theme): (part["word"].tolist(), min(int(part["names"].sum()) or NAME_TERMS, NAME_TERMS))
        for theme, part in shared.groupby("theme")
    }


def _asks_or_denies(words: pd.Series) -> np.ndarray:
    """Return whether each of *words* is a negation or a question word of any language."""
    return is_filler(fold_words(words), np.full(len(words), UNKNOWN, dtype=object), LEAD)


def _unlike(terms: list[str], count: int, taken: set[str]) -> str:
    """Return the first *count* of *terms* as a name, with more of them, or a number, where that name is *taken*."""
    named = [BETWEEN_TERMS.join(terms[:more]) for more in range(count, len(terms) + 1)]
    first = BETWEEN_TERMS.join(terms[:count])
    numbered = (f"{first} ({number})" for number in range(2, len(taken) + 3))
    return next(name for name in (first, *named, *numbered) if name.casefold() not in taken)


def _tickets_by_theme(patterns: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return tickets by pattern id of each theme of several patterns."""
    several = patterns[patterns.duplicated("theme", keep=False)]
    return {
        str(theme): dict(zip(part["pattern_id"], part["tickets"], strict=True))
        for theme, part in several.groupby("theme", sort=True)
    }


def _overlap(own: Mapping[str, int], others: Mapping[str, int]) -> float:
    """Return the Jaccard of two themes in tickets; a pattern of both counts with its tickets of this month."""
    shared = sum(tickets for name, tickets in own.items() if name in others)
    lost = sum(tickets for name, tickets in others.items() if name not in own)
    return shared / max(sum(own.values()) + lost, 1)
