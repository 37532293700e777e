"""A copy of an export that may be passed on: every column redacted, people as tokens, ids as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from toil.errors import ExportError
from toil.exports.columns.ids import guard_ids
from toil.exports.copies import copy_to
from toil.exports.counts import OTHER_FILES
from toil.exports.formats.cells import mend_texts
from toil.exports.formats.opened import Opened
from toil.exports.formats.readers import open_export
from toil.exports.layouts.detecting import detect_profile
from toil.exports.layouts.fields import COUNTS, ID, PEOPLE, REFERENCES, TEXTS
from toil.exports.layouts.mapping import check_settings, map_headers
from toil.exports.layouts.plain import bare, plain
from toil.exports.layouts.profile import stated_profile
from toil.exports.memory import give_back, system_memory
from toil.exports.notes import find_exports
from toil.exports.protecting import people_of
from toil.exports.tables import to_text
from toil.privacy import HashKey, Redacted, Redactor, Texts
from toil.settings import Study, parse_study
from toil.store import aside

PERSON = "PERSON"
ID_TOKEN = "ID"
ANY_STUDY = {"squads": {"undecided": {"groups": ["undecided"]}}}
# Words in a header that make its column one of people, and those that make it one of something else.
_PEOPLE = """
by caller requester requestor reporter requested opened user username login assignee owner approver manager contact
author customer employee name names email mail watch watchers person people
solicitante requerente usuario nome nomes responsavel atribuido tecnico analista autor criador aprovador gestor
contato cliente colaborador funcionario por pessoa observador observadores
melder antragsteller benutzer bearbeiter ansprechpartner kunde mitarbeiter von verfasser beobachter vorname nachname
заявитель инициатор пользователь исполнитель автор клиент сотрудник имя фио контакт
अनुरोधकर्ता उपयोगकर्ता नाम कर्मचारी ग्राहक
"""
_NOT_PEOPLE = """
group groups grupo gruppe группа team time equipe at on date data datum count id ids number type tipo category service
file filename host hostname item product produto fila queue status state count domain
"""


@dataclass(frozen=True)
class Shared:
    """A redacted copy at ``path``: rows written, values masked by placeholder, and what the reader could not use."""

    path: Path
    rows: int
    masked: dict[str, int]
    notices: dict[str, int]


@system_memory()
def share_export(path: Path, out: Path, key: HashKey, study: Study | None = None) -> Shared:
    """Write a redacted copy of the export at *path* to *out*, readable by its owner only.

    Text in every column is redacted by the rules of *study* (else the defaults), people are replaced by tokens of
    *key*, ids of tickets stay. CSV keeps its delimiter and quotes and becomes UTF-8; a workbook becomes an XLSX of
    its one table; JSON and XML become a list or lines of flat records; Parquet keeps its form, all columns text.
    ``.gz`` and ``.zip`` stay packed. Large columns wait in a file without a name beside *out*.

    Raises
    ------
    ExportError
        If the file can't be read, or *out* exists already.
    """
    study = study or parse_study(ANY_STUDY, Path("toil.toml"))
    check_settings(study.exports)
    if out.exists():
        same = out.samefile(path)
        raise ExportError(
            "the copy would overwrite its input" if same else "there is such a file already",
            where=str(out), do="Name another file with -o.",
        )  # fmt: skip
    masked: Counter[str] = Counter()
    notices: Counter[str] = Counter()
    rows = 0
    with aside.waiting_room(out.parent), copy_to(out) as copy:
        for source in find_exports([path], study):
            opened = open_export(source, study.exports.encoding)
            raw = opened.read(dict.fromkeys(opened.headers, pa.string()), ("",))
            notices.update(raw.notices + Counter({OTHER_FILES: source.others}))
            waiting = [raw.table]
            del raw
            table, found = redact_table(waiting, opened, key, study)
            copy.add(table, opened, source)
            masked.update(found)
            rows += table.num_rows
    return Shared(out, rows, dict(sorted(masked.items())), dict(sorted(notices.items())))


def redact_table(
    waiting: list[pa.Table], opened: Opened, key: HashKey, study: Study
) -> tuple[pa.Table, Counter[str]]:
    """Return a table with every column redacted or hashed, headers too, and the values masked by placeholder.

    It is taken out of *waiting*, so that each raw column goes as soon as it is redacted.
    """
    redactor = Redactor(study.privacy)
    profile = detect_profile(opened.headers, stated_profile(study.exports, study), study.exports.columns)
    fields = map_headers(opened.headers, profile, study.exports.columns)
    raw = waiting.pop()
    table = pa.table({header: mend_texts(raw[header])[0] for header in opened.headers})
    del raw
    people = [header for header in opened.headers if is_people_header(header, fields.get(header))]
    names = people_of(table.select(people)) if people else None
    found: Counter[str] = Counter()
    texts: dict[int, Redacted] = {}
    for place, header in enumerate(opened.headers):
        if header in people:
            found[PERSON] += len(table) - table[header].null_count
            changed = _as_column(key.hash(to_text(table[header])))
        elif fields.get(header) in (*ID, *REFERENCES):
            ids = to_text(table[header])
            guarded = guard_ids(ids, redactor, key)
            found[ID_TOKEN] += int((guarded != ids)[ids.notna()].sum())
            changed = _as_column(guarded)
        else:
            told = fields.get(header) in (None, *TEXTS, *COUNTS)  # what a ticket only counts may be whole work notes
            own = names if told else None
            column = table[header].cast(pa.large_string())
            [first] = redactor.redact_all([Texts([column], own)], aside.pile_up)
            [changed] = first.columns
            if told:
                texts[place] = first
            else:
                found.update(first.counts)
            del column
        table = table.set_column(place, header, changed)
        give_back()
    columns, masked = redactor.find_again([*texts.values()], aside.pile_up)
    found.update(masked)
    for place, changed in zip(texts, columns, strict=True):
        table = table.set_column(place, opened.headers[place], changed)
    headers, masked = _redact_headers(opened.headers, profile.headers, redactor)
    return pa.Table.from_arrays(table.columns, names=headers), +(found + Counter(masked))


def _as_column(cells: pd.Series) -> pa.ChunkedArray:
    return aside.keep(pa.array(cells, type=pa.large_string(), from_pandas=True))


def _redact_headers(
    headers: Sequence[str], known: Container[str], redactor: Redactor
) -> tuple[list[str], dict[str, int]]:
    """Return *headers* redacted, but those that a system knows: its own words are nobody's name."""
    given = pd.Series(list(headers), dtype="str")
    own = given.map(lambda header: bare(header) in known)
    redacted, masked = redactor.redact(given.mask(own))
    return redacted.mask(own, given).tolist(), masked


def is_people_header(header: str, field: str | None) -> bool:
    """Say whether the cells under *header* are people: it became such a field, or a word of it says so."""
    if field is not None:
        return field in PEOPLE
    words = set(plain(header).split())
    return bool(words & set(_PEOPLE.split())) and not words & set(_NOT_PEOPLE.split())
