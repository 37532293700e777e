"""Dates in whole columns: which order, which zone, what no program wrote for people."""

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toil.exports.dates.evidence import Order, judge_order
from toil.exports.dates.order import Reading, describe_readings, read_orders
from toil.exports.dates.parsing import judge_years, read_times


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
        ("30/09/2026 14:05 PM", "2026-09-30 17:05"),
        ("30/09/2026 00:05:06 AM", "2026-09-30 03:05:06"),
        ("30/09/2026, 14:05", "2026-09-30 17:05"),
        ("30/09/2026 | 14:05", "2026-09-30 17:05"),
        (" 30/09/2026 14:05\n\n100%", "2026-09-30 17:05"),
        ("30/09/2026 14:05 (87,5%)", "2026-09-30 17:05"),
        ("30/09/2026 14:05_x000D_", "2026-09-30 17:05"),
        ("1790777106", "2026-09-30 14:05:06"),
        ("1790777106000", "2026-09-30 14:05:06"),
        ("20260930140506", "2026-09-30 17:05:06"),
        ("202609301405", "2026-09-30 17:05"),
        ("20260930T140506Z", "2026-09-30 14:05:06"),
        ("20260930", "2026-09-30 03:00"),
        ("46295,586875", "2026-09-30 17:05:06"),
        ("30/Sep/26 2:05 PM", "2026-09-30 17:05"),
        ("Sep 30, 2026, 2:05 PM", "2026-09-30 17:05"),
        ("Sep-30-2026 2:05 PM", "2026-09-30 17:05"),
        ("2026-Sep-30 14:05", "2026-09-30 17:05"),
        ("Wed, 30 Sep 2026 14:05:06 +0000", "2026-09-30 14:05:06"),
        ("Tue, 1 Sep 2026 14:05:06 +0000", "2026-09-01 14:05:06"),
        ("2026-9-1 14:05", "2026-09-01 17:05"),
        ("1 Sep 2026", "2026-09-01 03:00"),
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
        ("30/09/2026 02:05PM", "2026-09-30 17:05"),
        ("30/09/2026 14:05h", "2026-09-30 17:05"),
        ("30/09/2026 às 14h", "2026-09-30 17:00"),
        ("30/09/2026 - 14:05", "2026-09-30 17:05"),
        ("30/09/2026 at 2:05 PM", "2026-09-30 17:05"),
        ("30/09/2026 14:05 (BRT)", "2026-09-30 17:05"),
        ("30/09/2026 02:05 PM EDT", "2026-09-30 18:05"),
        ("30.09.2026 14:05 Uhr MESZ", "2026-09-30 12:05"),
        ("Wed 30/09/2026 02:05 PM", "2026-09-30 17:05"),
        ("qua., 30/09/2026 14:05", "2026-09-30 17:05"),
        ("३०/०९/२०२६ १४:०५", "2026-09-30 17:05"),
        ("३०/०९/२०२६ २:०५ अपराह्न", "2026-09-30 17:05"),
        ("Sep 30 2026  2:05PM", "2026-09-30 17:05"),
        ("Sep  1 2026  2:05PM", "2026-09-01 17:05"),
        ("Wed Sep 30 14:05:06 2026", "2026-09-30 17:05:06"),
        ("Wed Sep 30 14:05:06 BRT 2026", "2026-09-30 17:05:06"),
        ("Wed Sep 30 14:05:06 GMT-03:00 2026", "2026-09-30 17:05:06"),
        ("14:05 30/09/2026", "2026-09-30 17:05"),
        ("2:05 PM, 30.09.2026", "2026-09-30 17:05"),
        ("/Date(1790777106000)/", "2026-09-30 14:05:06"),
        ("३० सितंबर २०२६ १४:०५", "2026-09-30 17:05"),
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


@pytest.mark.slow
@settings(max_examples=60, derandomize=True, deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=8))
def test_every_cell_is_read_or_counted_whatever_it_holds(cells):
    judge_order(column(*cells))
    times = read(*cells)
    assert times.unreadable + len(cells) - times.values.null_count == sum(cell is not None for cell in cells)


def test_a_moment_that_never_came_is_none_where_others_are_counted_in_seconds():
    times = read("0", "1790776800", None)
    assert (times.values.null_count, times.unreadable) == (2, 0)


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


