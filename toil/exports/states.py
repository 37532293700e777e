"""Many rows -> one a ticket: the latest state wins, and repeated rows are told from superseded ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import ExportError
from toil.exports import counts
from toil.exports.counts import Ledger
from toil.exports.digests import codes_of, mix, text_codes
from toil.exports.layouts.fields import TEXTS, TIMES
from toil.exports.reading import ReadFile
from toil.exports.unnumbered import join_unnumbered
from toil.store import aside

NEVER = np.iinfo(np.int64).min
SURE = 0.99
"""Share of a file's openings up to the one that is sure not to be mistyped."""
ANEW, FEWEST_ANEW = 0.9, 10
"""Share of a file's superseded rows, and how many of them, that are other tickets' if opened on another day."""
DAY = 86_400_000_000
"""A day in microseconds: a ticket's rows may differ by less in when it was opened, as in two zones."""
QUARTER, MINUTE = 900_000_000, 60_000_000
CLOCKS_OF_DAYS = 2
"""Times of day, in UTC, that days alone have: midnight in winter and in summer."""


@dataclass(frozen=True)
class States:
    """Rows of all files, ordered by ticket and change.

    ``facts`` are the columns but for texts; ``texts`` stand as they were read, since they are most of the memory and
    few of an audit log's rows are wanted; ``codes`` number the tickets, one a row of ``facts``. ``by_name`` says of
    each row whether only the names of two files say that the next row of its ticket is the later.
    """

    facts: pa.Table
    texts: pa.Table
    codes: np.ndarray
    by_name: np.ndarray

    def take(self, places: np.ndarray) -> pa.Table:
        """Return the rows at *places* of the order, whole."""
        chosen = aside.take_rows(self.facts, places)
        texts = aside.take_rows(self.texts, chosen["place"].to_numpy())
        for name in TEXTS:
            chosen = chosen.append_column(name, texts[name])
        return chosen.drop_columns(["place"])


def order_files(rows: pa.Table, files: Sequence[ReadFile], ledger: Ledger) -> States:
    """Return the rows with an id and a date, ordered by ticket, last change, version, file, row; count those without.

    A row without a date is none of its ticket's states: totals under several sheets aren't one ticket. The later of
    two files is the one with the latest opening, else the latest moment, else by its name.
    A row without ``updated_at`` counts as changed at the latest moment that it names, or at the last opening in its
    file where no file says when tickets were changed (`_seen_until`). In a file that lists the changes of its tickets
    newest first, of rows with one moment the upper one is the later. Of files without ids, rows that say the same are
    one ticket (`toil.exports.unnumbered`).
    """
    no_id = pc.is_null(rows["ticket_id"])
    count_by_file(rows["file"].filter(no_id), files, counts.NO_ID, ledger)
    dating = pa.array(["opened_at" in file.headers for file in files]).take(rows["file"].combine_chunks())
    undated = pc.and_not(pc.and_(pc.is_null(rows["opened_at"]), dating), no_id)
    count_by_file(rows["file"].filter(undated), files, counts.NO_DATE, ledger)
    places = pa.array(np.arange(rows.num_rows))
    facts = rows.drop_columns(list(TEXTS)).append_column("place", places)
    dropped = pc.or_(no_id, undated)
    if pc.any(dropped).as_py():
        facts = aside.take_rows(facts, np.flatnonzero(pc.invert(dropped)))
    facts = join_unnumbered(facts, rows.select(list(TEXTS)), files)
    codes = _ticket_codes(facts, files)
    version = pc.fill_null(facts["version"], -1).to_numpy()
    moments, file = last_change(facts), facts["file"].to_numpy()
    row = facts["row"].to_numpy()
    row = np.where(_newest_first(row, file, codes, moments, len(files))[file], -row, row)
    age, span = _ages(file, (moments, _micros(facts["opened_at"])), len(files))
    seen = np.maximum(moments, _seen_until(facts, files)[file])
    order = np.lexsort((row, age[file], version, moments, seen, codes))
    same = [np.diff(of[order]) == 0 for of in (codes, seen, moments, version, span[file])]
    by_name = np.append(np.logical_and.reduce(same) & (np.diff(file[order]) != 0), np.zeros(min(len(order), 1), bool))
    del row, file, version, moments, seen
    return States(aside.take_rows(facts, order), rows.select(list(TEXTS)), codes[order], by_name)


