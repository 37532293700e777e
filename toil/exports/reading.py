"""Files -> typed rows: each file opened, mapped to fields, and its cells read as what the fields are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from toil.errors import ExportError, SettingsError, nearest
from toil.exports import counts
from toil.exports.counts import Ledger
from toil.exports.dates import Order, judge_order
from toil.exports.fields import TIMES
from toil.exports.files import Source, sha256_of
from toil.exports.mapping import check_understood, column_types, map_headers
from toil.exports.opened import RawRows
from toil.exports.plain import plain
from toil.exports.profile import Profile, detect_profile, stated_profile
from toil.exports.readers import open_export
from toil.exports.rows import Typing, type_rows
from toil.privacy import redact
from toil.settings import Study


@dataclass(frozen=True)
class ReadFile:
    """One export, read but not yet typed. ``same_as`` names an earlier file with the same bytes."""

    source: Source
    sha256: str
    profile: Profile
    mapping: dict[str, str]
    raw: RawRows
    same_as: str | None = None

    def without_rows(self) -> ReadFile:
        """Return the file with all that was learned of it, but without its rows, which are most of the memory."""
        return replace(self, raw=replace(self.raw, table=self.raw.table.schema.empty_table()))


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
                do=nearest(header, redact(pd.Series(known, dtype="str"))[0]),
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
