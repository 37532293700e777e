"""Patterns to candidates: every factor beside the product."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from toil.candidates.attributes import ITEM_RECURRENCE, MIN_ELIGIBLE, Evidence, combine_attributes, find_attributes
from toil.candidates.benefits import Benefit, find_benefit
from toil.candidates.explanations import explain_verdict
from toil.candidates.facts import find_facts
from toil.candidates.growth import Trends, fit_trends, pool_dispersion
from toil.candidates.hours import draw_hours
from toil.candidates.placed import Placed, place_tickets
from toil.candidates.ranges import Points, points
from toil.candidates.toil_kinds import sort_toil_kinds
from toil.candidates.verdicts import Judgement, judge
from toil.i18n import Wording, wording
from toil.schema import conform, empty
from toil.schema.tables import ATTRIBUTES
from toil.settings import Economics, Effort, month_range
from toil.workload import BusinessHours, cover_months, link_changes

log = logging.getLogger(__name__)

HALF = 0.5
Z95 = 1.96


def score_candidates(
    tickets: pd.DataFrame,
    patterns: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    ticket_effort: pd.DataFrame,
    episodes: pd.DataFrame,
    ticket_episodes: pd.DataFrame,
    pattern_months: pd.DataFrame,
    *,
    months: Sequence[str],
    effort: Effort,
    economics: Economics,
    random_state: int = 0,
    calendar: BusinessHours | None = None,
) -> pd.DataFrame:
    """Return ``candidates``: one row a pattern, most base hours first.

    Parameters
    ----------
    tickets, patterns, ticket_patterns, ticket_effort, episodes, ticket_episodes, pattern_months : DataFrame
        One squad's tables, as their contracts say.
    months : sequence of str
        Window, ``YYYY-MM``, oldest first; the last is the report month.
    effort, economics
        Assumptions of the study.
    random_state : int
        Seed of the Monte Carlo; each pattern has its own stream, so that one more pattern moves no other.
    calendar : BusinessHours, optional
        Squad's hours and zone; default: weekdays 9 to 18, Sao Paulo.

    Returns
    -------
    DataFrame
        Contract ``candidates``. Hours are hands-on hours a month over the months that the exports cover.
    """
    hours = calendar or BusinessHours()
    placed = place_tickets(
        tickets, patterns["pattern_id"], ticket_patterns, ticket_effort, episodes, ticket_episodes, months
    )
    if not len(placed.pattern_ids):
        return empty("candidates")
    covered = cover_months(tickets, months=months, zone=hours.zone).to_numpy()
    facts = find_facts(tickets, placed, episodes, months)
    counts = _steady_by_month(pattern_months, placed, months)
    dispersion = pool_dispersion(counts, covered)
    trends = fit_trends(counts, _other_volume(tickets, counts, placed, months), covered, dispersion)
    evidence = {
        **find_attributes(tickets, placed, episodes, calendar=hours, window_end=_window_end(months, hours)),
        "grows": _growth_evidence(trends, counts, covered),
    }
    drawn = draw_hours(
        placed, facts, effort, months=covered.sum(), dispersion=dispersion, random_state=random_state
    )  # fmt: skip
    table = (
        patterns.drop(columns=["tickets", "templates", "language", "first_month"])
        .merge(facts, on="pattern_id", how="inner", validate="one_to_one")
        .merge(_changes(tickets, ticket_patterns, months, hours, random_state), on="pattern_id", how="left")
        .sort_values("pattern_id", ignore_index=True)
        .assign(
            **_evidence_columns(evidence, trends),
            **{c: v.to_numpy() for c, v in combine_attributes(evidence).items()},
            **_point_columns("hours", [points(d) for d in drawn.steady]),
            burst_hours=drawn.burst_hours,
            item_recurrence=evidence[ITEM_RECURRENCE].share,
        )
    )
    kinds = sort_toil_kinds(
        table["label"] + " " + table["terms"], table["kind"], evidence["automatable"].share, table["reassigned_share"]
    )
    judged = _judge(table.assign(toil_kind=kinds), drawn.steady, economics, random_state)
    ranked = judged.sort_values(["hours_base", "pattern_id"], ascending=[False, True], ignore_index=True)
    log.info("candidates: %d patterns in, %d candidates out", len(patterns), len(ranked))
    return conform("candidates", ranked.assign(rank=np.arange(1, len(ranked) + 1)))


def _changes(
    tickets: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    months: Sequence[str],
    calendar: BusinessHours,
    random_state: int,
) -> pd.DataFrame:
    """Return the link to changes of the patterns that have one to judge."""
    links = link_changes(tickets, ticket_patterns, months=months, zone=calendar.zone, random_state=random_state)
    names = {"tickets": "change_tickets", "after": "after_change_share", "expected": "after_change_expected"}
    return links.rename(columns=names | {"q": "change_q"}).drop(columns="p")


def _steady_by_month(pattern_months: pd.DataFrame, placed: Placed, months: Sequence[str]) -> np.ndarray:
    """Return tickets without bursts, (n_patterns, n_months)."""
    steady = pattern_months.assign(steady=lambda p: p["tickets"] - p["burst_tickets"])
    wide = steady.pivot_table(index="pattern_id", columns="month", values="steady", aggfunc="sum", fill_value=0)
    return wide.reindex(index=placed.pattern_ids, columns=list(months), fill_value=0).to_numpy(dtype=np.int64)


def _other_volume(tickets: pd.DataFrame, counts: np.ndarray, placed: Placed, months: Sequence[str]) -> np.ndarray:
    """Return the squad's tickets of each month without bursts and without the pattern, (n_patterns, n_months)."""
    volume = tickets["month"].value_counts().reindex(list(months), fill_value=0).to_numpy()
    bursts = placed.take(tickets["month"])[placed.burst].value_counts().reindex(list(months), fill_value=0).to_numpy()
    return volume - bursts - counts


