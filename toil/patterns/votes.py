"""Texts of patterns vote with their neighbours where they belong, and patterns of two works are cut in two."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from toil.patterns.blocks import in_blocks
from toil.patterns.company import Company
from toil.patterns.dendrogram import merges_of
from toil.patterns.groups import count_groups, means, scaled, unit, weighted_mean, with_enough
from toil.patterns.wordings import usage_of

TRUST = 0.85
"""How much the neighbours say of where a text belongs; the centres of the patterns say the rest."""
NEAR = 0.2
"""Cosine to a centre under which a text is never of its pattern."""
RELATIVE, ELECTED = 0.6, 0.5
"""Share of a pattern's usual cosine, or of the votes, with which a text is of the pattern."""
ROUNDS, ROUNDS_AFTER = 4, 2
"""Rounds of votes before patterns of two works are cut, and after."""
APART = 0.55
"""Mean cosine between the halves of a pattern, over that within them, under which they are two works."""
HALF, HALF_TICKETS, LOOKED_AT = 0.1, 50, 1000
"""Share of a pattern and tickets that make a half; texts of a pattern that are looked at."""


def refine(company: Company, labels: np.ndarray, min_tickets: float) -> np.ndarray:
    """Return *labels* after the texts voted, patterns of two works were cut, and the texts voted again.

    Label propagation on the neighbour graph (Zhu & Ghahramani 2002, "Learning from labeled and unlabeled data with
    label propagation"), all texts at once, so that no order and no seed matters.
    """
    ballots = _ballots(company)
    labels = _vote_on(company, ballots, labels, min_tickets, ROUNDS)
    labels = _enough(company, cut_in_two(company, labels), min_tickets)
    return _vote_on(company, ballots, labels, min_tickets, ROUNDS_AFTER)


def _vote_on(
    company: Company, ballots: sp.csr_matrix, labels: np.ndarray, min_tickets: float, rounds: int
) -> np.ndarray:
    """Return *labels* after so many rounds of votes; one that changes nothing is the last."""
    for _ in range(rounds):
        before, labels = labels, _enough(company, _vote(company, ballots, labels), min_tickets)
        if np.array_equal(before, labels):
            break
    return labels


def _enough(company: Company, labels: np.ndarray, min_tickets: float) -> np.ndarray:
    return with_enough(labels, company.tickets, company.languages, min_tickets)


def _ballots(company: Company) -> sp.csr_matrix:
    """Return the votes on each text, a row each that sums to one: a ticket's counts the square of its cosine.

    The tickets of a text vote on each other at cosine one.
    """
    count, width = company.near.rows.shape
    near = company.near.rows.ravel()
    has = near >= 0
    weight = company.near.cosines.ravel()[has] ** 2 * company.tickets[near[has]]
    votes = sp.csr_matrix((weight, (np.repeat(np.arange(count), width)[has], near[has])), shape=(count, count))
    votes = sp.csr_matrix(votes + sp.diags_array(np.maximum(company.tickets - 1.0, 0)))
    total = np.asarray(votes.sum(axis=1)).ravel()
    return scaled(votes, 1 / np.where(total > 0, total, 1))


def _vote(company: Company, ballots: sp.csr_matrix, labels: np.ndarray) -> np.ndarray:
    """Return the pattern that each text's neighbours and the centres give it; -1 where neither is near."""
    groups, placed = count_groups(labels), np.flatnonzero(labels >= 0)
    if not groups:
        return labels
    centres = unit(means(company.rows, labels, company.weight))
    members = sp.csr_matrix((np.ones(len(placed)), (placed, labels[placed])), shape=(len(labels), groups))
    votes, columns = sp.csr_matrix(ballots @ members), sp.csr_matrix(centres.T)
    best, cosine, elected, own = np.full(len(labels), -1), *np.zeros((3, len(labels)))

    def fill(block: slice) -> None:
        cosines, share = (company.rows[block] @ columns).toarray(), votes[block].toarray()
        score = (1 - TRUST) * cosines + TRUST * share * cosines.max(axis=1, keepdims=True)
        best[block] = score.round(9).argmax(axis=1)
        place = np.arange(len(score))
        cosine[block], elected[block] = cosines[place, best[block]].round(9), share[place, best[block]].round(9)
        own[block] = cosines[place, labels[block]]

    in_blocks(fill, len(labels))
    usual = weighted_mean(own[placed], company.tickets[placed], labels[placed])
    stays = (cosine >= NEAR) & ((cosine >= RELATIVE * usual[best]) | (elected >= ELECTED))
    return np.where(stays, best, -1)


