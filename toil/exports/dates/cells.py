"""Date cells without what is written around their numbers: weekdays, words, units, the digits of a script."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.formats.cells import DIRECTIONS

_FOREIGN_DIGIT = r"[^\P{Nd}0-9]"
LETTER = r"A-Za-z\x{C0}-\x{1FFF}\x{2C00}-\x{10FFFF}"  # in brackets; \pL and \pM, often repeated, cost 40 ms a column
_WEEKDAY = rf"^[{LETTER}-]{{1,13}}[{LETTER}][.॰]?,? *([0-9]{{1,4}}[-/.][0-9])"
_BETWEEN = rf"^([^:]*[0-9])(?:T|[ ,]+(?:[-–—@|/·]|[{LETTER}]{{1,3}})?[ ,]*)([0-9]{{1,2}}:[0-9])"
_COMPACT = r"^((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])"
_DATED = rf"^([0-9]{{1,4}}[-/.][0-9{LETTER}]{{1,12}}[-/.][0-9]{{2,4}},? +[0-9]{{1,2}})"
# As programs print a moment (Java, ctime): the year at the very end, behind time and zone.
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_PROGRAM = rf"^[A-Z][a-z]{{2}} ([A-Z][a-z]{{2}} [0-9]{{1,2}}) ({_CLOCK})( [A-Z0-9:+-]{{2,9}})? ((?:19|20)[0-9]{{2}})$"
# As JavaScript does: the year behind the day, the zone's name in brackets at the end.
_SCRIPT = (
    rf"^[A-Z][a-z]{{2}} ([A-Z][a-z]{{2}} [0-9]{{1,2}} (?:19|20)[0-9]{{2}} {_CLOCK})"
    r"(?: GMT([+-][0-9]{4}))?(?: \(.*\))?$"
)
_DATE_FIRST = (
    rf"^({_CLOCK}(?: ?[AaPp][Mm])?),?(?: [-–])? ([0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{2,4}})$",
    r"\2 \1",
)
_STEPS = (
    (f"[{DIRECTIONS}]", ""),  # as Windows copies dates
    (r"[\x{00A0}\x{2009}\x{202F}]", " "),
    (r"^\s+|\s*[\r\n][\s\S]*$|\s+$|_x000D_", ""),
    (r" ?पूर्वाह्न", " AM"),
    (r" ?अपराह्न", " PM"),
    (r"  +", " "),
    (r" ?[(\[]? ?[0-9]{1,3}(?:[.,][0-9]+)? ?%[)\]]?$", ""),  # how much of a service level is used up
    (r"^\\?/Date\((-?[0-9]+)(?:[-+][0-9]{4})?\)\\?/$", r"\1"),
    (_PROGRAM, r"\1 \4 \2\3"),
    (_SCRIPT, r"\1 \2"),
    _DATE_FIRST,
    (rf"{_COMPACT}[T ]?([0-2][0-9]):?([0-5][0-9]):?([0-5][0-9])(\D|$)", r"\1-\2-\3 \4:\5:\6\7"),
    (rf"{_COMPACT}[T ]?([0-2][0-9]):?([0-5][0-9])(\D|$)", r"\1-\2-\3 \4:\5\6"),
    (rf"{_COMPACT}$", r"\1-\2-\3"),
    (rf"{_DATED}\.([0-9]{{2}})\.([0-9]{{2}})(?:[.,][0-9]{{1,9}})?( |$)", r"\1:\2:\3\4"),
    (rf"{_DATED}\.([0-9]{{2}})( |$)", r"\1:\2\3"),
    (r"(:[0-9]{2})[.,][0-9]{1,9}", r"\1"),
    (r" ?(?i:uhr|horas?|hrs?|hs)(\W|$)", r"\1"),
    (r"([0-9]{1,2})h([0-9]{2})(?:m|min)?(\W|$)", r"\1:\2\3"),
    (r"(:[0-9]{2}) ?h(\W|$)", r"\1\2"),  # 14:05 h, as Redmine in Portuguese has it
    (r"([T ][0-9]{1,2})h(\W|$)", r"\1:00\2"),
    (_WEEKDAY, r"\1"),
    (_BETWEEN, r"\1 \2"),
    (r"(?i)[ \x{00A0}\x{202F}]?([ap])\.? ?m\.?( |$)", r" \1m\2"),
    (r"([T ,](?:00?|1[3-9]|2[0-3]):[0-9]{2}(?::[0-9]{2})?) (?i:[ap]m)( |$)", r"\1\2"),  # 15:30 PM is half past 15
)


def tidy(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return date cells with a space before the time and nothing around: no later line, weekday, fraction."""
    plain = western_digits(column)
    for pattern, replacement in _STEPS:
        plain = pc.replace_substring_regex(plain, pattern, replacement)
    return plain


def date_before_time(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return *column* with the date first where a cell begins with the time: ``14:05 30/09/2026``."""
    if not pc.any(pc.match_substring_regex(column, r"^[0-9]{1,2}:")).as_py():
        return column
    return pc.replace_substring_regex(column, *_DATE_FIRST)


def western_digits(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return *column* with the digits of every script as 0 to 9: ``०१/०९/२०२६`` as ``01/09/2026``."""
    foreign = pc.fill_null(pc.match_substring_regex(column, _FOREIGN_DIGIT), False)
    if not pc.any(foreign).as_py():
        return column
    cells = [cell.translate(_digits()) for cell in column.filter(foreign).to_pylist()]
    return pc.replace_with_mask(column, foreign.combine_chunks(), pa.array(cells, type=column.type))


@lru_cache
def _digits() -> dict[int, str]:
    return {code: str(unicodedata.decimal(chr(code))) for code in range(0x660, 0x20000) if chr(code).isdecimal()}
