"""Episodes: tickets of one pattern that are one piece of work."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from toil.schema import conform, empty
from toil.workload.bursts import find_bursts
from toil.workload.rows import codes, find_rows, instants, stable_hash

log = logging.getLogger(__name__)

GAP = np.timedelta64(60, "m")
NO_PERSON = np.int64(-2)


def find_episodes(
    tickets: pd.DataFrame, ticket_patterns: pd.DataFrame, *, zone: ZoneInfo, months: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join the placed tickets of *months* into episodes, and say which are bursts.

    Tickets of one pattern are one episode where they are on the same item (else service) with gaps under 60
    minutes, or share a parent. Requests by different people, or by unknown people, are never one episode. Tickets
    on different items, or without item and service, are joined only where so many come at once that they are a burst:
    an outage of a network is on many items. An undated ticket is its own episode.

    Parameters
    ----------
    tickets, ticket_patterns : DataFrame
        As the contracts say; tickets outside *months* and in no pattern are left out.
    zone : ZoneInfo
        Zone of hours and weekdays, for the usual rate behind a burst.
    months : sequence of str
        Window, ``YYYY-MM``.

    Returns
    -------
    (episodes, ticket_episodes)
    """
    placed = _placed(tickets, ticket_patterns, months)
    if placed.empty:
        return empty("episodes"), empty("ticket_episodes")
    episode = _join(placed, zone)
    burst = _burst(placed, episode, zone)
    episodes, ticket_episodes = _tables(placed, episode, burst)
    log.info(
        "episodes: %d placed tickets in, %d episodes out, of these %d bursts", len(placed), len(episodes), burst.sum()
    )
    return episodes, ticket_episodes


def _placed(tickets: pd.DataFrame, ticket_patterns: pd.DataFrame, months: Sequence[str]) -> pd.DataFrame:
    """Return codes and times of the tickets that are in a pattern and in *months*."""
    named = ticket_patterns[ticket_patterns["pattern_id"].notna()]
    rows = find_rows(named["ticket_id"], tickets["ticket_id"])
    kept = (rows >= 0) & tickets["month"].isin(months).to_numpy()[rows]
    rows = rows[kept]
    chosen = tickets[["ticket_id", "opened_at", "month", "kind", "requester", "parent_id"]].iloc[rows]
    place = tickets["item"].iloc[rows].where(lambda item: item.notna(), tickets["service"].iloc[rows])
    request = chosen["kind"].eq("request").to_numpy(dtype=bool, na_value=False)
    person = codes(chosen["requester"])
    parent_row = find_rows(chosen["parent_id"].fillna(""), chosen["ticket_id"])
    return pd.DataFrame(
        {
            "ticket_id": chosen["ticket_id"].array,
            "pattern_id": named["pattern_id"].array[kept],
            "pattern": codes(named["pattern_id"][kept]),
            "month": chosen["month"].array,
            "opened_at": instants(chosen["opened_at"]),
            "item": place.array,
            "place": codes(place),
            "person": np.where(request, person, NO_PERSON),
            "alone": request & (person < 0),
            "parent": codes(chosen["parent_id"]),
            "parent_row": parent_row,
            "hash": stable_hash(chosen["ticket_id"]),
        }
    )


