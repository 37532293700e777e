"""The six attributes of toil, each the share of eligible tickets that pass a named test (SRE book ch. 5)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toil.candidates.intervals import wilson
from toil.candidates.placed import Placed
from toil.candidates.recurrence import RETURN_DAYS, SURE_BY_CHANCE, chance_of_return, find_returns, find_visits
from toil.candidates.resolutions import resolved_alike
from toil.schema import conform
from toil.schema.values import ATTRIBUTES
from toil.workload import BusinessHours
from toil.workload.rows import codes, local_days

ITEM_RECURRENCE = "item_recurrence"
MIN_ELIGIBLE = 10
MIN_KNOWN = 3
SPAN = np.int64(1_000_000)
NEAR_DAYS = 30
OTHER_WEEKS = 2
ONE_PLACE = 0.8
MAX_HAND_ONS = 1
DONE = ("resolved", "closed")
UNPLANNED = ("incident", "alert")
PLANNED = ("change", "problem")
INTERRUPTING = ("phone", "email", "chat", "person", "monitoring")


@dataclass(frozen=True)
class Evidence:
    """What a test found, a value for each pattern: the share, the eligible tickets, and the 95% interval.

    ``passed`` and ``eligible`` have a flag for each placed ticket; None where the test is not one of tickets.
    """

    share: np.ndarray
    n: np.ndarray
    low: np.ndarray
    high: np.ndarray
    passed: np.ndarray | None = None
    eligible: np.ndarray | None = None


def find_attributes(
    tickets: pd.DataFrame,
    placed: Placed,
    episodes: pd.DataFrame,
    *,
    calendar: BusinessHours,
    window_end: pd.Timestamp,
) -> dict[str, Evidence]:
    """Return the evidence of every attribute but ``grows``, which is a slope over months (see ``growth``)."""
    started = pd.Series(episodes["started_at"].array).take(placed.episode).reset_index(drop=True)
    day, places = local_days(started, calendar.zone), tickets["item"].fillna(tickets["service"])
    tests: dict[str, Callable[[], Evidence]] = {
        "automatable": lambda: _evidence(placed, *_alike(tickets, placed)),
        "no_enduring_value": lambda: _returning(places, placed, day, window_end, calendar),
        ITEM_RECURRENCE: lambda: _unless_one_place(
            _returning(tickets["item"], placed, day, window_end, calendar),
            placed,
            placed.codes(tickets["item"]),
        ),
        "tactical": lambda: _evidence(placed, *_interrupting(tickets, placed, calendar)),
        "repetitive": lambda: _evidence(placed, *_over_and_over(placed, np.floor(day))),
        "manual": lambda: _evidence(placed, *_by_hand(tickets, placed)),
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = {name: pool.submit(test) for name, test in tests.items()}
    return {name: test.result() for name, test in found.items()}


def judge_tickets(evidence: Mapping[str, Evidence], placed: Placed, tickets: pd.DataFrame) -> pd.DataFrame:
    """Return ``ticket_attributes``: what each test said of each placed ticket, in the order of *tickets*."""
    order = np.argsort(placed.row, kind="stable")
    flags = {
        name: pd.arrays.BooleanArray(found.passed[order], ~found.eligible[order])
        for name, found in evidence.items()
        if name in ATTRIBUTES and found.passed is not None and found.eligible is not None
    }
    ids = tickets["ticket_id"].take(placed.row[order]).reset_index(drop=True)
    return conform("ticket_attributes", pd.DataFrame({"ticket_id": ids, **flags}))


def combine_attributes(shares: Mapping[str, np.ndarray] | pd.DataFrame) -> pd.DataFrame:
    """Return the known count, and the mean of the known with its bounds (unknown = 0, unknown = 1); null under 3."""
    table = np.column_stack([shares[name] for name in ATTRIBUTES])
    known = (~np.isnan(table)).sum(axis=1)
    total = np.nansum(table, axis=1)
    enough = known >= MIN_KNOWN
    return pd.DataFrame(
        {
            "known_attributes": known,
            "overall": np.where(enough, total / np.maximum(known, 1), np.nan),
            "overall_low": np.where(enough, total / len(ATTRIBUTES), np.nan),
            "overall_high": np.where(enough, (total + len(ATTRIBUTES) - known) / len(ATTRIBUTES), np.nan),
        }
    )


def _evidence(placed: Placed, passed: np.ndarray, eligible: np.ndarray) -> Evidence:
    n, hits = placed.count(eligible), placed.count(passed & eligible)
    enough = n >= MIN_ELIGIBLE
    low, high = (np.where(enough, end, np.nan) for end in wilson(hits, n))
    return Evidence(np.where(enough, hits / np.maximum(n, 1), np.nan), n, low, high, passed, eligible)


def _by_hand(tickets: pd.DataFrame, placed: Placed) -> tuple[np.ndarray, np.ndarray]:
    """Eligible: resolved, from an export that fills resolver, notes or worklog. Passed: one names a hand."""
    signs = tickets["resolver"].notna() | (tickets["notes"].fillna(0) > 0) | (tickets["worked_minutes"] > 0)
    filled = signs.to_numpy(dtype=bool)
    source = codes(tickets["source"])
    with_signs = np.zeros(int(source.max(initial=-1)) + 1, dtype=bool)
    with_signs[source[filled]] = True
    return placed.pick(filled) & ~placed.automated, placed.pick(_resolved(tickets) & with_signs[source])


def _over_and_over(placed: Placed, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eligible: dated. Passed: episodes of the pattern began in two other weeks or more within 30 days either side.

    Weeks, because an outage that lasts three days is one piece of work; two others, because the first and the second
    time are not toil.
    """
    dated = ~np.isnan(day)
    passed = np.zeros(len(day), dtype=bool)
    if dated.any():
        start = placed.pattern[dated] * SPAN + day[dated].astype(np.int64)
        ordered = np.sort(start)
        days = ordered[np.flatnonzero(np.diff(ordered, prepend=ordered[0] - 1))]
        week = (days // SPAN) * SPAN + (days % SPAN + 3) // 7  # 1970-01-01 was a Thursday
        weeks_before = np.concatenate([[0], np.cumsum(np.diff(week) != 0)])
        first = np.searchsorted(days, start - NEAR_DAYS, side="left")
        last = np.searchsorted(days, start + NEAR_DAYS, side="right") - 1
        passed[dated] = weeks_before[last] - weeks_before[first] >= OTHER_WEEKS
    return passed, dated


def _alike(tickets: pd.DataFrame, placed: Placed) -> tuple[np.ndarray, np.ndarray]:
    """Eligible: resolved by people, with a resolution. Passed: resolved the usual way, handed on once at most."""
    resolution, code = placed.encode(tickets["resolution"]), placed.codes(tickets["resolution_code"])
    passed, known = resolved_alike(resolution, code, placed.pattern, len(placed.pattern_ids))
    hand_ons = placed.pick(tickets["reassignments"].to_numpy(dtype=np.int64, na_value=0))
    return passed & (hand_ons <= MAX_HAND_ONS), known & placed.pick(_resolved(tickets)) & ~placed.automated


def _interrupting(tickets: pd.DataFrame, placed: Placed, calendar: BusinessHours) -> tuple[np.ndarray, np.ndarray]:
    """Eligible: kind or channel known. Passed: unplanned kind, interrupting channel, or opened out of hours."""
    kind, channel, opened = tickets["kind"], tickets["channel"], tickets["opened_at"]
    out_of_hours = opened.notna().to_numpy() & ~calendar.is_open(opened) & calendar.has_hours
    interrupts = channel.isin(INTERRUPTING).to_numpy() | out_of_hours
    passed = kind.isin(UNPLANNED).to_numpy() | (interrupts & ~kind.isin(PLANNED).to_numpy())
    return placed.pick(passed), placed.pick(kind.notna() | channel.notna())


def _returning(
    places: pd.Series, placed: Placed, day: np.ndarray, window_end: pd.Timestamp, calendar: BusinessHours
) -> Evidence:
    """Eligible: 30 days before the window's end, place known, return not sure by chance; the chance is taken off."""
    place = placed.codes(places)
    visits = find_visits(placed.episode, place)
    end = local_days(pd.Series([window_end]), calendar.zone)[0]
    with np.errstate(invalid="ignore"):
        days = end - np.nanmin(day) if (~np.isnan(day)).any() else np.nan
        chance = chance_of_return(placed.pattern, place, visits, days, len(placed.pattern_ids))
        eligible = (day <= end - RETURN_DAYS) & (chance <= SURE_BY_CHANCE)
    raw = _evidence(placed, find_returns(placed.pattern, place, day, visits), eligible)
    expected = placed.sum(np.where(eligible, chance, 0.0)) / np.maximum(raw.n, 1)
    share, low, high = (np.clip(value - expected, 0, 1) for value in (raw.share, raw.low, raw.high))
    return Evidence(share, raw.n, low, high, raw.passed, raw.eligible)


def _unless_one_place(found: Evidence, placed: Placed, place: np.ndarray) -> Evidence:
    """Return *found*, unknown where one place has 80% of the tickets: coming back there is the work itself."""
    pattern, times = placed.count_pairs(place)
    most = np.zeros(len(placed.pattern_ids), dtype=np.int64)
    np.maximum.at(most, pattern, times)
    spread = most < ONE_PLACE * placed.count(place >= 0)
    return Evidence(*(np.where(spread, each, np.nan) for each in (found.share, found.n, found.low, found.high)))


def _resolved(tickets: pd.DataFrame) -> np.ndarray:
    state, resolved = tickets["state"], tickets["resolved_at"]
    return (state.isin(DONE) | (resolved.notna() & state.ne("cancelled"))).to_numpy(dtype=bool, na_value=False)
