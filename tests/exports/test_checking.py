"""``toil check``: what it says of a file that fits, one that doesn't, and one that nobody knows."""

import tomllib

import pytest
from export_studies import FIXTURES, study_of

from toil.errors import ExportError
from toil.exports import check_export, render_check
from toil.exports.profile import parse_profile
from toil.i18n import wording


def said(file, study=None, language="en"):
    check = check_export(FIXTURES / file, study)
    return check, render_check(check, wording(language))


def test_a_file_that_fits():
    check, text = said("servicenow_list.csv")
    assert check.exit_code == 0
    assert "system: ServiceNow" in text
    assert "rows: 5; tickets: 5" in text
    assert "assignment_group    ->  group            80% filled" in text
    assert "not used: category (2)" in text
    assert "state: Closed = closed, Closed Complete = closed, New = new, Work in Progress = open" in text
    assert "opened from Sep 1, 2026 to Sep 30, 2026" in text
    assert "2  REDES N2" in text
    assert text.endswith("Fit: `toil new DIR EXPORT...` writes a study from it.")
    assert check.draft_profile is None


def test_sample_rows_are_redacted():
    _, text = said("servicenow_list.csv")
    assert "<CPF>" in text
    assert "529.982" not in text


def test_cells_without_meaning_are_listed_with_their_rows():
    _, text = said("servicenow_audit.csv")
    assert "not understood, left unknown: -100 (1)" in text
    assert "2  superseded state" in text


def test_an_unknown_layout_is_not_fit_and_gets_a_draft_that_is_a_profile():
    check, text = said("unknown_layout.csv")
    assert check.exit_code == 1
    for field in ("summary", "group", "opened_at"):
        assert f"no column for '{field}'" in text
    assert '# ? = ["foo"]' in check.draft_profile
    assert parse_profile("draft", tomllib.loads(check.draft_profile)).title == "my ticket system"


def test_a_needed_column_that_holds_nothing_is_lacking(tmp_path):
    (tmp_path / "a.csv").write_text("ticket id,subject,group,opened at\n1,x,,?\n2,y,,\n", encoding="utf-8")
    assert check_export(tmp_path / "a.csv").faults == (("lacking", "group"), ("lacking", "opened_at"))


def test_dates_that_can_be_read_two_ways_are_not_fit():
    check, text = said("ambiguous_dates.csv")
    assert check.exit_code == 1
    assert "set exports.day_first" in text
    study = study_of(["x"], groups=["G"], exports={"day_first": True})
    check, text = said("ambiguous_dates.csv", study)
    assert check.exit_code == 0
    assert "opened at: day before month, as the study says" in text


def test_how_dates_are_read_is_said():
    assert "opened at: month before day, as its own dates show" in said("month_first.csv")[1]
    assert "as its own dates show" not in said("servicenow_list.csv")[1]  # year-month-day reads one way


def test_missing_fields_and_what_they_cost():
    _, text = said("glpi_dashed.csv")
    assert "  resolution: whether a machine could do it can't be judged from what was done" in text
    assert "  priority:" not in text.split("Missing, and what that costs")[1].split("Sample rows")[0]


def test_settings_of_a_study_apply():
    exports = {"columns": {"Document": "description", "Topic_group": "group"}, "undated_month": "2026-08"}
    assert said("no_date.csv")[0].exit_code == 1
    check, text = said("no_date.csv", study_of(["x"], groups=["G"], exports=exports))
    assert check.exit_code == 0
    assert "2026-08: 3" in text


@pytest.mark.parametrize("file", ["missing.csv", "unreadable_dates.csv"])
def test_what_cannot_be_read_raises(file):
    with pytest.raises(ExportError, match=file):
        check_export(FIXTURES / file)


@pytest.mark.parametrize("file", sorted(path.name for path in FIXTURES.glob("*.csv")))
def test_every_fixture_gets_an_answer_in_both_languages(file):
    for language in ("en", "pt-BR"):
        try:
            check, text = said(file, language=language)
        except ExportError:
            assert file == "unreadable_dates.csv"
            continue
        assert text.startswith(file)
        assert check.exit_code in (0, 1)
