"""Figures as a reader reads them: a range, a payback, the headline, the tiles of the first page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from toil.candidates import seems_over
from toil.candidates.ranges import Points
from toil.i18n import UNKNOWN, Wording
from toil.publish.alike import names_of
from toil.publish.answer import TOIL_CAP, Answer
from toil.publish.names import column_names
from toil.publish.report import Report

_EXACT, _TOO_LONG, _FEW, _TELLING, _OTHER_VOLUME, _SURE = 24, 120, 10, 0.5, 0.1, 0.01


@dataclass(frozen=True)
class Tile:
    """One figure of the first page: the value with its unit, what it is, and how sure or of how many."""

    value: str
    unit: str
    what: str
    how: str


def range_text(row: pd.Series, stem: str, words: Wording, digits: int = 1) -> str:
    """Return ``base (low–high)`` of the three columns that *stem* names."""
    low, base, high = (words.number(row[f"{stem}_{point}"], digits) for point in ("low", "base", "high"))
    return f"{base} ({low}–{high})" if pd.notna(row[f"{stem}_low"]) else base


def with_n(value: str, tickets: int, words: Wording) -> str:
    """Return *value* and the tickets it rests on: ``8.2 (n=49)``."""
    return f"{value} (n={words.number(tickets)})"


def payback_text(months: float, verdict: str, rate: float | None, words: Wording) -> str:
    """Return months to pay back: "never" where infinite, "no rate" where the study has none; a dash for *keep*."""
    _ = words.text
    if verdict == "keep":
        return UNKNOWN
    if pd.isna(months):
        return _("no rate") if rate is None else _("unknown")
    if months > _TOO_LONG:
        return _("never") if math.isinf(months) else _("over 10 years")
    return _("{months} months", months=words.number(months, 1 if months < _EXACT else 0))


def pays_text(share: float, words: Wording) -> str:
    """Return the *share* of draws that pay back within a year; never all or none, which 2,000 draws can't tell."""
    if pd.isna(share):
        return UNKNOWN
    if share > 1 - _SURE:
        return f"> {words.percent(1 - _SURE)}"
    return words.percent(share) if share >= _SURE else f"< {words.percent(_SURE)}"


def ahead_text(volume: float, words: Wording) -> str:
    """Return the *volume* to come over the window's, which savings count; empty where it is within a tenth of it."""
    if abs(volume - 1) < _OTHER_VOLUME:
        return ""
    return words.text("volume to come: {share} of the window's", share=words.percent(volume))


def wave_text(candidate: pd.Series, ends: str | None, words: Wording) -> str:
    """Return how long a migration wave is taken to last; *ends* is the month that the study states."""
    _ = words.text
    if ends is None:
        return _(
            "A migration wave whose end the study does not state ([economics] migrations_end): nothing is counted as"
            " saved after the window."
        )
    return _(
        "A migration wave until {end}: {months} of the next 12 months are counted, nothing after it.",
        end=words.month(ends),
        months=words.number(min(candidate["wave_months"], 12)),
    )


def volume_text(candidate: pd.Series, words: Wording) -> str:
    """Return what volume the months to come are taken to bring, and why."""
    _ = words.text
    if not candidate["trend_months"]:
        return _("Volume to come: as in the window; under six whole months no trend is known.") + _taken(
            candidate, words
        )
    return _(
        "Volume to come: {volume} of the window's ({low} to {high}), and held (squad {squad} a month, its own share"
        " {own} a month, each shrunk as far as it may be chance).",
        volume=words.percent(candidate["projected_volume"]),
        low=words.percent(candidate["projected_volume_low"]),
        high=words.percent(candidate["projected_volume_high"]),
        squad=words.percent(candidate["squad_change"], 1),
        own=words.percent(candidate["own_change"], 1),
    ) + _taken(candidate, words)


def _taken(candidate: pd.Series, words: Wording) -> str:
    """Return what automation took of the volume within the window, behind a space; empty where nothing changed."""
    if pd.isna(candidate["automated_since"]):
        return ""
    return " " + words.text(
        "Since {month} an account of automation has resolved {lately} of its tickets, {share} in the whole window:"
        " the hours to come count that as it is now.",
        month=words.month(candidate["automated_since"]),
        lately=words.percent(candidate["automated_lately"]),
        share=words.percent(candidate["automated_share"]),
    )


