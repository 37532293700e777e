"""Small corpora, a few hundred tickets, as a small squad has: ours beside k-means told the true number of classes.

    .venv/bin/python bench/small.py [--quick]

Draws, by fixed seeds, from generated tickets, banking77 (some of its intents) and clinc150 (some, and out of scope);
the public sets need TOIL_SHARED_DATA. The mean over draws of each score; bars are our own. `--quick` takes one draw.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

import numpy as np
import pandas as pd
from bars import AT_LEAST, AT_MOST, bar
from datasets import SHARED, DataSet, banking77, clinc150, generated
from scores import Scores, score
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

from toil.patterns import TicketClusterer

DRAWS = 5
FIGURES = ("ari", "v_measure", "found", "repeats", "one_offs", "top_f1")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="one draw instead of five")
    draws = 1 if arguments.parse_args().quick else DRAWS
    print(f"{'':<28}{'side':<18}" + "".join(f"{name:>11}" for name in FIGURES))
    ok = True
    for name, source, tickets, classes in draw_kinds():
        pairs = [draw(source, tickets, classes, seed) for seed in range(draws)]
        means = {
            "toil": mean_of([score(truth, TicketClusterer().fit(texts).labels_) for texts, truth in pairs]),
            "k-means, true k": mean_of([score(truth, kmeans(texts, truth)) for texts, truth in pairs]),
        }
        for side, figures in means.items():
            print(f"{name:<28}{side:<18}" + "".join(f"{figures[figure]:>11.3f}" for figure in FIGURES))
        ok &= bar(f"{name}_ari_over_kmeans", means["toil"]["ari"] / means["k-means, true k"]["ari"], 1.0, AT_LEAST)
        if name.startswith("generated"):
            ok &= bar(f"{name}_one_offs", means["toil"]["one_offs"], 0.04, AT_MOST)
    return 0 if ok else 1


def draw_kinds() -> Iterator[tuple[str, DataSet, int, int]]:
    """Yield name, data, tickets and classes (0: all) of each kind of draw."""
    tickets = generated(10_000)
    yield "generated_400", tickets, 400, 0
    yield "generated_1500", tickets, 1500, 0
    if SHARED.exists():
        yield "banking77_400_of_20", banking77(), 400, 20
        yield "clinc150_500_of_25", clinc150(), 500, 25


def draw(source: DataSet, tickets: int, classes: int, seed: int) -> tuple[list[str], np.ndarray]:
    """Return so many texts of *source*, of so many of its classes and its one-offs, and what they are."""
    rng, labels = np.random.default_rng(seed), source.truths[0].labels
    kept = np.unique(labels[labels != ""])
    kept = rng.choice(kept, classes, replace=False) if classes else kept
    rows = np.flatnonzero(np.isin(labels, [*kept, ""]))
    rows = np.sort(rng.choice(rows, min(tickets, len(rows)), replace=False))
    return [source.texts[row] for row in rows], labels[rows]


def kmeans(texts: list[str], truth: np.ndarray) -> np.ndarray:
    """Return scikit-learn's k-means on plain TF-IDF, told how many classes there are."""
    rows = TfidfVectorizer().fit_transform(texts)
    return KMeans(len(set(truth) - {""}), n_init=1, random_state=0).fit_predict(rows)


def mean_of(scores: list[Scores]) -> dict[str, float]:
    """Return the mean of each figure."""
    return {name: float(pd.Series([getattr(one, name) for one in scores]).mean()) for name in FIGURES}


if __name__ == "__main__":
    sys.exit(main())
