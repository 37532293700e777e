"""How many people share the knowledge of a pattern; nobody is named, followed from pattern to pattern, or ranked."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from toil.schema import conform, empty
from toil.workload.rows import find_rows

MIN_TICKETS = 10
SHOWN = 8
"""People shown with a letter of their own; what others resolved is added up."""


def is_automated(tickets: pd.DataFrame) -> np.ndarray:
    """Return which of *tickets* an account of automation resolved: such is no person."""
    return tickets["automated"].to_numpy(dtype=bool, na_value=False)


def concentrate_knowledge(tickets: pd.DataFrame, ticket_patterns: pd.DataFrame) -> pd.DataFrame:
    """Return ``knowledge``: for each pattern the chance that two of its tickets have the same resolver.

    The chance is unbiased, ``sum n (n - 1) / (N (N - 1))`` (Simpson 1949, Nature 163, 688): 1 is one person for all,
    and it does not fall only because tickets are few. Unknown under 10 tickets with a resolver.
    """
    named = ticket_patterns[ticket_patterns["pattern_id"].notna()]
    if named.empty:
        return empty("knowledge")
    at = find_rows(named["ticket_id"], tickets["ticket_id"])
    inside = at >= 0
    placed = pd.DataFrame(
        {
            "pattern_id": named["pattern_id"].array[inside],
            "resolver": tickets["resolver"].array[at[inside]],
        }
    )
    placed["resolver"] = placed["resolver"].mask(is_automated(tickets)[at[inside]])
    rows = [
        {"pattern_id": pattern, "tickets": len(group)} | _summary(pattern, group["resolver"].value_counts())
        for pattern, group in placed.groupby("pattern_id", sort=True)
    ]
    return conform("knowledge", pd.DataFrame(rows)) if rows else empty("knowledge")


def _summary(pattern: str, counts: pd.Series) -> dict[str, float | int | str | None]:
    n, total = counts.to_numpy(dtype=np.int64), int(counts.sum())
    if total < MIN_TICKETS:
        return {"known": total, "resolvers": None, "concentration": float("nan"), "people": None}
    return {
        "known": total,
        "resolvers": len(n),
        "concentration": float((n * (n - 1)).sum() / (total * (total - 1))),
        "people": _letters(pattern, counts),
    }


def _letters(pattern: str, counts: pd.Series) -> str:
    """Return the tickets of person A, B, ... in an order that says nothing of them, another for each pattern."""
    order = sorted(counts.index, key=lambda person: hashlib.sha256(f"{pattern}\0{person}".encode()).digest())
    told = [f"{chr(ord('A') + place)} {counts[person]}" for place, person in enumerate(order[:SHOWN])]
    rest = order[SHOWN:]
    return ", ".join(told + ([f"+{len(rest)}: {counts[rest].sum()}"] if rest else []))
