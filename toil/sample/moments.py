"""When tickets come and how long they take: local times of the bank, working days, holidays, queues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from toil.sample.dice import Dice, Wheel

HOLIDAYS = {(4, 3), (4, 21), (5, 1), (6, 4), (9, 7)}
BY_PERSON = (0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 0.8, 2, 6, 9, 10, 9, 5, 7, 9, 9, 8, 6, 3, 2, 1, 0.8, 0.5, 0.3)
BY_MONITOR = (3, 3, 3, 3, 2, 2, 2, 2, 3, 3, 3, 3, 2, 2, 3, 3, 3, 3, 2, 2, 2, 2, 3, 3)
BY_NIGHT = (9, 10, 10, 8, 6, 3, 1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.5, 1, 3, 6)
HOURS = {name: Wheel(range(24), weights) for name, weights in
         (("person", BY_PERSON), ("monitor", BY_MONITOR), ("night", BY_NIGHT))}  # fmt: skip
MINUTES_SPREAD = (0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.0, 1.1, 1.25, 1.5, 1.9, 2.8)
WAIT_PERSON = (4, 8, 12, 20, 30, 45, 60, 90, 120, 180, 240, 360, 600, 1100, 1500, 2900, 5600)
WAIT_MONITOR = (1, 2, 3, 5, 8, 12, 15, 20, 30, 45, 60, 120)
SLA_HOURS = {1: 4, 2: 8, 3: 24, 4: 72, 5: 120}


@lru_cache
def days_of(year: int, month: int, sender: str) -> Wheel:
    """Return the days of a month, weighted by how many tickets a *sender* (person, monitor) opens on them."""
    first = dt.date(year, month, 1)
    last = (first + dt.timedelta(days=32)).replace(day=1)
    days = [first + dt.timedelta(days=n) for n in range((last - first).days)]
    return Wheel(days, [1.0 if sender != "person" else _rush(day) for day in days])


def _rush(day: dt.date) -> float:
    if (day.month, day.day) in HOLIDAYS:
        return 0.12
    return (1.25, 1.05, 1.0, 1.0, 1.0, 0.22, 0.1)[day.weekday()]


def opening(dice: Dice, year: int, month: int, sender: str, *, night: bool = False) -> dt.datetime:
    """Return a moment in a month at which a *sender* would open a ticket."""
    day = days_of(year, month, sender).spin(dice)
    hour = HOURS["night" if night else sender].spin(dice)
    return dt.datetime.combine(day, dt.time(hour, dice.whole(0, 59), dice.whole(0, 59)))


def hands_on(dice: Dice, minutes: float) -> float:
    """Return true hands-on minutes around *minutes*, skewed as handling times are."""
    return round(minutes * dice.pick(MINUTES_SPREAD) * dice.between(0.85, 1.15), 1)


def elapsed(dice: Dice, minutes: float, sender: str) -> dt.timedelta:
    """Return the time from opening to resolution: a wait in the queue, then the work with interruptions."""
    wait = dice.pick(WAIT_PERSON if sender == "person" else WAIT_MONITOR) * dice.between(0.6, 1.4)
    if dice.chance(0.02):
        wait += dice.whole(5, 25) * 24 * 60
    return dt.timedelta(seconds=int(60 * (wait + minutes * dice.between(1.0, 2.2))))


def month_numbers(months: Sequence[str]) -> list[tuple[int, int]]:
    """Return (year, month) of each ``YYYY-MM``."""
    return [(int(month[:4]), int(month[5:])) for month in months]
