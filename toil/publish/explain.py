"""Every figure of one candidate, with the tickets, the formula, the inputs and the rules behind it, as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from toil.candidates import (
    Check,
    check_rules,
    explain_assumption,
    explain_attribute,
    explain_condition,
    explain_next,
    explain_verdict,
    working_of,
)
from toil.i18n import UNKNOWN, Wording
from toil.publish.aligned import aligned, assumed, points, spread
from toil.publish.cards import overrule_of
from toil.publish.evidence import Evidence
from toil.publish.explain_benefit import explain_benefit
from toil.publish.names import attribute_names, kind_names, rung_names, verdict_names
from toil.publish.progress import held_against, progress_of
from toil.publish.untrusted import clean_text, one_line
from toil.schema.values import ATTRIBUTES

_INDENT, _LABEL = "  ", 100
_TESTED = tuple(name for name in ATTRIBUTES if name != "grows")


def render_explanation(evidence: Evidence, pattern_id: str, words: Wording) -> str:
    """Return how each figure of *pattern_id* comes about: tickets, hours, attributes, verdict, saving, payback.

    Of an action that is live, what came since is said as the page says it.

    The rank of a candidate, its number in the report, stands for its id.

    Figures named "report" are those of the report's tables; the ones beside them are worked out again from the
    tickets' base minutes and the study's base values.

    Raises
    ------
    SettingsError
        If the report has no such pattern.
    """
    candidate = evidence.candidate(pattern_id)
    pattern_id = candidate["pattern_id"]
    tickets = evidence.tickets[evidence.tickets["pattern_id"] == pattern_id].sort_values(["month", "ticket_id"])
    _ = words.text
    parts = [
        (_("Tickets"), _tickets(tickets, words)),
        (_("Hours a month"), _hours(evidence, candidate, tickets, words)),
        (_("The six attributes"), _attributes(evidence, candidate, words)),
        (_("Verdict"), _verdict(candidate, words)),
        (_("What acting on it brings"), explain_benefit(evidence, candidate, words)),
    ]
    if (evidence.progress["pattern_id"] == pattern_id).any():
        parts.append((_("What came since"), _since(evidence, pattern_id, words)))
    title = f"{pattern_id}  {one_line(candidate['label'], _LABEL)}"
    months = _(
        "window {first} to {last}",
        first=words.month(evidence.months[0]),
        last=words.month(evidence.months[-1]),
    )
    lines = [title, f"{evidence.title}, {words.month_long(evidence.month)}; {months}"]
    for number, (heading, body) in enumerate(parts, start=1):
        lines += ["", f"{number}. {heading}", *(_INDENT + line for line in body)]
    return "\n".join(clean_text(line) for line in lines)


def _since(evidence: Evidence, pattern_id: str, words: Wording) -> Iterator[str]:
    yield from (text for _, name, text in progress_of(evidence, words) if name == pattern_id)
    yield held_against(words)


def _tickets(tickets: pd.DataFrame, words: Wording) -> Iterator[str]:
    _, rungs, kinds = words.text, rung_names(words), kind_names(words)
    yield _(
        "{tickets} tickets, of these {burst} in bursts, {cut} with minutes cut to the 99th percentile.",
        tickets=words.number(len(tickets)),
        burst=words.number(tickets["burst"].sum()),
        cut=words.number(tickets["cut"].sum()),
    )
    yield _(
        "Tests in this order: {attributes}. + passes, − does not, · can't be judged.",
        attributes=words.listing([attribute_names(words)[name] for name in _TESTED]),
    )
    header = (_("ticket"), _("month"), _("kind"), _("minutes"), _("how they are known"), _("episode"), _("tests"), "")
    rows = [
        (
            one_line(row.ticket_id, 40),
            row.month,
            kinds.get(row.kind, UNKNOWN),
            spread(row.minutes_low, row.minutes_base, row.minutes_high, words),
            rungs[row.rung],
            row.episode_id,
            "".join(_sign(getattr(row, f"test_{name}")) for name in _TESTED),
            ", ".join(said for said, holds in _remarks(row, words) if holds),
        )
        for row in tickets.itertuples()
    ]
    yield from aligned([header, *rows])


def _remarks(ticket: Any, words: Wording) -> list[tuple[str, bool]]:
    """Return what may be said of how a ticket's minutes count, each with whether it holds."""
    _ = words.text
    return [
        (_("burst"), ticket.burst),
        (_("cut"), ticket.cut),
        (_("held to the time it was open"), ticket.bounded),
        (_("no action, no switch"), ticket.no_action),
    ]


