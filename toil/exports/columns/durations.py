"""Durations -> minutes: words, clocks, ISO 8601, numbers of a unit, worklog entries."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

from toil.exports.columns.values import combined
from toil.exports.dates.cells import western_digits

SEPARATOR = "\x1e"
ROUNDED = 0.01
"""What a number of minutes or seconds may be off, written as a number of days with few decimals."""
_UNITS = (
    (r"d|dias?|days?|tage?n?|дн\w*|день|दिन", 1440.0),
    (r"h|hs|hrs?|horas?|hours?|stunden?|std|ч|час\w*|घंटे|घंटा", 60.0),
    (r"m|min|mins|minutos?|minutes?|minuten?|мин\w*|मिनट", 1.0),
    (r"s|seg|segs|segundos?|sec|secs|seconds?|sekunden?|сек\w*|सेकंड", 1 / 60),
)


def read_minutes(column: pa.ChunkedArray, unit: float = 1.0) -> tuple[pa.Array, int]:
    """Return durations in minutes, and how many filled cells hold none; *unit* is what a bare number counts.

    Where bare numbers are parts of a day (`_are_days`), that goes before it.
    """
    coded = combined(western_digits(column))
    cells = coded.dictionary.to_pylist()
    if unit <= 1 and _has_thousands([cell.strip() for cell in cells if cell]):
        cells = [cell and re.sub(r"(?<=[0-9])[.,](?=[0-9]{3}\s*$)", "", cell) for cell in cells]
    if _are_days([cell for cell in cells if cell]):
        unit = 1440.0
    minutes = [None if cell is None else minutes_of(cell, unit) for cell in cells]
    values = pa.array(minutes, type=pa.float64()).take(coded.indices)
    return values, values.null_count - coded.null_count


def _has_thousands(cells: Sequence[str]) -> bool:
    """Say whether minutes or seconds have a sign between thousands: beside ``1.350`` stand whole ones below 1000.

    A column with three decimals would have them in all its cells.
    """
    numbers = [cell for cell in cells if re.fullmatch("[0-9.,]+", cell)]
    whole = [bool(re.fullmatch("[0-9]{1,3}", cell)) for cell in numbers]
    grouped = [bool(re.fullmatch("[1-9][0-9]{0,2}[.,][0-9]{3}", cell)) for cell in numbers]
    return any(grouped) and any(whole) and sum(whole) + sum(grouped) == len(numbers)


def _are_days(cells: Sequence[str]) -> bool:
    """Say whether bare numbers are times as a workbook holds them, parts of a day: ``0.0520833333`` is 75 minutes.

    They make whole minutes, or whole seconds, as days then, and mostly none as hours.
    """
    numbers = [float(c.replace(",", ".")) for c in cells if re.fullmatch(r"\s*[0-9]+[.,][0-9]{5,}\s*", c)]
    return any(
        bool(numbers) and all(_are_whole(numbers, a_day)) and sum(_are_whole(numbers, a_day / 24)) * 2 < len(numbers)
        for a_day in (1440, 86400)
    )


def _are_whole(numbers: Sequence[float], times: float) -> list[bool]:
    return [abs(n * times - round(n * times)) < ROUNDED for n in numbers]


def minutes_of(cell: str, unit: float = 1.0) -> float | None:
    """Return the minutes of a duration in words, as a clock, by ISO 8601, of *unit* or of worklog entries.

    Entries are separated by `SEPARATOR`, and end in seconds, as Jira exports them (``date;user;seconds``).

    >>> minutes_of("9 horas 30 minutos"), minutes_of("01:30:00"), minutes_of("1970-01-01 01:30:00"), minutes_of("2.5")
    (570.0, 90.0, 90.0, 2.5)
    """
    worklogs = [re.search(r";([0-9]+)\s*$", entry) for entry in cell.split(SEPARATOR) if entry]
    if all(worklogs):
        return sum(int(entry[1]) for entry in worklogs if entry) / 60
    text = cell.strip().casefold().replace("(s)", "s")  # 1 hora(s) e 5 minuto(s)
    number = re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", text)
    if number and unit < 1 and re.fullmatch("[0-9]{1,3},[0-9]{3}", text):
        return float(text.replace(",", "")) * unit  # 1,800 seconds: they are exported whole
    if number:
        return float(text.replace(",", ".")) * unit
    grouped = re.fullmatch(r"([0-9]{1,3}(?:([.,])[0-9]{3}(?:\2[0-9]{3})*))(?!\2)[.,]([0-9]{1,2})", text)
    if grouped:  # 2.250,00
        return float(f"{re.sub('[.,]', '', grouped[1])}.{grouped[3]}") * unit
    text = re.sub(r"^(\d{1,4})h(\d\d)(?:m|min)?$", r"\1:\2", text)
    text = re.sub(r"^(\d{1,4}:\d\d) ?(?:h|hrs?|std\.?|uhr|ч)$", r"\1", text)
    clock = re.fullmatch(r"(?:1970-01-(\d\d) )?(\d{1,4}):(\d\d)(?::(\d\d))?", text)
    if clock:
        days, hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return max(days - 1, 0) * 1440 + hours * 60 + minutes + seconds / 60
    standard = re.fullmatch(r"p(?=.)(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?)?", text)
    if standard:  # ISO 8601
        parts = [float(part or 0) for part in standard.groups()]
        return sum(part * minutes for part, minutes in zip(parts, (1440, 60, 1, 1 / 60), strict=True))
    return _minutes_in_words(text)


def _minutes_in_words(text: str) -> float | None:
    total, rest = 0.0, text
    for words, minutes in _UNITS:
        pattern = rf"([0-9]+(?:[.,][0-9]+)?) ?(?:{words})(?![^\W\d_])\.?"
        total += sum(float(n.replace(",", ".")) * minutes for n in re.findall(pattern, rest))
        rest = re.sub(pattern, " ", rest)
    leftover = re.sub(r"\b(?:e|and|und|и|और)\b|[\s,]", "", rest)
    return total if rest != text and not leftover else None
