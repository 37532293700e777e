"""`toil redact`: a copy in the format of its input, redacted in every column, readable by its owner, over nothing."""

import errno
import gc
import gzip
import json
import sys
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from toil.cli import main
from toil.errors import ExportError
from toil.exports import default_name, share_export
from toil.exports.columns.ids import guard_ids
from toil.privacy import HashKey, Redactor
from toil.settings import Privacy, parse_study

KEY = HashKey.of_secret(b"a key for tests only")
ROWS = [
    {
        "number": "INC0000001",
        "opened_at": "2026-09-03 10:00:00",
        "short_description": "reset de Zuleica Prates, CPF 529.982.247-25",
        "caller_id": "Zuleica Prates",
        "watch_list": "Zuleica Prates, Ana Lima",
        "u_unknown": "fone (11) 98765-4321",
        "assignment_group": "Access",
    },
    {
        "number": "529.982.247-25",
        "opened_at": "2026-09-04 10:00:00",
        "short_description": "cmd; ORA-01017",
        "caller_id": "Zuleica Prates",
        "watch_list": "",
        "u_unknown": "",
        "assignment_group": "Access",
    },
]
TABLE = pd.DataFrame(ROWS)
SECRETS = ("Zuleica", "Prates", "529.982", "98765", "Ana Lima")


def written(folder, suffix):
    path = folder / f"tickets{suffix}"
    if suffix == ".csv":
        path.write_text("\ufeff" + TABLE.to_csv(index=False, sep=";"), encoding="utf-8")
    elif suffix == ".csv.gz":
        path.write_bytes(gzip.compress(TABLE.to_csv(index=False).encode()))
    elif suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a/one.csv", TABLE.to_csv(index=False))
            archive.writestr("two.json", json.dumps(ROWS))
    elif suffix == ".xlsx":
        TABLE.to_excel(path, index=False, engine="xlsxwriter")
    elif suffix == ".json":
        path.write_text(json.dumps({"result": ROWS}))
    elif suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    elif suffix == ".parquet":
        pq.write_table(pa.Table.from_pandas(TABLE), path)
    return path


