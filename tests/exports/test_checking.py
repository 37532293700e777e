"""``toil check``: what it says of a file that fits, one that doesn't, and one that nobody knows."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from export_studies import FIXTURES, load, study_of

from toil.errors import ExportError
from toil.exports import check_export, render_check
from toil.i18n import wording

ROOT = Path(__file__).parents[2]
HEADER = "number,opened_at,short_description,assignment_group,state,caller_id\n"


@cache
def checked(file):
    return check_export(FIXTURES / file)


def said(file, study=None, language="en"):
    check = checked(file) if study is None else check_export(FIXTURES / file, study)
    return check, render_check(check, wording(language))


@pytest.fixture
def export(tmp_path):
    """Write a ServiceNow export of 40 tickets; *cells* gives the state and caller of each by its number."""

    def write(cells=lambda n: ("New", ""), *, days=lambda n: 1 + n % 28, header=HEADER):
        rows = "".join(
            f"INC{n:05},2026-09-{days(n):02} 10:00:00,no access,Access,{','.join(cells(n))}\n" for n in range(40)
        )
        (tmp_path / "a.csv").write_text(header + rows, encoding="utf-8")
        return tmp_path / "a.csv"

    return write


def test_what_a_file_is_and_what_became_of_its_columns():
    check, text = said("servicenow_list.csv")
    assert "system: ServiceNow (profile checked on real exports)" in text
    assert "format: csv, utf-8, delimiter ,\n" in text
    assert "rows: 5; tickets: 5" in text
    assert "assignment_group    -> group              80% filled" in text
    assert "not used: category (2) (100%)" in text
    assert "state: closed = Closed, Closed Complete; new = New; open = Work in Progress" in text
    assert "opened from Sep 1, 2026 to Sep 30, 2026" in text
    assert "          2                 2  REDES N2" in text
    assert check.draft is None


def test_a_file_that_is_enough(export):
    check = check_export(export())
    text = render_check(check, wording("en"))
    flat = " ".join(text.split())
    assert check.exit_code == 0
    assert "40 tickets in Sep 2026: a report is useful from 150" in text
    assert "have: free text 100%; date 100%; when it was resolved 0%; what was done 0%; minutes worked 0%" in flat
    assert "0 with 150 or more, 1 with 30 or more, 0 with fewer" in flat
    assert text.endswith("Fit: `toil new DIR EXPORT...` writes a study from it.")


def test_a_file_with_too_few_tickets_for_any_report_is_not_fit():
    check, text = said("servicenow_list.csv")
    assert check.exit_code == 1
    assert "5 tickets in Sep 2026: under the floor of 30" in text
    assert text.endswith(
        "  - its columns are understood, but with fewer than 30 tickets in Sep 2026 no report could be\n    written"
    )


def test_of_a_study_each_squad_must_be_enough_not_all_groups_together(export):
    path = export()
    fit = study_of([path], groups=["Access"])
    other = study_of([path], groups=["Network"])
    assert check_export(path, fit).exit_code == 0
    assert check_export(path, other).faults == (("few tickets", ""),)
    text = render_check(check_export(path, fit), wording("en"))
    assert "squads by tickets in that month: 0 with 150 or more, 1 with 30 or more" in text
    assert "40                40  ours" in text


@pytest.mark.parametrize(
    ("file", "said_of_dates"),
    [
        ("servicenow_audit.csv", "  opened_at, sys_updated_at: day before month, as its own dates show\n"),
        ("servicenow_audit.csv", "  times without a zone are in America/Sao_Paulo\n"),
        ("month_first.csv", "  opened at: month before day, as its own dates show\n"),
        ("servicenow_list.csv", "  dates: they can be read in one way only\n"),
        ("gitlab_issues.csv", "Closed At (UTC): times without a zone are in UTC"),
        ("ambiguous_dates.csv", "no day above 12 in 'opened at', so 03/04 may be March or April"),
    ],
)
def test_how_dates_are_read_is_stated(file, said_of_dates):
    assert said_of_dates in said(file)[1]


def test_days_between_two_exports_that_no_ticket_is_of(export):
    text = render_check(check_export(export(days=lambda n: 1 + n % 8 if n % 2 else 20 + n % 8)), wording("en"))
    assert "no ticket from Sep 9, 2026 to Sep 19, 2026, 11 days: a gap between exports?" in text


def test_sample_rows_are_redacted_and_in_the_zone_of_the_study():
    _, text = said("servicenow_list.csv")
    assert "<CPF>" in text
    assert "529.982" not in text
    assert "opened_at: 2026-09-01 08:15\n" in text


def test_a_systems_own_header_is_nobodys_name():
    check, text = said("glpi_quoted.csv")
    assert "Requerente - Requerente" in text
    assert "<NAME>" not in " ".join(check.mapping["header"])
    assert "Requerente - Requerente" in load("glpi_quoted.csv", groups=["TI > Campo"]).columns["header"].tolist()


def test_cells_without_meaning_are_listed_with_their_rows():
    _, text = said("servicenow_audit.csv")
    assert "not understood, left unknown: -100 (1)" in text
    assert "2  earlier state of the same ticket" in text


def test_a_column_of_peoples_words_is_counted_and_not_shown(export):
    check = check_export(export(lambda n: ("Parked" if n < 6 else f"asked Zilda Quaresma {n}", "Zilda Quaresma")))
    text = " ".join(render_check(check, wording("en")).split())
    assert "not understood, left unknown: Parked (6)" in text
    assert "not understood: 34 more cells in 34 rows, not shown" in text
    assert "Quaresma" not in text


def test_names_and_numbers_in_few_cells_and_in_headers_are_masked(export):
    header = HEADER.replace("state", "state,ligar para zilda@bank.example")
    check = check_export(export(lambda n: ("Parked by Zilda Quaresma", "x", "Zilda Quaresma"), header=header))
    text = render_check(check, wording("en"))
    assert "Parked by <NAME> (40)" in text
    assert "<EMAIL>" in text
    assert "Quaresma" not in text
    assert "zilda" not in text


def test_nothing_in_an_answer_can_steer_a_terminal(export):
    text = render_check(check_export(export(lambda n: ("\x1b[2J\x07Parked", "x"))), wording("en"))
    assert "Parked (40)" in text
    assert not [c for c in text if c != "\n" and unicodedata.category(c) == "Cc"]


def test_a_needed_column_that_holds_nothing_is_lacking(tmp_path):
    (tmp_path / "a.csv").write_text("ticket id,subject,group,opened at\n1,x,,?\n2,y,,\n", encoding="utf-8")
    assert check_export(tmp_path / "a.csv").faults == (("lacking", "group"), ("lacking", "opened_at"))


def test_dates_that_can_be_read_two_ways_are_not_fit():
    check, text = said("ambiguous_dates.csv")
    assert check.exit_code == 1
    assert "set exports.day_first" in text
    study = study_of(["x"], groups=["G"], exports={"day_first": True})
    check, text = said("ambiguous_dates.csv", study)
    assert check.faults == (("few tickets", ""),)
    assert "opened at: day before month, as the study says" in text


def test_missing_fields_and_what_they_cost():
    missing = said("glpi_dashed.csv")[1].split("Missing, and what that costs")[1].split("Enough for a report?")[0]
    assert "  resolution: whether a machine could do it can't be judged from what was done" in missing
    assert "  priority:" not in missing


def test_a_kind_that_ids_tell_is_not_missing():
    missing = said("servicenow_list.csv")[1].split("Missing, and what that costs")[1].split("Enough for a report?")[0]
    assert "kind:" not in missing


def test_two_fields_that_cost_one_thing_stand_as_one():
    text = said("servicenow_audit.csv")[1]
    assert "  summary, description: no free text" in text
    assert "  resolved_at: time to resolve is counted to the closing" in text


def test_settings_of_a_study_apply():
    exports = {"columns": {"Document": "description", "Topic_group": "group"}, "undated_month": "2026-08"}
    check, text = said("no_date.csv")
    assert check.faults == (("lacking", "opened_at"),)
    assert "or state the month of tickets without dates: exports.undated_month" in text
    check, text = said("no_date.csv", study_of(["x"], groups=["Hardware"], exports=exports))
    assert check.faults == (("few tickets", ""),)
    assert "2026-08: 3" in text


@pytest.mark.parametrize("file", ["missing.csv", "unreadable_dates.csv"])
def test_what_cannot_be_read_raises(file):
    with pytest.raises(ExportError, match=file):
        check_export(FIXTURES / file)


def test_the_answer_that_the_documentation_shows_is_the_one_that_is_given():
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    file, shown = re.search(r"```\n\$ toil check (\S+)\n(.*?)```", page, re.S).groups()
    given = render_check(check_export(ROOT / file), wording("en")).splitlines()
    lines = [line for line in shown.splitlines() if line.strip() not in ("", "...")]
    assert len(lines) > 15
    assert [line for line in lines if line not in given] == []
