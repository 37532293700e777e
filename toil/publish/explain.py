"""Every figure of one candidate, with the tickets, the formula, the inputs and the rules behind it, as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from toil.candidates import (
    Check,
    check_rules,
    end_over_mean,
    explain_assumption,
    explain_attribute,
    explain_condition,
    explain_next,
    explain_verdict,
    lasting_share,
    net_12,
    payback_months,
    saved_hours,
    working_of,
)
from toil.i18n import UNKNOWN, Wording
from toil.publish.cards import overrule_of
from toil.publish.evidence import Evidence
from toil.publish.names import attribute_names, kind_names, rung_names, verdict_names
from toil.publish.phrases import payback_text, wave_text
from toil.publish.untrusted import clean_text, one_line
from toil.schema.values import ATTRIBUTES
from toil.settings import Range

_INDENT, _LABEL = "  ", 100
_TESTED = tuple(name for name in ATTRIBUTES if name != "grows")


def render_explanation(evidence: Evidence, pattern_id: str, words: Wording) -> str:
    """Return how each figure of *pattern_id* comes about: tickets, hours, attributes, verdict, saving, payback.

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
    parts = (
        (_("Tickets"), _tickets(tickets, words)),
        (_("Hours a month"), _hours(evidence, candidate, tickets, words)),
        (_("The six attributes"), _attributes(evidence, candidate, words)),
        (_("Verdict"), _verdict(candidate, words)),
        (_("What acting on it brings"), _benefit(evidence, candidate, words)),
    )
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
            _spread(row.minutes_low, row.minutes_base, row.minutes_high, words),
            rungs[row.rung],
            row.episode_id,
            "".join(_sign(getattr(row, f"test_{name}")) for name in _TESTED),
            ", ".join(said for said, holds in _remarks(row, words) if holds),
        )
        for row in tickets.itertuples()
    ]
    yield from _aligned([header, *rows])


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
        " is an episode outside bursts with a ticket that needed action"
    )
    rows = [
        (
            explain_assumption(row.assumption, words),
            words.count_text("{n} ticket", "{n} tickets", row.tickets),
            _("{minutes} min", minutes=_spread(row.minutes_low, row.minutes_base, row.minutes_high, words)),
        )
        for row in working.by_assumption.itertuples()
    ]
    switch = effort.context_switch_minutes
    rows.append(
        (
            explain_assumption("context_switch_minutes", words),
            words.count_text("{n} switch", "{n} switches", working.switches),
            _("{minutes} min each", minutes=_range(switch, words)),
        )
    )
    yield from _aligned(rows)
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
        hours=_points(candidate, "hours", words),
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


def _benefit(evidence: Evidence, candidate: pd.Series, words: Wording) -> Iterator[str]:
    _, economics = words.text, evidence.economics
    means, suggested = economics.means[candidate["verdict"]], candidate["means"]
    if pd.notna(suggested):
        yield _("suggested means: {means}", means=_(suggested))
    yield from _aligned(
        [
            (explain_assumption("automatable_share", words), _range(means.automatable_share, words, percent=True)),
            (explain_assumption("residual_touch", words), _range(means.residual_touch, words, percent=True)),
            (explain_assumption("build_hours", words), _range(means.build_hours, words)),
            (explain_assumption("maintenance", words), _range(economics.maintenance, words, percent=True)),
        ]
    )
    yield from _projection(candidate, economics.migrations_end, words)
    hours, share, residual = candidate["hours_base"], means.automatable_share.base, means.residual_touch.base
    monthly = float(saved_hours(hours * candidate["projected_volume"], share, residual))
    lasting = float(lasting_share(candidate["wave_months"], 12))
    yield _(
        "saved = h × projected volume × share × (1 − residual) × months with work / 12 = {hours} × {volume} × {share}"
        " × (1 − {residual}) × {lasting} / 12 = {saved} h a month; report: {reported} h",
        hours=words.number(hours, 2),
        volume=words.number(candidate["projected_volume"], 3),
        lasting=words.number(lasting * 12),
        share=words.percent(share, 1),
        residual=words.percent(residual, 1),
        saved=words.number(monthly * lasting, 2),
        reported=_points(candidate, "saved", words),
    )
    yield from _money(evidence, candidate, (monthly, monthly * lasting), words)


