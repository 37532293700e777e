"""Names of months -> numbers: `25/Nov/26`, `25 de novembro de 2026`, `Nov-25-2026`, `2026-Nov-25`."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc
from babel.dates import get_month_names

from toil.exports.dates.cells import LETTER
from toil.exports.layouts.plain import plain
from toil.letters import spellings

LOCALES = ("pt_BR", "en", "de", "ru", "hi")
_NAME = rf"(?P<month>[{LETTER}]{{3,12}})[.॰]?"
_SHAPES = (
    rf"^(?:[{LETTER}-]{{2,14}}[.॰]?,? )?(?P<day>[0-9]{{1,2}})\.?[-/. ] ?(?:de )?{_NAME}[-/., ] ?(?:de )?"
    r"(?P<year>[0-9]{4}|[0-9]{2})(?: г\.?)?(?P<rest>(?:[ ,T].*)?)$",
    rf"^(?:[{LETTER}-]{{2,14}}[.॰]?, )?{_NAME}[-/ ](?P<day>[0-9]{{1,2}})(?:,? |[-/])(?P<year>[0-9]{{4}})"
    r"(?P<rest>(?:[ ,].*)?)$",
    rf"^(?P<year>[0-9]{{4}})[-/ ]{_NAME}[-/ ](?P<day>[0-9]{{1,2}})(?P<rest>(?:[ ,T].*)?)$",
)


@lru_cache
def month_numbers() -> dict[str, int]:
    """Return the number of each month's name and abbreviation in the languages of the house, in plain form."""
    numbers: dict[str, int] = {"sept": 9}
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    for written in map(plain, spellings(name.rstrip(".॰"))):
                        numbers |= {written: number}
                        if locale in ("pt_BR", "en", "de", "ru"):
                            numbers.setdefault(written[:3], number)
    return numbers


def number_months(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return date cells with a month's name written as year-month-day; other cells as they are."""
    for shape in _SHAPES:
        parts = pc.extract_regex(column, shape)
        names = pc.struct_field(parts, "month")
        known = month_numbers()
        named = pc.unique(names).drop_null().to_pylist()
        found = [name for name in named if plain(name) in known]
        if not found:
            continue
        numbers = pa.array([str(known[plain(name)]) for name in found], type=column.type)
        month = numbers.take(pc.index_in(names, value_set=pa.array(found, type=names.type)))
        year = pc.struct_field(parts, "year")
        year = pc.if_else(pc.equal(pc.utf8_length(year), 2), pc.binary_join_element_wise("20", year, ""), year)
        date = pc.binary_join_element_wise(year, month, pc.struct_field(parts, "day"), "-")
        rest = pc.replace_substring_regex(pc.struct_field(parts, "rest"), r"^[ ,T]+", " ")
        column = pc.coalesce(pc.binary_join_element_wise(date, rest, ""), column)
    return column
