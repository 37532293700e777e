"""Lists without ids, whose rows are told by their place in the file: which rows of two files are one ticket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.digests import codes_of, mix, text_codes
from toil.exports.layouts.fields import TEXTS
from toil.exports.reading import ReadFile
from toil.store import aside

FEWEST_SHARED, SHARED = 5, 0.8
"""Rows that two files must share, and of those of the smaller one within the time that both cover, which share."""
_ALIKE = ("opened_at", "group", "requester")


def join_unnumbered(facts: pa.Table, texts: pa.Table, files: Sequence[ReadFile]) -> pa.Table:
    """Return *facts* with one id for the rows of *files* without ids that are one ticket.

    They were opened at one moment, for one group and by one person, with the same words, and most of what the smaller
    of two files has of the time that both cover stands in the other: an export of a month, and one of two. In files
    that are called alike, the same place in both is no one ticket.

    Parameters
    ----------
    facts : pyarrow.Table
        Rows with a date; ``place`` is that of their text in *texts*, ``file`` that in *files*.
    """
    without = [place for place, file in enumerate(files) if "ticket_id" not in file.headers]
    if len(without) < 2:
        return facts
    file = facts["file"].to_numpy()
    ids = _apart(facts["ticket_id"], file, files, without)
    rows = np.flatnonzero(np.isin(file, without) & facts["opened_at"].is_valid().to_numpy())
    some, of = facts.take(rows), file[rows]
    said = _digests(some, texts, of)
    same = np.zeros(len(rows), dtype=bool)
    for one, other in _overlapping(of, some["opened_at"].cast(pa.int64()).to_numpy(), files, without):
        common = np.intersect1d(said[one], said[other])
        if len(common) >= max(FEWEST_SHARED, SHARED * min(len(one), len(other))):
            both = np.concatenate((one, other))
            same[both[np.isin(said[both], common)]] = True
    first = pd.Series(rows[same]).groupby(said[same]).transform("first").to_numpy()
    if len(first):
        places = np.arange(len(ids))
        places[rows[same]] = first
        ids = ids.take(pa.array(places))
    return facts.set_column(facts.column_names.index("ticket_id"), "ticket_id", ids)


def _apart(
    ids: pa.ChunkedArray, file: np.ndarray, files: Sequence[ReadFile], without: Sequence[int]
) -> pa.ChunkedArray:
    """Return *ids*, those of the second of two files that are called alike with a 2."""
    stems: Counter[str] = Counter()
    for place in without:
        mine = pa.array(file == place)
        of_one = ids.filter(mine)
        if not len(of_one):
            continue
        stem = of_one[0].as_py().rpartition(":")[0]
        stems[stem] += 1
        if stems[stem] > 1:
            named = pc.replace_substring_regex(ids, r":([0-9]+)$", rf" {stems[stem]}:\1")
            ids = pc.if_else(mine, named, ids)
    return ids


def _digests(rows: pa.Table, texts: pa.Table, file: np.ndarray) -> np.ndarray:
    """Return a number for what each row says, another one for the second row of a file that says the same."""
    digest = np.zeros(rows.num_rows, dtype=np.uint64)
    for name in _ALIKE:
        digest = mix(digest, codes_of(rows[name]))
    words = aside.take_rows(texts, rows["place"].to_numpy())
    for name in TEXTS[:2]:
        digest = mix(digest, text_codes(words[name]))
    nth = pd.DataFrame({"said": digest, "file": file}).groupby(["said", "file"]).cumcount().to_numpy()
    return mix(digest, nth.astype(np.uint64))


def _overlapping(
    file: np.ndarray, opened: np.ndarray, files: Sequence[ReadFile], without: Sequence[int]
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield for each two files of one system the places of their rows within the time that both cover."""
    rows = {place: np.flatnonzero(file == place) for place in without}
    spans = {place: (opened[at].min(), opened[at].max()) for place, at in rows.items() if len(at)}
    for one, other in combinations(spans, 2):
        start, end = max(spans[one][0], spans[other][0]), min(spans[one][1], spans[other][1])
        if start <= end and files[one].profile.name == files[other].profile.name:
            within = (opened >= start) & (opened <= end)
            yield rows[one][within[rows[one]]], rows[other][within[rows[other]]]
