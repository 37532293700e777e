"""The ledger of loaded files: a part is made once a file, and what a load gives doesn't depend on what was kept."""

import os
import shutil
from itertools import permutations

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from export_studies import FIXTURES, KEY, assert_accounted, assert_same, counted, study_of

from toil.exports import check_exports, load_exports, parts
from toil.exports.parts import Memory
from toil.privacy import HashKey
from toil.store import Parts

pytestmark = pytest.mark.slow

HEADER = "number,short_description,assignment_group,opened_at,sys_updated_on,state,caller_id"
SQUADS = {"one": {"groups": ["G1"]}, "two": {"groups": ["G2"]}}
MONTHS = {
    "m1.csv": [
        "INC1,Impressora parada,G1,2026-07-10 09:00:00,2026-07-10 09:00:00,New,Zuleica Prates",
        "INC2,Senha expirada,G1,2026-07-11 09:00:00,2026-07-12 09:00:00,Closed,Ana Souza",
        "INC9,Outro time,G9,2026-07-11 09:00:00,2026-07-12 09:00:00,Closed,Ana Souza",
    ],
    "m2.csv": [
        "INC1,Impressora parada,G2,2026-07-10 09:00:00,2026-08-02 09:00:00,Closed,Zuleica Prates",
        "INC2,Senha expirada,G1,2026-07-11 09:00:00,2026-07-12 09:00:00,Closed,Ana Souza",
        "INC3,Sem grupo,,2026-08-01 09:00:00,2026-08-01 09:00:00,New,Ana Souza",
        "INC4,Fila cheia para Zuleica Prates,G2,2026-08-20 09:00:00,2026-08-20 09:00:00,New,Ana Souza",
    ],
    "m3.csv": [
        "INC5,Fila cheia,G2,2026-09-01 09:00:00,2026-09-01 09:00:00,New,Ana Souza",
        "INC9,Agora nosso,G1,2026-07-11 09:00:00,2026-09-05 09:00:00,Closed,Ana Souza",
        ",Sem número,G1,2026-09-02 09:00:00,2026-09-02 09:00:00,New,Ana Souza",
    ],
}


def write_months(folder, months=MONTHS):
    for name, rows in months.items():
        (folder / name).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def study(folder, files=("*.csv",), **exports):
    return study_of(files, groups=[], folder=folder, squads=SQUADS, exports=exports)


@pytest.fixture
def opened(monkeypatch):
    """The names of files as they are read."""
    names = []

    def read(source, *rest, **options):
        names.append(source.name)
        return parts_read(source, *rest, **options)

    parts_read = parts.read_source
    monkeypatch.setattr(parts, "read_source", read)
    return names


def test_months_merge_and_every_row_is_accounted_for(tmp_path):
    write_months(tmp_path)
    intake = load_exports(study(tmp_path), KEY)
    assert_accounted(intake)
    tickets = intake.tickets.set_index("ticket_id")
    assert tickets["squad"].to_dict() == {"INC1": "two", "INC2": "one", "INC4": "two", "INC5": "two", "INC9": "one"}
    assert tickets.loc["INC1", ["month", "state"]].tolist() == [
        "2026-07",
        "closed",
    ]  # its squad changed, its month stays
    assert tickets.loc["INC9", "summary"] == "Agora nosso"
    reasons = ("superseded state", "repeated row", "unassigned", "no id", "outside squads")
    assert {reason: counted(intake, reason) for reason in reasons} == {
        "superseded state": 2, "repeated row": 1, "unassigned": 1, "no id": 1, "outside squads": 0,
    }  # fmt: skip


def test_the_order_of_files_and_what_is_kept_change_nothing(tmp_path, opened):
    write_months(tmp_path)
    whole = load_exports(study(tmp_path), KEY)
    for order in permutations(MONTHS):
        shelf = Memory()
        for count in range(1, 4):
            last = load_exports(study(tmp_path, order[:count]), KEY, shelf)
        assert_same(whole, last)


def test_a_month_more_opens_only_that_month(tmp_path, opened):
    write_months(tmp_path)
    shelf = Parts(tmp_path / "parts", "1")
    load_exports(study(tmp_path, ["m1.csv", "m2.csv"]), KEY, shelf)
    assert opened == ["m1.csv", "m2.csv"]
    load_exports(study(tmp_path), KEY, shelf)
    assert opened == ["m1.csv", "m2.csv", "m3.csv"]


def test_loading_again_opens_nothing_and_gives_the_same(tmp_path, opened):
    write_months(tmp_path)
    shelf = Parts(tmp_path / "parts", "1")
    first = load_exports(study(tmp_path), KEY, shelf)
    del opened[:]
    assert_same(first, load_exports(study(tmp_path), KEY, shelf))
    assert opened == []


