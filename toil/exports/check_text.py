"""The answer of ``toil check`` as plain text, in the reader's language, at most 100 letters a line."""

from __future__ import annotations

import re

import pandas as pd

from toil.exports.checking import Check
from toil.exports.costs import missing_costs
from toil.exports.counts import ALL
from toil.exports.coverage import find_gaps
from toil.exports.date_order import (
    AMBIGUOUS,
    DAY_FIRST,
    FILE,
    MIXED,
    MIXED_YEARS,
    MONTH_FIRST,
    OPEN_YEARS,
    OWN,
    PROFILE,
    STUDY,
    SWAPPED,
    SYSTEM,
    YEAR_DAY,
)
from toil.exports.drafting import write_draft
from toil.exports.profile import GENERIC
from toil.exports.reasons import intake_reasons
from toil.exports.terminal import cut, printable, section, wrapped
from toil.i18n import Wording

SHOWN = 12
LONGEST_TEXT = 300


def render_check(check: Check, words: Wording) -> str:
    """Return *check* as text, the verdict last, so that it stays on the screen."""
    _ = words.text
    parts = [
        _head(check, words),
        section(_("Columns"), _columns(check, words)),
        section(_("Values"), _values(check, words)),
        section(_("Period"), period_lines(check, words)),
        section(_("Assignment groups"), _units(check.groups, check, words)),
        section(_("Noticed"), notice_lines(check, words)),
        section(_("Missing, and what that costs"), _missing(check, words)),
        section(_("Enough for a report?"), fitness_lines(check, words)),
        section(_("Sample rows, personal data masked"), _sample(check, words)),
        section(_("A draft profile for this layout"), _draft(check, words)),
        verdict_lines(check, words),
    ]
    return printable(parts)


def _head(check: Check, words: Wording) -> list[str]:
    _ = words.text
    return [
        check.name,
        *wrapped(_("system: {system}", system=_system(check, words))),
        *wrapped(_("format: {format}", format=_format(check.format, words))),
        *_dates(check, words),
        "  "
        + _("rows: {rows}; tickets: {tickets}", rows=words.number(check.rows), tickets=words.number(check.tickets)),
    ]


def _system(check: Check, words: Wording) -> str:
    _, profile = words.text, check.profile
    if profile.name == GENERIC:
        return _("none that is known; columns are told by names that any system may use")
    if profile.grounds.startswith(("real exports", "public CSV exports")):
        return _("{system} (profile checked on real exports)", system=profile.title)
    if "documentation" in profile.grounds:
        return _("{system} (profile from documentation, not yet checked on a real export)", system=profile.title)
    return _("{system} (profile of the study)", system=profile.title)


def _format(text: str, words: Wording) -> str:
    _ = words.text
    named = {"delimiter": _("delimiter"), "sheet": _("sheet"), "tab": _("tab")}
    return re.sub(r"\b(delimiter|sheet|tab)\b", lambda word: named[word[0]], text)


def _dates(check: Check, words: Wording) -> list[str]:
    """One line for each order and each thing that decided it, with the columns that it holds for."""
    _ = words.text
    told = {
        OWN: lambda **said: _("{headers}: {order}, as its own dates show", **said),
        FILE: lambda **said: _("{headers}: {order}, as the file's other dates show", **said),
        SYSTEM: lambda **said: _("{headers}: {order}, as other files of the system show", **said),
        STUDY: lambda **said: _("{headers}: {order}, as the study says", **said),
        PROFILE: lambda **said: _("{headers}: {order}, as the system usually writes", **said),
    }
    orders = {
        DAY_FIRST: _("day before month"),
        MONTH_FIRST: _("month before day"),
        YEAR_DAY: _("year, then day, then month"),
    }
    lines = []
    for (order, by), rows in check.dates.groupby(["order", "by"], sort=False):
        headers = ", ".join(dict.fromkeys(rows["header"]))
        lines += wrapped(told[by](headers=headers, order=orders[order]))
    doubtful = {AMBIGUOUS, MIXED, MIXED_YEARS, OPEN_YEARS, SWAPPED} & {kind for kind, _detail in check.faults}
    if not lines and "opened_at" in check.present and not doubtful:
        lines = wrapped(_("dates: they can be read in one way only"))
    return [*lines, *wrapped(_("times without a zone are in {zone}", zone=check.zone))]


