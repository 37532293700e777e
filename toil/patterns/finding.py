"""The distinct texts of a corpus -> numbered patterns."""

from __future__ import annotations

import numpy as np

from toil.patterns.clustering import MAX_FIT, Clustering, cluster
from toil.patterns.corpus import Corpus
from toil.patterns.embedders import Embedder
from toil.patterns.semantic import SemanticClustering, cluster_meanings


def find_patterns(
    corpus: Corpus, min_tickets: float, embedder: Embedder | None = None, *, embed_at_most: int = MAX_FIT
) -> Clustering | SemanticClustering:
    """Return the patterns of the distinct texts of *corpus*, by wording, or with an *embedder* by meaning too."""
    if embedder is None:
        return cluster(corpus, min_tickets)
    return cluster_meanings(corpus, embedder, min_tickets, embed_at_most=embed_at_most)


def canonical_order(labels: np.ndarray, corpus: Corpus) -> np.ndarray:
    """Return the numbers in *labels* by tickets (most first), then by the pattern's heaviest text."""
    placed = np.flatnonzero(labels >= 0)
    volume = np.bincount(labels[placed], corpus.tickets[placed])
    by_weight = placed[np.lexsort((placed, -corpus.tickets[placed], labels[placed]))]
    heaviest = by_weight[np.unique(labels[by_weight], return_index=True)[1]]
    text = [" ".join(words) for words in corpus.tokens.take(heaviest).lists()]
    order = sorted(range(len(volume)), key=lambda label: (-volume[label], text[label]))
    return np.array(order, dtype=np.int64)


def renumber(labels: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Return *labels* with ``order[i]`` called *i*; -1 stays."""
    rank = np.full(len(order) + 1, -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[labels]
