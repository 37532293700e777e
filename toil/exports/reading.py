"""Files -> what they hold: each opened, its columns mapped to fields, and the order of its dates decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import SettingsError, nearest
from toil.exports import counts
from toil.exports.columns.beside import TIME, UNIT, join_times, join_units, map_beside
from toil.exports.columns.blocks import fill_blocks
from toil.exports.columns.joined import extract_cells, join_columns
from toil.exports.dates.evidence import judge_order
from toil.exports.dates.order import Orders, Reading, read_orders
from toil.exports.dates.undecided import undecided
from toil.exports.formats.cells import without_formulas
from toil.exports.formats.files import Source, sha256_of
from toil.exports.formats.opened import RawRows
from toil.exports.formats.put_together import check_one_header, check_one_table, check_same_columns
from toil.exports.formats.readers import open_export
from toil.exports.guessing.planned import without_list_day, without_plans
from toil.exports.guessing.rows_of import check_rows_are_tickets
from toil.exports.guessing.telling import (
    answer_blanks,
    read_answers,
    tell_fields,
    tell_own_ids,
    tell_zone,
    uncounted,
)
from toil.exports.guessing.unknown import guess_fields, worth_reading
from toil.exports.guessing.unlike import without_unlike
from toil.exports.layouts.detecting import detect_profile
from toil.exports.layouts.fields import TEXTS, TIMES
from toil.exports.layouts.mapping import (
    IGNORE,
    check_understood,
    column_types,
    fuller_headers,
    lacking_fields,
    map_extracts,
    map_headers,
    map_own_words,
    retyped,
)
from toil.exports.layouts.plain import bare, plain
from toil.exports.layouts.profile import GENERIC, Profile, find_other_table, stated_profile
from toil.privacy import redact
from toil.settings import Study


@dataclass(frozen=True)
class ReadFile:
    """One export, read but not yet typed. ``same_as`` names an earlier file with the same bytes.

    ``extracts`` are the headers in which a field stands beside other things; ``beside`` those that say more of a
    field (see `toil.exports.columns.beside`); ``guessed`` the headers whose field is a guess (see
    `toil.exports.guessing.unknown`).
    ``readings`` say how each date field is read; they are there once all files were looked at.
    """

    source: Source
    sha256: str
    profile: Profile
    mapping: dict[str, str]
    raw: RawRows
    extracts: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()
    same_as: str | None = None
    readings: dict[str, Reading] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, list[str]]:
        """Return the headers behind each field."""
        found: dict[str, list[str]] = {}
        for header, name in [*self.mapping.items(), *((h, name) for name, h in self.extracts.items())]:
            found.setdefault(name, []).append(header)
        return found

    def column(self, name: str) -> pa.ChunkedArray:
        """Return the column of the field *name*, as it was written; what stands inside another column wins."""
        links = name not in TEXTS  # there a formula is what somebody wrote
        columns = [self.raw.table[header] for header, field_ in self.mapping.items() if field_ == name]
        whole = [without_formulas(column, links=links) for column in columns]
        if f"{name} {TIME}" in self.beside:
            return join_times(whole[0], self.raw.table[self.beside[f"{name} {TIME}"]])
        if name not in self.extracts:
            column = join_columns(whole, name)
            unit = self.beside.get(f"{name} {UNIT}")
            return join_units(column, self.raw.table[unit]) if unit else column
        part = extract_cells(self.raw.table[self.extracts[name]], self.profile.extracts[name].pattern)
        return pc.coalesce(part, *[column.cast(part.type) for column in whole])

    def uses(self) -> list[tuple[str, str | None, float]]:
        """Return (header, field or None, share filled) for each header; once a field where it fills several."""
        fields: dict[str, list[str]] = {}
        for name, headers in self.headers.items():
            for header in headers:
                fields.setdefault(header, []).append(name)
        for use, header in self.beside.items():
            fields.setdefault(header, []).append(use.split()[0])
        return [(h, name, share) for h, share in self.raw.filled.items() for name in fields.get(h, [None])]

    def without_rows(self) -> ReadFile:
        """Return the file with all that was learned of it, but without its rows, which are most of the memory."""
        return replace(self, raw=replace(self.raw, table=self.raw.table.schema.empty_table()))

    def renamed(self, names: Mapping[str, str]) -> ReadFile:
        """Return the file, of which no row is needed any more, with its headers and format as *names* says."""
        return replace(
            self,
            mapping={names.get(header, header): name for header, name in self.mapping.items()},
            extracts={name: names.get(header, header) for name, header in self.extracts.items()},
            beside={name: names.get(header, header) for name, header in self.beside.items()},
            guessed=frozenset(names.get(header, header) for header in self.guessed),
            raw=replace(
                self.raw,
                filled={names.get(header, header): share for header, share in self.raw.filled.items()},
                format=names.get(self.raw.format, self.raw.format),
            ),
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
    check_columns_used(files, study)
    return read_dates(files, [evidence_of(file) for file in files], study)


def read_dates(
    files: Sequence[ReadFile], evidence: Sequence[Orders], study: Study, *, may_be_open: bool = False
) -> list[ReadFile]:
    """Return *files* with the reading of their date columns; none where one is open and *may_be_open*.

    Raises
    ------
    ExportError
        If a column is open: every date in it can be read day first and month first.
    """
    decided, doubts = decide_dates(files, study, evidence)
    if doubts and may_be_open:
        return []
    for doubt, file, header in doubts:
        place = next(place for place, other in enumerate(files) if other is file)
        raise undecided(doubt, file.source.name, header, evidence[place][file.mapping[header]])
    return decided


def read_source(
    source: Source, sha256: str, study: Study, stated: Profile | None, *, any_layout: bool = False
) -> ReadFile:
    """Return *source* read as text; one that can't become tickets is an ExportError.

    With *any_layout* it isn't, and the columns that nobody knows are read too, so that one can look at them.
    """
    opened = open_export(source, study.exports.encoding)
    check_one_table(opened.headers, source.name)
    profile = detect_profile(opened.headers, stated, study.exports.columns).without_stand_ins(study.exports)
    mapping = map_headers(opened.headers, profile, study.exports.columns)
    extracts = map_extracts(opened.headers, profile, study.exports.columns)
    ignored = [header for header, name in study.exports.columns.items() if name == IGNORE]
    beside = map_beside(opened.headers, profile, mapping, [*ignored, *extracts.values()])
    lacking = lacking_fields({*mapping.values(), *extracts}, study.exports)
    free = set(worth_reading(opened.headers, mapping, [*ignored, *extracts.values(), *beside.values()]))
    unnamed = "ticket_id" not in {*mapping.values(), *extracts}  # an id may be told by its cells alone
    looked_at = opened.headers if lacking or unnamed else [*free, *extracts.values(), *beside.values()]
    kept = {h: pa.string() for h in opened.headers if h in set(looked_at)} | column_types(mapping)
    raw = opened.read(kept, profile.nulls)
    if fuller := fuller_headers(mapping, raw.filled, profile, study.exports.columns):
        mapping = fuller  # most of these speak, and were read to be looked at
        if not set(mapping) <= {*raw.table.column_names}:
            raw = opened.read(kept | column_types(mapping), profile.nulls)
    raw = replace(raw, notices=raw.notices + Counter({counts.OTHER_FILES: source.others}))
    table, below = fill_blocks(raw.table, mapping) if profile.name == GENERIC else (raw.table, 0)
    raw = replace(raw, table=table, notices=raw.notices + Counter({counts.IN_BLOCK: below}))
    mapping = tell_fields(mapping, raw.table, profile)
    raw = replace(raw, table=retyped(raw.table, mapping))
    mapping, times = without_unlike(mapping, raw, profile, study)
    beside |= times
    mapping = uncounted(mapping, raw.table, profile, study.exports.columns)
    mapping = without_list_day(mapping, raw.table, profile, study.exports.columns)
    raw = replace(raw, table=retyped(raw.table, mapping))
    mapping, profile = tell_own_ids(mapping, raw.table, profile)
    if unnamed and profile.kind:
        mapping = map_own_words(mapping, raw.table.column_names, profile, study.exports.columns)
        raw = replace(raw, table=retyped(raw.table, mapping))
    if by := next((h for name in ("ticket_id", "opened_at") for h, n in mapping.items() if n == name), None):
        check_one_header(raw.table, by, source.name)
        check_same_columns(raw.table, by, mapping, profile, source.name)
    known = ReadFile(source, sha256, tell_zone(profile, mapping, raw), mapping, raw, extracts, beside)
    lacking = lacking_fields({*mapping.values(), *extracts}, study.exports)
    file, doubts = _guess(known, lacking, set(ignored))
    mapping, profile = tell_own_ids(file.mapping, file.raw.table, file.profile)  # the opening may have been guessed
    mapping = without_plans(mapping, file.raw.table, profile, study.exports.columns)
    file = replace(file, mapping=mapping, profile=profile)
    if not any_layout:
        check_understood(source.name, opened.headers, {*file.mapping.values(), *extracts}, study.exports, doubts)
        check_rows_are_tickets(file.raw.table, file.headers, source.name)
    return file


def _guess(
    file: ReadFile, lacking: Sequence[str], ignored: Collection[str]
) -> tuple[ReadFile, Mapping[str, Sequence[str]]]:
    """Return *file* with what columns that nobody knows are likely to hold, and which could be a lacking field."""
    if find_other_table(list(file.raw.filled)):
        return file, {}
    held = {*ignored, *file.extracts.values(), *file.beside.values()}
    none = [h for h in file.raw.table.column_names if bare(h) in file.profile.no_field and h not in file.mapping]
    free = [header for header in file.raw.table.column_names if header not in {*held, *none}]
    guesses = guess_fields(file.raw.table.select(free), file.mapping, file.profile, lacking)
    if not guesses.mapping:
        return file, guesses.doubts
    mapping, table = file.mapping | dict(guesses.mapping), retyped(file.raw.table, guesses.mapping)
    if guesses.answered:
        table = answer_blanks(table, next(h for h, name in guesses.mapping.items() if name == "state"))
    raw = replace(file.raw, table=table, notices=file.raw.notices + Counter({counts.GUESSED: file.raw.rows}))
    beside = file.beside | map_beside(table.column_names, file.profile, mapping, [*ignored, *file.extracts.values()])
    profile = read_answers(file.profile, missed=guesses.broken, state=guesses.answered)
    return (
        replace(file, profile=profile, mapping=mapping, raw=raw, beside=beside, guessed=frozenset(guesses.mapping)),
        guesses.doubts,
    )


def check_columns_used(files: Sequence[ReadFile], study: Study) -> None:
    """Raise a SettingsError where the study maps a header that no file has."""
    known = sorted({header for file in files for header in file.raw.filled})
    found = {plain(header) for header in known}
    for header in study.exports.columns:
        if plain(header) not in found:
            raise SettingsError(
                f"no export has a column '{header}'",
                where=f"{study.path.name}, exports.columns",
                do=nearest(header, redact(pd.Series(known, dtype="str"))[0]),
            )


def decide_dates(
    files: Sequence[ReadFile], study: Study, evidence: Sequence[Orders] | None = None
) -> tuple[list[ReadFile], list[tuple[str, ReadFile, str]]]:
    """Return *files* with the reading of their date columns, and (doubt, file, header) where the study has to say."""
    evidence = [evidence_of(file) for file in files] if evidence is None else evidence
    decided, doubts = [], []
    for place, file in enumerate(files):
        others = [
            shown for other, shown in enumerate(evidence)
            if other != place and files[other].profile.name == file.profile.name
        ]  # fmt: skip
        readings, open_ones = read_orders(evidence[place], others, study.exports.day_first, file.profile.day_first)
        decided.append(replace(file, readings=readings))
        doubts += [(doubt, file, file.headers[name][0]) for doubt, name in open_ones]
    return decided, doubts


def evidence_of(file: ReadFile) -> Orders:
    """Return how each date column of *file* can be read."""
    return {name: judge_order(file.raw.table[header]) for header, name in file.mapping.items() if name in TIMES}
