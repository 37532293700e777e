"""Whether an export is enough, as plain text: its days, groups, what was met in its rows, and the verdict."""

from __future__ import annotations

import pandas as pd

from toil.exports.check.checking import Check
from toil.exports.check.terminal import cut, wrapped
from toil.exports.counts import ALL
from toil.exports.coverage import find_gaps
from toil.exports.dates.order import MIXED_YEARS
from toil.exports.reasons import intake_reasons
from toil.i18n import Wording

SHOWN = 12


def period_lines(check: Check, words: Wording) -> list[str]:
    """Return the days that *check* covers, the gaps between them, and tickets a month."""
    _ = words.text
    days = check.days[(check.days["file"] == ALL) & (check.days["squad"] == ALL)]["day"]
    lines = []
    if len(days):
        first, last = words.date(pd.Timestamp(days.iloc[0])), words.date(pd.Timestamp(days.iloc[-1]))
        lines += wrapped(_("opened from {first} to {last}", first=first, last=last))
        gaps = find_gaps(days)
        for gap in gaps.head(SHOWN).itertuples():
            ends = [words.date(pd.Timestamp(day)) for day in (gap.first, gap.last)]
            lines += wrapped(
                _("no ticket from {first} to {last}, {days} days: a gap between exports?",
                  first=ends[0], last=ends[1], days=words.number(gap.days))
            )  # fmt: skip
        if len(gaps) > SHOWN:
            lines.append("  " + _("and {n} more gaps", n=words.number(len(gaps) - SHOWN)))
    months = "; ".join(f"{row.month}: {words.number(row.tickets)}" for row in check.months.itertuples())
    return lines + (wrapped(months) if months else [])


def unit_lines(units: pd.DataFrame, check: Check, words: Wording) -> list[str]:
    """Return *units*, groups or squads, with their tickets: all, and those of the month that is judged."""
    _ = words.text
    if not len(units):
        return []
    month = words.month(check.fitness.month) if check.fitness else ""
    lines = [f"  {_('tickets'):>9}  {month:>16}"] if month else []
    for row in units.head(SHOWN).itertuples():
        now = f"  {words.number(row.month_tickets):>16}" if month else ""
        lines += [f"  {words.number(row.tickets):>9}{now}  {cut(row.name, 68)}"]
    if len(units) > SHOWN:
        lines.append("  " + _("and {n} more groups", n=words.number(len(units) - SHOWN)))
    return lines


def notice_lines(check: Check, words: Wording) -> list[str]:
    """Return what was dropped or noticed, with its rows."""
    names = intake_reasons(words)
    return [f"  {words.number(row.rows):>9}  {names[row.reason]}" for row in check.notices.itertuples()]


def fitness_lines(check: Check, words: Wording) -> list[str]:
    """Return whether the report month is enough, with the figures behind that."""
    _, fit = words.text, check.fitness
    if fit is None:
        return []
    named = {
        _("free text"): fit.text_share,
        _("date"): fit.dated_share,
        _("when it was resolved"): fit.resolved_share,
        _("what was done"): fit.resolution_share,
        _("minutes worked"): fit.worklog_share,
    }
    shares = "; ".join(f"{name} {words.percent(share)}" for name, share in named.items())
    lines = [line for sentence in fit.explain(words) for line in wrapped(sentence)]
    lines += wrapped(_("of these tickets, so many have: {shares}", shares=shares))
    units = check.groups if check.squads is None else check.squads
    small, useful = fit.refuse_under, fit.useful_from
    counted = units["month_tickets"]
    many, few = int((counted >= useful).sum()), int(((counted >= small) & (counted < useful)).sum())
    numbers = {
        "many": words.number(many),
        "few": words.number(few),
        "rest": words.number(len(units) - many - few),
        "useful": words.number(useful),
        "floor": words.number(small),
    }
    lines += wrapped(
        _("groups by tickets in that month: {many} with {useful} or more, {few} with {floor} or more, {rest} with "
          "fewer; a squad may hold several groups", **numbers)
        if check.squads is None
        else _("squads by tickets in that month: {many} with {useful} or more, {few} with {floor} or more, {rest} "
               "with fewer", **numbers)
    )  # fmt: skip
    return lines + ([] if check.squads is None else unit_lines(check.squads, check, words))


def verdict_lines(check: Check, words: Wording) -> list[str]:
    """Return whether *check* is fit, and why not."""
    _, fit = words.text, check.fitness
    if not check.faults:
        return [_("Fit: `toil new DIR EXPORT...` writes a study from it.")]
    floor, month = (words.number(fit.refuse_under), words.month(fit.month)) if fit else ("", "")
    reasons = {
        "other table": lambda table: _("it holds rows of {table}, not tickets", table=table),
        "lacking": lambda field: _("no column for '{field}'; map one in [exports.columns] or a profile", field=field),
        "ambiguous dates": lambda header: _(
            "no day above 12 in '{header}', so 03/04 may be March or April: set exports.day_first", header=header
        ),
        "mixed dates": lambda header: _(
            "'{header}' has dates written day first and month first: export it again, or set exports.day_first",
            header=header,
        ),
        MIXED_YEARS: lambda header: _(
            "'{header}' has dates written year, day, month and year, month, day: export it again", header=header
        ),
        "ambiguous years": lambda header: _(
            "years of two digits in '{header}' could stand first and last: export years of four digits, or set"
            " exports.day_first if they stand last",
            header=header,
        ),
        "swapped dates": lambda header: _(
            "a spreadsheet has exchanged day and month in '{header}': export it again, and don't open it in between",
            header=header,
        ),
        "no ticket": lambda _detail: _("it holds no ticket"),
        "few tickets": lambda _detail: _(
            "its columns are understood, but with fewer than {floor} tickets in {month} no report could be written",
            floor=floor,
            month=month,
        ),
    }
    lines = []
    for kind, detail in check.faults:
        lines += wrapped(reasons[kind](detail), "  - ", "    ")
        if detail == "opened_at":
            lines += wrapped(_("or state the month of tickets without dates: exports.undated_month"), "    ", "    ")
        if detail == "group":
            lines += wrapped(
                _("or say whose they all are: exports.ungrouped_group, toil new --group"), "    ", "    "
            )
    lacking = any(kind == "lacking" for kind, _detail in check.faults)
    if check.draft and lacking and not check.draft.lacking:
        lines += wrapped(_("The draft above maps all of them, by guessing: look it over, then use it."))
    return [_("Not fit:"), *lines]