def _columns(check: Check, words: Wording) -> list[str]:
    _ = words.text
    used = check.mapping.dropna(subset="field").drop_duplicates(["header", "field"])
    unused = check.mapping[check.mapping["field"].isna() & (check.mapping["filled"] > 0)]
    width = min(max((len(header) for header in used["header"]), default=0), 48)
    lines = [
        f"  {cut(row.header, width):<{width}}  -> {row.field:<17}"
        + _("{share} filled", share=f"{words.part(row.filled):>5}")
        for row in used.itertuples()
    ]
    if len(unused):
        names = "; ".join(f"{cut(row.header, 40)} ({words.part(row.filled)})" for row in unused.head(40).itertuples())
        more = "; …" if len(unused) > 40 else ""
        lines += wrapped(_("not used: {headers}", headers=names + more))
    hollow = check.mapping[check.mapping["field"].isna() & (check.mapping["filled"] == 0)]
    if len(hollow) and check.rows:
        lines += wrapped(_("empty and not used: {headers}", headers="; ".join(hollow["header"].head(40))))
    return lines


def _values(check: Check, words: Wording) -> list[str]:
    _ = words.text
    lines = []
    for field, rows in check.cells.groupby("field", sort=False):
        known = rows.dropna(subset="value")
        meant: dict[str, list[str]] = {}
        for row in known.itertuples():
            meant.setdefault(row.value, []).append(row.cell)
        shown = "; ".join(f"{value} = {', '.join(dict.fromkeys(cells))}" for value, cells in meant.items())
        lines += wrapped(f"{field}: {shown or '-'}")
        unknown = rows[rows["value"].isna() & rows["cell"].notna()]
        if len(unknown):
            cells = ", ".join(f"{row.cell} ({words.number(row.rows)})" for row in unknown.itertuples())
            lines += wrapped(_("not understood, left unknown: {cells}", cells=cells), "    ", "      ")
        hidden = rows[rows["value"].isna() & rows["cell"].isna()]
        if len(hidden):
            cells, n = words.number(hidden["cells"].sum()), words.number(hidden["rows"].sum())
            lines += wrapped(
                _("not understood: {cells} more cells in {rows} rows, not shown: rare or long, they may be "
                  "somebody's words", cells=cells, rows=n), "    ", "      ",
            )  # fmt: skip
    return lines


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


def _units(units: pd.DataFrame, check: Check, words: Wording) -> list[str]:
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


def _missing(check: Check, words: Wording) -> list[str]:
    return [
        line
        for field, cost in missing_costs(check.present, words)
        for line in wrapped(f"{field}: {cost}")
    ]  # fmt: skip


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
    return lines + ([] if check.squads is None else _units(check.squads, check, words))


def _sample(check: Check, words: Wording) -> list[str]:
    lines: list[str] = []
    for place, row in check.sample.iterrows():
        lines += [] if place == 0 else ["  --"]
        for name, value in row.items():
            if pd.notna(value):
                shown = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, pd.Timestamp) else str(value)
                lines += wrapped(f"{name}: {_whole_masks(shown)}")
    return lines


def _whole_masks(text: str) -> str:
    """Cut *text*, never within a placeholder."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_TEXT:
        return text
    return re.sub(r"<[A-Z_]*$", "", text[: LONGEST_TEXT - 1]).rstrip() + "…"


def _draft(check: Check, words: Wording) -> list[str]:
    return [write_draft(check.draft, words).rstrip()] if check.draft else []


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
