"""The index page: every squad and month that has a status, in one table; what they come to is the portfolio's."""

from __future__ import annotations

import json
import logging
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toil.candidates.ranges import Points
from toil.i18n import Wording
from toil.publish.page import render
from toil.publish.portfolio import read_sum

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """One squad's status of one month. Hours are hands-on hours a month, NaN where unknown."""

    squad: str
    title: str
    month: str
    status: str
    folder: str
    files: tuple[str, ...]
    tickets: int | None
    placed_share: float
    hours_low: float
    hours_base: float
    hours_high: float
    candidates: int | None
    error: str
    fingerprint: str


def write_index(reports_folder: Path, wording: Wording) -> Path:
    """Write ``index.html`` over every ``<month>/<squad>/status.json`` below *reports_folder*; return its path."""
    entries = read_entries(reports_folder)
    months = sorted({entry.month for entry in entries}, reverse=True)
    of_month = {month: [entry for entry in entries if entry.month == month] for month in months}
    together = {month: _together(reports_folder / month, of_month[month]) for month in months}
    page = render("index.html.j2", wording, months=months, entries=of_month, together=together, total=_total)
    path = reports_folder / "index.html"
    partial = reports_folder / ".index.html.partial"
    partial.write_text(page, encoding="utf-8", newline="\n")
    partial.replace(path)
    _LOG.info("index: %d reports of %d months", len(entries), len(months))
    return path


def read_entries(reports_folder: Path) -> list[Entry]:
    """Return what the status files say, squads by name within their month; an unreadable one is a failed squad."""
    paths = sorted(reports_folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]/*/status.json"))
    entries = [_entry(path) for path in paths]
    return sorted(entries, key=lambda entry: (entry.month, entry.title.casefold(), entry.squad))


def _entry(path: Path) -> Entry:
    month, squad = path.parent.parent.name, path.parent.name
    try:
        status = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(status, dict):
            raise ValueError("not an object")
    except (ValueError, OSError):
        status = {"status": "failed", "error": "status.json"}
    files = [
        name
        for name in ("report.html", "slides.pptx", "tables.xlsx", "candidates.csv")
        if (path.parent / name).exists()
    ]
    return Entry(
        squad=squad,
        title=str(status.get("title") or squad),
        month=month,
        status=str(status.get("status", "failed")),
        folder=f"{month}/{squad}",
        files=tuple(files),
        tickets=status.get("tickets"),
        placed_share=_known(status.get("placed_share")),
        hours_low=_known(status.get("hours_low")),
        hours_base=_known(status.get("hours_base")),
        hours_high=_known(status.get("hours_high")),
        candidates=status.get("candidates"),
        error=str(status.get("error") or ""),
        fingerprint=str(status.get("fingerprint") or ""),
    )


def _known(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def _together(folder: Path, entries: list[Entry]) -> Points | None:
    return read_sum(folder, {entry.squad: entry.fingerprint for entry in entries if entry.fingerprint})


def _total(entries: list[Entry], name: str) -> int | None:
    """Return the sum of a count over the entries that know it."""
    known = [value for entry in entries if (value := getattr(entry, name)) is not None]
    return sum(known) if known else None
