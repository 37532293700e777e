"""What a report can't say, and why: said on its first page, not in a footnote."""

from __future__ import annotations

from toil.exports.counts import UNREADABLE
from toil.i18n import Wording
from toil.publish.accounts import odd_accounts
from toil.publish.lacking import find_lacking
from toil.publish.names import attribute_names, column_names, verdict_words
from toil.publish.report import Report
from toil.schema.values import ATTRIBUTES


def unknowns(report: Report, words: Wording) -> list[str]:
    """Return what the report can't say and why, as sentences; what weighs most on the hours stands first."""
    return [
        *_export_unknowns(report, words),
        *_effort_unknowns(report, words),
        *odd_accounts(report, words),
        *_coverage_unknowns(report, words),
        *_study_unknowns(report, words),
        *_attribute_unknowns(report, words),
    ]


def _export_unknowns(report: Report, words: Wording) -> list[str]:
    """Name the exports that the run went on without: nobody knows whose tickets they hold."""
    files = report.intake_counts.loc[report.intake_counts["reason"] == UNREADABLE, "file"].tolist()
    if not files:
        return []
    _ = words.text
    return [
        _(
            "Exports left out of this run, since they can't be read: {files}. Tickets that only they hold are missing"
            " here.",
            files=words.listing(files),
        )
    ]


def _effort_unknowns(report: Report, words: Wording) -> list[str]:
    """Say which parts of the base hours nobody recorded: of each ticket's own rung, not of its pattern's."""
    _, switch = words.text, report.study.effort.context_switch_minutes.base
    first_word = report.pattern_effort["assumption"].str.split().str[0]
    minutes = report.pattern_effort.groupby(first_word)["minutes_base"].sum()
    minutes["switches"] = switch * report.candidates["switches"].sum()
    if not minutes.sum():
        return []
    share = minutes / minutes.sum()
    sentences = {
        "default": _(
            "Minutes a ticket: {share} of the hours rest on the study's assumed minutes by kind of ticket, since"
            " nothing of these tickets tells their work time.",
            share=words.percent(share.get("default", 0)),
        ),
        "elapsed": _(
            "Minutes a ticket: {share} of the hours are a share of elapsed time, not recorded work.",
            share=words.percent(share.get("elapsed", 0)),
        ),
        "notes": _(
            "Minutes a ticket: {share} of the hours are estimated from the number of work notes.",
            share=words.percent(share.get("notes", 0)),
        ),
        "switches": _(
            "Context switches: {share} of the hours are {minutes} minutes for each switch, as the study assumes.",
            share=words.percent(share["switches"]),
            minutes=words.number(switch, 1 if switch % 1 else 0),
        ),
    }
    return [sentence for part, sentence in sentences.items() if share.get(part, 0) >= 0.005]


def _coverage_unknowns(report: Report, words: Wording) -> list[str]:
    _ = words.text
    squad_months = report.squad_months
    tickets, placed = int(squad_months["tickets"].sum()), int(squad_months["placed"].sum())
    found = []
    if placed < tickets:
        unplaced = _(
            "Tickets of the window in no pattern: {unplaced} of {tickets}. What they cost is not in these hours.",
            unplaced=words.number(tickets - placed),
            tickets=words.number(tickets),
        )
        found.append(unplaced)
    if report.subject_source == "codes":
        found.append(
            _(
                "The exports hold no free text: patterns are built from category, subcategory and symptom"
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
    single = (squad_months["tickets"] > 0).sum() == 1
    if report.dated and single:
        found.append(
            _(
                "The exports cover one month only: growth and what changed are unknown, and whether this month was an"
                " ordinary one can't be seen. Ranges are wider for it."
            )
        )
    if report.missing_months and report.dated and not single:
        found.append(
            _(
                "No export covers {missing}: that is unknown, not zero. Every figure a month is an average over the"
                " {covered} months that are covered.",
                missing=words.listing([words.month(month) for month in report.missing_months]),
                covered=words.number(report.months_covered, 0 if report.months_covered % 1 == 0 else 1),
            )
        )
    return found


def _study_unknowns(report: Report, words: Wording) -> list[str]:
    _ = words.text
    found = []
    calendar = report.study.calendar_of(report.squad)
    if not calendar.weekdays or calendar.closes <= calendar.opens:
        found.append(
            _(
                "Times in business hours: the study's calendar has no working hours, so they are unknown, and no"
                " minutes are estimated from elapsed time."
            )
        )
    if report.settings.people is None:
        found.append(_("The squad's people: without their number, toil can't be held against working hours."))
    if report.economics.rate is None:
        found.append(_("An hourly rate: without it there is no money and no payback, hours only."))
    elif report.economics.run_month is None:
        found.append(
            _("What it costs to run an automation: the study doesn't say, so money and payback leave it out.")
        )
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
    several = report.patterns.loc[report.patterns["templates"] > 1, "pattern_id"]
    unmeasured = int((candidates["stability"].isna() & candidates["pattern_id"].isin(several)).sum())
    if unmeasured:
        found.append(
            words.count_text(
                "How firmly the tickets of {n} candidate belong together was not measured.",
                "How firmly the tickets of {n} candidates belong together was not measured.",
                unmeasured,
            )
        )
    columns, verdicts = column_names(words), verdict_words(words)
    found += [
        _(
            "“{verdict}” could not be judged for {n} of {patterns} candidates: nothing in the exports states:"
            " {columns}.",
            verdict=verdicts[lacking.verdict],
            n=words.number(len(lacking.pattern_ids)),
            patterns=words.number(len(candidates)),
            columns=words.listing(list(dict.fromkeys(columns[name] for name in lacking.columns))),
        )
        for lacking in find_lacking(report)
    ]
    passed_over = int((candidates["not_judged"] != "").sum())
    if passed_over:
        found.append(
            words.count_text(
                "{n} of {candidates} verdicts was reached with rules passed over"
                " because a figure they need is unknown.",
                "{n} of {candidates} verdicts were reached with rules passed over"
                " because a figure they need is unknown.",
                passed_over,
                candidates=words.number(len(candidates)),
            )
        )
    return found
