"""Typed rows -> rows without personal data: texts redacted, people hashed, each row placed in a squad."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.ids import guard_ids
from toil.exports.columns.values import CODED
from toil.exports.formats.several import BETWEEN
from toil.exports.layouts.fields import ID, LABELS, PEOPLE, REFERENCES, TEXTS
from toil.exports.memory import give_back
from toil.exports.months import name_months
from toil.exports.reading import ReadFile
from toil.exports.squads import UNDATED, assign_squads, named_groups
from toil.privacy import HashKey, Redacted, Redactor, Texts
from toil.settings import Study
from toil.store import aside

TEXT = pd.StringDtype(na_value=np.nan)
NAMED = (*LABELS, "group", "language")
TOGETHER = 1 << 19  # texts; more are redacted a column at a time, to have fewer in memory


@dataclass(frozen=True)
class Protected:
    """Rows of one file, redacted, hashed and with ``squad``; values masked by placeholder; the study's groups."""

    rows: pa.Table
    redactions: Counter[str]
    groups: frozenset[str]


def protect_rows(
    waiting: list[pa.Table], files: Sequence[ReadFile], study: Study, redactor: Redactor, key: HashKey
) -> list[Protected]:
    """Return the typed rows of each of *files* protected, each as if it were alone.

    The rows are taken out of *waiting*, so that each raw column goes as soon as it is redacted. A text is kept where
    the row's own group makes it a ticket of a squad; no other row can become one. The people of the whole file are
    looked for in its texts, and in no other's.
    """
    squads, groups = [], []
    for place, file in enumerate(files):
        rows = waiting[place].unify_dictionaries()
        squads.append(_squads_of(rows, file, study))
        groups.append(named_groups(_whole(rows["group"]), study))
        waiting[place] = _keep_texts(rows, squads[-1] >= 0)
        del rows
    done = []
    for (rows, found), squad, named in zip(redact_rows(waiting, redactor), squads, groups, strict=True):
        for name in (*ID, *REFERENCES, "record"):
            ids = pa.array(guard_ids(to_text(rows[name]), redactor, key), type=pa.large_string(), from_pandas=True)
            rows = _with(rows, name, aside.keep(ids))
        for name in PEOPLE:
            coded = _whole(rows[name])
            hashed = _recode(coded, key.hash(_first_person(_cells(coded))))
            rows = _with(rows, name, aside.keep(hashed))
        done.append(Protected(rows.append_column("squad", pa.array(squad, type=pa.int32())), found, named))
    return done


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
        rows = _with(rows, name, aside.pile_up(some, texts.type))
    return rows


def _first_person(people: pd.Series) -> pd.Series:
    """Of several people in a cell the first stands for them; how many cells there were is counted."""
    return people.astype(TEXT).str.replace(f"{BETWEEN}.*", "", regex=True)


def redact_rows(waiting: list[pa.Table], redactor: Redactor) -> list[tuple[pa.Table, Counter[str]]]:
    """Return each table of rows with every column that may hold words redacted, and the values masked by placeholder.

    The tables are taken out of *waiting*, so that raw columns go as soon as they are redacted. Of coded columns each
    distinct cell is redacted once.
    """
    tables = [waiting.pop(0) for _ in range(len(waiting))]
    people = [people_of(rows.select(PEOPLE)) for rows in tables]
    found = [Counter[str]() for _ in tables]
    texts = [[name for name in TEXTS if _is_filled(rows, name)] for rows in tables]
    coded = [{name: _whole(rows[name]) for name in NAMED if _is_filled(rows, name)} for rows in tables]
    labelled = [place for place, own in enumerate(coded) if own]
    labels = [_cells_of(coded[place]) for place in labelled]  # they go with the first texts
    firsts: list[list[Redacted]] = [[] for _ in tables]
    few = sum(len(names) * rows.num_rows for names, rows in zip(texts, tables, strict=True)) <= TOGETHER
    for wanted in [TEXTS] if few else [[name] for name in TEXTS]:
        asked = [(place, [name for name in names if name in wanted]) for place, names in enumerate(texts)]
        several = [Texts([_raw(tables[place], name) for name in names], people[place]) for place, names in asked]
        redacted = redactor.redact_all([*several, *labels], aside.pile_up)
        del several
        for (place, names), first in zip(asked, redacted, strict=False):
            firsts[place].append(first)
            for name, column in zip(names, first.columns, strict=True):
                tables[place] = _with(tables[place], name, column)
        for place, first in zip(labelled if labels else [], redacted[len(asked) :], strict=True):
            found[place].update(first.counts)
            tables[place] = _recoded(tables[place], coded[place], first.columns[0])
        labels = []
        del redacted
        give_back()  # the raw columns, and what redacting them took beside
    for place, names in enumerate(texts):
        columns, masked = redactor.find_again(firsts[place], aside.pile_up)
        found[place].update(masked)
        for name, column in zip(names, columns, strict=True):
            tables[place] = _with(tables[place], name, column)
    return list(zip(tables, found, strict=True))


def _cells_of(coded: Mapping[str, pa.DictionaryArray]) -> Texts:
    cells = pa.concat_arrays([column.dictionary.cast(pa.large_string()) for column in coded.values()])
    return Texts([cells], rows=np.concatenate([_rows_of(column) for column in coded.values()]))


def _recoded(rows: pa.Table, coded: Mapping[str, pa.DictionaryArray], cells: pa.ChunkedArray) -> pa.Table:
    """Return *rows* with changed *cells*, those of all *coded* columns one after the other."""
    at = 0
    for name, column in coded.items():
        own = to_text(cells.slice(at, len(column.dictionary)))
        rows, at = _with(rows, name, aside.keep(_recode(column, own))), at + len(column.dictionary)
    return rows


def _with(rows: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    return rows.set_column(rows.column_names.index(name), name, column)


def _is_filled(rows: pa.Table, name: str) -> bool:
    return bool(rows[name].null_count < rows.num_rows)


def _raw(rows: pa.Table, name: str) -> pa.ChunkedArray:
    return rows[name].cast(pa.large_string())


def people_of(several: pa.Table) -> pa.ChunkedArray:
    """Return the people of each row of *several* columns, ``"A|B"``."""

    def joined(at: int) -> pa.Array:
        some = several.slice(at, aside.PIECE).combine_chunks()
        parts = [pc.fill_null(column.cast(pa.large_string()), "").combine_chunks() for column in some.columns]
        return pc.binary_join_element_wise(*parts, pa.scalar("|", pa.large_string()))

    return aside.pile_up(map(joined, range(0, several.num_rows, aside.PIECE)), pa.large_string())


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
