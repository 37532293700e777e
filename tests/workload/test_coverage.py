from zoneinfo import ZoneInfo

import pytest
from ticket_tables import make_tickets

from toil.workload import cover_months

UTC = ZoneInfo("UTC")
MONTHS = ["2026-01", "2026-02", "2026-03"]


def cover(*days, months=MONTHS):
    return cover_months(make_tickets([{"opened_at": day} for day in days]), months=months, zone=UTC).tolist()


@pytest.mark.parametrize(
    ("days", "shares"),
    [
        (["2026-01-02", "2026-02-10", "2026-03-30"], [1, 1, 1]),
        (["2026-01-04", "2026-03-28"], [1, 0, 1]),  # three days at an edge are no gap; an empty month is
        (["2026-01-22", "2026-02-10", "2026-03-30"], [10 / 31, 1, 1]),
        (["2026-01-02", "2026-02-10", "2026-03-10"], [1, 1, 10 / 31]),
        (["2026-02-11", "2026-02-20"], [0, 10 / 28, 0]),
        (["2026-02-11"], [0, 1 / 28, 0]),
    ],
)
def test_edges_of_the_exports(days, shares):
    assert cover(*days) == pytest.approx(shares)


def test_an_undated_month_counts_whole():
    undated = make_tickets([{"opened_at": None, "month": "2026-02"}])
    assert cover_months(undated, months=MONTHS, zone=UTC).tolist() == [0, 1, 0]


def test_no_ticket_covers_nothing():
    tickets = make_tickets([{"opened_at": "2025-01-05"}])
    assert cover_months(tickets, months=MONTHS, zone=UTC).tolist() == [0, 0, 0]
