"""Columns that a squad's exports lack, and the verdicts that can't be judged without them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toil.candidates.verdicts import rule_of
from toil.publish.report import Report

# What each figure of the decision table is counted from: any one of the columns would do.
FIELDS = {
    "no_action_share": ("resolution_code", "resolution"),
    "alert_no_action_share": ("resolution_code", "resolution"),
    "alert_share": ("kind", "channel"),
    "unplanned_share": ("kind",),
    "request_share": ("kind",),
    "requesters": ("requester",),
    "reassigned_share": ("reassignments",),
    "item_recurrence": ("item",),
    "change_q": ("item", "service"),
    "after_change_excess": ("item", "service"),
    "automatable": ("resolution", "resolution_code"),
    "top_resolver_share": ("resolver",),
    "problem_share": ("problem_id",),
}


@dataclass(frozen=True)
class Lacking:
    """A verdict, the columns that no ticket fills, and how many candidates could not be judged for want of them."""

    verdict: str
    columns: tuple[str, ...]
    pattern_ids: frozenset[str]


def find_lacking(report: Report) -> list[Lacking]:
    """Return what can't be judged for want of a whole column, in the order of the decision table.

    A figure that is unknown for too few tickets of one pattern is not the export's fault and not in here.
    """
    empty = {name for names in FIELDS.values() for name in names if report.tickets[name].isna().all()}
    columns: dict[str, dict[str, None]] = {}
    patterns: dict[str, set[str]] = {}
    for row in report.candidates.to_dict("records"):
        for rule in map(rule_of, filter(None, row["not_judged"].split(","))):
            unknown = [FIELDS[c.column] for c in rule.conditions if c.column in FIELDS and pd.isna(row[c.column])]
            missing = [names[0] for names in unknown if empty.issuperset(names)]
            if missing:
                columns.setdefault(rule.verdict, {}).update(dict.fromkeys(missing))
                patterns.setdefault(rule.verdict, set()).add(row["pattern_id"])
    return [Lacking(verdict, tuple(names), frozenset(patterns[verdict])) for verdict, names in columns.items()]
