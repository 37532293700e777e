"""Patterns whose tickets are resolved in the same words: perhaps one work that people ask for in different ones.

Wordings that share no word stand apart, in one language and in two. What was done about them often doesn't.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from toil.patterns.groups import count_groups, means, unit
from toil.patterns.vectors import terms_of, which_has
from toil.schema import conform
from toil.text.languages import language_codes
from toil.text.masking import mask
from toil.text.tokens import tokenize

TOLD = 10
"""Tickets of a pattern whose resolution says something: fewer show no habit."""
OFTEN = 0.2
"""Share of a pattern's resolutions with a word, from which the word is one of its own."""
EVERYWHERE, SEVERAL = 0.25, 2
"""Share of the patterns, and their number, above which a word of theirs is said of anything."""
ALIKE = 0.6
"""Likeness from which two patterns may be one work."""


def share_remedies(tickets: pd.DataFrame, ticket_patterns: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of patterns whose resolutions read alike.

    The likeness of two patterns is the mean cosine of a resolution of one and a resolution of the other, over the
    geometric mean of what it is within each: 1 where nothing tells them apart, however loosely both are worded. Words
    weigh the more, the fewer patterns use them often; what more than a quarter of the patterns says ("done as asked")
    is left out, and so are tickets of which nothing is left.

    Parameters
    ----------
    tickets, ticket_patterns : pd.DataFrame
        Contracts of these names, one squad's window.

    Returns
    -------
    pd.DataFrame
        Contract ``shared_remedies``, most alike first: a suggestion to look at, not a finding. Patterns with under
        ten telling resolutions are in no pair.
    """
    placed = ticket_patterns.dropna(subset="pattern_id").merge(
        tickets[["ticket_id", "resolution"]].dropna(), on="ticket_id"
    )
    text, texts = pd.factorize(placed["resolution"], sort=True)
    rows = _telling(_words_used(pd.Series(texts, dtype="str"))[text], pd.factorize(placed["pattern_id"])[0])
    ids = placed["pattern_id"].where(np.diff(rows.indptr) > 0)
    told = ids.value_counts()
    ids = ids.where(ids.map(told) >= TOLD)
    pattern, names = pd.factorize(ids, sort=True)
    count = told[names].to_numpy()
    likeness = _likeness(means(rows, pattern), count)
    one, other = np.nonzero(np.triu(likeness >= ALIKE, 1))
    found = pd.DataFrame(
        {
            "pattern_id": names[one],
            "other_id": names[other],
            "likeness": likeness[one, other],
            "resolutions": np.minimum(count[one], count[other]),
        }
    )
    order = ["likeness", "pattern_id", "other_id"]
    return conform("shared_remedies", found.sort_values(order, ascending=[False, True, True], ignore_index=True))


def _words_used(texts: pd.Series) -> sp.csr_matrix:
    """Return which of *texts* uses which stem (1 where it does)."""
    tokens = tokenize(mask(texts))
    terms = terms_of(tokens, language_codes(tokens))
    return which_has(terms.rows, terms.ids, (len(terms), len(terms.vocabulary)))


def _telling(used: sp.csr_matrix, pattern: np.ndarray) -> sp.csr_matrix:
    """Return unit rows of *used*, words weighted by how few patterns use them often; empty where none tells."""
    patterns = count_groups(pattern)
    often = np.asarray((means(used, pattern) >= OFTEN).sum(axis=0)).ravel()
    weight = np.log((1 + patterns) / (1 + often))
    weight[often > max(EVERYWHERE * patterns, SEVERAL)] = 0
    weighted = sp.csr_matrix((weight[used.indices], used.indices, used.indptr), shape=used.shape)
    weighted.eliminate_zeros()
    return unit(weighted)


def _likeness(centres: sp.csr_matrix, told: np.ndarray) -> np.ndarray:
    """Return the mean cosine between the resolutions of two patterns over that within each, (patterns, patterns)."""
    between = (centres @ centres.T).toarray()
    within = np.sqrt((between.diagonal() * told**2 - told) / (told * (told - 1)))
    usual = np.outer(within, within)
    return np.minimum(between / np.where(usual > 0, usual, np.inf), 1).round(9)
