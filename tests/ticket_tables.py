"""Ticket tables for tests: a test writes only the columns that matter; the contract fills the rest with nulls."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toil.schema import TABLES, conform


def make_tickets(rows: list[dict]) -> pd.DataFrame:
    """Return a ``tickets`` table; times are UTC texts, the month is that of ``opened_at`` in UTC where not given."""
    table = pd.DataFrame(rows)
    if "ticket_id" not in table:
        table["ticket_id"] = [f"T{n:04d}" for n in range(len(table))]
    for column in TABLES["tickets"].columns:
        if column.name in table and column.dtype.startswith("datetime"):
            table[column.name] = pd.to_datetime(table[column.name], utc=True)
    if "month" not in table:
        table["month"] = table["opened_at"].dt.strftime("%Y-%m")
    return conform("tickets", table.assign(source=table.get("source", "test")))


def place(tickets: pd.DataFrame, patterns: list[str | None] | str) -> pd.DataFrame:
    """Return ``ticket_patterns`` that put each ticket into the pattern named."""
    return conform(
        "ticket_patterns",
        pd.DataFrame({"ticket_id": tickets["ticket_id"], "pattern_id": patterns}).assign(
            template_id="x", similarity=1.0, margin=np.nan, language="en"
        ),
    )


def describe(pattern_ids: list[str]) -> pd.DataFrame:
    """Return ``patterns`` with those ids, labelled by them."""
    return conform(
        "patterns",
        pd.DataFrame({"pattern_id": pattern_ids, "label": pattern_ids}).assign(
            terms="", tickets=0, templates=1, language="en", stability=np.nan, cohesion=1.0, first_month="2026-01"
        ),
    )
