"""The numbers behind each chart, worked out by hand."""

import pandas as pd
import pytest

from toil.charts import pareto_table, trend_table, volume_table


def candidates(hours: list[float | None]) -> pd.DataFrame:
    base = pd.Series(hours, dtype="float64")
    ids = [f"P-{at}" for at in range(len(hours))]
    return pd.DataFrame(
        {"pattern_id": ids, "label": ids, "hours_low": base / 2, "hours_base": base, "hours_high": base * 2}
    )


def test_pareto_is_largest_first_with_its_running_share():
    table = pareto_table(candidates([5.0, 3.0, 2.0, 10.0]))
    assert table["pattern_id"].tolist() == ["P-3", "P-0", "P-1", "P-2"]
    assert table["share"].tolist() == [0.5, 0.25, 0.15, 0.1]
    assert table["running_share"].tolist() == pytest.approx([0.5, 0.75, 0.9, 1.0])


def test_pareto_leaves_out_unknown_hours_and_breaks_ties_by_id():
    table = pareto_table(candidates([4.0, None, 4.0]))
    assert table["pattern_id"].tolist() == ["P-0", "P-2"]


@pytest.mark.parametrize("hours", [[], [0.0], [None]])
def test_pareto_of_nothing_has_no_share(hours):
    assert pareto_table(candidates(hours))["share"].isna().all()


def test_trend_tells_steady_from_burst_in_order_of_months():
    months = pd.DataFrame({"month": ["2026-09", "2026-08"], "tickets": [50, 10], "burst_tickets": [40, 0]})
    expected = {"month": ["2026-08", "2026-09"], "steady": [10, 10], "burst": [0, 40], "tickets": [10, 50]}
    assert trend_table(months).to_dict("list") == expected


def test_volume_tells_placed_from_unplaced():
    months = pd.DataFrame({"month": ["2026-09"], "tickets": [50], "placed": [30]})
    expected = {"month": ["2026-09"], "placed": [30], "unplaced": [20], "tickets": [50]}
    assert volume_table(months).to_dict("list") == expected
