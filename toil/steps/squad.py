"""The stages of one squad's month, each in its one cached form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from toil.candidates import Stretch, read_survey
from toil.errors import SettingsError
from toil.exports import Fitness, Intake, fitness
from toil.i18n import Wording
from toil.publish import Report
from toil.schema import conform, empty
from toil.steps.cached import CachedStep, Tables
from toil.steps.candidates import decide_candidates, score_month
from toil.steps.desk import desk_month, desk_settings, workload_month
from toil.steps.elsewhere import decided_elsewhere, shared_toil
from toil.steps.injected import check_injected, check_types, executed_cells
from toil.steps.patterns import with_sureness
from toil.steps.progress import live_since, measure_actions
from toil.steps.study import open_study
from toil.steps.text_side import TextSteps
from toil.steps.versions import code_version, dump, package_versions
from toil.store import STUDY, digest
from toil.text import subject_source
from toil.workload import business_hours, cover_months


def open_steps(study: str | Path, squad: str, month: str = "", *, exports: Sequence[str] = ()) -> Steps:
    """Return the steps of one squad's month, as a notebook needs them.

    Parameters
    ----------
    study : str or Path
        The study file, or its folder.
    squad : str
        A squad of the study.
    month : str
        Month to report, YYYY-MM; empty is the latest that the exports cover whole.
    exports : sequence of str
        Export files to read instead of the study's own.

    Raises
    ------
    SettingsError
        If the study has no such squad, no squad of it has a ticket in that month, a parameter is of another type, or
        papermill was given one that the notebook does not have.
    """
    check_injected(executed_cells())
    check_types({"squad": squad, "month": month}, exports)
    parent = open_study(study, exports=exports)
    return Steps(parent, parent.study.checked_squad(squad), parent.checked_month(month))


@dataclass(frozen=True)
class Steps(TextSteps):
    """The stages of one squad's month; each is computed once and then read from the store."""

    @property
    def wording(self) -> Wording:
        """Strings, numbers and dates in the study's language."""
        return self.parent.wording

    @property
    def months(self) -> list[str]:
        """The months of the window that the exports cover, oldest first; the others are unknown, never zero."""
        return self.window.months

    @property
    def calendar_months(self) -> list[str]:
        """The report month and those before it that the study's window asks for, exported or not."""
        return self.window.calendar_months

    def intake(self) -> Intake:
        """Return what the loader found, with the squad's tickets of the window."""
        shared = self.parent.intake
        return Intake(**{f.name: getattr(shared, f.name) for f in fields(Intake)} | {"tickets": self.tickets()})

    def fitness(self) -> Fitness:
        """Return whether the month is fit for a report, with the figures that say so."""
        return fitness(self.intake(), self.study, self.squad, self.month)

    def workload(self) -> Tables:
        """Return ``squad_months``, ``episodes`` and ``ticket_episodes``."""
        return self._workload().tables

    def desk(self) -> Tables:
        """Return the survey of the squad's desk over the window: volumes, arrivals, durations, slis and more."""
        return self._desk().tables

    def candidates(self) -> Tables:
        """Return what `score_month` and `decide_candidates` give: ``candidates`` and the tables behind them."""
        tables = self.scored()
        return tables | {"candidates": with_sureness(tables["candidates"], self._sureness())}

    def scored(self) -> Tables:
        """Return what `candidates` does; how sure each pattern is isn't measured."""
        return decide_candidates(self._score().tables, self._decisions, self.study.catalogue)

    def misfits(self) -> pd.DataFrame:
        """Return the decisions that have no effect on the window, and why (contract ``misfits``)."""
        return pd.concat([self.patterns()["misfits"], self.candidates()["misfits"]], ignore_index=True)

    def elsewhere(self) -> Tables:
        """Return ``shared_patterns`` and ``compared_squads``; other squads' steps are computed where absent."""
        others = [squad for squad in self.study.squads if squad != self.squad]
        held = [Steps(self.parent, squad, self.month) for squad in others if self.month in self.parent.months(squad)]
        least = self.study.window.refuse_under
        return shared_toil(self._joined(), list(held), month=self.month, least=least, cached=self._cached)

    def progress(self) -> Tables:
        """Return what became of the actions that people wrote down as live: ``progress``, ``progress_months``."""
        months = [month for month in self.parent.months(self.squad) if month <= self.month]
        held = {month: Steps(self.parent, self.squad, month) for month in months} | {self.month: self}
        return measure_actions(
            live_since(self._decisions, self.month),
            months,
            lambda month: held[month].stretch(),
            lambda month: held[month].patterns_as_joined(),
        )

    def stretch(self) -> Stretch:
        """Return ``pattern_months`` of the window, and how far the exports cover each of its months."""
        coverage = cover_months(self.tickets(), months=self.months, zone=self.study.study.zone)
        return Stretch(self._score().tables["pattern_months"], coverage)

    def patterns_as_joined(self) -> pd.DataFrame:
        """Return ``ticket_patterns`` with lasting ids, as people joined them; their names are not in."""
        return self._joined().tables["ticket_patterns"]

    def counted(self) -> tuple[CachedStep, CachedStep, CachedStep]:
        """Return the steps that another squad's report compares with: patterns, workload, scores."""
        return self._joined(), self._workload(), self._score()

    def report(self) -> Report:
        """Return everything that a report of the month shows."""
        intake, patterns, candidates = self.intake(), self.patterns(), self.candidates()
        tables = patterns | self.workload() | self.desk() | candidates | self.elsewhere() | self.progress()
        tables |= {"earlier_months": self._earlier_months(tables["pattern_events"])}
        survey, survey_problems = self._survey()
        return Report(
            study=self.study,
            squad=self.squad,
            month=self.month,
            months=tuple(self.months),
            fitness=self.fitness(),
            subject_source=subject_source(intake.tickets),
            runs=self.facts(),
            decisions=self._decisions,
            survey=survey[survey["squad"] == self.squad].reset_index(drop=True),
            survey_problems=survey_problems,
            misfits=self.misfits(),
            shared_remedies=self.remedies(),
            frames=self.frames(),
            **{f.name: getattr(intake, f.name) for f in fields(Intake) if f.name in _REPORTED},
            **{name: tables[name] for name in _REPORTED if name in tables and name != "misfits"},
        )

    def _earlier_months(self, events: pd.DataFrame) -> pd.DataFrame:
        """Return ``pattern_months`` of the window before where a pattern shrank, else none of its rows."""
        shrunk = events[(events["month"] == self.month) & (events["event"] == "shrunk")]
        if shrunk.empty:
            return empty("pattern_months")
        return Steps(self.parent, self.squad, shrunk["previous_month"].iloc[0]).stretch().pattern_months

    def facts(self) -> pd.DataFrame:
        """Return what a reader needs to run the same again: versions, and hashes of inputs and settings."""
        facts = {
            "fingerprint": self.fingerprint(),
            "code": code_version(),
            "settings": digest(dump(self.study)),
            **package_versions(),
        }
        return conform("runs", pd.DataFrame({"fact": list(facts), "value": list(facts.values())}, dtype="str"))

    def fingerprint(self) -> str:
        """Return a hash of everything that the report depends on: inputs, decisions, settings, code."""
        decided = self._decisions.to_csv(index=False)
        survey = [table.to_csv(index=False) for table in self._survey()]
        settings = [dump(self.study), self.parent.embedder_name, survey, decided_elsewhere(self.study)]
        return digest(
            self.squad,
            self.month,
            self.window.files_so_far,
            self.parent.intake_key,
            decided,
            settings,
            code_version(),
        )

    def _survey(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        named = self.study.study
        path = self.study.folder / named.survey
        if "survey" in named.model_fields_set and not path.is_file():
            raise SettingsError("no such survey", where=str(path), do="Correct [study] survey, or remove it.")
        return read_survey(path, self.study.squads)

    def _workload(self) -> CachedStep:
        identified = self._joined()

        def compute() -> Tables:
            placed = identified.tables["ticket_patterns"]
            return workload_month(self.tickets(), placed, self.study, self.months, self.window.carried())

        inputs = [self.window.files_so_far, identified.files, self.months, self.study.study.timezone]
        return self._cached("workload", inputs, compute)

    def _desk(self) -> CachedStep:
        identified, effort = self._joined(), self._score()
        events = (self.parent.store.files(STUDY, "intake", self.parent.intake_key) or {}).get("ticket_events")

        def compute() -> Tables:
            placed, minutes = identified.tables["ticket_patterns"], effort.tables["ticket_effort"]
            tables = self.tickets(), placed, self.parent.intake.ticket_events, minutes
            carried = self.window.carried()
            return desk_month(*tables, study=self.study, squad=self.squad, months=self.months, carried=carried)

        hashes = [identified.files["ticket_patterns"], events, effort.files["ticket_effort"], self.months]
        inputs = [self.window.files_so_far, hashes, desk_settings(self.study, self.squad)]
        return self._cached("desk", inputs, compute)

    def _score(self) -> CachedStep:
        identified, workload = self._joined(), self._workload()
        study, decisions, economics = self.study, self._decisions, self.study.economics_of(self.squad)
        calendar = study.calendar_of(self.squad)

        def compute() -> Tables:
            return score_month(
                self.tickets(),
                self._named(),
                workload.tables,
                decisions,
                months=self.calendar_months,
                covered=self.months,
                effort=study.effort,
                economics=economics,
                calendar=business_hours(calendar, study.study.zone),
            )

        decided = decisions.query("action in ['rename', 'merge', 'verdict', 'attribute']").to_csv(index=False)
        settings = [
            dump(study.effort),
            dump(economics),
            dump(calendar),
            str(study.study.zone),
            decided,
            self.calendar_months,
            self.months,
        ]
        inputs = [identified.files, workload.files, self.window.files, settings]
        return self._cached("candidates", inputs, compute)


_NOT_TABLES = {"study", "squad", "month", "months", "fitness", "subject_source", "runs"}
_REPORTED = {f.name for f in fields(Report)} - _NOT_TABLES
