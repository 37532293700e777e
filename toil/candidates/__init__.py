"""Patterns to candidates: effort, the six attributes, ranges, economics, verdict."""

from toil.candidates.effort import count_unusable_minutes, estimate_effort
from toil.candidates.explanations import explain_attribute, explain_next, explain_verdict, source_strings
from toil.candidates.months import count_pattern_months
from toil.candidates.scoring import score_candidates

__all__ = [
    "count_pattern_months",
    "count_unusable_minutes",
    "estimate_effort",
    "explain_attribute",
    "explain_next",
    "explain_verdict",
    "score_candidates",
    "source_strings",
]
