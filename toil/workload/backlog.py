"""What came, what went and what stayed, month by month, beside the hours that the squad has."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from toil.schema import conform
from toil.settings import month_range
from toil.workload.outcomes import DONE, data_end, ended_at, is_open
from toil.workload.rows import find_rows
from toil.workload.survival import kaplan_meier_quantile

_DAY = 86_400
_EDGES = {"open_to_7_days": (-np.inf, 7), "open_to_30_days": (7, 30), "open_over_30_days": (30, np.inf)}


def carry_over(tickets: pd.DataFrame, month: str, zone: ZoneInfo) -> pd.DataFrame:
    """Return those of *tickets* that were opened before *month* and had not ended when it began.

    One that ended at a time that nobody wrote is not among them.
    """
    start = pd.Timestamp(month_range(month, zone)[0])
    lasting = (tickets["opened_at"] < start) & ((ended_at(tickets) >= start) | is_open(tickets))
    return tickets[lasting].reset_index(drop=True)


def with_carried(tickets: pd.DataFrame, carried: pd.DataFrame | None) -> pd.DataFrame:
    """Return *tickets* and those *carried* over from before the window as one table."""
    return tickets if carried is None or carried.empty else pd.concat([tickets, carried], ignore_index=True)


def follow_backlog(
    tickets: pd.DataFrame,
    *,
    months: Sequence[str],
    zone: ZoneInfo,
    carried: pd.DataFrame | None = None,
    ticket_effort: pd.DataFrame | None = None,
    capacity_hours: float | None = None,
) -> pd.DataFrame:
    """Return ``backlogs``: opened, ended and open tickets of each month, their age, and hours against capacity.

    Parameters
    ----------
    tickets : DataFrame
        Contract ``tickets``, of the window.
    carried : DataFrame
        Contract ``tickets``: those opened before the window that had not ended when it began, as `carry_over` gives
        them. What no export shows is not known: without them the backlog is too small in the first months.
    ticket_effort : DataFrame
        Contract ``ticket_effort``; without it the hours of the work are unknown.
    capacity_hours : float
        People times productive hours of a month; None is unknown, and 0 has no load.
    """
    tickets = with_carried(tickets, carried)
    facts = pd.DataFrame({"month": tickets["month"], "opened": tickets["opened_at"], "ended": ended_at(tickets)})
    facts["vague"] = facts["ended"].isna() & tickets["state"].isin(DONE)
    facts["early"] = facts["opened"] < pd.Timestamp(month_range(months[0], zone)[0])
    facts["hours"] = _work_hours(tickets, ticket_effort)
    end = data_end(tickets)
    capacity = float("nan") if capacity_hours is None else float(capacity_hours)
    rows = [{"month": month, "capacity_hours": capacity} | _month(facts, month, zone, end) for month in months]
    table = pd.DataFrame(rows)
    return conform("backlogs", table.assign(load=table["work_hours"] / table["capacity_hours"].replace(0.0, np.nan)))


def _work_hours(tickets: pd.DataFrame, ticket_effort: pd.DataFrame | None) -> np.ndarray:
    if ticket_effort is None:
        return np.full(len(tickets), np.nan)
    at = find_rows(tickets["ticket_id"], ticket_effort["ticket_id"])
    minutes = ticket_effort["minutes_base"].to_numpy(dtype=float)
    return np.where(at >= 0, np.append(minutes, np.nan)[at], np.nan) / 60


def _month(facts: pd.DataFrame, month: str, zone: ZoneInfo, end: pd.Timestamp) -> dict[str, float | int | None]:
    start, following = (pd.Timestamp(moment) for moment in month_range(month, zone))
    own = facts["month"] == month
    hours = facts.loc[own, "hours"]
    came: dict[str, float | int | None] = {
        "opened": int((own & facts["opened"].notna()).sum()),
        "work_hours": float(hours.sum()) if hours.notna().any() else float("nan"),
    }
    if pd.isna(end) or end < start or facts["ended"].isna().all():
        return came
    moment = min(following, end)
    here = facts["opened"] <= moment
    waiting = here & ~facts["vague"] & ~(facts["ended"] <= moment)
    days = ((moment - facts.loc[waiting, "opened"]).dt.total_seconds() / _DAY).to_numpy(dtype=float)
    buckets = {name: int(((days > low) & (days <= high)).sum()) for name, (low, high) in _EDGES.items()}
    return (
        came
        | buckets
        | {
            "ended": int(((facts["ended"] >= start) & (facts["ended"] < following)).sum()),
            "open": len(days),
            "carried": int((waiting & facts["early"]).sum()),
            "age_median_days": kaplan_meier_quantile(days, np.ones(len(days), dtype=bool), 0.5),
            "age_p90_days": kaplan_meier_quantile(days, np.ones(len(days), dtype=bool), 0.9),
            "unknown": int((here & facts["vague"]).sum()),
        }
    )
