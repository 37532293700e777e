"""The answer of ``toil check`` as plain text, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toil.exports.costs import missing_costs
from toil.exports.date_order import FILE, OWN, PROFILE, STUDY, SYSTEM
from toil.i18n import Wording

if TYPE_CHECKING:
    from toil.exports.checking import Check

SHOWN_GROUPS = 12
SHOWN_HEADERS = 40


def write_check(check: Check, words: Wording) -> str:
    """Return *check* as text: verdict last, so that it stays on the screen."""
    parts = [
        _head(check, words),
        _columns(check, words),
        _values(check, words),
        _extent(check, words),
        _notices(check, words),
        _missing(check, words),
        _sample(check, words),
        _draft(check, words),
        _verdict(check, words),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _head(check: Check, words: Wording) -> list[str]:
    _ = words.text
    return [
        check.file,
        "  " + _("system: {system} (profile from {grounds})", system=check.system, grounds=check.grounds),
        "  " + _("format: {format}", format=check.format),
        "  "
        + _("rows: {rows}; tickets: {tickets}", rows=words.number(check.rows), tickets=words.number(check.tickets)),
    ]


def _columns(check: Check, words: Wording) -> list[str]:
    _ = words.text
    used = check.mapping.dropna(subset="field")
    unused = check.mapping[check.mapping["field"].isna() & (check.mapping["filled"] > 0)]
    width = max((len(str(header)) for header in used["header"]), default=0)
    lines = [
        f"  {row.header:<{width}}  ->  {row.field:<16} " + _("{share} filled", share=words.percent(row.filled))
        for row in used.itertuples()
    ]
    if len(unused):
        names = ", ".join(unused["header"].head(SHOWN_HEADERS)) + (", ..." if len(unused) > SHOWN_HEADERS else "")
        lines.append("  " + _("not used: {headers}", headers=names))
    return [_("Columns"), *lines]


def _values(check: Check, words: Wording) -> list[str]:
    _ = words.text
    lines = []
    for field, rows in check.cells.groupby("field", sort=False):
        known = rows.dropna(subset="value")
        shown = ", ".join(f"{row.cell} = {row.value}" for row in known.itertuples())
        lines.append(f"  {field}: {shown or '-'}")
        unknown = rows[rows["value"].isna()]
        if len(unknown):
            cells = ", ".join(f"{row.cell} ({words.number(row.rows)})" for row in unknown.itertuples())
            lines.append("    " + _("not understood, left unknown: {cells}", cells=cells))
    return [_("Values"), *lines] if lines else []


def _extent(check: Check, words: Wording) -> list[str]:
    _ = words.text
    lines = [
        "  "
        + _("opened from {first} to {last}, read in the zone {zone}",
            first=words.date(check.first_opened_at), last=words.date(check.last_opened_at), zone=check.timezone)
    ]  # fmt: skip
    lines += _date_orders(check, words)
    if len(check.months):
        lines.append(
            "  " + ", ".join(f"{row.month}: {words.number(row.tickets)}" for row in check.months.itertuples())
        )
    groups = check.groups.head(SHOWN_GROUPS)
    lines += [f"  {words.number(row.tickets):>9}  {row.group}" for row in groups.itertuples()]
    if len(check.groups) > len(groups):
        lines.append("  " + _("and {n} more groups", n=words.number(len(check.groups) - len(groups))))
    return [_("Months and assignment groups"), *lines]


def _date_orders(check: Check, words: Wording) -> list[str]:
    """One line for each order and each thing that decided it, with the columns that it holds for."""
    _ = words.text
    told = {
        OWN: lambda **said: _("{headers}: {order}, as its own dates show", **said),
        FILE: lambda **said: _("{headers}: {order}, as the file's other dates show", **said),
        SYSTEM: lambda **said: _("{headers}: {order}, as other files of the system show", **said),
        STUDY: lambda **said: _("{headers}: {order}, as the study says", **said),
        PROFILE: lambda **said: _("{headers}: {order}, as the system usually writes", **said),
    }
    return [
        "  "
        + told[by](
            headers=", ".join(dict.fromkeys(rows["header"])),
            order=_("day before month") if day_first else _("month before day"),
        )
        for (day_first, by), rows in check.dates.groupby(["day_first", "by"], sort=False)
    ]


def _notices(check: Check, words: Wording) -> list[str]:
    _ = words.text
    lines = [f"  {words.number(row.rows):>9}  {_(row.reason)}" for row in check.notices.itertuples()]
    return [_("Noticed"), *lines] if lines else []


def _missing(check: Check, words: Wording) -> list[str]:
    _ = words.text
    filled = check.mapping[check.mapping["filled"] > 0]
    missing = missing_costs(set(filled["field"].dropna()), words)
    return [_("Missing, and what that costs"), *[f"  {field}: {cost}" for field, cost in missing]] if missing else []


def _sample(check: Check, words: Wording) -> list[str]:
    _ = words.text
    lines: list[str] = []
    for place, row in check.sample.iterrows():
        lines += [] if place == 0 else ["  --"]
        for name, value in row.items():
            if pd.notna(value):
                lines.append(f"  {name}: {' '.join(str(value).split())}")
    return [_("Sample rows, personal data masked"), *lines] if lines else []


def _draft(check: Check, words: Wording) -> list[str]:
    if check.draft_profile is None:
        return []
    return [words.text("A draft profile for this layout"), check.draft_profile.rstrip()]


def _verdict(check: Check, words: Wording) -> list[str]:
    _ = words.text
    if not check.faults:
        return [_("Fit: `toil new DIR EXPORT...` writes a study from it.")]
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
        "no ticket": lambda _detail: _("it holds no ticket"),
    }
    return [_("Not fit:"), *[f"  - {reasons[kind](detail)}" for kind, detail in check.faults]]
