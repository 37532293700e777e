import numpy as np
import pandas as pd
import pytest
from ticket_tables import make_tickets, place, run_stages

MONTHS = ["2026-02", "2026-03"]


def facts(rows, **options):
    """Return the only candidate; closed incidents at noon, day after day from 10 February."""
    start = pd.Timestamp("2026-02-10T12:00Z")
    base = [
        {"kind": "incident", "state": "closed", "opened_at": start + pd.Timedelta(days=n)} for n in range(len(rows))
    ]
    tickets = make_tickets([b | row for b, row in zip(base, rows, strict=True)])
    return run_stages(tickets, place(tickets, "A"), MONTHS, **options).candidates.iloc[0]


def test_volumes():
    found = facts([{}] * 25)  # 10 February to 6 March
    assert found[["tickets", "tickets_month", "months_active", "episodes", "burst_tickets"]].tolist() == [
        25,
        6,
        2,
        25,
        0,
    ]


def test_people_are_counted_and_unknown_where_nobody_is_named():
    found = facts([{"requester": f"p{n % 3}", "resolver": "r1" if n < 8 else "r2"} for n in range(10)])
    assert (found["requesters"], found["resolvers"]) == (3, 2)
    assert (found["resolved_by_person"], found["top_resolver_share"]) == (10, 0.8)
    nobody = facts([{}] * 10)
    assert nobody[["requesters", "resolvers", "top_resolver_share"]].isna().all()


def test_kind_of_most_tickets():
    found = facts([{"kind": "request"}] * 6 + [{"kind": "incident"}] * 2 + [{"kind": None}] * 4)
    assert (found["kind"], found["request_share"], found["unplanned_share"]) == ("request", 0.75, 0.25)
    unknown = facts([{"kind": None}] * 5)
    assert unknown[["kind", "request_share", "unplanned_share"]].isna().all()


IDLE = {
    "state": {"state": "cancelled"},
    "code": {"resolution_code": "Duplicate"},
    "code in Portuguese": {"resolution_code": "Cancelado pelo usuário"},
    "text in Portuguese": {"resolution": "Sem ação, alarme normalizado."},
    "text in German": {"resolution": "Kein Handlungsbedarf"},
}
BUSY = {
    "the work, not its absence": {"resolution": "Cancelamento da venda realizado"},
    "a long story": {"resolution": "No action was needed on the first server, " + "then a story follows " * 5},
    "a deed": {"resolution": "Restarted"},
    "nothing said": {},
}


def test_closed_without_action():
    rows = [
        {"kind": "incident", "state": "closed", "opened_at": f"2026-03-{day:02d}T12:00Z"} | row
        for row in (IDLE | BUSY).values() for day in range(1, 11)
    ]  # fmt: skip
    tickets = make_tickets(rows)
    found = run_stages(tickets, place(tickets, list(np.repeat(list(IDLE | BUSY), 10))), MONTHS).candidates
    share = found.set_index("pattern_id")["no_action_share"]
    assert share[list(IDLE)].eq(1).all()
    assert share[list(BUSY)].eq(0).all()


def test_alerts_are_judged_apart():
    quiet = {"kind": "alert", "resolution_code": "No action required"}
    found = facts([quiet] * 9 + [{"kind": "alert"}] + [{}] * 10)
    assert found[["closed", "no_action_share", "alerts_closed", "alert_no_action_share"]].tolist() == [10, 0, 10, 0.9]
    assert facts([{"channel": "monitoring"}] * 10)["alert_share"] == 1  # an incident that monitoring opened


def test_shares_are_unknown_under_ten():
    found = facts([{"reassignments": 1}] * 9)
    assert found[["no_action_share", "alert_no_action_share", "reassigned_share", "top_resolver_share"]].isna().all()
    assert found["problem_share"] == 0


def test_minutes():
    found = facts([{"worked_minutes": float(n)} for n in range(1, 11)])
    assert found[["minutes_median", "minutes_p90"]].tolist() == pytest.approx([5.5, 9.1])
    assert (found["rung"], found["rung_tickets"], found["default_share"]) == ("worklog", 10, 0)


def test_half_assumed_is_uncertain():
    found = facts([{"worked_minutes": 30.0}] * 5 + [{}] * 5)
    assert found["default_share"] == 0.5
    assert found["uncertain"]


def test_a_pattern_with_five_tickets():
    found = facts([{"worked_minutes": 10.0}] * 5)
    assert found["tickets"] == 5
    assert found["hours_low"] < found["hours_base"] < found["hours_high"]
    assert pd.isna(found["overall"])
