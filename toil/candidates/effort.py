"""Hands-on minutes of each ticket, by the best evidence its export holds: the effort ladder."""

from __future__ import annotations

import logging

import numpy as np
import pandas as pd

from toil.candidates.endings import ended_without_action
from toil.candidates.winsor import cut_extremes
from toil.schema import KINDS, conform
from toil.schema.values import RUNGS
from toil.settings import Effort, Range
from toil.workload import BusinessHours, is_automated
from toil.workload.rows import codes, find_rows

log = logging.getLogger(__name__)

UNKNOWN_KIND = "unknown"
PAIRS_FOR_ESTIMATE = 30
PEERS_FOR_MEAN = 10
Z90 = 1.645


def estimate_effort(
    tickets: pd.DataFrame,
    effort: Effort,
    *,
    ticket_patterns: pd.DataFrame | None = None,
    calendar: BusinessHours | None = None,
) -> pd.DataFrame:
    """Return ``ticket_effort``: hands-on minutes of each ticket, low, base and high, and the rung that gave them.

    The first rung with evidence counts: *worklog* minutes; none where an account of automation resolved it
    (*automated*); a *glance* where the ticket ended without action; the mean
    of its *peers*, where at least 10 tickets of its pattern have worklogs; *notes* times minutes a note; *elapsed*
    business minutes from opened to resolved, capped, times the touch share; *default* minutes of the study for the
    ticket's kind. Work that lies wholly outside business hours was done outside them:
    its elapsed minutes are those of the clock on the wall. Zero, negative and absurd minutes (more than a person's
    productive month) are unknown for their rung. Minutes that nobody recorded are at most those from opened to
    resolved (else closed), for one person works on a ticket at a time (``bounded``). Base minutes are winsorised at
    the 99th percentile of rung, kind and tier; low and high are cut in proportion. Peers are means of cut
    minutes, and are not cut again.

    Parameters
    ----------
    tickets : DataFrame
        As the contract ``tickets`` says, rows in any order.
    effort : Effort
        Assumptions, minutes.
    ticket_patterns : DataFrame, optional
        Contract ``ticket_patterns``: which tickets are one pattern. Without it no ticket has peers.
    calendar : BusinessHours, optional
        Business hours behind *elapsed*; default: weekdays 9 to 18, Sao Paulo.

    Returns
    -------
    DataFrame
        ``ticket_effort``, in the order of *tickets*.
    """
    no_action = ended_without_action(tickets)
    units = _units(tickets, effort, calendar or BusinessHours())
    units |= {"automated": np.where(is_automated(tickets), 0.0, np.nan), "glance": np.where(no_action, 1.0, np.nan)}
    pattern = _pattern_codes(tickets, ticket_patterns)
    units["peers"] = np.where(_has_peers(pattern, units["worklog"]), 1.0, np.nan)
    rung = np.select([~np.isnan(units[name]) for name in RUNGS[:-1]], range(len(RUNGS) - 1), default=len(RUNGS) - 1)
    touch = estimate_touch_share(units["worklog"], units["elapsed"]) or effort.touch_share
    kind = _kind_codes(tickets["kind"])
    assumed = {point: _minutes(units, rung, kind, point, touch, effort) for point in ("low", "base", "high")}
    most = np.where(rung == RUNGS.index("worklog"), np.inf, _minutes_open(tickets))
    minutes = {point: np.minimum(values, most) for point, values in assumed.items()}
    tier = tickets["tier"].fillna(0).clip(0, 15).to_numpy(dtype=np.int64)
    share_kept = cut_extremes(minutes["base"], (rung * 16 + kind) * 16 + tier)
    cut = share_kept < 1
    peers = _mean_of_peers(pattern, minutes["base"] * share_kept, rung)
    of_peers = rung == RUNGS.index("peers")
    assumed = {point: np.where(of_peers, peers[point], values) for point, values in assumed.items()}
    minutes = {point: np.where(of_peers, np.minimum(peers[point], most), values) for point, values in minutes.items()}
    table = pd.DataFrame(
        {
            "ticket_id": tickets["ticket_id"].array,
            **{f"minutes_{point}": values * share_kept for point, values in minutes.items()},
            "rung": pd.Categorical.from_codes(rung, list(RUNGS)).astype("str"),
            "cut": cut,
            "bounded": assumed["base"] > most,
            "no_action": no_action,
        }
    )
    log.info("effort: %d tickets in and out, rungs %s, %d cut", len(table), _count(rung), cut.sum())
    return conform("ticket_effort", table)


def estimate_touch_share(worked: np.ndarray, elapsed: np.ndarray) -> Range | None:
    """Return the hands-on share of capped elapsed business minutes, where both are known; None under 30 such tickets.

    The base is a ratio of sums; low and high stand 1.645 standard errors of that ratio away (Cochran 1977, 6.4).
    """
    both = ~np.isnan(worked) & ~np.isnan(elapsed) & (elapsed > 0)
    n = int(both.sum())
    if n < PAIRS_FOR_ESTIMATE:
        return None
    x, y = np.sort(elapsed[both]), worked[both][np.lexsort((worked[both], elapsed[both]))]
    ratio = y.sum() / x.sum()
    error = np.sqrt(np.square(y - ratio * x).sum() / (n - 1) / n) / x.mean()
    low, base, high = np.clip([ratio - Z90 * error, ratio, ratio + Z90 * error], 0, 1)
    return Range(low=low, base=base, high=high)


