"""Everything one report is made of: the tables of one squad and month, and the settings they were made with."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from toil.candidates import add_draws, measure_sensitivity
from toil.candidates.ranges import Points
from toil.schema import empty
from toil.settings import Economics, Squad, Study, months_back
from toil.workload import cover_months

if TYPE_CHECKING:
    from toil.exports import Fitness


@dataclass(frozen=True)
class Report:
    """The tables behind one squad's report of one month, each as its contract in ``toil.schema`` says.

    ``months`` is the window, oldest first, ``month`` its last: of the calendar months that the study asks for, those
    that the exports cover. ``subject_source`` is "text" or "codes". ``earlier_months`` are the ``pattern_months`` of
    the window before, where a pattern shrank since.
    """

    study: Study
    squad: str
    month: str
    months: tuple[str, ...]
    fitness: Fitness
    subject_source: str
    tickets: pd.DataFrame
    templates: pd.DataFrame
    ticket_patterns: pd.DataFrame
    patterns: pd.DataFrame
    pattern_samples: pd.DataFrame
    pattern_events: pd.DataFrame
    episodes: pd.DataFrame
    pattern_months: pd.DataFrame
    squad_months: pd.DataFrame
    candidates: pd.DataFrame
    sources: pd.DataFrame
    intake_counts: pd.DataFrame
    columns: pd.DataFrame
    redactions: pd.DataFrame
    runs: pd.DataFrame
    ticket_effort: pd.DataFrame = field(default_factory=lambda: empty("ticket_effort"))
    ticket_episodes: pd.DataFrame = field(default_factory=lambda: empty("ticket_episodes"))
    drawn_hours: pd.DataFrame = field(default_factory=lambda: empty("drawn_hours"))
    pattern_effort: pd.DataFrame = field(default_factory=lambda: empty("pattern_effort"))
    ticket_attributes: pd.DataFrame = field(default_factory=lambda: empty("ticket_attributes"))
    overrules: pd.DataFrame = field(default_factory=lambda: empty("overrules"))
    decisions: pd.DataFrame = field(default_factory=lambda: empty("decisions"))
    survey: pd.DataFrame = field(default_factory=lambda: empty("survey"))
    survey_problems: pd.DataFrame = field(default_factory=lambda: empty("survey_problems"))
    shared_remedies: pd.DataFrame = field(default_factory=lambda: empty("shared_remedies"))
    shared_patterns: pd.DataFrame = field(default_factory=lambda: empty("shared_patterns"))
    compared_squads: pd.DataFrame = field(default_factory=lambda: empty("compared_squads"))
    misfits: pd.DataFrame = field(default_factory=lambda: empty("misfits"))
    progress: pd.DataFrame = field(default_factory=lambda: empty("progress"))
    progress_months: pd.DataFrame = field(default_factory=lambda: empty("progress_months"))
    earlier_months: pd.DataFrame = field(default_factory=lambda: empty("pattern_months"))
    frames: pd.DataFrame = field(default_factory=lambda: empty("frames"))
    volumes: pd.DataFrame = field(default_factory=lambda: empty("volumes"))
    arrivals: pd.DataFrame = field(default_factory=lambda: empty("arrivals"))
    durations: pd.DataFrame = field(default_factory=lambda: empty("durations"))
    service_levels: pd.DataFrame = field(default_factory=lambda: empty("service_levels"))
    backlogs: pd.DataFrame = field(default_factory=lambda: empty("backlogs"))
    handoffs: pd.DataFrame = field(default_factory=lambda: empty("handoffs"))
    handoff_months: pd.DataFrame = field(default_factory=lambda: empty("handoff_months"))
    knowledge: pd.DataFrame = field(default_factory=lambda: empty("knowledge"))
    recurring: pd.DataFrame = field(default_factory=lambda: empty("recurring"))
    slis: pd.DataFrame = field(default_factory=lambda: empty("slis"))

    @property
    def title(self) -> str:
        """Name of the squad that a reader sees."""
        return self.study.squad_title(self.squad)

    @property
    def settings(self) -> Squad:
        """The squad's section of the study."""
        return self.study.squads[self.squad]

    @property
    def economics(self) -> Economics:
        """Rates and means, the squad's own over the study's."""
        return self.study.economics_of(self.squad)

    @property
    def months_covered(self) -> float:
        """Months of the window that the exports cover: what every figure "a month" was divided by."""
        return float(self.coverage.sum())

    @cached_property
    def coverage(self) -> pd.Series:
        """Share of each of ``months`` that the exports cover, 0 to 1: the one definition of a month covered."""
        return cover_months(self.tickets, months=self.months, zone=self.study.study.zone)

    @cached_property
    def hours(self) -> Points:
        """Hours a month of all patterns together: percentiles of the sum, not sums of percentiles; NaN is unknown."""
        return add_draws([self.drawn_hours])

    @cached_property
    def rank_of(self) -> dict[str, int]:
        """Rank of each candidate by pattern id: its number wherever it is named."""
        return dict(zip(self.candidates["pattern_id"], self.candidates["rank"], strict=True))

    @cached_property
    def sensitivity(self) -> pd.DataFrame:
        """Which assumption moves the ten candidates with most net hours, what moves most first."""
        return measure_sensitivity(
            self.candidates,
            self.pattern_effort,
            effort=self.study.effort,
            economics=self.economics,
            months=self.months_covered or math.nan,
        )

    @property
    def calendar_months(self) -> tuple[str, ...]:
        """The months that the study's window asks for, oldest first, exported or not."""
        return tuple(months_back(self.month, self.study.window.months))

    @property
    def missing_months(self) -> tuple[str, ...]:
        """Those of them that no export covers: unknown, never zero."""
        return tuple(month for month in self.calendar_months if month not in self.months)

    def within(self, months: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of *months* (column ``month``) that are of ``months``, oldest first."""
        return months[months["month"].isin(self.months)].sort_values("month", ignore_index=True)

    @property
    def dated(self) -> bool:
        """Whether any ticket carries a date of its own; without one each time-based figure is unknown."""
        return bool(self.tickets["opened_at"].notna().any())
