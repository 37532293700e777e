"""Bursts: episodes far beyond what a pattern usually brings at that hour and weekday."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from scipy.special import pdtr

MIN_TICKETS = 10
TAIL = 0.999
PRIOR_WEEKS = 4
CELLS = 7 * 24
HOUR = np.int64(3_600_000_000)


def find_bursts(pattern: np.ndarray, episode: np.ndarray, opened_at: np.ndarray, *, zone: ZoneInfo) -> np.ndarray:
    """Return for each episode whether it is a burst.

    A burst has at least 10 tickets, and more than the 99.9% point of a Poisson at the pattern's usual rate for the
    hours it spans. The usual rate of an hour of the week is the mean of the pattern's other tickets in that hour over
    the window, shrunk (weight: 4 weeks) to the pattern's volume spread as the squad's tickets are over the week.

    Parameters
    ----------
    pattern, episode : ndarray of int, (n_tickets,)
        Codes from 0; an episode lies in one pattern.
    opened_at : ndarray of datetime64[us], (n_tickets,)
        UTC, no NaT.
    """
    size = np.bincount(episode) if len(episode) else np.zeros(0, dtype=np.int64)
    burst = np.zeros(len(size), dtype=bool)
    large = np.flatnonzero(size >= MIN_TICKETS)
    if not len(large):
        return burst
    hour = opened_at.astype(np.int64) // HOUR
    week = _Week(hour, zone)
    expected = _expected(pattern, episode, hour, large, size, week)
    burst[large] = pdtr(size[large] - 1, expected) >= TAIL
    return burst


class _Week:
    """The hour of the week (0 to 167, local time) of each hour of the period, and how often each comes."""

    def __init__(self, hour: np.ndarray, zone: ZoneInfo) -> None:
        self.first = int(hour.min())
        seconds = np.arange(self.first, int(hour.max()) + 1) * 3600
        local = pd.DatetimeIndex(seconds.astype("datetime64[s]"), tz="UTC").tz_convert(zone)
        self.cell_of = local.day_of_week.to_numpy() * 24 + local.hour.to_numpy()
        each = np.zeros((len(self.cell_of) + 1, CELLS), dtype=np.int32)
        each[np.arange(1, len(each)), self.cell_of] = 1
        self.times_before = np.cumsum(each, axis=0, dtype=np.int32)
        self.times = self.times_before[-1]
        tickets = np.bincount(self.cells(hour), minlength=CELLS) + 1.0
        self.share_of_an_hour = tickets / tickets.sum() / np.maximum(self.times, 1)

    def cells(self, hour: np.ndarray) -> np.ndarray:
        return self.cell_of[hour - self.first]

    def times_between(self, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        return self.times_before[last - self.first + 1] - self.times_before[first - self.first]


def _expected(
    pattern: np.ndarray, episode: np.ndarray, hour: np.ndarray, large: np.ndarray, size: np.ndarray, week: _Week
) -> np.ndarray:
    """Return the tickets expected in the hours that each of the *large* episodes spans."""
    inside = np.isin(episode, large)
    place = np.searchsorted(large, episode[inside])
    pattern_of = np.zeros(len(large), dtype=np.int64)
    pattern_of[place] = pattern[inside]
    of_pattern = _by_cell(pattern, week.cells(hour), int(pattern.max()) + 1)[pattern_of]
    of_episode = _by_cell(place, week.cells(hour[inside]), len(large))
    rest = np.bincount(pattern)[pattern_of] - size[large]
    spanned = week.times_between(*_span(place, hour[inside], len(large)))
    usual = (of_pattern - of_episode + PRIOR_WEEKS * rest[:, None] * week.share_of_an_hour) / (
        week.times - spanned + PRIOR_WEEKS
    )
    return (spanned * usual).sum(axis=1)


def _by_cell(group: np.ndarray, cell: np.ndarray, groups: int) -> np.ndarray:
    return np.bincount(group * CELLS + cell, minlength=groups * CELLS).reshape(groups, CELLS)


def _span(place: np.ndarray, hour: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    first, last = np.full(n, np.iinfo(np.int64).max), np.full(n, np.iinfo(np.int64).min)
    np.minimum.at(first, place, hour)
    np.maximum.at(last, place, hour)
    return first, last
