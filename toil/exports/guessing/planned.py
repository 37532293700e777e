"""Dates that are not the ticket's: an end that undone tickets have too is a plan, a day for all rows the list's."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.values import map_values
from toil.exports.guessing.evidence import MOSTLY, Evidence
from toil.exports.layouts.concepts import read_words
from toil.exports.layouts.mapping import map_headers
from toil.exports.layouts.plain import plain
from toil.exports.layouts.profile import GENERIC, Profile

FEWEST_ALIKE = 5
"""Rows with one and the same day before that may be the day of the list."""
FEWEST = 5
"""Rows that are new or in work before their dates tell a plan."""
_ENDS, _UNDONE = ("resolved_at", "closed_at"), pa.array(("new", "open"), pa.string())


def without_plans(
    mapping: dict[str, str], table: pa.Table, profile: Profile, stated: Mapping[str, str]
) -> dict[str, str]:
    """Return *mapping*, where an end that nearly all undone rows have too is when the ticket is due.

    Planner's `Data de conclusão` is one, beside `Concluído em`: the end goes to its next best header. Tickets that
    wait may have been solved before. Only in lists of no known system; what the study states stays.
    """
    states = [header for header, name in mapping.items() if name == "state"]
    own = set(map(plain, stated))
    ends = [header for header, name in mapping.items() if name in _ENDS and plain(header) not in own]
    if profile.name != GENERIC or not states or not ends:
        return mapping
    values, _ = map_values(table[states[0]], profile.meanings["state"], profile.patterns.get("state", ()))
    undone = pc.fill_null(pc.is_in(values.cast(pa.string()), value_set=_UNDONE), False)
    rows = pc.sum(undone).as_py() or 0
    if not FEWEST <= rows < len(undone):
        return mapping
    plans = [header for header in ends if _has_moments(table[header].filter(undone))]
    kept = {header: name for header, name in mapping.items() if header not in plans}
    free = [header for header in table.column_names if header not in mapping]
    others = map_headers(free, profile, stated) if plans else {}
    lost = {mapping[header] for header in plans} - set(kept.values())
    kept |= {header: name for header, name in others.items() if name in lost}
    return kept | {header: "sla_due_at" for header in plans[:1] if "sla_due_at" not in kept.values()}


def without_list_day(
    mapping: dict[str, str], table: pa.Table, profile: Profile, stated: Mapping[str, str]
) -> dict[str, str]:
    """Return *mapping* with the next best opening where the best may be the day on which the list was made.

    It is called a date and nothing else (`Data`), and is the same in all rows. Where no other is known for it, and
    another column has dates, none is: a guess may find it, or the error names it. What the study states stays.
    """
    own = next((header for header, name in mapping.items() if name == "opened_at"), None)
    if own is None or plain(own) in set(map(plain, stated)) or not read_words(own).concepts <= {"moment", "small"}:
        return mapping
    others = map_headers([header for header in table.column_names if header not in mapping], profile, stated)
    better = [header for header, name in others.items() if name == "opened_at" and "open" in read_words(header)]
    better = better or [header for header in table.column_names if header not in mapping and _says_opened(header)]
    kept = {header: name for header, name in mapping.items() if header != own}
    if table.num_rows < FEWEST_ALIKE or Evidence(table[own]).distinct != 1:
        return mapping
    if better and Evidence(table[better[0]]).dates:
        return kept | {better[0]: "opened_at"}
    varying = [h for h in table.column_names if mapping.get(h, "started_at") == "started_at" and _varies(table[h])]
    return kept if varying else mapping


def _varies(column: pa.ChunkedArray) -> bool:
    """Say whether *column* holds dates, in nearly each row, of several days."""
    seen = Evidence(column)
    return seen.filled >= MOSTLY * seen.rows and seen.distinct > 1 and seen.dates


def _says_opened(header: str) -> bool:
    words = read_words(header)
    return {"open"} <= words.concepts <= {"open", "moment", "ticket", "small"} and not words.unknown


def _has_moments(column: pa.ChunkedArray) -> bool:
    """Say whether nearly all cells of *column* are moments; a day on which nothing was is none."""
    seen = Evidence(column)
    return seen.times is not None and seen.times.null_count <= (1 - MOSTLY) * seen.rows
