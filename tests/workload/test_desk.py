"""Every figure of the desk on thirty tickets, worked out by hand; ``desk_tickets.py`` says what they are."""

from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from desk_tickets import EFFORT, EVENTS, MONTHS, PLACED, TICKETS
from ticket_tables import make_tickets, place

from toil.settings import Slo
from toil.workload import BusinessHours, carry_over, summarise_months, survey_desk
from toil.workload.knowledge import concentrate_knowledge

UTC = ZoneInfo("UTC")
SLO = Slo(resolve_hours=8, resolve_target=0.75, quality_target=0.7, throughput_target=0.9, acknowledge_hours=0.75)


def survey(tickets=TICKETS, placed=PLACED, events=EVENTS, effort=EFFORT, **changed):
    options = {"months": MONTHS, "zone": UTC, "calendar": BusinessHours(zone=UTC), "slo": SLO, "capacity_hours": 240}
    return survey_desk(tickets, placed, events, effort, **options | changed)


@pytest.fixture(scope="module")
def desk():
    return survey()


def unknown(value):
    return pd.isna(value)


def test_volumes_count_each_value_in_each_month_and_the_unknown_apart(desk):
    counts = desk["volumes"].fillna({"value": "?"}).set_index(["month", "dimension", "value"])["tickets"]
    kinds = ["incident", "request", "change", "?"]
    assert [counts["2026-02", "kind", kind] for kind in kinds] == [12, 5, 2, 1]
    assert [counts["2026-03", "kind", kind] for kind in kinds] == [10, 0, 0, 0]
    assert [counts["2026-02", "tier", tier] for tier in ("1", "2", "?")] == [10, 0, 10]
    assert [counts["2026-03", "tier", tier] for tier in ("1", "2", "?")] == [0, 1, 9]
    assert [counts["2026-02", "priority", level] for level in ("1", "3", "?")] == [5, 6, 9]
    assert [counts[month, "channel", "?"] for month in MONTHS] == [20, 10]
    sums = desk["volumes"].groupby(["month", "dimension"])["tickets"].sum()
    assert sums.tolist() == [20] * 4 + [10] * 4


def test_arrivals_by_weekday_and_hour(desk):
    cells = desk["arrivals"].set_index(["month", "weekday", "hour"])
    came = cells.loc[cells["tickets"] > 0, "tickets"].to_dict()
    assert came == {
        ("2026-02", 1, 10): 10,  # T00-T09
        ("2026-02", 2, 9): 2,  # T17, T18
        ("2026-02", 2, 10): 2,  # T10, T11
        ("2026-02", 5, 17): 5,  # T12-T16
        ("2026-02", 6, 3): 1,  # T19
        ("2026-03", 1, 12): 2,  # T28, T29
        ("2026-03", 1, 22): 8,  # T20-T27
    }
    assert len(cells) == 2 * 7 * 24
    # February from its first ticket, Monday the 2nd, to the 28th: four Mondays (2, 9, 16, 23), three Sundays
    assert [cells.loc[("2026-02", day, 0), "days"] for day in (1, 7)] == [4, 3]
    # March to the last ticket, Monday the 30th: five Mondays, but four Tuesdays (3, 10, 17, 24; not the 31st)
    assert [cells.loc[("2026-03", day, 0), "days"] for day in (1, 2)] == [5, 4]
    assert [cells.loc[("2026-02", *at), "business_minutes"] for at in ((1, 10), (1, 22), (6, 10))] == [60, 0, 0]


def durations(desk, month, kind, measure, clock="elapsed"):
    table = desk["durations"].set_index(["month", "kind", "measure", "clock"])
    return table.loc[(month, kind, measure, clock)]


COUNTS = ["tickets", "ended", "open", "backward", "unknown"]
HOURS = ["median_hours", "p90_hours", "mean_hours"]