def _sign(passes: object) -> str:
    return "·" if pd.isna(passes) else "+" if passes else "−"


def _hours(evidence: Evidence, candidate: pd.Series, tickets: pd.DataFrame, words: Wording) -> Iterator[str]:
    _, effort = words.text, evidence.effort
    working = working_of(tickets, effort, evidence.months_covered)
    yield _(
        "h = (hands-on minutes of tickets outside bursts + context switch × switches) / 60 / months covered; a switch"
        " is an episode outside bursts with a ticket that somebody acted on"
    )
    rows = [
        (
            explain_assumption(row.assumption, words),
            words.count_text("{n} ticket", "{n} tickets", row.tickets),
            _("{minutes} min", minutes=spread(row.minutes_low, row.minutes_base, row.minutes_high, words)),
        )
        for row in working.by_assumption.itertuples()
    ]
    switch = effort.context_switch_minutes
    rows.append(
        (
            explain_assumption("context_switch_minutes", words),
            words.count_text("{n} switch", "{n} switches", working.switches),
            _("{minutes} min each", minutes=assumed(switch, words)),
        )
    )
    yield from aligned(rows)
    yield _(
        "h = ({minutes} + {switch} × {switches}) / 60 / {months} = {hours} h at base values",
        minutes=words.number(working.minutes, 1),
        switch=words.number(switch.base, 1),
        switches=words.number(working.switches),
        months=words.number(evidence.months_covered, 2),
        hours=words.number(working.hours, 2),
    )
    yield _(
        "report: {hours} h, the median and 90% range of 2,000 draws over tickets, volume and assumptions",
        hours=points(candidate, "hours", words),
    )
    if candidate["burst_tickets"]:
        yield _(
            "in bursts, beside it: {minutes} min / 60 / {months} = {hours} h; report: {reported} h",
            minutes=words.number(working.burst_minutes, 1),
            months=words.number(evidence.months_covered, 2),
            hours=words.number(working.burst_hours, 2),
            reported=words.number(candidate["burst_hours"], 2),
        )


def _attributes(evidence: Evidence, candidate: pd.Series, words: Wording) -> Iterator[str]:
    _, names = words.text, attribute_names(words)
    for name in ATTRIBUTES:
        overrule = overrule_of(evidence.overrules, candidate["pattern_id"], name)
        sentence = explain_attribute(candidate, name, words, overrule)
        yield f"{names[name]}: {words.percent(candidate[name], 1)}. {sentence}"
    known = [words.percent(candidate[name], 1) for name in ATTRIBUTES if pd.notna(candidate[name])]
    if pd.isna(candidate["overall"]):
        yield _("overall: unknown, {known} of 6 known; 3 are needed", known=words.number(len(known)))
        return
    yield _(
        "overall = ({shares}) / {known} = {overall}; {low} if every unknown were 0, {high} if it were 1",
        shares=" + ".join(known),
        known=words.number(len(known)),
        overall=words.percent(candidate["overall"], 1),
        low=words.percent(candidate["overall_low"], 1),
        high=words.percent(candidate["overall_high"], 1),
    )


def _verdict(candidate: pd.Series, words: Wording) -> Iterator[str]:
    _, verdicts = words.text, verdict_names(words)
    yield _("{verdict}: {reason}", verdict=verdicts[candidate["verdict"]], reason=explain_verdict(candidate, words))
    yield _("Rules in order; the first that matches wins:")
    for number, (rule, check, conditions) in enumerate(check_rules(candidate), start=1):
        said = {Check.HOLDS: _("matches"), Check.FAILS: _("does not match"), Check.UNKNOWN: _("not judged")}[check]
        figures = "; ".join(explain_condition(condition, candidate, words) for condition in conditions)
        yield f"{number}. {rule.id} ({verdicts[rule.verdict]}): {said}" + (f" ({figures})" if figures else "")
    if following := explain_next(candidate, words):
        yield following
