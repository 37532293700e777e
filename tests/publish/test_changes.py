"""What changed since last month, from events and from the months' own counts."""

from dataclasses import replace

import pandas as pd
import pytest

from toil.publish.changes import changes_of, movements
from toil.publish.names import event_names


@pytest.fixture
def steady(report):
    """The same months without the terminal's burst."""
    return replace(report, pattern_months=report.pattern_months.assign(burst_tickets=0))


def test_events_are_grouped_with_news_first_and_what_continues_left_out(steady, english):
    changes = changes_of(steady, english)
    assert not changes.first
    assert list(changes.events) == ["New", "Grown", "Gone", "Merged into another"]
    (merged,) = changes.events["Merged into another"]
    assert merged.related == "Reset de senha do usuário <NAME> no AD"
    assert (changes.events["Gone"][0].label, changes.events["Gone"][0].previous_tickets) == ("", 31)


def test_what_is_no_more_is_called_by_its_last_label(report, english):
    events = report.pattern_events.assign(previous_label=report.pattern_events["event"].map({"gone": "Fax jams"}))
    assert changes_of(replace(report, pattern_events=events), english).events["Gone"][0].label == "Fax jams"
    lost = events.assign(event=events["event"].replace({"gone": "dissolved"}))
    (change,) = changes_of(replace(report, pattern_events=lost), english).events[event_names(english)["dissolved"]]
    assert (change.label, change.figures) == ("Fax jams", "31 tickets in the window before")


def test_a_first_month_has_nothing_to_compare_with(report, english):
    events = report.pattern_events.assign(event="new", previous_tickets=0, previous_month=None)
    assert changes_of(replace(report, pattern_events=events), english).first
    assert changes_of(replace(report, pattern_events=events.iloc[:0]), english).first


def test_a_squad_without_patterns_is_not_called_new(report, english):
    empty_handed = replace(report, pattern_events=report.pattern_events[:0], candidates=report.candidates[:0])
    changes = changes_of(empty_handed, english)
    assert (changes.nothing, changes.events) == (True, {})


def test_windows_of_unlike_length_are_not_compared_and_the_section_says_so(report, english):
    """Three months beside two: the counts would grow with the exports, not with the work."""
    events = report.pattern_events.assign(months_covered=3.0, previous_months_covered=2.0)
    changes = changes_of(replace(report, pattern_events=events), english)
    assert list(changes.events) == ["New", "Merged into another"]
    assert changes.unlike.startswith(
        "The exports cover 3 months of this window and 2 of the one before, to Aug 2026:"
    )
    assert changes_of(report, english).unlike == ""


def test_growth_is_told_by_the_month(steady, english):
    """206 tickets in 6 months, 140 in the 6 before."""
    (grown,) = changes_of(steady, english).events["Grown"]
    assert grown.figures == "34.3 tickets a month, 23.3 in the window before"


def test_a_pattern_that_came_in_earlier_months_is_not_new(report, english):
    """The certificate came in each month; VPN began in August, which is new."""
    events = report.pattern_events
    first = events[events["event"] == "new"].assign(pattern_id="P-0f66bd06", tickets=21)
    changes = changes_of(replace(report, pattern_events=pd.concat([events, first])), english)
    assert [change.pattern_id for change in changes.events["New"]] == ["P-0e55ac05"]
    told = changes.events["Told apart for the first time; the tickets came before"]
    assert [change.pattern_id for change in told] == ["P-0f66bd06"]


def test_a_month_that_is_not_covered_whole_gives_no_usual_range(report):
    """April begins on its 21st: its few tickets are no quiet month."""
    april = report.pattern_months["month"] == "2026-04"
    low = report.pattern_months.assign(tickets=report.pattern_months["tickets"].mask(april, 1))
    late = report.tickets[(report.tickets["month"] != "2026-04") | (report.tickets["opened_at"].dt.day > 20)]
    (terminal,) = movements(replace(report, pattern_months=low, tickets=late))
    assert terminal.usual_low == 24


def test_movements_are_outside_the_range_of_the_earlier_months_by_three_or_more(report):
    """Terminal: 20 to 33 before, 74 now. VPN: 0 to 5 before, 7 now, which is 2 beyond only."""
    (terminal,) = movements(report)
    facts = (terminal.pattern_id, terminal.tickets, terminal.usual_low, terminal.usual_high)
    assert facts == ("P-0b22df02", 74, 20, 33)


def test_there_are_no_movements_without_dates_or_months(report):
    assert movements(replace(report, months=report.months[-2:])) == []
    undated = report.tickets.assign(opened_at=pd.NaT)
    assert movements(replace(report, tickets=undated)) == []


def test_a_burst_that_has_left_the_window_is_no_shrinking(steady, english):
    """206 tickets after 300, of which 90 came in one burst of the month that has left: 206 after 210."""
    grown = steady.pattern_events["event"] == "grown"
    events = steady.pattern_events.assign(
        event=steady.pattern_events["event"].mask(grown, "shrunk"),
        previous_tickets=steady.pattern_events["previous_tickets"].mask(grown, 300),
    )
    shrunk = replace(steady, pattern_events=events)
    first = steady.pattern_months["month"] == min(steady.months)
    mine = steady.pattern_months["pattern_id"] == events.loc[grown, "pattern_id"].iloc[0]
    left = steady.pattern_months[first & mine].assign(month="2026-03", burst_tickets=90)
    assert [change.previous_tickets for change in changes_of(shrunk, english).events["Shrunk"]] == [300]
    assert "Shrunk" not in changes_of(replace(shrunk, earlier_months=left), english).events


def test_a_burst_is_no_growth(report, english):
    """40 of the 206 tickets came in one burst of the report month: 166 after 140 are not clearly more."""
    assert "Grown" not in changes_of(report, english).events
