"""What a pattern is called: its most central real phrase, else the words that tell it from the others."""

from __future__ import annotations

import pandas as pd

from toil.patterns.words import centrality

BETWEEN_TERMS = " · "
LABEL_TERMS = 3


def label_patterns(phrases: pd.DataFrame, profile: pd.DataFrame, terms: dict[int, list[str]]) -> dict[int, str]:
    """Return a label for each pattern, no two alike: case and accents as people wrote them.

    Parameters
    ----------
    phrases : pd.DataFrame
        Phrases that may be shown, as `shared_phrases` returns them.
    profile : pd.DataFrame
        As `profiles` returns it.
    terms : dict
        Distinguishing words of each pattern, best first.
    """
    ranked = phrases.assign(centrality=centrality(phrases, profile).round(9)).sort_values(
        ["pattern", "centrality", "tickets", "phrase"], ascending=[True, False, False, True]
    )
    best = ranked.drop_duplicates("pattern").set_index("pattern")["phrase"].to_dict()
    labels: dict[int, str] = {}
    taken: set[str] = set()
    for pattern in sorted(terms):
        stem = best.get(pattern) or BETWEEN_TERMS.join(terms[pattern][:LABEL_TERMS])
        labels[pattern] = _unlike(stem, terms[pattern], taken)
        taken.add(labels[pattern].casefold())
    return labels


def _unlike(label: str, terms: list[str], taken: set[str]) -> str:
    """Return *label*, with the first terms added that make it unlike all *taken*."""
    fresh = [term for term in terms if term not in label.casefold()]
    options = [label, *(BETWEEN_TERMS.join([label, *fresh[:n]]) for n in range(1, len(fresh) + 1))]
    numbered = (f"{label} ({n})" for n in range(2, len(taken) + 3))
    return next(option for option in (*options, *numbered) if option and option.casefold() not in taken)
