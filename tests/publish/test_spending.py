"""What build hours buy, the 50% cap, and input that is absurd: in the page as in the tables."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from toil.i18n import wording
from toil.publish import render_html, write_tables
from toil.publish.answer import answer_of
from toil.publish.spending import budget_line, capacity_of, flips_of, purchases

pytestmark = pytest.mark.slow


def section(page, name):
    return page.split(f'<section id="{name}">')[1].split("</section>")[0]


def test_the_line_and_the_budgets_are_those_of_the_candidates(report):
    # Worth doing: net_hours_12_base = saved x 12 - 66 over 0, not kept, and seen in September
    line = budget_line(report)
    assert line["pattern_id"].tolist() == ["P-0a11ce01", "P-0b22df02"]  # 11.3 and 9.0 a month for 60 h each
    bought = purchases(report).set_index("budget")
    assert bought["actions"].to_dict() == {40: 0, 80: 1, 160: 2, 320: 2}
    assert bought.loc[160, "saved_base"] == pytest.approx(11.3 + 9.0)


def test_the_page_shows_them(report, english):
    shown = section(render_html(report, english), "spending")
    assert "P-0a11ce01" in shown
    assert "20.3 <span" in shown
    assert "4 people have 480 productive hours a month; half of them, 240 hours" in shown


def test_capacity_is_people_times_productive_hours(report):
    answer = answer_of(report)
    capacity = capacity_of(report, answer)
    assert (capacity.hours, capacity.cap_hours) == (480, 240)
    assert capacity.over_floor == pytest.approx(answer.toil.floor_hours - 240)
    saved = answer.saved.base
    assert capacity.after_floor == pytest.approx((answer.toil.floor_hours - saved) / 480)


def test_what_is_saved_of_other_work_takes_nothing_off_the_toil(report):
    """The second action is below the score of toil: its hours are not in the toil, so neither is what it saves."""
    candidates = report.candidates
    second = candidates["pattern_id"] == "P-0b22df02"
    changed = replace(report, candidates=candidates.assign(overall=candidates["overall"].mask(second, 0.4)))
    answer = answer_of(changed)
    assert answer.actions["pattern_id"].tolist() == ["P-0a11ce01", "P-0b22df02"]
    after = capacity_of(changed, answer).after_floor
    assert after == pytest.approx((answer.toil.floor_hours - 11.3) / 480)


def test_without_people_the_cap_is_unknown_and_said(report, english, make_study):
    nobody = replace(report, study=make_study(squads={"acessos": {"groups": ["N2 Acessos"]}}))
    assert "Unknown: the study states no people" in section(render_html(nobody, english), "spending")


def test_a_squad_over_the_cap_is_told_so(report, english, make_study):
    few = replace(report, study=make_study(squads={"acessos": {"groups": ["N2 Acessos"], "people": 0.5}}))
    assert "over the cap by" in section(render_html(few, english), "spending")


def test_nothing_worth_doing_is_said(report, english):
    kept = replace(report, candidates=report.candidates.assign(verdict="keep"))
    shown = section(render_html(kept, english), "spending")
    assert "no build hours are worth spending yet" in shown
    assert "No assumption with a range moves it." in shown


def test_the_currency_is_the_squads_own(report, english, make_study, tmp_path):
    abroad = {"groups": ["N2 Acessos"], "currency": "EUR", "rate": 60, "people": 4}
    changed = replace(report, study=make_study(squads={"acessos": abroad}))
    page = render_html(changed, english)
    assert "Rate: € 60 an hour" in page.replace("\xa0", " ")
    assert "R$" not in page
    write_tables(changed, tmp_path)
    document = json.loads((tmp_path / "candidates.json").read_text(encoding="utf-8"))
    assert (document["currency"], document["economics"]["rate"]) == ("EUR", 60)


def test_reasons_in_five_languages_stand_in_the_document(report, tmp_path):
    write_tables(report, tmp_path)
    document = json.loads((tmp_path / "candidates.json").read_text(encoding="utf-8"))
    assert all(list(row["reasons"]) == ["pt-BR", "en", "de", "ru", "hi"] for row in document["candidates"])


def test_sensitivity_reads_the_minutes_of_the_window(report):
    moved = report.sensitivity.set_index("assumption")
    # Requests have worklogs here; incidents and alerts rest on assumed minutes
    assert {"default incident", "default alert", "context_switch_minutes"} <= set(moved.index)
    assert "default request" not in moved.index
    assert moved["swing"].is_monotonic_decreasing


def test_minutes_that_cannot_be_used_are_counted_in_the_page(report, english):
    absurd = pd.Series([-5.0] * 3 + [1e6] * 2 + [0.0] + [None] * (len(report.tickets) - 6), dtype="float64")
    page = render_html(replace(report, tickets=report.tickets.assign(worked_minutes=absurd)), english)
    shown = section(page, "inputs")
    assert "worklog below zero: 3 tickets" in shown
    assert "worklog over one person&#39;s productive month: 2 tickets" in shown
    assert "worklog of zero: nobody logged: 1 ticket<" in shown


def test_one_month_only_is_said(report, english):
    months = report.squad_months.assign(tickets=lambda m: m["tickets"].where(m["month"] == "2026-09", 0))
    assert "The exports cover one month only" in render_html(replace(report, squad_months=months), english)
    assert "The exports cover one month only" not in render_html(report, wording("en"))


def test_flips_are_told_by_label_and_verdict(report, english):
    moved = pd.DataFrame(
        {
            "assumption": ["notes", "build_hours.automate"],
            "flipped_low": ["", "P-0d44fb04:automate"],
            "flipped_high": ["", "P-0b22df02:keep P-0f66bd06:document"],
        }
    )
    assert flips_of(report, moved, english) == [
        "hours to build: automate (at low): Reprocessar lote de liquidação <ID> rejeitado → Automate",
        "hours to build: automate (at high): Terminal <ID> sem comunicação - loja <NUM> → Keep as is; "
        "Сертификат сервера <HOST> истекает → Document",
    ]
