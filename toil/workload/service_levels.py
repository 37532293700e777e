"""Service levels met on paper, and what was opened again in fact."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toil.schema import conform
from toil.schema.workload_tables import ALL
from toil.workload.outcomes import data_end, judge_service_level, share


def compare_service_levels(tickets: pd.DataFrame, *, months: Sequence[str]) -> pd.DataFrame:
    """Return ``service_levels``: by month and priority, how many met their level, and of these were opened again.

    A ticket that met its level and came back was met on paper only. Where the export has no count of reopens, what
    was kept in fact is unknown.
    """
    met = judge_service_level(tickets, end=data_end(tickets))
    facts = pd.DataFrame(
        {
            "month": tickets["month"],
            "priority": tickets["priority"].astype("str"),
            "judged": met.notna(),
            "met": met.fillna(False).astype(bool),
            "known": met.notna() & tickets["reopens"].notna(),
            "again": tickets["reopens"].fillna(0) > 0,
        }
    )
    levels = [ALL, *sorted(facts["priority"].dropna().unique())]
    groups = {level: facts if level == ALL else facts[facts["priority"] == level] for level in levels}
    rows = [
        {"month": month, "priority": level} | _summary(group[group["month"] == month])
        for month in months
        for level, group in [*groups.items(), *_unknown(facts)]
    ]
    return conform("service_levels", pd.DataFrame(rows).astype({"priority": "str"}))


def _unknown(facts: pd.DataFrame) -> list[tuple[None, pd.DataFrame]]:
    without = facts[facts["priority"].isna()]
    return [(None, without)] if len(without) else []


def _summary(facts: pd.DataFrame) -> dict[str, float]:
    judged, met, known = int(facts["judged"].sum()), int(facts["met"].sum()), int(facts["known"].sum())
    reopened = int((facts["known"] & facts["met"] & facts["again"]).sum())
    kept = int((facts["known"] & facts["met"] & ~facts["again"]).sum())
    return {
        "tickets": len(facts),
        "judged": judged,
        "met": met,
        "attainment": share(met, judged),
        "known": known,
        "reopened": reopened,
        "kept": kept,
        "attainment_in_fact": share(kept, known),
    }
