"""Tickets of a pattern to look at: the central ones, and those that might as well be elsewhere."""

from __future__ import annotations

import pandas as pd

SAMPLES = 5


def sample_tickets(ticket_patterns: pd.DataFrame) -> pd.DataFrame:
    """Return up to five central and five borderline tickets of each pattern, each of another template.

    Central: highest similarity to the centre. Borderline: smallest lead over the next pattern.
    """
    inside = ticket_patterns[ticket_patterns["pattern_id"].notna()]
    one_each = inside.sort_values(["pattern_id", "template_id", "ticket_id"]).drop_duplicates("template_id")
    central = one_each.sort_values(["pattern_id", "similarity", "ticket_id"], ascending=[True, False, True])
    central = central.groupby("pattern_id", sort=True).head(SAMPLES)
    rest = one_each.drop(central.index).sort_values(["pattern_id", "margin", "ticket_id"])
    borderline = rest.groupby("pattern_id", sort=True).head(SAMPLES)
    parts = [_ranked(central, "central"), _ranked(borderline, "borderline")]
    return pd.concat(parts).sort_values(["pattern_id", "role", "rank"], ascending=[True, False, True])


def _ranked(tickets: pd.DataFrame, role: str) -> pd.DataFrame:
    ranked = tickets.assign(role=role, rank=tickets.groupby("pattern_id").cumcount() + 1)
    return ranked[["pattern_id", "ticket_id", "role", "rank", "similarity"]]
