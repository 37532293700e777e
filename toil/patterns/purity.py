"""How much of a pattern is expected to be one kind of work: by how alike its tickets are, and how firmly held."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toil.patterns.embedders import Embedder

FIRM = 0.15
"""Purity for each unit of stability; for one of cohesion it is one.

Least squares (1.000 and 0.152) over the share of a pattern's tickets that are of one class, on 1,304 patterns of
banking77, clinc150 and the Home Assistant intents, whole and in small draws, and of a stranger's tickets, each of the
four weighing the same; `bench/stability.py` holds it against the truth.
"""
MOST = 0.97
"""What no pattern is expected to exceed: so pure the surest fifth was."""


def expected_purity(patterns: pd.DataFrame, embedder: Embedder | None = None) -> pd.Series:
    """Return the share of each pattern's tickets that is expected to be one kind of work.

    Parameters
    ----------
    patterns : DataFrame
        ``cohesion``, ``stability``, ``templates`` as in contract ``patterns``. One of a single template is as firm as
        can be.
    embedder : Embedder, optional
        What meanings came from, if not words alone made the patterns: its cosines are of another scale.

    Returns
    -------
    Series of float, 0 to 0.97
        NaN where the stability of several texts is unknown, and with an embedder.
    """
    if embedder is not None:
        return pd.Series(np.nan, index=patterns.index)
    firm = patterns["stability"].mask(patterns["templates"] == 1, 1.0)
    return (patterns["cohesion"] + FIRM * firm).clip(0, MOST).astype(np.float64)
