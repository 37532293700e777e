"""Headers of two rows: bands (`Abertura`, `Fechamento`) over names (`Data`, `Hora`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from toil.exports.layouts.plain import plain

Row = Sequence[object]


def with_bands(rows: Sequence[Row], at: int, fewest: float) -> tuple[list[str] | None, int]:
    """Return the header that *rows* have where its row is taken to be *at*, and the place of the first record.

    It is of two rows, where that row leaves names open and the next fills each of them; where it repeats names over
    which others stand; or where it is a record, and two above it fill *fewest* cells together. Else null: the row as
    it stands.
    """
    row, below = rows[at], _unmerged(rows[at], rows[at + 1] if at + 1 < len(rows) else ())
    if _are_words(row, below) and _fills(row, below):
        return name_by_bands(row, below), at + 2
    if not _are_words(row):
        for place, (one, two) in enumerate(pairwise(rows[:at])):
            header = name_by_bands(one, two) if _are_words(one, two) else []
            if _filled(header) >= fewest:
                return header, place + 2
    names = [plain(_text(cell)) for cell in row if _text(cell)]
    banded = at > 0 and _are_words(rows[at - 1], row) and len(set(names)) < len(names)
    return (name_by_bands(rows[at - 1], row) if banded else None), at + 1


def _are_words(*rows: Row) -> bool:
    """Say whether each of *rows* holds several cells, all of them words."""
    return all(
        _filled(row) > 1 and all(isinstance(cell, str) and not re.search("[0-9]", cell) for cell in row if cell)
        for row in rows
    )


def _fills(row: Row, below: Row) -> bool:
    """Say whether *row* leaves cells open, of which *below* fills each, and *below* others."""
    width = max(len(row), len(below))
    upper, lower = ([bool(_text(cell)) for cell in cells] + [False] * (width - len(cells)) for cells in (row, below))
    return not all(upper) and not all(lower) and all(map(max, upper, lower))


def _unmerged(row: Row, below: Row) -> Row:
    """Return *below* without the cells that only hold what is merged downwards from *row*."""
    return [None if place < len(row) and cell == row[place] else cell for place, cell in enumerate(below)]


def _filled(row: Row) -> int:
    return sum(bool(_text(cell)) for cell in row)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def name_by_bands(bands: Row, names: Row) -> list[str]:
    """Return *names* under *bands*, each of which reaches to the next: repeated names with theirs, none as its band.

    >>> name_by_bands(["ID", "Opened", "", "Closed", ""], ["", "Date", "Time", "Date", "Note"])
    ['ID', 'Opened Date', 'Time', 'Closed Date', 'Note']
    """
    width = max(len(bands), len(names))
    over, under = ([*map(_text, row), *[""] * (width - len(row))] for row in (bands, names))
    times = Counter(map(plain, under))
    named: list[str] = []
    band = ""
    for above, name in zip(over, under, strict=True):
        band = above or (band if name else "")
        told = times[plain(name)] > 1 and band and plain(band) != plain(name)
        named.append(f"{band} {name}".strip() if told else name or above)
    return named
