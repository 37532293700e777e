"""The survey in the report, and the questionnaire to print."""

from dataclasses import replace

import pandas as pd
import pytest

from toil.publish.page import render_html, render_questionnaire
from toil.schema import conform

pytestmark = pytest.mark.slow


def answers(*rows):
    names = ["respondent", "toil_share", "source_1", "minutes_1"]
    table = pd.DataFrame(rows, columns=names).assign(squad="acessos", month="2026-09", satisfaction=2)
    return conform("survey", table)


def test_felt_stands_beside_measured(report, english):
    said = answers(*((code, 0.45, "P-0e55ac05", 25.0) for code in "abc"))
    problems = conform("survey_problems", pd.DataFrame({"reason": ["no month"], "rows": [2], "dropped": [True]}))
    page = render_html(replace(report, survey=said, survey_problems=problems), english)
    assert "3 people answered for September 2026. They feel that 45% of their time is toil (from 45% to 45%)." in page
    assert "People feel more than tickets show" in page
    assert "3 of 3" in page
    section = page.split('<section id="felt">')[1].split("</section>")[0]
    assert section.count("felt and measured") == 1
    assert section.count("measured more than felt") == 4
    assert "month is not YYYY-MM: 2 (row left out)" in page


def test_two_answers_are_not_shown(report, english):
    page = render_html(replace(report, survey=answers(("a", 0.45, None, None), ("b", 0.31, None, None))), english)
    assert "Only 2 people answered for September 2026" in page
    assert "31%" not in page.split('<section id="felt">')[1].split("</section>")[0]


def test_without_a_survey_the_report_says_where_the_questionnaire_is(report, english):
    assert "Nobody answered the toil survey" in render_html(report, english)


def test_the_questionnaire_names_the_largest_candidates_and_the_header(report, words):
    page = render_questionnaire(report, words)
    assert all(pattern in page for pattern in report.candidates["pattern_id"])
    assert "squad,month,respondent,toil_percent,satisfaction,source_1" in page
    assert "acessos,2026-09,a7,35,2,P-0a11ce01,10,P-0b22df02,20,P-0c33ea03,30" in page


def test_the_questionnaire_escapes_what_strangers_wrote(hostile, english):
    page = render_questionnaire(hostile, english)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
