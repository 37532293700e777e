"""The one-page answer: what repeats, what it costs, what to do first, what nobody knows yet."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toil.i18n import Wording
from toil.publish.names import attribute_names
from toil.publish.report import Report
from toil.schema.tables import ATTRIBUTES

ACTIONS = 5
TOIL_CAP = 0.5
_TOIL_FROM, _KNOWN_FROM = 0.5, 3


@dataclass(frozen=True)
class Span:
    """A figure with its range: 5th, 50th and 95th percentile; NaN is unknown."""

    low: float
    base: float
    high: float


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
    """The figures of a report's first page. Hours are hands-on hours a month, bursts left out."""

    hours: Span
    burst_hours: float
    saved: Span
    toil: Toil
    actions: pd.DataFrame
    month_tickets: int
    window_tickets: int
    placed_tickets: int

    @property
    def placed_share(self) -> float:
        """Share of the window's tickets that are in a pattern."""
        return self.placed_tickets / self.window_tickets if self.window_tickets else math.nan


def answer_of(report: Report) -> Answer:
    """Return the figures of the first page.

    The ends of a sum are the sums of the ends: wider than 90%, since the errors of patterns partly cancel.
    """
    candidates, squad_months = report.candidates, report.squad_months
    actions = first_actions(candidates)
    in_month = squad_months["month"] == report.month
    return Answer(
        hours=_sum(candidates, "hours"),
        burst_hours=float(candidates["burst_hours"].sum()),
        saved=_sum(actions, "saved"),
        toil=toil_of(report),
        actions=actions,
        month_tickets=int(squad_months.loc[in_month, "tickets"].sum()),
        window_tickets=int(squad_months["tickets"].sum()),
        placed_tickets=int(squad_months["placed"].sum()),
    )


def first_actions(candidates: pd.DataFrame, top: int = ACTIONS) -> pd.DataFrame:
    """Return the candidates to act on first: any verdict but *keep*, most saved hours first."""
    worth = candidates[(candidates["verdict"] != "keep") & (candidates["saved_base"] > 0)]
    return worth.sort_values(["saved_base", "rank"], ascending=[False, True], ignore_index=True).head(top)


def toil_of(report: Report) -> Toil:
    """Return a squad's toil: patterns with an overall score of 0.5 on 3 known attributes, migrations left out.

    The 50% cap it is held against is that of the Google SRE book, ch. 5.
    """
    candidates, squad_months = report.candidates, report.squad_months
    toil = candidates[
        (candidates["overall"] >= _TOIL_FROM)
        & (candidates["known_attributes"] >= _KNOWN_FROM)
        & (candidates["toil_kind"] != "migration")
    ]
    placed, tickets = squad_months["placed"].sum(), squad_months["tickets"].sum()
    floor = float(toil["hours_base"].sum())
    ceiling = floor * float(tickets / placed) if placed else math.nan
    people = report.settings.people
    capacity = people * report.study.effort.productive_hours_month if people else math.nan
    return Toil(len(toil), floor, ceiling, floor / capacity, ceiling / capacity)


def _sum(candidates: pd.DataFrame, stem: str) -> Span:
    return Span(*(float(candidates[f"{stem}_{point}"].sum()) for point in ("low", "base", "high")))


def unknowns(report: Report, words: Wording) -> list[str]:
    """Return what the report can't say and why, as sentences; what weighs most on the hours stands first."""
    return [
        *_effort_unknowns(report, words),
        *_coverage_unknowns(report, words),
        *_study_unknowns(report, words),
        *_attribute_unknowns(report, words),
    ]


def _effort_unknowns(report: Report, words: Wording) -> list[str]:
    _ = words.text
    candidates = report.candidates
    total = candidates["hours_base"].sum()
    if not total:
        return []
    share = candidates.groupby("rung")["hours_base"].sum() / total
    sentences = {
        "default": _(
            "Minutes a ticket: {share} of the hours rest on the study's assumed minutes by kind of ticket, since the"
            " exports record no work time.",
            share=words.percent(share.get("default", 0)),
        ),
        "elapsed": _(
            "Minutes a ticket: {share} of the hours are a stated share of elapsed time, not recorded work.",
            share=words.percent(share.get("elapsed", 0)),
        ),
        "notes": _(
            "Minutes a ticket: {share} of the hours are estimated from the number of work notes.",
            share=words.percent(share.get("notes", 0)),
        ),
    }
    return [sentence for rung, sentence in sentences.items() if share.get(rung, 0) >= 0.005]


def _coverage_unknowns(report: Report, words: Wording) -> list[str]:
    _ = words.text
    squad_months = report.squad_months
    tickets, placed = int(squad_months["tickets"].sum()), int(squad_months["placed"].sum())
    found = [
        _(
            "{unplaced} of {tickets} tickets of the window are in no pattern. What they cost is not in these hours.",
            unplaced=words.number(tickets - placed),
            tickets=words.number(tickets),
        )
    ]
    if report.subject_source == "codes":
        found.append(
            _(
                "The exports hold no free text: patterns are built from category, subcategory, symptom and resolution"
                " codes, so one pattern may hide several kinds of work."
            )
        )
    if not report.dated:
        found.append(
            _(
                "The tickets carry no dates: the study puts all of them in one month. Trend, growth, bursts,"
                " recurrence and times to resolve are unknown, and hours a month hold only if that month is right."
            )
        )
    blank = int((squad_months["tickets"] == 0).sum())
    if blank and report.dated:
        found.append(
            words.count_text(
                "{n} month of the window has no tickets: an hour a month is an average over the whole window.",
                "{n} months of the window have no tickets: an hour a month is an average over the whole window.",
                blank,
            )
        )
    return found


def _study_unknowns(report: Report, words: Wording) -> list[str]:
    _ = words.text
    found = []
    if report.settings.people is None:
        found.append(_("The squad's people: without their number, toil can't be held against working hours."))
    if report.study.economics.rate is None:
        found.append(_("An hourly rate: without it there is no money and no payback, hours only."))
    elif report.study.economics.run_month is None:
        found.append(_("What it costs to run an automation: the study doesn't say, so money leaves it out."))
    return found


def _attribute_unknowns(report: Report, words: Wording) -> list[str]:
    _ = words.text
    candidates = report.candidates
    if candidates.empty:
        return []
    names = attribute_names(words)
    unknown = [names[attribute] for attribute in ATTRIBUTES if candidates[attribute].isna().all()]
    found = []
    if unknown:
        found.append(
            _(
                "Attributes unknown for every pattern, for want of columns, months or tickets: {attributes}.",
                attributes=words.listing(unknown),
            )
        )
    passed_over = int((candidates["not_judged"] != "").sum())
    if passed_over:
        found.append(
            words.count_text(
                "{n} verdict was reached with rules passed over because a figure they need is unknown.",
                "{n} verdicts were reached with rules passed over because a figure they need is unknown.",
                passed_over,
            )
        )
    return found
