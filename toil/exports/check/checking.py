"""``toil check``: what an export is, what of it can be used, what is missing, and whether it is enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports import counts
from toil.exports.check.drafting import Draft, draft_profile
from toil.exports.check.shown import mask_shown, shown_cells
from toil.exports.columns.ids import redact_ids
from toil.exports.counts import Ledger
from toil.exports.coverage import count_days, count_overlaps
from toil.exports.dates.order import ONE_WAY
from toil.exports.fitness import REFUSED, Fitness, judge_month
from toil.exports.formats.files import sha256_of
from toil.exports.layouts.fields import DURATIONS, PEOPLE, TEXTS
from toil.exports.layouts.mapping import check_settings, lacking_fields
from toil.exports.layouts.plain import bare
from toil.exports.layouts.profile import GENERIC, Profile, find_other_table, stated_profile
from toil.exports.masking import masked_name, masked_names
from toil.exports.months import default_month, name_months
from toil.exports.notes import find_exports
from toil.exports.protecting import redact_rows, to_text
from toil.exports.reading import ReadFile, decide_dates, read_source
from toil.exports.squads import assign_squads
from toil.exports.states import latest_of, order_files
from toil.exports.typed import column_unit, type_files
from toil.exports.unread import unread_headers
from toil.privacy import Redactor
from toil.settings import Exports, Study, parse_study

SAMPLE_ROWS = 3
FIT, NOT_FIT = 0, 1
_SAMPLED = ("ticket_id", "opened_at", "group", "kind", "state", "priority", "summary", "description", "resolution")
_JUDGED = (*TEXTS, "resolution_code", "resolved_at", "closed_at", "worked_minutes")


@dataclass(frozen=True)
class Check:
    """What ``toil check`` found in one export, or in several together. Tables hold no raw personal data.

    ``mapping`` has file, header, field, filled, guessed, unread (filled in most rows, and no field), and of durations
    with bare numbers unit, unit_by (see `toil.exports.columns.units`); ``dates`` has header, order, by, for the
    date columns that could be read two ways; ``cells`` has field, cell (null: not shown), value, cells, rows.
    ``groups``, and ``squads`` where a study says them, have name, tickets, and month_tickets, those of the report
    month; ``months`` has month, tickets; ``notices`` has reason, rows; ``sample`` has a few tickets. ``days`` and
    ``overlaps`` are the contracts ``intake_days`` and ``intake_overlaps``. ``present`` are the fields that some
    ticket has. ``faults`` say why the export isn't fit, as (kind, detail).
    """

    name: str
    profile: Profile
    format: str
    dates: pd.DataFrame
    zone: str
    rows: int
    tickets: int
    mapping: pd.DataFrame
    cells: pd.DataFrame
    months: pd.DataFrame
    groups: pd.DataFrame
    squads: pd.DataFrame | None
    days: pd.DataFrame
    overlaps: pd.DataFrame
    notices: pd.DataFrame
    sample: pd.DataFrame
    present: frozenset[str]
    fitness: Fitness | None
    faults: tuple[tuple[str, str], ...]
    draft: Draft | None

    @property
    def exit_code(self) -> int:
        """0 fit, 1 not fit."""
        return NOT_FIT if self.faults else FIT


def check_export(path: Path, study: Study | None = None) -> Check:
    """Return what the export at *path* is and what of it can be used, under the settings of *study* if given.

    Raises
    ------
    ExportError
        If the file can't be read at all, or its dates can't.
    """
    [files] = mask_file_names([read_any(Path(path), study or no_study())], study or no_study())
    return check_files(*decide_dates(files, study or no_study()), study)


def no_study() -> Study:
    """Return a study of default settings, for exports of which nobody said yet whose they are."""
    return parse_study({"squads": {"undecided": {"groups": ["undecided"]}}}, Path("toil.toml"))


def read_any(path: Path, study: Study, folder: Path | None = None) -> list[ReadFile]:
    """Return the export at *path*, or each one in it if it is an archive, whatever its layout."""
    check_settings(study.exports)
    stated = stated_profile(study.exports, study)
    sources = find_exports([path], study, folder)
    return [read_source(s, sha256_of(s.path), study, stated, any_layout=True) for s in sources]


def mask_file_names(read: Sequence[Sequence[ReadFile]], study: Study) -> list[list[ReadFile]]:
    """Return the files that each path gave, with what is personal in their names masked, no two alike."""
    shown = masked_names([file.source.name for files in read for file in files], Redactor(study.privacy))
    return [[replace(file, source=file.source.shown_as(shown)) for file in files] for files in read]


def check_files(files: Sequence[ReadFile], doubts: Sequence[tuple[str, ReadFile, str]], study: Study | None) -> Check:
    """Return what *files* are together; their dates are decided but for *doubts*, (doubt, file, header).

    Raises
    ------
    ExportError
        If dates can't be read.
    """
    squads_known = study is not None
    study = study or no_study()
    dates = _dates(files)
    files = decide_dates(files, _day_first(study))[0] if doubts else files
    ledger = Ledger()
    typed = type_files(files, study, ledger)
    states = order_files(typed, files, ledger)
    latest = latest_of(states, files, ledger)
    tickets = states.take(latest)
    zone = study.study.timezone
    months = name_months(tickets["opened_at"], zone, study.exports.undated_month)
    lacking = sorted({field for file in files for field in lacking_fields(_filled(file), study.exports)})
    fitness = _fitness(tickets, months, study)
    month = fitness.month if fitness else ""
    squads = _units(_squads(tickets, months, study), months, month) if squads_known else None
    redactor = Redactor(study.privacy)
    sample, names = _redact(tickets, redactor)
    others = [table for file in files if lacking and (table := find_other_table(list(file.raw.filled)))]
    faults = [("other table", table) for table in others] or [("lacking", field) for field in lacking]
    masked = mask_shown(_shown(files), _people(tickets), redactor) | _known(files)
    faults += [(doubt, masked[header]) for doubt, _, header in doubts]
    faults += [("no ticket", "")] if not faults and not len(latest) else []
    faults += [] if faults or _enough(fitness, squads) else [("few tickets", "")]
    profile = files[0].profile
    unknown = lacking or profile.name == GENERIC
    return Check(
        name=files[0].source.name if len(files) == 1 else masked_name(files[0].source.path.name, redactor),
        profile=profile,
        format=masked_name("; ".join(dict.fromkeys(file.raw.format for file in files)), redactor),
        dates=dates.assign(header=dates["header"].map(masked)),
        zone=study.exports.timezone or profile.timezone or zone,
        rows=sum(file.raw.rows for file in files),
        tickets=len(latest),
        mapping=_mapping(files, masked, study.exports),
        cells=_values(files, masked),
        months=_months(months),
        groups=_units(names, months, month),
        squads=squads,
        days=count_days(states, latest, files, zone),
        overlaps=count_overlaps(states, files),
        notices=_notices(ledger),
        sample=sample.assign(opened_at=sample["opened_at"].dt.tz_convert(zone)),
        present=_present(tickets, files, lacking),
        fitness=fitness,
        faults=tuple(faults),
        draft=draft_profile(files[0], masked, lacking, study.exports) if unknown and not others else None,
    )


def _day_first(study: Study) -> Study:
    """Read dates day first, only to show the rest."""
    return study.model_copy(update={"exports": study.exports.model_copy(update={"day_first": True})})


def _dates(files: Sequence[ReadFile]) -> pd.DataFrame:
    rows = [
        {"header": header, "order": reading.order, "by": reading.by}
        for file in files
        for field, reading in file.readings.items()
        for header in file.headers[field]
        if reading.by != ONE_WAY
    ]
    return pd.DataFrame(rows, columns=["header", "order", "by"])


def _filled(file: ReadFile) -> set[str]:
    """The fields but those whose columns hold nothing; of a file without rows, all of them."""
    return {field for _, field, share in file.uses() if field and (share or not file.raw.rows)}


def _present(tickets: pa.Table, files: Sequence[ReadFile], lacking: Sequence[str]) -> frozenset[str]:
    """Fields that some ticket has, also where an id or a group tells it; without tickets, the mapped ones."""
    mapped = {field for file in files for field in file.headers}
    if not tickets.num_rows:
        return frozenset(mapped - set(lacking))
    held = {name for name in tickets.column_names if tickets[name].null_count < tickets.num_rows}
    return frozenset(held - ({"ticket_id"} - mapped))


def _squads(tickets: pa.Table, months: pa.Array, study: Study) -> pd.Series:
    """Name each ticket's squad, null where it has none."""
    places = assign_squads(tickets["group"].combine_chunks(), months, study)
    return pd.Series([*study.squads, None], dtype="str").take(np.where(places < 0, -1, places)).reset_index(drop=True)


