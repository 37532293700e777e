"""What the other squads of a study do too: matched from their own steps, so that the order of runs can't matter.

Only counts and hours of another squad leave this module, never its texts or labels.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from toil.decisions import read_decisions
from toil.errors import ToilError
from toil.patterns import match_squads, register
from toil.schema import conform, empty
from toil.settings import Study
from toil.steps.cached import CachedStep, Tables
from toil.steps.patterns import to_fit

_LOG = logging.getLogger(__name__)
_HOURS = ["hours_low", "hours_base", "hours_high"]


class Neighbour(Protocol):
    """What is asked of the steps of another squad."""

    @property
    def squad(self) -> str:
        """Its name in the study."""

    def counted(self) -> tuple[CachedStep, CachedStep, CachedStep]:
        """Return its patterns with lasting ids, its workload and its scores."""


@dataclass(frozen=True)
class _Other:
    """One other squad: its steps, or None where they fail; ``files`` stand for them in a key."""

    squad: str
    steps: tuple[CachedStep, CachedStep, CachedStep] | None
    files: object


def shared_toil(
    own: CachedStep,
    neighbours: list[Neighbour],
    *,
    month: str,
    least: int,
    cached: Callable[[str, list, Callable[[], Tables]], CachedStep],
) -> Tables:
    """Return ``shared_patterns`` and ``compared_squads``.

    Parameters
    ----------
    own : CachedStep
        The squad's patterns with lasting ids.
    neighbours : list
        The other squads with tickets in *month*; one whose steps fail is said to, and stops no report.
    least : int
        Tickets of *month* under which a squad is not compared.
    cached : callable
        Gives the step of a name, its inputs and what computes it.
    """
    others = [_open(neighbour) for neighbour in sorted(neighbours, key=lambda n: n.squad)]
    inputs = [own.files, [(other.squad, other.files) for other in others], month, least]
    return cached("elsewhere", inputs, lambda: _compare(own, others, month, least)).tables


def decided_elsewhere(study: Study) -> dict[str, str]:
    """Return every squad's decisions, which change what is shared, for a key; a bad file as its error."""
    decided = {}
    for squad in study.squads:
        try:
            decided[squad] = read_decisions(study.folder / "decisions", squad).to_csv(index=False)
        except ToilError as error:
            decided[squad] = str(error)
    return decided


def _open(neighbour: Neighbour) -> _Other:
    try:
        steps = neighbour.counted()
        return _Other(neighbour.squad, steps, [step.files for step in steps])
    except Exception as error:  # another squad's failure is told in its own report, and stops none
        _LOG.warning("%s can't be compared with: %s", neighbour.squad, type(error).__name__)
        return _Other(neighbour.squad, None, "failed")


def _compare(own: CachedStep, others: list[_Other], month: str, least: int) -> Tables:
    mine = register(to_fit(own.tables), month)
    compared, shared = [], [empty("shared_patterns")]
    for other in others:
        if other.steps is None:
            compared.append((other.squad, "failed", 0))
            continue
        patterns, workload, scores = (step.tables for step in other.steps)
        months = workload["squad_months"]
        enough = int(months.loc[months["month"] == month, "tickets"].sum()) >= least
        compared.append((other.squad, "compared" if enough else "too few tickets", int(months["tickets"].sum())))
        if enough:
            pairs = match_squads(mine, register(to_fit(patterns), month))
            shared.append(_with_hours(pairs, scores["candidates"]).assign(squad=other.squad))
    table = pd.DataFrame(compared, columns=["squad", "status", "tickets"])
    return {
        "shared_patterns": conform("shared_patterns", pd.concat(shared, ignore_index=True)),
        "compared_squads": conform("compared_squads", table) if compared else empty("compared_squads"),
    }


def _with_hours(pairs: pd.DataFrame, candidates: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each own pattern of *pairs*: tickets and hours of its counterparts, several added up."""
    facts = candidates[["pattern_id", "tickets", *_HOURS]].rename(columns={"pattern_id": "other_id"})
    both = pairs.merge(facts, on="other_id").groupby("pattern_id", as_index=False)
    return both.agg(
        {"tickets": "sum", **dict.fromkeys(_HOURS, "sum"), "same_texts": "max", "same_words": "max"},
    )