def read_back(path):
    """The tables of a file, as rows of dictionaries."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    if path.suffix == ".xlsx":
        return json.dumps(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(), ensure_ascii=False)
    if path.suffix == ".parquet":
        return json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz", ".zip", ".xlsx", ".json", ".jsonl", ".parquet"])
def test_every_format_comes_back_redacted_in_every_column(tmp_path, suffix):
    path = written(tmp_path, suffix)
    shared = share_export(path, default_name(path), KEY)
    text = read_back(shared.path)
    assert shared.path.name == f"tickets.redacted{suffix}"
    assert [secret for secret in SECRETS if secret in text] == []
    for kept in ("INC0000001", "2026-09-03 10:00:00", "Access", "ORA-01017", "<CPF>", "<PHONE>"):
        assert kept in text
    assert text.count(KEY.hash(pd.Series(["Zuleica Prates"])).iloc[0]) == 2 * (2 if suffix == ".zip" else 1)
    if sys.platform != "win32":
        assert shared.path.stat().st_mode & 0o077 == 0


def test_csv_keeps_its_delimiter_and_its_mark_and_reads_the_same_again(tmp_path):
    path = written(tmp_path, ".csv")
    shared = share_export(path, tmp_path / "out.csv", KEY)
    assert shared.path.read_bytes().startswith(b"\xef\xbb\xbfnumber;opened_at;")
    again = share_export(shared.path, tmp_path / "again.csv", KEY)
    columns = ["short_description", "u_unknown", "assignment_group"]
    first, second = (pd.read_csv(p.path, sep=";", dtype=str)[columns] for p in (shared, again))
    assert first.equals(second)


def test_columns_that_wait_on_disk_give_the_same_copy(tmp_path, monkeypatch):
    path = written(tmp_path, ".csv")
    held = share_export(path, tmp_path / "held.csv", KEY).path.read_bytes()
    monkeypatch.setattr("toil.store.aside.ROOM", 0)
    assert share_export(path, tmp_path / "waited.csv", KEY).path.read_bytes() == held
    assert sorted(p.name for p in tmp_path.iterdir()) == ["held.csv", "tickets.csv", "waited.csv"]


def test_counts_are_of_values_by_kind(tmp_path):
    shared = share_export(written(tmp_path, ".csv"), tmp_path / "out.csv", KEY)
    assert shared.rows == 2
    assert shared.masked == {"CPF": 1, "ID": 1, "NAME": 1, "PERSON": 3, "PHONE": 1}


def test_nothing_is_overwritten(tmp_path):
    path = written(tmp_path, ".csv")
    before = path.read_bytes()
    with pytest.raises(ExportError, match="would overwrite its input"):
        share_export(path, path, KEY)
    (tmp_path / "there.csv").write_text("mine")
    with pytest.raises(ExportError, match="such a file already"):
        share_export(path, tmp_path / "there.csv", KEY)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["there.csv", "tickets.csv"]


def test_a_full_disk_is_one_line_that_names_the_folder(tmp_path, monkeypatch, capsys):
    path = written(tmp_path, ".csv")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("toil.exports.copies._write_csv", full)
    assert main(["redact", str(path), "-o", str(tmp_path / "o.csv")]) == 2
    assert f"toil: {tmp_path}: it can't be read or written; found no space left" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["tickets.csv"]


def test_a_broken_member_is_one_line_and_leaves_no_copy(tmp_path, capfd):
    path = tmp_path / "tickets.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.csv", TABLE.to_csv(index=False))
        archive.writestr("two.json", '{"result": [')
    assert main(["redact", str(path), "-o", str(tmp_path / "o.zip")]) == 2
    gc.collect()
    assert len(capfd.readouterr().err.splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["tickets.zip"]


def test_the_rules_of_the_study_apply(tmp_path):
    study = parse_study(
        {"squads": {"a": {"groups": ["g"]}}, "privacy": {"rules": {"CODE": "ORA-[0-9]+"}}}, tmp_path / "toil.toml"
    )
    assert "<CODE>" in read_back(share_export(written(tmp_path, ".csv"), tmp_path / "o.csv", KEY, study).path)


def test_the_command_says_what_was_masked(tmp_path, capsys):
    path = written(tmp_path, ".csv")
    assert main(["redact", str(path), "-o", str(tmp_path / "o.csv")]) == 0
    said = capsys.readouterr().out
    assert "2 row(s); masked: CPF 1" in said
    assert main(["redact", str(path), "-o", str(tmp_path / "o.csv")]) == 2
    assert "such a file already" in capsys.readouterr().err


def test_an_id_stays_unless_it_is_no_id():
    ids = pd.Series(["INC0012345", "52998224725", "CHG-2026-001", "Maria Silva maria@x.com", None, "a" * 32])
    guarded = guard_ids(ids, Redactor(Privacy()), KEY)
    assert guarded.drop(3).equals(ids.drop(3))
    assert guarded[3].startswith(KEY.key_id)


def test_the_number_of_an_issue_is_no_password_behind_its_project():
    ids = pd.Series(["infra/suporte#41", "infra/suporte/meu-app#1042", "maria@x.com/suporte#41"])
    guarded = guard_ids(ids, Redactor(Privacy()), KEY)
    assert guarded[:2].equals(ids[:2])
    assert guarded[2].startswith(KEY.key_id)


def test_a_person_whom_one_column_names_is_masked_in_the_others(tmp_path):
    rows = [
        ROWS[1] | {"short_description": "Solicitante: Zuriela Tavarone", "u_unknown": "Tavarone, login ztavarone"}
    ]
    path, out = tmp_path / "tickets.csv", tmp_path / "copy.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    shared = share_export(path, out, KEY)
    copied = pd.read_csv(out, dtype=str)
    assert copied["short_description"].tolist() == ["Solicitante: <NAME>"]
    assert copied["u_unknown"].tolist() == ["<NAME>, login <LOGIN>"]
    assert (shared.masked["NAME"], shared.masked["LOGIN"]) == (2, 1)


def test_people_are_masked_in_the_notes_that_a_ticket_only_counts(tmp_path):
    """Whole work notes stand in a column that becomes a number: the copy keeps its text."""
    path, out = tmp_path / "tickets.csv", tmp_path / "copy.csv"
    notes = {
        "caller_id": "Zuriela Tavarone",
        "short_description": "Bild fehlt",
        "work_notes": "Tavarone hat bestätigt",
    }
    pd.DataFrame([ROWS[1] | notes]).to_csv(path, index=False)
    share_export(path, out, KEY)
    assert pd.read_csv(out, dtype=str)["work_notes"].tolist() == ["<NAME> hat bestätigt"]
