"""What became of each row: a ledger in which rows in = tickets + dropped, file by file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from toil.schema import conform, empty

ALL = "*"
ROWS_IN = "rows in"
TICKETS = "tickets"

DROPPED = (
    SUPERSEDED := "superseded state",
    REPEATED_ROW := "repeated row",
    REPEATED_FILE := "repeated file",
    NO_ID := "no id",
    NO_DATE := "no date",
    TOO_MANY_CELLS := "too many cells",
    NO_RECORD := "not a record",
    UNASSIGNED := "unassigned",
    OUTSIDE_SQUADS := "outside squads",
    OUTSIDE_MONTHS := "outside the group's months",
)
NOTICES = (
    GUESSED := "row with guessed columns",
    ROW_IDS := "row number as id",
    DAMAGED_IDS := "id damaged by a spreadsheet",
    SAME_IDS := "id used by two systems",
    OTHER_OPENING := "same id, opened on another day",
    BY_NAME := "later by its file's name alone",
    TRUNCATED := "file ends in the middle of a row",
    SHORT_ROWS := "row with missing cells",
    QUOTED_LINES := "whole row in quotes",
    OTHER_SHEETS := "row of another sheet, not read",
    OTHER_FILES := "file that is no export",
    UNREADABLE := "file that can't be read",
    REPAIRED := "encoding repaired",
    FOREIGN_BYTES := "byte that is not UTF-8",
    NUL_BYTES := "NUL characters removed",
    SEVERAL_GROUPS := "several groups in a cell",
    SEVERAL_PEOPLE := "several people in a cell",
    CUT_CELLS := "cell cut to the size limit",
    UNREADABLE_DATES := "date unreadable",
    SERIAL_DATES := "date turned into a number by a spreadsheet",
    UNREADABLE_NUMBERS := "number unreadable",
    ONCE := "yes or no in place of a number",
    IN_BLOCK := "row below the first of a block",
    BOOKED := "row a booking of time",
    AT_MOST := "as many rows as exports often have at most",
    BY_MONITORING := "opened by a monitoring account",
    BY_ROBOT := "resolved by an account of automation",
    EMPTY_DAYS := "days without a ticket",
    ABSENT_GROUP := "group of the study not in the exports",
    *(
        UNMAPPED := {f: f"unknown value of {f}" for f in ("kind", "priority", "state", "channel", "tier", "sla_met")}
    ).values(),
)
REASONS = (ROWS_IN, TICKETS, *DROPPED, *NOTICES)


@dataclass
class Ledger:
    """Counts by file, squad and reason, filled while the exports are read."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, file: str, reason: str, rows: int, squad: str = ALL) -> None:
        """Count *rows* of *file* under *reason*; zero leaves no row, but for a file's rows in and tickets."""
        if rows or (reason in (ROWS_IN, TICKETS) and squad == ALL):
            self.counts[file, squad, reason] += int(rows)

    def table(self) -> pd.DataFrame:
        """Return the counts as table ``intake_counts``, in the order of files and `REASONS`."""
        rows = [
            {"file": file, "squad": squad, "reason": reason, "rows": count, "dropped": reason in DROPPED}
            for (file, squad, reason), count in sorted(
                self.counts.items(), key=lambda entry: (entry[0][0], REASONS.index(entry[0][2]), entry[0][1])
            )
        ]
        return conform("intake_counts", pd.DataFrame(rows)) if rows else empty("intake_counts")
