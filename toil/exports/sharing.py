"""A copy of an export that may be passed on: every column redacted, people as tokens, ids as they are."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from toil.errors import ExportError
from toil.exports.cells import mend_texts
from toil.exports.counts import OTHER_FILES
from toil.exports.delimited import DelimitedFile
from toil.exports.detecting import detect_profile
from toil.exports.fields import ID, PEOPLE, REFERENCES, TEXTS
from toil.exports.files import Source
from toil.exports.ids import guard_ids
from toil.exports.mapping import check_settings, map_headers
from toil.exports.notes import find_exports
from toil.exports.opened import Opened
from toil.exports.plain import bare, plain
from toil.exports.profile import stated_profile
from toil.exports.readers import open_export
from toil.exports.sheets import Worksheet
from toil.exports.tables import to_text
from toil.privacy import HashKey, Redactor
from toil.settings import Study, parse_study

PERSON = "PERSON"
ID_TOKEN = "ID"
ANY_STUDY = {"squads": {"undecided": {"groups": ["undecided"]}}}
_WORKBOOKS = (".xlsm", ".xlsb", ".xls", ".ods", ".html", ".htm")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
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


def share_export(path: Path, out: Path, key: HashKey, study: Study | None = None) -> Shared:
    """Write a redacted copy of the export at *path* to *out*, readable by its owner only.

    Text in every column is redacted by the rules of *study* (else the defaults), people are replaced by tokens of
    *key*, ids of tickets stay. CSV keeps its delimiter and quotes and becomes UTF-8; a workbook becomes an XLSX of
    its one table; JSON and XML become a list or lines of flat records; Parquet keeps its form, all columns text.
    ``.gz`` and ``.zip`` stay packed.

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
    parts: list[tuple[Source, bytes]] = []
    rows = 0
    for source in find_exports([path], study):
        opened = open_export(source, study.exports.encoding)
        raw = opened.read(dict.fromkeys(opened.headers, pa.string()), ("",))
        table, found = redact_table(raw.table, opened, key, study)
        parts.append((source, _written(table, opened, source, out)))
        masked.update(found)
        notices.update(raw.notices + Counter({OTHER_FILES: source.others}))
        rows += table.shape[0]
    _write_private(out, _packed(parts, out))
    return Shared(out, rows, dict(sorted(masked.items())), dict(sorted(notices.items())))


def redact_table(table: pa.Table, opened: Opened, key: HashKey, study: Study) -> tuple[pd.DataFrame, Counter[str]]:
    """Return *table* with every column redacted or hashed, headers too, and the values masked by placeholder."""
    redactor = Redactor(study.privacy)
    profile = detect_profile(opened.headers, stated_profile(study.exports, study), study.exports.columns)
    fields = map_headers(opened.headers, profile, study.exports.columns)
    columns = {header: to_text(mend_texts(table[header])[0]) for header in opened.headers}
    people = [header for header in columns if is_people_header(header, fields.get(header))]
    names = _joined({header: columns[header] for header in people}, table.num_rows)
    found: Counter[str] = Counter()
    shared: dict[str, pd.Series] = {}
    for header, cells in columns.items():
        if header in people:
            shared[header] = key.hash(cells)
            found[PERSON] += int(cells.notna().sum())
        elif fields.get(header) in (*ID, *REFERENCES):
            shared[header] = guard_ids(cells, redactor, key)
            found[ID_TOKEN] += int((shared[header] != cells)[cells.notna()].sum())
        else:
            free = fields.get(header) in (None, *TEXTS)
            shared[header], masked = redactor.redact(cells, names if free else None)
            found.update(masked)
    given = pd.Series(list(shared), dtype="str")
    own = given.map(lambda header: bare(header) in profile.headers)  # a system's own words are nobody's name
    headers, masked = redactor.redact(given.mask(own))
    found.update(masked)
    result = pd.DataFrame(shared)
    result.columns = pd.Index(headers.mask(own, given).tolist())
    return result, +found


def is_people_header(header: str, field: str | None) -> bool:
    """Say whether the cells under *header* are people: it became such a field, or a word of it says so."""
    if field is not None:
        return field in PEOPLE
    words = set(plain(header).split())
    return bool(words & set(_PEOPLE.split())) and not words & set(_NOT_PEOPLE.split())


def _joined(columns: Mapping[str, pd.Series], rows: int) -> pd.Series | None:
    if not columns:
        return None
    joined = pd.Series([""] * rows, dtype="str")
    for cells in columns.values():
        joined = joined + "|" + cells.fillna("")
    return joined


def _written(table: pd.DataFrame, opened: Opened, source: Source, out: Path) -> bytes:
    """Return *table* in the format that *source* has."""
    if isinstance(opened, DelimitedFile):
        return _csv(table, opened)
    if source.suffix != ".xml" and (isinstance(opened, Worksheet) or source.suffix in _WORKBOOKS):
        return _workbook(table)
    if source.suffix == ".parquet":
        sink = io.BytesIO()
        pq.write_table(pa.Table.from_pandas(table, preserve_index=False), sink)
        return sink.getvalue()
    records = [{k: v for k, v in row.items() if isinstance(v, str)} for row in table.to_dict("records")]
    if source.suffix in (".jsonl", ".ndjson"):
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(table: pd.DataFrame, opened: DelimitedFile) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=opened.delimiter, quotechar=opened.dialect.quote, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if cell != cell else cell for cell in row] for row in table.itertuples(index=False))
    return text.getvalue().encode("utf-8-sig" if opened.encoding == "utf-8-sig" else "utf-8")


def _workbook(table: pd.DataFrame) -> bytes:
    """Return an XLSX whose cells are all text, so that none is a formula or a link."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": pd.Timestamp("2000-01-01").to_pydatetime()})
    sheet = book.add_worksheet("tickets")
    for column, header in enumerate(table.columns):
        sheet.write_string(0, column, header)
        for row, cell in enumerate(table.iloc[:, column], start=1):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell[:32767])
    book.close()
    return sink.getvalue()


def _packed(parts: list[tuple[Source, bytes]], out: Path) -> bytes:
    """Return the bytes of the file: one table as it is or in gzip, those of an archive in one again."""
    if parts[0][0].member is None:
        content = parts[0][1]
        return gzip.compress(content, mtime=0) if parts[0][0].path.suffix.lower() == ".gz" else content
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for source, content in parts:
            name = PurePosixPath(source.member or "").name
            archive.writestr(zipfile.ZipInfo(_as_written(name), _FIXED_TIME), content, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def _as_written(name: str) -> str:
    """Old workbooks come back as XLSX, XML as JSON."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".xml":
        return str(path.with_suffix(".json"))
    return str(path.with_suffix(".xlsx")) if path.suffix.lower() in _WORKBOOKS else name


def default_name(path: Path) -> Path:
    """Return where the copy of *path* goes if nothing is said: ``tickets.csv.gz`` to ``tickets.redacted.csv.gz``."""
    stem, dot, rest = path.name.partition(".")
    return path.with_name(_as_written(f"{stem}.redacted{dot}{rest}"))


def _write_private(out: Path, content: bytes) -> None:
    """Write *content* beside *out*, readable by its owner only, then put it in place without overwriting."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=out.parent, prefix=".redacting-")
    draft = Path(beside)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.link(draft, out)
    except FileExistsError:
        raise ExportError("there is such a file already", where=str(out), do="Name another file with -o.") from None
    finally:
        draft.unlink()