def _fitness(tickets: pa.Table, months: pa.Array, study: Study) -> Fitness | None:
    """Judge all tickets together in the latest month that they cover whole; None where no ticket has a month."""
    facts = {name: np.where(pc.is_valid(tickets[name]).to_numpy(), 1.0, np.nan) for name in _JUDGED}
    judged = pd.DataFrame({"month": months.to_pandas(), "opened_at": tickets["opened_at"].to_pandas(), **facts})
    judged = judged.dropna(subset="month")
    return judge_month(judged, study, default_month(judged, study)) if len(judged) else None


def _enough(fitness: Fitness | None, squads: pd.DataFrame | None) -> bool:
    """Whether a report of the month could be written: of some squad, or of the squad that all groups could be."""
    if fitness is None or squads is None:
        return fitness is None or fitness.status != REFUSED
    return bool(squads["month_tickets"].max() >= fitness.refuse_under)


def _redact(tickets: pa.Table, redactor: Redactor) -> tuple[pd.DataFrame, pd.Series]:
    """Return a few tickets from the beginning, middle and end, and the groups of all; redacted as a whole is."""
    places = np.unique(np.linspace(0, max(tickets.num_rows - 1, 0), SAMPLE_ROWS).astype(int))[: tickets.num_rows]
    shown = np.zeros(tickets.num_rows, dtype=bool)
    shown[places] = True
    for name in TEXTS:  # the other texts aren't shown, and redacting them would take most of the time
        kept = pc.if_else(pa.array(shown), tickets[name], pa.scalar(None, tickets[name].type))
        tickets = tickets.set_column(tickets.column_names.index(name), name, kept)
    [(redacted, _)] = redact_rows([tickets], redactor)
    some = redacted.select(list(_SAMPLED)).take(places)
    columns = {n: some[n].to_pandas() if n == "opened_at" else to_text(some[n]) for n in _SAMPLED}
    columns["ticket_id"] = redact_ids(columns["ticket_id"], redactor)
    return pd.DataFrame(columns), to_text(redacted["group"])


