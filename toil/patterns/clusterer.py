"""The clustering as a scikit-learn estimator, from raw texts to labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClusterMixin

from toil.patterns.clustering import MAX_FIT
from toil.patterns.corpus import read_corpus
from toil.patterns.embedders import Embedder
from toil.patterns.finding import canonical_order, find_patterns, renumber
from toil.text.masking import arrow_texts, clean, mask_words
from toil.text.tokens import Tokens, join, tokens_of


class TicketClusterer(ClusterMixin, BaseEstimator):
    """Find the work that repeats among ticket texts.

    Masks, counts distinct texts, links what reads alike. Needs no model, no number of clusters and no seed; the same
    texts give the same labels whatever their order. Without an embedder it knows words, not meanings: two wordings of
    one request that share no word stay apart.

    Parameters
    ----------
    min_tickets : int
        Tickets that make a pattern; at least a thousandth of the tickets of its language.
    random_state : int
        Kept for scikit-learn's conventions; nothing is drawn.
    embedder : Embedder, optional
        Brings meanings in, of distinct masked texts; see `toil.patterns.embedders`.
    embed_at_most : int
        Distinct texts that are embedded, the heaviest and some by hash; the rest follow by their words.

    Attributes
    ----------
    labels_ : np.ndarray of int64, (n_texts,)
        0 has most tickets; -1 is in no pattern.
    similarity_ : np.ndarray of float64, (n_texts,)
        Cosine to the pattern's centre; NaN where in none.
    n_clusters_ : int
        Patterns found.
    """

    def __init__(
        self,
        min_tickets: int = 5,
        random_state: int = 0,
        embedder: Embedder | None = None,
        embed_at_most: int = MAX_FIT,
    ) -> None:
        self.min_tickets = min_tickets
        self.random_state = random_state
        self.embedder = embedder
        self.embed_at_most = embed_at_most

    def fit(
        self, texts: Sequence[str] | pd.Series, y: Any = None, sample_weight: np.ndarray | None = None
    ) -> TicketClusterer:
        """Find patterns in *texts* (raw or masked; null counts as empty). *sample_weight* counts tickets a text."""
        parts = [_tokens(texts)]
        tickets = np.ones(len(parts[0])) if sample_weight is None else np.asarray(sample_weight, dtype=float)
        return self._fit(parts, tickets)

    def fit_chunks(self, chunks: Iterable[Sequence[str] | pd.Series]) -> TicketClusterer:
        """Find patterns in texts that come in *chunks*, one after the other; the labels are those of `fit`.

        A chunk is masked and let go before the next is asked for: only numbers of its words stay in memory.
        """
        parts = list(map(_tokens, chunks))  # a comprehension would hold the last chunk while the next is made
        return self._fit(parts, np.ones(sum(map(len, parts))))

    def _fit(self, parts: list[Tokens], tickets: np.ndarray) -> TicketClusterer:
        corpus = read_corpus(parts.pop() if len(parts) == 1 else join(parts), tickets)
        found = find_patterns(corpus, self.min_tickets, self.embedder, embed_at_most=self.embed_at_most)
        self.labels_ = renumber(found.labels, canonical_order(found.labels, corpus))[corpus.member]
        self.similarity_ = found.similarity[corpus.member]
        self.n_clusters_ = int(self.labels_.max(initial=-1)) + 1
        return self


def _tokens(texts: Sequence[str] | pd.Series) -> Tokens:
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype="str")
    return tokens_of(mask_words(clean(arrow_texts(series))))
