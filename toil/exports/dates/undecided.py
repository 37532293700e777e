"""Why the order of a column's dates is in doubt, and what would decide it."""

from __future__ import annotations

from toil.errors import ExportError
from toil.exports.dates.order import MIXED, MIXED_YEARS, OPEN_YEARS, SWAPPED, Order


def undecided(doubt: str, file: str, header: str, order: Order) -> ExportError:
    """Return the error of column *header* of *file*, whose *order* is in *doubt*: it asks for what would decide."""
    if doubt == MIXED:
        return ExportError(
            f"the dates in column '{header}' are written day first and month first",
            where=file,
            found=f"{order.day_first} that only day first reads, {order.month_first} that only month first does",
            wanted="one order in a column",
            do="Export it again; or set exports.day_first: what it doesn't read is counted as unreadable then.",
        )
    if doubt == MIXED_YEARS:
        return ExportError(
            f"the dates in column '{header}' are written year, day, month and year, month, day",
            where=file,
            found=f"{order.year_day} that only the one order reads, {order.year_month} that only the other does",
            wanted="one order in a column",
            do="Export it again.",
        )
    if doubt == SWAPPED:
        return ExportError(
            f"a spreadsheet has exchanged day and month in column '{header}'",
            where=file,
            found=f"{order.swapped} dates with no day above 12, and {order.day_first + order.month_first} texts like"
            " 15/09/2026 that all have one",
            wanted="one order in a column",
            do="Export it again and don't open it in a spreadsheet before; there, import the column as text.",
        )
    if doubt == OPEN_YEARS:
        return ExportError(
            "years of two digits can stand first and last",
            where=file,
            found=f"no date in column '{header}' that only one order reads, and too few days to tell",
            wanted="one reading",
            do="Export years of four digits, or more days; if the year stands last, set exports.day_first.",
        )
    return ExportError(
        "dates can be read day first and month first",
        where=file,
        found=f"no date in column '{header}' that only one order reads, and none elsewhere that decides",
        wanted="one reading",
        do="Set exports.day_first = true if 03/04 is 3 April, false if it is March 4.",
    )
