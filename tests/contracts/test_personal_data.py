# ruff: noqa: E501
"""Nothing personal past the loader: planted in every column of every format, and looked for in everything that comes out.

One leak in a log or a list of values is as bad as one in a table, so this looks at all of it: tables of the store, pages, decks,
workbooks, notebooks, status files, standard output and error, log records, and the one line of every error that data can provoke.
"""

import gzip
import io
import json
import logging
import re
import zipfile
from html import escape
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toil.cli import main
from toil.errors import ToilError
from toil.exports import load_exports
from toil.privacy import HashKey
from toil.settings import parse_study

pytestmark = pytest.mark.slow

KEY = HashKey.of_secret(b"a key for tests only")
# What is planted, and what of it must not be found again, in small letters; long enough not to stand in a hash by chance.
PLANTS = {
    "CPF 529.982.247-25": ("529.982.247", "982.247"),
    "cnpj 11.444.777/0001-61": ("11.444.777", "444.777"),
    "zelia.quintiliano@planted.example": ("quintiliano", "planted.example"),
    "tel (61) 98234-7710": ("98234-7710", "234-7710"),
    "cartão 4539 5787 6362 1486": ("4539 5787", "5787 6362"),
    "IBAN DE75 5121 0800 1245 1261 99": ("5121 0800", "1245 1261"),
    "senha: Pl4nt@do77": ("pl4nt@do",),
    "ip 10.77.188.99": ("10.77.188", "77.188.99"),
    "AKIAQQ4TPLANTED7XMPL": ("akiaqq4t",),
    "Mariana Vasconcelos": ("mariana", "vasconcelos"),
    "Rua das Palmeiras nº 4711": ("palmeiras", "nº 4711"),
    "nascimento: 17/03/1967": ("17/03/1967", "03/1967"),
}
SYSTEMS = {
    "servicenow": {
        "number": "INC{n:07}", "sys_class_name": "Incident", "opened_at": "2026-09-{day:02} 10:00:00",
        "sys_updated_on": "2026-09-{day:02} 12:00:00", "state": "Closed", "priority": "3 - Moderate",
        "short_description": "reset da senha do sistema {n}", "description": "usuário sem acesso ao SAP, erro ORA-01017",
        "close_notes": "acesso liberado", "close_code": "Solved", "category": "Acessos", "subcategory": "SAP",
        "cmdb_ci": "sap-prd-01", "business_service": "SAP", "contact_type": "Phone", "caller_id": "Otto Brand",
        "assigned_to": "Ines Kraft", "assignment_group": "ACESSOS N2", "reassignment_count": "1", "reopen_count": "0",
        "made_sla": "true", "sla_due": "2026-09-{day:02} 18:00:00", "resolved_at": "2026-09-{day:02} 11:00:00",
        "closed_at": "2026-09-{day:02} 12:00:00", "rfc": "CHG0001234", "caused_by": "CHG0001235", "problem_id": "PRB0000012",
        "parent": "INC0000001", "time_worked": "600", "u_work_notes_count": "2", "watch_list": "Otto Brand",
        "work_notes": "feito", "u_custom": "x",
    },
    "glpi": {
        "ID": "{n}", "Título": "reset da senha {n}", "Status": "Fechado", "Última atualização": "{day:02}/09/2026 12:00",
        "Data de abertura": "{day:02}/09/2026 10:00", "Prioridade": "Média", "Tipo": "Incidente", "Categoria": "Acessos > SAP",
        "Descrição": "usuário sem acesso", "Requerente - Requerente": "Brand Otto (12)",
        "Atribuído - Técnico": "Kraft Ines<br>Brand Otto", "Atribuído - Grupo técnico": "ACESSOS N2",
        "Solução - Solução": "acesso liberado", "Data da solução": "{day:02}/09/2026 11:00",
        "Origem da requisição": "Telefone", "Elementos associados": "sap-prd-01", "Duração total": "30 minutos",
        "Observadores": "Brand Otto", "Campo livre": "x",
    },
    "generic": {
        "ticket id": "T-{n}", "subject": "reset password {n}", "group": "ACESSOS N2", "opened at": "2026-09-{day:02}T10:00:00-03:00",
        "status": "closed", "priority": "high", "requester": "Otto Brand", "description": "no access", "notes": "x",
    },
}  # fmt: skip
FORMATS = ("csv", "csv.gz", "zip", "xlsx", "json", "jsonl", "parquet", "xml")
SETTINGS = {
    "study": {"language": "en", "published_key": "a key for tests only"},
    "squads": {"a": {"groups": ["ACESSOS N2"]}},
}


