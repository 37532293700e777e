"""Seeded chance that gives the same draws on every Python version.

Only ``random.Random.random`` is promised to be stable, so everything else is built on it here.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Dice:
    """Draws that depend on nothing but the *seed* parts given."""

    def __init__(self, *seed: object) -> None:
        self.unit = random.Random(":".join(map(str, seed))).random

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Return one of *things*, each as likely."""
        return things[int(self.unit() * len(things))]

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*, both included."""
        return low + int(self.unit() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """Return a number from *low* to *high*."""
        return low + self.unit() * (high - low)

    def chance(self, share: float) -> bool:
        """Return true in *share* (0 to 1) of the calls."""
        return self.unit() < share

    def digits(self, n: int) -> str:
        """Return *n* digits, leading zeros kept."""
        return str(int(self.unit() * 10**n)).zfill(n)

    def rounded(self, mean: float) -> int:
        """Return *mean* rounded up or down by chance, so that many draws average to it."""
        return int(mean + self.unit())


class Wheel(Generic[Thing]):
    """Things drawn by weight."""

    def __init__(self, things: Sequence[Thing], weights: Sequence[float]) -> None:
        self.things = list(things)
        self._reach = list(accumulate(weights))

    def spin(self, dice: Dice) -> Thing:
        """Return one thing, as likely as its weight."""
        place = bisect_right(self._reach, dice.unit() * self._reach[-1])
        return self.things[min(place, len(self.things) - 1)]
