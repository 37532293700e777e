"""The same work in several squads: patterns that share their texts, or all their words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from toil.patterns.labels import BETWEEN_TERMS

SAME_TEXTS = 0.3
"""Share of both patterns' tickets whose texts are the same templates, at which they are one piece of work."""

SAME_WORDS = 0.8
"""Jaccard of their distinguishing words at which they are, where people word it each in their own way."""


def match_squads(own: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return the patterns of two squads that are one piece of work.

    A pair is kept where each is the other's best match, so the answer is the same from either side, whatever the
    volumes. Ids play no part.

    Parameters
    ----------
    own, other : DataFrame
        Contract ``registry``, one month of one squad each.

    Returns
    -------
    DataFrame
        ``pattern_id``, ``other_id``, ``same_texts`` (0 to 1), ``same_words`` (0 to 1); one row a pair, by id.
    """
    pairs = _words(own).merge(_words(other), how="cross", suffixes=("", "_other"))
    pairs = pairs.rename(columns={"pattern_id_other": "other_id"})
    texts = _texts(own, other)
    pairs = pairs.merge(texts, on=["pattern_id", "other_id"], how="left").fillna({"same_texts": 0.0})
    pairs = pairs.assign(
        same_words=[_jaccard(a, b) for a, b in zip(pairs["words"], pairs["words_other"], strict=True)],
        likeness=lambda p: p[["same_texts", "same_words"]].max(axis=1),
    )
    enough = pairs[(pairs["same_texts"] >= SAME_TEXTS) | (pairs["same_words"] >= SAME_WORDS)]
    best = [enough.groupby(side)["likeness"].transform("max") == enough["likeness"] for side in _SIDES]
    kept = enough[best[0] & best[1]].sort_values(_SIDES, ignore_index=True)
    return kept[[*_SIDES, "same_texts", "same_words"]]


def group_matches(pairs: pd.DataFrame) -> pd.Series:
    """Return the group of each pattern of *pairs*: what matches, directly or through a third, is one work.

    Parameters
    ----------
    pairs : DataFrame
        ``pattern_id`` and ``other_id``, as `match_squads` returns them, of as many pairs of squads as there are.

    Returns
    -------
    Series of int, index pattern ids in their order
        Groups are numbered by their first id.
    """
    ids = pd.Index(sorted({*pairs["pattern_id"], *pairs["other_id"]}), dtype="str", name="pattern_id")
    ends = [ids.get_indexer(pairs[side]) for side in _SIDES]
    links = coo_array((np.ones(len(pairs)), (ends[0], ends[1])), shape=(len(ids),) * 2)
    groups = connected_components(links, directed=False)[1] if len(ids) else []
    return pd.Series(groups, index=ids, dtype="int64")


_SIDES = ["pattern_id", "other_id"]


def _words(registry: pd.DataFrame) -> pd.DataFrame:
    terms = registry.drop_duplicates("pattern_id").sort_values("pattern_id")[["pattern_id", "terms"]]
    return terms.assign(words=[frozenset(t.split(BETWEEN_TERMS)) - {""} for t in terms["terms"]]).drop(
        columns="terms"
    )


def _texts(own: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return the share of tickets on the same templates, for pairs that have any: the overlap of their shares."""
    both = _shares(own).merge(_shares(other), on="template_id", suffixes=("", "_other"))
    both = both.assign(same_texts=both[["share", "share_other"]].min(axis=1))
    both = both.rename(columns={"pattern_id_other": "other_id"})
    return both.groupby(_SIDES, as_index=False)["same_texts"].sum()


def _shares(registry: pd.DataFrame) -> pd.DataFrame:
    total = registry.groupby("pattern_id")["tickets"].transform("sum")
    return registry.assign(share=registry["tickets"] / total)[["pattern_id", "template_id", "share"]]


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0