def planted(system, rows=1):
    """An export of *system* in which every plant stands in every column, one a row, after clean rows by the dozen."""
    columns, plants = SYSTEMS[system], list(PLANTS)
    places = [(column, plant) for column in columns for plant in plants]
    table = []
    for n in range(rows * len(places)):
        row = {column: text.format(n=n + 100, day=n % 28 + 1) for column, text in columns.items()}
        if n % rows == 0:
            column, plant = places[n // rows]
            row[column] = plant if (n // rows + list(columns).index(column)) % 2 else f"{row[column]} {plant}"
        table.append(row)
    return pd.DataFrame(table)


def write(table, path):
    suffix = path.name.partition(".")[2]
    records = table.to_dict("records")
    if suffix == "csv":
        table.to_csv(path, index=False)
    elif suffix == "csv.gz":
        path.write_bytes(gzip.compress(table.to_csv(index=False, sep=";").encode("utf-8-sig")))
    elif suffix == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("tickets.csv", table.to_csv(index=False))
    elif suffix == "xlsx":
        table.to_excel(path, index=False, engine="xlsxwriter")
    elif suffix == "json":
        path.write_text(json.dumps({"records": records}), encoding="utf-8")
    elif suffix == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in records), encoding="utf-8")
    elif suffix == "xml":
        rows = ("".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in row.items()) for row in records)
        path.write_text("<xml>" + "".join(f"<incident>{row}</incident>" for row in rows) + "</xml>", encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pandas(table), path)
    return path


def leaks(text):
    """The planted needles that stand in *text*."""
    lower = text.lower()
    return sorted(needle for needles in PLANTS.values() for needle in needles if needle in lower)


def text_of(path):
    """Everything that a reader could find in a file: archives opened, tables printed."""
    content = path.read_bytes()
    if content[:4] == b"PAR1":
        return pq.read_table(io.BytesIO(content)).to_pandas().to_csv()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    text = content.decode("utf-8", "replace")
    if path.suffix in (".ipynb", ".json"):
        text += re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    return text


def test_the_plants_are_found_where_nothing_is_masked(tmp_path):
    path = write(planted("generic", rows=1), tmp_path / "t.csv")
    assert leaks(text_of(path)) == sorted(needle for needles in PLANTS.values() for needle in needles)


@pytest.mark.parametrize(
    ("system", "form"), [("servicenow", form) for form in FORMATS] + [("glpi", "csv"), ("generic", "csv")]
)
def test_loading_and_checking_say_nothing_personal(tmp_path, caplog, capsys, system, form):
    path = write(planted(system), tmp_path / f"tickets.{form}")
    study = parse_study(SETTINGS | {"exports": {"files": [str(path)]}}, tmp_path / "toil.toml")
    with caplog.at_level(logging.DEBUG):
        intake = load_exports(study, KEY)
        main(["check", str(path)])
    assert len(intake.tickets) > 60
    for name in ("tickets", "ticket_events", "sources", "intake_counts", "columns", "redactions"):
        assert leaks(getattr(intake, name).to_csv()) == [], name
    printed = capsys.readouterr()
    assert "rows:" in printed.out
    assert leaks(printed.out + printed.err) == []
    assert leaks(caplog.text) == []


EACH = list(PLANTS) * 3
PROVOKED = {
    "dates": lambda t: t.assign(**{"opened at": EACH}),
    "headers": lambda t: t.rename(columns=dict(zip(t.columns, PLANTS, strict=False))),
    "no header": lambda t: pd.DataFrame([list(PLANTS)] * 5, columns=list(PLANTS)),
    "groups": lambda t: t.assign(group=EACH),
    "values": lambda t: t.assign(status=EACH, priority=EACH),
    "ids": lambda t: t.assign(**{"ticket id": EACH}),
    "no group": lambda t: t.assign(group="", subject=EACH),
}