def backlog_text(report: Report, words: Wording) -> str:
    """Return what the backlog holds of the time before the window, and what it can't; empty where it is unknown."""
    last = report.backlogs.sort_values("month").tail(1)
    if last.empty or last["open"].isna().all():
        return ""
    _, open_now, carried = words.text, int(last["open"].iloc[0]), int(last["carried"].iloc[0])
    before = _(
        "Backlog counts what the exports show: tickets opened before {first}, where they begin, are not in it.",
        first=words.date(report.sources["first_opened_at"].min()),
    )
    if carried:
        at_end = _(
            "Of the {open} open at the end, {carried} were opened before the window.",
            open=words.number(open_now),
            carried=words.number(carried),
        )
    else:
        at_end = _("None of those open at the end was opened before the window.")
    return f"{before} {at_end}"


def stability_text(candidate: pd.Series, patterns: pd.DataFrame, words: Wording) -> str:
    """Return the stability of *candidate*: "exact" where it is one text, "unknown" where nobody measured it."""
    _ = words.text
    if pd.notna(candidate["stability"]):
        return words.percent(candidate["stability"])
    templates = patterns.loc[patterns["pattern_id"] == candidate["pattern_id"], "templates"]
    return _("exact") if (templates == 1).any() else _("unknown")


def headline(report: Report, answer: Answer, words: Wording) -> str:
    """Return the answer in a few words, and which of its hours are over."""
    return " ".join(filter(None, (answer_text(report, answer, words), ended_text(report, answer, words))))


def ended_text(report: Report, answer: Answer, words: Wording) -> str:
    """Return which of the headline's hours went into work that has ended; empty where few did, or few are known."""
    if report.candidates.empty or report.fitness.status == "modest" or answer.ended_hours < _TELLING:
        return ""
    hours, ended = words.number(answer.hours.base), words.number(answer.ended_hours, int(answer.ended_hours < _FEW))
    return words.text("Of the {hours}, {ended} went into work that has ended.", hours=hours, ended=ended)


def left_out_text(report: Report, answer: Answer, words: Wording) -> str:
    """Return what would be among the actions, had it not hardly come in the report month; empty where nothing is."""
    if answer.left_out.empty:
        return ""
    return words.text(
        "Left out, since hardly any of it came in {month}: {patterns}. What comes back stands here again.",
        month=words.month_long(report.month),
        patterns=words.listing(names_of(answer.left_out, words)),
    )


def lately_of(report: Report, words: Wording) -> dict[str, str]:
    """Return by pattern id that none or few of its tickets came in the report month; of others there is no entry."""
    month = words.month(report.month)
    few, none = words.text("few in {month}", month=month), words.text("none in {month}", month=month)
    over = report.candidates[seems_over(report.candidates) | (report.candidates["tickets_month"] == 0)]
    return {row.pattern_id: few if row.tickets_month else none for row in over.itertuples()}


def answer_text(report: Report, answer: Answer, words: Wording) -> str:
    """Return the answer in one or two sentences; of few tickets a range and how many, never a single number."""
    _ = words.text
    if report.candidates.empty:
        return _("No repeated work was found in {tickets} tickets.", tickets=words.number(answer.window_tickets))
    if report.fitness.status == "modest":
        return _modest_headline(report, answer, words)
    hours = words.number(answer.hours.base)
    if len(answer.actions):
        return _(
            "About {hours} hours a month go into repeated work. {actions} could give back {saved} of them.",
            hours=hours,
            actions=words.count_text("{n} action", "{n} actions", len(answer.actions)),
            saved=words.number(answer.saved.base),
        )
    if answer.unjudged:
        names = column_names(words)
        return _(
            "About {hours} hours a month go into repeated work. What to do about {n} of {patterns} candidates can't"
            " be judged: the exports lack {columns}.",
            hours=hours,
            n=words.number(answer.unjudged),
            patterns=words.number(len(report.candidates)),
            columns=words.listing([names[name] for name in answer.lacking]),
        )
    return _(
        "About {hours} hours a month go into repeated work. No single change would free a working day within a"
        " year, after its own build and upkeep.",
        hours=hours,
    )


