"""Hours a month as draws: ``(hands-on minutes of tickets + context switch x switches) / 60 / months``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from toil.candidates.effort import Z90
from toil.candidates.placed import Placed, number_codes
from toil.candidates.ranges import DRAWS, draw_mean_minutes, draw_pert, draw_rate, generator
from toil.schema import KINDS, conform
from toil.schema.values import RUNGS
from toil.settings import Effort, Range

WORKLOG, PEERS, LAST = (RUNGS.index(name) for name in ("worklog", "peers", "default"))
CERTAIN = ("worklog", "automated", "peers")
ASSUMPTIONS = (*RUNGS[:LAST], *(f"default {kind}" for kind in (*KINDS, "unknown")))


@dataclass(frozen=True)
class DrawnHours:
    """Hours a month: draws without bursts, (n_patterns, DRAWS), and the base of the bursts, (n_patterns,).

    ``shared``, (DRAWS,), is what all patterns together would take if nothing but the study's assumptions varied.
    """

    steady: np.ndarray
    burst_hours: np.ndarray
    shared: np.ndarray


def draw_hours(
    placed: Placed, facts: pd.DataFrame, effort: Effort, *, months: float, dispersion: float, random_state: int
) -> DrawnHours:
    """Draw the hours a month of each pattern: hands-on minutes of its tickets, and the switches to its work.

    Parameters
    ----------
    placed : Placed
    facts : DataFrame
        One row a pattern of *placed*: ``switches``, episodes outside bursts with a ticket that somebody acted on.
    months : float
        Months that the exports cover.
    dispersion : float
        Pooled over patterns; NaN is unknown.

    What the study assumes holds for its patterns on the whole, and is drawn once for all. A pattern differs from that
    whole by a factor of its own (`Effort.pattern_factor`), drawn for each.
    """
    assumption, factors = _assumptions(placed, random_state)
    apart = np.log([effort.pattern_factor.get(name.split()[0], 1.0) for name in ASSUMPTIONS])
    switch = draw_pert(effort.context_switch_minutes, generator(random_state, "context_switch_minutes"))
    starts, base, steady = placed.starts, placed.minutes["base"], ~placed.burst
    drawn = np.zeros((len(placed.pattern_ids), DRAWS))
    switches = facts["switches"].to_numpy(dtype=float)
    for p, pattern_id in enumerate(placed.pattern_ids):
        here = slice(starts[p], starts[p + 1])
        calm = steady[here]
        n = int(calm.sum())
        rng = generator(random_state, pattern_id)
        rate = draw_rate(n, months, dispersion, rng)
        present, of_ticket = number_codes(assumption[here][calm], len(ASSUMPTIONS))
        own = _own_factors(apart[present], random_state, pattern_id)
        mean = _draw_minutes(base[here][calm], placed.rung[here][calm], of_ticket, factors[:, present] * own, rng)
        drawn[p] = rate * (mean + switch * switches[p] / max(n, 1)) / 60
    minutes = np.bincount(assumption[steady], weights=base[steady], minlength=len(ASSUMPTIONS))
    shared = (factors @ minutes + switch * switches.sum()) / 60 / months
    return DrawnHours(drawn, placed.sum(base * placed.burst) / 60 / months, shared)


def _draw_minutes(
    minutes: np.ndarray, rung: np.ndarray, assumption: np.ndarray, factors: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Draw the mean minutes of a pattern's tickets; peers follow the draws of the recorded ones behind them."""
    recorded, peers = rung == WORKLOG, rung == PEERS
    if not (recorded.any() and peers.any()):
        return draw_mean_minutes(minutes, assumption, factors, rng)
    rest = ~recorded & ~peers
    n = len(minutes)
    mean = draw_mean_minutes(minutes[recorded], assumption[recorded], factors, rng, of=n)
    like_recorded = recorded.sum() + minutes[peers].sum() / minutes[recorded].mean()
    others = draw_mean_minutes(minutes[rest], assumption[rest], factors, rng, of=n)
    return (mean * like_recorded + others * rest.sum()) / n


def _own_factors(apart: np.ndarray, random_state: int, pattern_id: str) -> np.ndarray | float:
    """Draw by what a pattern's minutes differ from its assumptions, (DRAWS, n_assumptions): lognormal, median 1.

    *apart* is the logarithm of the factor within which nine of ten patterns lie, either way. One draw serves all
    assumptions of a pattern.
    """
    if not apart.any():
        return 1.0
    deviation = generator(random_state, f"{pattern_id} own").standard_normal(DRAWS) / Z90
    return np.exp(np.outer(deviation, apart))


def count_assumed_minutes(placed: Placed) -> pd.DataFrame:
    """Return ``pattern_effort``: tickets and minutes outside bursts by the assumption that they rest on."""
    names, assumption = ASSUMPTIONS, _assumption(placed)
    steady = np.flatnonzero(~placed.burst)
    cell = placed.pattern[steady] * len(names) + assumption[steady]
    present, of_ticket = number_codes(cell, len(placed.pattern_ids) * len(names))
    return conform(
        "pattern_effort",
        pd.DataFrame(
            {
                "pattern_id": np.array(placed.pattern_ids, dtype=object)[present // len(names)],
                "assumption": np.array(names, dtype=object)[present % len(names)],
                "tickets": np.bincount(of_ticket, minlength=len(present)),
                **{
                    f"minutes_{point}": np.bincount(of_ticket, weights=values[steady], minlength=len(present))
                    for point, values in placed.minutes.items()
                },
            }
        ),
    )


def _assumption(placed: Placed) -> np.ndarray:
    """Return the assumption behind each ticket's minutes, a position in ``ASSUMPTIONS``."""
    return np.where(placed.rung == LAST, LAST + placed.kind, placed.rung)


def _assumptions(placed: Placed, random_state: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the assumption behind each ticket's minutes, and its drawn factor on the base, (DRAWS, n_assumptions).

    An assumption is a rung; on the last rung each kind has its own. Its range is what all its tickets come to at its
    low and at its high, so that minutes held down to the time a ticket was open narrow it. Worklogs and their means,
    and what automation resolved, assume nothing: their factor is 1.
    """
    assumption = _assumption(placed)
    factors = np.ones((DRAWS, len(ASSUMPTIONS)))
    totals = {
        point: np.bincount(assumption, weights=values, minlength=len(ASSUMPTIONS))
        for point, values in placed.minutes.items()
    }
    for a, name in enumerate(ASSUMPTIONS):
        low, base, high = (float(totals[point][a]) for point in ("low", "base", "high"))
        if base > 0 and name not in CERTAIN:
            ratio = Range(low=min(low / base, 1.0), base=1.0, high=max(high / base, 1.0))
            factors[:, a] = draw_pert(ratio, generator(random_state, f"minutes {name}"))
    return assumption, factors
