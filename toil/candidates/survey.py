"""The toil survey: what people feel beside what was measured. Differences are shown, never averaged away.

The questions are those of Google's quarterly toil survey (SRE Workbook, ch. 6): share of time, contentment, top
sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

MIN_ANSWERS = 3
TOP = 5
PLACES = (1, 2, 3)


@dataclass(frozen=True)
class Felt:
    """What a squad's people answered for one month.

    ``answers`` people answered; shares, contentment and ``sources`` are unknown under 3 answers, so that nobody is
    recognised. ``unknown_sources`` counts mentions of what is no pattern of the report. ``sources`` has a row
    for each pattern that was named or has most hours: ``pattern_id``, ``label``, ``named`` (people),
    ``felt_rank``, ``measured_rank``, ``tickets`` (of the window), ``hours_base``, ``felt_minutes`` (median; null
    under 3), ``felt_minutes_n``, ``measured_minutes`` (median), and ``difference``: "felt more", "felt less", "both".
    """

    month: str
    answers: int
    share_low: float
    share_median: float
    share_high: float
    satisfaction: float
    sources: pd.DataFrame
    unknown_sources: int


def compare_survey(
    survey: pd.DataFrame, candidates: pd.DataFrame, ticket_patterns: pd.DataFrame, months: Sequence[str]
) -> Felt | None:
    """Return the answers of the latest of *months* that has any, beside *candidates*; None where nobody answered.

    Parameters
    ----------
    survey : DataFrame
        Contract ``survey``, one squad.
    candidates : DataFrame
        Contract ``candidates``.
    ticket_patterns : DataFrame
        Contract ``ticket_patterns``: a person may name a ticket instead of its pattern.
    months : sequence of str
        Window of the report.
    """
    inside = survey[survey["month"].isin(list(months))]
    if inside.empty:
        return None
    month = str(inside["month"].max())
    answers = inside[inside["month"] == month]
    shown = len(answers) >= MIN_ANSWERS
    shares = answers["toil_share"].quantile([0, 0.5, 1]).tolist() if shown else [np.nan] * 3
    named = _mentions(answers, ticket_patterns)
    known = named[named["pattern_id"].isin(candidates["pattern_id"])]
    return Felt(
        month=month,
        answers=len(answers),
        share_low=shares[0],
        share_median=shares[1],
        share_high=shares[2],
        satisfaction=float(answers["satisfaction"].median()) if shown else np.nan,
        sources=_sources(known if shown else known.head(0), candidates),
        unknown_sources=len(named) - len(known),
    )


def _mentions(answers: pd.DataFrame, ticket_patterns: pd.DataFrame) -> pd.DataFrame:
    """Return one row a source that a person named, by pattern or by one of its tickets; twice counts once."""
    parts = [
        answers[["respondent", f"source_{place}", f"minutes_{place}"]].set_axis(
            ["respondent", "pattern_id", "minutes"], axis=1
        )
        for place in PLACES
    ]
    rows = pd.concat(parts, ignore_index=True).dropna(subset="pattern_id")
    placed = ticket_patterns.dropna(subset="pattern_id").set_index("ticket_id")["pattern_id"]
    rows = rows.assign(pattern_id=rows["pattern_id"].map(placed).fillna(rows["pattern_id"]))
    return rows.drop_duplicates(["respondent", "pattern_id"], ignore_index=True)


def _sources(named: pd.DataFrame, candidates: pd.DataFrame) -> pd.DataFrame:
    ranked = candidates.sort_values("rank")[
        ["pattern_id", "label", "rank", "tickets", "hours_base", "minutes_median"]
    ]
    grouped = named.groupby("pattern_id")
    felt = pd.DataFrame(
        {
            "named": grouped.size(),
            "felt_minutes": grouped["minutes"].median(),
            "felt_minutes_n": grouped["minutes"].count(),
        }
    )
    table = ranked.merge(felt, left_on="pattern_id", right_index=True, how="left").rename(
        columns={"rank": "measured_rank", "minutes_median": "measured_minutes"}
    )
    table = table.assign(
        named=table["named"].fillna(0).astype("int64"),
        felt_minutes_n=table["felt_minutes_n"].fillna(0).astype("int64"),
        felt_minutes=lambda t: t["felt_minutes"].where(t["felt_minutes_n"] >= MIN_ANSWERS),
        felt_rank=lambda t: t["named"].rank(method="min", ascending=False).where(t["named"] > 0),
    )
    felt_top, measured_top = table["felt_rank"] <= TOP, table["measured_rank"] <= TOP
    difference = np.select([felt_top & measured_top, measured_top], ["both", "felt less"], default="felt more")
    shown = table.assign(difference=difference)[(table["named"] > 0) | measured_top]
    return shown.sort_values(["named", "measured_rank"], ascending=[False, True], ignore_index=True)
