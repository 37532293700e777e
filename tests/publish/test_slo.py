"""The SLO document: targets as the study states them, what was attained with its n, and the budget that is left."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from desk_tickets import EFFORT, EVENTS, MONTHS, PLACED, TICKETS

from toil.publish import render_slo
from toil.settings import Slo
from toil.workload import BusinessHours, survey_desk

UTC = ZoneInfo("UTC")


@pytest.fixture
def document(report):
    def of(slo, words, **changed):
        desk = survey_desk(
            TICKETS, PLACED, EVENTS, EFFORT,
            months=MONTHS, zone=UTC, calendar=BusinessHours(zone=UTC), slo=slo, capacity_hours=None,
        )  # fmt: skip
        return render_slo(replace(report, months=tuple(MONTHS), slis=desk["slis"], **changed), words)

    return of


def row(text, name):
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_objectives_with_their_budget(document, english):
    text = document(Slo(resolve_hours=8, resolve_target=0.2, quality_target=0.7, throughput_target=0.8), english)
    # Window: 8 of 26 within 8 hours; 20% leaves 20.8 that may be bad, 18 are
    assert row(text, "resolved in time") == ["20.0%", "30.8%", "26", "20.8", "18", "13%", "met"]
    # 9 of 15 without error; 30% leaves 4.5, 6 are bad
    assert row(text, "without error") == ["70.0%", "60.0%", "15", "4.5", "6", "-33%", "missed"]
    assert row(text, "throughput") == ["80.0%", "85.7%", "28", "—", "—", "—", "met"]
    assert row(text, "answered in time") == ["—", "—", "0", "—", "—", "—", "no target stated"]
    assert "Stated: 8.0 elapsed hours." in text
    assert "Judged by: service level and reopens." in text


def test_months_stand_with_their_n(document, english):
    text = document(Slo(resolve_hours=8, resolve_target=0.2), english)
    assert row(text, "Feb 2026") == ["—", "50.0% (16)", "60.0% (15)", "88.9% (18)"]
    assert row(text, "Mar 2026") == ["—", "0.0% (10)", "—", "80.0% (10)"]


def test_no_target_is_assumed(document, words):
    text = document(Slo(), words)
    assert "[slo]" in text
    assert "%" not in row(text, words.text("resolved in time"))[0]


def test_it_speaks_the_readers_language(document, words):
    text = document(Slo(), words)
    heading = {"pt-BR": "# Objetivos de nível de serviço", "en": "# Service level objectives"}[words.language]
    assert text.startswith(heading)


def test_a_title_is_no_markup(document, english, report):
    squad = report.study.squads["acessos"].model_copy(update={"title": "[x](http://y) | <b>*z*"})
    study = report.study.model_copy(update={"squads": {"acessos": squad}})
    assert r"\[x\](http://y) \| \<b\>\*z\*" in document(Slo(), english, study=study).splitlines()[0]
