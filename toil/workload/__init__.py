"""Tickets and patterns to figures: months, episodes and bursts, business hours, backlog, the survey of a desk."""

from toil.workload.backlog import carry_over
from toil.workload.calendar import BusinessHours, business_hours
from toil.workload.changes import benjamini_hochberg, link_changes
from toil.workload.coverage import cover_months
from toil.workload.desk import survey_desk
from toil.workload.episodes import find_episodes
from toil.workload.knowledge import is_automated
from toil.workload.month_turns import count_month_turns
from toil.workload.months import summarise_months

__all__ = [
    "BusinessHours",
    "benjamini_hochberg",
    "business_hours",
    "carry_over",
    "count_month_turns",
    "cover_months",
    "find_episodes",
    "is_automated",
    "link_changes",
    "summarise_months",
    "survey_desk",
]
