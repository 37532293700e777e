"""Which profile fits an export, told by its headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toil.exports.layouts.fields import SUBJECT
from toil.exports.layouts.plain import plain
from toil.exports.layouts.profile import GENERIC, Profile, builtin_profile, profile_names

FEWEST_MARKS, FEWEST_HEADERS = 2, 5
NEEDED = (("group",), ("opened_at",), SUBJECT)


def detect_profile(
    headers: Sequence[str], stated: Profile | None = None, columns: Mapping[str, str] | None = None
) -> Profile:
    """Return the profile that fits *headers* best: most marks of its own, else the generic one.

    The generic one wins where it alone has the id, or it fills more of what a ticket can't do without: some headers
    that a system has are plain words, which a sheet of one's own has too. *columns* are the study's.
    A short list has few marks: of one whose every header a system knows, `FEWEST_MARKS` are enough.
    """
    if stated is not None:
        return stated
    own = [builtin_profile(name) for name in profile_names() if name != GENERIC]
    fitting = [(p.marks_in(headers), p) for p in own if _bears(p, headers)]
    generic = builtin_profile(GENERIC)
    best = max(fitting, key=lambda entry: entry[0])[1] if fitting else generic
    return best if _needed_in(headers, best, columns) >= _needed_in(headers, generic, columns) else generic


def _bears(profile: Profile, headers: Sequence[str]) -> bool:
    """Say whether *headers* have as many marks of *profile* as it wants, or are all its own and have a few."""
    marks = profile.marks_in(headers)
    few = min(profile.at_least, FEWEST_MARKS)
    return marks >= profile.at_least or (
        marks >= few and len(headers) >= FEWEST_HEADERS and all(map(profile.field_of, headers))
    )


def _needed_in(headers: Sequence[str], profile: Profile, columns: Mapping[str, str] | None) -> tuple[bool, int]:
    names = {plain(header) for header in headers}
    filled = {found[0] for found in map(profile.field_of, headers) if found}
    filled |= {field for field, extract in profile.extracts.items() if names & set(extract.headers)}
    filled |= {field for header, field in (columns or {}).items() if plain(header) in names}
    return "ticket_id" in filled, sum(bool(filled & set(fields)) for fields in NEEDED)
