"""What a pattern is called: its most central real phrase, else the words that tell it from the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from toil.patterns.people import MIN_TICKETS
from toil.patterns.words import COMMON, TERMS, split_words
from toil.text.tokens import fold_words, tokenize

BETWEEN_TERMS = " · "
LABEL_TERMS = 3
TELLING = 3
"""Words that say enough; a part of a clause with fewer gets terms beside it that most of its tickets use."""
STILL = 0.5
"""Tickets that hold all words of last month's label, over those that hold all of this month's, for it to stay."""
MOST, UNSAID = 0.4, 2
"""Share of a pattern's tickets that use a term which its phrase must not leave unsaid; terms that are added."""


def label_patterns(
    phrases: pd.DataFrame, terms: dict[int, list[str]], unsaid: dict[int, list[str]] | None = None
) -> dict[int, str]:
    """Return a label for each pattern, no two alike: case and accents as people wrote them.

    Parameters
    ----------
    phrases : pd.DataFrame
        Phrase of each pattern that has one to show, as `shared_phrases` returns it.
    terms : dict
        Distinguishing words of each pattern, best first.
    unsaid : dict, optional
        Words that a pattern's phrase leaves unsaid, as `unsaid_terms` returns them; they follow the phrase.
    """
    best = phrases.set_index("pattern")["phrase"].to_dict()
    labels: dict[int, str] = {}
    taken: set[str] = set()
    for pattern in sorted(terms):
        phrase = BETWEEN_TERMS.join(
            [best[pattern], *(unsaid or {}).get(pattern, [])] if pattern in best else terms[pattern][:LABEL_TERMS]
        )
        labels[pattern] = _unlike(phrase, terms[pattern], taken)
        taken.add(plain(labels[pattern]))
    return labels


def unsaid_terms(phrases: pd.DataFrame, profile: pd.DataFrame, languages: pd.Series) -> dict[int, list[str]]:
    """Return the words that tell a pattern, that most of its tickets use and that its phrase leaves unsaid.

    A phrase that is a clause by itself, or that has words enough, needs none.

    Parameters
    ----------
    phrases : pd.DataFrame
        As `shared_phrases` returns it.
    profile : pd.DataFrame
        As `profiles` returns it.
    languages : pd.Series
        Language of each pattern, by pattern.
    """
    torn = phrases[~phrases["whole"].astype(bool)]
    if torn.empty:
        return {}
    facts = torn[["pattern"]].assign(row=torn["pattern"], language=torn["pattern"].map(languages))
    said = split_words(torn["phrase"], facts).groupby("pattern")["stem"].agg(set).to_dict()
    telling = profile[profile["tickets"] >= COMMON].sort_values(
        ["pattern", "weight", "word"], ascending=[True, False, True]
    )
    telling = telling.groupby("pattern", sort=True).head(TERMS)
    unsaid: dict[int, list[str]] = {}
    telling = telling[(telling["share"] >= MOST) & telling["pattern"].isin(torn["pattern"])]
    for pattern, own in telling.groupby("pattern"):
        known = said.get(pattern, set())
        fresh = own.loc[~own["stem"].isin(known), "word"].tolist()
        unsaid[int(pattern)] = fresh[: max(0, min(UNSAID, TELLING - len(known)))]
    return unsaid


def carry_labels(
    patterns: pd.DataFrame,
    previous: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    templates: pd.DataFrame,
    *,
    shown: Collection[str],
    given: Collection[str] = (),
) -> pd.DataFrame:
    """Return *patterns* with the label of the month before where it still fits, so that no reader loses the thread.

    It fits where at least half as many tickets hold all of its words as hold those of the label that was found now,
    and no other pattern has it. A theme of that pattern alone follows.

    Parameters
    ----------
    patterns, previous : pd.DataFrame
        Contract ``patterns``, this month and the month before, with lasting ids.
    ticket_patterns, templates : pd.DataFrame
        Contracts of these names, this month.
    shown : collection of str
        Ids that a report before this month showed: what nobody has read yet needs no thread.
    given : collection of str
        Labels that people gave; they stay.
    """
    found = dict(zip(patterns["pattern_id"], patterns["label"], strict=True))
    before = dict(zip(previous["pattern_id"], previous["label"], strict=True))
    kept = {name: before[name] for name in found if name in shown and before.get(name, found[name]) != found[name]}
    kept = {name: label for name, label in kept.items() if found[name] not in given}
    if not kept:
        return patterns
    placed = ticket_patterns[ticket_patterns["pattern_id"].isin(list(kept))]
    counts = placed.groupby(["pattern_id", "template_id"]).size().rename("tickets").reset_index()
    counts = counts.merge(templates[["template_id", "text"]], on="template_id")
    texts = dict(tuple(counts.groupby("pattern_id")))
    labels = found | _free({name: old for name, old in kept.items() if _fits(old, found[name], texts[name])}, found)
    own = patterns["theme"] == patterns["label"]
    label = patterns["pattern_id"].map(labels).astype("str")
    return patterns.assign(label=label, theme=patterns["theme"].mask(own, label))


def _fits(old: str, new: str, texts: pd.DataFrame) -> bool:
    """Return whether the words of *old* stand together in about as many tickets as those of *new*."""
    words = [set(text) for text in tokenize(texts["text"]).lists()]
    holding = [
        int(texts["tickets"][[wanted <= text for text in words]].sum())
        for wanted in map(set, tokenize(pd.Series([old, new])).lists())
    ]
    return holding[0] >= max(MIN_TICKETS, STILL * holding[1])


def _free(kept: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """Return those of *kept* that no other pattern has: one given up may take another with it."""
    free = dict(kept)
    while True:
        taken = {plain(label) for name, label in found.items() if name not in free}
        left = {name: label for name, label in free.items() if plain(label) not in taken}
        if left == free:
            return free
        free = left


def plain(label: str) -> str:
    """Return *label* without case and accents: what two labels must differ in."""
    return str(fold_words([label])[0])


def _unlike(label: str, terms: list[str], taken: set[str]) -> str:
    """Return *label*, with the first terms added that make it unlike all *taken*."""
    if label and plain(label) not in taken:
        return label
    fresh = [term for term in terms if plain(term) not in plain(label)]
    options = [BETWEEN_TERMS.join([label, *fresh[:n]]) for n in range(1, len(fresh) + 1)]
    numbered = (f"{label} ({n})" for n in range(2, len(taken) + 3))
    return next(option for option in (*options, *numbered) if plain(option) not in taken)
