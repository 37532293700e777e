"""Why a candidate might be wrong: every sentence follows from a fact of its row, none is decoration."""

from __future__ import annotations

import pandas as pd

from toil.candidates import WORKING_DAY
from toil.candidates.explanations import FIGURES
from toil.candidates.judging import HALF
from toil.candidates.verdicts import rule_of
from toil.i18n import Wording
from toil.publish.alike import named_patterns
from toil.publish.names import attribute_names, verdict_words
from toil.schema.values import ATTRIBUTES

_UNSTABLE, _LOOSE, _MIXED, _FEW, _MOSTLY, _WIDE, _FADING, _SPELLS, _SEEN = 0.6, 0.45, 0.65, 30, 0.8, 4, 1 / 3, 2, 0.1


def doubts(candidate: pd.Series, borderline: pd.DataFrame, alike: pd.DataFrame | None, words: Wording) -> list[str]:
    """Return why *candidate* might be wrong, as sentences; empty where no fact speaks against it.

    Parameters
    ----------
    candidate : pandas.Series
        Row of ``candidates``.
    borderline : pandas.DataFrame
        Its borderline rows of ``pattern_samples``.
    alike : pandas.DataFrame, optional
        Rows of ``candidates`` whose tickets are resolved in the same words.
    words : Wording
        The reader's language.
    """
    return [
        *_about_text(candidate, borderline, words),
        *_about_others(candidate, alike, words),
        *_about_volume(candidate, words),
        *_about_effort(candidate, words),
        *_about_verdict(candidate, words),
    ]


def _about_text(candidate: pd.Series, borderline: pd.DataFrame, words: Wording) -> list[str]:
    _ = words.text
    found = []
    if candidate["stability"] < _UNSTABLE:
        found.append(
            _(
                "Its boundary is soft: when the patterns were found again on random 80% draws of the texts, only"
                " {share} of its tickets stayed together.",
                share=words.percent(candidate["stability"]),
            )
        )
    if candidate["cohesion"] < _LOOSE:
        found.append(
            _(
                "Its tickets are worded differently from each other (mean similarity {similarity} of 1): it may hold"
                " more than one kind of work.",
                similarity=words.number(candidate["cohesion"], 2),
            )
        )
    if candidate["purity"] < _MIXED:
        found.append(
            _(
                "About {share} of its tickets are expected to be another kind of work, going by patterns as loosely"
                " worded and as softly bounded whose truth is known.",
                share=words.percent(1 - candidate["purity"]),
            )
        )
    if len(borderline) and borderline["similarity"].min() < _LOOSE:
        found.append(
            _(
                "Its most doubtful ticket has a similarity of {similarity} only. Read the borderline tickets: if they"
                " don't belong, its hours are too high.",
                similarity=words.number(borderline["similarity"].min(), 2),
            )
        )
    return found


def _about_others(candidate: pd.Series, alike: pd.DataFrame | None, words: Wording) -> list[str]:
    if alike is None:
        return []
    hours = candidate["hours_base"] + alike["hours_base"].sum()
    return [
        words.text(
            "Its tickets are resolved in the same words as those of {patterns}. If they are one work, of {hours}"
            " hours a month together, a line “merge” in the decisions joins them.",
            patterns=named_patterns(alike, words),
            hours=words.number(hours, 1),
        )
    ]


def _about_volume(candidate: pd.Series, words: Wording) -> list[str]:
    _ = words.text
    found = []
    if candidate["tickets"] < _FEW:
        found.append(
            words.count_text(
                "It rests on {n} ticket only.",
                "It rests on {n} tickets only.",
                int(candidate["tickets"]),
            )
        )
    if candidate["longest_pause"] >= _SPELLS:
        found.append(
            words.count_text(
                "It comes and goes: {n} month of the window had tickets. Hours a month are the mean of all months.",
                "It comes and goes: {n} months of the window had tickets. Hours a month are the mean of all months.",
                int(candidate["months_active"]),
            )
        )
    elif candidate["months_active"] <= 2:
        found.append(
            words.count_text(
                "It was active in {n} month of the window: it may be a passing wave.",
                "It was active in {n} months of the window: it may be a passing wave.",
                int(candidate["months_active"]),
            )
        )
    usual = candidate["tickets"] / max(candidate["months_active"], 1)
    awaited = candidate["tickets_month"] == 0 and candidate["months_silent"] <= candidate["longest_pause"]
    if candidate["tickets_month"] < usual * _FADING and not awaited:
        found.append(
            _(
                "In the report month it had {now} tickets, against {usual} in an active month: it may be over.",
                now=words.number(candidate["tickets_month"]),
                usual=words.number(usual),
            )
        )
    if candidate["toil_kind"] == "migration":
        found.append(_("It looks like part of a migration: such work ends by itself."))
    if candidate["burst_tickets"] > 0:
        found.append(
            _(
                "{burst} of its {tickets} tickets came in bursts. Their hours stand apart, and what it saves leaves"
                " them out.",
                burst=words.number(candidate["burst_tickets"]),
                tickets=words.number(candidate["tickets"]),
            )
        )
    return found


