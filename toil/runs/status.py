"""``status.json`` of a squad's month: what became of it, for the index, a scheduler and the next run."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toil.errors import ToilError
from toil.publish import Report
from toil.schema import SCHEMA_VERSION
from toil.steps import Steps

FINISHED = ("ok", "modest", "refused")
_ERROR_LENGTH = 400
_STATUS = "status.json"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Outcome:
    """What became of one squad: ok, modest, refused, unchanged or failed; without a squad, of all together."""

    squad: str
    month: str
    status: str
    folder: Path
    seconds: float
    error: str = ""


def is_unchanged(folder: Path, fingerprint: str, notebooks: list[Path]) -> bool:
    """Return whether *folder* already holds a finished report of the same inputs, settings, code and notebooks."""
    status = _finished(folder)
    needed = [] if status.get("status") == "refused" else [notebook.name for notebook in notebooks]
    return status.get("fingerprint") == fingerprint and all(
        (folder / name).exists() for name in [*status["files"], *needed]
    )


def fingerprint_in(folder: Path) -> str:
    """Return the fingerprint of the finished report in *folder*, empty where there is none."""
    return str(_finished(folder).get("fingerprint", ""))


def _finished(folder: Path) -> dict[str, Any]:
    try:
        status: dict[str, Any] = json.loads((folder / _STATUS).read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return status if status.get("status") in FINISHED else {}


def finished_status(report: Report, status: str, fingerprint: str, folder: Path) -> dict[str, Any]:
    """Return the status of a report that was written into *folder*."""
    candidates = report.candidates
    placed = report.ticket_patterns["pattern_id"].notna()
    return {
        **_identity(report.study.squad_title(report.squad), report.squad, report.month),
        "status": status,
        "reasons": list(report.fitness.reasons),
        "tickets": int(report.fitness.tickets),
        "placed_share": float(placed.mean()) if len(placed) else None,
        **{f"hours_{point}": _known(getattr(report.hours, point)) for point in ("low", "base", "high")},
        "candidates": len(candidates),
        "error": None,
        "fingerprint": fingerprint,
        "files": written_files(folder),
        "versions": dict(zip(report.runs["fact"], report.runs["value"], strict=True)),
    }


def _known(value: float) -> float | None:
    """Return *value*, None where it is unknown: there is no pattern to have any hours."""
    return None if math.isnan(value) else value


def refused_status(steps: Steps, fingerprint: str, folder: Path) -> dict[str, Any]:
    """Return the status of a month with too few tickets."""
    fit = steps.fitness()
    facts = steps.facts()
    return {
        **_identity(steps.study.squad_title(steps.squad), steps.squad, steps.month),
        "status": "refused",
        "reasons": list(fit.reasons),
        "tickets": int(fit.tickets),
        "error": None,
        "fingerprint": fingerprint,
        "files": written_files(folder),
        "versions": dict(zip(facts["fact"], facts["value"], strict=True)),
    }


def failed_status(steps: Steps, error: BaseException, folder: Path) -> dict[str, Any]:
    """Return the status of a failure; it has no fingerprint, so that the next run tries again."""
    return {
        **_identity(steps.study.squad_title(steps.squad), steps.squad, steps.month),
        "status": "failed",
        "reasons": [],
        "error": one_line(error),
        "fingerprint": "",
        "files": written_files(folder),
    }


def write_status(folder: Path, status: dict[str, Any]) -> None:
    """Write ``status.json`` into *folder*, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / ".status.json"
    beside.write_text(json.dumps(status, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    beside.replace(folder / _STATUS)


def one_line(error: BaseException) -> str:
    """Return *error* as one line without terminal colours, its type named unless a user can mend it."""
    text = " ".join(_COLOURS.sub("", str(error)).split())
    named = text if isinstance(error, ToilError) else f"{type(error).__name__}: {text}"
    return named[:_ERROR_LENGTH]


def written_files(folder: Path) -> list[str]:
    """Return the names of a report's files, sorted, without the status, which an earlier run may have left."""
    if not folder.is_dir():
        return []
    names = [path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    return sorted(name for name in names if name != _STATUS)


def _identity(title: str, squad: str, month: str) -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "squad": squad, "title": title, "month": month}
