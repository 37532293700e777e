"""Silences of a pattern: how long it pauses and comes back, and whether a silence is more than chance."""

from __future__ import annotations

import numpy as np

from toil.candidates.ranges import SCARCE_DISPERSION

BY_CHANCE = 0.01


def longest_pause(came: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    """Return the covered months of each row's longest silence between two months that it came in; 0 where none.

    Parameters
    ----------
    came : ndarray of bool, (n_patterns, n_months)
    exposure : ndarray of float, (n_months,)
        Share of each month that the exports cover.
    """
    longest, pause = np.zeros(len(came)), np.zeros(len(came))
    begun = np.zeros(len(came), dtype=bool)
    for now, months in zip(came.T, exposure, strict=True):
        longest = np.where(now, np.maximum(longest, pause), longest)
        begun |= now
        pause = np.where(begun & ~now, pause + months, 0)
    return longest


def silence_since(came: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    """Return the covered months since the last one that each row came in; all of them where it never came."""
    return (~np.logical_or.accumulate(came[:, ::-1], axis=1)[:, ::-1] * exposure).sum(axis=1)


def chance_of_none(expected: np.ndarray, dispersion: float) -> np.ndarray:
    """Return the chance of no ticket where *expected* are, in a negative binomial; Poisson without dispersion."""
    known = SCARCE_DISPERSION if np.isnan(dispersion) else dispersion
    return np.exp(-expected) if known == 0 else (1 + known * expected) ** (-1 / known)
