import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from toil.settings import Calendar
from toil.workload import BusinessHours, business_hours

SAO_PAULO = ZoneInfo("America/Sao_Paulo")  # UTC-3, no summer time since 2019


def times(*texts):
    return pd.Series(pd.to_datetime(list(texts), utc=True).astype("datetime64[us, UTC]"))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-02T13:00Z", "2026-03-02T14:30Z", 90),  # Monday 10:00 to 11:30
        ("2026-03-02T10:00Z", "2026-03-02T13:00Z", 60),  # 07:00 to 10:00: opens at 9
        ("2026-03-02T20:30Z", "2026-03-03T12:30Z", 60),  # 17:30 to 9:30 next day
        ("2026-03-06T20:00Z", "2026-03-09T13:00Z", 120),  # Friday 17:00 to Monday 10:00
        ("2026-03-07T13:00Z", "2026-03-08T13:00Z", 0),  # a weekend
        ("2026-03-02T13:00Z", "2026-03-02T13:00Z", 0),
        ("2026-03-02T03:00Z", "2026-03-09T03:00Z", 5 * 540),  # a whole week
    ],
)
def test_minutes_between(start, end, minutes):
    found = BusinessHours(zone=SAO_PAULO).minutes_between(times(start), times(end))
    assert found.tolist() == [minutes]


def test_unknown_and_backward_times_are_unknown():
    start = times("2026-03-02T13:00Z", None, "2026-03-02T13:00Z")
    end = times("2026-03-02T12:59Z", "2026-03-02T13:00Z", None)
    assert np.isnan(BusinessHours(zone=SAO_PAULO).minutes_between(start, end)).all()


def test_a_holiday_has_no_minutes():
    hours = BusinessHours(zone=SAO_PAULO, holidays=frozenset({dt.date(2026, 3, 3)}))
    found = hours.minutes_between(times("2026-03-02T12:00Z"), times("2026-03-05T03:00Z"))
    assert found.tolist() == [2 * 540]  # Monday and Wednesday


@pytest.mark.parametrize("hours", [{"weekdays": ()}, {"opens": 600, "closes": 600}, {"opens": 700, "closes": 600}])
def test_a_calendar_without_hours_knows_no_minutes_and_is_never_open(hours):
    never = BusinessHours(zone=SAO_PAULO, **hours)
    moments = times("2026-03-02T13:00Z")
    assert np.isnan(never.minutes_between(moments, times("2026-03-03T13:00Z"))).all()
    assert not never.has_hours
    assert not never.is_open(moments).any()


def test_is_open():
    moments = times("2026-03-02T12:00Z", "2026-03-02T11:59Z", "2026-03-02T21:00Z", "2026-03-07T13:00Z", None)
    assert BusinessHours(zone=SAO_PAULO).is_open(moments).tolist() == [True, False, False, False, False]


def test_summer_time_moves_no_office_hour():
    berlin = BusinessHours(zone=ZoneInfo("Europe/Berlin"))  # summer time began on 2026-03-29
    found = berlin.minutes_between(times("2026-03-27T16:00Z"), times("2026-03-30T08:00Z"))
    assert found.tolist() == [60 + 60]  # Friday 17-18, Monday 9-10


def test_a_study_states_its_hours():
    stated = Calendar(opens="08:30", closes="17:00", weekdays=["sunday", "monday"], holidays=["2026-03-03"])
    hours = business_hours(stated, SAO_PAULO)
    assert (hours.opens, hours.closes, hours.weekdays) == (510, 1020, (0, 6))
    assert hours.holidays == {dt.date(2026, 3, 3)}
    assert business_hours(Calendar(), SAO_PAULO) == BusinessHours(zone=SAO_PAULO)


def test_public_holidays_of_the_country_are_days_off():
    # Tuesday 2026-04-21 is Tiradentes, Thursday 2026-07-09 a holiday of São Paulo alone
    brazil = business_hours(Calendar(country="BR"), SAO_PAULO)
    paulista = business_hours(Calendar(country="BR", subdivision="SP"), SAO_PAULO)
    week = times("2026-04-20T03:00Z"), times("2026-04-25T03:00Z")
    assert brazil.minutes_between(*week).tolist() == [4 * 540]
    assert not brazil.is_open(times("2026-04-21T15:00Z")).any()
    july = times("2026-07-09T15:00Z")
    assert (brazil.is_open(july).tolist(), paulista.is_open(july).tolist()) == ([True], [False])


def test_holidays_are_known_across_the_turn_of_a_year():
    brazil = business_hours(Calendar(country="BR"), SAO_PAULO)
    # Thursday 24 December 2026 to Monday 4 January 2027: off are 25 December, 1 January and two weekends
    assert brazil.minutes_between(times("2026-12-24T03:00Z"), times("2027-01-05T03:00Z")).tolist() == [6 * 540]


def test_a_calendar_may_have_a_zone_of_its_own():
    berlin = business_hours(Calendar(timezone="Europe/Berlin"), SAO_PAULO)
    assert berlin.is_open(times("2026-03-02T08:30Z")).tolist() == [True]  # 9:30 there, 5:30 in São Paulo
