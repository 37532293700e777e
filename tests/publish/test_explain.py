"""Each figure of a report can be traced: what `toil explain` prints are the figures of the report's own tables."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from toil.candidates import explain_next, working_of
from toil.cli import main
from toil.errors import RunError, SettingsError
from toil.i18n import wording
from toil.publish import evidence_of, read_evidence, render_explanation, write_report, write_tables
from toil.publish.progress import progress_of
from toil.schema import conform
from toil.steps import open_steps

pytestmark = pytest.mark.slow

STUDY = """
[study]
language = "en"
published_key = "test key, not secret"
[squads.access]
groups = ["Access"]
people = 3
rate = 80
currency = "EUR"
[economics]
rate = 500
"""
HEADER = "number,opened_at,short_description,assignment_group,state,resolved_at,work_notes_count,close_notes\n"
DECISIONS = """pattern_id,action,value,templates,example,owner,reason,who,when
{pattern},attribute,tactical=0.2,,,,Planned with the branch,ana,2026-09-30
{pattern},verdict,keep,,,,Too few,bruno,2026-09-29
{pattern},status,accepted,,,carla,,ana,2026-09-30
P-00000000,status,live,,,,,ana,2026-09-30
{pattern},verdict,eliminate,,,,The form is going away,ana,2026-09-30
"""


def export():
    """Return two months of three pieces of work: resets (some noted), outages in one hour, and one-offs."""
    lines, number = [], 0
    texts = ["reset password for user"] * 20 + ["vpn tunnel does not connect"] * 12
    for month in ("2026-08", "2026-09"):
        for at, text in enumerate(texts):
            number += 1
            when = f"{month}-{at % 27 + 1:02}"
            notes = at if at % 3 == 0 else ""
            row = f"INC{number:05},{when} 10:00:00,{text},Access,Closed,{when} 11:30:00,{notes},Done by script\n"
            lines.append(row)
    for minute in range(15):
        number += 1
        when = f"2026-09-15 14:{minute:02}:00"
        lines.append(
            f"INC{number:05},{when},vpn tunnel does not connect,Access,Closed,2026-09-15 15:00:00,,Restart\n"
        )
    return HEADER + "".join(lines)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    (folder / "exports").mkdir()
    (folder / "exports" / "tickets.csv").write_text(export())
    (folder / "toil.toml").write_text(STUDY)
    return folder


@pytest.fixture(scope="module")
def report(study):
    made = open_steps(study, "access", "2026-09").report()
    reset = made.candidates.loc[made.candidates["label"].str.contains("password"), "pattern_id"].iloc[0]
    (study / "decisions").mkdir()
    (study / "decisions" / "access.csv").write_text(DECISIONS.format(pattern=reset))
    return open_steps(study, "access", "2026-09").report()


@pytest.fixture(scope="module")
def folder(report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    write_report(report, folder, wording("en"))
    return folder


def test_a_folder_says_the_same_as_the_study_it_came_from(report, folder):
    assert len(report.candidates) == 2
    for pattern in report.candidates["pattern_id"]:
        own = render_explanation(read_evidence(folder), pattern, wording("en"))
        assert own == render_explanation(evidence_of(report), pattern, wording("en"))


def test_what_came_of_a_live_action_is_said_as_on_the_page(report, tmp_path):
    acted, other = report.candidates["pattern_id"].iloc[[0, 1]]
    row = {"pattern_id": acted, "since": "2026-09-01", "state": "too early", "months_before": 0, "months_after": 1}
    live = replace(report, progress=conform("progress", pd.DataFrame([row | {"scope": 1.0, "others": 0}])))
    write_tables(live, tmp_path)
    evidence = read_evidence(tmp_path)
    said = progress_of(live, wording("en"))[0][2]
    assert f"6. What came since\n  {said}\n" in render_explanation(evidence, acted, wording("en"))
    assert "What came since" not in render_explanation(evidence, other, wording("en"))


def test_every_ticket_is_listed_and_the_working_gives_the_hours_of_the_tables(report, folder):
    evidence = read_evidence(folder)
    for row in report.candidates.itertuples():
        text = render_explanation(evidence, row.pattern_id, wording("en"))
        ids = report.ticket_patterns.loc[report.ticket_patterns["pattern_id"] == row.pattern_id, "ticket_id"]
        listed = re.findall(r"^  (INC\d{5}) ", text, re.M)
        assert sorted(listed) == sorted(ids)
        own, covered = evidence.tickets[evidence.tickets["pattern_id"] == row.pattern_id], evidence.months_covered
        working = working_of(own, evidence.effort, covered)
        months = report.pattern_months[report.pattern_months["pattern_id"] == row.pattern_id]
        assert working.hours == pytest.approx(months["hours_base"].sum() / covered, rel=1e-5)
        assert working.burst_hours == pytest.approx(row.burst_hours, rel=1e-5)
        assert working.switches == row.switches
        by_table = report.pattern_effort[report.pattern_effort["pattern_id"] == row.pattern_id]
        columns = ["assumption", "tickets", "minutes_low", "minutes_base", "minutes_high"]
        pd.testing.assert_frame_equal(
            working.by_assumption[columns],
            by_table[columns].sort_values("assumption", ignore_index=True),
            check_dtype=False,
        )
        assert f"= {working.hours:.2f} h at base values" in text
        assert f"report: {row.hours_base:.2f} ({row.hours_low:.2f} – {row.hours_high:.2f}) h, the median" in text


def test_the_saving_and_the_money_are_those_of_the_tables(report, folder):
    row = report.candidates.set_index("verdict").loc["eliminate"]
    text = render_explanation(read_evidence(folder), row["pattern_id"], wording("en"))
    saved = row["hours_base"] * row["projected_volume"] * 0.7 * 0.95
    assert f"= {saved:.2f} h a month; report: {row['saved_base']:.2f} " in text
    net = 12 * saved * 80 - 24 * 80 - 0.2 * 24 * 80
    shown = wording("en").money(net, "EUR")
    assert f"= {shown}; report: {wording('en').money(row['net_12_base'], 'EUR')}" in text
    assert "12 × 0 (not stated)" in text


def with_row(report, pattern_id, **changed):
    of_it = report.candidates["pattern_id"] == pattern_id
    candidates = report.candidates.assign(
        **{name: report.candidates[name].mask(of_it, value) for name, value in changed.items()}
    )
    return render_explanation(evidence_of(replace(report, candidates=candidates)), pattern_id, wording("en"))


def test_the_volume_to_come_is_traced_to_its_trends(report):
    pattern = report.candidates["pattern_id"].iloc[0]
    # 1.02 x 1.1 = 1.122 a month; 1.122^2.5 over the mean of 1.122^(-2.5 ... 2.5) = 1.3335 / 1.0195
    text = with_row(
        report, pattern, trend_months=6, squad_change=0.02, own_change=0.1, projected_volume=1.308,
        projected_volume_low=0.9, projected_volume_high=1.1, wave_months=3.0,
    )  # fmt: skip
    assert "last of 6 whole months / their mean, at (1 + 2.00%) × (1 + 10.00%) = 1.1220 a month = 1.308" in text
    assert "then held; report: 1.308 (0.900 to 1.100)." in text
    assert "× 1.308 ×" in text
    assert "× 3 / 12 = " in text
    assert "A migration wave whose end the study does not state" in text
    short = with_row(report, pattern, trend_months=0, projected_volume=1.0)
    assert "projected volume = 1: under six whole months" in short
    assert "× 12 / 12 = " in short


def test_the_tests_of_each_ticket_add_up_to_the_shares(report, folder):
    evidence = read_evidence(folder)
    overruled = set(zip(report.overrules["pattern_id"], report.overrules["attribute"], strict=True))
    for row in report.candidates.to_dict("records"):
        own = evidence.tickets[evidence.tickets["pattern_id"] == row["pattern_id"]]
        for name in ("manual", "repetitive", "automatable", "tactical"):
            judged = own[f"test_{name}"].dropna()
            assert len(judged) == row[f"{name}_n"]
            if len(judged) >= 10 and (row["pattern_id"], name) not in overruled:
                assert judged.mean() == pytest.approx(row[name], abs=1e-6)
        text = render_explanation(evidence, row["pattern_id"], wording("en"))
        assert len(re.findall(r"  [+−·]{5}", text)) == len(own)


def test_what_people_decided_stands_with_their_reason(report, folder):
    row = report.candidates.set_index("verdict").loc["eliminate"]
    text = render_explanation(read_evidence(folder), row["pattern_id"], wording("en"))
    assert (row["decided_by"], row["tactical"]) == ("person", 0.2)
    assert "tactical: 20.0%. Set by ana on 2026-09-30: Planned with the branch. The test said: " in text
    assert "Eliminate at source: Decided by a person. The rule said:" in text
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "ana, Sep 30, 2026: The form is going away" in page
    assert "Set by ana on 2026-09-30: Planned with the branch." in page
    assert "Said otherwise before: bruno (Keep as is)." in page


def test_every_line_that_people_decided_is_shown_with_what_became_of_it(folder):
    table = pd.read_csv(folder / "decisions.csv")
    assert table["effect"].tolist() == ["in force", "overtaken", "in force", "no effect", "in force"]
    assert table["problem"].dropna().tolist() == ["no such pattern in this window"]
    assert table.loc[1, ["overtaken_by", "overtaken_when"]].tolist() == ["ana", "2026-09-30"]
    page = (folder / "report.html").read_text(encoding="utf-8")
    shown = page[page.index('<section id="decided">') : page.index('<section id="shared">')]
    for said in ("a later line counts: ana, Sep 30, 2026", "(no longer found)", "accepted", "tactical 20%", "carla"):
        assert said in shown
    assert "accepted · carla" in page[: page.index('<section id="decided">')]


def test_no_figure_moves_what_a_person_decided(report):
    row = report.candidates[report.candidates["decided_by"] == "person"].iloc[0]
    assert explain_next(row, wording("en")) == ""
    assert explain_next({**row, "decided_by": "rule"}, wording("en")) != ""


def test_each_rule_up_to_the_one_that_matched_is_listed(report, folder):
    row = report.candidates.set_index("decided_by").loc["rule"]
    text = render_explanation(read_evidence(folder), row["pattern_id"], wording("en"))
    assert "4. reject-no-action (Reject): does not match (closed without action 0%, at least 50% needed)" in text
    assert re.search(rf"\d\. {row['rule']} \(.*\): matches", text)


@pytest.mark.parametrize("squad", [[], ["--squad", "access"]])
def test_the_command_finds_the_pattern_in_a_folder_and_in_a_study(study, report, folder, capsys, squad):
    pattern = report.candidates["pattern_id"].iloc[0]
    assert main(["explain", str(folder / "report.html"), pattern]) == 0
    of_folder = capsys.readouterr().out
    assert main(["explain", str(study), pattern, "--month", "2026-09", *squad]) == 0
    assert capsys.readouterr().out == of_folder
    assert of_folder.startswith(f"{pattern}  ")


def test_an_unknown_pattern_names_the_nearest(report, folder):
    pattern = report.candidates["pattern_id"].iloc[0]
    with pytest.raises(SettingsError, match=f"no pattern '{pattern}x'.*Did you mean '{pattern}'"):
        render_explanation(read_evidence(folder), pattern + "x", wording("en"))


def test_the_number_that_a_candidate_has_in_the_report_does_too(report, folder):
    evidence, words = read_evidence(folder), wording("en")
    for row in report.candidates.itertuples():
        assert render_explanation(evidence, str(row.rank), words) == render_explanation(
            evidence, row.pattern_id, words
        )
    with pytest.raises(SettingsError, match="no pattern '0'"):
        render_explanation(evidence, "0", words)


def test_a_folder_without_a_report_says_what_to_do(tmp_path):
    with pytest.raises(RunError, match=r"no report to explain.*Make one with: toil run"):
        read_evidence(tmp_path)


def test_an_older_report_says_what_to_do(folder, tmp_path):
    (tmp_path / "candidates.json").write_text('{"schema_version": 0}')
    (tmp_path / "tickets.parquet").write_bytes((folder / "tickets.parquet").read_bytes())
    with pytest.raises(RunError, match=r"of another version.*toil run --force"):
        read_evidence(tmp_path)


def test_no_control_character_reaches_the_terminal(report):
    evil = report.candidates.assign(label="\x1b[31mred\u202e")
    shown = render_explanation(
        evidence_of(replace(report, candidates=evil)),
        evil["pattern_id"].iloc[0],
        wording("en"),
    )
    assert "\x1b" not in shown
    assert "\u202e" not in shown
