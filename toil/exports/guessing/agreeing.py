"""Guesses that what other columns hold speaks against: times out of order, time nobody worked, a text too short."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa

from toil.exports.columns.units import unit_of
from toil.exports.guessing.evidence import MOSTLY, Evidence, share_later
from toil.exports.guessing.working import is_elapsed
from toil.exports.layouts.fields import TIMES
from toil.exports.layouts.profile import Profile

Look = Callable[[str], Evidence]
_LATER = ("acknowledged_at", "resolved_at", "closed_at", "updated_at", "sla_due_at")


def agreeing(
    found: Mapping[str, str], mapping: Mapping[str, str], table: pa.Table, look: Look, profile: Profile
) -> dict[str, str]:
    """Return the guesses *found* (header -> field) that neither each other nor the known *mapping* speaks against.

    *look* gives what the cells of a column of *table* show.
    """
    held = {name: header for header, name in [*mapping.items(), *found.items()] if header in table.column_names}
    wrong = _out_of_order(found, held, look)
    held = {name: header for name, header in held.items() if name not in wrong}
    wrong |= _not_worked(held, table, look, profile) | _no_longer_text(held, look)
    return {header: name for header, name in found.items() if name not in wrong}


def _out_of_order(found: Mapping[str, str], held: Mapping[str, str], look: Look) -> set[str]:
    """Return guessed dates that come before the ticket was opened, or before what they follow."""
    times = {name: look(header).times for name, header in held.items() if name in TIMES}
    wrong: set[str] = set()
    for first, second in [("opened_at", later) for later in _LATER] + [("resolved_at", "closed_at")]:
        earlier, later = times.get(first), times.get(second)
        if earlier is None or later is None or share_later(earlier, later) >= MOSTLY:
            continue
        for name in (first, second):  # one of them, and which isn't known
            if held[name] in found:
                wrong.add(name)
                times.pop(name)
    return wrong


def _not_worked(held: Mapping[str, str], table: pa.Table, look: Look, profile: Profile) -> set[str]:
    """Return minutes that go from a ticket's opening to its end: nobody worked all that time."""
    if "worked_minutes" not in held:
        return set()
    times = {name: look(header).times for name, header in held.items() if name in TIMES}
    worked = held["worked_minutes"]
    return {"worked_minutes"} if is_elapsed(table[worked], unit_of(worked, profile), times) else set()


def _no_longer_text(held: Mapping[str, str], look: Look) -> set[str]:
    """Return a long text that isn't longer than the short one."""
    texts = [held[name] for name in ("summary", "description") if name in held]
    short = len(texts) > 1 and look(texts[1]).length <= look(texts[0]).length
    return {"description"} if short else set()
