import os
import subprocess
import sys

import pandas as pd
import pytest

from toil.errors import RunError
from toil.sample import write_sample

pytestmark = pytest.mark.slow

SQUADS = {"acessos", "terminais", "liquidacao", "plataforma", "canais"}


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def bytes_of(folder):
    names = [name for name in files_in(folder) if name not in ("README.md", ".gitattributes")]
    return {name: (folder / name).read_bytes() for name in names}


def by_month(exported, truth):
    tickets = exported.drop_duplicates("ticket_id").astype({"ticket_id": "str"})
    rows = truth.astype({"ticket_id": "str"}).merge(tickets, on="ticket_id", validate="one_to_one")
    return rows.assign(month=rows["opened_at"].dt.strftime("%Y-%m"))


@pytest.fixture(scope="module")
def tickets(exported, truth):
    return by_month(exported, truth)


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_committed_sample_is_written_again_byte_for_byte(committed, tmp_path, hash_seed):
    order = "import sys, pathlib; from toil.sample import write_sample; write_sample(pathlib.Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", order, str(tmp_path)], check=True, env=environment)
    assert bytes_of(tmp_path) == bytes_of(committed)


def test_another_seed_gives_other_tickets_and_the_same_files(committed, tmp_path):
    written = write_sample(tmp_path, seed=8)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == sorted(bytes_of(committed))
    assert (tmp_path / "truth.csv").read_bytes() != (committed / "truth.csv").read_bytes()


def test_the_sample_is_under_five_megabytes(committed):
    assert sum(path.stat().st_size for path in committed.rglob("*") if path.is_file()) < 5_000_000


def test_truth_covers_every_ticket_of_the_squads_exactly_once(exported, truth):
    assert truth["ticket_id"].is_unique
    assert set(truth["squad"]) == SQUADS
    outside = exported["group"].isin(["FACILITIES PREDIAL", "SERVICE DESK N1", "?", ""])
    assert set(exported.loc[~outside, "ticket_id"].astype("str")) == set(truth["ticket_id"].astype("str"))
    assert not set(exported.loc[outside, "ticket_id"]) & set(truth["ticket_id"])


def test_each_squad_has_150_to_600_tickets_in_each_of_six_months(tickets):
    volumes = tickets.groupby(["squad", "month"]).size()
    assert len(volumes) == 5 * 6
    assert volumes.between(150, 600).all()


def test_one_off_tickets_are_30_to_45_percent_of_each_squad(truth):
    shares = truth["pattern"].eq("").groupby(truth["squad"]).mean()
    assert shares.between(0.30, 0.45).all()


def test_every_pattern_comes_at_least_five_times(truth):
    assert truth[truth["pattern"] != ""].groupby(["squad", "pattern"]).size().min() >= 5


def test_every_language_is_there_and_one_squad_has_many(truth):
    counts = truth.groupby("squad")["language"].value_counts()
    assert (counts["plataforma"][["en", "de", "ru", "hi"]] >= 50).all()
    assert truth["language"].eq("pt").mean() > 0.6


def test_the_burst_is_forty_tickets_on_one_item_within_an_hour(tickets):
    burst = tickets[tickets["burst"] == "B1"]
    assert len(burst) >= 40
    assert burst["opened_at"].max() - burst["opened_at"].min() < pd.Timedelta(hours=1)
    assert set(burst["squad"]) == {"terminais"}
    assert set(burst["item"]) <= {"CONC-SP-02", "?", ""}


def volumes_of(tickets, pattern):
    return (
        tickets[tickets["pattern"] == pattern]
        .groupby("month")
        .size()
        .reindex(sorted(set(tickets["month"])), fill_value=0)
    )


def test_growing_new_vanishing_and_removed_patterns_are_in_the_months(tickets):
    growing = volumes_of(tickets, "tablespace_cheia").to_list()
    assert growing == sorted(growing)
    assert growing[-1] >= 4 * growing[0]
    assert volumes_of(tickets, "pix_automatico").gt(0).to_list() == [False] * 3 + [True] * 3
    assert volumes_of(tickets, "layout_antigo").gt(0).to_list() == [True] * 4 + [False] * 2
    removed = volumes_of(tickets, "reprocessa_lote").to_list()
    assert min(removed[:3]) >= 30
    assert max(removed[3:]) <= 2
    wave = volumes_of(tickets, "migracao_notebook").to_list()
    assert sum(wave[2:4]) >= 0.9 * sum(wave)


def test_one_pattern_is_shared_by_three_squads(truth):
    squads = truth[truth["pattern"] != ""].groupby("pattern")["squad"].nunique()
    assert squads[squads > 1].to_dict() == {"certificado_expirando": 3}


def test_failures_follow_changes_that_they_name(tickets):
    failures = tickets[tickets["pattern"] == "timeout_pos_gmud"]
    changes = set(tickets.loc[tickets["pattern"] == "gmud_motor", "ticket_id"])
    assert failures["cause"].ne("").mean() > 0.4
    assert set(failures["cause"]) - {""} <= changes


def test_one_person_resolves_the_reconciliation(tickets):
    resolvers = tickets[(tickets["pattern"] == "conciliacao_bandeira") & (tickets["resolver"] != "")]["resolver"]
    assert resolvers.value_counts(normalize=True).iloc[0] > 0.8


def test_duplicates_are_cancelled_more_often_than_not(exported, truth):
    latest = exported.drop_duplicates("ticket_id", keep="last")
    cancelled = latest.set_index("ticket_id")["state"].eq("Canceled")
    ids = truth.loc[truth["pattern"] == "revisao_idm_duplicada", "ticket_id"]
    assert cancelled[ids].mean() > 0.5


def test_exports_have_the_faults_of_real_exports(exported):
    servicenow = exported[exported["file"].str.startswith("servicenow")]
    assert servicenow["item"].eq("?").any()
    assert servicenow["summary"].str.contains("Ã").any()
    assert servicenow.duplicated(["file", "ticket_id"]).any()
    again = servicenow.drop_duplicates(["file", "ticket_id"])
    again = again[again.duplicated("ticket_id", keep=False)].groupby("ticket_id")["state"].agg(["first", "last"])
    assert (again["first"] != again["last"]).any()
    assert set(again["first"]) <= {"In Progress", "On Hold"}


def test_glpi_exports_look_like_glpi(committed):
    first, second = sorted((committed / "exports").glob("glpi_*"))
    assert first.read_bytes().startswith(b"\xef\xbb\xbf" + '"ID";"Título";'.encode())
    assert first.read_bytes().splitlines()[0].endswith(b";")
    assert second.read_bytes().startswith("\ufeffID;Título;".encode())
    assert b"\n\n" in first.read_bytes().replace(b"\r", b"")


def test_a_file_in_the_place_of_the_folder_is_one_clear_line(tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(RunError, match=r"taken: no folder can stand here; found .*\. Name another\."):
        write_sample(tmp_path / "taken")
