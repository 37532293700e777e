"""Patterns by meaning: average link that begins with patterns by wording, votes, then joins across languages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.blocks import BLOCK
from toil.patterns.clustering import MAX_FIT, assign, recluster, sample
from toil.patterns.corpus import Corpus
from toil.patterns.embedders import Embedder, unit_rows
from toil.patterns.groups import count_groups, floors, keep_groups, means, unit, with_enough
from toil.patterns.linkage import carry, merge_mutual
from toil.patterns.meanings import Meanings, exact, read_meanings
from toil.patterns.opposites import part_opposites, sides_taken
from toil.patterns.translations import join_languages

MERGE = 0.38
"""Mean product of two groups of texts at which they are one pattern."""
FIRM = 0.33
"""Mean product of meanings at which a pattern by wording is where average link begins."""
VOTES = 12
"""Rounds of votes at most."""
VOTED = 0.3
"""Share of its neighbours' votes that a text needs to belong to a pattern."""
RELATIVE = 0.6
"""Cosine to its pattern's centre that a text needs, as a share of the pattern's mean."""
FEWEST = 2
"""Tickets that make a pattern among embedded texts, where these are a sample."""
_NONE = -1


@dataclass(frozen=True)
class SemanticClustering:
    """Texts in patterns, as `toil.patterns.clustering.Clustering` gives them; ``company`` are meanings."""

    labels: np.ndarray
    similarity: np.ndarray
    margin: np.ndarray
    company: Meanings
    compared: np.ndarray


def cluster_meanings(
    corpus: Corpus, embedder: Embedder, min_tickets: float, *, embed_at_most: int = MAX_FIT
) -> SemanticClustering:
    """Return the patterns of the distinct texts of *corpus*, found by meaning and wording together.

    Parameters
    ----------
    corpus : Corpus
        Distinct texts, in canonical order.
    embedder : Embedder
        Gives texts their vectors.
    min_tickets : float
        Tickets that make a pattern, and at least a thousandth of its language's.
    embed_at_most : int
        Texts that are embedded and compared with each other: half the heaviest, half by hash. The rest go to the
        pattern whose words are nearest; fewer embedded texts are faster and coarser.
    """
    compared = sample(corpus.tickets, embed_at_most)
    meanings = read_meanings(corpus, compared, embedder)
    share = corpus.tickets[compared].sum() / max(corpus.tickets.sum(), 1)
    formed = form(meanings, max(share * min_tickets, FEWEST))
    labels, similarity, margin = (np.full(len(corpus), fill) for fill in (-1, 0.0, 0.0))
    labels[compared], similarity[compared], margin[compared] = place(meanings, formed)
    rest = np.setdiff1d(np.arange(len(corpus)), compared)
    if len(rest):
        centres = unit(means(corpus.rows, labels, np.sqrt(corpus.tickets)))
        taken = sides_taken(corpus.tickets, corpus.sides, labels)
        found = assign(corpus.rows[rest], centres, opposed=(corpus.sides[rest], taken))
        labels[rest], similarity[rest], margin[rest] = found
    labels = with_enough(labels, corpus.tickets, corpus.languages, min_tickets)
    inside = labels >= 0
    return SemanticClustering(
        labels, np.where(inside, similarity, np.nan), np.where(inside, margin, np.nan), meanings, compared
    )


def recluster_meanings(meanings: Meanings, min_tickets: float) -> np.ndarray:
    """Return the pattern of each text of *meanings*, found among these texts only."""
    return place(meanings, form(meanings, min_tickets))[0]


