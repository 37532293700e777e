"""One month of one squad: volume, time to resolve, service level, reopens, backlog. Needs no pattern."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pandas as pd

from toil.schema import KINDS, conform
from toil.settings import month_range
from toil.workload.backlog import with_carried
from toil.workload.outcomes import DONE, data_end, ended_at, is_open, judge_service_level
from toil.workload.rows import find_rows
from toil.workload.survival import kaplan_meier_quantile

log = logging.getLogger(__name__)


def summarise_months(
    tickets: pd.DataFrame,
    ticket_patterns: pd.DataFrame,
    *,
    months: Sequence[str],
    zone: ZoneInfo,
    carried: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return ``squad_months``: one row for each of *months*, zero where nothing came.

    Time to resolve is elapsed hours from opened to resolved (else closed); tickets still open count as not resolved
    until the latest moment in the data (Kaplan-Meier). A service level is judged as exported, else by its target.
    A share is null where no ticket says; the backlog is null where the exports hold no resolution times. Tickets
    *carried* over from before the window (see `carry_over`) are in the backlog, and in nothing else.
    """
    placed = ticket_patterns.loc[ticket_patterns["pattern_id"].notna(), "ticket_id"]
    narrow = _narrow(tickets).assign(placed=find_rows(tickets["ticket_id"], placed) >= 0)
    waiting = with_carried(tickets, carried)
    lasting, end = _narrow(waiting), data_end(waiting)
    parts = dict(list(narrow.groupby("month", sort=False)))
    nothing = narrow.iloc[:0]
    rows = [
        {
            "month": month,
            **_summary(parts.get(month, nothing)),
            "open_at_end": _backlog(lasting, month, zone, end),
        }
        for month in months
    ]
    log.info("squad months: %d tickets in, %d months out", len(tickets), len(rows))
    return conform("squad_months", pd.DataFrame(rows))


def _narrow(tickets: pd.DataFrame) -> pd.DataFrame:
    ended = ended_at(tickets)
    end = data_end(tickets)
    hours = (ended - tickets["opened_at"]).dt.total_seconds() / 3600
    still_open = is_open(tickets)
    waited = (end - tickets["opened_at"]).dt.total_seconds() / 3600
    return pd.DataFrame(
        {
            "month": tickets["month"],
            "kind": tickets["kind"],
            "opened_at": tickets["opened_at"],
            "ended_at": ended,
            "still_open": still_open,
            "resolved": ended.notna() | tickets["state"].isin(DONE),
            "hours": hours.where(hours >= 0).fillna(waited.where(still_open)),
            "sla_met": judge_service_level(tickets, end=end),
            "reopened": tickets["reopens"] > 0,
            "reassigned": tickets["reassignments"] > 0,
        }
    )


def _summary(tickets: pd.DataFrame) -> dict:
    hours = tickets["hours"].to_numpy(dtype=float)
    ended = tickets["ended_at"].notna().to_numpy()
    return {
        "tickets": len(tickets),
        **{f"{kind}s": int((tickets["kind"] == kind).sum()) for kind in KINDS},
        "unknown_kind": int(tickets["kind"].isna().sum()),
        "placed": int(tickets["placed"].sum()),
        "resolved": int(tickets["resolved"].sum()),
        "resolve_hours_median": kaplan_meier_quantile(hours, ended, 0.5),
        "resolve_hours_p90": kaplan_meier_quantile(hours, ended, 0.9),
        "resolve_hours_known": int(tickets["hours"].notna().sum()),
        "sla_met": _share(tickets["sla_met"]),
        "sla_judged": int(tickets["sla_met"].notna().sum()),
        "reopened": _share(tickets["reopened"]),
        "reopens_known": int(tickets["reopened"].notna().sum()),
        "reassigned": _share(tickets["reassigned"]),
        "reassignments_known": int(tickets["reassigned"].notna().sum()),
    }


def _share(flags: pd.Series) -> float:
    known = flags.dropna()
    return float(known.sum()) / len(known) if len(known) else float("nan")


def _backlog(tickets: pd.DataFrame, month: str, zone: ZoneInfo, end: pd.Timestamp) -> int | None:
    """Return tickets opened before the end of *month* (or of the data) and not ended by then."""
    start, following = month_range(month, zone)
    if pd.isna(end) or end < pd.Timestamp(start) or tickets["ended_at"].isna().all():
        return None
    moment = min(pd.Timestamp(following), end)
    waiting = (tickets["ended_at"] > moment) | tickets["still_open"]
    return int(((tickets["opened_at"] <= moment) & waiting).sum())
