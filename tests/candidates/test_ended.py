import pandas as pd
import pytest

from toil.candidates import find_began, find_ended
from toil.candidates.ended import courses_of

MONTHS = ["2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"]


def ended(patterns, *, bursts=None, coverage=(1.0,) * 6):
    months = MONTHS[-len(coverage) :]
    rows = [
        (name, month, count, (bursts or {}).get(name, [0] * 6)[at])
        for name, counts in patterns.items()
        for at, (month, count) in enumerate(zip(months, counts, strict=True))
    ]
    table = pd.DataFrame(rows, columns=["pattern_id", "month", "tickets", "burst_tickets"])
    return find_ended(table, pd.Series(coverage, index=months)).set_index("pattern_id")


STEADY = [20, 21, 19, 20, 22, 20]
MOSTLY_STEADY = {f"steady {n}": STEADY for n in range(20)}  # so that one pattern's spells are no spread of all


def test_a_migration_that_is_over_has_ended_and_rare_work_has_not():
    found = ended({"steady": STEADY, "migration": [18, 15, 18, 5, 0, 0], "rare": [1, 2, 0, 2, 1, 0]})
    assert list(found.index) == ["migration"]
    assert found.loc["migration", ["tickets", "months", "last_month"]].tolist() == [56, 4, "2026-07"]


def test_one_silent_month_is_an_end_only_against_the_rate_before():
    """Without spread beyond Poisson's the chance of none is exp(-rate): under 1% above 4.6 a month."""
    counts = {"five": [5, 5, 5, 5, 5, 0], "four": [4, 4, 4, 4, 4, 0], "steady": [200, 200, 200, 200, 200, 200]}
    found = ended(counts)
    assert list(found.index) == ["five"]
    assert found.loc["five", "chance"] == pytest.approx(0.0067, abs=0.0001)


def test_work_that_comes_back_after_a_pause_has_not_ended_in_the_next_one():
    """A close of the quarter: two silent months lie between its spells, so one or two more say nothing."""
    found = ended({"quarter": [0, 55, 0, 0, 55, 0], "gone": [50, 0, 52, 0, 0, 0]} | MOSTLY_STEADY)
    assert list(found.index) == ["gone"]
    assert ended({"quarter": [55, 0, 0, 55, 0, 0]} | MOSTLY_STEADY).empty
    assert list(ended({"twice": [55, 0, 55, 0, 0, 0]} | MOSTLY_STEADY).index) == ["twice"]


def test_work_that_pauses_has_not_begun_after_a_pause():
    rows = {"quarter": [0, 55, 0, 0, 55, 0], "new": [0, 0, 40, 0, 41, 42]} | MOSTLY_STEADY
    table = pd.DataFrame(
        [(name, month, n, 0) for name, counts in rows.items() for month, n in zip(MONTHS, counts, strict=True)],
        columns=["pattern_id", "month", "tickets", "burst_tickets"],
    )
    assert find_began(table, pd.Series(1.0, index=MONTHS))["pattern_id"].tolist() == ["new"]


def test_a_report_month_half_exported_is_half_a_silence():
    counts = {"five": [5, 5, 5, 5, 5, 0], "steady": [200, 200, 200, 200, 200, 100]}
    assert ended(counts, coverage=(1.0,) * 5 + (0.5,)).empty


def test_months_that_no_export_covers_are_no_silence():
    assert ended({"one": [9, 9, 9, 0, 0, 0], "two": STEADY}, coverage=(1.0,) * 3 + (0.0,) * 3).empty


def test_a_burst_alone_was_never_steady_work_that_could_end():
    found = ended({"storm": [0, 0, 0, 80, 0, 0], "steady": STEADY}, bursts={"storm": [0, 0, 0, 80, 0, 0]})
    assert found.empty


def test_one_month_and_no_pattern_are_no_error():
    assert ended({"one": [9]}, coverage=(1.0,)).empty
    assert ended({}).empty


def test_the_course_of_each_pattern_in_the_order_asked_for():
    counts = {
        "wave": [0, 0, 50, 60, 0, 0],
        "gone": [30, 30, 30, 0, 0, 0],
        "new": [0, 0, 0, 30, 30, 30],
    } | MOSTLY_STEADY
    rows = [(name, month, n, 0) for name, each in counts.items() for month, n in zip(MONTHS, each, strict=True)]
    table = pd.DataFrame(rows, columns=["pattern_id", "month", "tickets", "burst_tickets"])
    names = ["steady 3", "new", "gone", "wave", "unheard of"]
    found = courses_of(names, table, pd.Series(1.0, index=MONTHS))
    assert list(found) == ["lasting", "began", "ended", "wave", "lasting"]
