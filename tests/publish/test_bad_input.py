"""What is wrong in an export or a study is shown in the report with its count, or is one clear error; never silent.

The functions behind have their own tests (test_effort, test_desk_bad_input, test_settings); here all of it is in one
export, from file to page.
"""

from __future__ import annotations

import re

import pytest
from lxml import html

from toil.errors import SettingsError
from toil.publish import render_html, render_slo
from toil.steps import open_steps

pytestmark = pytest.mark.slow

HEADER = "number,opened_at,resolved_at,priority,state,short_description,assignment_group,time_worked,u_tier"
STUDY = """
[study]
language = "en"
published_key = "a key that is not secret at all"
[exports]
files = ["t.csv"]
[exports.columns]
u_tier = "tier"
[squads.ours]
groups = ["OURS"]
{people}
[calendar]
opens = 09:00:00
closes = 09:00:00
[slo]
clock = "business"
resolve_hours = 8
resolve_target = 0.9
"""


def lines():
    """40 tickets of one month, of two works; the first ones are wrong, each in its own way."""
    for at in range(40):
        worked = {0: "-1800", 1: "-60", 2: str(60 * 60 * 500)}.get(at, "900")
        resolved = "2026-08-30 10:00:00" if at in (3, 4, 5) else f"2026-09-{at % 25 + 2:02d} 15:00:00"
        priority = "" if at % 2 else "3 - Moderate"
        tier = "N9" if at < 7 else "N2"
        text = "Reset the password of the mailbox" if at % 2 else "Restart the queue of the settlement"
        yield (
            f"INC{at:07d},2026-09-{at % 25 + 1:02d} 09:00:00,{resolved},{priority},Closed,{text},OURS,{worked},{tier}"
        )


def steps_of(folder, people="people = 2"):
    (folder / "t.csv").write_text("\n".join([HEADER, *lines()]) + "\n", encoding="utf-8")
    (folder / "toil.toml").write_text(STUDY.format(people=people), encoding="utf-8")
    return open_steps(folder, "ours", "2026-09")


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    steps = steps_of(tmp_path_factory.mktemp("bad"))
    report = steps.report()
    return report, steps.wording, " ".join(html.fromstring(render_html(report, steps.wording)).text_content().split())


@pytest.mark.parametrize(
    "sentence",
    [
        "worklog over one person's productive month: 1 ticket",
        "resolved before it was opened: 3 tickets",
        "These tickets were not dropped: the next best evidence counted for them.",
        "The exports cover one month only",
        "the study's calendar has no working hours",
        "An hourly rate: without it there is no money and no payback, hours only.",
    ],
)
def test_each_fault_stands_in_the_report_with_its_count(shown, sentence):
    assert sentence in shown[2]


def test_an_unknown_tier_and_a_missing_priority_are_counted(shown):
    report, _, page = shown
    counts = report.intake_counts.set_index("reason")["rows"]
    assert counts["unknown value of tier"] == 7
    assert re.search(r"tier\D{0,60}7", page.split("Noticed in the files")[1].split("Columns:")[0])
    assert "prioritypriority150% n=40" in page.split("Columns:")[1]
    assert (
        report.volumes.query("dimension == 'priority' and month == '2026-09' and value.isna()")["tickets"].sum() == 20
    )


def test_a_worklog_below_zero_is_no_number_and_counted_where_it_was_read(shown):
    report, _, page = shown
    counts = report.intake_counts.set_index("reason")["rows"]
    assert counts["number unreadable"] == 2
    assert report.tickets["worked_minutes"].isna().sum() == 2
    assert re.search(r"number\D{0,40}2", page.split("Noticed in the files")[1].split("Columns:")[0])


def test_no_row_was_dropped_and_no_hour_is_negative(shown):
    report = shown[0]
    assert len(report.tickets) == 40
    assert (report.ticket_effort["minutes_low"] >= 0).all()
    assert (report.candidates[["hours_low", "hours_base", "hours_high"]] >= 0).all(axis=None)
    assert report.candidates["tickets"].sum() == 40


def test_an_objective_in_business_hours_is_unknown_where_there_are_none(shown):
    report, words, _ = shown
    row = next(line for line in render_slo(report, words).splitlines() if line.startswith("| resolved in time"))
    assert "unknown" in row
    assert "| 0 |" in row  # n


@pytest.mark.parametrize("people", ["people = 0", "people = 2\nrate = 0", "people = -1"])
def test_a_capacity_or_a_rate_of_zero_is_one_clear_error_before_anything_is_read(tmp_path, people):
    with pytest.raises(SettingsError, match=r"setting 'squads\.ours\.(people|rate)' is wrong; found (0|-1)"):
        steps_of(tmp_path, people)
