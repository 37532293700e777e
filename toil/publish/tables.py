"""The report's numbers as files: for programs, for spreadsheets, and every chart's own table.

CSV files are for programs and read the same everywhere: UTF-8, commas, decimal points (RFC 4180). A semicolon and a
decimal comma, which a Portuguese spreadsheet would want, belong to the workbook, where each cell has its type.
"""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toil.candidates import reasons_in_all_languages
from toil.charts import pareto_table, treemap_table, trend_table, volume_table
from toil.publish.alike import alike_table
from toil.publish.decided import decisions_table
from toil.publish.moves import moves_table
from toil.publish.report import Report
from toil.publish.spending import budget_line, purchases
from toil.publish.untrusted import clean_text, safe_cells
from toil.publish.workbook import MOST_ROWS, workbook
from toil.schema import SCHEMA_VERSION, TABLES
from toil.schema.workload_tables import WORKLOAD_TABLES

PRIVATE = 0o600
WORKLOAD = ("squad_months", *(table.name for table in WORKLOAD_TABLES))
"""Tables of the squad's workload, each a file of its own."""
BESIDE = ("overrules", "progress", "shared_remedies")
"""Tables that stand whole in ``candidates.json``, for `toil explain`."""
_DIGITS = 6


def write_tables(report: Report, folder: Path) -> None:
    """Write ``candidates.csv``, ``candidates.json``, ``tickets.parquet`` and the tables of charts and workload.

    ``tables.xlsx`` holds the same tables as the CSV files, a sheet each; one with more rows than a sheet can have
    stays a file.

    Each holds ticket text, redacted, and so is readable by its owner only (mode 0600). Text cells that a spreadsheet
    would take for a formula begin with an apostrophe in the CSV files.
    """
    ranked = report.candidates.sort_values("rank", ignore_index=True)
    sheets = {
        "candidates.csv": ranked,
        "tickets.csv": ticket_list(report),
        "moves.csv": moves_table(report),
        "decisions.csv": decisions_table(report),
        "progress.csv": report.progress,
        "resolved_alike.csv": alike_table(report),
        "frames.csv": report.frames,
        "charts/pareto.csv": pareto_table(ranked),
        "charts/themes.csv": treemap_table(ranked, area="hours"),
        "charts/trends.csv": _trends(report),
        "charts/volume.csv": volume_table(report.within(report.squad_months)),
        "charts/budget.csv": budget_line(report),
        "charts/budgets.csv": purchases(report),
        "charts/sensitivity.csv": report.sensitivity,
        "charts/progress_months.csv": report.progress_months,
        "charts/shared.csv": report.shared_patterns,
        **{f"workload/{name}.csv": getattr(report, name) for name in WORKLOAD},
    }
    for name, table in sheets.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _write_private(folder / name, _sheet(table))
    # One sheet a file, under the file's own name.
    fitting = {name: table for name, table in sheets.items() if len(table) <= MOST_ROWS}
    book = workbook({name.rsplit("/", 1)[-1].removesuffix(".csv"): table for name, table in fitting.items()})
    _write_private(folder / "tables.xlsx", book)
    _write_private(folder / "candidates.json", _document(report, ranked).encode())
    _write_private(folder / "tickets.parquet", _parquet(report))


def _trends(report: Report) -> pd.DataFrame:
    parts = [
        trend_table(report.within(months)).assign(pattern_id=pid)
        for pid, months in report.pattern_months.groupby("pattern_id")
    ]
    return pd.concat([pd.DataFrame(columns=["pattern_id", "month"]), *parts]) if parts else pd.DataFrame()


def _sheet(table: pd.DataFrame) -> bytes:
    """Return *table* as CSV; no text cell in it is a formula."""
    safe = table.assign(**{name: safe_cells(table[name]) for name in table if table[name].dtype == "str"})
    return safe.round(_DIGITS).to_csv(index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n").encode()


def _document(report: Report, candidates: pd.DataFrame) -> str:
    """Return the candidates and the meaning of each column; unknown is null, a payback that never comes "never"."""
    contract = TABLES["candidates"]
    document = {
        "schema_version": SCHEMA_VERSION,
        "study": report.study.study.name,
        "language": report.study.study.language,
        "squad": report.squad,
        "title": report.title,
        "month": report.month,
        "months": list(report.months),
        "months_covered": round(report.months_covered, _DIGITS),
        "currency": report.economics.currency,
        "effort": report.study.effort.model_dump(mode="json"),
        "economics": report.economics.model_dump(mode="json"),
        "columns": [
            {"name": c.name, "type": c.dtype, "meaning": c.meaning, "nullable": c.nullable} for c in contract.columns
        ],
        "candidates": [
            {name: _plain(value) for name, value in row.items()} | {"reasons": reasons_in_all_languages(row)}
            for row in candidates.to_dict("records")
        ],
        **{
            table: [
                {name: _plain(value) for name, value in row.items()}
                for row in getattr(report, table).to_dict("records")
            ]
            for table in BESIDE
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if pd.isna(value):
        return None
    if isinstance(value, float):
        return "never" if math.isinf(value) else round(value, _DIGITS)
    return value


def tickets_with_work(report: Report) -> pd.DataFrame:
    """Return the window's tickets, each with its pattern, minutes and their rung, episode, and attributes' tests.

    Columns of ``ticket_attributes`` are named ``test_manual`` and so on.
    """
    links = report.ticket_patterns[["ticket_id", "template_id", "pattern_id", "similarity"]]
    bursts = report.ticket_episodes.merge(report.episodes[["episode_id", "burst"]], on="episode_id", how="left")
    joined = report.tickets.merge(links, on="ticket_id", how="left")
    tests = report.ticket_attributes.rename(columns=lambda name: name if name == "ticket_id" else f"test_{name}")
    for more in (report.ticket_effort, bursts, tests):
        joined = joined.merge(more, on="ticket_id", how="left")
    return joined


def ticket_list(report: Report) -> pd.DataFrame:
    """Return which ticket is of which pattern, in the order of the candidates: no text of a ticket, but its id.

    Columns: ticket_id, opened_at (to the minute, in the study's zone), kind, state, pattern_id and label (empty where
    in no pattern), minutes_base, burst.
    """
    work = tickets_with_work(report)
    named = work.merge(report.candidates[["pattern_id", "label", "rank"]], on="pattern_id", how="left")
    opened = named["opened_at"].dt.tz_convert(report.study.study.zone).dt.strftime("%Y-%m-%d %H:%M")
    listed = named.assign(opened_at=opened).sort_values(["rank", "opened_at", "ticket_id"], ignore_index=True)
    return listed[["ticket_id", "opened_at", "kind", "state", "pattern_id", "label", "minutes_base", "burst"]]


def _parquet(report: Report) -> bytes:
    """Return the tickets with their work as a Parquet file that carries ``schema_version``."""
    table = pa.Table.from_pandas(tickets_with_work(report), preserve_index=False)
    marked = table.replace_schema_metadata(
        {**(table.schema.metadata or {}), b"schema_version": b"%d" % SCHEMA_VERSION}
    )
    sink = pa.BufferOutputStream()
    pq.write_table(marked, sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def _write_private(path: Path, content: bytes) -> None:
    path.touch(mode=PRIVATE)
    path.chmod(PRIVATE)
    path.write_bytes(content)