def _projection(candidate: pd.Series, ends: str | None, words: Wording) -> Iterator[str]:
    """Say what the months to come are taken to bring, and from what."""
    _, months = words.text, int(candidate["trend_months"])
    if not months:
        yield _("projected volume = 1: under six whole months no trend is known, so the window's volume is taken")
    else:
        own = 0.0 if pd.isna(candidate["own_change"]) else candidate["own_change"]
        growth = (1 + candidate["squad_change"]) * (1 + own)
        yield _(
            "projected volume = last of {months} whole months / their mean, at (1 + {squad}) × (1 + {own}) = {growth}"
            " a month = {volume}, then held; report: {reported} ({low} to {high}). Squad's change and its own share's"
            " change, each shrunk to 0 as far as it may be chance; the range draws both within their errors.",
            months=words.number(months),
            squad=words.percent(candidate["squad_change"], 2),
            own=words.percent(own, 2),
            growth=words.number(growth, 4),
            volume=words.number(float(end_over_mean(growth, months)), 3),
            reported=words.number(candidate["projected_volume"], 3),
            low=words.number(candidate["projected_volume_low"], 3),
            high=words.number(candidate["projected_volume_high"], 3),
        )
    if pd.notna(candidate["wave_months"]):
        yield wave_text(candidate, ends, words)


def _money(evidence: Evidence, candidate: pd.Series, savings: tuple[float, float], words: Wording) -> Iterator[str]:
    """Say net and payback; *savings* are hours a month while there is work, and the mean of the next 12 months."""
    (monthly, saved), left = savings, candidate["wave_months"]
    _, economics = words.text, evidence.economics
    build, upkeep = economics.means[candidate["verdict"]].build_hours.base, economics.maintenance.base
    rate, run = economics.rate, economics.run_month
    yield _(
        "net hours over 12 months, report: {hours} h; build hours that pay back within {months} months, report:"
        " {budget} h",
        hours=_points(candidate, "net_hours_12", words),
        months=words.number(economics.horizon_months),
        budget=words.number(candidate["budget_hours"], 1),
    )
    if rate is None:
        yield _("no rate in the study: hours only, no money and no payback")
        return
    terms: Mapping[str, float] = {"rate": rate, "run": run or 0.0, "maintenance": upkeep}
    yield _(
        "net over 12 months = 12 × saved × rate − build × rate − 12 × run − upkeep × build × rate"
        " = 12 × {saved} × {rate} − {build} × {rate} − 12 × {run} − {upkeep} × {build} × {rate} = {net};"
        " report: {reported}",
        saved=words.number(saved, 2),
        rate=words.number(rate, 2),
        build=words.number(build, 1),
        run=words.number(run, 2) if run is not None else _("0 (not stated)"),
        upkeep=words.percent(upkeep),
        net=words.money(float(net_12(saved, build, **terms)), economics.currency),
        reported=_between(
            *(words.money(candidate[f"net_12_{p}"], economics.currency) for p in ("base", "low", "high"))
        ),
    )
    months = float(payback_months(monthly, build, **terms))
    months = float("inf") if months > left else months
    yield _(
        "payback = build × rate / (saved × rate − run − upkeep × build × rate / 12) = {months}; report: {reported}",
        months=payback_text(months, candidate["verdict"], rate, words),
        reported=_between(
            *(
                payback_text(candidate[name], candidate["verdict"], rate, words)
                for name in ("payback_months", "payback_months_low", "payback_months_high")
            )
        ),
    )


def _points(candidate: pd.Series, stem: str, words: Wording) -> str:
    return _between(*(words.number(candidate[f"{stem}_{point}"], 2) for point in ("base", "low", "high")))


def _spread(low: float, base: float, high: float, words: Wording) -> str:
    written = [words.number(value, 1) for value in (base, low, high)]
    return written[0] if len(set(written)) == 1 else _between(*written)


def _range(range_: Range, words: Wording, *, percent: bool = False) -> str:
    write = words.percent if percent else words.number
    written = [write(value, 1) for value in (range_.base, range_.low, range_.high)]
    return written[0] if len(set(written)) == 1 else _between(*written)


def _between(base: str, low: str, high: str) -> str:
    return f"{base} ({low} – {high})"


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
