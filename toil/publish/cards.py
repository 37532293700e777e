"""A card a candidate: the tickets behind it, its evidence, its assumptions, and why it might be wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from toil.candidates import base_net_hours, explain_attribute, explain_next, explain_verdict, lasting_share
from toil.candidates.verdicts import rule_of
from toil.i18n import Wording
from toil.publish.doubts import doubts
from toil.publish.names import attribute_names, verdict_names
from toil.publish.report import Report
from toil.publish.untrusted import one_line
from toil.schema.values import ATTRIBUTES
from toil.settings import Means

_LETTERS, _SHOWN = 320, 3


@dataclass(frozen=True)
class Sample:
    """A redacted ticket to read. *language* is ``und`` where it is unknown."""

    ticket_id: str
    month: str
    summary: str
    description: str
    resolution: str
    language: str
    similarity: float | None


@dataclass(frozen=True)
class Attribute:
    """One of the six attributes: share with its interval and count, and the sentence that says so; NaN is unknown."""

    name: str
    share: float
    low: float
    high: float
    n: int
    evidence: str
    by_person: bool


@dataclass(frozen=True)
class Card:
    """What the report says of one candidate."""

    candidate: pd.Series
    reason: str
    next_verdict: str
    attributes: list[Attribute]
    means: Means
    base_hours: float
    base_net: float
    decided: str
    risk: str
    months: pd.DataFrame
    central: list[Sample]
    borderline: list[Sample]
    doubts: list[str]
    first_month: str


def cards_of(report: Report, alike: Mapping[str, pd.DataFrame], words: Wording) -> list[Card]:
    """Return a card for each of the largest candidates, ``[report] cards`` of them; *alike* as `resolved_alike`."""
    top = report.candidates.sort_values("rank").head(report.study.report.cards)
    return [_card(candidate, alike.get(candidate["pattern_id"]), report, words) for _, candidate in top.iterrows()]


def _card(candidate: pd.Series, alike: pd.DataFrame | None, report: Report, words: Wording) -> Card:
    pattern = candidate["pattern_id"]
    months = report.within(report.pattern_months[report.pattern_months["pattern_id"] == pattern])
    samples = report.pattern_samples[report.pattern_samples["pattern_id"] == pattern].sort_values("rank")
    borderline = samples[samples["role"] == "borderline"]
    first_months = report.patterns.set_index("pattern_id")["first_month"]
    return Card(
        candidate=candidate,
        reason=explain_verdict(candidate, words),
        next_verdict=explain_next(candidate, words),
        attributes=_attributes(candidate, report.overrules, words),
        means=report.economics.means[candidate["verdict"]],
        base_hours=float(months["hours_base"].sum()) / report.months_covered,
        base_net=base_net_hours(_hours_ahead(candidate), candidate["verdict"], report.economics),
        decided=_decided(pattern, report.decisions, words),
        risk=_risk(candidate, words),
        months=months,
        central=_samples(samples[samples["role"] == "central"].head(_SHOWN), report),
        borderline=_samples(borderline.head(_SHOWN), report),
        doubts=doubts(candidate, borderline, alike, words),
        first_month=first_months.get(pattern, report.month),
    )


def _hours_ahead(candidate: pd.Series) -> float:
    """Return the hours a month of the next 12, on base values."""
    lasting = float(lasting_share(candidate["wave_months"], 12))
    return float(candidate["hours_base"] * candidate["projected_volume"] * lasting)


def _decided(pattern_id: str, decisions: pd.DataFrame, words: Wording) -> str:
    """Return who chose the verdict, when and why; an empty string where a rule did."""
    rows = decisions[(decisions["pattern_id"] == pattern_id) & (decisions["action"] == "verdict")]
    if rows.empty:
        return ""
    _, last = words.text, rows.iloc[-1]
    reason = one_line(last["reason"], _LETTERS) if pd.notna(last["reason"]) else _("no reason given")
    when = words.date(date.fromisoformat(last["when"]))
    said = _("{who}, {when}: {reason}", who=one_line(last["who"], 80), when=when, reason=reason)
    others = rows[rows["value"] != last["value"]].drop_duplicates(["who", "value"], keep="last")
    before = [f"{one_line(row.who, 80)} ({verdict_names(words)[row.value]})" for row in others.itertuples()]
    return said + (" " + _("Said otherwise before: {people}.", people=words.listing(before)) if before else "")


def _risk(candidate: pd.Series, words: Wording) -> str:
    """Return that the work hangs on one person; an empty string where it doesn't, or the verdict says so itself."""
    _, rule = words.text, rule_of("document-one-resolver")
    if candidate["rule"] == rule.id or not rule.matches(candidate):
        return ""
    return _(
        "One person resolved {share} of {n} tickets: when that person is away, nobody else may know how. Whatever"
        " else is done, write the procedure down.",
        share=words.percent(candidate["top_resolver_share"]),
        n=words.number(candidate["resolved_by_person"]),
    )


