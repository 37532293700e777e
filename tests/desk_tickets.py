"""Thirty tickets of one squad in two months, small enough to count by hand; all times are UTC.

Monday 2026-02-02 10:00: ten incidents T00 to T09, resolved after 1, 2, ... 10 hours.
Tuesday 2026-02-03 10:00: T10, open to this day; T11, "resolved" an hour before it was opened.
Friday 2026-02-06 17:00: five requests T12 to T16, resolved on Monday at 10:00.
Tuesday 2026-02-10 09:00: two changes, T17 done on Friday, T18 approved and waiting.
Saturday 2026-02-07 03:00: T19, of unknown kind, closed at an unknown time.
Monday 2026-03-09 22:00: eight incidents T20 to T27, resolved at 10:00 the next day.
Monday 2026-03-30 12:00: T28 and T29, open. The data end on 2026-03-31 12:00.
"""

from __future__ import annotations

import pandas as pd
from ticket_tables import make_tickets, place

from toil.schema import conform

MONTHS = ["2026-02", "2026-03"]
PATTERN = ["P"] * 10 + [None, None] + ["Q"] * 5 + [None] * 3 + ["P"] * 9 + [None]


def _rows() -> list[dict]:
    rows: list[dict] = [{"ticket_id": f"T{n:02}", "state": "closed", "group": "N1"} for n in range(30)]
    for n in range(10):
        rows[n] |= {"kind": "incident", "opened_at": "2026-02-02T10:00Z", "resolved_at": f"2026-02-02T{11 + n}:00Z"}
        rows[n] |= {"sla_met": n < 8, "reopens": {0: 1, 1: 2}.get(n, 0), "priority": 1 if n < 5 else 3, "tier": 1}
        rows[n] |= {"resolver": "ana" if n < 8 else "bia"}
    rows[0] |= {"acknowledged_at": "2026-02-02T10:30Z", "item": "srv"}
    rows[1] |= {"acknowledged_at": "2026-02-02T11:00Z"}
    rows[5] |= {"reassignments": 3}
    rows[6] |= {"reassignments": 0}
    rows[10] |= {"kind": "incident", "opened_at": "2026-02-03T10:00Z", "state": "open", "priority": 3, "item": "srv"}
    rows[10] |= {"sla_due_at": "2026-02-10T10:00Z", "reopens": 0, "problem_id": "PRB1"}
    rows[11] |= {"kind": "incident", "opened_at": "2026-02-03T10:00Z", "resolved_at": "2026-02-03T09:00Z"}
    for n in range(12, 17):
        rows[n] |= {"kind": "request", "opened_at": "2026-02-06T17:00Z", "resolved_at": "2026-02-09T10:00Z"}
        rows[n] |= {"sla_met": True, "resolver": "ana", "reopens": {12: 1, 16: None}.get(n, 0)}
    change = {"kind": "change", "opened_at": "2026-02-10T09:00Z"}
    rows[17] |= change | {"approved_at": "2026-02-11T09:00Z", "started_at": "2026-02-13T09:00Z"}
    rows[17] |= {"resolved_at": "2026-02-13T12:00Z"}
    rows[18] |= change | {"approved_at": "2026-02-10T11:00Z", "state": "open"}
    rows[19] |= {"opened_at": "2026-02-07T03:00Z"}
    for n in range(20, 28):
        rows[n] |= {"kind": "incident", "opened_at": "2026-03-09T22:00Z", "resolved_at": "2026-03-10T10:00Z"}
    for n in (28, 29):
        rows[n] |= {"kind": "incident", "opened_at": "2026-03-30T12:00Z", "state": "open"}
    for n in range(20, 30):
        rows[n] |= {"group": "N2"}
    rows[20] |= {"item": "srv", "tier": 2}
    rows[28] |= {"item": "srv"}
    rows[29] |= {"updated_at": "2026-03-31T12:00Z"}
    return rows


TICKETS = make_tickets(_rows())
PLACED = place(TICKETS, PATTERN)

_EVENTS = [
    ("T00", "2026-02-02T10:00Z", "group", None, "N1"),
    ("T00", "2026-02-02T11:00Z", "group", "N1", "N2"),
    ("T00", "2026-02-02T13:00Z", "group", "N2", "N1"),  # back again: ping-pong
    ("T01", "2026-02-02T10:00Z", "group", None, "N1"),
    ("T01", "2026-02-02T13:00Z", "group", "N1", "N2"),
    ("T02", "2026-02-02T10:00Z", "group", None, "N1"),
    ("T02", "2026-02-02T11:00Z", "state", "open", "closed"),
    ("T03", "2026-02-02T10:00Z", "group", None, "N1"),
    ("T03", "2026-02-02T12:00Z", "group", "N1", None),  # emptied, two hours later given to N2
    ("T03", "2026-02-02T14:00Z", "group", None, "N2"),
    ("T20", "2026-03-09T22:00Z", "group", None, "N2"),
    ("T20", "2026-03-09T23:30Z", "group", "N2", "N1"),
    ("X99", "2026-03-09T22:00Z", "group", "N1", "N2"),  # another squad's
]
EVENTS = conform(
    "ticket_events",
    pd.DataFrame(_EVENTS, columns=["ticket_id", "at", "field", "from", "to"]).assign(
        at=lambda events: pd.to_datetime(events["at"], utc=True)
    ),
)
EFFORT = conform(
    "ticket_effort",
    pd.DataFrame({"ticket_id": TICKETS["ticket_id"]}).assign(
        minutes_low=30.0,
        minutes_base=60.0,
        minutes_high=90.0,
        rung="default",
        cut=False,
        bounded=False,
        no_action=False,
    ),
)
