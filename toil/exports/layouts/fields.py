"""The fields of a ticket that an export may fill, and how each is read."""

from __future__ import annotations

ID = ("ticket_id",)
REFERENCES = ("change_id", "caused_by_change", "problem_id", "parent_id")
TEXTS = ("summary", "description", "resolution")
TIMES = (
    "opened_at",
    "acknowledged_at",
    "approved_at",
    "started_at",
    "resolved_at",
    "closed_at",
    "updated_at",
    "sla_due_at",
)
MAPPED = ("kind", "priority", "state", "channel", "tier", "sla_met")
PEOPLE = ("requester", "resolver")
LABELS = ("category", "subcategory", "symptom", "service", "item", "resolution_code")
CODES = (*MAPPED, *PEOPLE, *LABELS, "group", "language")
COUNTS = ("reassignments", "reopens", "notes")
DURATIONS = ("worked_minutes",)
TOLD = ("automated",)
"""What other fields tell; no header names it."""

FIELDS = (*ID, *REFERENCES, *TEXTS, *TIMES, *CODES, *COUNTS, *DURATIONS)
SUBJECT = ("summary", "description", "category", "subcategory", "symptom", "service", "item", "resolution_code")
