"""The answer of ``toil check`` as plain text, in the reader's language, at most 100 letters a line."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from toil.exports.check.checking import Check
from toil.exports.check.costs import missing_costs
from toil.exports.check.drafting import write_draft
from toil.exports.check.fit_text import fitness_lines, notice_lines, period_lines, unit_lines, verdict_lines
from toil.exports.check.terminal import cut, printable, section, wrapped
from toil.exports.columns.units import BY_HEADER, BY_STUDY, BY_SYSTEM, UNTOLD
from toil.exports.dates.order import (
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
from toil.exports.dates.zone_names import zone_of
from toil.exports.layouts.fields import TIMES
from toil.exports.layouts.profile import GENERIC
from toil.i18n import Wording

LONGEST_TEXT = 300
MOST_HEADERS = 40


def render_check(check: Check, words: Wording) -> str:
    """Return *check* as text, the verdict last, so that it stays on the screen."""
    _ = words.text
    parts = [
        _head(check, words),
        section(_("Columns"), _columns(check, words)),
        section(_("Values"), _values(check, words)),
        section(_("Period"), period_lines(check, words)),
        section(_("Assignment groups"), unit_lines(check.groups, check, words)),
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
    timed = check.mapping.loc[check.mapping["field"].isin(TIMES), "header"]
    zones = timed.drop_duplicates().map(zone_of).dropna()
    for zone, headers in timed.loc[zones.index].groupby(zones, sort=False):
        said = {"headers": ", ".join(headers), "zone": zone}
        lines += wrapped(_("{headers}: times without a zone are in {zone}, as the header says", **said))
    return [*lines, *wrapped(_("times without a zone are in {zone}", zone=check.zone))]


def _columns(check: Check, words: Wording) -> list[str]:
    _ = words.text
    used = check.mapping.dropna(subset="field").drop_duplicates(["header", "field"])
    unused = check.mapping[check.mapping["field"].isna() & (check.mapping["filled"] > 0)]
    width = min(max((len(header) for header in used["header"]), default=0), 48)
    lines = [
        f"  {cut(row.header, width):<{width}}  -> {row.field:<17}"
        + _("{share} filled", share=f"{words.part(row.filled):>5}")
        + ("   " + _("a guess") if row.guessed else "")
        for row in used.itertuples()
    ]
    lines += [line for row in used.dropna(subset="unit").itertuples() for line in wrapped(_unit(row, words))]
    if used["guessed"].any():
        lines += wrapped(
            words.count_text(
                "{n} column is guessed by the words of its header and by what it holds: look it over; what is wrong,"
                " say under [exports.columns], as in 'header' = 'field' or 'ignore'",
                "{n} columns are guessed by the words of their headers and by what they hold: look them over; what is"
                " wrong, say under [exports.columns], as in 'header' = 'field' or 'ignore'",
                int(used["guessed"].sum()),
            )
        )
    full = unused[unused["unread"]].sort_values("filled", ascending=False, kind="stable")
    if len(full):
        lines += wrapped(
            _(
                "filled in most rows, and read as nothing: {headers}. What tells something of the work, name under"
                " [exports.columns], as in 'header' = 'field'",
                headers=_shares(full, words),
            )
        )
    if len(rest := unused[~unused["unread"]]):
        lines += wrapped(_("not used: {headers}", headers=_shares(rest, words)))
    hollow = check.mapping[check.mapping["field"].isna() & (check.mapping["filled"] == 0)]
    if len(hollow) and check.rows:
        lines += wrapped(_("empty and not used: {headers}", headers="; ".join(hollow["header"].head(40))))
    return lines


def _shares(columns: pd.DataFrame, words: Wording) -> str:
    names = [f"{cut(row.header, 40)} ({words.part(row.filled)})" for row in columns.head(MOST_HEADERS).itertuples()]
    return "; ".join(names) + ("; …" if len(columns) > MOST_HEADERS else "")


def _unit(row: Any, words: Wording) -> str:
    """Say what a number without a unit counts, and by what that is told."""
    _ = words.text
    names = {"seconds": _("seconds"), "minutes": _("minutes"), "hours": _("hours")}
    said = {"header": cut(row.header, 48), "unit": names[row.unit]}
    return {
        BY_HEADER: _("{header}: numbers are {unit}, as the header says", **said),
        BY_STUDY: _("{header}: numbers are {unit}, as the study says", **said),
        BY_SYSTEM: _("{header}: numbers are {unit}, as the system writes them", **said),
        UNTOLD: _("{header}: numbers are taken for {unit}; else set exports.number_unit", **said),
    }[row.unit_by]


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


def _missing(check: Check, words: Wording) -> list[str]:
    return [
        line
        for field, cost in missing_costs(check.present, words)
        for line in wrapped(f"{field}: {cost}")
    ]  # fmt: skip


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
