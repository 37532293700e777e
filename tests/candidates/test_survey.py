"""The toil survey: what was filled in, what could not be used, and felt beside measured."""

import pandas as pd
import pytest

from toil.candidates import compare_survey, read_survey
from toil.errors import SettingsError
from toil.schema import empty

HEADER = "squad,month,respondent,toil_percent,satisfaction,source_1,minutes_1,source_2,minutes_2,source_3,minutes_3"
MONTHS = ("2026-07", "2026-08", "2026-09")


def read(tmp_path, *lines, header=HEADER):
    (tmp_path / "survey.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return read_survey(tmp_path / "survey.csv", ["access"])


def candidates():
    return pd.DataFrame(
        {
            "pattern_id": [f"P-{n}" for n in range(1, 9)],
            "label": [f"work {n}" for n in range(1, 9)],
            "rank": range(1, 9),
            "hours_base": [30.0, 20, 10, 8, 6, 4, 2, 1],
            "minutes_median": 15.0,
            "tickets": 30,
        }
    )


def test_nobody_was_asked(tmp_path):
    survey, problems = read_survey(tmp_path / "survey.csv", ["access"])
    pd.testing.assert_frame_equal(survey, empty("survey"))
    pd.testing.assert_frame_equal(problems, empty("survey_problems"))
    assert compare_survey(survey, candidates(), PLACED, MONTHS) is None


def test_an_answer_is_read(tmp_path):
    survey, problems = read(tmp_path, "access,2026-09,a,35,2,P-1,20,P-6,5,,")
    row = survey.iloc[0]
    assert (row["toil_share"], row["satisfaction"], row["source_1"], row["minutes_2"]) == (0.35, 2, "P-1", 5)
    assert pd.isna(row["source_3"])
    assert problems.empty


def test_a_portuguese_spreadsheet_is_read(tmp_path):
    survey, _ = read(
        tmp_path, "access;2026-09;a;35,5%", header="\ufeffsquad;month;respondent;toil_percent".replace(",", ";")
    )
    assert survey["toil_share"].tolist() == [0.355]


def test_what_cannot_be_used_is_counted(tmp_path):
    survey, problems = read(
        tmp_path,
        "other,2026-09,a,35,2,,,,,,",
        "access,2026-9,a,35,2,,,,,,",
        "access,2026-09,,35,2,,,,,,",
        "access,2026-09,b,120,2,,,,,,",
        "access,2026-09,b,half,2,,,,,,",
        "access,2026-09,c,30,2,,,,,,",
        "access,2026-09,c,40,9,P-1,-5,,,,",
        ",,,,,,,,,,",
    )
    assert survey["toil_share"].tolist() == [0.4]
    assert survey[["satisfaction", "minutes_1"]].isna().all(axis=None)
    assert dict(zip(problems["reason"], problems["rows"], strict=True)) == {
        "unknown squad": 1,
        "no month": 1,
        "no respondent": 1,
        "toil_percent is not 0 to 100": 2,
        "answered twice": 1,
        "satisfaction is not 1 to 5": 1,
        "minutes are not above 0": 1,
    }
    assert problems.set_index("reason").loc["minutes are not above 0", "dropped"] == False  # noqa: E712


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (HEADER.replace("toil_percent", "toil_percnt"), "Did you mean 'toil_percent'?"),
        ("squad,month,toil_percent", "found no 'respondent'; wanted squad,"),
    ],
)
def test_a_wrong_column_is_one_clear_error(tmp_path, header, sentence):
    with pytest.raises(SettingsError, match="wrong columns in the survey") as error:
        read(tmp_path, header=header)
    assert sentence in str(error.value)


PLACED = pd.DataFrame({"ticket_id": ["INC1", "INC2", "INC3"], "pattern_id": ["P-8", "P-8", None]})


def felt(tmp_path, *lines):
    return compare_survey(read(tmp_path, *lines)[0], candidates(), PLACED, MONTHS)


def test_felt_stands_beside_measured_and_is_not_averaged(tmp_path):
    found = felt(
        tmp_path,
        "access,2026-09,a,20,1,P-8,10,P-1,20,P-99,",
        "access,2026-09,b,60,3,P-8,30,P-8,99,,",
        "access,2026-09,c,30,5,P-8,20,P-1,40,,",
        "access,2026-08,a,99,1,P-2,1,,,,",
    )
    assert (found.month, found.answers, found.unknown_sources) == ("2026-09", 3, 1)
    assert (found.share_low, found.share_median, found.share_high, found.satisfaction) == (0.2, 0.3, 0.6, 3)
    sources = found.sources.set_index("pattern_id")
    assert sources.index.tolist() == ["P-8", "P-1", "P-2", "P-3", "P-4", "P-5"]
    assert sources["named"].tolist() == [3, 2, 0, 0, 0, 0]  # b named P-8 twice and counts once
    assert sources.loc["P-8", ["felt_minutes", "measured_minutes"]].tolist() == [20, 15]
    assert pd.isna(sources.loc["P-1", "felt_minutes"])  # two answers are too few to show
    assert sources["difference"].tolist() == ["felt more", "both", *["felt less"] * 4]


def test_a_ticket_stands_for_its_pattern_and_one_in_none_is_counted(tmp_path):
    found = felt(
        tmp_path,
        "access,2026-09,a,20,1,INC1,10,INC2,10,,",
        "access,2026-09,b,60,3,P-8,30,INC3,,,",
        "access,2026-09,c,30,5,INC2,20,,,,",
    )
    assert found.sources.set_index("pattern_id").loc["P-8", ["named", "felt_minutes"]].tolist() == [3, 20]
    assert found.unknown_sources == 1


def test_under_three_answers_nothing_is_shown(tmp_path):
    found = felt(tmp_path, "access,2026-09,a,20,1,P-8,10,,,,", "access,2026-09,b,60,3,P-8,30,,,,")
    assert found.answers == 2
    assert pd.isna([found.share_low, found.share_median, found.satisfaction]).all()
    assert found.sources["named"].sum() == 0


def test_answers_outside_the_window_are_not_of_this_report(tmp_path):
    assert felt(tmp_path, "access,2025-01,a,20,1,,,,,,") is None
