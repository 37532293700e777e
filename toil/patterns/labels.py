"""What a pattern is called: its most central real phrase, else the words that tell it from the others."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from toil.text.tokens import fold

BETWEEN_TERMS = " · "
LABEL_TERMS = 3


def label_patterns(phrases: pd.DataFrame, terms: dict[int, list[str]]) -> dict[int, str]:
    """Return a label for each pattern, no two alike: case and accents as people wrote them.

    Parameters
    ----------
    phrases : pd.DataFrame
        Phrase of each pattern that has one to show, as `shared_phrases` returns it.
    terms : dict
        Distinguishing words of each pattern, best first.
    """
    best = phrases.set_index("pattern")["phrase"].to_dict()
    labels: dict[int, str] = {}
    taken: set[str] = set()
    for pattern in sorted(terms):
        phrase = best.get(pattern) or BETWEEN_TERMS.join(terms[pattern][:LABEL_TERMS])
        labels[pattern] = _unlike(phrase, terms[pattern], taken)
        taken.add(plain(labels[pattern]))
    return labels


def plain(label: str) -> str:
    """Return *label* without case and accents: what two labels must differ in."""
    return fold(pa.array([label], pa.large_string()))[0].as_py()


def _unlike(label: str, terms: list[str], taken: set[str]) -> str:
    """Return *label*, with the first terms added that make it unlike all *taken*."""
    if label and plain(label) not in taken:
        return label
    fresh = [term for term in terms if plain(term) not in plain(label)]
    options = [BETWEEN_TERMS.join([label, *fresh[:n]]) for n in range(1, len(fresh) + 1)]
    numbered = (f"{label} ({n})" for n in range(2, len(taken) + 3))
    return next(option for option in (*options, *numbered) if plain(option) not in taken)
