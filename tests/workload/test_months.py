from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from ticket_tables import make_tickets, place

from toil.workload import summarise_months

UTC = ZoneInfo("UTC")
MONTHS = ["2026-02", "2026-03"]

ROWS = [
    # opened, resolved, state, kind, sla_met, sla_due_at, reopens, reassignments
    ("2026-02-10T08:00Z", "2026-02-10T10:00Z", "closed", "incident", True, None, 0, 1),
    ("2026-02-11T08:00Z", "2026-03-02T08:00Z", "closed", "request", None, "2026-02-20T08:00Z", 1, 0),
    ("2026-02-12T08:00Z", "2026-02-12T14:00Z", "closed", None, None, "2026-02-20T08:00Z", None, None),
    ("2026-03-10T08:00Z", "2026-03-10T09:00Z", "closed", "alert", False, None, 0, 0),
    ("2026-03-11T08:00Z", None, "open", "incident", None, "2026-03-12T08:00Z", 0, 0),
    ("2026-03-31T08:00Z", None, "cancelled", "incident", None, None, 0, 0),
    ("2026-03-12T08:00Z", "2026-03-12T07:00Z", "closed", "change", None, None, 0, 0),  # resolved before opened
]
COLUMNS = ["opened_at", "resolved_at", "state", "kind", "sla_met", "sla_due_at", "reopens", "reassignments"]


def summarise(rows=ROWS, months=MONTHS, placed=None):
    tickets = make_tickets([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    patterns = placed or [None] * len(tickets)
    return summarise_months(tickets, place(tickets, patterns), months=months, zone=UTC).set_index("month")


def test_counts():
    found = summarise(placed=["A", "A", None, "A", None, None, None])
    names = ["tickets", "incidents", "requests", "changes", "alerts", "unknown_kind", "placed", "resolved"]
    assert found.loc["2026-02", names].tolist() == [3, 1, 1, 0, 0, 1, 2, 3]
    assert found.loc["2026-03", names].tolist() == [4, 2, 0, 1, 1, 0, 1, 3]


def test_hours_to_resolve():
    found = summarise()
    assert found.loc["2026-02", "resolve_hours_median"] == 6  # of 2, 456 and 6
    assert found.loc["2026-02", "resolve_hours_p90"] == 456
    # March: 1 hour; one still open after 20 days; a cancelled one and a backward one have no hours
    assert found.loc["2026-03", "resolve_hours_median"] == 1
    assert pd.isna(found.loc["2026-03", "resolve_hours_p90"])
    assert found["resolve_hours_known"].tolist() == [3, 2]


def test_service_level_as_exported_else_by_its_target():
    found = summarise()
    assert found.loc["2026-02", ["sla_met", "sla_judged"]].tolist() == [pytest.approx(2 / 3), 3]
    assert found.loc["2026-03", ["sla_met", "sla_judged"]].tolist() == [0, 2]  # the open one is late


def test_reopened_and_reassigned_are_shares_of_the_tickets_that_say():
    found = summarise()
    assert found.loc["2026-02", ["reopened", "reassigned"]].tolist() == [0.5, 0.5]
    assert found.loc["2026-02", ["reopens_known", "reassignments_known"]].tolist() == [2, 2]


def test_backlog_counts_what_waits_at_the_end_of_the_month():
    assert summarise()["open_at_end"].tolist() == [1, 1]


def test_a_month_without_tickets_is_zero_and_its_shares_unknown():
    found = summarise(rows=ROWS[3:4])
    assert found.loc["2026-02", "tickets"] == 0
    assert found.loc["2026-02", ["resolve_hours_median", "sla_met", "reopened"]].isna().all()


def test_undated_tickets_have_volume_and_no_times():
    tickets = make_tickets([{"opened_at": None, "month": "2026-03"}] * 3)
    found = summarise_months(tickets, place(tickets, "A"), months=["2026-03"], zone=UTC).iloc[0]
    assert found["tickets"] == 3
    assert found[["resolve_hours_median", "sla_met", "reopened", "reassigned", "open_at_end"]].isna().all()