def test_hours_to_resolve_with_open_tickets_censored_and_backward_ones_left_out(desk):
    # Of 12 incidents T10 is open and T11 backward: 11 are known, their times 1, 2, ... 10 and over 1,300 hours.
    # Half of 11 is 5.5, so the 6th has the median; 0.9 x 11 = 9.9, so the 10th has the 90th percentile.
    incidents = durations(desk, "2026-02", "incident", "resolve")
    assert incidents[COUNTS].tolist() == [12, 10, 1, 1, 0]
    assert incidents[HOURS].tolist() == [6, 10, 5.5]
    # All 20: 10 + 5 requests of 65 h + T17 of 75 h ended, T10 and T18 open, T11 backward, T19 unknown. 18 are known:
    # the 9th has the median; the 17th (0.9 x 18 = 16.2) has not ended. Mean (55 + 5 x 65 + 75) / 16.
    every = durations(desk, "2026-02", "all", "resolve")
    assert every[COUNTS].tolist() == [20, 16, 2, 1, 1]
    assert every["median_hours"] == 9
    assert unknown(every["p90_hours"])
    assert every["mean_hours"] == 455 / 16
    # March: eight of 12 h, two open for 24 h. The 5th of 10 has the median; the 9th has not ended.
    march = durations(desk, "2026-03", "all", "resolve")
    assert march[COUNTS].tolist() == [10, 8, 2, 0, 0]
    assert march["median_hours"] == 12
    assert unknown(march["p90_hours"])


def test_business_hours_end_at_six_and_skip_the_weekend(desk):
    # Opened at 10:00: after 1 to 8 hours as many, after 9 and 10 still 8 (18:00). Mean (36 + 16) / 10.
    incidents = durations(desk, "2026-02", "incident", "resolve", "business")
    assert incidents[HOURS].tolist() == [6, 8, 5.2]
    # Friday 17:00 to Monday 10:00: one hour and one hour, of 65 elapsed
    assert durations(desk, "2026-02", "request", "resolve", "business")[HOURS].tolist() == [2, 2, 2]
    assert durations(desk, "2026-02", "request", "resolve")[HOURS].tolist() == [65, 65, 65]
    assert durations(desk, "2026-03", "incident", "resolve", "business")["median_hours"] == 1  # 9:00 to 10:00


def test_hours_to_the_first_answer(desk):
    # T00 after 0.5 h, T01 after 1 h; T10 and T18 still wait; the others are done, when they were answered is unknown.
    answered = durations(desk, "2026-02", "all", "acknowledge")
    assert answered[COUNTS].tolist() == [20, 2, 2, 0, 16]
    assert answered["median_hours"] == 1  # the 2nd of 4
    assert unknown(answered["p90_hours"])
    assert answered["mean_hours"] == 0.75


def test_changes_on_their_way_to_production(desk):
    approve = durations(desk, "2026-02", "change", "approve")
    assert approve[COUNTS].tolist() == [2, 2, 0, 0, 0]
    assert approve[HOURS].tolist() == [2, 24, 13]  # T18 2 h, T17 24 h
    wait = durations(desk, "2026-02", "change", "wait")
    assert wait[COUNTS].tolist() == [2, 1, 1, 0, 0]
    assert wait["median_hours"] == 48  # one of two has begun
    assert unknown(wait["p90_hours"])
    work = durations(desk, "2026-02", "change", "work")
    assert work[COUNTS].tolist() == [2, 1, 0, 0, 1]  # T18 has not begun
    assert work[HOURS].tolist() == [3, 3, 3]
    assert "approve" not in desk["durations"].query("kind != 'change'")["measure"].tolist()


def test_service_levels_on_paper_and_in_fact(desk):
    levels = desk["service_levels"].fillna({"priority": "?"}).set_index(["month", "priority"])
    names = ["tickets", "judged", "met", "known", "reopened", "kept"]
    # Judged: T00-T07 met, T08 and T09 not, T10 open past its target, T12-T16 met: 13 of 16.
    # T16 does not say whether it was opened again: 15 known; T00, T01, T12 were; 6 + 3 stayed closed.
    assert levels.loc[("2026-02", "all"), names].tolist() == [20, 16, 13, 15, 3, 9]
    assert levels.loc[("2026-02", "all"), ["attainment", "attainment_in_fact"]].tolist() == [13 / 16, 9 / 15]
    assert levels.loc[("2026-02", "1"), names].tolist() == [5, 5, 5, 5, 2, 3]
    assert levels.loc[("2026-02", "3"), names].tolist() == [6, 6, 3, 6, 0, 3]
    assert levels.loc[("2026-02", "?"), names].tolist() == [9, 5, 5, 4, 1, 3]
    assert levels.loc[("2026-03", "all"), names].tolist() == [10, 0, 0, 0, 0, 0]
    assert levels.loc[("2026-03", "all"), ["attainment", "attainment_in_fact"]].isna().all()


