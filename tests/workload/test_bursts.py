from zoneinfo import ZoneInfo

import numpy as np

from toil.workload.bursts import find_bursts

UTC = ZoneInfo("UTC")
MINUTE = np.timedelta64(1, "m")


def find(times, episode, pattern=None):
    times = np.array(times, dtype="datetime64[us]")
    pattern = np.zeros(len(times), dtype=np.int64) if pattern is None else np.array(pattern)
    return find_bursts(pattern, np.array(episode), times, zone=UTC).tolist()


def weekly(tickets, weeks=20):
    """Return tickets each Monday at two, week by week, and the week as episode."""
    start = np.datetime64("2026-01-05T02:00", "us")
    at = [start + w * np.timedelta64(7, "D") + i * MINUTE for w in range(weeks) for i in range(tickets)]
    return at, list(np.repeat(np.arange(weeks), tickets))


def test_nine_tickets_at_once_are_no_burst_and_ten_are():
    lone = [np.datetime64("2026-01-05T02:00", "us") + i * MINUTE for i in range(10)]
    assert find(lone[:9], [0] * 9) == [False]
    assert find(lone, [0] * 10) == [True]


def test_a_batch_of_twelve_each_monday_is_usual():
    at, week = weekly(12)
    assert not any(find(at, week))


def test_forty_where_three_are_usual_is_a_burst():
    at, week = weekly(3)
    outage = [np.datetime64("2026-03-04T10:00", "us") + i * MINUTE for i in range(40)]
    assert find(at + outage, week + [20] * 40) == [False] * 20 + [True]


def test_forty_on_a_monday_where_twelve_are_usual_is_a_burst():
    at, week = weekly(12)
    more = [np.datetime64("2026-03-02T02:15", "us") + i * MINUTE for i in range(28)]
    assert [w for w, burst in enumerate(find(at + more, week + [8] * 28)) if burst] == [8]


def test_no_tickets_no_bursts():
    assert find([], []) == []
