"""The sections about a squad's desk: when it works, and which service it aims at."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Literal, get_args

import holidays
from pydantic import Field, field_validator, model_validator

from toil.errors import nearest
from toil.settings.section import Section, known_zone

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class Calendar(Section):
    """``[calendar]``, ``[squads.NAME.calendar]``: the hours of work; ``opens = closes`` is no hours."""

    opens: dt.time = dt.time(9)
    closes: dt.time = dt.time(18)
    weekdays: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
    holidays: tuple[dt.date, ...] = Field(default=(), description="days off, YYYY-MM-DD")
    country: str = Field(default="", description="ISO code; its public holidays are days off too; empty: none")
    subdivision: str = Field(default="", description="state or province whose holidays are added, such as SP")
    timezone: str | None = Field(default=None, description="zone of these hours; default: the study's")

    @field_validator("opens", "closes", mode="before")
    @classmethod
    def _no_bare_number(cls, value: object) -> object:
        if isinstance(value, (int, float)):
            raise ValueError("a time, such as 09:00:00; a bare number would be seconds")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        return value if value is None else known_zone(value)

    @model_validator(mode="after")
    def _known_country(self) -> Calendar:
        if self.subdivision and not self.country:
            raise ValueError(f"subdivision '{self.subdivision}' needs a country")
        if self.country and self.country not in _countries():
            raise ValueError(f"unknown country '{self.country}'. {_nearest(self.country, _countries())}")
        if self.subdivision and self.subdivision not in _countries()[self.country]:
            known = _countries()[self.country]
            raise ValueError(f"unknown subdivision '{self.subdivision}'. {_nearest(self.subdivision, known)}")
        return self

    def works_on(self, day: dt.date) -> bool:
        """Return whether *day* is one of the weekdays and no holiday."""
        off = (*self.holidays, *public_holidays(self.country, self.subdivision, day.year))
        return WEEKDAYS[day.weekday()] in self.weekdays and day not in off

    def last_working_day(self, before: dt.date) -> dt.date:
        """Return the last working day before the date *before*, of the 14 before it; without one the day before."""
        days = [before - dt.timedelta(days=back) for back in range(1, 15)]
        return next((day for day in days if self.works_on(day)), days[0])


class Slo(Section):
    """``[slo]``, ``[squads.NAME.slo]``: targets of the desk's service level indicators; one not stated is not judged.

    A target is a share under 1: a service that must never fail has no budget to change anything (SRE book, ch. 3).
    """

    acknowledge_hours: float | None = Field(default=None, gt=0, description="first answer within")
    acknowledge_target: float | None = Field(default=None, gt=0, lt=1, description="share of tickets")
    resolve_hours: float | None = Field(default=None, gt=0, description="resolved within")
    resolve_target: float | None = Field(default=None, gt=0, lt=1, description="share of tickets")
    quality_target: float | None = Field(
        default=None, gt=0, lt=1, description="share of tickets neither opened again nor late"
    )
    throughput_target: float | None = Field(default=None, gt=0, description="tickets ended for each one opened")
    clock: Literal["elapsed", "business"] = Field(
        default="elapsed", description="clock of the hours: elapsed, or the calendar's"
    )

    @model_validator(mode="after")
    def _hours_of_a_target(self) -> Slo:
        for name in ("acknowledge", "resolve"):
            if getattr(self, f"{name}_target") and not getattr(self, f"{name}_hours"):
                raise ValueError(f"{name}_target needs {name}_hours")
        return self


@lru_cache(maxsize=1024)
def public_holidays(country: str, subdivision: str, year: int) -> tuple[dt.date, ...]:
    """Return the public holidays of *country* (and its *subdivision*) in *year*, in order; none without a country."""
    if not country:
        return ()
    found = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    return tuple(sorted(day for day in found if day.year == year))


@lru_cache
def _countries() -> dict[str, list[str]]:
    return holidays.list_supported_countries()


def _nearest(name: str, known: list[str] | dict[str, list[str]]) -> str:
    """Return the sentence of `nearest`, without a list of hundreds of codes."""
    told = nearest(name, known)
    return told if len(told) < 200 else "See the package holidays for the codes that it knows."
