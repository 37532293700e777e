"""Chosen rows -> the tables of the intake: redacted, hashed, and in the contracts' types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports import counts
from toil.exports.counts import ALL, Ledger
from toil.exports.dates.order import describe_readings
from toil.exports.events import WATCHED, find_events
from toil.exports.layouts.fields import COUNTS, DURATIONS, ID, LABELS, PEOPLE, REFERENCES, TEXTS, TIMES, TOLD
from toil.exports.layouts.plain import bare
from toil.exports.masking import masked_names
from toil.exports.months import name_months
from toil.exports.protecting import TEXT, to_text
from toil.exports.reading import ReadFile
from toil.exports.states import States
from toil.privacy import Redactor
from toil.schema import conform, empty
from toil.settings import Study
from toil.store import aside

_PLAIN = ("kind", "state", "channel", "group", "language")


def ticket_table(
    rows: pa.Table, squads: np.ndarray, files: Sequence[ReadFile], study: Study, ledger: Ledger
) -> pd.DataFrame:
    """Return table ``tickets`` of protected *rows*; *squads* gives each row's place in the study."""
    columns: dict[str, pd.Series] = {name: rows[name].to_pandas() for name in TIMES}
    columns |= {name: _spelt(rows[name]) for name in (*ID, *REFERENCES, *TEXTS, *LABELS, *PEOPLE, *_PLAIN)}
    columns |= {name: _whole(rows[name].cast(pa.string()).cast(pa.int64())) for name in ("priority", "tier")}
    columns |= {name: _whole(rows[name]) for name in COUNTS}
    columns |= {name: rows[name].to_pandas().astype("float64") for name in DURATIONS}
    flags = {"sla_met": pc.equal(rows["sla_met"].cast(pa.string()), "true")} | {name: rows[name] for name in TOLD}
    columns |= {name: pd.Series(pd.BooleanDtype().__from_arrow__(flag)) for name, flag in flags.items()}
    columns["month"] = to_text(
        pa.chunked_array([name_months(rows["opened_at"], study.study.timezone, study.exports.undated_month)])
    )
    columns["squad"] = pd.Series(pd.array(list(study.squads), dtype=TEXT).take(squads))
    sources = pd.array([file.profile.name for file in files], dtype=TEXT)
    columns["source"] = pd.Series(sources.take(rows["file"].to_numpy()))
    table = pd.DataFrame(columns)
    return conform("tickets", _tell_apart(table, ledger))


def tickets_by_month(tickets: pd.DataFrame, squad: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Return each month of *squad* and its tickets, in order, one after the other.

    Texts are taken by `toil.store.aside`: pandas would put all of a column together before.
    """
    places = np.flatnonzero(tickets["squad"] == squad)
    months = tickets["month"].iloc[places]
    spelt = [name for name in tickets if tickets[name].dtype == TEXT]
    texts = pa.table({name: pa.chunked_array(pa.array(tickets[name])) for name in spelt})
    others = tickets.drop(columns=spelt)
    for month in sorted(months.unique()):
        own = places[(months == month).to_numpy()]
        chosen = aside.take_rows(texts, own)
        columns = {name: to_text(chosen[name]) for name in spelt}
        yield month, conform("tickets", others.iloc[own].reset_index(drop=True).assign(**columns))
        aside.let_go()


def _spelt(column: pa.ChunkedArray) -> pd.Series:
    """Return an Arrow column of strings, coded or not, as a pandas column of ``str``, a piece at a time."""
    kind = pa.large_string()
    return to_text(aside.pile_up((chunk.cast(kind) for chunk in column.chunks), kind))


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


def event_table(states: States, places: np.ndarray) -> pd.DataFrame:
    """Return the changes of the tickets at *places*."""
    codes = states.codes
    wanted = np.zeros(int(codes.max(initial=-1)) + 1, dtype=bool)
    wanted[codes[places]] = True
    chosen = np.flatnonzero(wanted[codes])
    events = find_events(states.facts.select(["ticket_id", "updated_at", *WATCHED]).take(chosen), codes[chosen])
    return empty("ticket_events") if events.empty else conform("ticket_events", events)


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
    """Return table ``columns``: each header, redacted, its field, whether that is a guess, and how much is filled."""
    rows = [
        {
            "file": file.source.name,
            "header": header,
            "field": field,
            "filled": share,
            "guessed": header in file.guessed,
        }
        for file in files
        for header, field, share in file.uses()
    ]
    # a system's own words are nobody's name
    others = [h for file in files for h, _field, _share in file.uses() if bare(h) not in file.profile.headers]
    shown = masked_names(list(dict.fromkeys(others)), redactor)
    table = pd.DataFrame(rows)
    return conform("columns", table.assign(header=[shown.get(header, header) for header in table["header"]]))


def redaction_table(found: Counter[str]) -> pd.DataFrame:
    """Return table ``redactions``."""
    rows = [{"placeholder": name, "values": n} for name, n in sorted(found.items())]
    return conform("redactions", pd.DataFrame(rows)) if rows else empty("redactions")
