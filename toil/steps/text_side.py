"""The text side of one squad's month, each stage in its one cached form: patterns, their ids, their stability."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from toil.decisions import apply_names, find_joins, joins_patterns, read_decisions
from toil.patterns import Span, register, share_remedies
from toil.schema import conform
from toil.settings import Study
from toil.steps.cached import CachedStep, Tables
from toil.steps.patterns import (
    compare_month,
    fit_month,
    group_month,
    identify_month,
    join_month,
    measure_month,
    to_fit,
    with_sureness,
)
from toil.steps.registry import read_registry
from toil.steps.study import StudySteps
from toil.steps.subjects import window_subjects
from toil.steps.versions import dump
from toil.steps.window import Window


@dataclass(frozen=True)
class TextSteps:
    """The stages of one squad's month that look at texts; each is computed once and then read from the store."""

    parent: StudySteps
    squad: str
    month: str
    _memory: dict[str, CachedStep] = field(default_factory=dict, repr=False, compare=False)

    @property
    def study(self) -> Study:
        """The study file."""
        return self.parent.study

    @property
    def window(self) -> Window:
        """What the exports hold of the month and the window before it."""
        return Window(self.parent, self.squad, self.month)

    def tickets(self) -> pd.DataFrame:
        """Return the squad's tickets of the window (contract ``tickets``), personal data redacted."""
        return self.window.tickets()

    def patterns(self) -> Tables:
        """Return the text side: templates, patterns, where each ticket went, samples, events, misfits."""
        tables = self._named()
        return tables | {"patterns": with_sureness(tables["patterns"], self._sureness())}

    def frames(self) -> pd.DataFrame:
        """Return what many unlike texts share, and is left out where patterns are found (contract ``frames``)."""
        return self._clustered(self.month, self.study.patterns.granularity).tables["frames"]

    def granularities(self) -> pd.DataFrame:
        """Return what the patterns would be, coarser and finer (contract ``granularities``)."""
        normal, settings, decided = self._clustered(self.month, "normal"), self.study.patterns, self._decisions

        def compute() -> Tables:
            return compare_month(self.tickets(), normal.tables, decided, settings)

        inputs = [normal.files, self.window.files, self._groupings, settings.min_tickets, settings.not_frames]
        return self._cached("what-if", inputs, compute).tables["granularities"]

    def remedies(self) -> pd.DataFrame:
        """Return the patterns that are resolved in the same words (contract ``shared_remedies``)."""
        joined = self._joined()

        def compute() -> Tables:
            return {"shared_remedies": share_remedies(self.tickets(), joined.tables["ticket_patterns"])}

        return self._cached("remedies", [joined.files, self.window.files], compute).tables["shared_remedies"]

    def publish_ids(self) -> None:
        """Enter this month's pattern ids into the registry: from now on they win over a replay."""
        store = self.parent.store
        known = read_registry(store, self.squad, [m for m in store.keys(self.squad, "published") if m == self.month])
        fresh = register(to_fit(self._identify(self.month).tables), self.month)
        added = fresh[~fresh["pattern_id"].isin(known["pattern_id"])]
        if len(added):
            rows = pd.concat([known, added]).sort_values(["pattern_id", "template_id"])
            store.write(self.squad, "published", self.month, {"registry": conform("registry", rows)})

    def _sureness(self) -> pd.DataFrame:
        """Return stability and purity of each pattern, unknown for those that people joined."""
        kept, _ = find_joins(self._identify(self.month).tables["patterns"], self._decisions)
        measured = self._measured().tables["patterns"].set_index("pattern_id")[["stability", "purity"]]
        return measured.drop(index=list(set(kept) | set(kept.values())), errors="ignore")

    def _named(self) -> Tables:
        """Return what `patterns` does; how stable each is isn't measured."""
        templates = self._fit(self.month).tables["templates"]
        tables = self._joined().tables
        named, misfits = apply_names(tables["patterns"], self._decisions)
        return tables | {
            "templates": templates,
            "patterns": named,
            "misfits": pd.concat([tables["misfits"], misfits], ignore_index=True),
        }

    def _clustered(self, month: str, granularity: str) -> CachedStep:
        """Find the patterns; neither people's groups nor lasting ids are in yet."""
        settings = self.study.patterns.model_copy(update={"granularity": granularity})
        window = Window(self.parent, self.squad, month)

        def compute() -> Tables:
            tickets = window.tickets()
            subjects = window_subjects(tickets, window.files, self._cached)
            return fit_month(tickets, subjects, settings, self.parent.embedder)

        return self._cached("fit", [window.files, dump(settings), self.parent.embedder_name], compute)

    def _fit(self, month: str) -> CachedStep:
        found, decided = self._clustered(month, self.study.patterns.granularity), self._decisions
        window = Window(self.parent, self.squad, month)
        return self._cached(
            "grouped",
            [found.files, window.files, self._groupings],
            lambda: group_month(window.tickets(), found.tables, decided),
        )

    def _measured(self) -> CachedStep:
        """Measure how sure the month's patterns are: most of the time that they take, so for its report alone."""
        identified, settings, decided = self._identify(self.month), self.study.patterns, self._decisions
        found = self._clustered(self.month, settings.granularity)

        def compute() -> Tables:
            tables = identified.tables, found.tables
            return measure_month(*tables, self.tickets(), decided, settings, self.parent.embedder)

        inputs = [identified.files, found.files, self.window.files, self._groupings]
        return self._cached("stability", inputs, compute)

    def _identify(self, month: str) -> CachedStep:
        """Carry ids over calendar months: a fold that begins with the squad's first month; published ids win."""
        earlier = [m for m in self.parent.months(self.squad) if m < month]
        previous = self._identify(earlier[-1]) if earlier else None
        before = Window(self.parent, self.squad, earlier[-1]) if earlier else None
        window = Window(self.parent, self.squad, month)
        current = self._fit(month)
        published = [m for m in self.parent.store.keys(self.squad, "published") if m <= month]
        given = set(self._grouping["value"])

        def compute() -> Tables:
            last = previous.tables if previous else None
            registry = read_registry(self.parent.store, self.squad, published)
            covered = before.months_covered() if before else 0.0
            span = Span(month, before.month if before else None, window.months_covered(), covered)
            return identify_month(last, current.tables, registry, squad=self.squad, span=span, given=given)

        registered = [self.parent.store.files(self.squad, "published", m) for m in published]
        inputs = [current.files, previous and previous.files, month, before and before.month, registered]
        windows = [w.files for w in (before, window) if w] + [self.study.study.timezone]
        return self._cached("identify", [*inputs, windows], compute)

    def _joined(self) -> CachedStep:
        """Join the patterns that people said are one. Each keeps an id of its own in the fold, so they may part."""
        identified, decided = self._identify(self.month), self._decisions
        joins = decided[joins_patterns(decided)]
        if joins.empty:
            return identified
        inputs = [identified.files, joins.to_csv(index=False)]
        return self._cached("joined", inputs, lambda: join_month(identified.tables, joins))

    @cached_property
    def _decisions(self) -> pd.DataFrame:
        """What people decided, read once: all that is said of a month rests on one state of their file."""
        return read_decisions(self.study.folder / "decisions", self.squad)

    @cached_property
    def _grouping(self) -> pd.DataFrame:
        """The decisions that group texts."""
        decided = self._decisions
        return decided[decided["action"].isin(["merge", "split"]) & ~joins_patterns(decided)]

    @cached_property
    def _groupings(self) -> str:
        """They, for a key."""
        return self._grouping.to_csv(index=False)

    def _cached(self, step: str, inputs: list, compute: Callable[[], Tables]) -> CachedStep:
        cached = CachedStep(self.parent.store, self.squad, step, inputs, compute)
        return self._memory.setdefault(cached.key, cached)
