"""What a pattern is called: its most central real phrase, and the words that tell it from the others."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa

from toil.text.languages import LANGUAGES, UNKNOWN, stop_words
from toil.text.templates import BETWEEN
from toil.text.tokens import fold

MIN_PHRASE_TICKETS, MIN_PHRASE_REQUESTERS = 5, 3
"""A phrase is shown word for word only where so many tickets by so many people share it; else words stand for it."""

MAX_PHRASE_WORDS = 10
TERMS = 5
BETWEEN_TERMS = " · "

_WORD = r"[^\W\d_][\w\u0900-\u097f]+"

_END = re.compile(r"(?<=\w)[.;:!?](?:\s|$)|\s[–—-]\s|\n")


def phrase_of(text: str) -> str:
    """Return the first clause of a masked *text*, ten words at most.

    >>> phrase_of("Servidor <HOST> sem espaço — o disco encheu de novo")
    'Servidor <HOST> sem espaço'
    """
    clauses = [part.strip(" .,;:!?–—-") for part in _END.split(text.split(BETWEEN)[0])]
    clause = next((part for part in clauses if len(part.split()) > 1), clauses[0])
    words = clause.split()
    return clause if len(words) <= MAX_PHRASE_WORDS else " ".join(words[:MAX_PHRASE_WORDS]) + "…"


def distinguishing_terms(inside: pd.DataFrame) -> dict[int, list[str]]:
    """Return the words of each pattern that stand out, best first: unstemmed, accents kept, no stop words.

    Class-based TF-IDF (Grootendorst 2022, "BERTopic"): frequency in the pattern times ln(1 + mean words a pattern /
    frequency over all patterns).

    Parameters
    ----------
    inside : pd.DataFrame
        Placed templates: columns pattern, text, tickets, language.
    """
    words = _display_words(inside)
    by_pattern = words.groupby(["pattern", "word"])["tickets"].sum()
    total = words.groupby("word")["tickets"].sum()
    mean = total.sum() / max(inside["pattern"].nunique(), 1)
    scored = by_pattern.reset_index()
    scored["score"] = scored["tickets"] * np.log1p(mean / scored["word"].map(total))
    scored = scored.sort_values(["pattern", "score", "word"], ascending=[True, False, True])
    best = scored.groupby("pattern").head(2 * TERMS)
    listed: dict[int, list[str]] = {int(pattern): [] for pattern in inside["pattern"].unique()}
    return listed | {int(pattern): part.tolist() for pattern, part in best.groupby("pattern")["word"]}


def _display_words(inside: pd.DataFrame) -> pd.DataFrame:
    """Return the words of each template once, lower case, accents kept, without stop words and placeholders."""
    words = (
        inside["text"].str.replace(r"<[A-Z_]+>", " ", regex=True).str.lower().str.findall(_WORD)
        .rename("word").to_frame().assign(
            pattern=inside["pattern"], tickets=inside["tickets"], language=inside["language"], row=range(len(inside))
        ).explode("word").dropna(subset="word").drop_duplicates(["row", "word"])
    )  # fmt: skip
    bare = pd.Series(fold(pa.array(words["word"], pa.large_string())).to_pylist(), index=words.index, dtype="object")
    listed = {name: stop_words(name) for name in LANGUAGES}
    listed[UNKNOWN] = frozenset().union(*listed.values())
    stop = [word in listed[language] for word, language in zip(bare, words["language"], strict=True)]
    return words[~np.array(stop, dtype=bool)]


def label_patterns(phrases: pd.DataFrame, terms: dict[int, list[str]]) -> dict[int, str]:
    """Return a label for each pattern, no two alike.

    Parameters
    ----------
    phrases : pd.DataFrame
        Columns pattern, phrase, tickets, requesters (NaN: not known), centrality.
    terms : dict
        Distinguishing words of each pattern, best first.
    """
    shown = phrases[
        (phrases["tickets"] >= MIN_PHRASE_TICKETS)
        & (phrases["requesters"].isna() | (phrases["requesters"] >= MIN_PHRASE_REQUESTERS))
        & phrases["phrase"].ne("")
    ].sort_values(["pattern", "centrality", "tickets", "phrase"], ascending=[True, False, False, True])
    best = shown.drop_duplicates("pattern").set_index("pattern")["phrase"].to_dict()
    labels: dict[int, str] = {}
    taken: set[str] = set()
    for pattern in sorted(terms):
        stem = best.get(pattern) or BETWEEN_TERMS.join(terms[pattern][:3])
        labels[pattern] = _unlike(stem, terms[pattern], taken)
        taken.add(labels[pattern].casefold())
    return labels


def _unlike(label: str, terms: list[str], taken: set[str]) -> str:
    """Return *label*, with the first terms added that make it unlike all *taken*."""
    fresh = [term for term in terms if term not in label.casefold()]
    options = [label, *(BETWEEN_TERMS.join([label, *fresh[:n]]) for n in range(1, len(fresh) + 1))]
    numbered = (f"{label} ({n})" for n in range(2, len(taken) + 3))
    return next(option for option in (*options, *numbered) if option.casefold() not in taken)
