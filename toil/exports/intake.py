"""The whole way from export files to tickets: read, type, merge, place in squads, redact, hash."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports import counts
from toil.exports.counts import ALL, Ledger
from toil.exports.coverage import count_days, count_overlaps
from toil.exports.layouts.mapping import check_settings
from toil.exports.links import name_links
from toil.exports.memory import give_back, system_memory
from toil.exports.months import empty_days
from toil.exports.notes import exports_of
from toil.exports.parts import Memory, Part, Shelf, count_parts, load_parts
from toil.exports.reading import ReadFile
from toil.exports.squads import NO_GROUP, OTHER_MONTH, OUTSIDE, absent_groups, claims_of
from toil.exports.states import States, count_by_file, latest_of, order_files
from toil.exports.tables import column_table, event_table, redaction_table, source_table, ticket_table
from toil.privacy import HashKey, Redactor
from toil.settings import Study

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Intake:
    """What the exports gave: tickets of the study's squads, redacted, and an account of everything else."""

    tickets: pd.DataFrame
    ticket_events: pd.DataFrame
    sources: pd.DataFrame
    intake_counts: pd.DataFrame
    intake_days: pd.DataFrame
    intake_overlaps: pd.DataFrame
    columns: pd.DataFrame
    redactions: pd.DataFrame


@system_memory()
def load_exports(study: Study, key: HashKey, shelf: Shelf | None = None) -> Intake:
    """Return the tickets of the study's squads, one row a ticket in its latest state, redacted and hashed.

    Every row that is in no ticket is counted by file and reason in ``intake_counts``: rows in = tickets + dropped.

    Parameters
    ----------
    shelf : Shelf, optional
        Where the parts of files that were loaded before are kept; only new files are read then.

    Raises
    ------
    ExportError
        If a file is missing, broken, of unknown layout, without dates, or with dates that can't be read or decided.
    SettingsError
        If the study's export settings don't fit.
    """
    claims_of(study)
    check_settings(study.exports)
    unreadable: list[str] | None = [] if study.exports.unreadable == "leave out" else None
    sources, others = exports_of(study, unreadable)
    parts = load_parts(sources, study, key, shelf or Memory(), unreadable)
    ledger = Ledger()
    for names, reason in ((others, counts.OTHER_FILES), (unreadable or [], counts.UNREADABLE)):
        for name in names:
            ledger.add(name, reason, 1)
    count_parts(parts, ledger)
    files = [part.file for part in parts]
    redactions = sum((part.redactions for part in parts), Counter())
    for squad, _ in absent_groups(frozenset().union(*(part.groups for part in parts)), study):
        ledger.add(ALL, counts.ABSENT_GROUP, 1, squad)
    states = order_files(_together(parts), files, ledger)
    del parts
    give_back()
    latest = latest_of(states, files, ledger)
    places, squads = _place(states, latest, files, study, ledger)
    by_squad = [(name, places[squads == number]) for number, name in enumerate(study.squads)]
    days = count_days(states, latest, files, study.study.timezone, by_squad)
    overlaps = count_overlaps(states, files)
    events = event_table(states, places)
    rows_in, rows = states.facts.num_rows, name_links(states.take(places), states.facts, files)
    del states  # a million texts, of which the chosen ones are a copy
    give_back()
    tickets = ticket_table(rows, squads, files, study, ledger)
    log.info("exports: %d file(s), %d row(s) in, %d ticket(s) out", len(files), rows_in, len(tickets))
    return Intake(
        tickets=tickets,
        ticket_events=events,
        sources=source_table(files, rows),
        intake_counts=ledger.table(),
        intake_days=days,
        intake_overlaps=overlaps,
        columns=column_table(files, Redactor(study.privacy)),
        redactions=redaction_table(redactions),
    )


def _together(parts: Sequence[Part]) -> pa.Table:
    """Return the rows of all parts, with the file's place in ``file``."""
    tables = [
        part.rows.replace_schema_metadata(None).append_column(
            "file", pa.array(np.full(part.rows.num_rows, place, dtype=np.int32))
        )
        for place, part in enumerate(parts)
        if part.rows is not None
    ]
    return pa.concat_tables(tables).unify_dictionaries()


def _place(
    states: States, latest: np.ndarray, files: Sequence[ReadFile], study: Study, ledger: Ledger
) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of rows that are tickets of a squad, oldest first, and each one's squad; count the rest."""
    ledger.add(ALL, counts.EMPTY_DAYS, empty_days(states.facts["opened_at"], study.study.timezone))
    some = states.facts.select(["file", "opened_at", "squad", "ticket_id"]).take(latest)
    file, squads = some["file"].to_numpy(), some["squad"].to_numpy()
    reasons = {
        NO_GROUP: counts.UNASSIGNED,
        OUTSIDE: counts.OUTSIDE_SQUADS,
        OTHER_MONTH: counts.OUTSIDE_MONTHS,
    }
    for code, reason in reasons.items():
        count_by_file(pa.array(file[squads == code]), files, reason, ledger)
    names = list(study.squads)
    for number, name in enumerate(names):
        count_by_file(pa.array(file[squads == number]), files, counts.TICKETS, ledger, squad=name)
    count_by_file(pa.array(file[squads >= 0]), files, counts.TICKETS, ledger)
    inside = np.flatnonzero(squads >= 0)
    order = pc.sort_indices(some.take(inside), sort_keys=[("opened_at", "ascending"), ("ticket_id", "ascending")])
    chosen = inside[order.to_numpy()]
    return latest[chosen], squads[chosen]
