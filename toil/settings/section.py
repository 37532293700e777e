"""What every section of a study file is: frozen, typed, strict about keys."""

from __future__ import annotations

from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict

from toil.errors import nearest


class Section(BaseModel):
    """A section of the study file: frozen; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def known_zone(value: str) -> str:
    """Return *value* if it is a time zone; else a ValueError that names the nearest."""
    if value not in available_timezones():
        close = nearest(value, available_timezones())
        known = close if close.startswith("Did you mean") else "Name a region and a city, as America/Sao_Paulo."
        raise ValueError(f"unknown time zone '{value}'. {known}")
    return value
