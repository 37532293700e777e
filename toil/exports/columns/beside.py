"""Columns that say more of a field whose own column stands beside them: its time of day, unit, order, fallback."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.durations import minutes_of
from toil.exports.layouts.fields import DURATIONS, TIMES
from toil.exports.layouts.plain import plain
from toil.exports.layouts.profile import Profile

TIME, UNIT, OTHERWISE, VERSION, STEP, BOOKED = "time", "unit", "otherwise", "version", "step", "booked"
_DAY_WORDS = frozenset(map(plain, ("date", "data", "dt", "datum", "дата", "तिथि", "दिनांक", "dia", "day")))
_HOUR_WORDS = frozenset(map(plain, ("time", "hora", "horário", "hr", "uhrzeit", "zeit", "um", "время", "समय")))
_HOURS = _HOUR_WORDS - {"time", "zeit", "um"}
"""Words for a time of day that are no span of time: alone, they tell the hour of the date to the left."""
_BEGINNINGS = ("inicio", "inicial", "abertura", "entrada", "chegada", "start", "beginn", "eingang", "начала", "शुरू")
"""What is left of a header for the hour at which the only `Data` of a row began."""
_UNITS = frozenset(
    map(plain, ("unidade", "unidade de tempo", "un.", "unit", "units", "time unit", "unit of time", "einheit"))
) | frozenset(map(plain, ("zeiteinheit", "единица", "ед.", "ед. изм.", "единица измерения", "इकाई")))
"""Headers of a column with the unit of the number to its left."""
_FILLERS = frozenset(map(plain, ("de", "da", "do", "of", "am", "em", "der", "des", "की", "का", "के")))
_ENDINGS = ("datum", "uhrzeit", "zeit")
_DURATIONS = frozenset(map(plain, ("resolution", "solution", "response", "work", "lösungs", "reaktions", "решения")))
"""What is left of headers that name a duration: `Resolution time` is none of day."""
_CLOCK = (
    r"^(?:1(?:899|900|904)-[0-9-]{5} |[0-9]{1,2}[/.-][0-9]{1,2}[/.-]1(?:899|900|904) )?"
    r"(?P<hour>\p{Nd}{1,2})[:hH.](?P<rest>\p{Nd}{2}.*)$"
)
_DIGITS = ((r"^([0-9]{1,2})([0-9]{2})([0-9]{2})$", r"\1:\2:\3"), (r"^([0-9]{1,2})([0-9]{2})$", r"\1:\2"))
_HHMM, _MINUTES = r"^[0-9]{3,4}$", r"^([0-9]{1,2})$"
"""A number that is an hour and its minutes (815); beside such ones a shorter one is minutes after midnight."""
_FRACTION, _LONG_FRACTION = r"^0(?:[.,][0-9]+)?$", r"^0[.,][0-9]{3,}$"
_DAY_ONLY = r"^(?P<day>\S*?)(?: 00:00(?::00)?)?$"


def map_beside(
    headers: Sequence[str], profile: Profile, mapping: Mapping[str, str], ignored: Sequence[str] = ()
) -> dict[str, str]:
    """Return "field use" -> header, the use one of the names above, for headers that no field has of its own.

    >>> from toil.exports.layouts.profile import builtin_profile
    >>> map_beside(["Data abertura", "Hora abertura"], builtin_profile("generic"), {"Data abertura": "opened_at"})
    {'opened_at time': 'Hora abertura'}
    """
    left_out = {*mapping, *ignored}
    free = [header for header in headers if header not in left_out]
    hours = {_stem(header, _HOUR_WORDS): header for header in reversed(free) if _is_hour(header)}
    found: dict[str, str] = {}
    for header, field in mapping.items():
        if field in TIMES and (stem := _stem(header, _DAY_WORDS)) in hours:
            found[f"{field} {TIME}"] = hours[stem]
        elif field == "opened_at" and not stem and (begun := [hours[name] for name in _BEGINNINGS if name in hours]):
            found[f"{field} {TIME}"] = begun[0]
    for before, header in pairwise(headers):
        if mapping.get(before) in TIMES and header in free and plain(header) in _HOURS:
            found.setdefault(f"{mapping[before]} {TIME}", header)
        if mapping.get(before) in DURATIONS and header in free and plain(header) in _UNITS:
            found.setdefault(f"{mapping[before]} {UNIT}", header)
    names = {plain(header): header for header in reversed(free)}
    for use, known in profile.beside.items():
        held = [names[name] for name in known if name in names]
        if held and use.split()[0] in mapping.values():
            found[use] = held[0]
    return found


def _is_hour(header: str) -> bool:
    words = plain(header).split()
    named = any(word in _HOUR_WORDS or word.endswith(_ENDINGS[1:]) for word in words)
    return named and _stem(header, _HOUR_WORDS) not in _DURATIONS


def _stem(header: str, words: frozenset[str]) -> str:
    kept = [word for word in plain(header).split() if word not in words and word not in _FILLERS]
    for ending in _ENDINGS:
        kept = [word.removesuffix(ending) for word in kept]
    return " ".join(kept)


def _of_fractions(times: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return *times*, those that a workbook holds as a fraction of a day as a clock: ``0.34375`` is ``08:15:00``."""
    if not pc.any(pc.match_substring_regex(times, _LONG_FRACTION)).as_py():  # else 0.30 is half past midnight
        return times
    fractions = pc.match_substring_regex(times, _FRACTION)
    numbers = pc.if_else(fractions, pc.replace_substring(times, ",", "."), pa.scalar(None, times.type))
    seconds = pc.round(pc.multiply(numbers.cast(pa.float64()), 86400.0)).cast(pa.int64())
    return pc.coalesce(pc.strftime(seconds.cast(pa.timestamp("s")), "%H:%M:%S"), times)


def join_times(days: pa.ChunkedArray, times: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return date cells with the time of day of the cell beside them, where they have none and it is one."""
    day = pc.struct_field(pc.extract_regex(days, _DAY_ONLY), "day")
    times = _of_fractions(times)
    if pc.any(pc.match_substring_regex(times, _HHMM)).as_py():
        times = pc.replace_substring_regex(times, _MINUTES, r"0:\1")
        times = pc.replace_substring_regex(times, r"^0:([0-9])$", r"0:0\1")
    for digits, written in _DIGITS:
        times = pc.replace_substring_regex(times, digits, written)
    clock = pc.extract_regex(times, _CLOCK)
    time = pc.binary_join_element_wise(pc.struct_field(clock, "hour"), pc.struct_field(clock, "rest"), ":")
    return pc.coalesce(pc.binary_join_element_wise(day, time, " "), days)


def join_units(numbers: pa.ChunkedArray, units: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return *numbers* with the unit of the cell beside each, where all cells there are units: a branch is none.

    >>> join_units(pa.chunked_array([["1,5", "30"]]), pa.chunked_array([["h", "min"]])).to_pylist()
    ['1,5 h', '30 min']
    """
    named = [unit for unit in units.unique().to_pylist() if unit]
    if not named or any(minutes_of(f"1 {unit}") is None for unit in named):
        return numbers
    numbers, units = (column.cast(pa.string()) for column in (numbers, units))
    return pc.coalesce(pc.binary_join_element_wise(numbers, units, " "), numbers)
