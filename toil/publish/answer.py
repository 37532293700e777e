"""The figures of the one-page answer: what repeats, what it costs, what to do first."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toil.candidates import left_out, open_to_action, worth_doing
from toil.candidates.ranges import Points
from toil.publish.lacking import find_lacking
from toil.publish.moves import ended_hours
from toil.publish.report import Report

ACTIONS = 5
TOIL_CAP = 0.5
_TOIL_FROM, _KNOWN_FROM, _FEW = 0.5, 3, 5


@dataclass(frozen=True)
class Toil:
    """A squad's toil: *floor* counts tickets in a pattern only, *ceiling* takes the others to hold as much.

    Hours a month; shares are of people's productive hours, NaN where the study names no people.
    """

    patterns: int
    floor_hours: float
    ceiling_hours: float
    floor_share: float
    ceiling_share: float


@dataclass(frozen=True)
class Answer:
    """The figures of a report's first page. Hours are hours a month, bursts left out.

    ``unjudged`` candidates are kept only since the exports lack the columns ``lacking`` to judge them by.

    ``hours`` are percentiles of the sum of all patterns; the ends of ``saved`` are the sums of the ends, wider than
    90%, since the errors of patterns partly cancel. ``ended_hours`` (base) went into patterns that have ended.
    """

    hours: Points
    ended_hours: float
    burst_hours: float
    saved: Points
    toil: Toil
    actions: pd.DataFrame
    next_in_line: pd.DataFrame
    left_out: pd.DataFrame
    month_tickets: int
    window_tickets: int
    placed_tickets: int
    unjudged: int
    lacking: tuple[str, ...]

    @property
    def placed_share(self) -> float:
        """Share of the window's tickets that are in a pattern."""
        return self.placed_tickets / self.window_tickets if self.window_tickets else math.nan


def answer_of(report: Report) -> Answer:
    """Return the figures of the first page."""
    candidates, squad_months = report.candidates, report.squad_months
    actions = first_actions(candidates)
    kept = set(candidates.loc[candidates["verdict"] == "keep", "pattern_id"])
    lacking = [each for each in find_lacking(report) if each.pattern_ids & kept]
    in_month = squad_months["month"] == report.month
    return Answer(
        hours=report.hours,
        ended_hours=ended_hours(report),
        burst_hours=float(candidates["burst_hours"].sum()),
        saved=Points(*(float(actions[f"saved_{point}"].sum()) for point in ("low", "base", "high"))),
        toil=toil_of(report),
        actions=actions,
        next_in_line=next_in_line(candidates, actions),
        left_out=left_out(candidates).sort_values("rank"),
        month_tickets=int(squad_months.loc[in_month, "tickets"].sum()),
        window_tickets=int(squad_months["tickets"].sum()),
        placed_tickets=int(squad_months["placed"].sum()),
        unjudged=len({pattern for each in lacking for pattern in each.pattern_ids} & kept),
        lacking=tuple(dict.fromkeys(name for each in lacking for name in each.columns)),
    )


def first_actions(candidates: pd.DataFrame, top: int = ACTIONS) -> pd.DataFrame:
    """Return the candidates to act on first: those worth doing, most net hours first."""
    worth = worth_doing(candidates)
    return worth.sort_values(["net_hours_12_base", "rank"], ascending=[False, True], ignore_index=True).head(top)


def next_in_line(candidates: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """Return what saves most hours but less than a day net within a year, to fill up fewer than five actions.

    What saves fewer hours over 12 months than its build takes is left out: nobody should start it.
    """
    open_ones = candidates[open_to_action(candidates)]
    returns = (open_ones["saved_base"] > 0) & (12 * open_ones["saved_base"] >= open_ones["build_hours"])
    others = open_ones[~open_ones["pattern_id"].isin(actions["pattern_id"]) & returns]
    ranked = others.sort_values(["saved_base", "rank"], ascending=[False, True], ignore_index=True)
    return ranked.head(max(_FEW - len(actions), 0))


def toil_of(report: Report) -> Toil:
    """Return a squad's toil: patterns with an overall score of 0.5 on 3 known attributes.

    Migrations and work on new features are left out.

    The 50% cap it is held against is that of the Google SRE book, ch. 5.
    """
    candidates, squad_months = report.candidates, report.squad_months
    toil = candidates[is_toil(candidates)]
    placed, tickets = squad_months["placed"].sum(), squad_months["tickets"].sum()
    floor = float(toil["hours_base"].sum()) if candidates["overall"].notna().any() else math.nan
    ceiling = floor * float(tickets / placed) if placed else math.nan
    people = report.settings.people
    capacity = people * report.study.effort.productive_hours_month if people else math.nan
    return Toil(len(toil), floor, ceiling, floor / capacity, ceiling / capacity)


def is_toil(candidates: pd.DataFrame) -> pd.Series:
    """Return which candidates count as toil."""
    return (
        (candidates["overall"] >= _TOIL_FROM)
        & (candidates["known_attributes"] >= _KNOWN_FROM)
        & (candidates["toil_kind"] != "migration")
        & (candidates["rule"] != "keep-feature")
    )
