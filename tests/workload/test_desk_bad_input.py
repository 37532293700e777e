"""What a desk says of tickets that lack something: unknown is null, counted, and never zero."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from desk_tickets import EFFORT, EVENTS, MONTHS, PLACED, TICKETS
from ticket_tables import make_tickets, place

from toil.errors import SettingsError
from toil.schema import TABLES, empty
from toil.settings import Calendar, Slo, parse_study
from toil.workload import BusinessHours, business_hours, survey_desk

UTC = ZoneInfo("UTC")
SLO = Slo(resolve_hours=8, resolve_target=0.75, quality_target=0.7, acknowledge_hours=1)


def survey(tickets=TICKETS, placed=PLACED, events=EVENTS, effort=EFFORT, **changed):
    options = {"months": MONTHS, "zone": UTC, "calendar": BusinessHours(zone=UTC), "slo": SLO, "capacity_hours": 240}
    return survey_desk(tickets, placed, events, effort, **options | changed)


def test_no_ticket_at_all_gives_every_table_and_knows_nothing():
    nothing = [empty(name) for name in ("tickets", "ticket_patterns", "ticket_events", "ticket_effort")]
    desk = survey(*nothing)
    assert all(list(table.columns) == [c.name for c in TABLES[name].columns] for name, table in desk.items())
    assert desk["backlogs"]["opened"].tolist() == [0, 0]
    assert desk["backlogs"][["ended", "open", "work_hours", "load"]].isna().all(axis=None)
    assert desk["slis"]["value"].isna().all()
    assert desk["durations"]["median_hours"].isna().all()
    assert desk["arrivals"]["tickets"].sum() == 0


def test_undated_tickets_are_counted_and_in_no_time():
    tickets = make_tickets([{"opened_at": None, "month": "2026-02", "kind": "incident"}] * 12)
    desk = survey(tickets, place(tickets, "P"), empty("ticket_events"), empty("ticket_effort"))
    assert desk["volumes"].query("dimension == 'kind' and month == '2026-02'")["tickets"].tolist() == [12]
    assert desk["arrivals"]["tickets"].sum() == 0
    assert desk["backlogs"]["opened"].tolist() == [0, 0]
    every = desk["durations"].query("month == '2026-02' and kind == 'all' and measure == 'resolve'")
    assert every["unknown"].tolist() == [12, 12]
    assert desk["recurring"].empty


def test_a_calendar_without_working_hours_knows_no_business_hours():
    never = business_hours(Calendar(opens="09:00", closes="09:00"), UTC)
    desk = survey(calendar=never)
    business = desk["durations"].query("clock == 'business'")
    assert business[["median_hours", "p90_hours", "mean_hours"]].isna().all(axis=None)
    assert (business["ended"] + business["open"]).sum() == 0
    assert (business["unknown"] + business["backward"] == business["tickets"]).all()
    assert desk["arrivals"]["business_minutes"].sum() == 0
    pd.testing.assert_frame_equal(
        desk["durations"].query("clock == 'elapsed'"), survey()["durations"].query("clock == 'elapsed'")
    )


def test_an_objective_in_business_hours_without_any_judges_nobody():
    never = business_hours(Calendar(weekdays=[]), UTC)
    slo = Slo(resolve_hours=8, resolve_target=0.9, clock="business")
    row = survey(calendar=never, slo=slo)["slis"].set_index(["period", "indicator"]).loc[("window", "resolve")]
    assert row["valid"] == 0
    assert row[["good", "value", "budget_left"]].isna().all()


@pytest.mark.parametrize("capacity", [0, None])
def test_without_capacity_there_is_no_load(capacity):
    backlogs = survey(capacity_hours=capacity)["backlogs"]
    assert backlogs["load"].isna().all()
    assert backlogs["work_hours"].tolist() == [20, 10]
    assert backlogs["capacity_hours"].tolist() == [0, 0] if capacity == 0 else backlogs["capacity_hours"].isna().all()


def test_one_month_only():
    february = TICKETS["month"] == "2026-02"
    tickets = TICKETS[february].reset_index(drop=True)
    desk = survey(tickets, PLACED[february.to_numpy()].reset_index(drop=True), months=["2026-02"])
    assert desk["backlogs"]["month"].tolist() == ["2026-02"]
    assert set(desk["slis"]["period"]) == {"2026-02", "window"}
    assert desk["recurring"].empty  # no incident on three days


def test_a_month_after_the_data_end_has_no_backlog():
    desk = survey(months=[*MONTHS, "2026-04"])
    april = desk["backlogs"].set_index("month").loc["2026-04"]
    assert april["opened"] == 0
    assert april[["ended", "open", "age_median_days", "load"]].isna().all()


def test_a_tier_and_a_priority_that_nobody_states_are_unknown():
    desk = survey(TICKETS.assign(tier=pd.NA, priority=pd.NA).astype({"tier": "Int64", "priority": "Int64"}))
    tiers = desk["volumes"].query("dimension == 'tier'")
    assert tiers["value"].isna().all()
    assert tiers["tickets"].tolist() == [20, 10]
    assert desk["handoffs"][["from_tier", "to_tier"]].isna().all(axis=None)
    february = desk["service_levels"].query("month == '2026-02'")
    assert february["tickets"].tolist() == [20, 20]  # all, and those without a priority


def test_an_export_without_end_times_has_no_backlog_and_no_throughput():
    tickets = TICKETS.assign(resolved_at=TICKETS["resolved_at"].where(TICKETS["opened_at"].isna()))
    desk = survey(tickets)
    assert desk["backlogs"][["ended", "open"]].isna().all(axis=None)
    throughput = desk["slis"].query("indicator == 'throughput'")
    assert throughput[["good", "value"]].isna().all(axis=None)


def test_an_export_without_reopens_is_judged_by_the_service_level_alone_and_says_so():
    tickets = TICKETS.assign(reopens=pd.NA).astype(TICKETS.dtypes)
    desk = survey(tickets)
    row = desk["slis"].set_index(["period", "indicator"]).loc[("2026-02", "quality")]
    assert row[["valid", "good", "judged_by"]].tolist() == [16, 13, "service level"]
    levels = desk["service_levels"].query("month == '2026-02' and priority == 'all'").iloc[0]
    assert levels["attainment"] == 13 / 16
    assert levels["known"] == 0
    assert pd.isna(levels["attainment_in_fact"])


def test_problem_records_that_no_ticket_names_are_unknown_not_missing():
    recurring = survey(TICKETS.assign(problem_id=pd.NA).astype(TICKETS.dtypes))["recurring"]
    assert len(recurring) == 2
    assert recurring["with_problem"].isna().all()


def test_without_an_audit_trail_hand_offs_are_counts_and_ping_pong_is_unknown():
    desk = survey(events=empty("ticket_events"))
    assert desk["handoffs"].empty
    february = desk["handoff_months"].set_index("month").loc["2026-02"]
    assert february[["known", "trailed", "handed", "handed_twice", "moves"]].tolist() == [2, 0, 1, 1, 3]  # T05, T06
    assert february[["returned", "returned_share"]].isna().all()


def test_a_trail_that_shows_fewer_hand_offs_than_the_count_has_gaps_and_says_nothing_of_ping_pong():
    tickets = TICKETS.assign(reassignments=TICKETS["reassignments"].mask(TICKETS["ticket_id"] == "T00", 5))
    february = survey(tickets)["handoff_months"].set_index("month").loc["2026-02"]
    assert february[["known", "trailed", "moves", "returned"]].tolist() == [6, 3, 10, 0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"squads": {"a": {"groups": ["x"], "people": 0}}}, "setting 'squads.a.people' is wrong; found 0"),
        ({"slo": {"resolve_target": 0.9}}, "resolve_target needs resolve_hours"),
        ({"slo": {"quality_target": 1.0}}, "setting 'slo.quality_target' is wrong; found 1.0"),
        ({"slo": {"resolve_hour": 4}}, "unknown setting 'slo.resolve_hour'. Did you mean 'resolve_hours'?"),
        ({"calendar": {"country": "Brasil"}}, "unknown country 'Brasil'"),
        ({"calendar": {"country": "BR", "subdivision": "XX"}}, "unknown subdivision 'XX'"),
        ({"calendar": {"opens": 9}}, "wanted a time, such as 09:00:00; a bare number would be seconds"),
        ({"calendar": {"subdivision": "SP"}}, "subdivision 'SP' needs a country"),
        ({"calendar": {"timezone": "Brasil/SP"}}, "unknown time zone 'Brasil/SP'"),
        (
            {"squads": {"a": {"groups": ["x"], "calendar": {"opns": "09:00"}}}},
            "unknown setting 'squads.a.calendar.opns'. Did you mean 'opens'?",
        ),
    ],
)
def test_settings_of_the_desk_are_checked(content, sentence):
    with pytest.raises(SettingsError) as error:
        parse_study({"squads": {"a": {"groups": ["x"]}}} | content, Path("toil.toml"))
    assert sentence in str(error.value)
