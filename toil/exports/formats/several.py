"""Cells that hold several: groups of which the first holds the ticket, people, things in a list."""

from __future__ import annotations

import re
from collections.abc import Collection

from toil.exports.layouts.plain import plain

BETWEEN = "<br>"
"""What stands between several things in one cell, as GLPI writes it."""
BREAK = r"<br ?/?>"
_ROWS = rf"{BREAK}|_x000D_|[\r\n]+"
_LINES = rf"{_ROWS}|;\s+"
_NUMBER = re.compile(r"(?<=\S) ?\([0-9]+\)$")


def groups_in(cell: str, nobody: Collection[str], *, by_lines: bool) -> list[str]:
    """Return the groups in *cell*, without those in *nobody* (plain), which say that there is none.

    They stand between ``<br>``, and on lines of their own where *by_lines* says that a system wrote these: in a sheet
    of one's own a line may only end there because the cell is narrow.
    """
    parts = filter(None, map(str.strip, re.split(_ROWS if by_lines else BREAK, cell)))
    return [part for part in parts if plain(part) not in nobody]


def join_people(cell: str, nobody: Collection[str], *, numbered: bool = False) -> str:
    """Return the people in *cell*, on lines of their own, between ``<br>`` or after ``; ``, joined by ``<br>``.

    Where they are *numbered*, a number in brackets behind a name, which a system puts there at times, is left out.

    >>> join_people("Ana Lima (4)<br>Rui Costa", (), numbered=True), join_people("Ana Lima (4)", ())
    ('Ana Lima<br>Rui Costa', 'Ana Lima (4)')
    """
    parts = [part for part in map(str.strip, re.split(_LINES, cell)) if part and plain(part) not in nobody]
    return BETWEEN.join(_NUMBER.sub("", part) if numbered else part for part in parts)
