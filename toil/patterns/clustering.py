"""The pipeline from vectors of templates to patterns.

Steps: company (a text that nothing reads like is no part of a pattern), components of the mutual neighbour graph,
average link on their means, frames split or dropped, votes, wordings of one work joined, every text to its nearest
centre.

All constants of `toil.patterns` were chosen on data/sample, generated tickets, banking77 (train), clinc150 (train)
and the Home Assistant intents together; one set for all. See docs/benchmarks.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from toil.patterns.blocks import in_blocks
from toil.patterns.company import Company, compare
from toil.patterns.components import whole_components
from toil.patterns.corpus import Corpus
from toil.patterns.groups import (
    close_gaps,
    count_groups,
    floors,
    keep_groups,
    means,
    typical_cosine,
    unit,
    with_enough,
)
from toil.patterns.linkage import average_link
from toil.patterns.opposites import part_opposites, sides_taken
from toil.patterns.votes import NEAR, RELATIVE, refine
from toil.patterns.wordings import join_wordings

MERGE = 0.17
"""Mean product of two groups of texts at which they are one pattern."""
FRAME, NARROWER, SPLITS = 0.43, 1.5, 3
"""Wholeness under which a pattern is linked anew, how much narrower each time, and how often."""
FRAME_KEPT = 0.28
"""Wholeness under which a pattern is a frame and dropped."""
REFINEMENTS = 2
MAX_FIT = 30_000
"""Texts that are compared with each other; of more, half the heaviest and half by hash."""


@dataclass(frozen=True)
class Clustering:
    """Texts in patterns: ``labels`` (-1 in none), cosine to the own centre, and its lead over the next one.

    ``company`` holds the texts that were compared with each other; ``compared`` are their row numbers.
    """

    labels: np.ndarray
    similarity: np.ndarray
    margin: np.ndarray
    company: Company
    compared: np.ndarray


def cluster(corpus: Corpus, min_tickets: float) -> Clustering:
    """Return the patterns of the distinct texts of *corpus*.

    Parameters
    ----------
    corpus : Corpus
        Distinct texts, in canonical order.
    min_tickets : float
        Tickets that make a pattern, and at least a thousandth of its language's.
    """
    compared = sample(corpus.tickets, MAX_FIT)
    rows, tickets = corpus.rows[compared], corpus.tickets[compared]
    company = compare(rows, tickets, corpus.languages[compared], corpus.sides[compared], corpus.words)
    founded = recluster(company, min_tickets)
    labels, similarity, margin = _place(company, founded, compared, corpus)
    labels = with_enough(labels, corpus.tickets, corpus.languages, min_tickets)
    inside = labels >= 0
    return Clustering(
        labels, np.where(inside, similarity, np.nan), np.where(inside, margin, np.nan), company, compared
    )


def recluster(company: Company, min_tickets: float) -> np.ndarray:
    """Return the pattern of each text of *company*, found among these texts only."""
    rows, tickets, languages = company.rows, company.tickets, company.languages
    labels = with_enough(_split_frames(company, *_link(company)), tickets, languages, min_tickets)
    for _ in range(REFINEMENTS):
        labels = assign(rows, unit(means(rows, labels, company.weight)))[0]
        labels = with_enough(labels, tickets, languages, min_tickets)
    labels = keep_groups(labels, company.density(labels) & (company.wholeness(labels) >= FRAME_KEPT))
    labels = join_wordings(company, refine(company, labels, min_tickets))
    floor = floors(tickets, languages, min_tickets)[languages]
    return part_opposites(rows, tickets, company.sides, labels, floor)


def _place(
    company: Company, founded: np.ndarray, compared: np.ndarray, corpus: Corpus
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pattern of every text, the cosine to its centre, and its lead over the next one.

    A text that was not compared goes to the nearest centre, where it is near enough by the pattern's own measure;
    never to a pattern of the opposite work.
    """
    centres = unit(means(company.rows, founded, company.weight))
    usual = typical_cosine(company.rows, centres, founded, company.tickets)
    known = np.full(len(corpus), -1)
    known[compared] = founded
    taken = sides_taken(company.tickets, company.sides, founded)
    labels, similarity, margin = assign(corpus.rows, centres, known, opposed=(corpus.sides, taken))
    near = (similarity >= RELATIVE * np.append(usual, np.inf)[labels]) | (known >= 0)
    near[compared] = founded >= 0
    return np.where(near, labels, -1), similarity, margin


def sample(tickets: np.ndarray, at_most: int) -> np.ndarray:
    """Return the texts that are compared with each other, in order: all, or half the heaviest and half by hash.

    The order of texts is that of a hash already, so the first are as good as any.
    """
    if len(tickets) <= at_most:
        return np.arange(len(tickets))
    heaviest = np.argsort(-tickets, kind="stable")[: at_most // 2]
    rest = np.flatnonzero(np.bincount(heaviest, minlength=len(tickets)) == 0)
    return np.sort(np.concatenate([heaviest, rest[: at_most - len(heaviest)]]))


def _link(company: Company) -> tuple[np.ndarray, np.ndarray]:
    """Return the component and the pattern of each text; -1 for texts without company."""
    component = whole_components(company)
    merged = average_link(*_component_means(company, component), at_least=MERGE)
    return component, np.append(merged, -1)[component]


def _component_means(company: Company, component: np.ndarray) -> tuple[sp.csr_matrix, np.ndarray]:
    inside = component >= 0
    volume = np.bincount(component[inside], company.weight[inside], minlength=count_groups(component))
    return means(company.rows, component, company.weight), volume


def _split_frames(company: Company, component: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return *labels* with each pattern that only shares a frame cut anew, narrower each time."""
    centre, volume = _component_means(company, component)
    cut = MERGE
    for _ in range(SPLITS):
        framed = np.flatnonzero(company.wholeness(labels) < FRAME)
        cut *= NARROWER
        if not len(framed):
            break
        owner = np.full(len(volume), -1)
        owner[component[labels >= 0]] = labels[labels >= 0]
        for group in framed:
            parts = np.flatnonzero(owner == group)
            owner[parts] = count_groups(owner) + average_link(centre[parts], volume[parts], at_least=cut)
        labels = close_gaps(np.where(labels >= 0, owner[component], -1))
    return labels


def assign(
    rows: sp.csr_matrix,
    centres: sp.csr_matrix,
    known: np.ndarray | None = None,
    *,
    opposed: tuple[np.ndarray, np.ndarray] | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each row its nearest centre (-1 under 0.2), the cosine to it, and its lead over the next.

    A row whose centre is *known* (not -1) stays with it, even where another is nearer: its lead is negative then.
    Of *opposed*, sides of the rows and of the centres: a row goes to no centre of the other side.
    """
    count = rows.shape[0]
    labels, similarity, margin = np.full(count, -1), np.zeros(count), np.zeros(count)
    if centres.shape[0] == 0:
        return labels, similarity, margin
    columns = sp.csr_matrix(centres.T)

    def fill(block: slice) -> None:
        cosines = (rows[block] @ columns).toarray().round(9)
        place = np.arange(len(cosines))
        given = np.full(len(cosines), -1) if known is None else known[block]
        if opposed is not None:
            sides, taken = opposed
            cosines[(sides[block] @ taken.T < 0) & (given < 0)[:, None]] = 0
        best = np.where(given >= 0, given, cosines.argmax(axis=1))
        first = cosines[place, best]
        cosines[place, best] = 0
        labels[block] = np.where((first >= NEAR) | (given >= 0), best, -1)
        similarity[block], margin[block] = first, first - cosines.max(axis=1)

    in_blocks(fill, count)
    return labels, similarity, margin
