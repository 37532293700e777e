"""What a missing field costs: the figures of a report that stay unknown or rest on something weaker."""

from __future__ import annotations

from collections.abc import Collection

from toil.i18n import Wording


def missing_costs(fields: Collection[str], words: Wording) -> list[tuple[str, str]]:
    """Return (field, what its absence costs) for each field that matters and isn't among *fields*.

    Two fields that miss together and cost one thing stand as one: ``summary, description``.
    """
    _ = words.text
    costs = {
        "ticket_id": _(
            "the row number stands for the ticket: of overlapping exports a row with changed words counts twice"
        ),
        "group": _("no squad: tickets can't be given to anybody"),
        "opened_at": _("no months, trend, bursts or time to resolve; the study must state a month"),
        "updated_at": _("of several rows of a ticket the later file wins, not the later change"),
        "resolved_at": _("no time to resolve; hands-on time can't be estimated from elapsed time"),
        "kind": _("incidents, requests and alerts aren't told apart; some verdicts can't be judged"),
        "summary": _("no short text: patterns rest on the description or on codes"),
        "description": _("patterns rest on the short text alone"),
        "resolution": _("whether a machine could do it can't be judged from what was done"),
        "resolution_code": _("tickets closed without action can't be told; 'reject' and 'eliminate' are judged less"),
        "state": _("open tickets and cancelled ones can't be told"),
        "priority": _("nothing can be said by priority"),
        "category": _("no fallback where texts say little"),
        "item": _("recurrence on the same item is unknown, and bursts are found by service or text alone"),
        "service": _("no recurrence by service"),
        "channel": _("whether work is interrupt-driven is judged by kind alone"),
        "requester": _("how many people ask is unknown: 'self-service' can't be judged; names are masked less"),
        "resolver": _("knowledge held by one person is unknown: 'document' can't be judged; names are masked less"),
        "reassignments": _("hand-offs are unknown"),
        "reopens": _("reopened tickets are unknown"),
        "notes": _("hands-on time can't be estimated from work notes"),
        "worked_minutes": _("hands-on time is an estimate, not a measurement"),
        "sla_met": _("service level attainment is unknown"),
        "change_id": _("no link from tickets to changes"),
        "problem_id": _("whether a problem record exists is unknown"),
        "parent_id": _("children of one incident count as separate tickets"),
    }
    if "closed_at" in fields:
        costs["resolved_at"] = _("time to resolve is counted to the closing; hands-on time isn't estimated from it")
    if not {"summary", "description"} & set(fields):
        del costs["description"]
        costs["summary"] = _("no free text: patterns rest on category, subcategory, symptom and other codes")
    named = {"summary": "summary, description"} if "description" not in costs else {}
    return [(named.get(field, field), cost) for field, cost in costs.items() if field not in fields]
