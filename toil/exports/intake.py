"""The whole way from export files to tickets: read, type, merge, place in squads, redact, hash."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports import counts
from toil.exports.counts import ALL, Ledger
from toil.exports.coverage import count_days, count_overlaps
from toil.exports.files import export_files, find_sources
from toil.exports.mapping import check_settings
from toil.exports.months import empty_days, name_months
from toil.exports.reading import ReadFile, read_files, type_files
from toil.exports.squads import NO_GROUP, OTHER_MONTH, OUTSIDE, absent_groups, assign_squads, claims_of
from toil.exports.states import States, count_by_file, latest_of, order_files
from toil.exports.tables import column_table, event_table, redact_rows, redaction_table, source_table, ticket_table
from toil.privacy import HashKey, Redactor
from toil.settings import Study

log = logging.getLogger(__name__)
UNDATED = -4


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


def load_exports(study: Study, key: HashKey) -> Intake:
    """Return the tickets of the study's squads, one row a ticket in its latest state, redacted and hashed.

    Every row that is in no ticket is counted by file and reason in ``intake_counts``: rows in = tickets + dropped.

    Raises
    ------
    ExportError
        If a file is missing, broken, of unknown layout, without dates, or with dates that can't be read or decided.
    SettingsError
        If the study's export settings don't fit.
    """
    claims_of(study)
    check_settings(study.exports)
    files = read_files(find_sources(export_files(study), study.folder), study)
    ledger = Ledger()
    states = order_files(type_files(files, study, ledger), files, ledger)
    files = [file.without_rows() for file in files]
    latest = latest_of(states, files, ledger)
    places, squads = _place(states, latest, files, study, ledger)
    by_squad = [(name, places[squads == number]) for number, name in enumerate(study.squads)]
    days = count_days(states, latest, files, study.study.timezone, by_squad)
    overlaps = count_overlaps(states, files)
    redactor = Redactor(study.privacy)
    events = event_table(states, places, redactor, key)
    rows_in, chosen = states.facts.num_rows, states.take(places)
    del states  # a million texts, of which the chosen ones are a copy
    rows, found = redact_rows(chosen, redactor)
    tickets = ticket_table(rows, squads, files, study, key, ledger)
    log.info("exports: %d file(s), %d row(s) in, %d ticket(s) out", len(files), rows_in, len(tickets))
    pa.default_memory_pool().release_unused()  # the raw rows are gone; their memory would stay with the process
    return Intake(
        tickets=tickets,
        ticket_events=events,
        sources=source_table(files, rows),
        intake_counts=ledger.table(),
        intake_days=days,
        intake_overlaps=overlaps,
        columns=column_table(files, redactor),
        redactions=redaction_table(found),
    )


def _place(
    states: States, latest: np.ndarray, files: Sequence[ReadFile], study: Study, ledger: Ledger
) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of rows that are tickets of a squad, oldest first, and each one's squad; count the rest."""
    ledger.add(ALL, counts.EMPTY_DAYS, empty_days(states.facts["opened_at"], study.study.timezone))
    some = states.facts.select(["file", "opened_at", "group", "ticket_id"]).take(latest)
    dated = np.array(["opened_at" in file.mapping.values() for file in files])
    file = some["file"].to_numpy()
    undated = pc.is_null(some["opened_at"]).to_numpy(zero_copy_only=False) & dated[file]
    months = name_months(some["opened_at"], study.study.timezone, study.exports.undated_month)
    groups = some["group"].combine_chunks()
    squads = np.where(undated, UNDATED, assign_squads(groups, months, study))
    reasons = {
        UNDATED: counts.NO_DATE,
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
    for squad, _ in absent_groups(groups, study):
        ledger.add(ALL, counts.ABSENT_GROUP, 1, squad)
    inside = np.flatnonzero(squads >= 0)
    order = pc.sort_indices(some.take(inside), sort_keys=[("opened_at", "ascending"), ("ticket_id", "ascending")])
    chosen = inside[order.to_numpy()]
    return latest[chosen], squads[chosen]
