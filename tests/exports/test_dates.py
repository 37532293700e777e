"""Dates in whole columns: which order, which zone, what no program wrote for people."""

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toil.exports.date_order import Reading, describe_readings, read_orders
from toil.exports.dates import Order, judge_order, read_times


def column(*cells):
    return pa.chunked_array([pa.array(cells, type=pa.string())])


def read(*cells, day_first=True, zone="America/Sao_Paulo"):
    return read_times(column(*cells), day_first, zone)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-09-30 14:05:06", "2026-09-30 17:05:06"),
        ("2026-09-30 14:05", "2026-09-30 17:05"),
        ("2026-09-30T14:05:06", "2026-09-30 17:05:06"),
        ("2026-09-30T14:05:06.123456", "2026-09-30 17:05:06"),
        ("2026-09-30T14:05:06Z", "2026-09-30 14:05:06"),
        ("2026-09-30T14:05:06.000+0000", "2026-09-30 14:05:06"),
        ("2026-09-30T14:05:06+05:30", "2026-09-30 08:35:06"),
        ("2026-09-30", "2026-09-30 03:00"),
        ("30/09/2026 14:05", "2026-09-30 17:05"),
        ("3/9/2026 4:05", "2026-09-03 07:05"),
        ("30.09.2026 14:05:06", "2026-09-30 17:05:06"),
        ("30-09-2026 14:05", "2026-09-30 17:05"),
        ("30/09/26 14:05", "2026-09-30 17:05"),
        ("30/09/2026 02:05 PM", "2026-09-30 17:05"),
        ("30/09/2026 02:05 p.m.", "2026-09-30 17:05"),
        ("30/09/2026, 14:05", "2026-09-30 17:05"),
        (" 30/09/2026 14:05\n\n100%", "2026-09-30 17:05"),
        ("30/09/2026 14:05_x000D_", "2026-09-30 17:05"),
        ("1790777106", "2026-09-30 14:05:06"),
        ("1790777106000", "2026-09-30 14:05:06"),
        ("46295,586875", "2026-09-30 17:05:06"),
        ("30/Sep/26 2:05 PM", "2026-09-30 17:05"),
        ("Sep 30, 2026, 2:05 PM", "2026-09-30 17:05"),
        ("Wed, 30 Sep 2026 14:05:06 +0000", "2026-09-30 14:05:06"),
        ("30/set./26 2:05 PM", "2026-09-30 17:05"),
        ("30 de setembro de 2026 às 14:05", "2026-09-30 17:05"),
        ("quarta-feira, 30 de setembro de 2026 14:05", "2026-09-30 17:05"),
        ("30. September 2026 um 14:05 Uhr", "2026-09-30 17:05"),
        ("30.Sept.2026 14:05", "2026-09-30 17:05"),
        ("30 сентября 2026 г., 14:05", "2026-09-30 17:05"),
        ("30/сен/26 2:05 PM", "2026-09-30 17:05"),
        ("30 सितंबर 2026 14:05", "2026-09-30 17:05"),
        ("30/09/2026 14h05", "2026-09-30 17:05"),
        ("30/09/2026 02:05 p. m.", "2026-09-30 17:05"),
        ("2026-09-30 14:05 GMT+5:30", "2026-09-30 08:35"),
        ("30/09/2026 14:05 BRT", "2026-09-30 17:05"),
        ("29/02/2028", "2028-02-29 03:00"),
    ],
)
def test_each_way_of_writing_one_moment(cell, moment):
    times = read(cell)
    assert times.values.to_pylist() == [pd.Timestamp(moment, tz="UTC")]
    assert times.unreadable == 0


def test_ways_may_be_mixed_in_one_column_and_nulls_stay():
    times = read("30/09/2026 14:05", None, "2026-09-30 14:05:00", "2026-09-30T14:05:00-03:00")
    assert times.values.to_pylist() == [
        pd.Timestamp("2026-09-30 17:05Z"),
        None,
        *[pd.Timestamp("2026-09-30 17:05Z")] * 2,
    ]


@pytest.mark.parametrize(
    "cell",
    ["soon", "30/13/2026 10:00", "0001-01-01 00:00:00", "1970-01-01 00:00:00", "12:30", "31/02/2026", "2026-02-30",
     "31.11.2026 10:00", "29/02/2026 10:00", "31/Feb/26 9:31 PM", "31 de abril de 2026", "30/Foo/26"],
)  # fmt: skip
def test_what_is_no_date_is_counted(cell):
    times = read("30/09/2026 14:05", cell)
    assert (times.unreadable, times.example) == (1, cell)


