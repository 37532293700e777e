"""What an action saved: held against the months before, with the change of what nobody acted on."""

from dataclasses import replace

import pandas as pd
import pytest

from toil.candidates import Stretch, action_months, measure_action
from toil.settings import months_back

BEFORE, NOW = months_back("2026-03", 6), months_back("2026-08", 6)
OTHERS = [f"P-{n}" for n in range(8)]


def stretch(months, counts, coverage=1.0):
    """Return a Stretch from pattern -> tickets of each month; half an hour a ticket, a fifth to two hours."""
    rows = [
        (pattern, month, tickets)
        for pattern, of_months in counts.items()
        for month, tickets in zip(months, of_months, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["pattern_id", "month", "tickets"])
    hours = {f"hours_{point}": table["tickets"] * each for point, each in (("low", 0.2), ("base", 0.5), ("high", 2))}
    return Stretch(table.assign(burst_tickets=0, automated_tickets=0, **hours), pd.Series(coverage, index=months))


def measured(own, *, others=20, since="2026-04-01", scope=1.0, live=("P-x",)):
    """Return the row of P-x: 20 a month before, *own* in the six months to August; *others* for 20 of each other."""
    before = stretch(BEFORE, {"P-x": [20] * 6} | {name: [20] * 6 for name in OTHERS})
    now = stretch(NOW, {"P-x": own} | {name: [20] + [others] * 5 for name in OTHERS})
    scopes = pd.Series({"P-x": scope})
    return measure_action("P-x", since, before=before, now=now, scope=scopes, live=set(live)).iloc[0]


def test_what_no_longer_comes_is_saved():
    """20 a month before, 5 since, the others as before: 15 tickets of half an hour."""
    row = measured([20, 5, 5, 5, 5, 5])
    assert (row["state"], row["months_before"], row["months_after"], row["others"]) == ("saved", 5, 5, 8)
    assert row["saved_tickets_base"] == pytest.approx(15, abs=0.5)
    assert row["saved_hours_base"] == pytest.approx(7.5, abs=0.3)
    assert 0 < row["saved_tickets_low"] < 15 < row["saved_tickets_high"] < 20


def test_a_drop_of_the_whole_squad_is_no_saving():
    row = measured([20, 10, 10, 10, 10, 10], others=10)
    assert row["state"] == "no clear change"
    assert row["expected"] == pytest.approx(10)
    assert row["saved_tickets_low"] < 0 < row["saved_tickets_high"]


def test_work_that_stands_still_while_the_rest_falls_is_more():
    assert measured([20, 40, 40, 40, 40, 40], others=10)["state"] == "more"


def test_what_a_robot_resolves_now_is_saved_though_it_comes_as_before():
    before = stretch(BEFORE, {name: [20] * 6 for name in ("P-x", *OTHERS)})
    now = stretch(NOW, {name: [20] * 6 for name in ("P-x", *OTHERS)})
    by_robot = now.pattern_months["pattern_id"].eq("P-x") & now.pattern_months["month"].gt(NOW[0])
    robot = replace(now, pattern_months=now.pattern_months.assign(automated_tickets=by_robot * 15))
    row = measure_action("P-x", "2026-04-01", before=before, now=robot, scope=pd.Series(dtype=float), live={"P-x"})
    assert row.iloc[0]["state"] == "saved"
    assert row.iloc[0]["tickets_after"] == 5


def test_all_gone_may_be_all_saved():
    row = measured([20, 0, 0, 0, 0, 0])
    assert (row["state"], row["saved_tickets_high"]) == ("saved", row["expected"])


@pytest.mark.parametrize(
    ("told", "state", "after"),
    [
        ({"since": "2026-08-01"}, "too early", 1),
        ({"since": "2026-07-15"}, "too early", 1),  # July began without it
        ({"since": "2026-06-15"}, "no clear change", 2),
        ({"scope": 0.4}, "unknown", 5),
        ({"scope": 1.6}, "unknown", 5),
        ({"live": ("P-x", *OTHERS[:4])}, "unknown", 5),  # four others are left
    ],
)
def test_what_can_not_be_told_is_said(told, state, after):
    row = measured([20, 20, 20, 20, 20, 20], **told)
    assert (row["state"], row["months_after"]) == (state, after)
    assert (row["saved_hours_base"] == row["saved_hours_base"]) == (state == "no clear change")


def test_the_range_is_as_wide_as_what_nobody_acted_on_differs():
    even = stretch(BEFORE, {"P-x": [20] * 6} | {name: [20] * 6 for name in OTHERS})
    spread = {name: [20] + [rate] * 5 for name, rate in zip(OTHERS, (5, 60, 6, 50, 20, 7, 40, 20), strict=True)}
    now = stretch(NOW, {"P-x": [20, 8, 8, 8, 8, 8]} | spread)
    scopes = pd.Series(dtype=float)
    row = measure_action("P-x", "2026-04-01", before=even, now=now, scope=scopes, live={"P-x"}).iloc[0]
    assert row["state"] == "no clear change"
    assert measured([20, 8, 8, 8, 8, 8])["state"] == "saved"


def test_without_a_window_before_nothing_is_told():
    now = stretch(NOW, {"P-x": [20] * 6})
    row = measure_action("P-x", "2026-03-01", before=None, now=now, scope=pd.Series(dtype=float), live=set()).iloc[0]
    assert (row["state"], row["months_before"]) == ("unknown", 0)


def months_of(own, *, since="2026-04-01", scope=1.0, now=NOW, live=("P-x",)):
    before = stretch(BEFORE, {"P-x": [20] * 6} | {name: [20] * 6 for name in OTHERS})
    after = stretch(now, {"P-x": own} | {name: [20] * 6 for name in OTHERS})
    scopes = pd.Series({"P-x": scope})
    action = measure_action("P-x", since, before=before, now=after, scope=scopes, live=set(live)).iloc[0]
    return action, action_months(action, before=before, now=after).set_index("month")


def test_the_months_of_an_action_are_what_its_figures_were_made_of():
    """Windows October to March and March to August; March, in both, is the one that counts for neither side."""
    action, months = months_of([20, 5, 5, 5, 5, 5], scope=1.2)
    assert months["part"].tolist() == ["before"] * 5 + ["left out"] + ["since"] * 5
    assert months.loc[months["part"] == "before", "tickets"].mean() == pytest.approx(action["tickets_before"])
    assert months.loc["2026-03", "tickets"] == pytest.approx(24)  # as placed now
    since = months[months["part"] == "since"]
    assert since["tickets"].mean() == action["tickets_after"]
    assert (since["expected"] == action["expected"]).all()
    assert (since["expected_low"] - 5).tolist() == pytest.approx([action["saved_tickets_low"]] * 5)
    assert months.loc[months["part"] != "since", "expected"].isna().all()


def test_where_nothing_can_be_told_nothing_is_expected():
    action, months = months_of([20] * 6, since="2026-07-15")
    assert action["state"] == "too early"
    assert months.loc["2026-07", "part"] == "left out"  # it began without the action
    assert months["expected"].isna().all()


def test_a_band_does_not_reach_below_nothing():
    """Others from a quarter to three times of what they were: a doubling, too, is within chance."""
    before = stretch(BEFORE, {name: [20] * 6 for name in ("P-x", *OTHERS)})
    spread = {name: [20] + [rate] * 5 for name, rate in zip(OTHERS, (5, 60, 6, 50, 20, 7, 40, 20), strict=True)}
    now = stretch(NOW, {"P-x": [20] + [40] * 5} | spread)
    action = measure_action("P-x", "2026-04-01", before=before, now=now, scope=pd.Series(dtype=float), live={"P-x"})
    assert 40 + action.loc[0, "saved_tickets_low"] < 0
    months = action_months(action.iloc[0], before=before, now=now)
    assert months["expected_low"].dropna().eq(0).all()


def test_without_a_window_before_the_months_of_the_report_are_shown():
    now = stretch(NOW, {"P-x": [20, 0, 0, 0, 0, 7]})
    action = measure_action("P-x", "2026-03-01", before=None, now=now, scope=pd.Series(dtype=float), live=set())
    months = action_months(action.iloc[0], before=None, now=now)
    assert months["tickets"].tolist() == [20, 0, 0, 0, 0, 7]
    assert set(months["part"]) == {"since"}
