"""The whole way from export files to tickets: read, type, merge, place in squads, redact, hash."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import ExportError, SettingsError, nearest
from toil.exports import counts
from toil.exports.counts import ALL, Ledger
from toil.exports.dates import Order, judge_order
from toil.exports.events import WATCHED, find_events
from toil.exports.fields import COUNTS, DURATIONS, ID, LABELS, PEOPLE, REFERENCES, TEXTS, TIMES
from toil.exports.files import Source, export_files, find_sources, sha256_of
from toil.exports.mapping import check_stated, check_understood, column_types, map_headers
from toil.exports.months import empty_days, latest_rows, name_months, order_rows, repeated_rows
from toil.exports.opened import RawRows
from toil.exports.plain import plain
from toil.exports.profile import Profile, detect_profile, stated_profile
from toil.exports.readers import open_export
from toil.exports.rows import Typing, type_rows
from toil.exports.squads import NO_GROUP, OTHER_MONTH, OUTSIDE, absent_groups, assign_squads, claims_of
from toil.privacy import HashKey, Redactor
from toil.schema import conform, empty
from toil.settings import Study

log = logging.getLogger(__name__)
TEXT = pd.StringDtype(na_value=np.nan)
NO_SQUAD = -3
_PLAIN = ("kind", "state", "channel", "group", "language")


@dataclass(frozen=True)
class Intake:
    """What the exports gave: tickets of the study's squads, redacted, and an account of everything else."""

    tickets: pd.DataFrame
    ticket_events: pd.DataFrame
    sources: pd.DataFrame
    intake_counts: pd.DataFrame
    columns: pd.DataFrame
    redactions: pd.DataFrame


@dataclass(frozen=True)
class ReadFile:
    """One export, read but not yet typed. ``same_as`` names an earlier file with the same bytes."""

    source: Source
    sha256: str
    profile: Profile
    mapping: dict[str, str]
    raw: RawRows
    same_as: str | None = None


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
    check_stated(study.exports.columns)
    files = read_files(find_sources(export_files(study), study.folder), study)
    ledger = Ledger()
    rows, codes = order_files(type_files(files, study, ledger), files, ledger)
    latest = latest_of(rows, codes, files, ledger)
    places, squads = _place(rows, latest, files, study, ledger)
    redactor = Redactor(study.privacy)
    tickets, redactions = redact_rows(rows.take(places), redactor)
    table = _tickets(tickets, squads, files, study, key, ledger)
    _count_days(rows, study, ledger)
    log.info("exports: %d file(s), %d row(s) in, %d ticket(s) out", len(files), rows.num_rows, len(table))
    return Intake(
        tickets=table,
        ticket_events=_events(rows, codes, places, redactor, key),
        sources=_sources(files, tickets),
        intake_counts=ledger.table(),
        columns=_columns(files),
        redactions=_redaction_table(redactions),
    )


def read_files(sources: Sequence[Source], study: Study) -> list[ReadFile]:
    """Return *sources* read as text and mapped to fields; one with the bytes of an earlier one isn't read again."""
    stated = stated_profile(study.exports, study)
    files: list[ReadFile] = []
    for source in sources:
        sha256 = sha256_of(source.path)
        same = [f for f in files if f.sha256 == sha256 and f.source.member == source.member and f.same_as is None]
        files.append(
            replace(same[0], source=source, same_as=same[0].source.name)
            if same
            else read_source(source, sha256, study, stated)
        )
    _check_columns_used(files, study)
    return files


def read_source(
    source: Source, sha256: str, study: Study, stated: Profile | None, *, any_layout: bool = False
) -> ReadFile:
    """Return *source* read as text; unless *any_layout*, one that can't become tickets is an ExportError."""
    opened = open_export(source, study.exports.encoding)
    profile = detect_profile(opened.headers, stated)
    mapping = map_headers(opened.headers, profile, study.exports.columns)
    if not any_layout:
        check_understood(source.name, opened.headers, mapping, undated=study.exports.undated_month is not None)
    raw = opened.read(column_types(mapping), profile.nulls)
    return ReadFile(source, sha256, profile, mapping, raw)