PIECES = [
    "25",
    "31",
    "02",
    "/",
    "-",
    ".",
    " ",
    "de ",
    "Nov",
    "março",
    "2026",
    "26",
    "9:31",
    "PM",
    "T",
    "Z",
    "h",
    "\n",
]
CELLS = st.one_of(st.none(), st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.text(max_size=12))


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=8))
def test_every_cell_is_read_or_counted_whatever_it_holds(cells):
    judge_order(column(*cells))
    times = read(*cells)
    assert times.unreadable + len(cells) - times.values.null_count == sum(cell is not None for cell in cells)


def test_serial_numbers_of_a_spreadsheet_are_counted():
    assert read("46295", "46296,5").serial == 2


def test_an_hour_that_a_clock_change_repeats_is_the_earlier_and_one_it_skips_the_next():
    # Europe/Berlin leaves summer time on 25 October 2026 at 03:00, and enters it on 29 March 2026 at 02:00
    times = read("25/10/2026 02:30", "29/03/2026 02:30", zone="Europe/Berlin")
    assert times.values.to_pylist() == [pd.Timestamp("2026-10-25 00:30Z"), pd.Timestamp("2026-03-29 01:00Z")]


@pytest.mark.parametrize(
    ("cells", "decided"),
    [
        (["03/04/2026", "13/04/2026"], True),
        (["03/04/2026", "04/13/2026"], False),
        (["03/04/2026", "05/06/2026"], None),
        (["2026-04-13", "2026-04-03"], None),
        (["03/04/2026 10:00", "13/04/2026 10:00", "04/13/2026 10:00", "14/04/2026 10:00"], True),
        ([], None),
    ],
)
def test_the_order_is_decided_from_the_whole_column(cells, decided):
    assert judge_order(column(*cells)).decided is decided


@pytest.mark.parametrize(
    ("day_only", "month_only", "mixed"), [(19, 1, False), (9, 1, True), (1, 9, True), (5, 0, False), (0, 0, False)]
)
def test_more_than_a_slip_of_the_other_order_makes_a_column_mixed(day_only, month_only, mixed):
    cells = ["25/04/2026"] * day_only + ["04/25/2026"] * month_only + ["03/04/2026"] * 50
    order = judge_order(column(*cells))
    assert (order.day_first, order.month_first, order.mixed) == (day_only, month_only, mixed)


def test_a_day_that_no_month_has_is_evidence_for_neither_order():
    assert judge_order(column("31/02/2026", "03/04/2026")).decided is None


DAY, MONTH, OPEN = Order(day_first=9, slashed=1), Order(month_first=9, slashed=1), Order(slashed=1)
ISO, BOTH = Order(), Order(day_first=5, month_first=5, slashed=1)


@pytest.mark.parametrize(
    ("own", "others", "stated", "usual", "answer"),
    [
        ({"opened_at": DAY}, [], None, None, Reading(True, "its own dates")),
        ({"opened_at": MONTH}, [{"opened_at": DAY}], None, True, Reading(False, "its own dates")),
        ({"opened_at": MONTH}, [], True, None, Reading(True, "the study")),
        ({"opened_at": OPEN, "closed_at": MONTH}, [{"opened_at": DAY}], None, None,
         Reading(False, "the file's other dates")),
        ({"opened_at": OPEN, "closed_at": ISO}, [{"closed_at": DAY}], None, False,
         Reading(True, "other files of the system")),
        ({"opened_at": OPEN}, [], None, False, Reading(False, "the profile")),
        ({"opened_at": ISO}, [], None, None, Reading(True, "one reading only")),
        ({"opened_at": OPEN}, [], None, None, "ambiguous dates"),
        ({"opened_at": OPEN, "closed_at": DAY, "updated_at": MONTH}, [], None, True, "ambiguous dates"),
        ({"opened_at": OPEN}, [{"opened_at": DAY}, {"opened_at": MONTH}], None, None, "ambiguous dates"),
        ({"opened_at": BOTH}, [{"opened_at": DAY}], None, True, "mixed dates"),
        ({"opened_at": BOTH}, [], False, None, Reading(False, "the study")),
    ],
)  # fmt: skip
def test_what_decides_how_a_column_is_read(own, others, stated, usual, answer):
    readings, doubts = read_orders(own, others, stated, usual)
    assert (dict(map(reversed, doubts)) | readings)["opened_at"] == answer


def test_columns_that_disagree_are_each_read_by_their_own_dates_and_said_so():
    readings, doubts = read_orders({"opened_at": DAY, "closed_at": MONTH}, [], None, None)
    assert not doubts
    assert describe_readings(readings) == (
        "day first (its own dates): opened_at; month first (its own dates): closed_at"
    )


def test_only_dates_that_can_be_read_two_ways_need_a_decision():
    assert judge_order(column("2026-04-03")).slashed == 0
    assert judge_order(column("03/04/2026")).slashed == 1