def _modest_headline(report: Report, answer: Answer, words: Wording) -> str:
    _ = words.text
    span = {"low": words.number(answer.hours.low), "high": words.number(answer.hours.high)}
    counted = {"placed": words.number(answer.placed_tickets), "tickets": words.number(answer.window_tickets)}
    found = _(
        "Between {low} and {high} hours a month may go into repeated work, by {placed} of {tickets} tickets.",
        **span,
        **counted,
    )
    if report.fitness.tickets < report.fitness.useful_from:
        return found + " " + _("Too few to decide by: check before you build.")
    return found + " " + _("Many, but too little is known of them to decide by: check before you build.")


def tiles_of(report: Report, answer: Answer, words: Wording) -> list[Tile]:
    """Return the four figures of the first page: hours, savings, toil, coverage."""
    _ = words.text
    hours = (
        _one_range(answer.hours, words) + "; " + words.count_text("{n} ticket", "{n} tickets", answer.placed_tickets)
    )
    if answer.burst_hours >= 0.5:
        hours += "; " + _("{hours} h more in bursts", hours=words.number(answer.burst_hours))
    counted = {"placed": words.number(answer.placed_tickets), "tickets": words.number(answer.window_tickets)}
    actions = len(answer.actions)
    by_actions = words.count_text("could be saved by {n} action", "could be saved by {n} actions", actions)
    none = report.candidates.empty
    found = words.count_text("{n} candidate found", "{n} candidates found", len(report.candidates))
    return [
        Tile(
            words.number(None if none else answer.hours.base),
            _("h/month"),
            _("in repeated work"),
            found if none else hours,
        ),
        Tile(
            words.number(None if none else answer.saved.base),
            _("h/month"),
            by_actions if actions else _("could be saved by what frees a working day within a year"),
            found if not actions else _ends(answer.saved, words) if actions > 1 else _one_range(answer.saved, words),
        ),
        _toil_tile(report, answer, words),
        Tile(
            words.part(answer.placed_share),
            "",
            _("of tickets are in a pattern"),
            _("{placed} of {tickets} in the window", **counted),
        ),
    ]


def _toil_tile(report: Report, answer: Answer, words: Wording) -> Tile:
    _, toil, people = words.text, answer.toil, report.settings.people
    of = {"patterns": words.number(toil.patterns), "candidates": words.number(len(report.candidates))}
    counted = _("{patterns} of {candidates} candidates", **of) + "; "
    if people is None:
        value = between(words.number(toil.floor_hours), words.number(toil.ceiling_hours))
        how = counted + _("share of working hours unknown: the study states no people")
        return Tile(value, _("h/month"), _("are toil by the six attributes"), how)
    return Tile(
        between(words.percent(toil.floor_share), words.percent(toil.ceiling_share)),
        "",
        _("of people's hours are toil"),
        counted
        + _(
            "{people} people; the cap of the SRE book is {cap}",
            people=words.number(people, 1 if people % 1 else 0),
            cap=words.percent(TOIL_CAP),
        ),
    )


def _ends(span: Points, words: Wording) -> str:
    _ = words.text
    return _(
        "range {low} to {high} (ends added, wider than 90%)", low=words.number(span.low), high=words.number(span.high)
    )


def _one_range(span: Points, words: Wording) -> str:
    _ = words.text
    return _("range {low} to {high}", low=words.number(span.low), high=words.number(span.high))


def between(low: str, high: str) -> str:
    """Return two ends as one phrase, which read alike as one figure."""
    return low if low == high else f"{low}–{high}"


def period_text(months: Sequence[str], words: Wording) -> str:
    """Return the first and the last of *months*, or the only one."""
    first, last = words.month(months[0]), words.month(months[-1])
    return first if first == last else f"{first} – {last}"