def _attributes(candidate: pd.Series, overrules: pd.DataFrame, words: Wording) -> list[Attribute]:
    names = attribute_names(words)
    return [
        Attribute(
            names[name],
            candidate[name],
            candidate[f"{name}_low"] if overrule is None else math.nan,
            candidate[f"{name}_high"] if overrule is None else math.nan,
            candidate[f"{name}_n"],
            explain_attribute(candidate, name, words, overrule),
            overrule is not None,
        )
        for name in ATTRIBUTES
        for overrule in (overrule_of(overrules, candidate["pattern_id"], name),)
    ]


def overrule_of(overrules: pd.DataFrame, pattern_id: str, attribute: str) -> pd.Series | None:
    """Return the row of ``overrules`` about that attribute; None where nobody set it."""
    rows = overrules[(overrules["pattern_id"] == pattern_id) & (overrules["attribute"] == attribute)]
    return rows.iloc[-1] if len(rows) else None


def _samples(samples: pd.DataFrame, report: Report) -> list[Sample]:
    similarity = dict(zip(samples["ticket_id"], samples["similarity"], strict=True))
    return tickets_to_read(report, list(similarity), similarity)


def unplaced_sample(report: Report, top: int = 8) -> list[Sample]:
    """Return tickets of the report month that are in no pattern, spread evenly over the month."""
    nowhere = report.ticket_patterns.loc[report.ticket_patterns["pattern_id"].isna(), "ticket_id"]
    tickets = report.tickets[report.tickets["ticket_id"].isin(nowhere) & (report.tickets["month"] == report.month)]
    ordered = tickets.sort_values(["opened_at", "ticket_id"])["ticket_id"].tolist()
    step = max(len(ordered) / top, 1)
    return tickets_to_read(report, [ordered[int(at * step)] for at in range(min(top, len(ordered)))], {})


def tickets_to_read(report: Report, ticket_ids: list[str], similarity: dict[str, float]) -> list[Sample]:
    """Return the tickets of *ticket_ids*, in that order, cut to what a reader needs."""
    tickets = report.tickets[report.tickets["ticket_id"].isin(ticket_ids)].set_index("ticket_id")
    placed = report.ticket_patterns[report.ticket_patterns["ticket_id"].isin(ticket_ids)]
    languages = dict(zip(placed["ticket_id"], placed["language"], strict=True))
    return [
        Sample(
            ticket_id=ticket_id,
            month=row["month"],
            summary=_cut(row["summary"]) or _codes(row),
            description=_cut(row["description"]),
            resolution=_cut(row["resolution"]),
            language=languages.get(ticket_id, "und"),
            similarity=similarity.get(ticket_id),
        )
        for ticket_id, row in ((ticket_id, tickets.loc[ticket_id]) for ticket_id in ticket_ids)
    ]


def _cut(text: object) -> str:
    return one_line(str(text), _LETTERS) if pd.notna(text) else ""


def _codes(ticket: pd.Series) -> str:
    """Return what stands for a text where the export has none."""
    codes = [ticket[name] for name in ("category", "subcategory", "symptom", "resolution_code")]
    return one_line(" · ".join(str(code) for code in codes if pd.notna(code)), _LETTERS)
