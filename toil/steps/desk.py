"""What the steps of a squad's workload compute, from tables to tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from toil.settings import Study
from toil.steps.cached import Tables
from toil.steps.versions import dump
from toil.workload import business_hours, find_episodes, summarise_months, survey_desk


def earlier_files(files: Mapping[str, str], months: Sequence[str]) -> dict[str, str]:
    """Return of *files* (name ``tickets@YYYY-MM`` to hash) those of months before *months*."""
    return {name: value for name, value in files.items() if name.split("@")[1] < months[0]}


def workload_month(
    tickets: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    study: Study,
    months: list[str],
    carried: pd.DataFrame | None = None,
) -> Tables:
    """Return ``episodes``, ``ticket_episodes`` and ``squad_months``."""
    zone = study.study.zone
    episodes, ticket_episodes = find_episodes(tickets, ticket_patterns, zone=zone, months=months)
    squad_months = summarise_months(tickets, ticket_patterns, months=months, zone=zone, carried=carried)
    return {"episodes": episodes, "ticket_episodes": ticket_episodes, "squad_months": squad_months}


def desk_month(
    tickets: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    ticket_events: pd.DataFrame,
    ticket_effort: pd.DataFrame,
    *,
    study: Study,
    squad: str,
    months: list[str],
    carried: pd.DataFrame | None = None,
) -> Tables:
    """Return the survey of a squad's desk, with the calendar, targets and people that the study states for it."""
    people = study.squads[squad].people
    return survey_desk(
        tickets,
        ticket_patterns,
        ticket_events,
        ticket_effort,
        months=months,
        zone=study.study.zone,
        calendar=business_hours(study.calendar_of(squad), study.study.zone),
        slo=study.slo_of(squad),
        capacity_hours=people * study.effort.productive_hours_month if people else None,
        carried=carried,
    )


def desk_settings(study: Study, squad: str) -> list[object]:
    """Return the settings that `desk_month` reads, for a key."""
    return [
        study.study.timezone,
        dump(study.calendar_of(squad)),
        dump(study.slo_of(squad)),
        study.squads[squad].people,
        study.effort.productive_hours_month,
    ]
