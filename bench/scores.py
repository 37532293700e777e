"""How well labels agree with what was planted or labelled by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score, v_measure_score

LARGEST = 20
"""True classes whose recovery is looked at one by one."""


@dataclass(frozen=True)
class Scores:
    """Agreement of labels (-1 is none) with the truth ("" is a one-off); all but ``patterns`` between 0 and 1.

    ``ari``, ``ari_repeated`` and ``v_measure`` count one-offs and what is in no pattern as patterns of one ticket.
    ``coverage`` is the share of tickets placed, ``found`` that of the repeated ones, ``one_offs`` that of the
    one-offs; ``repeats`` is the share of placed tickets that do repeat; ``top_f1`` the mean, over the 20 largest true
    classes, of the best F1 that a pattern reaches. ``found``, ``repeats`` and ``one_offs`` are NaN over no ticket.
    """

    ari: float
    ari_repeated: float
    v_measure: float
    coverage: float
    found: float
    repeats: float
    one_offs: float
    top_f1: float
    patterns: int


def score(truth: np.ndarray, labels: np.ndarray) -> Scores:
    """Return the scores of *labels* (-1 is none) beside *truth* ("" is a one-off), one of each a ticket."""
    repeated, placed = truth != "", labels >= 0
    codes = np.where(repeated, pd.factorize(truth)[0], -1)
    alone, found = _singles(codes), _singles(labels)
    return Scores(
        ari=adjusted_rand_score(alone, found),
        ari_repeated=adjusted_rand_score(alone[repeated], found[repeated]),
        v_measure=v_measure_score(alone, found),
        coverage=_share(placed),
        found=_share(placed[repeated]),
        repeats=_share(repeated[placed]),
        one_offs=_share(placed[~repeated]),
        top_f1=_top_f1(codes, labels),
        patterns=len(np.unique(labels[placed])),
    )


def _singles(labels: np.ndarray) -> np.ndarray:
    """Return *labels* with each -1 a label of its own."""
    return np.where(labels >= 0, labels, labels.max(initial=0) + 1 + np.arange(len(labels)))


def _share(flags: np.ndarray) -> float:
    return float(flags.mean()) if len(flags) else float("nan")


def _top_f1(codes: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean best F1 of the largest true classes; a class of which nothing is placed has 0."""
    size, volume = pd.Series(codes[codes >= 0]).value_counts(), pd.Series(labels).value_counts()
    both = pd.DataFrame({"truth": codes, "label": labels}).query("truth >= 0 and label >= 0").value_counts()
    pairs = both.rename("common").reset_index()
    f1 = 2 * pairs["common"] / (pairs["truth"].map(size) + pairs["label"].map(volume))
    largest = size.reset_index().sort_values(["count", "index"], ascending=[False, True])["index"].head(LARGEST)
    return float(f1.groupby(pairs["truth"]).max().reindex(largest).fillna(0.0).mean())
