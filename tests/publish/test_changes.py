"""What changed since last month, from events and from the months' own counts."""

from dataclasses import replace

import pandas as pd

from toil.publish.changes import changes_of, movements


def test_events_are_grouped_with_news_first_and_what_continues_left_out(report, english):
    changes = changes_of(report, english)
    assert not changes.first
    assert list(changes.events) == ["New", "Grown", "Gone", "Merged into another"]
    (merged,) = changes.events["Merged into another"]
    assert merged.related == "Reset de senha do usuário <NAME> no AD"
    assert (changes.events["Gone"][0].label, changes.events["Gone"][0].previous_tickets) == ("", 31)


def test_a_first_month_has_nothing_to_compare_with(report, english):
    events = report.pattern_events.assign(event="new", previous_tickets=0)
    assert changes_of(replace(report, pattern_events=events), english).first
    assert changes_of(replace(report, pattern_events=events.iloc[:0]), english).first


def test_movements_are_outside_the_range_of_the_earlier_months_by_three_or_more(report):
    """Terminal: 20 to 33 before, 74 now. VPN: 0 to 5 before, 7 now, which is 2 beyond only."""
    (terminal,) = movements(report)
    facts = (terminal.pattern_id, terminal.tickets, terminal.usual_low, terminal.usual_high)
    assert facts == ("P-0b22df02", 74, 20, 33)


def test_there_are_no_movements_without_dates_or_months(report):
    assert movements(replace(report, months=report.months[-2:])) == []
    undated = report.tickets.assign(opened_at=pd.NaT)
    assert movements(replace(report, tickets=undated)) == []