def test_a_file_is_known_by_its_bytes_not_its_name(tmp_path, opened):
    write_months(tmp_path)
    shelf = Parts(tmp_path / "parts", "1")
    load_exports(study(tmp_path), KEY, shelf)
    (tmp_path / "m1.csv").rename(tmp_path / "renamed.csv")
    shutil.copy(tmp_path / "m2.csv", tmp_path / "copy.csv")
    del opened[:]
    intake = load_exports(study(tmp_path), KEY, shelf)
    assert opened == []
    assert counted(intake, "repeated file") == 4
    (tmp_path / "m3.csv").write_text((tmp_path / "m3.csv").read_text() + "INC7,x,G1,2026-09-03 09:00:00,,,\n")
    assert "INC7" in load_exports(study(tmp_path), KEY, shelf).tickets["ticket_id"].tolist()
    assert opened == ["m3.csv"]


@pytest.mark.parametrize("change", ["squads", "key", "privacy", "zone", "code"])
def test_what_acts_on_a_part_makes_it_anew(tmp_path, opened, change):
    write_months(tmp_path)
    load_exports(study(tmp_path), KEY, Parts(tmp_path / "parts", "1"))
    del opened[:]
    squads = {"one": {"groups": ["G1", "G9"]}} if change == "squads" else SQUADS
    privacy = {"allow": ["Impressora"]} if change == "privacy" else {}
    zone = {"timezone": "UTC"} if change == "zone" else {}
    changed = study_of(["*.csv"], groups=[], folder=tmp_path, squads=squads, privacy=privacy, study=zone)
    key = HashKey.of_secret(b"another key for tests") if change == "key" else KEY
    load_exports(changed, key, Parts(tmp_path / "parts", "2" if change == "code" else "1"))
    assert opened == list(MONTHS)


def test_a_damaged_part_is_made_again(tmp_path, opened, caplog):
    write_months(tmp_path)
    shelf = Parts(tmp_path / "parts", "1")
    first = load_exports(study(tmp_path), KEY, shelf)
    for path in (tmp_path / "parts").iterdir():
        path.write_bytes(path.read_bytes()[:-20])
    del opened[:]
    assert_same(first, load_exports(study(tmp_path), KEY, shelf))
    assert sorted(set(opened)) == list(MONTHS)
    assert "damaged" in caplog.text


def test_parts_hold_nobody(tmp_path):
    write_months(tmp_path)
    load_exports(study(tmp_path), KEY, Parts(tmp_path / "parts", "1"))
    content = b"".join(path.read_bytes() for path in (tmp_path / "parts").iterdir())
    assert b"Zuleica" not in content
    assert b"Souza" not in content
    assert b"Fila cheia para <NAME>" in content
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "parts").iterdir()} == {0o600}


def test_dates_that_another_file_decides_are_read_again_when_it_comes(tmp_path):
    header = "number,short_description,assignment_group,opened_at\n"
    (tmp_path / "a.csv").write_text(header + "INC1,x,G1,03/04/2026 10:00\n")
    (tmp_path / "b.csv").write_text(header + "INC2,x,G1,25/04/2026 10:00\n")
    shelf = Memory()
    load_exports(study(tmp_path, ["b.csv"]), KEY, shelf)
    both = load_exports(study(tmp_path), KEY, shelf)
    assert both.tickets.set_index("ticket_id")["month"].to_dict() == {"INC1": "2026-04", "INC2": "2026-04"}
    assert_same(both, load_exports(study(tmp_path), KEY))


def test_row_numbers_as_ids_follow_the_name_of_the_file(tmp_path):
    (tmp_path / "a.csv").write_text("short_description,assignment_group,opened_at\nx,G1,2026-04-03 10:00:00\n")
    shelf = Memory()
    load_exports(study(tmp_path), KEY, shelf)
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    assert load_exports(study(tmp_path), KEY, shelf).tickets["ticket_id"].tolist() == ["b:1"]


def test_a_part_keeps_its_types(tmp_path):
    shutil.copy(FIXTURES / "servicenow_audit.csv", tmp_path)
    plain, kept = Memory(), Parts(tmp_path / "parts", "1")
    groups = {"squads": {"ours": {"groups": ["Group 1", "Group 2"]}}}
    asked = study_of(["*.csv"], groups=[], folder=tmp_path, **groups)
    load_exports(asked, KEY, kept)
    assert_same(load_exports(asked, KEY, plain), load_exports(asked, KEY, kept))
    (table,) = [t for t in plain._tables.values() if "row" in t.column_names]
    assert isinstance(table, pa.Table)


DAY = 86400


