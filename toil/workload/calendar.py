"""Business hours of a squad: which moments fall in them, and how many minutes of them lie between two moments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from toil.settings import WEEKDAYS, Calendar, public_holidays

DAY = 24 * 60


def business_hours(calendar: Calendar, zone: ZoneInfo) -> BusinessHours:
    """Return the hours that a ``[calendar]`` states, in its own zone, else in *zone*."""
    return BusinessHours(
        zone=ZoneInfo(calendar.timezone) if calendar.timezone else zone,
        opens=calendar.opens.hour * 60 + calendar.opens.minute,
        closes=calendar.closes.hour * 60 + calendar.closes.minute,
        weekdays=tuple(sorted(WEEKDAYS.index(day) for day in set(calendar.weekdays))),
        holidays=frozenset(calendar.holidays),
        country=calendar.country,
        subdivision=calendar.subdivision,
    )


@dataclass(frozen=True)
class BusinessHours:
    """The hours in which a squad works, in its own zone.

    Parameters
    ----------
    zone : ZoneInfo
        Zone of the clock on the wall; a change to summer time moves no office hour.
    opens, closes : int
        Minutes after midnight. A calendar that never opens has ``closes <= opens`` or no weekday.
    weekdays : tuple of int
        Working days, Monday is 0.
    holidays : frozenset of date
        Days off.
    country, subdivision : str
        ISO codes; the public holidays there (package ``holidays``) are days off, too. Empty: none.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/Sao_Paulo"))
    opens: int = 9 * 60
    closes: int = 18 * 60
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    holidays: frozenset[dt.date] = frozenset()
    country: str = ""
    subdivision: str = ""

    @property
    def has_hours(self) -> bool:
        """Whether any minute of the week is a business minute."""
        return bool(self.weekdays) and self.closes > self.opens

    def minutes_between(self, start: pd.Series, end: pd.Series) -> np.ndarray:
        """Return the business minutes from *start* to *end*.

        NaN where either is unknown, where *end* comes before *start*, and where the calendar has no hours.

        Parameters
        ----------
        start, end : Series of datetime64[us, UTC]
        """
        known = (start.notna() & end.notna() & (end >= start)).to_numpy()
        minutes = np.full(len(start), np.nan)
        if known.any() and self.has_hours:
            first, last = self._local_minutes(start[known]), self._local_minutes(end[known])
            minutes[known] = self._elapsed(first, last)
        return minutes

    def is_open(self, moments: pd.Series) -> np.ndarray:
        """Return whether each moment falls in business hours; False where it is unknown."""
        inside = np.zeros(len(moments), dtype=bool)
        known = moments.notna().to_numpy()
        if known.any() and self.has_hours:
            local = self._local_minutes(moments[known])
            day, minute = np.divmod(local, DAY)
            inside[known] = self.is_working_day(day) & (minute >= self.opens) & (minute < self.closes)
        return inside

    def _local_minutes(self, moments: pd.Series) -> np.ndarray:
        wall = moments.dt.tz_convert(self.zone).dt.tz_localize(None)
        return wall.to_numpy().astype("datetime64[s]").astype(np.int64) / 60

    def _elapsed(self, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        first_day = int(first.min() // DAY)
        days = np.arange(first_day, int(last.max() // DAY) + 1)
        working = self.is_working_day(days)
        days_before = np.concatenate([[0], np.cumsum(working)])

        def opened_until(moment: np.ndarray) -> np.ndarray:
            day = (moment // DAY).astype(np.int64) - first_day
            today = np.clip(moment % DAY - self.opens, 0, self.closes - self.opens)
            return days_before[day] * (self.closes - self.opens) + np.where(working[day], today, 0)

        return opened_until(last) - opened_until(first)

    def is_working_day(self, days: np.ndarray) -> np.ndarray:
        """Return whether each of *days* (whole days since 1970-01-01) is a working day and no holiday."""
        weekday = (days.astype(np.int64) + 3) % 7  # 1970-01-01 was a Thursday
        dates = days.astype(np.int64).astype("datetime64[D]")
        years = np.unique(dates.astype("datetime64[Y]").astype(np.int64) + 1970)
        public = [day for year in years.tolist() for day in public_holidays(self.country, self.subdivision, year)]
        off = [(day - dt.date(1970, 1, 1)).days for day in (*self.holidays, *public)]
        return np.isin(weekday, self.weekdays) & ~np.isin(days, off)