def test_backlog_its_age_and_the_capacity(desk):
    months = desk["backlogs"].set_index("month")
    names = ["opened", "ended", "open", "open_to_7_days", "open_to_30_days", "open_over_30_days", "unknown"]
    # On 1 March T10 is open for 25 days 14 h, T18 for 18 days 15 h; when T19 ended is unknown.
    assert months.loc["2026-02", names].tolist() == [20, 17, 2, 0, 2, 0, 1]
    assert months.loc["2026-02", "age_median_days"] == 18 + 15 / 24
    assert months.loc["2026-02", "age_p90_days"] == pytest.approx(25 + 14 / 24)
    # The data end on 31 March at 12:00: T28 and T29 for a day, T18 for 49 days 3 h, T10 for 56 days 2 h.
    assert months.loc["2026-03", names].tolist() == [10, 8, 4, 2, 0, 2, 1]
    assert months.loc["2026-03", "age_median_days"] == 1
    assert months.loc["2026-03", "age_p90_days"] == pytest.approx(56 + 2 / 24)
    # An hour of work each, two people of 120 hours
    assert months["work_hours"].tolist() == [20, 10]
    assert months["load"].tolist() == pytest.approx([20 / 240, 10 / 240])


def test_what_was_opened_before_the_window_waits_too():
    early = make_tickets(
        [
            {"opened_at": "2026-01-20T10:00Z", "resolved_at": "2026-01-21T10:00Z", "state": "closed"},  # before it
            {"opened_at": "2026-01-20T10:00Z", "resolved_at": "2026-02-20T10:00Z", "state": "closed"},
            {"opened_at": "2026-01-30T00:00Z", "state": "open"},
            {"opened_at": "2026-01-20T10:00Z", "state": "closed"},  # ended nobody knows when
            {"opened_at": "2026-02-20T10:00Z", "state": "open"},  # of the window
        ]
    )
    early["ticket_id"] = [f"E{n}" for n in range(len(early))]
    carried = carry_over(early, "2026-02", UTC)
    assert carried["ticket_id"].tolist() == ["E1", "E2"]
    desk = survey(carried=carried)
    months = desk["backlogs"].set_index("month")
    # One more ended in February; E2 is open for 30 days on 1 March and for 60.5 when the data end
    assert months.loc["2026-02", ["opened", "ended", "open", "carried", "open_to_30_days"]].tolist() == [
        20,
        18,
        3,
        1,
        3,
    ]
    assert months.loc["2026-03", ["opened", "ended", "open", "carried", "open_over_30_days"]].tolist() == [
        10,
        8,
        5,
        1,
        3,
    ]
    assert months["work_hours"].tolist() == [20, 10]
    # In the months of the squad as well, and in no other figure of theirs
    alone, both = (
        summarise_months(TICKETS, PLACED, months=MONTHS, zone=UTC, carried=some).set_index("month")
        for some in (None, carried)
    )
    assert both["open_at_end"].tolist() == [3, 5]
    assert alone["open_at_end"].tolist() == [2, 4]
    pd.testing.assert_frame_equal(both.drop(columns="open_at_end"), alone.drop(columns="open_at_end"))


def test_hand_offs_between_groups_and_tiers(desk):
    moves = desk["handoffs"].set_index(["month", "from_group", "to_group"])
    # T00 after 1 h, T01 after 3 h, T03 after 4 h (two of these in nobody's hands)
    assert moves.loc[("2026-02", "N1", "N2"), ["moves", "tickets", "held_hours_median"]].tolist() == [3, 3, 3]
    assert moves.loc[("2026-02", "N2", "N1"), ["moves", "tickets", "held_hours_median"]].tolist() == [1, 1, 2]
    assert moves.loc[("2026-03", "N2", "N1"), ["moves", "tickets", "held_hours_median"]].tolist() == [1, 1, 1.5]
    assert len(moves) == 3
    assert moves.loc[("2026-02", "N1", "N2"), ["from_tier", "to_tier"]].tolist() == [1, 2]


def test_ping_pong_from_the_trail_and_hand_offs_from_trail_or_count(desk):
    months = desk["handoff_months"].set_index("month")
    names = ["tickets", "known", "trailed", "handed", "handed_twice", "moves", "returned"]
    # Known: T00-T03 by trail (2, 1, 0, 1 moves), T05 (3) and T06 (0) by count. T00 came back.
    assert months.loc["2026-02", names].tolist() == [20, 6, 4, 4, 2, 7, 1]
    assert months.loc["2026-02", ["handed_share", "returned_share"]].tolist() == [4 / 6, 1 / 4]
    assert months.loc["2026-03", names].tolist() == [10, 1, 1, 1, 0, 1, 0]


