"""Plain counts and shares of each pattern: the figures that the decision table reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toil.candidates.asks import find_asks, share_of_requests
from toil.candidates.attributes import MIN_ELIGIBLE
from toil.candidates.endings import all_incidents, has_ended, is_alert
from toil.candidates.pauses import longest_pause, silence_since
from toil.candidates.placed import Placed, number_codes
from toil.schema import KINDS
from toil.schema.values import RUNGS
from toil.workload import is_automated

HALF = 0.5


def find_facts(
    tickets: pd.DataFrame, placed: Placed, episodes: pd.DataFrame, months: Sequence[str], exposure: np.ndarray
) -> pd.DataFrame:
    """Return a row for each pattern of *placed*: volumes, people, kinds, endings and minutes.

    *exposure* is the share of each of *months* that the exports cover; one without any is no silence.
    """
    steady = number_codes(placed.episode[~placed.burst], len(episodes))[0]
    busy = number_codes(placed.episode[~placed.burst & ~placed.untouched], len(episodes))[0]
    of_episode = np.zeros(len(episodes), dtype=np.int64)
    of_episode[placed.episode] = placed.pattern
    n = len(placed.pattern_ids)
    return pd.DataFrame(
        {
            "pattern_id": pd.Series(placed.pattern_ids, dtype="str"),
            "tickets": placed.count(),
            "tickets_month": placed.count(placed.pick(tickets["month"] == months[-1])),
            "months_active": _distinct(placed, placed.codes(tickets["month"])),
            **_silences(tickets, placed, months, exposure),
            "episodes": np.bincount(of_episode[steady], minlength=n),
            "switches": np.bincount(of_episode[busy], minlength=n),
            "burst_tickets": placed.count(placed.burst),
            **_people(tickets, placed),
            **_kinds(tickets, placed),
            **_endings(tickets, placed),
            **_minutes(placed),
            **find_asks(tickets, placed),
        }
    )


def _silences(
    tickets: pd.DataFrame, placed: Placed, months: Sequence[str], exposure: np.ndarray
) -> dict[str, object]:
    came = np.column_stack([placed.count(placed.pick(tickets["month"] == month)) > 0 for month in months])
    covered = (exposure > 0).astype(np.int64)
    silences = {"months_silent": silence_since(came, covered), "longest_pause": longest_pause(came, covered)}
    return {name: months.astype(np.int64) for name, months in silences.items()}


def _people(tickets: pd.DataFrame, placed: Placed) -> dict[str, object]:
    requester, resolver = placed.codes(tickets["requester"]), placed.codes(tickets["resolver"])
    resolver = np.where(placed.pick(is_automated(tickets)), -1, resolver)
    n = len(placed.pattern_ids)
    named = placed.count(resolver >= 0)
    pattern, times = placed.count_pairs(resolver)
    most = np.zeros(n, dtype=np.int64)
    np.maximum.at(most, pattern, times)
    return {
        "requesters": _null_if_none(_distinct(placed, requester)),
        "resolvers": _null_if_none(np.bincount(pattern, minlength=n)),
        "resolved_by_person": named,
        "top_resolver_share": _share(most, named),
        "automated_share": _share(placed.count(placed.automated), placed.count(), at_least=1),
    }


def _kinds(tickets: pd.DataFrame, placed: Placed) -> dict[str, object]:
    counts = np.column_stack([placed.count(placed.kind == k) for k in range(len(KINDS))])
    known = counts.sum(axis=1)
    most = pd.Series(np.array(KINDS, dtype=object)[counts.argmax(axis=1)]).where(known > 0)
    told = placed.count(placed.pick((tickets["kind"].notna() | tickets["channel"].notna()).to_numpy()))
    unplanned = _share(counts[:, KINDS.index("incident")] + counts[:, KINDS.index("alert")], known, at_least=1)
    requests = _share(counts[:, KINDS.index("request")], known, at_least=1)
    if all_incidents(tickets["kind"]):
        asked = share_of_requests(tickets, placed)
        unread = np.isnan(asked)
        requests, unplanned = np.where(unread, requests, asked), np.where(unread, unplanned, 1 - asked)
    return {
        "kind": most.astype("str"),
        "alert_share": _share(placed.count(placed.pick(is_alert(tickets))), told, at_least=1),
        "request_share": requests,
        "unplanned_share": unplanned,
    }


def _endings(tickets: pd.DataFrame, placed: Placed) -> dict[str, object]:
    ended = placed.pick(has_ended(tickets)) & ~placed.burst
    idle, alert = ended & placed.idle, placed.pick(is_alert(tickets))
    handed = tickets["reassignments"]
    told = (tickets["resolution_code"].notna() | tickets["resolution"].notna()).any()

    def floor(share: np.ndarray) -> np.ndarray:
        """Return *share*; where no ticket of the squad says how it ended, one under a half may be any larger one."""
        return share if told else np.where(share >= HALF, share, np.nan)

    closed, alerts = placed.count(ended & ~alert), placed.count(ended & alert)
    return {
        "closed": closed,
        "no_action_share": floor(_share(placed.count(idle & ~alert), closed)),
        "alerts_closed": alerts,
        "alert_no_action_share": floor(_share(placed.count(idle & alert), alerts)),
        "reassigned_share": _share(
            placed.count(placed.pick((handed > 0).to_numpy(dtype=bool, na_value=False))),
            placed.count(placed.pick(handed.notna())),
        ),
        "problem_share": np.where(
            tickets["problem_id"].notna().any(),
            _share(placed.count(placed.pick(tickets["problem_id"].notna())), placed.count(), at_least=1),
            np.nan,
        ),
    }


def _minutes(placed: Placed) -> dict[str, object]:
    n = len(placed.pattern_ids)
    base, calm = placed.minutes["base"], ~placed.burst
    size = placed.count(calm)
    starts = np.concatenate([[0], np.cumsum(size)])
    rungs = np.column_stack([placed.count(placed.rung == r) for r in range(len(RUNGS))])
    default = placed.rung == RUNGS.index("default")
    total = placed.sum(base)
    return {
        "rung": np.array(RUNGS, dtype=object)[rungs.argmax(axis=1)],
        "rung_tickets": rungs.max(axis=1) if n else np.zeros(0, dtype=np.int64),
        "minutes_mean": placed.sum(base * calm) / np.maximum(size, 1),
        "minutes_median": _quantile(base[calm], starts, size, 0.5),
        "minutes_p90": _quantile(base[calm], starts, size, 0.9),
        "default_share": np.divide(placed.sum(base * default), total, out=np.full(n, np.nan), where=total > 0),
    }


def _quantile(rising: np.ndarray, starts: np.ndarray, size: np.ndarray, share: float) -> np.ndarray:
    """Return the quantile (linear) of each run of *rising* values; 0 of an empty run, as its mean is."""
    found, some = np.zeros(len(size)), size > 0
    place = share * (size[some] - 1)
    low = starts[:-1][some] + np.floor(place).astype(np.int64)
    high = np.minimum(low + 1, starts[1:][some] - 1)
    found[some] = rising[low] + (place - np.floor(place)) * (rising[high] - rising[low])
    return found


def _distinct(placed: Placed, code: np.ndarray) -> np.ndarray:
    """Return the distinct known codes of each pattern."""
    return np.bincount(placed.count_pairs(code)[0], minlength=len(placed.pattern_ids))


def _null_if_none(counts: np.ndarray) -> pd.Series:
    return pd.Series(counts, dtype="Int64").mask(counts == 0)


def _share(part: np.ndarray, whole: np.ndarray, *, at_least: int = MIN_ELIGIBLE) -> np.ndarray:
    return np.where(whole >= at_least, part / np.maximum(whole, 1), np.nan)
