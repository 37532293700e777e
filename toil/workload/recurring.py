"""Incidents that come back, and whether anybody asked why: a problem record, or each one resolved anew."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pandas as pd

from toil.schema import conform, empty
from toil.workload.rows import find_rows

MIN_DAYS = 3
"""Days that make incidents recurring: "the first and the second time is not toil" (SRE book, ch. 5)."""


def find_recurring(
    tickets: pd.DataFrame, ticket_patterns: pd.DataFrame, *, months: Sequence[str], zone: ZoneInfo
) -> pd.DataFrame:
    """Return ``recurring``: patterns, and items (else services), with incidents on three days of the window or more.

    Whether a problem record is named is unknown where no ticket of the squad ever names one: then the export lacks
    the field, or nobody uses it.
    """
    incident = tickets["kind"].eq("incident").fillna(False) & tickets["opened_at"].notna()
    here = tickets[incident & tickets["month"].isin(months)]
    pattern_at = find_rows(here["ticket_id"], ticket_patterns["ticket_id"])
    patterns = pd.array([*ticket_patterns["pattern_id"], None], dtype="str")
    facts = pd.DataFrame(
        {
            "pattern": patterns[pattern_at],
            "item": here["item"].fillna(here["service"]).array,
            "day": here["opened_at"].dt.tz_convert(zone).dt.date.array,
            "month": here["month"].array,
            "problem": here["problem_id"].notna().array,
        }
    )
    found = pd.concat([_by(facts, basis) for basis in ("pattern", "item")], ignore_index=True)
    if found.empty:
        return empty("recurring")
    told = bool(tickets["problem_id"].notna().any())
    return conform("recurring", found if told else found.drop(columns="with_problem"))


def _by(facts: pd.DataFrame, basis: str) -> pd.DataFrame:
    grouped = facts.groupby(basis)
    found = grouped.agg(
        incidents=("day", "size"),
        days=("day", "nunique"),
        months=("month", "nunique"),
        last_month=("month", "max"),
        with_problem=("problem", "sum"),
    )
    often = found[found["days"] >= MIN_DAYS].rename_axis("name").reset_index().assign(basis=basis)
    return often.sort_values(["days", "incidents", "name"], ascending=[False, False, True], ignore_index=True)
