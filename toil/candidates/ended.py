"""Patterns that have ended, or began: they came month after month, and not at all after, or before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toil.candidates.growth import pool_dispersion
from toil.candidates.pauses import BY_CHANCE, chance_of_none, longest_pause, silence_since


def find_ended(pattern_months: pd.DataFrame, coverage: pd.Series) -> pd.DataFrame:
    """Return the patterns without a ticket in the last month, and in which such a silence is no chance.

    The chance that nothing came since is that of a negative binomial at the pattern's earlier rate, tickets outside
    bursts a covered month, with the dispersion that all patterns share: under 1% is an end. A silence no longer than
    one that the pattern came back from (a close of the quarter, a yearly audit) is none.

    Parameters
    ----------
    pattern_months : DataFrame
        Contract ``pattern_months``.
    coverage : Series of float, index months
        Share of each month that the exports cover, oldest first (`toil.workload.cover_months`).

    Returns
    -------
    DataFrame
        ``pattern_id``, ``tickets`` (outside bursts), ``months`` (with one), ``last_month`` (with any ticket),
        ``chance``; by ``pattern_id``.
    """
    columns = ["pattern_id", "tickets", "months", "last_month", "chance"]
    months = list(coverage.index[coverage > 0])
    if len(months) < 2 or pattern_months.empty:
        return pd.DataFrame(columns=columns)
    wide = pattern_months.assign(steady=pattern_months["tickets"] - pattern_months["burst_tickets"]).pivot_table(
        index="pattern_id", columns="month", values=["tickets", "steady"], aggfunc="sum", fill_value=0
    )
    tickets, steady = (
        wide[name].reindex(columns=months, fill_value=0).to_numpy(dtype=float) for name in ("tickets", "steady")
    )
    exposure = coverage[months].to_numpy(dtype=float)
    last = np.where(tickets > 0, np.arange(len(months)), -1).max(axis=1)
    before = np.arange(len(months))[None, :] <= last[:, None]
    lived, silent = (before * exposure).sum(axis=1), silence_since(tickets > 0, exposure)
    paused = longest_pause(tickets > 0, exposure)
    expected = steady.sum(axis=1) / np.maximum(lived, 1e-9) * silent
    chance = chance_of_none(expected, pool_dispersion(steady, exposure))
    found = pd.DataFrame(
        {
            "pattern_id": wide.index,
            "tickets": steady.sum(axis=1).astype(np.int64),
            "months": (steady > 0).sum(axis=1),
            "last_month": [months[at] for at in last],
            "chance": chance,
        }
    )
    return found[(silent > paused) & (last >= 0) & (chance < BY_CHANCE)].reset_index(drop=True)[columns]


def find_began(pattern_months: pd.DataFrame, coverage: pd.Series) -> pd.DataFrame:
    """Return the patterns that came with the window's first months silent, where that is no chance: see `find_ended`.

    Returns
    -------
    DataFrame
        As `find_ended`, with ``first_month`` (with any ticket) for ``last_month``.
    """
    return find_ended(pattern_months, coverage.iloc[::-1]).rename(columns={"last_month": "first_month"})


def courses_of(pattern_ids: Sequence[str], pattern_months: pd.DataFrame, coverage: pd.Series) -> np.ndarray:
    """Return the course of each pattern through the window (``COURSES``), (n_patterns,); a wave did both."""
    began, ended = (
        np.isin(pattern_ids, find(pattern_months, coverage)["pattern_id"].to_numpy(dtype=str))
        for find in (find_began, find_ended)
    )
    return np.select([began & ended, began, ended], ["wave", "began", "ended"], default="lasting")
