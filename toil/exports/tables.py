"""Chosen rows -> the tables of the intake: redacted, hashed, and in the contracts' types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports import counts
from toil.exports.counts import ALL, Ledger
from toil.exports.date_order import describe_readings
from toil.exports.events import WATCHED, find_events
from toil.exports.fields import COUNTS, DURATIONS, ID, LABELS, PEOPLE, REFERENCES, TEXTS, TIMES
from toil.exports.ids import guard_ids
from toil.exports.months import name_months
from toil.exports.reading import ReadFile
from toil.exports.rows import BETWEEN
from toil.exports.states import States
from toil.privacy import HashKey, Redactor
from toil.schema import conform, empty
from toil.settings import Study

TEXT = pd.StringDtype(na_value=np.nan)
_PLAIN = ("kind", "state", "channel", "group", "language")


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


def ticket_table(
    rows: pa.Table, squads: np.ndarray, files: Sequence[ReadFile], study: Study, key: HashKey, ledger: Ledger
) -> pd.DataFrame:
    """Return table ``tickets`` of redacted *rows*, people hashed; *squads* gives each row's place in the study."""
    columns: dict[str, pd.Series] = {name: rows[name].to_pandas() for name in TIMES}
    columns |= {name: to_text(rows[name]) for name in (*TEXTS, *LABELS, *_PLAIN)}
    redactor = Redactor(study.privacy)
    columns |= {name: guard_ids(to_text(rows[name]), redactor, key) for name in (*ID, *REFERENCES)}
    columns |= {name: key.hash(_first_person(to_text(rows[name]))) for name in PEOPLE}
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


def _first_person(people: pd.Series) -> pd.Series:
    """Of several people in a cell the first stands for them; how many cells there were is counted."""
    return people.astype(TEXT).str.replace(f"{BETWEEN}.*", "", regex=True)


def _whole(column: pa.ChunkedArray) -> pd.Series:
    return pd.Series(pd.Int64Dtype().__from_arrow__(column))


def _tell_apart(table: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Put the system before ids that two systems use, and before what names such a ticket of the same system."""
    shared = table["ticket_id"].duplicated(keep=False)
    ledger.add(ALL, counts.SAME_IDS, int(shared.sum()))
    if not shared.any():
        return table
    told = table["source"] + ":" + table["ticket_id"]
    apart = {"ticket_id": table["ticket_id"].mask(shared, told)}
    for name in REFERENCES:
        named = table["source"] + ":" + table[name]
        apart[name] = table[name].mask(named.isin(told[shared]), named)
    return table.assign(**apart)


def event_table(states: States, places: np.ndarray, redactor: Redactor, key: HashKey) -> pd.DataFrame:
    """Return the changes of the tickets at *places*, groups redacted and resolvers hashed."""
    codes = states.codes
    wanted = np.zeros(int(codes.max(initial=-1)) + 1, dtype=bool)
    wanted[codes[places]] = True
    chosen = np.flatnonzero(wanted[codes])
    events = find_events(states.facts.select(["ticket_id", "updated_at", *WATCHED]).take(chosen), codes[chosen])
    if events.empty:
        return empty("ticket_events")
    people, groups = events["field"] == "resolver", events["field"] == "group"
    for side in ("from", "to"):
        redacted, _ = redactor.redact(events[side].where(groups))
        hashed = key.hash(_first_person(events[side].where(people)))
        events[side] = events[side].mask(groups, redacted).mask(people, hashed)
    events["ticket_id"] = guard_ids(events["ticket_id"], redactor, key)
    return conform("ticket_events", events)


def source_table(files: Sequence[ReadFile], tickets: pa.Table) -> pd.DataFrame:
    """Return table ``sources``: each file, and the tickets whose latest state came from it."""
    by_file = pd.DataFrame({"file": tickets["file"].to_pandas(), "opened_at": tickets["opened_at"].to_pandas()})
    spans = by_file.groupby("file")["opened_at"].agg(["size", "min", "max"]).reindex(range(len(files)))
    table = pd.DataFrame(
        {
            "file": [file.source.name for file in files],
            "sha256": [file.sha256 for file in files],
            "bytes": [file.source.path.stat().st_size for file in files],
            "system": [file.profile.name for file in files],
            "format": [file.raw.format for file in files],
            "dates": [describe_readings(file.readings) for file in files],
            "rows": [file.raw.rows for file in files],
            "tickets": spans["size"].fillna(0).astype("int64"),
            "first_opened_at": spans["min"],
            "last_opened_at": spans["max"],
        }
    )
    return conform("sources", table)


def column_table(files: Sequence[ReadFile], redactor: Redactor) -> pd.DataFrame:
    """Return table ``columns``: each header, redacted, the field it became, and how much of it is filled."""
    rows = [
        {"file": file.source.name, "header": header, "field": field, "filled": share}
        for file in files
        for header, field, share in file.uses()
    ]
    table = pd.DataFrame(rows)
    headers, _ = redactor.redact(table["header"].astype(TEXT))
    return conform("columns", table.assign(header=headers))


def redaction_table(found: Counter[str]) -> pd.DataFrame:
    """Return table ``redactions``."""
    rows = [{"placeholder": name, "values": n} for name, n in sorted(found.items())]
    return conform("redactions", pd.DataFrame(rows)) if rows else empty("redactions")