def _check_columns_used(files: Sequence[ReadFile], study: Study) -> None:
    known = sorted({header for file in files for header in file.raw.filled})
    found = {plain(header) for header in known}
    for header in study.exports.columns:
        if plain(header) not in found:
            raise SettingsError(
                f"no export has a column '{header}'",
                where=f"{study.path.name}, exports.columns",
                do=nearest(header, known),
            )


def type_files(files: Sequence[ReadFile], study: Study, ledger: Ledger) -> pa.Table:
    """Return the typed rows of all *files*, with the file's place in ``file``, and count what was met on the way."""
    evidence = [evidence_of(file) for file in files]
    parts = []
    for place, file in enumerate(files):
        name = file.source.name
        ledger.add(name, counts.ROWS_IN, file.raw.rows)
        if file.same_as is not None:
            ledger.add(name, counts.REPEATED_FILE, file.raw.rows)
            continue
        siblings = [e for f, e in zip(files, evidence, strict=True) if f.profile.name == file.profile.name]
        typing = typing_of(file, evidence[place], sum(siblings, Order()), study)
        typed = type_rows(_by_field(file), typing)
        parts.append(typed.append_column("file", pa.array(np.full(typed.num_rows, place, dtype=np.int32))))
        for reason, rows in (typing.counts + file.raw.notices).items():
            ledger.add(name, reason, rows)
    return pa.concat_tables(parts).unify_dictionaries()


def _by_field(file: ReadFile) -> pa.Table:
    return file.raw.table.rename_columns([file.mapping[header] for header in file.raw.table.column_names])


def evidence_of(file: ReadFile) -> Order:
    """Return how the dates of *file* can be read, over all of its date columns."""
    dated = [header for header, field in file.mapping.items() if field in TIMES]
    return sum((judge_order(file.raw.table[header]) for header in dated), Order())


def typing_of(file: ReadFile, own: Order, siblings: Order, study: Study) -> Typing:
    """Return how to type *file*: what the study states, else the file's own dates, else those of the same system.

    Raises
    ------
    ExportError
        If every date can be read day first and month first.
    """
    asked = (study.exports.day_first, own.decided, siblings.decided, file.profile.day_first)
    day_first = next((answer for answer in asked if answer is not None), None)
    if day_first is None and own.slashed:
        raise ExportError(
            "dates can be read day first and month first",
            where=file.source.name,
            found="no day above 12 in any date column",
            wanted="one reading",
            do="Set exports.day_first = true if 03/04 is 3 April, false if it is March 4.",
        )
    zone = study.exports.timezone or file.profile.timezone or study.study.timezone
    headers = {field: header for header, field in file.mapping.items()}
    return Typing(file.source.name, file.profile, headers, day_first is not False, zone)


def order_files(rows: pa.Table, files: Sequence[ReadFile], ledger: Ledger) -> tuple[pa.Table, np.ndarray]:
    """Return the rows that have an id, ordered by ticket and change, and each one's ticket code."""
    no_id = pc.is_null(rows["ticket_id"])
    _count_by_file(rows.filter(no_id)["file"], files, counts.NO_ID, ledger)
    rows = rows.filter(pc.invert(no_id))
    systems = sorted({file.profile.name for file in files})
    keys = rows["ticket_id"]
    if len(systems) > 1:
        numbers = pa.array([systems.index(file.profile.name) for file in files], type=pa.int32())
        system = numbers.take(rows["file"].combine_chunks()).cast(pa.large_string())
        keys = pc.binary_join_element_wise(system, keys, pa.scalar(" ", pa.large_string()))
    order, codes = order_rows(rows.append_column("key", keys))
    return rows.take(order), codes


