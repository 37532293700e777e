import pandas as pd
import pytest

from toil.sample import generate_tickets, write_export
from toil.sample.bulk import stories_for


@pytest.fixture(scope="module")
def tickets():
    return generate_tickets(6_000, seed=3)


def test_the_same_seed_gives_the_same_tickets(tickets):
    pd.testing.assert_frame_equal(tickets, generate_tickets(6_000, seed=3))
    assert not tickets["description"].equals(generate_tickets(6_000, seed=4)["description"])


def test_rows_ids_and_order(tickets):
    assert len(tickets) == 6_000
    assert tickets["ticket_id"].is_unique
    assert tickets["opened_at"].is_monotonic_increasing
    assert str(tickets["opened_at"].dtype) == "datetime64[us, UTC]"
    assert (tickets["resolved_at"] > tickets["opened_at"]).all()


def test_one_offs_are_marked_and_30_to_45_percent(tickets):
    assert (tickets["one_off"] == (tickets["pattern"] == "")).all()
    assert 0.30 <= tickets["one_off"].mean() <= 0.45


def test_one_off_texts_are_different_work(tickets):
    texts = tickets["summary"] + " " + tickets["description"]
    assert not texts[tickets["one_off"]].duplicated().any()


@pytest.mark.parametrize(("n", "patterns"), [(10_000, 60), (100_000, 134), (1_000_000, 301)])
def test_patterns_grow_slowly_with_the_table(n, patterns):
    names = [story.name for story in stories_for(n)]
    assert len(names) == len(set(names)) == patterns


def test_no_tickets_are_an_empty_table(tickets):
    assert list(generate_tickets(0).columns) == list(tickets.columns)


def test_an_export_reads_back_as_the_same_tickets_without_the_truth(tickets, tmp_path):
    write_export(tmp_path / "export.csv", tickets)
    rows = pd.read_csv(tmp_path / "export.csv", keep_default_na=False)
    assert rows["number"].to_list() == tickets["ticket_id"].to_list()
    assert rows["description"].to_list() == tickets["description"].to_list()
    opened = pd.to_datetime(rows["opened_at"]).dt.tz_localize("America/Sao_Paulo").dt.tz_convert("UTC")
    assert (opened == tickets["opened_at"].dt.floor("s")).all()
    assert not {"pattern", "one_off", "minutes_true"} & set(rows.columns)
    assert set(rows["priority"]) <= {"1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning"}
