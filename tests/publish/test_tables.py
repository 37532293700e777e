"""Files of numbers: exact, readable by their owner only, and harmless in a spreadsheet."""

import json
import stat
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from toil.charts import pareto_table
from toil.publish import write_tables
from toil.publish.tables import WORKLOAD
from toil.schema import SCHEMA_VERSION, TABLES, conform

FILES = [
    "candidates.csv", "candidates.json", "charts/budget.csv", "charts/budgets.csv", "charts/pareto.csv",
    "charts/progress_months.csv", "charts/sensitivity.csv", "charts/shared.csv", "charts/themes.csv",
    "charts/trends.csv", "charts/volume.csv", "decisions.csv", "frames.csv", "moves.csv", "progress.csv",
    "resolved_alike.csv", "tables.xlsx", "tickets.csv", "tickets.parquet",
    *sorted(f"workload/{name}.csv" for name in WORKLOAD),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    write_tables(report, folder)
    return folder


def test_each_file_is_there_and_its_owners_only(folder):
    written = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert written == FILES
    assert all(stat.S_IMODE((folder / name).stat().st_mode) == 0o600 for name in FILES)


def test_csv_reads_the_same_everywhere(folder, report):
    table = pd.read_csv(folder / "candidates.csv")
    assert table.columns.tolist() == [column.name for column in TABLES["candidates"].columns]
    assert table["hours_base"].tolist() == report.candidates["hours_base"].tolist()
    assert table["label"].tolist() == report.candidates["label"].tolist()


def test_names_of_groups_and_items_are_no_formula(report, tmp_path):
    evil = '=HYPERLINK("http://x")'
    moves = pd.DataFrame(
        {"month": ["2026-09"], "from_group": [evil], "to_group": ["+1"], "moves": [1], "tickets": [1]}
    )
    incidents = pd.DataFrame({"basis": ["item"], "name": [evil], "incidents": [3], "days": [3], "months": [1]})
    tables = {
        "handoffs": conform("handoffs", moves),
        "recurring": conform("recurring", incidents.assign(last_month="2026-09")),
    }
    write_tables(replace(report, **tables), tmp_path)
    for name in ("handoffs", "recurring"):
        cells = pd.read_csv(tmp_path / "workload" / f"{name}.csv", dtype="str", keep_default_na=False)
        assert not cells.map(lambda cell: cell.startswith(("=", "+", "-", "@"))).any(axis=None)


def test_no_cell_is_a_formula(hostile, tmp_path):
    write_tables(hostile, tmp_path)
    for path in tmp_path.rglob("*.csv"):
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
        texts = table[[name for name in table if name in ("label", "terms", "theme")]]
        assert not texts.map(lambda cell: cell.startswith(("=", "+", "-", "@"))).any(axis=None)
    assert "'=HYPERLINK" in (tmp_path / "candidates.csv").read_text(encoding="utf-8")


def test_json_names_its_schema_and_the_meaning_of_each_column(folder, report):
    document = json.loads((folder / "candidates.json").read_text(encoding="utf-8"))
    assert document["schema_version"] == SCHEMA_VERSION
    assert (document["squad"], document["month"]) == ("acessos", "2026-09")
    assert [column["name"] for column in document["columns"]] == [c.name for c in TABLES["candidates"].columns]
    assert all(column["meaning"] for column in document["columns"])
    first, fourth = document["candidates"][0], document["candidates"][3]
    assert (first["pattern_id"], first["hours_base"], first["grows"]) == ("P-0a11ce01", 21.0, None)
    assert fourth["payback_months"] == "never"
    assert len(document["candidates"]) == len(report.candidates)


def test_patterns_resolved_in_the_same_words_stand_in_a_file_with_what_they_are(report, tmp_path):
    first, second = report.candidates.sort_values("rank").head(2).to_dict("records")
    pair = {
        "pattern_id": [first["pattern_id"]],
        "other_id": [second["pattern_id"]],
        "likeness": 0.9,
        "resolutions": 20,
    }
    gone = {"pattern_id": ["P-gone"], "other_id": [second["pattern_id"]], "likeness": 0.7, "resolutions": 11}
    pairs = conform("shared_remedies", pd.concat([pd.DataFrame(pair), pd.DataFrame(gone)]))
    write_tables(replace(report, shared_remedies=pairs), tmp_path)
    written = pd.read_csv(tmp_path / "resolved_alike.csv")
    assert written.columns.tolist() == [column.name for column in TABLES["resolved_alike"].columns]
    row = written.iloc[0]
    for prefix, candidate in (("", first), ("other_", second)):
        for name in ("label", "tickets", "hours_base"):
            assert row[prefix + name] == candidate[name]
    assert written[["pattern_id", "other_id", "likeness", "resolutions"]].values.tolist() == pairs.values.tolist()
    assert written["tickets"].isna().tolist() == [False, True]  # of a pattern that is no candidate nothing is known


def test_parquet_holds_every_ticket_with_its_pattern(folder, report):
    table = pq.read_table(folder / "tickets.parquet")
    assert table.schema.metadata[b"schema_version"] == str(SCHEMA_VERSION).encode()
    tickets = table.to_pandas()
    assert len(tickets) == len(report.tickets)
    assert tickets["pattern_id"].notna().sum() == 738


def test_each_charts_numbers_are_the_ones_it_draws(folder, report):
    pareto = pd.read_csv(folder / "charts" / "pareto.csv")
    pd.testing.assert_frame_equal(pareto, pareto_table(report.candidates).round(6), check_dtype=False)
    trends = pd.read_csv(folder / "charts" / "trends.csv")
    september = trends[(trends["pattern_id"] == "P-0b22df02") & (trends["month"] == "2026-09")]
    assert september[["steady", "burst", "tickets"]].values.tolist() == [[34, 40, 74]]


def test_same_report_same_bytes(report, folder, tmp_path):
    write_tables(report, tmp_path)
    assert all((tmp_path / name).read_bytes() == (folder / name).read_bytes() for name in FILES)


def test_a_candidates_tickets_are_listed_without_their_text(folder, report):
    listed = pd.read_csv(folder / "tickets.csv", keep_default_na=False, na_values=[""])
    assert sorted(listed["ticket_id"]) == sorted(report.tickets["ticket_id"])
    first = report.candidates.sort_values("rank").iloc[0]
    own = listed[listed["pattern_id"] == first["pattern_id"]]
    assert own.index.tolist() == list(range(first["tickets"]))
    assert set(own["label"]) == {first["label"]}
    assert "summary" not in listed and "description" not in listed


def test_a_table_too_long_for_a_sheet_stays_a_file(report, tmp_path, monkeypatch):
    monkeypatch.setattr("toil.publish.tables.MOST_ROWS", len(report.tickets) - 1)
    write_tables(report, tmp_path)
    sheets = CalamineWorkbook.from_path(str(tmp_path / "tables.xlsx")).sheet_names
    assert "candidates" in sheets and "tickets" not in sheets
    assert (tmp_path / "tickets.csv").exists()
