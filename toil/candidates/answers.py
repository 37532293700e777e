"""The survey's file: ``survey.csv`` of a study, filled in by hand; what can't be used is counted, never guessed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from toil.candidates.survey import PLACES
from toil.errors import SettingsError, check_columns
from toil.schema import conform, empty

REQUIRED = ("squad", "month", "respondent", "toil_percent")
OPTIONAL = ("satisfaction", *(f"{name}_{place}" for place in PLACES for name in ("source", "minutes")))
ROW_REASONS = ("unknown squad", "no month", "no respondent", "toil_percent is not 0 to 100", "answered twice")
CELL_REASONS = ("satisfaction is not 1 to 5", "minutes are not above 0")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def read_survey(path: Path, squads: Collection[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read ``survey.csv``; a study without one has asked nobody.

    Commas or semicolons, UTF-8, decimal points or commas. Of two answers by one respondent in one month the later
    row counts.

    Returns
    -------
    survey, problems : DataFrame
        Contracts ``survey`` and ``survey_problems``.

    Raises
    ------
    SettingsError
        If the file is no UTF-8 CSV, or a column is missing or unknown.
    """
    if not path.exists():
        return empty("survey"), empty("survey_problems")
    rows, problems = _read(path), Counter[str]()
    answers: dict[tuple[str, str, str], dict[str, object]] = {}
    for row in rows:
        answer = _answer(row, squads, problems)
        if answer is not None:
            key = (str(answer["squad"]), str(answer["month"]), str(answer["respondent"]))
            problems["answered twice"] += key in answers
            answers[key] = answer
    counted = [
        (reason, problems[reason], reason in ROW_REASONS)
        for reason in (*ROW_REASONS, *CELL_REASONS)
        if problems[reason]
    ]
    survey = conform("survey", pd.DataFrame(answers.values())) if answers else empty("survey")
    table = pd.DataFrame(counted, columns=["reason", "rows", "dropped"])
    return survey, conform("survey_problems", table) if counted else empty("survey_problems")


def _read(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.split("\n", 1)[0]
        reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"not readable as UTF-8 CSV ({error})", where=str(path)) from None
    header = [str(name).strip() for name in reader.fieldnames or []]
    check_columns(header, REQUIRED, OPTIONAL, of="survey", where=str(path))
    return [{str(k).strip(): (v or "").strip() for k, v in row.items() if isinstance(v, str | None)} for row in rows]


def _answer(row: dict[str, str], squads: Collection[str], problems: Counter[str]) -> dict[str, object] | None:
    """Return one row of ``survey``; None where it can't be used, and why is counted."""
    if not any(row.values()):
        return None
    percent = _number(row["toil_percent"].removesuffix("%"))
    wrong = {
        "unknown squad": row["squad"] not in squads,
        "no month": not _MONTH.fullmatch(row["month"]),
        "no respondent": not row["respondent"],
        "toil_percent is not 0 to 100": percent is None or not 0 <= percent <= 100,
    }
    if reason := next((reason for reason, holds in wrong.items() if holds), None):
        problems[reason] += 1
        return None
    satisfaction, minutes = row.get("satisfaction", ""), {p: row.get(f"minutes_{p}", "") for p in PLACES}
    content = int(satisfaction) if satisfaction in ("1", "2", "3", "4", "5") else None
    problems["satisfaction is not 1 to 5"] += bool(satisfaction) and content is None
    known = {p: _number(text) for p, text in minutes.items()}
    felt = {p: value if value is not None and value > 0 else None for p, value in known.items()}
    problems["minutes are not above 0"] += any(text and felt[p] is None for p, text in minutes.items())
    return {
        "squad": row["squad"],
        "month": row["month"],
        "respondent": row["respondent"],
        "toil_share": (percent or 0.0) / 100,
        "satisfaction": content,
        **{f"source_{p}": row.get(f"source_{p}") or None for p in PLACES},
        **{f"minutes_{p}": felt[p] for p in PLACES},
    }


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"-?\d{1,6}([.,]\d+)?", text.strip()) else None