def count_unusable_minutes(tickets: pd.DataFrame, effort: Effort) -> pd.DataFrame:
    """Return how many values the ladder passed over and why: (column, reason, tickets), rows with none left out."""
    worked, notes = (tickets[name].to_numpy(dtype=float, na_value=np.nan) for name in ("worked_minutes", "notes"))
    limit = effort.productive_hours_month * 60
    backwards = (tickets["resolved_at"] < tickets["opened_at"]).sum()
    rows = [
        ("worked_minutes", "negative", (worked < 0).sum()),
        ("worked_minutes", "zero", (worked == 0).sum()),
        ("worked_minutes", "over a productive month", (worked > limit).sum()),
        ("notes", "negative", (notes < 0).sum()),
        ("notes", "over a productive month", (notes * effort.minutes_a_note.base > limit).sum()),
        ("resolved_at", "before opened_at", backwards),
    ]
    table = pd.DataFrame(rows, columns=["column", "reason", "tickets"])
    return table[table["tickets"] > 0].reset_index(drop=True)


def _units(tickets: pd.DataFrame, effort: Effort, calendar: BusinessHours) -> dict[str, np.ndarray]:
    """Return what each rung counts, NaN where the rung has no evidence: minutes, notes, capped business minutes."""
    limit = effort.productive_hours_month * 60
    worked = tickets["worked_minutes"].to_numpy(dtype=float, na_value=np.nan)
    notes = tickets["notes"].to_numpy(dtype=float, na_value=np.nan)
    elapsed = calendar.minutes_between(tickets["opened_at"], tickets["resolved_at"])
    elapsed = np.where(elapsed == 0, _clock_minutes(tickets["opened_at"], tickets["resolved_at"]), elapsed)
    return {
        "worklog": np.where((worked > 0) & (worked <= limit), worked, np.nan),
        "notes": np.where((notes > 0) & (notes * effort.minutes_a_note.base <= limit), notes, np.nan),
        "elapsed": np.where(elapsed > 0, np.minimum(elapsed, effort.elapsed_cap_minutes), np.nan),
    }


def _minutes(
    units: dict[str, np.ndarray], rung: np.ndarray, kind: np.ndarray, point: str, touch: Range, effort: Effort
) -> np.ndarray:
    default = np.array([getattr(effort.default_minutes[name], point) for name in (*KINDS, UNKNOWN_KIND)])
    by_rung = [
        units["worklog"],
        units["automated"],
        units["glance"] * getattr(effort.glance_minutes, point),
        units["peers"],
        units["notes"] * getattr(effort.minutes_a_note, point),
        units["elapsed"] * getattr(touch, point),
        default[kind],
    ]
    return np.choose(rung, by_rung)


def _pattern_codes(tickets: pd.DataFrame, ticket_patterns: pd.DataFrame | None) -> np.ndarray:
    """Return a number for the pattern of each ticket, -1 for none."""
    if ticket_patterns is None:
        return np.full(len(tickets), -1)
    row = find_rows(tickets["ticket_id"], ticket_patterns["ticket_id"])
    return np.where(row >= 0, np.append(codes(ticket_patterns["pattern_id"]), -1)[row], -1)


def _has_peers(pattern: np.ndarray, worked: np.ndarray) -> np.ndarray:
    """Return which tickets are in a pattern of which enough tickets have recorded minutes."""
    logged = (pattern >= 0) & ~np.isnan(worked)
    recorded = np.bincount(pattern[logged], minlength=int(pattern.max(initial=-1)) + 1)
    return (pattern >= 0) & (np.append(recorded, 0)[pattern] >= PEERS_FOR_MEAN)


def _mean_of_peers(pattern: np.ndarray, minutes: np.ndarray, rung: np.ndarray) -> dict[str, np.ndarray]:
    """Return the mean recorded minutes of each ticket's pattern, low and high 1.645 standard errors from it."""
    logged = np.flatnonzero((pattern >= 0) & (rung == RUNGS.index("worklog")))
    logged = logged[np.lexsort((minutes[logged], pattern[logged]))]  # sums hang on no row order
    size = int(pattern.max(initial=-1)) + 1
    n = np.maximum(np.bincount(pattern[logged], minlength=size), 1)
    mean = np.bincount(pattern[logged], weights=minutes[logged], minlength=size) / n
    apart = np.square(minutes[logged] - mean[pattern[logged]])
    error = np.sqrt(np.bincount(pattern[logged], weights=apart, minlength=size) / np.maximum(n - 1, 1) / n)
    ends = {"low": np.maximum(mean - Z90 * error, 0), "base": mean, "high": mean + Z90 * error}
    return {point: np.append(values, np.nan)[pattern] for point, values in ends.items()}


def _minutes_open(tickets: pd.DataFrame) -> np.ndarray:
    """Return the minutes on the clock that each ticket was open; infinite where that is unknown or not above zero."""
    minutes = _clock_minutes(tickets["opened_at"], tickets["resolved_at"].fillna(tickets["closed_at"]))
    return np.where(minutes > 0, minutes, np.inf)


def _clock_minutes(start: pd.Series, end: pd.Series) -> np.ndarray:
    return (end - start).dt.total_seconds().to_numpy(dtype=float) / 60


def _kind_codes(kinds: pd.Series) -> np.ndarray:
    codes = pd.Categorical(kinds, categories=list(KINDS)).codes.astype(np.int64)
    return np.where(codes < 0, len(KINDS), codes)


def _count(rung: np.ndarray) -> str:
    return ", ".join(f"{name} {n}" for name, n in zip(RUNGS, np.bincount(rung, minlength=len(RUNGS)), strict=True))
