"""The two pages of notebook 05: what is restated, what came of actions, and how to mark one where none is."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from toil.decisions import read_decisions
from toil.publish import acted_months, render_changes, render_progress, reported_months, status_lines
from toil.publish.restated import restated, restated_of
from toil.schema import conform

NOTHING = "No earlier month of the window was reported here: there is nothing that could have changed."
SQUAD_MONTHS = pd.DataFrame({"month": ["2026-07", "2026-08", "2026-09"], "tickets": [150, 160, 214]})


def reported(*rows):
    return pd.DataFrame(rows, columns=["month", "tickets"])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], [NOTHING]),
        ([("2026-02", 9)], [NOTHING]),
        (
            [("2026-07", 150), ("2026-08", 160), ("2026-09", 1)],
            ["2 earlier months were reported here, and each holds the same number of tickets today."],
        ),
        ([("2026-07", 150), ("2026-08", 148)], ["Aug 2026: 148 tickets when it was reported, 160 today."]),
    ],
)  # fmt: skip
def test_a_month_is_restated_where_its_report_counted_other_tickets(rows, said, english):
    assert restated_of(restated(reported(*rows), SQUAD_MONTHS, "2026-09"), english) == said


def test_what_was_reported_is_read_of_one_squad_and_no_failure(tmp_path):
    for month, squad, status, tickets in [
        ("2026-07", "acessos", "ok", 150), ("2026-08", "acessos", "refused", 12), ("2026-08", "canais", "ok", 99),
        ("2026-09", "acessos", "failed", None),
    ]:  # fmt: skip
        folder = tmp_path / month / squad
        folder.mkdir(parents=True)
        (folder / "status.json").write_text(json.dumps({"status": status, "tickets": tickets}), encoding="utf-8")
    assert reported_months(tmp_path, "acessos").to_numpy().tolist() == [["2026-07", 150], ["2026-08", 12]]
    assert reported_months(tmp_path / "none", "acessos").empty


def test_the_page_of_changes_says_why_a_month_has_no_report(report, english):
    page = render_changes(report, reported(), english)
    assert "What changed since last month" in page
    assert "No earlier month of the window was reported here" in page
    assert "No report is written" not in page
    refused = replace(report, fitness=replace(report.fitness, status="refused", tickets=12))
    page = render_changes(refused, reported(), english)
    assert "No report is written of this month:" in page
    assert "12 tickets in Sep 2026: under the floor of 30" in page


def test_where_no_action_is_live_the_page_says_how_to_mark_one_and_the_line_is_one_that_is_read(
    report, english, tmp_path
):
    page = render_progress(report, english)
    assert "No action of this squad is live." in page
    assert "decisions/acessos.csv" in page
    line = "P-0a11ce01,status,live,,,,,2026-10-01"  # the largest; the first day after September
    assert line in page
    header = "pattern_id,action,value,templates,owner,reason,who,when"
    (tmp_path / "acessos.csv").write_text(f"{header}\n{line.replace(',,2026', ',ana,2026')}\n", encoding="utf-8")
    assert read_decisions(tmp_path, "acessos").loc[0, "value"] == "live"
    nothing = replace(report, candidates=report.candidates.iloc[:0])
    assert "status,live" in render_progress(nothing, english)


def test_live_actions_stand_on_the_page_and_in_the_picture_under_their_labels(report, english):
    action = {
        "pattern_id": ["P-0c33ea03", "P-gone"], "since": ["2026-07-01", "2026-08-01"], "state": "too early",
        "months_before": 3, "months_after": 1, "scope": 1.0, "others": 0,
        **dict.fromkeys(
            ("tickets_before", "tickets_after", "expected", *(f"saved_{of}_{end}" for of in ("tickets", "hours")
             for end in ("low", "base", "high"))), float("nan"),
        ),
    }  # fmt: skip
    months = {"pattern_id": action["pattern_id"], "month": "2026-06", "tickets": 3.0, "part": "before"}
    months |= dict.fromkeys(("expected", "expected_low", "expected_high"), float("nan"))
    live = replace(
        report,
        progress=conform("progress", pd.DataFrame(action)),
        progress_months=conform("progress_months", pd.DataFrame(months)),
    )
    page = render_progress(live, english)
    assert "too early to tell" in page
    assert "No action of this squad is live." not in page
    assert acted_months(live)["label"].tolist() == ["Tablespace <ID> acima de <NUM>% em <HOST>", "P-gone"]


def test_each_action_is_taken_one_step_on_and_what_is_settled_none(report):
    status = {"P-0a11ce01": "accepted", "P-0b22df02": "building", "P-0c33ea03": "live", "P-0e55ac05": "proposed"}
    candidates = report.candidates.assign(status=report.candidates["pattern_id"].map(status).astype("str"))
    lines = status_lines(replace(report, candidates=candidates))["line"].str.split(",").str[:3].str.join(",")
    assert lines.tolist()[:2] == ["P-0a11ce01,status,building", "P-0b22df02,status,live"]
    assert "P-0e55ac05,status,accepted" in lines.tolist()
    assert not lines.str.startswith("P-0c33ea03").any()
