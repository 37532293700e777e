"""The values that columns of the tables may hold."""

from __future__ import annotations

KINDS = ("incident", "request", "change", "problem", "alert")
EVENTS = ("new", "continued", "grown", "shrunk", "merged", "split", "dissolved", "gone", "back")
VERDICTS = ("reject", "eliminate", "self-service", "automate", "document", "keep")
RUNGS = ("worklog", "automated", "glance", "peers", "notes", "elapsed", "default")
ATTRIBUTES = ("manual", "repetitive", "automatable", "tactical", "no_enduring_value", "grows")
ACTIONS = ("rename", "merge", "split", "verdict", "attribute", "status")
COURSES = ("lasting", "began", "ended", "wave")
PROGRESS = ("saved", "no clear change", "more", "too early", "unknown")
PORTFOLIO = ("fit", "modest", "refused", "no tickets", "failed")
ACTED = ("before", "left out", "since")
STATUSES = ("proposed", "accepted", "building", "live", "declined", "retired")
TOIL_KINDS = (
    "business process",
    "production interrupt",
    "release shepherding",
    "migration",
    "capacity and cost",
    "troubleshooting",
)
