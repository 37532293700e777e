"""The study file ``toil.toml``: read, checked, and each error one line with the nearest known key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError, field_validator

from toil.errors import SettingsError, nearest
from toil.settings.catalogue import Suggestion, default_catalogue
from toil.settings.desk import Calendar, Slo
from toil.settings.section import Section
from toil.settings.sections import (
    Economics,
    Effort,
    Exports,
    Means,
    Patterns,
    Privacy,
    Range,
    Report,
    Squad,
    StudyFacts,
    Window,
)

S = TypeVar("S", bound=Section)
_DECIMAL_COMMA = re.compile(r"\s*[\w.]+\s*=\s*-?[0-9]+,[0-9]+\s*(?:#|$)")


class Study(Section):
    """A study file. ``path`` is the file itself; everything it names is relative to its folder."""

    path: Path = Field(exclude=True)
    study: StudyFacts = StudyFacts()
    exports: Exports = Exports()
    window: Window = Window()
    squads: dict[str, Squad] = Field(min_length=1)
    privacy: Privacy = Privacy()
    patterns: Patterns = Patterns()
    calendar: Calendar = Calendar()
    slo: Slo = Slo()
    effort: Effort = Effort()
    economics: Economics = Economics()
    catalogue: tuple[Suggestion, ...] = Field(default_factory=default_catalogue)
    report: Report = Report()

    @field_validator("squads")
    @classmethod
    def _plain_names(cls, value: dict[str, Squad]) -> dict[str, Squad]:
        for name in value:
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}", name):
                raise ValueError(
                    f"squad name '{name}' may hold letters, digits, '-' and '_' only; put the long name in title"
                )
        return value

    @property
    def folder(self) -> Path:
        """Folder of the study file."""
        return self.path.parent

    def checked_squad(self, squad: str) -> str:
        """Return *squad*, if the study has it; else raise a `SettingsError` that names the nearest."""
        if squad not in self.squads:
            raise SettingsError(f"unknown squad '{squad}'", where=str(self.path), do=nearest(squad, self.squads))
        return squad

    def squad_title(self, squad: str) -> str:
        """Return the name of *squad* that a reader sees."""
        return self.squads[squad].title or squad

    def economics_of(self, squad: str) -> Economics:
        """Return rates and means of *squad*: its own rate, currency and run cost over those of the study.

        A squad with a currency of its own takes no rate or run cost in the study's currency.
        """
        own, base = self.squads[squad], self.economics
        same = own.currency in (None, base.currency)
        return base.model_copy(
            update={
                "currency": own.currency or base.currency,
                "rate": own.rate or (base.rate if same else None),
                "run_month": own.run_month if own.run_month is not None else (base.run_month if same else None),
            }
        )

    def calendar_of(self, squad: str) -> Calendar:
        """Return the hours of *squad*: the study's, with what the squad states itself in their place."""
        return _overlaid(self.calendar, self.squads[squad].calendar)

    def slo_of(self, squad: str) -> Slo:
        """Return the targets of *squad*: the study's, with what the squad states itself in their place."""
        return _overlaid(self.slo, self.squads[squad].slo)


def _overlaid(section: S, own: S | None) -> S:
    """Return *section* with the settings that *own* states in their place."""
    return section.model_copy(update={name: getattr(own, name) for name in own.model_fields_set}) if own else section


def read_study(path: str | Path) -> Study:
    """Read and check a study file.

    Raises
    ------
    SettingsError
        If the file is missing, is no TOML, or holds a key or value that is not known.
    """
    path = Path(path)
    if path.is_dir():
        path = path / "toil.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(
            "no study file",
            where=str(path),
            wanted="a toil.toml",
            do="Write one with: toil new DIR EXPORT...",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not valid TOML ({error})", where=str(path), do=_how_to_correct(path, error)) from None
    return parse_study(content, path)


def _how_to_correct(path: Path, error: ValueError) -> str:
    """Return what to do about *error*; a decimal comma is what spreadsheets and habit put into the line it names."""
    named = re.search(r"at line (\d+)", str(error))
    line = path.read_text(encoding="utf-8").splitlines()[int(named[1]) - 1] if named else ""
    if named and _DECIMAL_COMMA.match(line):
        return f"In line {named[1]} write a decimal point, not a comma."
    return "Correct that line."


def parse_study(content: dict[str, Any], path: Path) -> Study:
    """Return the study of parsed TOML *content*, as if read from *path*."""
    if "path" in content:
        raise SettingsError("unknown setting 'path'", where=str(path), do="Remove it.")
    try:
        return Study.model_validate({**content, "path": path.resolve()})
    except ValidationError as error:
        raise _first_error(error, content, path) from None


def _first_error(error: ValidationError, content: dict[str, Any], path: Path) -> SettingsError:
    first = error.errors(include_url=False)[0]
    place = [str(part) for part in first["loc"]]
    key = ".".join(place)
    if first["type"] == "extra_forbidden":
        return SettingsError(
            f"unknown setting '{key}'", where=str(path), do=nearest(place[-1], _known_keys(place[:-1]))
        )
    if first["type"] == "missing":
        return SettingsError(f"setting '{key}' is missing", where=str(path), do=f"Add '{place[-1]}'.")
    given = first["input"]
    if isinstance(given, dict) and list(given) == list(Range.model_fields):
        given = list(given.values())  # as it stands in the file
    found = "" if isinstance(given, dict) else repr(given)[:80]
    wanted = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if wanted.endswith(f"instance of {Range.__name__}"):
        wanted = "a number, or [low, base, high]"
    if wanted == "a valid tuple":
        wanted = "a list, in brackets"
    if wanted.startswith("unknown "):  # a name; the known ones stand in a sentence of their own
        found, _, do = wanted.partition(". ")
        return SettingsError(f"setting '{key}' is wrong", where=str(path), found=found, do=do)
    return SettingsError(f"setting '{key}' is wrong", where=str(path), found=found, wanted=wanted)


def _known_keys(place: list[str]) -> list[str]:
    models: dict[str, type[BaseModel]] = {
        "": Study, "study": StudyFacts, "exports": Exports, "window": Window, "squads": Squad, "privacy": Privacy,
        "patterns": Patterns, "calendar": Calendar, "effort": Effort, "economics": Economics, "report": Report,
        "means": Means, "slo": Slo, "catalogue": Suggestion,
    }  # fmt: skip
    nested = [name for name in ("means", "calendar", "slo") if name in place]
    section = nested[0] if nested else (place[0] if place else "")
    return [name for name in models[section].model_fields if name != "path"]
