"""The file of a squad's decisions: read, and each line checked; what can't be acted on is one error."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from toil.decisions.grouping import names_of, pattern_ids
from toil.errors import SettingsError, check_columns, nearest
from toil.schema import TABLES, conform, empty
from toil.schema.values import ACTIONS, ATTRIBUTES, STATUSES, VERDICTS

UNKNOWN = "unknown"
_REQUIRED = ("pattern_id", "action", "value", "who", "when")
_OPTIONAL = tuple(column.name for column in TABLES["decisions"].columns if column.name not in _REQUIRED)
_NEEDS_VALUE = {"rename": (), "merge": (), "split": (), "verdict": VERDICTS, "attribute": (), "status": STATUSES}


def read_decisions(folder: Path, squad: str) -> pd.DataFrame:
    """Read ``<folder>/<squad>.csv``; a squad without a file has decided nothing.

    Commas or semicolons, UTF-8; lines without a value are passed over.

    Returns
    -------
    DataFrame
        Contract ``decisions``, in the order of the file.

    Raises
    ------
    SettingsError
        If a column is missing or unknown, or a row says something that can't be acted on.
    """
    path = folder / f"{squad}.csv"
    if not path.exists():
        return empty("decisions")
    try:
        rows = list(_rows(path))
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(
            f"not readable as UTF-8 CSV ({error})",
            where=str(path),
            do="Save it as 'CSV UTF-8' in a spreadsheet, or close an open quote.",
        ) from None
    for line, row in rows:
        _check_row(f"{path}, line {line}", row)
    table = pd.DataFrame(
        [row for _, row in rows], columns=[column.name for column in TABLES["decisions"].columns], dtype="str"
    )
    return conform("decisions", table.mask(table.isna() | (table == "")))


def check_squads(folder: Path, squads: Collection[str]) -> None:
    """Raise a SettingsError where a file of decisions bears the name of no squad: nobody would ever read it."""
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in squads:
            raise SettingsError(
                f"decisions of a squad that the study does not have: '{path.stem}'",
                where=str(path),
                do=nearest(path.stem, squads),
            )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line that says something, with the number it begins at; cells stripped of the space around them."""
    text = path.read_text(encoding="utf-8-sig")
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = _cells(next(reader, []))
    check_columns(header, _REQUIRED, _OPTIONAL, of="decisions", where=str(path))
    ended = reader.line_num
    for record in reader:
        line, ended = ended + 1, reader.line_num
        cells = _cells(record)
        if len(cells) > len(header):
            raise SettingsError(
                "more cells than columns",
                where=f"{path}, line {line}",
                found=f"{len(cells)} cells",
                wanted=f"at most {len(header)}",
                do=f"Put a text that holds a '{delimiter}' in double quotes.",
            )
        if cells:
            yield line, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _cells(record: Sequence[str]) -> list[str]:
    """Return the cells of a line, without the empty ones that a spreadsheet adds at its end."""
    cells = [cell.strip() for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _check_row(where: str, row: dict[str, str]) -> None:
    action, value = row["action"], row["value"]
    if action not in ACTIONS:
        raise SettingsError(f"unknown action '{action}'", where=where, do=nearest(action, ACTIONS))
    if not row["pattern_id"]:
        raise SettingsError(f"action '{action}' names no pattern", where=where, wanted="pattern_id, as in the report")
    allowed = _NEEDS_VALUE[action]
    if not value or (allowed and value not in allowed):
        raise SettingsError(
            f"action '{action}' has no value it can take",
            where=where,
            found=repr(value),
            wanted=", ".join(allowed) or "a name",
        )
    if action == "attribute":
        _check_attribute(where, value, row.get("reason"))
    if action in ("merge", "split"):
        _check_group(where, action, row.get("templates", ""))
    if not row["who"] or not _is_day(row["when"]):
        raise SettingsError(
            "a decision needs who and when",
            where=where,
            found=f"when {row['when']!r}" + ("" if row["who"] else " and no who"),
            wanted="who = a name, when = YYYY-MM-DD",
        )


def _check_attribute(where: str, value: str, reason: str | None) -> None:
    name, _, share = (part.strip() for part in value.partition("="))
    if name not in ATTRIBUTES:
        raise SettingsError(f"unknown attribute '{name}'", where=where, do=nearest(name, ATTRIBUTES))
    known = re.fullmatch(r"0(\.\d+)?|1(\.0+)?", share)
    if share != UNKNOWN and not known:
        raise SettingsError(
            f"attribute '{name}' has no share", where=where, found=repr(share), wanted=f"{name}=0 to 1, or unknown"
        )
    if not reason:
        raise SettingsError("an attribute is overruled with a reason only", where=where, do="Fill column 'reason'.")


def _check_group(where: str, action: str, templates: str) -> None:
    named, patterns = names_of(templates), pattern_ids(templates)
    wanted = "ids of tickets or templates, joined by spaces" + (", or of patterns" if action == "merge" else "")
    if not named:
        raise SettingsError(f"action '{action}' names no templates", where=where, wanted=wanted)
    if patterns and (action == "split" or len(patterns) < len(named)):
        raise SettingsError(
            f"action '{action}' can't act on these templates together",
            where=where,
            found=f"{len(patterns)} pattern(s) among {len(named)} id(s)",
            wanted=wanted,
        )


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and date.fromisoformat(text))
    except ValueError:
        return False
