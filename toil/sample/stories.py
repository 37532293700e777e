"""Squads and their stories, read from ``stories/*.toml``: each story is one piece of work that repeats."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from toil.sample.phrases import Phrase, parse

SQUADS = ("acessos", "terminais", "liquidacao", "plataforma", "canais")


@dataclass(frozen=True)
class Burst:
    """One outage: *tickets* tickets on *item* within *minutes* from *at* (local time)."""

    id: str
    at: dt.datetime
    minutes: int
    tickets: int
    item: str


@dataclass(frozen=True)
class Story:
    """A piece of work that repeats: how it is worded, how often it comes, what it truly costs and deserves.

    What a story deserves (``verdict``) shows in its tickets: work to automate is mostly resolved the same way
    (the first ``fix``), work to document by one ``resolver``, and requests with ``handoffs`` go from group to group.
    """

    name: str
    squad: str
    service: str
    category: str
    subcategory: str
    item: Phrase
    summary: tuple[Phrase, ...]
    body: tuple[Phrase, ...]
    fix: tuple[Phrase, ...]
    minutes: float
    story: str
    verdict: str
    work: str
    kind: str = "incident"
    language: str = "pt"
    sender: str = "person"
    month: float = 0.0
    from_month: int = 1
    volume: tuple[int, ...] = ()
    days: tuple[tuple[int, ...], ...] = ()
    nature: str = ""
    cancelled: float = 0.02
    no_action: float = 0.0
    resolver: int | None = None
    handoffs: bool = False
    hosts: int = 0
    night: bool = False
    follows: str = ""
    burst: Burst | None = None

    def tickets_in(self, month_number: int) -> float:
        """Return the mean tickets in the *month_number*-th month (1 is the first)."""
        if self.volume:
            return float(self.volume[month_number - 1])
        return self.month if month_number >= self.from_month else 0.0


@dataclass(frozen=True)
class SquadStory:
    """A squad: its groups, its way of recording effort, and its stories."""

    name: str
    title: str
    groups: tuple[str, ...]
    evidence: str
    service: str
    category: str
    items: tuple[str, ...]
    areas: tuple[str, ...]
    foreign: Mapping[str, float]
    stories: tuple[Story, ...]


def read_toml(name: str) -> dict[str, Any]:
    """Return the content of a data file of this folder."""
    return tomllib.loads((resources.files("toil.sample") / name).read_text(encoding="utf-8"))


@lru_cache
def read_squads() -> tuple[SquadStory, ...]:
    """Return every squad in a fixed order."""
    return tuple(_squad(read_toml(f"stories/{name}.toml")) for name in SQUADS)


def _squad(content: dict[str, Any]) -> SquadStory:
    shared = {"squad": content["name"], "service": content["service"], "category": content["category"]}
    return SquadStory(
        name=content["name"],
        title=content["title"],
        groups=tuple(content["groups"]),
        evidence=content["evidence"],
        service=content["service"],
        category=content["category"],
        items=tuple(content["items"]),
        areas=tuple(content["areas"]),
        foreign=content.get("foreign", {}),
        stories=tuple(_story(shared | row) for row in content["stories"]),
    )


def _story(row: dict[str, Any]) -> Story:
    row = {"work": row["name"], **row, "sender": row.get("from", "person")}
    row.pop("from", None)
    for field in ("summary", "body", "fix"):
        row[field] = tuple(parse(text) for text in row[field])
    row["item"] = parse(row["item"])
    row["volume"] = tuple(row.get("volume", ()))
    row["days"] = tuple(tuple(days) for days in row.get("days", ()))
    if "burst" in row:
        row["burst"] = Burst(**row["burst"] | {"at": dt.datetime.fromisoformat(row["burst"]["at"])})
    return Story(**row)