def cut_in_two(company: Company, labels: np.ndarray) -> np.ndarray:
    """Return *labels* with each pattern cut whose halves are less alike than the texts within them.

    Halves are the two largest branches of the average-link tree over the pattern's first 1,000 texts (their order is
    that of a hash); the other texts go to the nearer half. A work that people begin in several wordings and go on
    in several others has such halves too, but stays whole: each half has all the beginnings.
    """
    labels, number, todo = labels.copy(), count_groups(labels), list(range(count_groups(labels)))
    for group in todo:  # grows as halves are found that may be halved in turn
        texts = np.flatnonzero(labels == group)
        halves = _halves(company, texts) if company.tickets[texts].sum() >= 2 * HALF_TICKETS else None
        if halves is not None and not _one_work(company, texts, halves):
            labels[texts[halves]] = number
            todo += [group, number]
            number += 1
    return labels


def _one_work(company: Company, texts: np.ndarray, second: np.ndarray) -> bool:
    """Return whether the halves of *texts* vary alike in a word of theirs."""
    halves = np.full(len(company.tickets), -1)
    halves[texts] = second
    return len(usage_of(company, halves).varied_alike(0, 1)) > 0


def _halves(company: Company, texts: np.ndarray) -> np.ndarray | None:
    """Return which of *texts* are the second half, or None where the pattern is one work."""
    looked = texts[:LOOKED_AT]
    rows, tickets = company.rows[looked], company.tickets[looked]
    parts = _branches(merges_of(rows), tickets, HALF_TICKETS * len(looked) / len(texts))
    if parts is None:
        return None
    side = np.full(len(looked), -1)
    side[parts[0]], side[parts[1]] = 0, 1
    nearer = (company.rows[texts] @ unit(means(rows, side, np.sqrt(tickets))).T).toarray().round(9).argmax(axis=1)
    nearer[: len(looked)] = np.where(side >= 0, side, nearer[: len(looked)])
    return nearer == 1


def _branches(merges: np.ndarray, tickets: np.ndarray, least: float) -> tuple[list[int], list[int]] | None:
    """Return the texts of the two largest branches that both hold enough *tickets*, or None where these are alike.

    The mean product between two branches is that of their merge; within a branch, that of the merges in it.
    """
    pairs, products = merges[:, :2].astype(int).tolist(), (1 - merges[:, 2]).tolist()
    held, texts, alike = tickets.tolist(), [1] * len(tickets), [0.0] * len(tickets)
    for (first, second), product in zip(pairs, products, strict=True):
        held.append(held[first] + held[second])
        alike.append(alike[first] + alike[second] + texts[first] * texts[second] * product)
        texts.append(texts[first] + texts[second])
    least, node = max(least, HALF * held[-1]), len(held) - 1
    while node >= len(tickets):
        smaller, larger = sorted(pairs[node - len(tickets)], key=lambda branch: held[branch])
        if held[smaller] >= least:
            counts, sums = np.array([[part[smaller], part[larger]] for part in (texts, alike)])
            within = np.where(counts > 1, sums / np.maximum(counts * (counts - 1) / 2, 1), 1.0)
            if products[node - len(tickets)] >= APART * np.sqrt(within.prod()):
                return None
            return _leaves(larger, pairs), _leaves(smaller, pairs)
        node = larger
    return None


def _leaves(node: int, pairs: list[list[int]]) -> list[int]:
    """Return the texts under a *node* of the tree whose nodes join *pairs* of nodes; the first nodes are texts."""
    texts, todo = [], [node]
    while todo:
        node = todo.pop()
        if node <= len(pairs):
            texts.append(node)
        else:
            todo += pairs[node - len(pairs) - 1]
    return sorted(texts)
