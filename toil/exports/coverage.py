"""Which days the exports cover, file by file, and which tickets stand in more than one file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_matrix

from toil.exports.counts import ALL
from toil.exports.reading import ReadFile
from toil.exports.states import States
from toil.schema import conform, empty

GAP = 3
"""Days without a ticket that make a gap. Shorter runs are weekends and holidays."""


def count_days(
    states: States,
    latest: np.ndarray,
    files: Sequence[ReadFile],
    zone: str,
    squads: Iterable[tuple[str, np.ndarray]] = (),
) -> pd.DataFrame:
    """Return tickets a day: of all files together, of each file, and of each of *squads*.

    Parameters
    ----------
    states, latest
        Rows of all files, and the place of each ticket's latest row.
    zone : str
        Zone in which a day begins.
    squads : iterable of (str, array of int)
        Name of a squad and the places of its tickets.

    Returns
    -------
    DataFrame
        Contract ``intake_days``. Tickets without a date are on no day.
    """
    days = _days(states.facts["opened_at"], zone)
    parts = [_tally(days[latest], ALL, ALL)]
    parts += [_tally(days[places], file.source.name, ALL) for file, places in _by_file(states, files)]
    parts += [_tally(days[places], ALL, squad) for squad, places in squads]
    return conform("intake_days", pd.concat(parts, ignore_index=True))


def count_overlaps(states: States, files: Sequence[ReadFile]) -> pd.DataFrame:
    """Return how many tickets each two files share (contract ``intake_overlaps``); others are absent."""
    own = _by_file(states, files)
    if len(own) < 2:
        return empty("intake_overlaps")
    rows = np.repeat(np.arange(len(own)), [len(places) for _, places in own])
    tickets = states.codes[np.concatenate([places for _, places in own])]
    shape = (len(own), int(states.codes.max(initial=-1)) + 1)
    holds = csr_matrix((np.ones(len(rows), dtype=np.int64), (rows, tickets)), shape=shape)
    shared = (holds @ holds.T).toarray()
    names = [file.source.name for file, _ in own]
    pairs = [
        {"file": names[a], "other_file": names[b], "tickets": int(shared[a, b])}
        for a, b in zip(*np.triu_indices(len(own), k=1), strict=True)
        if shared[a, b]
    ]
    return conform("intake_overlaps", pd.DataFrame(pairs)) if pairs else empty("intake_overlaps")


def find_gaps(days: Iterable[str]) -> pd.DataFrame:
    """Return the runs of `GAP` or more days without a ticket between the first and the last of *days*.

    Returns
    -------
    DataFrame
        Columns first, last (YYYY-MM-DD) and days, in order.

    >>> find_gaps(["2026-09-01", "2026-09-05"]).to_dict("list")
    {'first': ['2026-09-02'], 'last': ['2026-09-04'], 'days': [3]}
    """
    covered = np.unique(np.array(list(days), dtype="datetime64[D]"))
    missing = np.diff(covered).astype(np.int64) - 1
    before = np.flatnonzero(missing >= GAP)
    return pd.DataFrame(
        {
            "first": [str(covered[place] + 1) for place in before],
            "last": [str(covered[place + 1] - 1) for place in before],
            "days": missing[before],
        }
    )


def _days(opened: pa.ChunkedArray, zone: str) -> np.ndarray:
    local = pc.local_timestamp(opened.cast(pa.timestamp("us", zone)))
    return np.asarray(local.to_numpy().astype("datetime64[D]"))


def _tally(days: np.ndarray, file: str, squad: str) -> pd.DataFrame:
    names, tickets = np.unique(days[~np.isnat(days)], return_counts=True)
    return pd.DataFrame({"file": file, "squad": squad, "day": names.astype(str), "tickets": tickets})


def _by_file(states: States, files: Sequence[ReadFile]) -> list[tuple[ReadFile, np.ndarray]]:
    """Return each file with the places of its tickets, one place a ticket; a repeated file has those of the first."""
    file = states.facts["file"].to_numpy()
    places: dict[str, np.ndarray] = {}
    for number, read in enumerate(files):
        if read.same_as is None:
            own = np.flatnonzero(file == number)
            last = np.append(np.diff(states.codes[own]) != 0, True) if len(own) else np.zeros(0, dtype=bool)
            places[read.source.name] = own[last]
    return [(read, places[read.same_as or read.source.name]) for read in files]