def latest_of(rows: pa.Table, codes: np.ndarray, files: Sequence[ReadFile], ledger: Ledger) -> np.ndarray:
    """Return the places of the latest row of each ticket; count the others as repeated or superseded."""
    latest = latest_rows(codes)
    repeated = repeated_rows(rows, codes) & ~latest
    _count_by_file(rows["file"].filter(pa.array(repeated)), files, counts.REPEATED_ROW, ledger)
    _count_by_file(rows["file"].filter(pa.array(~latest & ~repeated)), files, counts.SUPERSEDED, ledger)
    return np.flatnonzero(latest)


def _place(
    rows: pa.Table, latest: np.ndarray, files: Sequence[ReadFile], study: Study, ledger: Ledger
) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of rows that are tickets of a squad, oldest first, and each one's squad; count the rest."""
    some = rows.select(["file", "opened_at", "group", "ticket_id"]).take(latest)
    dated = np.array(["opened_at" in file.mapping.values() for file in files])
    file = some["file"].to_numpy()
    undated = pc.is_null(some["opened_at"]).to_numpy(zero_copy_only=False) & dated[file]
    months = name_months(some["opened_at"], study.study.timezone, study.exports.undated_month)
    groups = some["group"].combine_chunks()
    squads = np.where(undated, NO_SQUAD - 1, assign_squads(groups, months, study))
    reasons = {
        NO_SQUAD - 1: counts.NO_DATE,
        NO_GROUP: counts.UNASSIGNED,
        OUTSIDE: counts.OUTSIDE_SQUADS,
        OTHER_MONTH: counts.OUTSIDE_MONTHS,
    }
    for code, reason in reasons.items():
        _count_by_file(pa.array(file[squads == code]), files, reason, ledger)
    names = list(study.squads)
    for number, name in enumerate(names):
        _count_by_file(pa.array(file[squads == number]), files, counts.TICKETS, ledger, squad=name)
    _count_by_file(pa.array(file[squads >= 0]), files, counts.TICKETS, ledger)
    for squad, _ in absent_groups(groups, study):
        ledger.add(ALL, counts.ABSENT_GROUP, 1, squad)
    inside = np.flatnonzero(squads >= 0)
    order = pc.sort_indices(some.take(inside), sort_keys=[("opened_at", "ascending"), ("ticket_id", "ascending")])
    chosen = inside[order.to_numpy()]
    return latest[chosen], squads[chosen]


def _count_by_file(
    places: pa.Array | pa.ChunkedArray, files: Sequence[ReadFile], reason: str, ledger: Ledger, squad: str = ALL
) -> None:
    for place, rows in enumerate(np.bincount(places.to_numpy(), minlength=len(files))):
        ledger.add(files[place].source.name, reason, int(rows), squad)


def redact_rows(tickets: pa.Table, redactor: Redactor) -> tuple[pa.Table, Counter[str]]:
    """Return *tickets* with every column that may hold words redacted, and the values masked by placeholder."""
    found: Counter[str] = Counter()
    people = pc.binary_join_element_wise(*[pc.fill_null(tickets[name].cast(pa.string()), "") for name in PEOPLE], "|")
    names = to_text(people)
    for column in (*TEXTS, *LABELS, "group", "language"):
        place = tickets.column_names.index(column)
        if tickets[column].null_count == tickets.num_rows:
            continue
        texts, masked = redactor.redact(to_text(tickets[column]), names if column in TEXTS else None)
        found.update(masked)
        tickets = tickets.set_column(place, column, pa.chunked_array([pa.array(texts, type=pa.large_string())]))
    return tickets, found


def to_text(column: pa.ChunkedArray) -> pd.Series:
    """Return an Arrow column of strings, coded or not, as a pandas column of ``str``."""
    whole = column.cast(pa.large_string())
    return pd.Series(TEXT.__from_arrow__(whole))


