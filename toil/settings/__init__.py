"""The study file, typed and checked: which exports, squads, people, rates."""

from toil.settings.catalogue import Suggestion, default_catalogue
from toil.settings.desk import WEEKDAYS, Calendar, Slo, public_holidays
from toil.settings.months import month_range, months_back, months_between
from toil.settings.sections import (
    Economics,
    Effort,
    Exports,
    Granularity,
    Means,
    Patterns,
    Privacy,
    Range,
    Squad,
    Window,
)
from toil.settings.study import Study, parse_study, read_study

__all__ = [
    "WEEKDAYS",
    "Calendar",
    "Economics",
    "Effort",
    "Exports",
    "Granularity",
    "Means",
    "Patterns",
    "Privacy",
    "Range",
    "Slo",
    "Squad",
    "Study",
    "Suggestion",
    "Window",
    "default_catalogue",
    "month_range",
    "months_back",
    "months_between",
    "parse_study",
    "public_holidays",
    "read_study",
]