def place(meanings: Meanings, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return *labels* without texts far from their pattern's centre, the cosine to it, and its lead over the next."""
    if not count_groups(labels):
        return labels, np.zeros(len(labels)), np.zeros(len(labels))
    inside = np.flatnonzero(labels >= 0)
    weight = np.sqrt(meanings.tickets[inside]).astype(np.float32)
    member = sp.csr_matrix((weight, (labels[inside], inside)), (count_groups(labels), len(labels)))
    centres = exact(unit_rows(member @ meanings.rows))
    own, other = np.zeros(len(labels)), np.zeros(len(labels))
    for start in range(0, len(inside), BLOCK):
        block = inside[start : start + BLOCK]
        cosines = exact(unit_rows(meanings.rows[block])) @ centres.T
        row = np.arange(len(block))
        own[block] = np.minimum(cosines[row, labels[block]], 1)
        cosines[row, labels[block]] = 0
        other[block] = cosines.max(axis=1)
    tickets = meanings.tickets[inside]
    typical = np.bincount(labels[inside], own[inside] * tickets) / np.bincount(labels[inside], tickets)
    near = own >= RELATIVE * np.append(typical, np.inf)[labels]
    return np.where(near, labels, -1), own, own - other


def form(meanings: Meanings, min_tickets: float) -> np.ndarray:
    """Return the pattern of each text among *meanings*; -1 is none."""
    labels = np.where(meanings.rows.any(axis=1), link(meanings, firm(meanings, min_tickets), at_least=MERGE), -1)
    labels = with_enough(labels, meanings.tickets, meanings.languages, min_tickets)
    for _ in range(VOTES):
        voted = with_enough(vote(meanings, labels), meanings.tickets, meanings.languages, min_tickets)
        if len(voted) == len(labels) and (voted == labels).all():
            break
        labels = voted
    floor = floors(meanings.tickets, meanings.languages, min_tickets)[meanings.languages]
    parted = part_opposites(meanings.rows, meanings.tickets, meanings.sides, labels, floor)
    return join_languages(meanings, parted)


def firm(meanings: Meanings, min_tickets: float) -> np.ndarray:
    """Return the patterns by wording whose texts mean nearly the same; -1 is none."""
    if meanings.wording is None:
        return np.full(len(meanings.rows), -1)
    worded = recluster(meanings.wording, min_tickets)
    return keep_groups(worded, mean_products(meanings.rows, worded) >= FIRM)


def mean_products(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the mean product of two different texts of each group; 1 for a single text."""
    placed = np.flatnonzero(labels >= 0)
    texts = np.bincount(labels[placed], minlength=count_groups(labels))
    member = sp.csr_matrix((np.ones(len(placed)), (labels[placed], placed)), (len(texts), len(labels)))
    own = np.bincount(labels[placed], (rows[placed].astype(float) ** 2).sum(axis=1), minlength=len(texts))
    total = ((member @ rows) ** 2).sum(axis=1)
    return np.where(texts > 1, (total - own) / np.maximum(texts * (texts - 1), 1), 1.0)


def link(meanings: Meanings, groups: np.ndarray, *, at_least: float) -> np.ndarray:
    """Return the group of each text: average link (UPGMA) while the mean product is at least *at_least*.

    As `toil.patterns.linkage.average_link`, on dense rows, and from *groups* that stand already (-1 is alone). The
    nearest text of a text is known; where both are alone, it is the nearest of all.
    """
    alone = groups < 0
    labels = np.where(alone, count_groups(groups) + np.cumsum(alone) - 1, groups)
    count = count_groups(labels)
    root = np.sqrt(meanings.tickets)
    into = sp.csr_matrix((root.astype(np.float32), (labels, np.arange(len(labels)))), (count, len(labels)))
    sums, weight = into @ meanings.rows, np.bincount(labels, root, minlength=count)
    nearest, closeness, stale = np.full(count, _NONE), np.zeros(count), np.ones(count, dtype=bool)
    known = np.flatnonzero(alone & alone[meanings.near[:, 0]] & (meanings.near[:, 0] >= 0))
    closeness[labels[known]] = meanings.cosines[known, 0]
    nearest[labels[known]] = np.where(meanings.cosines[known, 0] >= at_least, labels[meanings.near[known, 0]], _NONE)
    stale[labels[known]] = False
    while True:
        mean = exact(sums / weight[:, None].astype(np.float32))
        rows = np.flatnonzero(stale)
        for start in range(0, len(rows), BLOCK):
            block = rows[start : start + BLOCK]
            products = mean[block] @ mean.T
            products[np.arange(len(block)), block] = -np.inf
            best = products.argmax(axis=1)
            closeness[block] = products[np.arange(len(block)), best]
            nearest[block] = np.where(closeness[block] >= at_least, best, _NONE)
        merged, count = merge_mutual(nearest, closeness)
        if count == len(nearest):
            return labels
        into = sp.csr_matrix(
            (np.ones(len(merged), np.float32), (merged, np.arange(len(merged)))), (count, len(merged))
        )
        labels, sums, weight = merged[labels], into @ sums, into @ weight
        nearest, closeness, stale = carry(nearest, closeness, merged, count)


def vote(meanings: Meanings, labels: np.ndarray) -> np.ndarray:
    """Return for each text the pattern that most of its neighbours are in, each counted by its squared cosine.

    A text's own further tickets vote for the pattern it is in. Label propagation (Raghavan et al. 2007, "Near linear
    time algorithm to detect community structures"), all texts voting at once; no vote is random.
    """
    groups = count_groups(labels)
    if not groups:
        return labels
    count = len(labels)
    others = np.where(meanings.near >= 0, np.maximum(meanings.cosines, 0) ** 2, 0)
    weight = np.column_stack([others, meanings.tickets - 1])
    voter = np.column_stack([np.where(meanings.near >= 0, labels[meanings.near], -1), labels])
    row = np.broadcast_to(np.arange(count)[:, None], voter.shape)
    counted = voter >= 0
    votes = sp.csr_matrix((weight[counted], (row[counted], voter[counted])), (count, groups))
    voters = np.repeat(np.arange(count), np.diff(votes.indptr))
    given = votes.data.round(6)
    order = np.lexsort((votes.indices, -given, voters))
    texts, first = np.unique(voters[order], return_index=True)
    won = order[first]
    enough = (given[won] > 0) & (given[won] >= VOTED * weight[texts].sum(axis=1))
    best = np.full(count, -1)
    best[texts[enough]] = votes.indices[won[enough]]
    return best
