"""Forms that tickets are written in: words that stand in the same texts, whatever is filled in between them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from toil.patterns.learned import Frame, said_to_be_none
from toil.patterns.rests import STILL, texts_of, told_apart
from toil.patterns.vectors import FLAT, MAX_SHARE, which_has
from toil.text.tokens import Tokens

SAMPLE = 3000
"""Texts that are looked at: the first, for their order is that of a hash."""
FEWEST = 100
"""Texts under which nothing is learned."""
TOGETHER = 0.75
"""Share of the texts with either of two words, or pairs of words, that have both, at which they are of one run."""
COMPANION = 0.7
"""Share of the texts of a run, or of a form, that use a word, at which it goes with it."""
WORDS = 3
"""Words of a run that is taken out: two that many works share, as a weekday and "sent", say too little."""
HALF = 0.5
"""Share of a form's words that a text of it has, and of its number that stand beside them: they hold what is said."""
SAYS = 2
"""Words that a text keeps: with fewer nothing of it goes, for they say nothing."""
PART = 0.05
"""Share of the texts from which a form that only a part is written in is looked for."""
LABELS = FLAT
"""Words of such a form: with as many before it as count in full, what a ticket is about hardly counts."""
LOOK = 200
"""Texts of such a form that are looked at: there are few forms, and much hangs on each."""


def outside_forms(terms: Tokens, wanted: Mapping[str, list[frozenset[str]]]) -> tuple[np.ndarray, list[Frame]]:
    """Return flags of the *terms* that stay beside the forms that texts are written in, and the forms as frames.

    A form's texts have half as many words beside its own, or more; else these are themselves what the texts say.

    Parameters
    ----------
    terms : Tokens
        Terms of distinct texts, in an order that hangs on their words alone.
    wanted : mapping of str to list of frozenset of str
        What people say is no frame, and its stems (`toil.patterns.learned.stems_of`).
    """
    stays, learned = np.ones(len(terms.ids), dtype=bool), list[Frame]()
    for find in (_of_most, _of_a_part):
        for words in find(terms.keep(stays).take(np.arange(min(len(terms), SAMPLE)))):
            of_form = np.isin(terms.ids, words)
            held = _have(terms, words)
            beside = np.bincount(terms.rows[~of_form], minlength=len(terms))
            if np.median(beside[held]) < HALF * len(words):
                continue
            said = frozenset(terms.vocabulary[words].tolist())
            learned.append(Frame(said, np.flatnonzero(held), said_to_be_none(said, wanted)))
            stays &= ~(of_form & held[terms.rows]) | bool(learned[-1].kept)
    says = np.bincount(terms.rows[stays], minlength=len(terms)) >= SAYS
    return stays | ~says[terms.rows], learned


def joined(has: sp.csr_matrix, texts: np.ndarray) -> np.ndarray:
    """Return the run of each column of *has*: what mostly stands in the same texts; *texts* have each."""
    both = (has.T @ has).tocoo()
    near = both.data >= TOGETHER * np.maximum(texts[both.row], texts[both.col])
    graph = sp.csr_matrix((both.data[near], (both.row[near], both.col[near])), shape=both.shape)
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _of_most(terms: Tokens) -> list[np.ndarray]:
    """Return the words of each form that more than half of the texts of *terms* are written in.

    What most texts say tells nothing of any, and no texts without it are left to tell a frame by. A word that most
    texts use for itself, as "not", is of no form.
    """
    return _together(terms, MAX_SHARE, WORDS)


def _of_a_part(terms: Tokens) -> list[np.ndarray]:
    """Return the words of each form that fewer texts of *terms* are written in.

    They are told as frames are, but with all forms out and places counted without them: what is asked for may stand
    behind all fields. A label that other texts use too goes where most of the form's texts have it. A work that has a
    form to itself reads, without it, like nothing else, or like itself.
    """
    forms = _together(terms, PART, LABELS)
    if not forms:
        return forms
    held = np.array([_have(terms, words) for words in forms])
    has = which_has(terms.rows, terms.ids, (len(terms), len(terms.vocabulary)))
    of_form = np.array([np.asarray(has[texts].mean(axis=0)).ravel() >= COMPANION for texts in held])
    of_form[np.repeat(np.arange(len(forms)), list(map(len, forms))), np.concatenate(forms)] = True
    gone: np.ndarray = np.any(held[:, terms.rows] & of_form[:, terms.ids], axis=0)
    rests = texts_of(terms.keep(~gone))
    told = told_apart(rests, sp.csr_matrix(held.astype(float)), np.zeros_like(of_form), LOOK, STILL)
    return [np.flatnonzero(of_form[one]) for one in told]


def _together(terms: Tokens, share: float, least: int) -> list[np.ndarray]:
    """Return words of more than a *share* of the texts that stand in the same ones, where at *least* so many do."""
    has = which_has(terms.rows, terms.ids, (len(terms), len(terms.vocabulary)))
    texts = np.bincount(has.indices, minlength=has.shape[1])
    often = np.flatnonzero(texts > share * len(terms))
    if len(terms) < FEWEST or len(often) < least:
        return []
    run = joined(has[:, often], texts[often])
    return [often[run == one] for one in np.flatnonzero(np.bincount(run) >= least)]


def _have(terms: Tokens, words: np.ndarray) -> np.ndarray:
    """Return for each text of *terms* whether it has half of the *words* or more."""
    of_form = np.isin(terms.ids, words)
    has = which_has(terms.rows[of_form], terms.ids[of_form], (len(terms), len(terms.vocabulary)))
    return np.diff(has.indptr) >= HALF * len(words)
