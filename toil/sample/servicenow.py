"""Tickets in the shape of a ServiceNow list export: field names as headers, display values as cells."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from toil.sample.moments import SLA_HOURS
from toil.sample.tickets import Ticket

HEADERS = (
    "number", "sys_class_name", "opened_at", "sys_updated_on", "state", "priority", "short_description",
    "description", "close_notes", "close_code", "category", "subcategory", "cmdb_ci", "business_service",
    "contact_type", "caller_id", "assigned_to", "assignment_group", "reassignment_count", "reopen_count",
    "made_sla", "sla_due", "work_start", "resolved_at", "closed_at", "rfc", "caused_by", "problem_id",
    "parent", "time_worked", "u_work_notes_count",
)  # fmt: skip
PRIORITY = {1: "1 - Critical", 2: "2 - High", 3: "3 - Moderate", 4: "4 - Low", 5: "5 - Planning"}
CLASS = {"incident": "Incident", "alert": "Incident", "request": "Catalog Task", "change": "Change Request"}
CONTACT = {"email": "Email", "portal": "Self-service", "phone": "Phone", "chat": "Chat", "monitoring": "Monitoring"}
CODES = {"solved": "Solved (Permanently)", "no action": "No action required", "cancelled": "Duplicate"}
PREFIX = {"incident": "INC01", "alert": "INC01", "request": "SCTASK02", "change": "CHG003"}

Cell = str | int | float | dt.datetime | None


def cells(ticket: Ticket, exported: dt.datetime) -> dict[str, Cell]:
    """Return the row of *ticket* as it stood when the file was *exported* (local time)."""
    resolved = ticket.resolved_at if ticket.resolved_at <= exported else None
    closed = ticket.closed_at if ticket.closed_at <= exported else None
    touched = ticket.opened_at + (ticket.resolved_at - ticket.opened_at) / 3
    due = ticket.opened_at + dt.timedelta(hours=SLA_HOURS[ticket.priority])
    return {
        "number": ticket.ticket_id,
        "sys_class_name": CLASS[ticket.kind],
        "opened_at": ticket.opened_at,
        "sys_updated_on": closed or resolved or min(touched, exported),
        "state": _state(ticket, resolved, closed),
        "priority": PRIORITY[ticket.priority],
        "short_description": ticket.summary,
        "description": ticket.description,
        "close_notes": ticket.resolution if resolved else None,
        "close_code": CODES[ticket.outcome] if resolved else None,
        "category": ticket.category,
        "subcategory": ticket.subcategory,
        "cmdb_ci": ticket.item,
        "business_service": ticket.service,
        "contact_type": CONTACT[ticket.channel],
        "caller_id": ticket.requester,
        "assigned_to": ticket.resolver if resolved else None,
        "assignment_group": ticket.group,
        "reassignment_count": ticket.reassignments,
        "reopen_count": ticket.reopens if resolved else 0,
        "made_sla": "true" if (resolved or exported) <= due else "false",
        "sla_due": due,
        "work_start": ticket.started_at if ticket.started_at and ticket.started_at <= exported else None,
        "resolved_at": resolved,
        "closed_at": closed,
        "rfc": None,
        "caused_by": ticket.caused_by_change,
        "problem_id": ticket.problem_id,
        "parent": ticket.parent_id,
        "time_worked": round(ticket.worked_minutes * 60) if ticket.worked_minutes is not None and resolved else None,
        "u_work_notes_count": (ticket.notes if resolved else 1) if ticket.notes is not None else None,
    }


def _state(ticket: Ticket, resolved: dt.datetime | None, closed: dt.datetime | None) -> str:
    if resolved and ticket.outcome == "cancelled":
        return "Canceled"
    if closed:
        return "Closed"
    if resolved:
        return "Resolved"
    return "On Hold" if ticket.reassignments else "In Progress"


def write_csv(path: Path, rows: Iterable[dict[str, Cell]]) -> None:
    """Write *rows* as comma-separated UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADERS)
    for row in rows:
        writer.writerow([_text(row[header]) for header in HEADERS])
    path.write_bytes(text.getvalue().encode("utf-8"))


def _text(cell: Cell) -> str:
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return "" if cell is None else str(cell)


def write_xlsx(path: Path, rows: Iterable[dict[str, Cell]]) -> None:
    """Write *rows* as a workbook with real dates; its created date is fixed, so that the bytes repeat."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"title": "Page 1", "created": dt.datetime(2026, 1, 1)})
    sheet = book.add_worksheet("Page 1")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.write_row(0, 0, HEADERS)
    for number, row in enumerate(rows, start=1):
        for column, header in enumerate(HEADERS):
            cell = row[header]
            if isinstance(cell, dt.datetime):
                sheet.write_datetime(number, column, cell, moment)
            elif cell not in (None, ""):
                sheet.write(number, column, cell)
    book.close()
