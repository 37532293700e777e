"""Ticket tables for tests: a test writes only the columns that matter; the contract fills the rest with nulls."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from toil.candidates import count_pattern_months, estimate_effort, score_candidates
from toil.schema import TABLES, conform
from toil.settings import Economics, Effort
from toil.workload import BusinessHours, find_episodes


def make_tickets(rows: list[dict]) -> pd.DataFrame:
    """Return a ``tickets`` table; times are UTC texts, the month is that of ``opened_at`` in UTC where not given."""
    table = pd.DataFrame(rows)
    if "ticket_id" not in table:
        table["ticket_id"] = [f"T{n:04d}" for n in range(len(table))]
    for column in TABLES["tickets"].columns:
        if column.name in table and column.dtype.startswith("datetime"):
            table[column.name] = pd.to_datetime(table[column.name], utc=True, format="ISO8601")
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
        pd.DataFrame({"pattern_id": pattern_ids, "label": pattern_ids, "theme": pattern_ids}).assign(
            terms="", tickets=0, templates=1, language="en", stability=np.nan, cohesion=1.0, first_month="2026-01"
        ),
    )


@dataclass(frozen=True)
class Stages:
    """The tables of one small squad through every stage to candidates."""

    ticket_effort: pd.DataFrame
    episodes: pd.DataFrame
    ticket_episodes: pd.DataFrame
    pattern_months: pd.DataFrame
    candidates: pd.DataFrame
    pattern_effort: pd.DataFrame
    overrules: pd.DataFrame


def run_stages(
    tickets: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    months: list[str],
    *,
    effort: Effort | None = None,
    economics: Economics | None = None,
    patterns: pd.DataFrame | None = None,
    decisions: pd.DataFrame | None = None,
) -> Stages:
    """Return the tables that *tickets* lead to, hours and months in UTC."""
    calendar, effort = BusinessHours(zone=ZoneInfo("UTC")), effort or Effort()
    described = describe(sorted(ticket_patterns["pattern_id"].dropna().unique())) if patterns is None else patterns
    minutes = estimate_effort(tickets, effort, ticket_patterns=ticket_patterns, calendar=calendar)
    episodes, ticket_episodes = find_episodes(tickets, ticket_patterns, zone=calendar.zone, months=months)
    tables = (ticket_patterns, minutes, episodes, ticket_episodes)
    counted = count_pattern_months(tickets, *tables, months=months, effort=effort)
    scores = score_candidates(
        tickets, described, *tables, counted, months=months, effort=effort, economics=economics or Economics(),
        calendar=calendar, decisions=decisions,
    )  # fmt: skip
    return Stages(
        minutes, episodes, ticket_episodes, counted, scores.candidates, scores.pattern_effort, scores.overrules
    )