def test_knowledge_is_unbiased_and_silent_under_ten(desk):
    known = desk["knowledge"].set_index("pattern_id")
    # P: 19 tickets, 10 with a resolver, 8 by one and 2 by another: (8 x 7 + 2 x 1) / (10 x 9)
    assert known.loc["P", ["tickets", "known", "resolvers"]].tolist() == [19, 10, 2]
    assert known.loc["P", "concentration"] == pytest.approx(58 / 90)
    assert known.loc["P", "people"] in ("A 8, B 2", "A 2, B 8")
    assert known.loc["Q", ["tickets", "known"]].tolist() == [5, 5]
    assert known.loc["Q", ["resolvers", "concentration", "people"]].isna().all()


def test_incidents_that_come_back(desk):
    found = desk["recurring"].set_index(["basis", "name"])
    # P on 2 February, 9 and 30 March; srv also on 3 February, and there T10 names a problem
    assert found.loc[("pattern", "P")].tolist() == [19, 3, 2, "2026-03", 0]
    assert found.loc[("item", "srv")].tolist() == [4, 4, 2, "2026-03", 1]
    assert len(found) == 2


def test_indicators_against_their_targets(desk):
    slis = desk["slis"].set_index(["period", "indicator"])
    # Within 8 hours: T00-T07 of 15 that ended, and T10 that is late; changes and T19 aside. 8 may be 4 bad.
    resolve = slis.loc[("2026-02", "resolve")]
    assert resolve[["valid", "good", "value", "budget"]].tolist() == [16, 8, 0.5, 4]
    assert resolve["budget_left"] == -1
    # March: eight after 12 h and two that wait for 24 h
    assert slis.loc[("2026-03", "resolve"), ["valid", "good"]].tolist() == [10, 0]
    assert slis.loc[("window", "resolve"), ["valid", "good"]].tolist() == [26, 8]
    # Errors: T00, T01, T12 opened again, T08, T09, T10 late. Good: T02-T07, T13-T15. T16 does not say.
    quality = slis.loc[("2026-02", "quality")]
    assert quality[["valid", "good", "value", "judged_by"]].tolist() == [15, 9, 0.6, "both"]
    assert quality["budget_left"] == pytest.approx(1 - 6 / 4.5)
    # First answer within 45 minutes: T00 yes, T01 no, T10 late (T18 is a change)
    assert slis.loc[("2026-02", "acknowledge"), ["valid", "good"]].tolist() == [3, 1]
    assert unknown(slis.loc[("2026-02", "acknowledge"), "budget"])  # hours are stated, a target is not
    # Ended in February: T00-T09, T11, T12-T16 of 18 opened; in March 8 of 10
    assert slis.loc[("2026-02", "throughput"), ["valid", "good"]].tolist() == [18, 16]
    assert slis.loc[("window", "throughput"), ["valid", "good", "value"]].tolist() == [28, 24, 24 / 28]


def test_row_order_changes_nothing(desk):
    order = TICKETS.sample(frac=1, random_state=3).index
    mixed = survey(TICKETS.loc[order].reset_index(drop=True), PLACED.loc[order[::-1]].reset_index(drop=True))
    for name, table in desk.items():
        pd.testing.assert_frame_equal(mixed[name], table, obj=name)


def test_people_are_lettered_anew_for_each_pattern():
    """A letter that followed a person from pattern to pattern would be a name."""
    patterns = [f"P{n}" for n in range(40) for _ in range(10)]
    rows = [{"opened_at": "2026-02-02", "resolver": "ana" if n % 10 < 7 else "bia"} for n in range(400)]
    tickets = make_tickets(rows)
    found = concentrate_knowledge(tickets, place(tickets, patterns))["people"]
    assert set(found) == {"A 7, B 3", "A 3, B 7"}
    assert 10 <= (found == "A 7, B 3").sum() <= 30  # a fair coin of 40 falls outside once in 1,000


def test_automation_holds_no_knowledge():
    rows = [
        {"opened_at": "2026-02-02", "resolver": "rpa" if n < 20 else "ana", "automated": n < 20} for n in range(30)
    ]
    tickets = make_tickets(rows)
    (found,) = concentrate_knowledge(tickets, place(tickets, "P1")).to_dict("records")
    assert (found["tickets"], found["known"], found["resolvers"], found["people"]) == (30, 10, 1, "A 10")
