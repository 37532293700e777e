"""Lines that stand in quotes as a whole, as a spreadsheet saves them that took each for one cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

# Possessive: a quote that never ends costs one look at what follows, not one for each way to part it.
_WRAPPED = r'"((?:[^"]++|"")*+)"[;,\t|]*+'
_LINE = re.compile(rf"^{_WRAPPED}\r?$", re.MULTILINE)
_ROW = re.compile(rf"{_WRAPPED}\r?\n?")
MOST_LINES = 100


def unwrap_text(text: str) -> str | None:
    r"""Return *text* with its lines out of their quotes, None where most stand in none.

    >>> unwrap_text('"id,title,group"\n"7,""a, b"",x"\n')
    'id,title,group\n7,"a, b",x\n'
    """
    bare, lines = _LINE.subn(_inside, text)
    return bare if 2 * lines > bare.count("\n") else None


def parse_rows(
    stray: Sequence[str], parse: Callable[[str], list[str]], width: int
) -> Iterator[tuple[str, list[str], bool]]:
    """Yield (text, cells, whether it stood in quotes) for each row of *stray*, which Arrow found to be no row.

    A row in quotes is one whose inside has *width* cells, maybe only together with lines in quotes after it: where
    the row had line ends, each of its lines was quoted. Everything else is parsed as it stands.
    """
    place = 0
    while place < len(stray):
        cells, lines = _in_quotes(stray, place, parse, width)
        if lines:
            yield stray[place + lines - 1], cells, True
        else:
            yield stray[place], parse(stray[place]), False
        place += lines or 1


def _in_quotes(
    stray: Sequence[str], place: int, parse: Callable[[str], list[str]], width: int
) -> tuple[list[str], int]:
    joined = ""
    for lines, text in enumerate(stray[place : place + MOST_LINES], start=1):
        row = _ROW.fullmatch(text)
        if not row:
            break
        joined += ("\n" if joined else "") + _inside(row)
        if joined.count('"') % 2 == 0:
            cells = parse(joined)
            return (cells, lines) if len(cells) == width > 1 else ([], 0)
    return [], 0


def _inside(line: re.Match[str]) -> str:
    return line[1].replace('""', '"')
