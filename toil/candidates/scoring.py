"""Patterns to candidates: every factor beside the product."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from toil.candidates.attributes import (
    ITEM_RECURRENCE,
    MIN_ELIGIBLE,
    Evidence,
    combine_attributes,
    find_attributes,
    judge_tickets,
)
from toil.candidates.ended import courses_of
from toil.candidates.facts import find_facts
from toil.candidates.growth import Trends, fit_trends, pool_dispersion
from toil.candidates.hours import DrawnHours, count_assumed_minutes, draw_hours
from toil.candidates.intervals import Z95
from toil.candidates.judging import add_verdicts
from toil.candidates.placed import Placed, place_tickets
from toil.candidates.projection import WAVE, Projection, draw_volume, project_volume, wave_months
from toil.candidates.ranges import UNKNOWN, points
from toil.candidates.sums import total_draws
from toil.candidates.takeover import find_takeover
from toil.candidates.toil_kinds import sort_toil_kinds
from toil.decisions import apply_attributes
from toil.schema import conform, empty
from toil.schema.values import ATTRIBUTES
from toil.settings import Economics, Effort, month_range
from toil.workload import BusinessHours, cover_months, link_changes
from toil.workload.rows import find_rows

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Scores:
    """Contract ``candidates``, one row a pattern, most base hours first; and of the same name what stands behind."""

    candidates: pd.DataFrame
    pattern_effort: pd.DataFrame
    ticket_attributes: pd.DataFrame
    overrules: pd.DataFrame
    drawn_hours: pd.DataFrame


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
    decisions: pd.DataFrame | None = None,
    random_state: int = 0,
    calendar: BusinessHours | None = None,
) -> Scores:
    """Score every pattern: hours, the six attributes, verdict and economics.

    Parameters
    ----------
    tickets, patterns, ticket_patterns, ticket_effort, episodes, ticket_episodes, pattern_months : DataFrame
        One squad's tables, as their contracts say.
    months : sequence of str
        Window, ``YYYY-MM``, oldest first; the last is the report month.
    effort, economics
        Assumptions of the study.
    decisions : DataFrame, optional
        Contract ``decisions``: attributes and verdicts that people set.
    random_state : int
        Seed of the Monte Carlo; each pattern has its own stream, so that one more pattern moves no other.
    calendar : BusinessHours, optional
        Squad's hours and zone; default: weekdays 9 to 18, Sao Paulo.

    Returns
    -------
    Scores
        Hours are hands-on hours a month over the months that the exports cover.
    """
    decided = empty("decisions") if decisions is None else decisions
    hours = calendar or BusinessHours()
    placed = place_tickets(
        tickets, patterns["pattern_id"], ticket_patterns, ticket_effort, episodes, ticket_episodes, months
    )
    if not len(placed.pattern_ids):
        return Scores(*(empty(each.name) for each in fields(Scores)))
    coverage = cover_months(tickets, months=months, zone=hours.zone)
    course, covered = courses_of(placed.pattern_ids, pattern_months, coverage), coverage.to_numpy()
    counts = _steady_by_month(pattern_months, placed, months)
    lasting = course == "lasting"
    dispersion = pool_dispersion(counts[lasting] if lasting.any() else counts, covered)
    volume = _lasting_volume(tickets, counts, placed, months, lasting)
    trends = fit_trends(counts, volume - np.where(lasting[:, None], counts, 0), covered, dispersion)
    trends = trends.without(course == "wave")
    evidence = {
        **find_attributes(tickets, placed, episodes, calendar=hours, window_end=_window_end(months, hours)),
        "grows": _growth_evidence(trends, counts, covered),
    }
    taken = find_takeover(tickets, placed, months, random_state)
    facts = find_facts(tickets, placed, episodes, months, covered).assign(
        automated_lately=taken.lately, automated_since=taken.since
    )
    drawn = draw_hours(placed, facts, effort, months=covered.sum(), dispersion=dispersion, random_state=random_state)
    links = _changes(tickets, ticket_patterns, months, hours, random_state)
    tested = _join(patterns, facts, links).assign(
        course=course, **_evidence_columns(evidence, trends), **_hour_columns(drawn)
    )
    factors, overrules, _ = apply_attributes(tested, decided)
    factors = _with_toil_kind(factors.assign(**combine_attributes(factors)))
    projection = project_volume(trends, volume, covered, (factors["toil_kind"] != WAVE).to_numpy())
    projection = replace(projection, volume=projection.volume * taken.left)
    ahead = draw_volume(projection, placed.pattern_ids, random_state) * taken.draws
    factors = factors.assign(**_projected(projection, ahead, factors["toil_kind"], months[-1], economics))
    with ThreadPoolExecutor(1) as aside:
        said = aside.submit(judge_tickets, evidence, placed, tickets)
        judged = add_verdicts(factors, drawn.steady, ahead, economics, decisions=decided, random_state=random_state)
    ranked = judged.sort_values(["hours_base", "pattern_id"], ascending=[False, True], ignore_index=True)
    log.info("candidates: %d patterns in, %d candidates out", len(patterns), len(ranked))
    candidates = conform("candidates", ranked.assign(rank=np.arange(1, len(ranked) + 1)))
    return Scores(candidates, count_assumed_minutes(placed), said.result(), overrules, total_draws(drawn))


def _join(patterns: pd.DataFrame, facts: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each pattern that has tickets, in the order of ids, as every array of figures is."""
    joined = (
        patterns[["pattern_id", "label", "terms", "theme", "stability", "cohesion", "purity"]]
        .merge(facts, on="pattern_id", how="inner", validate="one_to_one")
        .merge(links, on="pattern_id", how="left", validate="one_to_one")
        .sort_values("pattern_id", ignore_index=True)
    )
    beyond = joined["change_tickets"] * (joined["after_change_share"] - joined["after_change_expected"])
    return joined.assign(after_change_excess=beyond / joined["tickets"])


