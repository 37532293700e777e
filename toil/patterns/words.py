"""The words of patterns as people wrote them: and which tell a pattern from the others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toil.patterns.fillers import BOTH, COURTESY, START, STOP, is_filler
from toil.patterns.vectors import stem_words
from toil.text.tokens import fold_words

MAX_TEMPLATES = 200
"""Templates of a pattern, those with most tickets first, whose words are read."""

TERMS = 5
COMMON = 5
"""Tickets that use a word from which it is more than chance."""

_LETTER = r"(?:[^\W\d_]|[\u0900-\u0963\u0971-\u097f])"
_WORD = rf"{_LETTER}(?:{_LETTER}|\d|-(?=\w))*(?:{_LETTER}|\d)"


def read_words(inside: pd.DataFrame) -> pd.DataFrame:
    """Return the words of placed templates, each once a template, without stop words and placeholders.

    Parameters
    ----------
    inside : pd.DataFrame
        Columns pattern, text, tickets, language; most tickets first within a pattern.

    Returns
    -------
    pd.DataFrame
        Columns pattern, text (row number in *inside*), word (lower case, accents kept), stem, tickets.
    """
    heads = inside.assign(row=np.arange(len(inside))).groupby("pattern", sort=False).head(MAX_TEMPLATES)
    return split_words(heads["text"], heads[["pattern", "row", "tickets", "language"]])


def split_words(texts: pd.Series, facts: pd.DataFrame) -> pd.DataFrame:
    """Return *facts* once for each distinct stem of each text, with the columns word and stem added."""
    bare = texts.str.replace(r"<[A-Z_]+>", " ", regex=True).str.lower().str.findall(_WORD)
    words = facts.assign(word=bare).explode("word").dropna(subset="word").reset_index(drop=True)
    folded = fold_words(words["word"])
    language = words["language"].to_numpy(dtype=object)
    kept = ~is_filler(folded, language, STOP, START, BOTH, COURTESY)
    words, folded, language = words[kept], folded[kept], language[kept]
    words = words.assign(stem=stem_words(folded, language))
    return words.drop_duplicates(["row", "stem"]).drop(columns="language")


def profiles(words: pd.DataFrame) -> pd.DataFrame:
    """Return for each pattern and stem: its commonest word, the share of the pattern's tickets, and the weight.

    Weight is class-based TF-IDF (Grootendorst 2022, "BERTopic"): share in the pattern times ln(1 + mean tickets a
    pattern / tickets of the stem over all patterns).
    """
    volume = words.drop_duplicates("row").groupby("pattern")["tickets"].sum()
    surface = words.groupby(["pattern", "stem", "word"])["tickets"].sum().reset_index()
    surface = surface.sort_values(["tickets", "word"], ascending=[False, True]).drop_duplicates(["pattern", "stem"])
    counted = words.groupby(["pattern", "stem"], sort=True)["tickets"].sum().reset_index()
    counted = counted.merge(surface[["pattern", "stem", "word"]], on=["pattern", "stem"])
    total = counted.groupby("stem")["tickets"].transform("sum")
    share = counted["tickets"] / counted["pattern"].map(volume)
    rarity = np.log1p(volume.mean() / total) if len(volume) else total
    return counted.assign(share=share, rarity=rarity, weight=share * rarity)


def distinguishing_terms(profile: pd.DataFrame) -> dict[int, list[str]]:
    """Return up to ten words of each pattern that tell it from the others, best first, one a stem.

    Words that five tickets use stand before all others: a slip of the pen or a name is rare, and so tells nothing.
    """
    ranked = profile.assign(common=profile["tickets"] >= COMMON).sort_values(
        ["pattern", "common", "weight", "word"], ascending=[True, False, False, True]
    )
    best = ranked.groupby("pattern", sort=True).head(2 * TERMS)
    return {int(pattern): part.tolist() for pattern, part in best.groupby("pattern")["word"]}
