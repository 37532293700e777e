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
from toil.exports.several import BETWEEN
from toil.exports.squads import UNDATED, assign_squads, named_groups
from toil.exports.values import CODED
from toil.privacy import HashKey, Redactor
from toil.settings import Study
from toil.store import aside

TEXT = pd.StringDtype(na_value=np.nan)
NAMED = (*LABELS, "group", "language")
TOGETHER = 1 << 19  # texts; more are redacted a column at a time, to have fewer in memory


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
    waiting.append(_keep_texts(rows, squads >= 0))
    del rows
    rows, found = redact_rows(waiting, redactor)
    for name in (*ID, *REFERENCES, "record"):
        ids = pa.array(guard_ids(to_text(rows[name]), redactor, key), type=pa.large_string(), from_pandas=True)
        rows = rows.set_column(rows.column_names.index(name), name, aside.keep(ids))
    for name in PEOPLE:
        coded = _whole(rows[name])
        hashed = _recode(coded, key.hash(_first_person(_cells(coded))))
        rows = rows.set_column(rows.column_names.index(name), name, aside.keep(hashed))
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
        texts, starts = rows[name], np.cumsum([0, *map(len, rows[name].chunks)])
        nothing = pa.scalar(None, texts.type)
        some = (
            pc.if_else(mask.slice(at, len(chunk)), chunk, nothing)
            for at, chunk in zip(starts, texts.chunks, strict=False)
        )
        rows = rows.set_column(rows.column_names.index(name), name, aside.pile_up(some, texts.type))
    return rows


def _first_person(people: pd.Series) -> pd.Series:
    """Of several people in a cell the first stands for them; how many cells there were is counted."""
    return people.astype(TEXT).str.replace(f"{BETWEEN}.*", "", regex=True)


def redact_rows(waiting: list[pa.Table], redactor: Redactor) -> tuple[pa.Table, Counter[str]]:
    """Return rows with every column that may hold words redacted, and the values masked by placeholder.

    The rows are taken out of *waiting*, so that raw columns go as soon as they are redacted.
    """
    rows = waiting.pop()
    people, found = _people_of(rows), Counter[str]()
    filled = [name for name in (*TEXTS, *NAMED) if rows[name].null_count < rows.num_rows]
    texts = [name for name in TEXTS if name in filled]
    few = len(texts) * rows.num_rows <= TOGETHER
    for names in [texts] if texts and few else [[name] for name in texts]:
        columns = [rows[name].cast(pa.large_string()) for name in names]
        redacted, masked = redactor.redact_columns(columns, people, aside.pile_up)
        found.update(masked)
        del columns
        for name in names:
            rows = rows.set_column(rows.column_names.index(name), name, redacted.pop(0))
        give_back()  # the raw columns, and what redacting them took beside
    coded = {name: _whole(rows[name]) for name in NAMED if name in filled}
    if coded:
        cells, masked = redactor.redact(
            pd.concat([_cells(column) for column in coded.values()], ignore_index=True),
            rows=np.concatenate([_rows_of(column) for column in coded.values()]),
        )
        found.update(masked)
        ends = np.cumsum([len(column.dictionary) for column in coded.values()])
        for (name, column), end in zip(coded.items(), ends, strict=True):
            own = cells.iloc[end - len(column.dictionary) : end]
            rows = rows.set_column(rows.column_names.index(name), name, aside.keep(_recode(column, own)))
    return rows, found


def _people_of(rows: pa.Table) -> pa.ChunkedArray:
    """Return each row's people, ``"A|B"``."""
    several = rows.select(PEOPLE)

    def joined(at: int) -> pa.Array:
        some = several.slice(at, aside.PIECE).combine_chunks()
        parts = [pc.fill_null(some[name].cast(pa.large_string()), "").combine_chunks() for name in PEOPLE]
        return pc.binary_join_element_wise(*parts, pa.scalar("|", pa.large_string()))

    return aside.pile_up(map(joined, range(0, rows.num_rows, aside.PIECE)), pa.large_string())


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
