"""What a run says of the exports before it begins."""

from types import SimpleNamespace

import pandas as pd
import pytest

from toil.errors import RunError
from toil.runs.squads import (
    _say_what_had_no_effect,
    _say_what_is_late,
    _say_what_was_read,
    _say_who_has_left,
    check_folder,
)


def counts(*rows):
    return pd.DataFrame(rows, columns=["file", "squad", "reason", "rows"])


def test_files_that_give_no_ticket_and_files_that_are_no_export_are_named():
    table = counts(
        ("a.csv", "*", "outside squads", 2),
        ("b.csv", "*", "outside squads", 40),
        ("c.csv", "*", "outside squads", 3),
        ("manual.pdf", "*", "file that is no export", 1),
    )
    sources = pd.DataFrame({"file": ["a.csv", "b.csv", "c.csv"], "tickets": [10, 5, 0]})
    said = []
    intake = SimpleNamespace(intake_counts=table, sources=sources)
    _say_what_was_read(SimpleNamespace(intake=intake), "2026-09", said.append)
    assert said == [
        "read 3 file(s), 15 ticket(s), 45 row(s) of groups of no squad; month 2026-09",
        "notice  c.csv: no ticket of a squad (3 row(s) of other groups)",
        "notice  manual.pdf: file that is no export (1)",
    ]


LEFT = "2026-10 is not whole, its last ticket is of 2026-10-20; --month 2026-10 reports it all the same"
NONE = "b: no ticket in 2026-10, the last is of 2026-09-30; is an export missing?"


@pytest.mark.parametrize(
    ("month", "asked", "said"),
    [("2026-09", False, [LEFT]), ("2026-09", True, []), ("2026-10", False, [NONE]), ("2026-10", True, [NONE])],
)
def test_a_month_left_for_now_and_a_squad_whose_export_did_not_come_are_said(month, asked, said):
    rows = [("*", "a", "2026-10-20", 9), ("*", "a", "2026-09-02", 9), ("*", "b", "2026-09-30", 9)]
    days = pd.DataFrame([*rows, ("*", "*", "2026-11-02", 1)], columns=["file", "squad", "day", "tickets"])
    lines = []
    _say_what_is_late(days, ["a", "b", "never"], month, lines.append, asked=asked)
    assert lines == [f"notice  {line}" for line in said]


def test_a_report_of_a_squad_that_is_called_otherwise_now_is_named(tmp_path):
    for squad in ("cards", "payments", "no-report"):
        (tmp_path / squad).mkdir()
    for squad in ("cards", "payments"):
        (tmp_path / squad / "status.json").touch()
    lines = []
    _say_who_has_left(tmp_path, ["payments"], lines.append)
    _say_who_has_left(tmp_path / "2026-10", ["payments"], lines.append)
    assert lines == [
        f"notice  {tmp_path / 'cards'}: of no squad in the study now; if it was renamed, remove this folder"
    ]


def test_a_file_where_the_reports_go_is_said_before_any_work(tmp_path):
    check_folder(tmp_path / "reports")  # nothing there yet
    check_folder(tmp_path)
    (tmp_path / "reports").touch()
    with pytest.raises(RunError, match="no folder for the reports; found a file of that name"):
        check_folder(tmp_path / "reports")


def test_decisions_without_effect_and_unusable_survey_rows_are_said():
    problems = pd.DataFrame({"reason": ["unknown answer"], "rows": [2], "dropped": [False]})
    said = []
    idle = SimpleNamespace(squad="acessos", misfits=[1, 2], survey_problems=problems)
    _say_what_had_no_effect(idle, said.append)
    assert said == [
        "notice  acessos: 2 decision(s) without effect; the report's decisions.csv says why",
        "notice  acessos: survey: unknown answer (2)",
    ]
    _say_what_had_no_effect(SimpleNamespace(squad="b", misfits=[], survey_problems=problems[:0]), said.append)
    assert len(said) == 2
