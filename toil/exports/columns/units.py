"""The unit of a bare number in a duration, and what tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.dates.cells import western_digits
from toil.exports.layouts.profile import NUMBER_UNITS, Profile

BY_HEADER, BY_STUDY, BY_SYSTEM, UNTOLD = "header", "study", "system", "nothing"
_MINUTES = dict(zip(NUMBER_UNITS, (1 / 60, 1.0, 60.0), strict=True))
_NAMED = {
    # Azure DevOps counts its completed work in hours.
    "hours": r"hour|hora|stunde|час(?!т)|completed work|trabalho concluído|abgeschlossene arbeit"
    r"|(?:[(\[](?:in )?|, )(?:h|hs|hrs?|std|ч)\.?(?:[)\]]|$)|[\s_](?:h|hs|hrs?|std|ч)\.?$"
    r"|(?<![^\W_])hrs\.?(?![^\W_])|^(?:h|hr)\.?$",
    # Jira's and GLPI's own names for it; TOPdesk's timeSpent and Ivanti's TotalTimeSpent are minutes.
    "seconds": r"second|segundo|sekunde|секунд|(?-i:timespent|TIMESPENT|actiontime|ACTIONTIME)"
    r"|(?:[(\[](?:in )?|, )(?:s|secs?|segs?|сек)\.?(?:[)\]]|$)|[\s_](?:secs?|segs?|sek|сек)\.?$",
    "minutes": r"minut|минут|(?:[(\[](?:in )?|, )(?:m|mins?|мин)\.?(?:[)\]]|$)",
}


@dataclass(frozen=True)
class Unit:
    """A unit of time by its name; ``by`` is what told it: the column's header, the study, the system, or nothing."""

    name: str
    by: str

    @property
    def minutes(self) -> float:
        """Minutes of one."""
        return _MINUTES[self.name]


def unit_of(header: str, profile: Profile, stated: str | None = None) -> Unit:
    """Return the unit of bare numbers under *header*: as it says, else as *stated*, else the system's, else minutes.

    A column that the profile doesn't know isn't in its unit.
    """
    named = next((name for name, words in _NAMED.items() if re.search(words, header, re.IGNORECASE)), None)
    if named:
        return Unit(named, BY_HEADER)
    if stated:
        return Unit(stated, BY_STUDY)
    if profile.number_unit and profile.field_of(header):
        return Unit(profile.number_unit, BY_SYSTEM)
    return Unit("minutes", UNTOLD)


def has_bare_numbers(column: pa.ChunkedArray) -> bool:
    """Say whether some cell of *column* is a number above 0 that names no unit."""
    cells = western_digits(pa.chunked_array([column.cast(pa.string()).unique()]))
    return bool(pc.any(pc.match_substring_regex(cells, r"^ ?[0-9.,]*[1-9][0-9.,]* ?$")).as_py())