def _with_toil_kind(factors: pd.DataFrame) -> pd.DataFrame:
    words = factors["label"] + " " + factors["terms"]
    evidence = (factors[column].to_numpy() for column in ("automatable", "reassigned_share"))
    return factors.assign(toil_kind=sort_toil_kinds(words, factors["kind"], factors["course"], *evidence))


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


def _lasting_volume(
    tickets: pd.DataFrame, counts: np.ndarray, placed: Placed, months: Sequence[str], lasting: np.ndarray
) -> np.ndarray:
    """Return the squad's tickets of each month without bursts, and without the patterns that began or ended.

    Where a wave goes, all that stays would seem to grow beside it.
    """
    month = find_rows(tickets["month"], pd.Series(list(months), dtype="str"))
    volume = np.bincount(month[month >= 0], minlength=len(months))
    bursts = np.bincount(placed.pick(month)[placed.burst], minlength=len(months))
    return volume - bursts - counts[~lasting].sum(axis=0)


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
    columns[ITEM_RECURRENCE] = evidence[ITEM_RECURRENCE].share
    known = ~np.isnan(evidence["grows"].share)
    for point, z in (("low", -Z95), ("base", 0.0), ("high", Z95)):
        columns[f"share_change_{point}"] = np.where(known, np.expm1(trends.change + z * trends.error), np.nan)
    return columns


def _projected(
    projection: Projection, volume: np.ndarray, toil_kind: pd.Series, month: str, economics: Economics
) -> dict[str, np.ndarray | list[float] | float | int]:
    """Return the columns of what the months to come bring; *volume* as drawn."""
    known = np.full(len(volume), projection.months > 0) | (volume != 1).any(axis=1)
    ends = [points(draws) if told else UNKNOWN for draws, told in zip(volume, known, strict=True)]
    return {
        "trend_months": projection.months,
        "squad_change": projection.squad_change,
        "own_change": projection.own_change,
        "projected_volume": projection.volume,
        "projected_volume_low": [found.low for found in ends],
        "projected_volume_high": [found.high for found in ends],
        "wave_months": wave_months(toil_kind.to_numpy(dtype=object), month, economics.migrations_end),
    }


def _hour_columns(drawn: DrawnHours) -> dict[str, list[float] | np.ndarray]:
    found = [points(draws) for draws in drawn.steady]
    columns = {f"hours_{point}": [getattr(p, point) for p in found] for point in ("low", "base", "high")}
    return {**columns, "burst_hours": drawn.burst_hours}
