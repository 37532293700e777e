"""One month of one pattern: tickets, episodes, hands-on hours; zero where nothing happened."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
import pandas as pd

from toil.candidates.placed import place_tickets
from toil.schema import conform
from toil.settings import Effort
from toil.workload.rows import find_rows

log = logging.getLogger(__name__)


def count_pattern_months(
    tickets: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    ticket_effort: pd.DataFrame,
    episodes: pd.DataFrame,
    ticket_episodes: pd.DataFrame,
    *,
    months: Sequence[str],
    effort: Effort,
) -> pd.DataFrame:
    """Return ``pattern_months``: a row for each pattern and each of *months*.

    Hours are ``(minutes of non-burst tickets + context switch x switches) / 60``; a switch is a non-burst episode
    with a ticket that somebody acted on. A ticket counts in its own month, an episode in that of its first ticket.
    """
    pattern_ids = sorted(ticket_patterns["pattern_id"].dropna().unique())
    placed = place_tickets(tickets, pattern_ids, ticket_patterns, ticket_effort, episodes, ticket_episodes, months)
    n, m = len(pattern_ids), len(months)
    present = np.flatnonzero(np.isin(pattern_ids, placed.pattern_ids))
    cell = present[placed.pattern] * m + placed.pick(_month_codes(tickets["month"], months))
    steady = ~placed.burst
    of_episode, calm = _episode_cells(episodes, pattern_ids, months), ~episodes["burst"].to_numpy()
    busy = np.zeros(len(episodes), dtype=bool)
    busy[placed.episode[~placed.untouched]] = True
    switches = _count(of_episode[calm & busy & (of_episode >= 0)], n * m)
    table = pd.DataFrame(
        {
            "pattern_id": np.repeat(np.array(pattern_ids, dtype=object), m),
            "month": np.tile(np.array(list(months), dtype=object), n),
            "tickets": _count(cell, n * m),
            "burst_tickets": _count(cell[placed.burst], n * m),
            "automated_tickets": _count(cell[steady & placed.automated], n * m),
            "episodes": _count(of_episode[of_episode >= 0], n * m),
            **{
                f"hours_{point}": (
                    np.bincount(cell[steady], weights=placed.minutes[point][steady], minlength=n * m)
                    + getattr(effort.context_switch_minutes, point) * switches
                )
                / 60
                for point in ("low", "base", "high")
            },
        }
    )
    log.info("pattern months: %d placed tickets in, %d rows out", len(placed.row), len(table))
    return conform("pattern_months", table)


def _month_codes(values: pd.Series, months: Sequence[str]) -> np.ndarray:
    return find_rows(values, pd.Series(list(months), dtype="str"))


def _episode_cells(episodes: pd.DataFrame, pattern_ids: list[str], months: Sequence[str]) -> np.ndarray:
    pattern = find_rows(episodes["pattern_id"], pd.Series(pattern_ids, dtype="str"))
    month = _month_codes(episodes["month"], months)
    return np.where((pattern >= 0) & (month >= 0), pattern * len(months) + month, -1)


def _count(cells: np.ndarray, n: int) -> np.ndarray:
    return np.bincount(cells, minlength=n)
