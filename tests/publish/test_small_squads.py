"""Squads of about 165, 40 and 20 tickets a month: useful, modest and honest about it, refused with reasons.

What is said hangs on the number of tickets, so the whole suite runs here on generated exports of each size.
"""

from __future__ import annotations

import json
import re
from functools import cache

import pandas as pd
import pytest
from lxml import html

from toil.publish import render_html, render_refusal
from toil.sample import generate_tickets, write_export
from toil.steps import open_steps

pytestmark = pytest.mark.slow

MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
ESTIMATE = re.compile(r"\d%|\([\d.,]+–[\d.,]+\)")
STUDY = """
[study]
language = "en"
published_key = "a key that is not secret at all"
[exports]
files = ["t.csv"]
timezone = "America/Sao_Paulo"
[exports.columns]
u_work_notes_count = "notes"
[squads.small]
groups = {groups}
people = 3
[economics]
rate = 95
"""


@pytest.fixture(scope="module")
def small_squad(tmp_path_factory):
    """Return the steps of a squad of so many tickets a month, of which the exports hold the last months only."""

    @cache
    def made(size: int, months: int, seed: int):
        folder = tmp_path_factory.mktemp(f"of-{size}")
        tickets = generate_tickets(size * len(MONTHS), seed=seed)
        held = tickets["opened_at"].dt.tz_convert("America/Sao_Paulo").dt.strftime("%Y-%m").isin(MONTHS[-months:])
        tickets = tickets[held].reset_index(drop=True)
        write_export(folder / "t.csv", tickets)
        groups = json.dumps(sorted(tickets["group"].unique()), ensure_ascii=False)
        (folder / "toil.toml").write_text(STUDY.format(groups=groups), encoding="utf-8")
        return open_steps(folder, "small", "2026-09")

    return made


@pytest.fixture(scope="module")
def page(small_squad):
    @cache
    def rendered(size: int, months: int, seed: int):
        steps = small_squad(size, months, seed)
        report = steps.report()
        return report, render_html(report, steps.wording)

    return rendered


def rows_without_n(page: str) -> list[str]:
    """Return the rows of tables that state an estimate and neither n nor a count beside it."""
    missing = []
    for table in html.fromstring(page).iter("table"):
        counts = table.xpath("./thead//th[contains(@class, 'counts')]")
        for row in table.xpath("./tbody/tr"):
            said = " ".join(row.text_content().split())
            if ESTIMATE.search(said) and not re.search(r"n=\d", said) and not counts:
                missing.append(said)
    return missing


def answer_of(page: str) -> str:
    return " ".join(html.fromstring(page).get_element_by_id("answer").text_content().split())


def test_every_estimate_in_a_table_has_its_n(report, words):
    page = render_html(report, words)
    assert len(ESTIMATE.findall(page)) > 100
    assert rows_without_n(page) == []
    assert len(rows_without_n(re.sub("n=", "", page))) > 20  # the check sees what it should


@pytest.mark.slow
def test_about_165_a_month_are_enough_for_a_useful_report(page):
    report, said = page(165, 6, 1)
    assert report.fitness.status == "fit"
    assert len(report.candidates) >= 12
    assert (report.candidates["verdict"] != "keep").mean() > 0.3
    assert (report.candidates["known_attributes"] >= 3).mean() > 0.7
    assert "Read every figure as a hint" not in said
    assert "What to check first" not in said
    assert rows_without_n(said) == []


@pytest.mark.slow
def test_about_40_a_month_are_modest_and_say_so(page):
    report, said = page(40, 6, 1)
    answer = answer_of(said)
    assert report.fitness.status == "modest"
    assert 2 <= len(report.candidates) <= 12
    assert "Read every figure as a hint" in answer
    assert re.search(r"Between \d+ and \d+ hours a month may go into repeated work, by \d+ of 240 tickets", answer)
    assert "About" not in answer
    assert "What to do first" not in answer
    assert "check before you build" in answer
    assert rows_without_n(said) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [165, 40])
def test_no_candidate_rests_on_fewer_than_five_tickets(page, size):
    for months in (1, 6):
        assert (page(size, months, 1)[0].candidates["tickets"] >= 5).all()


@pytest.mark.slow
@pytest.mark.parametrize("months", [1, 2])
def test_one_or_two_months_show_no_trend_and_no_month_that_nobody_exported(page, months):
    report, said = page(165, months, 1)
    assert report.months == MONTHS[-months:]
    assert report.candidates["grows"].isna().all()
    assert "Outside their usual range" not in said
    assert "Apr 2026" not in html.fromstring(said).get_element_by_id("months").text_content()
    assert ("one month only" in said) == (months == 1)
    assert f"{months} month" in said.split("</header>")[0]
    counted = report.candidates["tickets"] / report.months_covered
    shown = html.fromstring(said).xpath("//section[@id='candidates']//td[@data-label='Tickets a month']")
    assert [cell.text for cell in shown] == [f"{value:.1f}" for value in counted]


@pytest.mark.slow
def test_forty_tickets_in_which_nothing_repeats_have_no_hours_and_no_empty_parts(page):
    report, said = page(40, 1, 1)
    assert report.candidates.empty
    assert report.fitness.status == "modest"
    answer = answer_of(said)
    assert "No repeated work was found in 40 tickets." in answer
    assert "range 0 to 0" not in said
    assert "There is no pattern to compare" in said
    assert "– h/month" in answer or "— h/month" in answer
    assert 'id="cards"' not in said
    assert "#cards" not in said
    drawn = html.fromstring(said).xpath("//*[local-name()='svg'][not(ancestor::section[@id='levels'])]")
    assert len(drawn) == 1  # tickets a month, and the service levels; nothing else has anything to draw


@pytest.mark.slow
@pytest.mark.parametrize("months", [1, 6])
def test_about_20_a_month_are_refused_with_reasons(small_squad, months):
    steps = small_squad(20, months, 1)
    fit, intake = steps.fitness(), steps.intake()
    assert fit.status == "refused"
    said = render_refusal(steps.study, "small", "2026-09", fit, intake, steps.facts(), steps.wording)
    assert f"{fit.tickets} tickets in Sep 2026: under the floor of 30" in said
    assert not re.search(r"h/month|hours a month|P-[0-9a-f]{8}", said)
    table = pd.DataFrame(intake.intake_counts)
    assert table.loc[table["reason"] == "rows in", "rows"].sum() == len(intake.tickets)
    assert rows_without_n(said) == []
