"""Sentences behind a candidate, in the reader's language: why this verdict, what an attribute rests on."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

import pandas as pd

from toil.candidates.attributes import MIN_ELIGIBLE
from toil.candidates.verdicts import Condition, read_rules, rule_of
from toil.errors import ContractError, nearest
from toil.i18n import LANGUAGES, Wording, wording
from toil.schema.values import ATTRIBUTES
from toil.settings import default_catalogue

WHOLE = (
    "tickets",
    "months_active",
    "months_silent",
    "closed",
    "texts_read",
    "alerts_closed",
    "requesters",
    "resolved_by_person",
    "automatable_n",
    "automate_net_hours",
    "change_tickets",
)
DECIMAL = ("change_q",)

FIGURES = {
    "course": "course in the window",
    "automated_lately": "resolved by automation lately",
    "no_action_share": "closed without action",
    "alert_share": "alerts",
    "alert_no_action_share": "alerts closed without action",
    "change_q": "link to changes (q)",
    "after_change_excess": "after a change beyond chance",
    "toil_kind": "kind of toil",
    "feature_share": "ask for something new",
    "question_share": "ask how something is done",
    "request_share": "requests",
    "unplanned_share": "incidents and alerts",
    "item_recurrence": "back on the same item",
    "problem_share": "with a problem record",
    "requesters": "people who ask",
    "reassigned_share": "handed on",
    "automatable": "resolved the usual way",
    "automate_net_hours": "net hours if automated",
    "top_resolver_share": "resolved by one person",
}
TESTS = {
    "manual": "{share} of {n} resolved tickets name a person, notes or work time ({low} to {high}).",
    "repetitive": (
        "{share} of {n} tickets came with the same work in two other weeks or more within 30 days ({low} to {high})."
    ),
    "automatable": (
        "{share} of {n} resolutions follow the pattern's usual way, handed on at most once ({low} to {high})."
    ),
    "tactical": (
        "{share} of {n} tickets interrupt: incident or alert, by phone, mail, chat or monitoring, or out of hours "
        "({low} to {high})."
    ),
    "no_enduring_value": (
        "{share} of {n} tickets came back at the same place within 30 days, chance taken off ({low} to {high})."
    ),
    "grows": (
        "It grows at least as fast as the squad's other work with a chance of {share}, from {n} tickets "
        "(its share of the work changes by {change} a month, {low} to {high})."
    ),
}
COURSE_NAMES = {"lasting": "lasting", "began": "begun", "ended": "ended", "wave": "a wave"}
NO_GROWTH = "Unknown: growth needs six whole months."
PAUSED = "Unknown: it comes and goes, and where its spells lie in the window is no trend."
WAVE = "Unknown: it began and ended within the window, which is no trend."
ONE_END = "Unknown: all its tickets came at one end of the window, and no trend can be told from there."
TOO_FEW = (
    "Unknown: only {n} ticket can be judged; 10 are needed.",
    "Unknown: only {n} tickets can be judged; 10 are needed.",
)
NO_RETURN = (
    "Unknown: {n} ticket can be judged, 10 are needed. Left out: no known place, the last 30 days, a return that is"
    " sure by chance alone.",
    "Unknown: {n} tickets can be judged, 10 are needed. Left out: no known place, the last 30 days, a return that is"
    " sure by chance alone.",
)
NO_COLUMN = "Unknown: the export holds nothing to judge it by."
OVERRULED = "Decided by a person. The rule said: {reason}"
SET = "Set by {who} on {when}: {reason} The test said: {tested}"
ASSUMPTIONS = {
    "worklog": "minutes recorded in worklogs",
    "automated": "no minutes: resolved by an account of automation",
    "glance": "minutes to look at what needs no action",
    "peers": "mean minutes recorded on others of the pattern",
    "notes": "minutes a work note",
    "elapsed": "hands-on share of elapsed time",
    "default incident": "assumed minutes an incident",
    "default request": "assumed minutes a request",
    "default change": "assumed minutes a change",
    "default problem": "assumed minutes a problem",
    "default alert": "assumed minutes an alert",
    "default unknown": "assumed minutes a ticket of unknown kind",
    "context_switch_minutes": "minutes lost in switching to it",
    "automatable_share": "share that can be taken away",
    "residual_touch": "share that is left over",
    "build_hours": "hours to build",
    "maintenance": "upkeep, share of the build a year",
}
FOR_VERDICT = "{assumption}: {verdict}"
OPERATORS = {
    ">=": "{figure} {value}, at least {threshold} needed",
    ">": "{figure} {value}, more than {threshold} needed",
    "<=": "{figure} {value}, at most {threshold} allowed",
    "<": "{figure} {value}, less than {threshold} needed",
    "is": "{figure} {value}, {threshold} needed",
}
NEXT = "Next verdict: {verdict}, if {figure} went from {value} to {threshold}."


def explain_verdict(candidate: pd.Series | Mapping, wording: Wording) -> str:
    """Return why *candidate* (a row of ``candidates``) has its verdict, figures in the reader's numbers."""
    _ = wording.text
    template = _reason(candidate)
    columns = {name for _text, name, _form, _kind in Formatter().parse(template) if name}
    reason = _(template, **{column: _figure(column, candidate[column], wording) for column in columns})
    return _(OVERRULED, reason=reason) if candidate["decided_by"] == "person" else reason