@pytest.mark.parametrize("what", PROVOKED)
def test_no_error_and_no_list_repeats_what_provoked_it(tmp_path, caplog, capsys, what):
    clean = pd.DataFrame(
        [{c: t.format(n=n, day=n % 28 + 1) for c, t in SYSTEMS["generic"].items()} for n in range(len(EACH))]
    )
    path = write(PROVOKED[what](clean), tmp_path / "t.csv")
    settings = SETTINGS | {"exports": {"files": [str(path)]}}
    said = ""
    with caplog.at_level(logging.DEBUG):
        for exports in ({}, {"columns": {"no such header": "group"}}, {"columns": {"z": "summary"}}):
            study = parse_study(settings | {"exports": settings["exports"] | exports}, tmp_path / "toil.toml")
            try:
                intake = load_exports(study, KEY)
            except ToilError as error:
                said += str(error)
            else:
                said += intake.tickets.to_csv() + intake.columns.to_csv() + intake.intake_counts.to_csv()
        main(["check", str(path)])
        main(["new", str(tmp_path / "study"), str(path)])
    printed = capsys.readouterr()
    assert leaks(said + printed.out + printed.err + caplog.text) == []


@pytest.mark.parametrize("content", [
    '[{"number": "PLANT", "x": ', '{"a": 1}\n{"b": PLANT}', "number,opened_at\n\"PLANT,1\n2,3", "a;b;c\nPLANT\nPLANT\nPLANT",
    "PLANT", "number,state\nPLANT\x00,\x01\x02\x03\x04\x05\x06\x07\x08", "sep=;\nPLANT", "PAR1PLANT", "PK\x03\x04PLANT",
])  # fmt: skip
def test_broken_files_say_what_is_wrong_and_not_what_they_hold(tmp_path, caplog, capsys, content):
    for suffix in ("csv", "json", "xlsx", "parquet", "zip"):
        path = tmp_path / f"t.{suffix}"
        path.write_text(content.replace("PLANT", " ".join(PLANTS)), encoding="utf-8")
        with caplog.at_level(logging.DEBUG):
            main(["check", str(path)])
            main(["redact", str(path), "-o", str(tmp_path / f"out-{suffix}")])
    printed = capsys.readouterr()
    assert leaks(printed.out + printed.err + caplog.text) == []


@pytest.mark.slow
def test_a_whole_run_writes_nothing_personal(tmp_path, capfd, caplog):
    (tmp_path / "exports").mkdir()
    for number, system in enumerate(("servicenow", "glpi")):
        write(planted(system), tmp_path / "exports" / f"{number}.{FORMATS[number * 3]}")
    (tmp_path / "toil.toml").write_text(
        '[study]\nlanguage = "en"\n[exports]\nfiles = ["exports/*"]\n[squads.a]\ngroups = ["ACESSOS N2"]\n'
        '[privacy]\nallow = ["SAP"]\n',
        encoding="utf-8",
    )
    (tmp_path / ".toil").mkdir()
    (tmp_path / ".toil" / "key").write_text("a key for tests only\n")
    with caplog.at_level(logging.DEBUG):
        assert main(["-v", "run", "--study", str(tmp_path), "--notebooks", "all"]) == 0
    printed = capfd.readouterr()
    assert leaks(printed.out + printed.err + caplog.text) == []
    written = [p for p in tmp_path.rglob("*") if p.is_file() and p.parent != tmp_path / "exports"]
    assert {p.suffix for p in written} >= {".html", ".pptx", ".csv", ".json", ".parquet", ".ipynb"}
    found = {str(p.relative_to(tmp_path)): leaks(text_of(p)) for p in written if p.suffix != ".png"}
    assert {name: needles for name, needles in found.items() if needles} == {}
    assert Path(tmp_path / "reports" / "index.html").is_file()
