"""What the scoring step of a squad's month computes, from tables to tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import pandas as pd

from toil.candidates import count_pattern_months, estimate_effort, score_candidates, suggest_means
from toil.decisions import apply_attributes, apply_status, apply_verdicts
from toil.settings import Economics, Effort, Suggestion
from toil.steps.cached import Tables
from toil.workload import BusinessHours


def score_month(
    tickets: pd.DataFrame,
    patterns: Tables,
    workload: Tables,
    decisions: pd.DataFrame,
    *,
    months: Sequence[str],
    covered: Sequence[str],
    effort: Effort,
    economics: Economics,
    calendar: BusinessHours,
) -> Tables:
    """Return ``ticket_effort``, ``pattern_months`` of the *covered* among *months*, and the tables of `Scores`."""
    minutes = estimate_effort(tickets, effort, ticket_patterns=patterns["ticket_patterns"], calendar=calendar)
    work = (patterns["ticket_patterns"], minutes, workload["episodes"], workload["ticket_episodes"])
    pattern_months = count_pattern_months(tickets, *work, months=covered, effort=effort)
    scores = score_candidates(
        tickets,
        patterns["patterns"],
        *work,
        pattern_months,
        months=months,
        effort=effort,
        economics=economics,
        decisions=decisions,
        calendar=calendar,
    )
    scored = {f.name: getattr(scores, f.name) for f in fields(scores)}
    return {"ticket_effort": minutes, "pattern_months": pattern_months, **scored}


def decide_candidates(scored: Tables, decisions: pd.DataFrame, catalogue: Sequence[Suggestion]) -> Tables:
    """Return *scored* with suggested means, people's statuses, and ``misfits``: decisions on no pattern here."""
    candidates, of_verdicts = apply_verdicts(scored["candidates"], decisions)
    *_, of_attributes = apply_attributes(candidates, decisions)
    candidates, of_statuses = apply_status(candidates, decisions)
    return scored | {
        "candidates": suggest_means(candidates, catalogue),
        "misfits": pd.concat([of_verdicts, of_attributes, of_statuses], ignore_index=True),
    }
