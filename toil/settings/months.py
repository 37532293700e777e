"""Calendar months as text: ``YYYY-MM``."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def months_back(month: str, months: int) -> list[str]:
    """Return *months* calendar months that end with *month*, oldest first.

    >>> months_back("2026-02", 3)
    ['2025-12', '2026-01', '2026-02']
    """
    year, number = map(int, month.split("-"))
    last = year * 12 + number - 1
    return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(last - months + 1, last + 1)]


def months_between(month: str, later: str) -> int:
    """Return how many months *later* is after *month*; below 0 where it is before.

    >>> months_between("2026-11", "2027-02")
    3
    """
    first, last = (year * 12 + number for year, number in (map(int, each.split("-")) for each in (month, later)))
    return last - first


def month_range(month: str, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the first moment of *month* and of the next one, in *zone*."""
    start = dt.datetime.fromisoformat(f"{month}-01").replace(tzinfo=zone)
    following = (start.replace(tzinfo=None) + dt.timedelta(days=32)).replace(day=1, tzinfo=zone)
    return start, following