def _join(placed: pd.DataFrame, zone: ZoneInfo) -> np.ndarray:
    """Return the episode code (from 0) of each ticket; undated ones stand alone."""
    time, tie = placed["opened_at"].to_numpy(), placed["hash"].to_numpy()
    order = np.lexsort((tie, time, placed["person"], placed["place"], placed["pattern"]))
    linked = _same(placed, ["pattern", "place", "person"], order) & (np.diff(time[order]) < GAP)
    linked &= placed["place"].to_numpy()[order][1:] >= 0
    anywhere = np.lexsort((tie, time, placed["person"], placed["pattern"]))
    flood = _same(placed, ["pattern", "person"], anywhere) & (np.diff(time[anywhere]) < GAP)
    flood &= _in_burst(placed, anywhere, flood, zone)
    siblings = np.lexsort((placed["person"], placed["parent"], placed["pattern"]))
    children = _same(placed, ["pattern", "parent", "person"], siblings) & (
        placed["parent"].to_numpy()[siblings][1:] >= 0
    )
    child = np.flatnonzero(placed["parent_row"].to_numpy() >= 0)
    mother = placed["parent_row"].to_numpy()[child]
    same = np.logical_and.reduce(
        [placed[c].to_numpy()[child] == placed[c].to_numpy()[mother] for c in ("pattern", "person")]
    )
    one = np.concatenate([order[:-1][linked], anywhere[:-1][flood], siblings[:-1][children], child[same]])
    other = np.concatenate([order[1:][linked], anywhere[1:][flood], siblings[1:][children], mother[same]])
    joinable = (placed["opened_at"].notna() & ~placed["alone"]).to_numpy()
    kept = joinable[one] & joinable[other]
    links = coo_array((np.ones(kept.sum(), dtype=bool), (one[kept], other[kept])), shape=(len(placed), len(placed)))
    return connected_components(links, directed=False)[1].astype(np.int64)


def _same(placed: pd.DataFrame, columns: list[str], order: np.ndarray) -> np.ndarray:
    """Return for each row of *order* but the first whether it agrees with the row before in all *columns*."""
    values = (placed[column].to_numpy()[order] for column in columns)
    return np.logical_and.reduce([value[1:] == value[:-1] for value in values])


def _in_burst(placed: pd.DataFrame, order: np.ndarray, linked: np.ndarray, zone: ZoneInfo) -> np.ndarray:
    """Return which links between neighbours in *order* lie in a run of *linked* ones that is a burst."""
    run = np.concatenate([[0], np.cumsum(~linked)])
    episode = np.empty(len(placed), dtype=np.int64)
    episode[order] = run
    return _burst(placed, episode, zone)[run[1:]]


def _burst(placed: pd.DataFrame, episode: np.ndarray, zone: ZoneInfo) -> np.ndarray:
    dated = placed["opened_at"].notna().to_numpy()
    burst = np.zeros(int(episode.max()) + 1, dtype=bool)
    found = find_bursts(
        placed["pattern"].to_numpy()[dated], episode[dated], placed["opened_at"].to_numpy()[dated], zone=zone
    )
    burst[: len(found)] = found
    return burst


def _tables(placed: pd.DataFrame, episode: np.ndarray, burst: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    order = np.lexsort((placed["hash"], placed["opened_at"], episode))
    starts = np.flatnonzero(np.diff(episode[order], prepend=-1))
    first, last = order[starts], order[np.append(starts[1:], len(order)) - 1]
    place = placed["place"].to_numpy()
    lowest, highest = np.minimum.reduceat(place[order], starts), np.maximum.reduceat(place[order], starts)
    ids = np.array([f"E-{h:016x}" for h in placed["hash"].to_numpy()[first]], dtype=object)
    opened = placed["opened_at"]
    episodes = pd.DataFrame(
        {
            "episode_id": ids,
            "pattern_id": placed["pattern_id"].array[first],
            "month": placed["month"].array[first],
            "started_at": opened.iloc[first].dt.tz_localize("UTC").array,
            "ended_at": opened.iloc[last].dt.tz_localize("UTC").array,
            "item": placed["item"].iloc[first].where(lowest == highest).array,
            "tickets": np.bincount(episode),
            "burst": burst,
        }
    )
    ticket_episodes = pd.DataFrame({"ticket_id": placed["ticket_id"].array, "episode_id": ids[episode]})
    by_pattern = episodes.sort_values(["pattern_id", "started_at", "episode_id"])
    return conform("episodes", by_pattern), conform("ticket_episodes", ticket_episodes)
