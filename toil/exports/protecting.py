"""Typed rows -> rows without personal data: texts redacted, people hashed, each row placed in a squad."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.fields import ID, LABELS, PEOPLE, REFERENCES, TEXTS
from toil.exports.ids import guard_ids
from toil.exports.memory import give_back
from toil.exports.months import name_months
from toil.exports.reading import ReadFile
from toil.exports.rows import BETWEEN
from toil.exports.squads import UNDATED, assign_squads, named_groups
from toil.exports.values import CODED
from toil.privacy import HashKey, Redactor
from toil.settings import Study

TEXT = pd.StringDtype(na_value=np.nan)
WORDED = (*TEXTS, *LABELS, "group", "language")


def protect_rows(
    waiting: list[pa.Table], file: ReadFile, study: Study, redactor: Redactor, key: HashKey
) -> tuple[pa.Table, Counter[str], frozenset[str]]:
    """Return typed rows of one file redacted, hashed and with ``squad``; values masked; the study's groups in them.

    The rows are taken out of *waiting*, so that each raw column goes as soon as it is redacted. A text is kept where
    the row's own group makes it a ticket of a squad; no other row can become one. The people of the whole file are
    looked for in its texts.
    """
    rows = waiting.pop().unify_dictionaries()
    squads = _squads_of(rows, file, study)
    named = named_groups(_whole(rows["group"]), study)
    rows = _keep_texts(rows, squads >= 0)
    people, found = _people_of(rows), Counter[str]()
    for name in WORDED:
        rows = _with_redacted(rows, name, people, redactor, found)
        give_back()  # the raw column, and what redacting it took beside
    for name in (*ID, *REFERENCES):
        ids = pa.array(guard_ids(to_text(rows[name]), redactor, key), type=pa.large_string(), from_pandas=True)
        rows = rows.set_column(rows.column_names.index(name), name, ids)
    for name in PEOPLE:
        coded = _whole(rows[name])
        hashed = _recode(coded, key.hash(_first_person(_cells(coded))))
        rows = rows.set_column(rows.column_names.index(name), name, hashed)
    return rows.append_column("squad", pa.array(squads, type=pa.int32())), found, named


def _squads_of(rows: pa.Table, file: ReadFile, study: Study) -> np.ndarray:
    """Return each row's squad by its place in the study, or a number below 0 that says why it has none."""
    months = name_months(rows["opened_at"], study.study.timezone, study.exports.undated_month)
    squads = assign_squads(_whole(rows["group"]), months, study)
    if "opened_at" not in file.headers:
        return squads
    return np.where(pc.is_null(rows["opened_at"]).to_numpy(), UNDATED, squads)


def _keep_texts(rows: pa.Table, kept: np.ndarray) -> pa.Table:
    if kept.all():
        return rows
    mask = pa.array(kept)
    for name in TEXTS:
        texts = pc.if_else(mask, rows[name], pa.scalar(None, rows[name].type))
        rows = rows.set_column(rows.column_names.index(name), name, texts)
    return rows


def _first_person(people: pd.Series) -> pd.Series:
    """Of several people in a cell the first stands for them; how many cells there were is counted."""
    return people.astype(TEXT).str.replace(f"{BETWEEN}.*", "", regex=True)


def redact_rows(rows: pa.Table, redactor: Redactor) -> tuple[pa.Table, Counter[str]]:
    """Return *rows* with every column that may hold words redacted, and the values masked by placeholder."""
    people, found = _people_of(rows), Counter[str]()
    for name in WORDED:
        rows = _with_redacted(rows, name, people, redactor, found)
    return rows, found


def _people_of(rows: pa.Table) -> pa.ChunkedArray:
    """Return each row's people, ``"A|B"``."""
    parts = [pc.fill_null(rows[name].cast(pa.large_string()), "") for name in PEOPLE]
    return pc.binary_join_element_wise(*parts, pa.scalar("|", pa.large_string()))


def _with_redacted(
    rows: pa.Table, name: str, people: pa.ChunkedArray, redactor: Redactor, found: Counter[str]
) -> pa.Table:
    """Return *rows* with column *name* redacted: texts row by row, coded columns a distinct cell at a time."""
    if rows[name].null_count == rows.num_rows:
        return rows
    if name in TEXTS:
        column, masked = redactor.redact_column(rows[name].cast(pa.large_string()), people)
    else:
        coded = _whole(rows[name])
        cells, masked = redactor.redact(_cells(coded), rows=_rows_of(coded))
        column = _recode(coded, cells)
    found.update(masked)
    return rows.set_column(rows.column_names.index(name), name, column)


def to_text(column: pa.ChunkedArray | pa.Array) -> pd.Series:
    """Return an Arrow column of strings, coded or not, as a pandas column of ``str``."""
    whole = column.cast(pa.large_string())
    return pd.Series(TEXT.__from_arrow__(whole))


def _whole(column: pa.ChunkedArray | pa.Array) -> pa.DictionaryArray:
    column = column if isinstance(column, pa.Array) else column.unify_dictionaries().combine_chunks()
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def _cells(coded: pa.DictionaryArray) -> pd.Series:
    return to_text(coded.dictionary)


def _rows_of(coded: pa.DictionaryArray) -> np.ndarray:
    """Return in how many rows each distinct cell stands."""
    return np.bincount(coded.indices.drop_null().to_numpy(), minlength=len(coded.dictionary))


def _recode(coded: pa.DictionaryArray, changed: pd.Series) -> pa.DictionaryArray:
    """Return *coded* with *changed* in place of its distinct cells; those that became alike are one cell."""
    cells = pa.array(changed, type=pa.string(), from_pandas=True)
    distinct = cells.drop_null().unique()
    places = pc.index_in(cells, value_set=distinct).take(coded.indices)
    return pa.DictionaryArray.from_arrays(places.cast(pa.int32()), distinct).cast(CODED)
