"""Work that other squads of the study have too: one automation may serve several."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toil.publish.report import Report


@dataclass(frozen=True)
class Elsewhere:
    """One other squad's part of a pattern: hours a month and the tickets of the window behind them."""

    title: str
    tickets: int
    hours_low: float
    hours_base: float
    hours_high: float


@dataclass(frozen=True)
class SharedPattern:
    """A candidate of the report, who else has it, and what all of them together spend (base hours, tickets)."""

    candidate: pd.Series
    others: list[Elsewhere]
    hours_base: float
    tickets: int


@dataclass(frozen=True)
class Shared:
    """The shared patterns, most hours of all squads first; ``left_out`` are titles of squads not compared, by why."""

    patterns: list[SharedPattern]
    compared: list[str]
    left_out: dict[str, list[str]]


def shared_of(report: Report) -> Shared:
    """Return what other squads do too; their texts and labels are no part of it."""
    own = report.candidates.set_index("pattern_id", drop=False)
    groups = report.shared_patterns.sort_values(["pattern_id", "squad"]).groupby("pattern_id")
    patterns = [_pattern(own.loc[str(name)], rows, report) for name, rows in groups if name in own.index]
    titles = report.compared_squads.assign(title=report.compared_squads["squad"].map(report.study.squad_title))
    by_status = {str(s): sorted(rows["title"], key=str.casefold) for s, rows in titles.groupby("status")}
    return Shared(
        patterns=sorted(patterns, key=lambda p: (-p.hours_base, p.candidate["rank"])),
        compared=by_status.pop("compared", []),
        left_out=by_status,
    )


def _pattern(candidate: pd.Series, rows: pd.DataFrame, report: Report) -> SharedPattern:
    others = [
        Elsewhere(report.study.squad_title(r.squad), r.tickets, r.hours_low, r.hours_base, r.hours_high)
        for r in rows.sort_values(["hours_base", "squad"], ascending=[False, True]).itertuples()
    ]
    return SharedPattern(
        candidate=candidate,
        others=others,
        hours_base=float(candidate["hours_base"] + rows["hours_base"].sum()),
        tickets=int(candidate["tickets"] + rows["tickets"].sum()),
    )
