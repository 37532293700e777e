"""Read files -> typed rows: each column of a field in the contract's type, what was met on the way counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from toil.exports import counts
from toil.exports.columns.beside import BOOKED, STEP, TIME, UNIT
from toil.exports.columns.bookings import add_bookings, are_bookings
from toil.exports.columns.joined import join_steps
from toil.exports.columns.rows import Typing, type_rows
from toil.exports.columns.units import Unit, has_bare_numbers, unit_of
from toil.exports.counts import Ledger
from toil.exports.reading import ReadFile
from toil.settings import Exports, Study

OFTEN_AT_MOST = (1000, 2000, 5000, 10_000, 20_000, 30_000, 50_000, 65_535, 100_000, 150_000, 1_048_575)
"""Rows that a system's export, or a sheet without its header, has at most."""


def type_files(files: Sequence[ReadFile], study: Study, ledger: Ledger) -> pa.Table:
    """Return the typed rows of all *files*, with the file's place in ``file``, and count what was met on the way."""
    parts = []
    for place, file in enumerate(files):
        name = file.source.name
        ledger.add(name, counts.ROWS_IN, file.raw.rows)
        if file.same_as is not None:
            ledger.add(name, counts.REPEATED_FILE, file.raw.rows)
            continue
        typed, counted = type_file(file, study)
        parts.append(typed.append_column("file", pa.array(np.full(typed.num_rows, place, dtype=np.int32))))
        for reason, rows in counted.items():
            ledger.add(name, reason, rows)
    return pa.concat_tables(parts).unify_dictionaries()


def type_file(file: ReadFile, study: Study) -> tuple[pa.Table, Counter[str]]:
    """Return the typed rows of *file*, and what was met on the way by reason."""
    typing = _typing_of(file, study)
    typed = type_rows(_by_field(file), typing)
    if f"worked_minutes {BOOKED}" in file.beside or are_bookings(typed, file.raw.filled):
        typed, typing.counts[counts.BOOKED] = add_bookings(typed)
    if file.raw.rows in OFTEN_AT_MOST:
        typing.counts[counts.AT_MOST] = file.raw.rows
    return typed, typing.counts + file.raw.notices


def column_unit(file: ReadFile, header: str, exports: Exports) -> Unit | None:
    """Return the unit of the bare numbers under *header* and what tells it; None where there is no such number."""
    return unit_of(header, file.profile, exports.number_unit) if has_bare_numbers(file.raw.table[header]) else None


def _by_field(file: ReadFile) -> pa.Table:
    columns = {name: file.column(name) for name in file.headers}
    columns |= {use: file.raw.table[header] for use, header in file.beside.items() if not use.endswith((TIME, UNIT))}
    if f"ticket_id {STEP}" in columns:
        whole = columns["ticket_id"]
        columns["ticket_id"] = join_steps(whole, columns.pop(f"ticket_id {STEP}"))
        columns.setdefault("parent_id", whole)
    return pa.table(columns) if columns else file.raw.table.select([])


def _typing_of(file: ReadFile, study: Study) -> Typing:
    zone = study.exports.timezone or file.profile.timezone or study.study.timezone
    headers = {name: headers[0] for name, headers in file.headers.items()}
    return Typing(
        file=file.source.name,
        profile=file.profile,
        headers=headers,
        readings=file.readings,
        zone=zone,
        group=study.exports.ungrouped_group,
        number_unit=study.exports.number_unit,
        automation=study.exports.automation_accounts,
        people=study.exports.people_accounts,
    )
