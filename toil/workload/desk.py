"""The quantitative survey of a squad's desk: every table of it from one set of tickets."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pandas as pd

from toil.settings import Slo
from toil.workload.backlog import follow_backlog
from toil.workload.calendar import BusinessHours
from toil.workload.durations import measure_durations
from toil.workload.handoffs import count_handoffs, summarise_handoffs
from toil.workload.indicators import measure_indicators
from toil.workload.knowledge import concentrate_knowledge
from toil.workload.recurring import find_recurring
from toil.workload.service_levels import compare_service_levels
from toil.workload.volumes import count_arrivals, count_volumes

log = logging.getLogger(__name__)


def survey_desk(
    tickets: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    ticket_events: pd.DataFrame,
    ticket_effort: pd.DataFrame,
    *,
    months: Sequence[str],
    zone: ZoneInfo,
    calendar: BusinessHours,
    slo: Slo,
    capacity_hours: float | None,
    carried: pd.DataFrame | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the tables of the workload by the names of their contracts, for one squad and window.

    Parameters
    ----------
    tickets, ticket_patterns, ticket_events, ticket_effort : DataFrame
        As the contracts say; events of other squads' tickets are passed over.
    months : sequence of str
        Window, YYYY-MM, oldest first.
    zone : ZoneInfo
        Of months and days.
    calendar : BusinessHours
        The squad's hours.
    slo : Slo
        The squad's targets.
    capacity_hours : float
        People times productive hours of a month, None where the study states no people.
    carried : DataFrame
        Tickets opened before the window that had not ended when it began; for the backlog alone.
    """
    tables = {
        "volumes": count_volumes(tickets, months=months),
        "arrivals": count_arrivals(tickets, months=months, zone=zone, calendar=calendar),
        "durations": measure_durations(tickets, months=months, calendar=calendar),
        "service_levels": compare_service_levels(tickets, months=months),
        "backlogs": follow_backlog(
            tickets,
            months=months,
            zone=zone,
            carried=carried,
            ticket_effort=ticket_effort,
            capacity_hours=capacity_hours,
        ),
        "handoffs": count_handoffs(tickets, ticket_events, months=months),
        "handoff_months": summarise_handoffs(tickets, ticket_events, months=months),
        "knowledge": concentrate_knowledge(tickets, ticket_patterns),
        "recurring": find_recurring(tickets, ticket_patterns, months=months, zone=zone),
        "slis": measure_indicators(tickets, slo, months=months, zone=zone, calendar=calendar),
    }
    log.info("desk: %d tickets in, %d tables out", len(tickets), len(tables))
    return tables