def aged(folder, days):
    """Let every part look as if it was last asked for *days* ago; return the time it is now."""
    now = 2_000_000_000
    for path in folder.glob("*.parquet"):
        os.utime(path, (now - days * DAY, now - days * DAY))
    return now


def test_parts_that_no_load_asked_for_in_a_month_are_removed(tmp_path, opened, caplog):
    write_months(tmp_path)
    shelf = Parts(tmp_path / "parts", "1")
    load_exports(study(tmp_path), KEY, shelf)
    every = set((tmp_path / "parts").glob("*.parquet"))
    now = aged(tmp_path / "parts", 31)
    load_exports(study(tmp_path, ["m1.csv", "m2.csv"]), KEY, shelf)
    for path in every:  # the load has marked those it used with today's time
        if path.stat().st_mtime != now - 31 * DAY:
            os.utime(path, (now, now))
    gone = sum(path.stat().st_size for path in every if path.stat().st_mtime < now)
    with caplog.at_level("INFO"):
        assert shelf.prune(now) == gone > 0
    assert f"{gone} bytes" in caplog.text
    del opened[:]
    load_exports(study(tmp_path), KEY, shelf)
    assert opened == ["m3.csv"]


def test_parts_that_were_asked_for_within_a_month_stay_whatever_uses_them(tmp_path):
    write_months(tmp_path)
    shelf = Parts(tmp_path / "parts", "1")
    load_exports(study(tmp_path), KEY, shelf)
    assert shelf.prune(aged(tmp_path / "parts", 29)) == 0


def test_a_run_that_misses_a_removed_part_reads_the_export_again(tmp_path, opened):
    write_months(tmp_path)
    shelf = Parts(tmp_path / "parts", "1")
    first = load_exports(study(tmp_path), KEY, shelf)
    shelf.prune(aged(tmp_path / "parts", 31))
    assert not list((tmp_path / "parts").glob("*.parquet"))
    del opened[:]
    assert_same(first, load_exports(study(tmp_path), KEY, shelf))
    assert opened == ["m1.csv", "m2.csv", "m3.csv"]


def test_a_part_holds_no_header_that_is_personal(tmp_path):
    own = {"de Ana Souza 529.982.247-25": "x", "de Caio Lima 529.982.247-25": "y", "Loja": "z"}
    text = (
        f"{HEADER},{','.join(own)}\n" + f"INC1,Fila cheia,G1,2026-07-10 09:00:00,,New,Ana,{','.join(own.values())}\n"
    )
    (tmp_path / "m1.csv").write_text(text, encoding="utf-8")
    shelf = Parts(tmp_path / "parts", "1")
    first, second = (load_exports(study(tmp_path), KEY, shelf) for _ in range(2))
    assert_same(first, second)
    headers = first.columns["header"].tolist()
    assert headers[-3:] == ["de <NAME> <CPF>", "de <NAME> <CPF> (2)", "Loja"]
    kept = [str(pq.read_table(path).to_pylist()) for path in (tmp_path / "parts").rglob("*.parquet")]
    assert kept and not [text for text in kept if "529.982" in text or "Caio" in text]


def test_what_is_personal_in_names_of_files_is_masked(tmp_path):
    for person, row in (("Ana Souza", 1), ("Caio Lima", 2)):
        rows = f"{HEADER}\nINC{row},Fila cheia,G1,2026-07-10 09:00:00,2026-07-10 09:00:00,New,Ana\n"
        (tmp_path / f"de {person} 529.982.247-25.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "leia Caio Lima.md").write_text("x", encoding="utf-8")
    intake = load_exports(study(tmp_path, ("*",)), KEY)
    assert intake.sources["file"].tolist() == ["de <NAME> <CPF>.csv", "de <NAME> <CPF>.csv (2)"]
    assert set(intake.intake_counts["file"]) >= {"de <NAME> <CPF>.csv", "de <NAME> <CPF>.csv (2)"}
    assert not intake.intake_counts["file"].str.contains("Caio").any()
    checks = check_exports(sorted(tmp_path.glob("*.csv")))
    assert [check.name for check in checks.each] == intake.sources["file"].tolist()


def test_what_is_personal_in_the_name_of_a_sheet_is_masked(tmp_path):
    own = dict(zip(HEADER.split(","), MONTHS["m1.csv"][0].split(","), strict=True))
    path = tmp_path / "m1.xlsx"
    pd.DataFrame([own]).to_excel(path, sheet_name="de Caio Lima", index=False, engine="xlsxwriter")
    assert load_exports(study(tmp_path, ("*.xlsx",)), KEY).sources["format"].tolist() == ["xlsx, sheet de <NAME>"]
    assert check_exports([path]).each[0].format == "xlsx, sheet de <NAME>"
