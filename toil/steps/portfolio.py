"""All squads of a study in one month, each from its own steps; one that fails or is refused is told, not fatal."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from toil.candidates import add_draws
from toil.errors import ToilError
from toil.patterns import group_matches, match_squads, register
from toil.publish import Portfolio
from toil.schema import TABLES, conform, empty
from toil.steps.cached import Tables
from toil.steps.injected import check_injected, check_types, executed_cells
from toil.steps.patterns import to_fit
from toil.steps.squad import Steps
from toil.steps.study import StudySteps, open_study

_LOG = logging.getLogger(__name__)
LEAST_PEOPLE = 5
"""People of a squad under which no figure is set against them: it would be about persons."""


@dataclass(frozen=True)
class _Reported:
    """One squad with figures: its candidates as decided, the draws of their sum, its patterns for a match."""

    squad: str
    candidates: pd.DataFrame
    drawn: pd.DataFrame
    patterns: Tables


def open_portfolio(study: str | Path, month: str = "", *, exports: Sequence[str] = ()) -> Portfolio:
    """Return what all squads of a study come to in one month, as a notebook needs it.

    Parameters
    ----------
    study : str or Path
        The study file, or its folder.
    month : str
        Month to report, YYYY-MM; empty is the latest that the exports cover whole.
    exports : sequence of str
        Export files to read instead of the study's own.

    Raises
    ------
    SettingsError
        If no squad has a ticket in that month, a parameter is of another type, or papermill was given one that the
        notebook does not have.
    """
    check_injected(executed_cells())
    check_types({"month": month}, exports)
    parent = open_study(study, exports=exports)
    return portfolio_of(parent, parent.checked_month(month))


def portfolio_of(parent: StudySteps, month: str) -> Portfolio:
    """Return the portfolio of *month*; steps that the store lacks are computed."""
    found = [_of_squad(Steps(parent, squad, month)) for squad in parent.study.squads]
    rows, reported = [row for row, _ in found], [of for _, of in found if of is not None]
    titles = {squad: parent.study.squad_title(squad) for squad in parent.study.squads}
    work = _shared_work(reported, month)
    return Portfolio(
        study=parent.study,
        month=month,
        squads=conform("portfolio_squads", pd.DataFrame(rows)),
        candidates=_candidates(reported, work, titles),
        shared=_shared(reported, work, titles),
        hours=add_draws([of.drawn for of in reported]),
    )


def _of_squad(steps: Steps) -> tuple[dict[str, Any], _Reported | None]:
    row: dict[str, Any] = {"squad": steps.squad, "title": steps.study.squad_title(steps.squad), "reason": ""}
    row |= dict.fromkeys(("tickets", "candidates"), None)
    row |= dict.fromkeys(("hours_low", "hours_base", "hours_high", "people_share"), math.nan)
    try:
        if steps.month not in steps.parent.months(steps.squad):
            return row | {"status": "no tickets", "tickets": 0}, None
        fit = steps.fitness()
        row |= {"status": fit.status, "tickets": fit.tickets}
        if fit.status == "refused":
            return row | {"reason": fit.explain(steps.wording)[0]}, None
        scored, (patterns, *_) = steps.scored(), steps.counted()
    except Exception as error:  # told in its row; another squad's failure stops no portfolio
        _LOG.warning("%s is not in the portfolio: %s", steps.squad, type(error).__name__)
        said = str(error) if isinstance(error, ToilError) else type(error).__name__
        return row | {"status": "failed", "reason": " ".join(said.split())}, None
    candidates, drawn = scored["candidates"], scored["drawn_hours"]
    total, people = add_draws([drawn]), steps.study.squads[steps.squad].people or 0
    capacity = people * steps.study.effort.productive_hours_month if people >= LEAST_PEOPLE else math.nan
    row |= {"candidates": len(candidates), "hours_low": total.low, "hours_base": total.base, "hours_high": total.high}
    return row | {"people_share": total.base / capacity}, _Reported(steps.squad, candidates, drawn, patterns.tables)


def _shared_work(reported: list[_Reported], month: str) -> pd.Series:
    """Return the work of each pattern that another squad has too, by pattern id (`group_matches`)."""
    registered = [register(to_fit(of.patterns), month) for of in reported]
    pairs = [match_squads(one, other) for one, other in combinations(registered, 2)]
    return group_matches(pd.concat(pairs)) if pairs else pd.Series(dtype="int64")


def _candidates(reported: list[_Reported], work: pd.Series, titles: dict[str, str]) -> pd.DataFrame:
    table = _together(reported, work, titles)
    squads = table.groupby("work")["squad"].nunique()
    others = (table["work"].map(squads).astype("float64").fillna(1) - 1).astype("int64")
    return _kept("portfolio_candidates", table.assign(others=others))


def _shared(reported: list[_Reported], work: pd.Series, titles: dict[str, str]) -> pd.DataFrame:
    table = _together(reported, work, titles).dropna(subset="work")
    parts = table.groupby(["work", "squad"], as_index=False).agg(
        title=("title", "first"), label=("label", "first"), patterns=("pattern_id", "size"),
        tickets=("tickets", "sum"), hours_base=("hours_base", "sum"),
    )  # fmt: skip
    parts = parts.assign(total=parts.groupby("work")["hours_base"].transform("sum"))
    ordered = parts.sort_values(["total", "work", "hours_base"], ascending=[False, True, False], ignore_index=True)
    return _kept("portfolio_shared", ordered.assign(work=pd.factorize(ordered["work"])[0] + 1))


def _together(reported: list[_Reported], work: pd.Series, titles: dict[str, str]) -> pd.DataFrame:
    """Return the candidates of all squads, most base hours first, with squad, title and shared work."""
    tables = [of.candidates.assign(squad=of.squad, title=titles[of.squad]) for of in reported]
    table = pd.concat(tables or [empty("candidates").assign(squad="", title="")], ignore_index=True)
    ordered = table.sort_values(["hours_base", "pattern_id"], ascending=[False, True], ignore_index=True)
    return ordered.assign(work=ordered["pattern_id"].map(work).astype("float64"))


def _kept(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return *table* as its contract *name* says, without the columns that this has not."""
    return conform(name, table[[column.name for column in TABLES[name].columns]])