def _reason(candidate: Mapping) -> str:
    """Return the reason of the rule that matched: where it says so, the one for figures that are unknown."""
    rule = rule_of(candidate["rule"])
    unknown = candidate["waived"] if rule.conditions else candidate["not_judged"]
    return rule.reason_unknown if rule.reason_unknown and unknown else rule.reason


def reasons_in_all_languages(candidate: Mapping) -> dict[str, str]:
    """Return why *candidate* has its verdict, by language: teams that share a pattern may not share one."""
    return {language: explain_verdict(candidate, wording(language)) for language in LANGUAGES}


def explain_next(candidate: pd.Series | Mapping, wording: Wording) -> str:
    """Return how far the next verdict is; an empty string where no single figure stands before it, or people decided.

    No figure moves what a person decided.
    """
    if pd.isna(candidate["next_rule"]) or candidate["decided_by"] == "person":
        return ""
    column, _ = candidate["next_column"], wording.text
    return _(
        NEXT,
        verdict=_(rule_of(candidate["next_rule"]).verdict),
        figure=_(FIGURES[column]),
        value=_figure(column, candidate["next_value"], wording),
        threshold=_figure(column, candidate["next_threshold"], wording),
    )


def explain_condition(condition: Condition, candidate: pd.Series | Mapping, wording: Wording) -> str:
    """Return a figure of *candidate* beside the threshold of *condition*."""
    _, value, threshold = wording.text, candidate[condition.column], condition.threshold
    if isinstance(threshold, str):
        value, threshold = (_(COURSE_NAMES.get(word, word)) for word in (value, threshold))
    else:
        value, threshold = (_figure(condition.column, number, wording) for number in (value, threshold))
    template = OPERATORS[condition.operator]
    return _(template, figure=_(FIGURES[condition.column]), value=value, threshold=threshold)


def explain_assumption(name: str, wording: Wording) -> str:
    """Return what an assumption is called; one of a verdict's means is written ``automatable_share.automate``."""
    _ = wording.text
    stem, _dot, verdict = name.partition(".")
    called = _(ASSUMPTIONS[stem])
    return _(FOR_VERDICT, assumption=called, verdict=_(verdict)) if verdict else called


def explain_attribute(
    candidate: pd.Series | Mapping, attribute: str, wording: Wording, overrule: pd.Series | None = None
) -> str:
    """Return what *attribute* of *candidate* rests on: share, eligible tickets, 95% interval; or why it is unknown.

    Parameters
    ----------
    candidate : Series or mapping
        Row of ``candidates``.
    attribute : str
        One of the six.
    wording : Wording
        The reader's language.
    overrule : Series, optional
        Row of ``overrules`` where a person set the attribute: then their reason, and what the test had said.

    Raises
    ------
    ContractError
        If there is no such attribute.
    """
    if attribute not in ATTRIBUTES:
        raise ContractError(f"unknown attribute '{attribute}'", do=nearest(attribute, ATTRIBUTES))
    _, n = wording.text, int(candidate[f"{attribute}_n"])
    if overrule is not None:
        tested = explain_attribute({**candidate, attribute: overrule["tested"]}, attribute, wording)
        reason = str(overrule["reason"]).rstrip(".") + "."
        return _(SET, who=overrule["who"], when=overrule["when"], reason=reason, tested=tested)
    if pd.isna(candidate[attribute]):
        return _why_unknown(candidate, attribute, n, wording)
    figures = {"share": wording.percent(candidate[attribute]), "n": wording.number(n)}
    if attribute == "grows":
        change, low, high = (wording.percent(candidate[f"share_change_{p}"]) for p in ("base", "low", "high"))
        return _(TESTS[attribute], **figures, change=change, low=low, high=high)
    low, high = (wording.percent(candidate[f"{attribute}_{end}"]) for end in ("low", "high"))
    return _(TESTS[attribute], **figures, low=low, high=high)


def source_strings() -> list[str | tuple[str, str]]:
    """Return the English strings that catalogues must hold and no call of ``_`` shows; pairs are one and many."""
    tables = (FIGURES, TESTS, ASSUMPTIONS, OPERATORS, COURSE_NAMES)
    return [
        *(reason for rule in read_rules() for reason in (rule.reason, rule.reason_unknown) if reason),
        *(text for table in tables for text in table.values()),
        *(suggestion.means for suggestion in default_catalogue()),
        *(NO_GROWTH, PAUSED, WAVE, ONE_END, TOO_FEW, NO_RETURN, NO_COLUMN, OVERRULED, SET, FOR_VERDICT, NEXT),
    ]


def _why_unknown(candidate: pd.Series | Mapping, attribute: str, n: int, wording: Wording) -> str:
    _ = wording.text
    if attribute == "grows" and not candidate["trend_months"]:
        return _(NO_GROWTH)
    if attribute == "grows" and candidate["course"] == "wave":
        return _(WAVE)
    if attribute == "grows" and n >= MIN_ELIGIBLE:
        return _(PAUSED if candidate["longest_pause"] else ONE_END)
    if attribute == "no_enduring_value":
        return wording.count_text(*NO_RETURN, n)
    return wording.count_text(*TOO_FEW, n) if n else _(NO_COLUMN)


def _figure(column: str, value: float, wording: Wording) -> str:
    if column in WHOLE:
        return wording.number(value)
    return wording.number(value, 3) if column in DECIMAL else wording.percent(value)
