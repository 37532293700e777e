"""Columns that are filled in most rows and became no field: what an export says and nobody reads."""

from __future__ import annotations

from toil.exports.layouts.mapping import IGNORE
from toil.exports.layouts.plain import bare, first_named, plain
from toil.exports.reading import ReadFile
from toil.settings import Exports

MOST_ROWS = 0.5


def unread_headers(file: ReadFile, exports: Exports) -> list[tuple[str, float]]:
    """Return (header, share filled) of such columns, the fullest first.

    Not those that *exports* ignores or the profile knows to hold no field, nor a repeated one of which the first is
    read.
    """
    ignored = {plain(header) for header, field in exports.columns.items() if field == IGNORE}
    found = [
        (header, share)
        for header, field, share in file.uses()
        if field is None
        and share > MOST_ROWS
        and plain(header) not in ignored
        and bare(header) not in file.profile.no_field
        and first_named(header) not in file.mapping
    ]
    return sorted(found, key=lambda entry: -entry[1])