def _people(tickets: pa.Table) -> list[str]:
    return sorted({name for column in PEOPLE for name in tickets[column].unique().drop_null().to_pylist()})


def _shown(files: Sequence[ReadFile]) -> list[str]:
    """All strings of the exports that an answer may show: headers, and cells of columns with a value map."""
    headers = [header for file in files for header in file.raw.filled]
    return headers + [cell for file in files for _, cells in shown_cells(file) for cell, _, _ in cells if cell]


def _known(files: Sequence[ReadFile]) -> dict[str, str]:
    """Headers that a profile has word for word: a system's own, so nobody's name is in them."""
    return {header: header for file in files for header in file.raw.filled if bare(header) in file.profile.headers}


def _mapping(files: Sequence[ReadFile], masked: Mapping[str, str], exports: Exports) -> pd.DataFrame:
    rows = []
    for file in files:
        unread = dict(unread_headers(file, exports))
        for header, field, filled in file.uses():
            unit = column_unit(file, header, exports) if field in DURATIONS else None
            told = (unit.name, unit.by) if unit else (None, None)
            guessed = header in file.guessed
            rows.append((file.source.name, masked[header], field, filled, guessed, header in unread, *told))
    columns = ["file", "header", "field", "filled", "guessed", "unread", "unit", "unit_by"]
    return pd.DataFrame(rows, columns=columns)


def _values(files: Sequence[ReadFile], masked: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        {"field": field, "cell": cell and masked[cell], "value": value, "cells": n_cells, "rows": n}
        for file in files
        for field, cells in shown_cells(file)
        for cell, value, (n_cells, n) in cells
    ]
    return pd.DataFrame(rows, columns=["field", "cell", "value", "cells", "rows"])


def _months(months: pa.Array) -> pd.DataFrame:
    counted = pd.Series(months.to_pandas(), dtype="str").dropna().value_counts().sort_index()
    return pd.DataFrame({"month": counted.index.astype("str"), "tickets": counted.to_numpy()})


def _units(names: pd.Series, months: pa.Array, month: str) -> pd.DataFrame:
    """Return tickets by name, all and those of *month*, most first."""
    named = pd.DataFrame({"name": names, "now": pd.Series(months.to_pandas(), dtype="str") == month}).dropna()
    table = named.groupby("name", as_index=False).agg(tickets=("now", "size"), month_tickets=("now", "sum"))
    return table.sort_values(["tickets", "name"], ascending=[False, True], ignore_index=True)


def _notices(ledger: Ledger) -> pd.DataFrame:
    table = ledger.table()
    some = table[~table["reason"].isin([counts.ROWS_IN, counts.TICKETS])]
    return some.groupby("reason", sort=False, as_index=False)["rows"].sum()
