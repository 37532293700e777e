"""Cells and headers of an export that an answer may show: few, redacted, and none that could be a person's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.values import Patterns, find_codes, tally_values
from toil.exports.layouts.fields import MAPPED
from toil.exports.reading import ReadFile
from toil.privacy import Redactor

MOST_CELLS = 12
LONGEST_CELL = 40
SHARED_BY = 5
"""Rows that must share a cell of a column of free text before it is shown."""

Cell = tuple[str | None, str | None, tuple[int, int]]
"""A cell (null where it isn't shown), the value that it means, and how many cells and rows that stands for."""


def shown_cells(file: ReadFile) -> list[tuple[str, list[Cell]]]:
    """Return (field, cells) for each field of *file* that has a value map, the commonest cells first.

    A column whose cells mean little to its map, with more than `MOST_CELLS` that don't, is free text or somebody's
    names: there a cell is shown only where `SHARED_BY` rows have it. Long cells never are. The rest is counted.
    """
    return [(field, _chosen(_tally(file, field))) for field in file.headers if field in MAPPED]


def _tally(file: ReadFile, field: str) -> list[tuple[str, str | None, int]]:
    column, meanings = file.column(field), file.profile.meanings[field]
    patterns = file.profile.patterns.get(field, ())
    if field != "state" or "ticket_id" not in file.headers or not file.profile.codes:
        return tally_values(column, meanings, patterns)
    kinds = file.column("kind") if "kind" in file.headers else None
    own = find_codes(file.column("ticket_id"), kinds, file.profile)
    rest = pa.chunked_array([np.ones(len(column), dtype=bool)])
    parts: list[tuple[pa.ChunkedArray, Patterns]] = []
    for rows, codes in own:
        parts.append((rows, (*codes, *patterns)))
        rest = pc.and_not(rest, rows)
    tallies = Counter[tuple[str, str | None]]()
    for rows, tried in [*parts, (rest, patterns)]:
        for cell, value, n in tally_values(column.filter(rows), meanings, tried):
            tallies[cell, value] += n
    return sorted(((cell, value, n) for (cell, value), n in tallies.items()), key=lambda e: (-e[2], e[0], str(e[1])))


def _chosen(tally: list[tuple[str, str | None, int]]) -> list[Cell]:
    free = sum(value is None for _, value, _ in tally) > MOST_CELLS
    known = [(cell, value, n) for cell, value, n in tally if value is not None and len(cell) <= LONGEST_CELL]
    unknown = [
        (cell, value, n)
        for cell, value, n in tally
        if value is None and len(cell) <= LONGEST_CELL and (n >= SHARED_BY or not free)
    ]
    shown = [*known[:MOST_CELLS], *unknown[:MOST_CELLS]]
    cells: list[Cell] = [(cell, value, (1, n)) for cell, value, n in shown]
    seen = {cell for cell, _, _ in shown}
    rest = [n for cell, value, n in tally if value is None and cell not in seen]
    return [*cells, (None, None, (len(rest), sum(rest)))] if rest else cells


def mask_shown(strings: Iterable[str], people: Sequence[str], redactor: Redactor) -> dict[str, str]:
    """Return each of *strings* redacted; *people* are the export's own, whose names are found in all of them."""
    distinct = list(dict.fromkeys(strings))
    texts = pd.Series([*distinct, *[None] * len(people)], dtype="str")
    names = pd.Series([*[None] * len(distinct), *people], dtype="str")
    redacted, _ = redactor.redact(texts, names if people else None)
    return dict(zip(distinct, redacted, strict=False))