@pytest.mark.parametrize(
    "time",
    [" 10:15", " 10:15AM", " 10:15 a.m.", " 10:15 UTC", " 10:15:00 -0300", " 10:15 (BRT)", " - 10:15", " 10h15",
     " 10:15 Uhr", " às 10:15", " at 10:15 AM", ", 10:15:00 AM", " who knows"],
)  # fmt: skip
@pytest.mark.parametrize("weekday", ["", "Tue ", "ter, "])
def test_what_stands_around_a_date_does_not_hide_its_order(weekday, time):
    cells = [f"{weekday}{day}{time}" for day in ("09/01/2026", "09/02/2026", "09/15/2026")]
    assert judge_order(column(*cells)) == Order(month_first=1, slashed=1)
    assert judge_order(column(*cells[:2])) == Order(slashed=1)


def test_month_first_dates_are_read_so_with_any_time():
    times = read("09/01/2026 10:15AM", "09/02/2026 10:15 UTC", "Tue 09/15/2026 10:15", day_first=False, zone="UTC")
    assert [moment.isoformat() for moment in times.values.to_pylist()] == [
        "2026-09-01T10:15:00+00:00", "2026-09-02T10:15:00+00:00", "2026-09-15T10:15:00+00:00"]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "year_first"),
    [
        (["26/09/01 10:15", "26/09/02 11:15", "26/09/15 12:15", "26/09/30 9:00"], True),
        (["26-09-01", "26-09-02", "26-09-15", "26-09-30"], True),
        (["01/09/26", "02/09/26", "15/09/26", "30/09/26"], False),
        (["09/01/26", "09/02/26", "09/15/26", "09/30/26"], False),
        (["01.09.26", "02.09.26"], False),
        (["98/09/01"], True),
        (["26/09/01", "26/09/02"], None),
        (["13/09/26", "28/08/26"], False),
        (["26/09/13", "26/08/28"], True),
        (["26/09/2001", "26/09/2002"], False),
        (["2026-09-01"], False),
    ],
)
def test_a_year_of_two_digits_stands_where_the_fewer_numbers_are(cells, year_first):
    assert judge_years(column(*cells)) is year_first
    assert judge_order(column(*cells)).open_years is (year_first is None)


def test_a_year_of_two_digits_that_stands_first_is_read_so():
    times = read("26/09/01 10:15", "26/09/02 11:15", "26/09/15 12:15", "26/09/30 9:00", zone="UTC")
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in times.values.to_pylist()] == [
        "2026-09-01 10:15", "2026-09-02 11:15", "2026-09-15 12:15", "2026-09-30 09:00"]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "swapped"),
    [
        (["2026-01-09 10:15:00", "2026-02-09 10:15:00", "15/09/2026 10:15", "30/09/2026 10:15"], 2),
        (["2026-01-09 10:15:00", "2026-02-09 10:15:00", "09/15/2026 10:15", "09/30/2026 10:15"], 2),
        (["2026-01-09 10:15:00", "2026-02-13 10:15:00", "15/09/2026 10:15", "30/09/2026 10:15"], 0),
        (["2026-01-09 10:15:00", "2026-02-09 10:15:00", "15/09/2026 10:15", "10/09/2026 10:15"], 0),
        (["2026-01-09 10:15:00", "2026-02-09 10:15:00"], 0),
    ],
)
def test_a_column_whose_dates_a_spreadsheet_exchanged_is_noticed(cells, swapped):
    assert judge_order(column(*cells)).swapped == swapped


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Kolkata", "08:35"), ("Europe/Dublin", "13:05"), ("America/Sao_Paulo", None)]
)
def test_a_name_that_several_zones_have_is_read_where_the_exports_zone_has_it(zone, hour):
    times = read("2026-09-30 14:05 IST", zone=zone)
    moment = times.values.to_pylist()[0]
    assert (moment and f"{moment:%H:%M}") == hour
    assert times.zones == (() if hour else ("IST",))


DAY, MONTH, OPEN = Order(day_first=9, slashed=1), Order(month_first=9, slashed=1), Order(slashed=1)
SHORT, SWAPPED = Order(slashed=1, open_years=True), Order(day_first=9, slashed=1, swapped=9)
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
        ({"opened_at": SHORT}, [], None, None, "ambiguous years"),
        ({"opened_at": SHORT}, [], True, None, Reading(True, "the study")),
        ({"opened_at": SWAPPED}, [], None, None, "swapped dates"),
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


