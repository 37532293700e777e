"""What stands behind a published candidate: its tickets with their minutes, and the assumptions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toil.errors import RunError, SettingsError, nearest
from toil.publish.report import Report
from toil.publish.tables import BESIDE, tickets_with_work
from toil.schema import SCHEMA_VERSION, TABLES, conform, empty
from toil.settings import Economics, Effort

_FILES = ("candidates.json", "tickets.parquet")


@dataclass(frozen=True)
class Evidence:
    """A report's candidates, tickets and assumptions; enough to work each figure out again.

    ``tickets`` are contract ``tickets`` with ``pattern_id``, the columns of ``ticket_effort``, ``episode_id``,
    ``burst``.
    """

    squad: str
    title: str
    month: str
    months: tuple[str, ...]
    months_covered: float
    language: str
    effort: Effort
    economics: Economics
    candidates: pd.DataFrame
    overrules: pd.DataFrame
    tickets: pd.DataFrame
    progress: pd.DataFrame
    shared_remedies: pd.DataFrame

    def candidate(self, pattern_id: str) -> pd.Series:
        """Return the row of *pattern_id*, or of the candidate that has this number (its rank) in the report.

        Raises
        ------
        SettingsError
            If the report has no such pattern.
        """
        ids, ranks = self.candidates["pattern_id"], self.candidates["rank"].astype("str")
        rows = self.candidates[(ids == pattern_id) | (ranks == pattern_id)]
        if rows.empty:
            raise SettingsError(
                f"no pattern '{pattern_id}' in the report of {self.squad}, {self.month}",
                do=nearest(pattern_id, self.candidates["pattern_id"].head(20)),
            )
        return rows.iloc[0]


def evidence_of(report: Report) -> Evidence:
    """Return what stands behind *report*."""
    return Evidence(
        squad=report.squad,
        title=report.title,
        month=report.month,
        months=report.months,
        months_covered=report.months_covered,
        language=report.study.study.language,
        effort=report.study.effort,
        economics=report.economics,
        candidates=report.candidates,
        overrules=report.overrules,
        tickets=tickets_with_work(report),
        progress=report.progress,
        shared_remedies=report.shared_remedies,
    )


def read_evidence(folder: Path) -> Evidence:
    """Return what stands behind the report in *folder*, from its own files alone.

    Raises
    ------
    RunError
        If the folder holds no report, or one of another version.
    """
    document = _read_document(folder)
    if document.get("schema_version") != SCHEMA_VERSION or not _same_columns(document):
        raise RunError(
            "the report is of another version", where=str(folder), do="Make it again with: toil run --force"
        )
    return Evidence(
        squad=document["squad"],
        title=document["title"],
        month=document["month"],
        months=tuple(document["months"]),
        months_covered=document["months_covered"],
        language=document["language"],
        effort=Effort.model_validate(document["effort"]),
        economics=Economics.model_validate(document["economics"]),
        candidates=_table("candidates", document["candidates"]),
        **{name: _table(name, document[name]) for name in BESIDE},
        tickets=pq.read_table(folder / "tickets.parquet").to_pandas(),
    )


def _same_columns(document: dict[str, Any]) -> bool:
    """Return whether the report has today's tables, and its candidates the columns of today's contract."""
    if not {"effort", *BESIDE} <= document.keys():
        return False
    return [c["name"] for c in document["columns"]] == [c.name for c in TABLES["candidates"].columns]


def _read_document(folder: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads((folder / "candidates.json").read_bytes())
        pq.read_schema(folder / "tickets.parquet")
    except (OSError, ValueError, pa.ArrowException):
        raise RunError(
            "no report to explain",
            where=str(folder),
            wanted=f"a report's folder with {' and '.join(_FILES)}, or a study",
            do="Make one with: toil run",
        ) from None
    return document


def _table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return *rows* of the document as contract *name*; a payback that never comes is infinite again."""
    plain = [
        {key: float("inf") if value == "never" and key.startswith("payback") else value for key, value in row.items()}
        for row in rows
    ]
    table = pd.DataFrame(plain).drop(columns="reasons", errors="ignore")
    return conform(name, table) if len(table) else empty(name)
