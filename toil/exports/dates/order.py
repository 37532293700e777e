"""Day first or month first: for each date column of a file, and by what that was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toil.exports.dates.evidence import Order

Orders = Mapping[str, Order]
DAY_FIRST, MONTH_FIRST, YEAR_DAY = "day first", "month first", "year, day, month"
ONE_WAY, STUDY, OWN, FILE, SYSTEM, PROFILE = (
    "one reading only",
    "the study",
    "its own dates",
    "the file's other dates",
    "other files of the system",
    "the profile",
)
AMBIGUOUS, MIXED = "ambiguous dates", "mixed dates"
OPEN_YEARS, SWAPPED = "ambiguous years", "swapped dates"
MIXED_YEARS = "mixed dates with the year first"


@dataclass(frozen=True)
class Reading:
    """How a date column is read, and ``by`` what that was decided: one of the names above.

    ``day_second`` says that dates which begin with a year are year, day, month.
    """

    day_first: bool
    by: str
    day_second: bool = False

    @property
    def order(self) -> str:
        """What a reader is told of it: `YEAR_DAY`, `DAY_FIRST` or `MONTH_FIRST`."""
        return YEAR_DAY if self.day_second else DAY_FIRST if self.day_first else MONTH_FIRST


def read_orders(
    own: Orders, others: Sequence[Orders], stated: bool | None, usual: bool | None
) -> tuple[dict[str, Reading], list[tuple[str, str]]]:
    """Return the reading of each date field in *own*, and (doubt, field) where a person has to say.

    What the study states wins, but over dates that a spreadsheet exchanged: these stay doubtful. Then what the column
    itself shows, the file's other columns, the *others* (files of the same system), and what is *usual* for the
    system. Evidence that disagrees decides nothing. Dates that begin with a year are year, month, day unless they,
    the file's other columns or the *others* show that the day stands second.
    """
    readings: dict[str, Reading] = {}
    doubts: list[tuple[str, str]] = []
    for field, order in own.items():
        reading = _reading(order, own, others, stated, usual)
        if isinstance(reading, Reading):
            readings[field] = _with_years(reading, order, own, others)
        else:
            doubts.append((reading, field))
            if stated is not None:
                readings[field] = Reading(stated, STUDY)
    return readings, doubts


def _reading(
    order: Order, own: Orders, others: Sequence[Orders], stated: bool | None, usual: bool | None
) -> Reading | str:
    if order.mixed_years or order.swapped:
        return MIXED_YEARS if order.mixed_years else SWAPPED
    if order.open_years and stated is None and {column.years_last for column in own.values()} - {None} != {True}:
        return OPEN_YEARS
    if not order.slashed:
        return Reading(True, ONE_WAY)
    if stated is not None:
        return Reading(stated, STUDY)
    if order.mixed:
        return MIXED
    if order.decided is not None:
        return Reading(order.decided, OWN)
    for columns, by in ((own.values(), FILE), ((o for file in others for o in file.values()), SYSTEM)):
        answers = _answers(columns)
        if len(answers) == 1:
            return Reading(answers.pop(), by)
        if answers:
            return AMBIGUOUS
    return AMBIGUOUS if usual is None else Reading(usual, PROFILE)


def _with_years(reading: Reading, order: Order, own: Orders, others: Sequence[Orders]) -> Reading:
    """Return *reading* with the order of dates that begin with a year: the column's own, else the nearest's."""
    everywhere = ((o for file in others for o in file.values()), SYSTEM)
    for columns, by in (((order,), OWN), (own.values(), FILE), everywhere):
        shown = {column.day_second for column in columns} - {None}
        if shown == {True}:
            return replace(reading, day_second=True, by=by if reading.by == ONE_WAY else reading.by)
        if shown:
            break
    return reading


def _answers(orders: Iterable[Order]) -> set[bool]:
    return {order.decided for order in orders if order.decided is not None and not order.mixed}


def describe_readings(readings: Mapping[str, Reading]) -> str:
    """Return how a file's dates are read, as table ``sources`` states it.

    >>> describe_readings({"opened_at": Reading(True, OWN), "closed_at": Reading(True, FILE)})
    "day first (its own dates): opened_at; day first (the file's other dates): closed_at"
    """
    fields: dict[tuple[str, str], list[str]] = {}
    for field, reading in readings.items():
        if reading.by != ONE_WAY:
            fields.setdefault((reading.order, reading.by), []).append(field)
    parts = [f"{order} ({by}): {', '.join(named)}" for (order, by), named in fields.items()]
    return "; ".join(parts) or ONE_WAY
