"""Tickets of patterns whose nature is stated beforehand, attribute by attribute, high or low; no scorer is asked.

A nature says how the work is, not what a test of it would see: who does it, when it comes, how it ends. Half of the
patterns of a squad have each nature, drawn independently, so that one attribute can't stand in for another.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toil.settings import months_back

MONTHS = months_back("2026-06", 6)
ATTRIBUTES = ("manual", "repetitive", "automatable", "tactical", "no_enduring_value", "grows")
WORDS = [f"{a}{b}{c}" for a in ("restart", "clear", "check", "extend", "renew") for b in "aeiou" for c in "klmnprst"]
DAYS = 181
RARE_WEEKS = (7, 13, 19)
WORKDAYS = (0, 1, 4, 5, 6)  # day 0, 1 January 2026, is a Thursday
START = pd.Timestamp("2026-01-01T00:00Z")


def plant(seed: int, patterns: int = 30) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tickets of one squad, and the nature of each pattern: a row a pattern, a flag an attribute."""
    rng = np.random.default_rng(seed)
    names = [f"P-{n:03d}" for n in range(patterns)]
    natures = pd.DataFrame({name: rng.permutation(np.arange(patterns) % 2 == 0) for name in ATTRIBUTES}, index=names)
    parts = [_pattern(name, natures.loc[name], rng) for name in names]
    return pd.concat(parts, ignore_index=True), natures


def _pattern(name: str, nature: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    opened = _times(nature, rng)
    n = len(opened)
    hands = rng.random(n) < _share(nature["manual"], rng)
    return pd.DataFrame(
        {
            "pattern": name,
            "opened_at": opened,
            "resolved_at": opened + pd.to_timedelta(rng.uniform(20, 300, n), unit="min"),
            "state": "closed",
            "resolver": np.where(hands, [f"r{r}" for r in rng.integers(0, 8, n)], None),
            "item": _items(name, nature["no_enduring_value"], n, rng),
            **_ending(name, nature["automatable"], n, rng),
            **_arrival(nature["tactical"], n, rng),
        }
    )


def _share(high: bool, rng: np.random.Generator) -> float:
    """Return the share of tickets that are so: mostly over a half where *high*, mostly under it where not."""
    return float(rng.beta(6, 2) if high else rng.beta(2, 6))


def _times(nature: pd.Series, rng: np.random.Generator) -> pd.DatetimeIndex:
    """Return when tickets come: in most weeks, or in a few single ones weeks apart; more and more, or fewer.

    The first and the last of the rare weeks always have tickets, or there would be no growth to see.
    """
    monthly = rng.uniform(0.05, 0.35) * (1 if nature["grows"] else -1)
    if nature["repetitive"]:
        weeks, tickets = rng.choice(26, rng.integers(12, 25), replace=False), rng.integers(60, 160)
    else:
        between = rng.choice(RARE_WEEKS, rng.integers(0, 3), replace=False)
        weeks, tickets = np.array([1, *between, 25]), rng.integers(40, 110)
    weights = np.exp(monthly * weeks * 7 / 30)
    days = rng.choice(weeks, tickets, p=weights / weights.sum()) * 7 + rng.choice(WORKDAYS, tickets)
    hours = rng.uniform(0, 24, tickets) if nature["tactical"] else rng.uniform(9.5, 17, tickets)
    return START + pd.to_timedelta(np.sort(np.minimum(days, DAYS - 1) * 24 + hours), unit="h")


def _items(name: str, comes_back: bool, n: int, rng: np.random.Generator) -> np.ndarray:
    """Return where it happens: on a few items again and again, or on another one nearly each time."""
    several = rng.integers(3, 15) if comes_back else int(n * rng.uniform(1, 6))
    items = np.array([f"{name}-host{h}" for h in rng.integers(0, several, n)], dtype=object)
    return np.where(rng.random(n) < 0.85, items, None)  # some tickets name none


def _ending(name: str, alike: bool, n: int, rng: np.random.Generator) -> dict[str, object]:
    """Return how it ends: one of a few ways, or each time another one and after being handed around."""
    share = _share(alike, rng)
    ways = [f"{' '.join(rng.choice(WORDS, 4, replace=False))} for {name.lower()}x" for _ in range(3)]
    usual = rng.random(n) < share
    texts = [ways[rng.integers(0, 3)] if plain else " ".join(rng.choice(WORDS, 6, replace=False)) for plain in usual]
    return {"resolution": texts, "reassignments": np.where(usual, rng.integers(0, 2, n), rng.integers(0, 4, n))}


def _arrival(interrupts: bool, n: int, rng: np.random.Generator) -> dict[str, object]:
    """Return how it comes in: it breaks in on people, or it is asked for in a form, and planned."""
    breaks_in = rng.random(n) < _share(interrupts, rng)
    return {
        "kind": np.where(breaks_in, rng.choice(["incident", "alert"], n), rng.choice(["request", "change"], n)),
        "channel": np.where(breaks_in, rng.choice(["phone", "monitoring", "email"], n), "portal"),
    }
