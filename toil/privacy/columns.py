"""Values in a table that was pasted into a text: a line of headers says which column holds them."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_BARS = (r"\|", ";", r"\t", ",", " / ", " {2,}")
_MARKS = " \"'*`\t"
_LONGEST = 30  # characters of a header


def mask_columns(
    texts: pa.Array, header: str, accept: Callable[[str, str], bool], mask: str
) -> tuple[np.ndarray, pa.Array]:
    """Return which *texts* (large_string) hold a table with a column *header*, and these with its cells as *mask*.

    *header* is a pattern for a whole cell; cells between the same bars (``| ; tab , /`` or two spaces) on the lines
    right below it are shown to *accept*, each with nothing before it.
    """
    bars = r"[|;,\t/]|  "
    shown = rf"(?i)(?:^|\n|{bars})[ \"'*`]*(?:{header})[ \"'*`]*(?:{bars}|\n)"
    hit = pc.match_substring_regex(texts, shown).to_numpy(zero_copy_only=False)
    cell = re.compile(header, re.IGNORECASE)
    masked = []
    for place in np.flatnonzero(hit).tolist():
        text = texts[place].as_py()
        changed = _masked(text, cell, accept, mask)
        hit[place] = changed != text
        if hit[place]:
            masked.append(changed)
    return hit, pa.array(masked, type=texts.type)


def _masked(text: str, header: re.Pattern[str], accept: Callable[[str, str], bool], mask: str) -> str:
    lines = text.split("\n")
    at = 0
    while at < len(lines) - 1:
        line, at = lines[at], at + 1
        if not header.search(line):
            continue
        for bar in _BARS:
            titles = [title.strip(_MARKS) for title in re.split(bar, line)]
            columns = [place for place, title in enumerate(titles) if header.fullmatch(title)]
            if len(titles) > 1 and columns and max(map(len, titles)) <= _LONGEST:
                at = _mask_below(lines, at, bar, len(titles), columns, accept, mask)
                break
    return "\n".join(lines)


def _mask_below(
    lines: list[str],
    at: int,
    bar: str,
    width: int,
    columns: list[int],
    accept: Callable[[str, str], bool],
    mask: str,
) -> int:
    """Mask the cells of *columns* in the lines from *at* on that have as many cells as the header, in place.

    Return the first line after them, so that each is looked at once.
    """
    for below in range(at, len(lines)):
        parts = re.split(f"({bar})", lines[below])  # cells at even places, the bars between them
        if len(parts) != 2 * width - 1:
            return below
        for column in columns:
            cell = parts[2 * column]
            value = cell.strip(_MARKS)
            if value and accept(value, ""):
                parts[2 * column] = cell.replace(value, mask)
        lines[below] = "".join(parts)
    return len(lines)
