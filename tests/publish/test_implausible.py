"""Hours that can't be right are said on the first page and on the first slide: a wrong unit makes them sixtyfold."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from toil.i18n import wording
from toil.publish import render_html
from toil.publish.implausible import implausible
from toil.schema import conform

ENGLISH = wording("en")


def worked(report, minutes):
    """Return *report* with *minutes* recorded on its first tickets, none on the others; each was open for an hour."""
    tickets = report.tickets
    resolved = tickets["opened_at"] + pd.Timedelta(hours=1)
    recorded = [*minutes, *[None] * (len(tickets) - len(minutes))]
    column = {"file": "a.csv", "header": "Tempo gasto", "field": "worked_minutes", "filled": 1.0, "guessed": False}
    return replace(
        report,
        columns=conform("columns", pd.DataFrame([column])),
        tickets=tickets.assign(
            worked_minutes=pd.array(recorded, dtype="Float64"),
            resolved_at=resolved,
            closed_at=resolved + pd.Timedelta(hours=1),
        ),
    )


def test_recorded_minutes_that_exceed_the_time_open_are_named_with_their_number(report):
    assert implausible(worked(report, [900.0] * 6 + [15.0] * 6), ENGLISH) == [
        "In 6 of 12 tickets with recorded work it took longer than the ticket was open.",
        "If “Tempo gasto” is in seconds, say number_unit = 'seconds' under [exports]; if it is no time of work,"
        " say 'Tempo gasto' = 'ignore' under [exports.columns].",
    ]


@pytest.mark.parametrize("minutes", [[900.0] * 5 + [15.0] * 7, [900.0] * 9, [60.0] * 12, [None] * 12])
def test_fewer_than_half_or_fewer_than_ten_tickets_say_nothing(report, minutes):
    assert implausible(worked(report, minutes), ENGLISH) == []


def test_a_ticket_that_is_not_resolved_was_open_until_it_was_closed(report):
    unresolved = worked(report, [100.0] * 12)
    tickets = unresolved.tickets.assign(
        resolved_at=pd.Series(pd.NaT, unresolved.tickets.index, unresolved.tickets["resolved_at"].dtype)
    )
    assert implausible(replace(unresolved, tickets=tickets), ENGLISH) == []


def test_more_hours_than_the_people_have_are_named(report):
    """Candidates take 21 + 17.5 + 6.2 + 5.5 + 1.5 + 0.9 = 52.6 hours a month; 4 people x 120 hours are 480."""
    tenfold = replace(report, candidates=report.candidates.assign(hours_base=report.candidates["hours_base"] * 10))
    assert implausible(tenfold, ENGLISH) == [
        "Repeated work takes 526 hours a month, and 4 people have 480: their number, the squad's groups or the"
        " minutes are wrong."
    ]
    assert implausible(report, ENGLISH) == []


def test_the_first_page_says_so_above_its_figures(report):
    page = render_html(worked(report, [900.0] * 12), ENGLISH)
    assert page.index("These hours can hardly be right.") < page.index('class="tiles"')
    assert "These hours can hardly be right." not in render_html(report, ENGLISH)