def _growth_evidence(trends: Trends, counts: np.ndarray, covered: np.ndarray) -> Evidence:
    """A chance has no interval of its own; the monthly change behind it has (``share_change_low`` to ``_high``)."""
    n = counts[:, covered >= 1].sum(axis=1)
    nothing = np.full(len(counts), np.nan)
    return Evidence(np.where(n >= MIN_ELIGIBLE, trends.keeps_pace, np.nan), n, nothing, nothing)


def _window_end(months: Sequence[str], calendar: BusinessHours) -> pd.Timestamp:
    return pd.Timestamp(month_range(months[-1], calendar.zone)[1])


def _evidence_columns(evidence: Mapping[str, Evidence], trends: Trends) -> dict[str, np.ndarray]:
    columns: dict[str, np.ndarray] = {}
    for name in ATTRIBUTES:
        found = evidence[name]
        columns |= {name: found.share, f"{name}_n": found.n, f"{name}_low": found.low, f"{name}_high": found.high}
    known = ~np.isnan(evidence["grows"].share)
    for point, z in (("low", -Z95), ("base", 0.0), ("high", Z95)):
        columns[f"share_change_{point}"] = np.where(known, np.expm1(trends.change + z * trends.error), np.nan)
    return columns


def _point_columns(stem: str, found: Sequence[Points]) -> dict[str, list[float]]:
    return {f"{stem}_{point}": [getattr(p, point) for p in found] for point in ("low", "base", "high")}


def _judge(table: pd.DataFrame, hours: np.ndarray, economics: Economics, random_state: int) -> pd.DataFrame:
    """Add verdict and economics; the automate rule reads what automating would bring, whatever the verdict."""
    english, rows = wording("en"), []
    for figures, pattern_id, drawn in zip(table.to_dict("records"), table["pattern_id"], hours, strict=True):
        automated = find_benefit(drawn, "automate", economics, pattern_id=pattern_id, random_state=random_state)
        known = figures | {"automate_net_hours": automated.net_hours_12.base}
        judgement = judge(known)
        verdict = judgement.rule.verdict
        benefit = automated
        if verdict != "automate":
            benefit = find_benefit(drawn, verdict, economics, pattern_id=pattern_id, random_state=random_state)
        uncertain = (verdict != "keep" and benefit.net_hours_12.low < 0) or known["default_share"] >= HALF
        columns = _verdict_columns(judgement, known, english) | _benefit_columns(benefit)
        rows.append(known | columns | {"uncertain": uncertain})
    return pd.DataFrame(rows)


def _verdict_columns(judgement: Judgement, figures: dict, english: Wording) -> dict[str, object]:
    rule, nearest = judgement.rule, judgement.next_condition
    columns = {"rule": rule.id, "verdict": rule.verdict, "decided_by": "rule"}
    return {
        **columns,
        "reason": explain_verdict(figures | columns, english),
        "not_judged": ",".join(judgement.not_judged),
        "next_rule": judgement.next_rule.id if judgement.next_rule else None,
        "next_column": nearest.column if nearest else None,
        "next_value": float(figures[nearest.column]) if nearest else np.nan,
        "next_threshold": nearest.threshold if nearest else np.nan,
    }


def _benefit_columns(benefit: Benefit) -> dict[str, float]:
    columns = {
        f"{stem}_{point}": getattr(getattr(benefit, stem), point)
        for stem in ("saved", "net_12", "net_hours_12")
        for point in ("low", "base", "high")
    }
    payback = benefit.payback_months
    return columns | {
        "payback_months": payback.base,
        "payback_months_low": payback.low,
        "payback_months_high": payback.high,
        "budget_hours": benefit.budget_hours,
        "automatable_share": benefit.automatable_share,
        "build_hours": benefit.build_hours,
    }