def _ages(file: np.ndarray, moments: Sequence[np.ndarray], files: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the place of each file in time: by its latest in the last of *moments*, then in the others, then as is.

    Names don't tell it: ``setembro`` and ``outubro``, ``12-2026`` and ``01-2027``. Also a number for each file, one
    for all that reach to the same moments, of which their names must tell it.
    """
    latest = [np.full(files, NEVER) for _ in moments]
    for found, named in zip(latest, moments, strict=True):
        np.maximum.at(found, file, named)
    span = np.unique(np.column_stack(latest), axis=0, return_inverse=True)[1].reshape(-1)
    return np.argsort(np.lexsort((np.arange(files), *latest))), span


def _seen_until(facts: pa.Table, files: Sequence[ReadFile]) -> np.ndarray:
    """Return for each file the last opening in it, which all its rows have seen: a ticket reopened since is open.

    It takes columns of ends in all files of the system and none of changes, or rows would lose what only other files
    say; else the smallest number. One opening in a hundred is left out, as a year mistyped.
    """
    seen, opened, of = np.full(len(files), NEVER), _micros(facts["opened_at"]), facts["file"].to_numpy()
    for system in {file.profile.name for file in files}:
        same = [place for place, file in enumerate(files) if file.profile.name == system]
        fields = [set(files[place].headers) for place in same]
        if len(same) < 2 or any("updated_at" in f or f.isdisjoint(("resolved_at", "closed_at")) for f in fields):
            continue
        for place in same:
            here = np.sort(opened[of == place])
            seen[place] = here[int(SURE * (len(here) - 1))] if len(here) else NEVER
    return seen


def _newest_first(
    row: np.ndarray, file: np.ndarray, codes: np.ndarray, moments: np.ndarray, files: int
) -> np.ndarray:
    """Say of each file whether the rows of its tickets go back in time, all that follow each other."""
    order = np.lexsort((row, codes, file))
    pairs = (np.diff(file[order]) == 0) & (np.diff(codes[order]) == 0)
    steps, of = np.sign(np.diff(moments[order])) * pairs, file[order][1:]
    back, on = (np.bincount(of[steps == way], minlength=files) for way in (-1, 1))
    return (back > 0) & (on == 0)


def _ticket_codes(facts: pa.Table, files: Sequence[ReadFile]) -> np.ndarray:
    """Number the tickets; two systems may use one id."""
    systems = sorted({file.profile.name for file in files})
    ids = facts["ticket_id"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    system = np.array([systems.index(file.profile.name) for file in files])
    return np.unique(ids * len(systems) + system[facts["file"].to_numpy()], return_inverse=True)[1]


def count_by_file(
    places: pa.Array | pa.ChunkedArray,
    files: Sequence[ReadFile],
    reason: str,
    ledger: Ledger,
    squad: str = counts.ALL,
) -> None:
    """Count rows under *reason*, each for the file at its place."""
    for place, rows in enumerate(np.bincount(places.to_numpy(), minlength=len(files))):
        ledger.add(files[place].source.name, reason, int(rows), squad)


def last_change(rows: pa.Table) -> np.ndarray:
    """Return when each row was last changed, in microseconds UTC; where unknown, the smallest number."""
    moments = [_micros(rows[name]) for name in TIMES if name not in ("updated_at", "sla_due_at")]
    updated = _micros(rows["updated_at"])
    return np.where(updated == NEVER, np.maximum.reduce(moments), updated)


def _micros(column: pa.ChunkedArray) -> np.ndarray:
    return pc.fill_null(column.cast(pa.int64()), NEVER).to_numpy()


def latest_of(states: States, files: Sequence[ReadFile], ledger: Ledger) -> np.ndarray:
    """Return the places of the latest row of each ticket; count the others as repeated or superseded.

    Rows that were opened on another day than their ticket's latest are noticed: two desks may use one number. So are
    rows that differ from a later one where only the names of two files say which is later.

    Raises
    ------
    ExportError
        If nearly all superseded rows of a file were: it counts its tickets anew, and as many would be lost.
    """
    codes = states.codes
    latest = np.append(codes[1:] != codes[:-1], True) if len(codes) else np.zeros(0, dtype=bool)
    repeated = _repeated_rows(states) & ~latest
    count_by_file(states.facts["file"].filter(pa.array(repeated)), files, counts.REPEATED_ROW, ledger)
    count_by_file(states.facts["file"].filter(pa.array(~latest & ~repeated)), files, counts.SUPERSEDED, ledger)
    by_name = states.by_name & ~repeated
    count_by_file(states.facts["file"].filter(pa.array(by_name)), files, counts.BY_NAME, ledger)
    opened, last = _micros(states.facts["opened_at"]), np.flatnonzero(latest)
    of_latest = opened[last[np.cumsum(latest) - latest]]
    other = (opened != NEVER) & (of_latest != NEVER) & (abs(opened - of_latest) >= DAY)
    count_by_file(states.facts["file"].filter(pa.array(other)), files, counts.OTHER_OPENING, ledger)
    file, superseded = states.facts["file"].to_numpy(), ~latest & ~repeated
    anew = other | _opened_otherwise(opened, of_latest, file, file[last[np.cumsum(latest) - latest]], files)
    _check_one_count(file, superseded, anew, files)
    return last


def _opened_otherwise(
    opened: np.ndarray, of_latest: np.ndarray, file: np.ndarray, later: np.ndarray, files: Sequence[ReadFile]
) -> np.ndarray:
    """Say of each row whether its ticket was opened at another time in the *later* row, where both have one column.

    Zones of two files differ by quarters of an hour, and a time may lack its seconds. Days alone tell nothing.
    """
    headers = [file.headers.get("opened_at") for file in files]
    same = np.array([[one == other for other in headers] for one in headers]).reshape(len(files), len(files))
    gap = abs(opened - of_latest)
    otherwise = (gap % QUARTER >= MINUTE) & (gap % QUARTER <= QUARTER - MINUTE)
    told = (opened != NEVER) & (of_latest != NEVER) & same[file, later]
    found = told & np.where(file == later, gap >= MINUTE, otherwise)
    rows = np.flatnonzero(found)
    for place in np.unique(np.append(file[rows], later[rows])):
        days = [moments[rows][of[rows] == place] % DAY for moments, of in ((opened, file), (of_latest, later))]
        if len(np.unique(np.concatenate(days))) <= CLOCKS_OF_DAYS:
            found[(file == place) | (later == place)] = False
    return found


def _check_one_count(file: np.ndarray, superseded: np.ndarray, other: np.ndarray, files: Sequence[ReadFile]) -> None:
    rows, anew = (np.bincount(file[which], minlength=len(files)) for which in (superseded, superseded & other))
    for place in np.flatnonzero((rows >= FEWEST_ANEW) & (anew >= ANEW * rows))[:1]:
        raise ExportError(
            "one id stands for several tickets",
            where=files[place].source.name,
            found=f"{anew[place]} of {rows[place]} rows whose id stands again later, opened at another time there",
            wanted="ids that no other month, sheet or desk uses for another ticket, and the date of opening",
            do="Put the month, sheet or desk before each id in the export; or map the ids or the opening to another"
            " column in [exports.columns]; without ids of their own, say 'header' = 'ignore'.",
        )


def _repeated_rows(states: States) -> np.ndarray:
    """Return which rows say again what a later row of the same ticket says, field for field."""
    codes = states.codes
    several = np.flatnonzero(np.bincount(codes)[codes] > 1) if len(codes) else np.zeros(0, dtype=np.int64)
    repeated = np.zeros(len(codes), dtype=bool)
    if len(several):
        digest = codes[several].astype(np.uint64)
        some = states.take(several)
        for name in some.column_names:
            if name in TEXTS:
                digest = mix(digest, text_codes(some[name]))
            elif name not in ("row", "file", "squad", "version"):
                digest = mix(digest, codes_of(some[name]))
        repeated[several] = pd.Series(digest[::-1]).duplicated().to_numpy()[::-1]
    return repeated