def _tickets(
    rows: pa.Table, squads: np.ndarray, files: Sequence[ReadFile], study: Study, key: HashKey, ledger: Ledger
) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {name: rows[name].to_pandas() for name in TIMES}
    columns |= {name: to_text(rows[name]) for name in (*ID, *REFERENCES, *TEXTS, *LABELS, *_PLAIN)}
    columns |= {name: key.hash(to_text(rows[name])) for name in PEOPLE}
    columns |= {name: _whole(rows[name].cast(pa.string()).cast(pa.int64())) for name in ("priority", "tier")}
    columns |= {name: _whole(rows[name]) for name in COUNTS}
    columns |= {name: rows[name].to_pandas().astype("float64") for name in DURATIONS}
    flags = pc.equal(rows["sla_met"].cast(pa.string()), "true")
    columns["sla_met"] = pd.Series(pd.BooleanDtype().__from_arrow__(flags))
    columns["month"] = to_text(
        pa.chunked_array([name_months(rows["opened_at"], study.study.timezone, study.exports.undated_month)])
    )
    columns["squad"] = pd.Series(pd.array(list(study.squads), dtype=TEXT).take(squads))
    sources = pd.array([file.profile.name for file in files], dtype=TEXT)
    columns["source"] = pd.Series(sources.take(rows["file"].to_numpy()))
    table = pd.DataFrame(columns)
    return conform("tickets", _tell_apart(table, ledger))


def _whole(column: pa.ChunkedArray) -> pd.Series:
    return pd.Series(pd.Int64Dtype().__from_arrow__(column))


def _tell_apart(table: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Put the system before ids that two systems use."""
    shared = table["ticket_id"].duplicated(keep=False)
    ledger.add(ALL, counts.SAME_IDS, int(shared.sum()))
    named = table["source"] + ":" + table["ticket_id"]
    return table.assign(ticket_id=table["ticket_id"].mask(shared, named)) if shared.any() else table


def _events(rows: pa.Table, codes: np.ndarray, places: np.ndarray, redactor: Redactor, key: HashKey) -> pd.DataFrame:
    wanted = np.zeros(int(codes.max(initial=-1)) + 1, dtype=bool)
    wanted[codes[places]] = True
    chosen = np.flatnonzero(wanted[codes])
    events = find_events(rows.select(["ticket_id", "updated_at", *WATCHED]).take(chosen), codes[chosen])
    if events.empty:
        return empty("ticket_events")
    people, groups = events["field"] == "resolver", events["field"] == "group"
    for side in ("from", "to"):
        redacted, _ = redactor.redact(events[side].where(groups))
        hashed = key.hash(events[side].where(people))
        events[side] = events[side].mask(groups, redacted).mask(people, hashed)
    return conform("ticket_events", events)


def _count_days(rows: pa.Table, study: Study, ledger: Ledger) -> None:
    ledger.add(ALL, counts.EMPTY_DAYS, empty_days(rows["opened_at"], study.study.timezone))


def _sources(files: Sequence[ReadFile], tickets: pa.Table) -> pd.DataFrame:
    by_file = pd.DataFrame({"file": tickets["file"].to_pandas(), "opened_at": tickets["opened_at"].to_pandas()})
    spans = by_file.groupby("file")["opened_at"].agg(["size", "min", "max"]).reindex(range(len(files)))
    table = pd.DataFrame(
        {
            "file": [file.source.name for file in files],
            "sha256": [file.sha256 for file in files],
            "bytes": [file.source.path.stat().st_size for file in files],
            "system": [file.profile.name for file in files],
            "format": [file.raw.format for file in files],
            "rows": [file.raw.rows for file in files],
            "tickets": spans["size"].fillna(0).astype("int64"),
            "first_opened_at": spans["min"],
            "last_opened_at": spans["max"],
        }
    )
    return conform("sources", table)


def _columns(files: Sequence[ReadFile]) -> pd.DataFrame:
    rows = [
        {"file": file.source.name, "header": header, "field": file.mapping.get(header), "filled": share}
        for file in files
        for header, share in file.raw.filled.items()
    ]
    return conform("columns", pd.DataFrame(rows))


def _redaction_table(found: Counter[str]) -> pd.DataFrame:
    rows = [{"placeholder": name, "values": n} for name, n in sorted(found.items())]
    return conform("redactions", pd.DataFrame(rows)) if rows else empty("redactions")