def _about_effort(candidate: pd.Series, words: Wording) -> list[str]:
    _ = words.text
    found = []
    if candidate["rung"] == "default":
        found.append(
            _("Nobody recorded its working time: its minutes are the study's assumption for this kind of ticket.")
        )
    if candidate["rung"] == "elapsed":
        found.append(_("Its minutes are a share of elapsed time: a ticket that waits looks like work."))
    if candidate["automated_share"] >= _SEEN:
        found.append(
            _(
                "An account of automation resolved {share} of its tickets, which count no minutes: what is left for"
                " people may be what it can't do.",
                share=words.percent(candidate["automated_share"]),
            )
        )
    share = candidate["rung_tickets"] / max(candidate["tickets"], 1)
    if share < _MOSTLY:
        found.append(
            _(
                "Its minutes are known in more than one way: only {share} of its tickets are on the rung shown.",
                share=words.percent(share),
            )
        )
    if candidate["hours_high"] > _WIDE * candidate["hours_low"]:
        found.append(
            _(
                "Its range is wide: from {low} to {high} hours a month.",
                low=words.number(candidate["hours_low"], 1),
                high=words.number(candidate["hours_high"], 1),
            )
        )
    return found


def _about_verdict(candidate: pd.Series, words: Wording) -> list[str]:
    _ = words.text
    names = attribute_names(words)
    found = []
    unknown = [names[attribute] for attribute in ATTRIBUTES if pd.isna(candidate[attribute])]
    if unknown:
        found.append(
            _("Unknown, and not taken for zero: {attributes}.", attributes=words.listing(unknown)),
        )
    passed_over = _missing_figures(candidate, words)
    if passed_over:
        found.append(
            _(
                "Not judged, since a figure is unknown: {rules}. With it, the verdict may differ.",
                rules=words.listing(passed_over),
            )
        )
    if candidate["decided_by"] == "person":
        found.append(
            _("People chose this verdict. What it saves follows the study's means for theirs, not the rule's.")
        )
    if candidate["verdict"] != "keep" and candidate["net_hours_12_base"] < WORKING_DAY:
        found.append(
            _(
                "Alone it hardly pays: {net} net hours over 12 months. Its build comes back within the study's"
                " horizon only if it takes up to {budget} h.",
                net=words.number(candidate["net_hours_12_base"]),
                budget=words.number(candidate["budget_hours"]),
            )
        )
    elif candidate["verdict"] != "keep" and candidate["net_hours_12_low"] < 0:
        found.append(
            _(
                "At the low end it doesn't pay: {low} net hours over 12 months.",
                low=words.number(candidate["net_hours_12_low"]),
            )
        )
    if candidate["default_share"] >= HALF:
        found.append(
            _(
                "{share} of its minutes are the study's assumption for the kind of ticket.",
                share=words.percent(candidate["default_share"]),
            )
        )
    if candidate["waived"]:
        found.append(
            _(
                "Its verdict would also ask for a figure that is unknown: {figures}.",
                figures=words.listing([_(FIGURES[name]) for name in candidate["waived"].split(",")]),
            )
        )
    return found


def _missing_figures(candidate: pd.Series, words: Wording) -> list[str]:
    """Return each rule of another verdict that was passed over, as its verdict and the figures it lacks."""
    _, verdicts = words.text, verdict_words(words)
    passed_over = [rule_of(rule) for rule in str(candidate["not_judged"]).split(",") if rule]
    lacking = {
        rule: [_(FIGURES[c.column]) for c in rule.conditions if pd.isna(candidate[c.column])]
        for rule in passed_over
        if rule.verdict != rule_of(candidate["rule"]).verdict
    }
    return [f"{verdicts[rule.verdict]} ({', '.join(figures)})" for rule, figures in lacking.items()]
