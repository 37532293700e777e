"""Tickets handed from group to group: between whom, how often, and back again (ping-pong)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toil.schema import conform, empty
from toil.workload.outcomes import share
from toil.workload.rows import find_rows


def count_handoffs(tickets: pd.DataFrame, ticket_events: pd.DataFrame, *, months: Sequence[str]) -> pd.DataFrame:
    """Return ``handoffs``: for each month, who handed how many tickets to whom, and how long they had been held.

    Needs an audit trail; without one the table is empty. Tickets that left the squad for good are another squad's.
    """
    moves = _moves(tickets, ticket_events, months)
    if moves.empty:
        return empty("handoffs")
    tiers = _tiers(tickets)
    grouped = moves.groupby(["month", "from_group", "to_group"], sort=True)
    found = grouped.agg(
        moves=("ticket_id", "size"), tickets=("ticket_id", "nunique"), held_hours_median=("held_hours", "median")
    ).reset_index()
    return conform(
        "handoffs",
        found.assign(
            from_tier=found["from_group"].map(tiers).astype("Int64"),
            to_tier=found["to_group"].map(tiers).astype("Int64"),
        ),
    )


def summarise_handoffs(tickets: pd.DataFrame, ticket_events: pd.DataFrame, *, months: Sequence[str]) -> pd.DataFrame:
    """Return ``handoff_months``: tickets handed on once, twice or more, and those that came back.

    The hand-offs of a ticket are the larger of its exported count and of its audit trail. Whether it came back only
    a trail can say, and one that shows fewer hand-offs than the count has gaps and says nothing; without a trail the
    tickets handed on twice or more are the ceiling.
    """
    has_events = find_rows(tickets["ticket_id"], ticket_events["ticket_id"].drop_duplicates()) >= 0
    trail = _moves(tickets, ticket_events, months)
    by_ticket = trail.groupby("ticket_id").agg(moves=("ticket_id", "size"), returned=("returned", "any"))
    of_trail = by_ticket.reindex(tickets["ticket_id"])
    seen = np.where(has_events, of_trail["moves"].fillna(0).to_numpy(), np.nan)
    told = tickets["reassignments"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    trailed = has_events & ~(seen < told)
    facts = pd.DataFrame(
        {
            "month": tickets["month"].array,
            "moves": np.fmax(seen, told),
            "trailed": trailed,
            "returned": of_trail["returned"].eq(True).to_numpy(dtype=bool) & trailed,
        }
    )
    rows = [{"month": month} | _summary(facts[facts["month"] == month]) for month in months]
    return conform("handoff_months", pd.DataFrame(rows))


def _moves(tickets: pd.DataFrame, ticket_events: pd.DataFrame, months: Sequence[str]) -> pd.DataFrame:
    """Return a row for each hand-off of the tickets of *months*: from, to, hours held, whether it came back."""
    here = tickets.loc[tickets["month"].isin(months), ["ticket_id", "month"]]
    at = find_rows(ticket_events["ticket_id"], here["ticket_id"])
    kept = (at >= 0) & ticket_events["field"].eq("group").to_numpy() & ticket_events["to"].notna().to_numpy()
    stays = pd.DataFrame(
        {
            "ticket_id": ticket_events["ticket_id"].array[kept],
            "month": here["month"].array[at[kept]],
            "to_group": ticket_events["to"].array[kept],
            "at": ticket_events["at"].array[kept],
        }
    ).sort_values(["ticket_id", "at"], kind="stable", ignore_index=True)
    before = stays.groupby("ticket_id")["to_group"].shift()
    stays = stays[before.ne(stays["to_group"])].reset_index(drop=True)  # emptied and given to the same group again
    by_ticket = stays.groupby("ticket_id")
    moves = stays.assign(
        from_group=by_ticket["to_group"].shift(),
        held_hours=(stays["at"] - by_ticket["at"].shift()).dt.total_seconds() / 3600,
        returned=stays.duplicated(["ticket_id", "to_group"]),
    )
    return moves[moves["from_group"].notna()]


def _tiers(tickets: pd.DataFrame) -> dict[str, int]:
    """Return the tier that most tickets of each group state, the lowest of equals."""
    stated = tickets.loc[tickets["tier"].notna(), ["group", "tier"]]
    counts = stated.groupby(["group", "tier"]).size().rename("n").reset_index()
    first = counts.sort_values(["group", "n", "tier"], ascending=[True, False, True]).drop_duplicates("group")
    return {group: int(tier) for group, tier in zip(first["group"], first["tier"], strict=True)}


def _summary(facts: pd.DataFrame) -> dict[str, float | int | None]:
    known, trailed = int(facts["moves"].notna().sum()), int(facts["trailed"].sum())
    handed, twice = int((facts["moves"] >= 1).sum()), int((facts["moves"] >= 2).sum())
    returned = int(facts["returned"].sum())
    return {
        "tickets": len(facts),
        "known": known,
        "trailed": trailed,
        "handed": handed if known else None,
        "handed_twice": twice if known else None,
        "moves": int(facts["moves"].sum()) if known else None,
        "returned": returned if trailed else None,
        "handed_share": share(handed, known),
        "handed_twice_share": share(twice, known),
        "returned_share": share(returned, trailed),
    }