YEAR_DAY, YEAR_MONTH = Order(year_day=9), Order(year_month=9)


@pytest.mark.parametrize(
    ("own", "others", "day_second", "by"),
    [
        (YEAR_DAY, {}, True, "its own dates"),
        (ISO, {"closed_at": YEAR_DAY}, True, "the file's other dates"),
        (YEAR_MONTH, {"closed_at": YEAR_DAY}, False, "one reading only"),
        (ISO, {"closed_at": YEAR_DAY, "updated_at": YEAR_MONTH}, False, "one reading only"),
        (ISO, {}, False, "one reading only"),
    ],
)
def test_where_the_day_stands_second_is_decided_from_the_whole_column(own, others, day_second, by):
    readings, doubts = read_orders({"opened_at": own, **others}, [], None, None)
    assert not doubts
    assert (readings["opened_at"].day_second, readings["opened_at"].by) == (day_second, by)


def test_where_the_day_stands_second_may_be_shown_by_another_file():
    readings, _ = read_orders({"opened_at": ISO}, [{"opened_at": YEAR_DAY}], None, None)
    assert describe_readings(readings) == "year, day, month (other files of the system): opened_at"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2026/15/01 10:20", "2026/03/04"], Order(year_day=1)),
        (["2026-01-15", "2026-03-04"], Order(year_month=1)),
        (["2026.15.1", "2026.1.15"], Order(year_day=1, year_month=1)),
        (["2026/45/01", "2026-15-13", "20261501"], Order()),
    ],
)
def test_years_first_are_counted_by_the_order_that_alone_reads_them(cells, order):
    assert judge_order(column(*cells)) == order


def test_year_day_month_is_read():
    times = read_times(column("2026/15/01 10:20", "2026/03/04", "2026/15/01T10:20:00Z"), True, "UTC", day_second=True)
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in times.values.to_pylist()] == [
        "2026-01-15 10:20", "2026-04-03 00:00", "2026-01-15 10:20",
    ]  # fmt: skip
    assert times.unreadable == 0


def test_both_orders_behind_the_year_are_an_error_that_the_study_cannot_settle():
    both = Order(year_day=5, year_month=5)
    assert read_orders({"opened_at": both}, [], True, None)[1] == [("mixed dates with the year first", "opened_at")]


def test_only_dates_that_can_be_read_two_ways_need_a_decision():
    assert judge_order(column("2026-04-03")).slashed == 0
    assert judge_order(column("03/04/2026")).slashed == 1


def test_another_column_of_the_file_tells_where_years_of_two_digits_stand():
    opened = judge_order(column("01/09/26", "03/09/26", "14/09/26", "21/09/26", "28/09/26"))
    resolved = judge_order(column("14/09/26", "15/09/26"))
    assert (opened.years_last, resolved.years_last, resolved.open_years) == (True, None, True)
    readings, doubts = read_orders({"opened_at": opened, "resolved_at": resolved}, [], None, None)
    assert (doubts, readings["resolved_at"].day_first) == ([], True)
    first = judge_order(column("26/09/01", "26/09/03", "26/09/14", "26/09/21", "26/09/28"))
    assert read_orders({"opened_at": first, "resolved_at": resolved}, [], None, None)[1] == [
        ("ambiguous years", "resolved_at")
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "14-SEP-26 01.22.07.000000000 PM",
        "14/09/26 13:22:07,000000",
        "14-set-2026 13.22.07",
        "14.09.2026 13.22.07",
        "14/09/2026\u00a013:22:07",
    ],
)
def test_moments_as_oracle_and_spreadsheets_write_them(cell):
    (moment,) = read_times(column(cell), True, "UTC").values.to_pylist()
    assert f"{moment:%F %T}" == "2026-09-14 13:22:07"


@pytest.mark.parametrize(
    ("cells", "decided"),
    [
        (("14:05 03/04/2026", "9:00 05/06/2026"), None),
        (("14:05 13/04/2026", "9:00 05/06/2026"), True),
        (("2:05 PM 04/13/2026", "9:00 AM 05/06/2026"), False),
    ],
)
def test_a_time_before_the_date_decides_nothing_on_its_order(cells, decided):
    order = judge_order(column(*cells))
    assert (order.decided, bool(order.slashed)) == (decided, True)
