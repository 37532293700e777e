"""How delimited text is written: delimiter, quotes and header, found from the first rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace

from toil.exports.formats.bands import with_bands
from toil.exports.formats.quoted_lines import unwrap_text

DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01")
SNIFFED_ROWS = 200
HEADER_ROWS = 20
NARROWEST_TITLED = 4
NO_QUOTE = "\x1f"
"""A character that no text has, where a quote is none."""
csv.field_size_limit(1 << 28)


@dataclass(frozen=True)
class Dialect:
    """How rows are written. ``skipped`` is the number of lines up to and with the header.

    ``spaced`` says that a space stands between a delimiter and a quote (``a, "b"``).
    """

    delimiter: str
    quote: str
    escape: str | None
    skipped: int
    cells: tuple[str, ...]
    spaced: bool = False


def sniff(text: str, *, whole: bool = True) -> Dialect | None:
    """Return the dialect under which most rows have the same number of cells, and most cells; None without a row.

    Where lines stand in quotes as a whole, it is that of what they hold.
    """
    text = text.removeprefix("\ufeff")
    spaced = _spaced_delimiter(text)
    if spaced:
        closer = _best(re.sub(f'{re.escape(spaced)} +"', f'{spaced}"', text), whole=whole)
        if closer and closer.delimiter == spaced:
            return replace(closer, cells=tuple(cell.strip(" ") for cell in closer.cells), spaced=True)
    bare = unwrap_text(text)
    inside = _best(bare, whole=whole) if bare else None
    if inside and len(inside.cells) > 1:
        return inside
    best = _best(text, whole=whole)
    return replace(best, quote=NO_QUOTE, escape=None) if best and _has_no_quotes(text, best, whole=whole) else best


def _spaced_delimiter(text: str) -> str | None:
    """Return the delimiter that most lines have with a space and a cell in quotes behind it."""
    lines = text.count("\n")
    for delimiter in DELIMITERS:
        sign = re.escape(delimiter)
        if lines and len(re.findall(f'{sign} +"[^"\n]*"(?={sign}|\r?$)', text, re.MULTILINE)) * 2 > lines:
            return delimiter
    return None


def _has_no_quotes(text: str, dialect: Dialect, *, whole: bool) -> bool:
    """Say whether each line is a row and a quote is a letter like any other (15"), since it would swallow line ends.

    Some databases and SAP write so: a cell that happens to begin with a quote makes one row of many.
    """
    lines = [line.rstrip("\r") for line in text.split("\n")][dialect.skipped :]
    lines = [line for line in (lines if whole else lines[:-1]) if line]
    width = len(dialect.cells)
    cells = [line.split(dialect.delimiter) for line in lines]
    if width < NARROWEST_TITLED or any(len(row) != width for row in cells):
        return False
    ends = Counter(
        (cell.startswith(dialect.quote), cell.endswith(dialect.quote))
        for row in cells
        for cell in row
        if len(cell) > 1
    )
    if ends[True, True] > ends[True, False]:
        return False
    quoted = csv.reader(
        io.StringIO("\n".join(lines), newline=""), delimiter=dialect.delimiter, quotechar=dialect.quote
    )
    try:
        return sum(1 for _ in quoted) < len(lines)
    except csv.Error:
        return True


def _best(text: str, *, whole: bool) -> Dialect | None:
    stated, skipped = _stated_delimiter(text)
    best: tuple[float, Dialect] | None = None
    for delimiter in [stated] if stated else DELIMITERS:
        for quote, escape in (('"', None), ('"', "\\"), ("'", None)):
            if escape and "\\" + quote not in text:
                continue
            if quote == "'" and text.count(f"{delimiter}'") <= text.count(f'{delimiter}"'):
                continue  # else a cell like "Souza, João" in each row makes rows without quotes the widest
            scored = _score(text, delimiter, quote, escape, skipped, whole)
            if scored and (best is None or scored[0] > best[0] + 1e-9):
                best = scored
    return best[1] if best else None


def _below_titles(rows: list[tuple[int, list[str]]], at: int, width: int) -> int:
    """Return the place of the header: past rows of a title, which Excel fills up with delimiters."""
    filled = [sum(bool(cell.strip()) for cell in row) for _, row in rows[at : at + HEADER_ROWS]]
    if width < NARROWEST_TITLED:
        return at
    return at + next(place for place, cells in enumerate(filled) if cells > max(filled) / 2)


def _stated_delimiter(text: str) -> tuple[str | None, int]:
    """Excel writes ``sep=;`` in a first line of its own."""
    first = text.split("\n", 1)[0].strip().strip('"')
    return (first[4:5], 1) if first.lower().startswith("sep=") and len(first) == 5 else (None, 0)


def _score(
    text: str, delimiter: str, quote: str, escape: str | None, skipped: int, whole: bool
) -> tuple[float, Dialect] | None:
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, escapechar=escape)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            if row:
                rows.append((reader.line_num, row))
            if len(rows) > SNIFFED_ROWS:
                break
    except csv.Error:
        return None
    if not rows:
        return None
    if len(rows) > 2 and len(rows) <= SNIFFED_ROWS and not whole:
        rows.pop()  # cut by the end of the sample
    widths = Counter(len(row) for _, row in rows)
    width = max(widths, key=lambda w: (widths[w] * (w > 1), w))
    share = widths[width] / len(rows)
    at = next(i for i, (_, row) in enumerate(rows) if len(row) in (width, width - 1) or width == 1)
    place = _below_titles(rows, at, width)
    banded, first = with_bands([row for _, row in rows[: place + 2]], place, width / 2)
    line, header = rows[first - 1][0], banded or rows[place][1]
    own = min(len(header), width)  # a quote taken for a letter makes rows wider than their header
    header = header + [""] * (width - len(header))
    wrapped = all(cell[:1] == cell[-1:] == "'" for cell in header if cell)
    likely = 0.001 * (quote == '"') - 0.002 * (quote == '"' and wrapped) - 0.0005 * bool(escape)
    score = (share * min(own, 60) ** 0.5 if width > 1 else 0.01) + likely
    return score, Dialect(delimiter, quote, escape, skipped + line, tuple(header))
