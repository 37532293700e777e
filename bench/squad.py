"""From made-up tickets of one squad to its candidates, for benches that know the truth."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from toil.candidates import Scores, count_pattern_months, estimate_effort, score_candidates
from toil.schema import conform
from toil.settings import Economics, Effort
from toil.workload import BusinessHours, find_episodes


def score_squad(rows: pd.DataFrame, months: Sequence[str], effort: Effort | None = None) -> Scores:
    """Return the scores of *rows*: columns of ``tickets``, and ``pattern``, the name of each ticket's pattern."""
    calendar, effort = BusinessHours(zone=ZoneInfo("UTC")), effort or Effort()
    ids = [f"T{n:06d}" for n in range(len(rows))]
    month = rows["opened_at"].dt.strftime("%Y-%m")
    columns = rows.drop(columns="pattern").assign(ticket_id=ids, source="bench", month=month)
    tickets = conform("tickets", columns)
    links = pd.DataFrame({"ticket_id": ids, "pattern_id": rows["pattern"].to_numpy()})
    placed = conform("ticket_patterns", links.assign(template_id="x", similarity=1.0, margin=np.nan, language="en"))
    names = sorted(rows["pattern"].unique())
    patterns = pd.DataFrame({"pattern_id": names, "label": names, "theme": names}).assign(
        terms="", tickets=0, templates=1, language="en", stability=np.nan, cohesion=1.0, first_month=months[0]
    )
    minutes = estimate_effort(tickets, effort, ticket_patterns=placed, calendar=calendar)
    episodes = find_episodes(tickets, placed, zone=calendar.zone, months=months)
    tables = (placed, minutes, *episodes)
    volumes = count_pattern_months(tickets, *tables, months=months, effort=effort)
    return score_candidates(
        tickets,
        conform("patterns", patterns),
        *tables,
        volumes,
        months=months,
        effort=effort,
        economics=Economics(),
        calendar=calendar,
    )
