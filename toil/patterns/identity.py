"""Patterns keep their ids from month to month: a pure fold over calendar months."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from toil.patterns.events import Span, common_sizes, compare_windows, shared_tickets
from toil.patterns.fitting import PROVISIONAL, Fit
from toil.patterns.labels import BETWEEN_TERMS

SAME_TICKETS = 0.3
"""Jaccard of the tickets that both windows hold at which two patterns are one."""

SAME_PROFILE = 0.3
"""Likeness of templates and terms at which they are one where no tickets are shared."""

REGISTRY_COLUMNS = ("pattern_id", "month", "template_id", "tickets", "terms")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Links:
    """What ties current patterns (rows) to earlier ones (columns): likeness by tickets, and by texts and terms.

    Nothing ties a pattern to an earlier one most of whose tickets went to another: an id that went on with a part of
    its work, where most of it merged elsewhere, would be another work's, and what people decided of it with it.
    """

    current: list[str]
    earlier: list[str]
    same: np.ndarray
    profile: np.ndarray


def identify(
    previous: Fit | None,
    current: Fit,
    *,
    squad: str,
    span: Span,
    registry: pd.DataFrame | None = None,
) -> tuple[dict[str, str], pd.DataFrame]:
    """Give the patterns of *current* their lasting ids, and say what became of those of *previous*.

    Ids follow shared tickets first (windows overlap), then templates and terms; one to one, best total likeness
    (Kuhn 1955, "The Hungarian method"), and only to the pattern that holds most of the earlier one's tickets of both
    windows. Ids that were published for this month stand in *registry* and win.

    Parameters
    ----------
    previous : Fit or None
        The month before, with published ids.
    current : Fit
        This month, with provisional ids.
    span : Span
        The two windows, and what the exports cover of each.
    registry : pd.DataFrame, optional
        Published ids so far, as `register` writes them.

    Returns
    -------
    tuple of dict and pd.DataFrame
        Provisional id -> published id, and contract ``pattern_events``.
    """
    month = span.month
    known = _earlier_profiles(previous, registry, month)
    published = _published(current, registry, month)
    found = _match(previous, current, known, taken=set(published.values()), done=set(published))
    ids = published | found
    used = set(known["pattern_id"]) | set(ids.values())
    for name in current.patterns["pattern_id"]:
        if name not in ids:
            ids[name] = _new_id(squad, month, name, used)
            used.add(ids[name])
    _log.info("identity: %d patterns, %d carried, %d from the registry", len(ids), len(found), len(published))
    before = _as_published(previous, current, published, registry, month)
    return ids, compare_windows(before, current, ids, set(known["pattern_id"]), span)


def register(fit: Fit, month: str) -> pd.DataFrame:
    """Return the rows that publish the ids of *fit* (ids published) for *month*: one row a template of a pattern.

    Columns: pattern_id, month, template_id, tickets, terms. Append them to the registry once a month is published.
    """
    counted = _template_counts(fit)
    terms = fit.patterns.set_index("pattern_id")["terms"]
    rows = counted.assign(month=month, terms=counted["pattern_id"].map(terms))
    return rows[list(REGISTRY_COLUMNS)].reset_index(drop=True)


def first_months(
    ids: Mapping[str, str], registry: pd.DataFrame | None, previous: Fit | None, month: str
) -> dict[str, str]:
    """Return the first month of each published id in *ids*: by registry or month before, else *month*."""
    first = dict.fromkeys(ids.values(), month)
    if previous is not None:
        before = dict(zip(previous.patterns["pattern_id"], previous.patterns["first_month"], strict=True))
        first |= {name: before[name] for name in first if name in before}
    if registry is not None and len(registry):
        listed = registry.groupby("pattern_id")["month"].min().to_dict()
        first |= {name: min(listed[name], first[name]) for name in first if name in listed}
    return first


def _template_counts(fit: Fit) -> pd.DataFrame:
    placed = fit.ticket_patterns.dropna(subset="pattern_id")
    return placed.groupby(["pattern_id", "template_id"], sort=True).size().rename("tickets").reset_index()


def _profiles(fit: Fit, month: str) -> pd.DataFrame:
    return register(fit, month)


def _earlier_profiles(previous: Fit | None, registry: pd.DataFrame | None, month: str) -> pd.DataFrame:
    """Return the latest known profile of each id published before *month*."""
    parts = [pd.DataFrame({c: pd.Series([], dtype="str") for c in REGISTRY_COLUMNS}).astype({"tickets": "int64"})]
    if registry is not None and len(registry):
        before = registry[registry["month"] < month]
        latest = before.groupby("pattern_id")["month"].transform("max")
        parts.append(before[before["month"] == latest])
    if previous is not None:
        fresh = _profiles(previous, "")
        parts = [part[~part["pattern_id"].isin(set(fresh["pattern_id"]))] for part in parts]
        parts.append(fresh)
    return pd.concat(parts, ignore_index=True)


def _published(current: Fit, registry: pd.DataFrame | None, month: str) -> dict[str, str]:
    """Return the ids that were published for *month* already, by the templates they stand for."""
    if registry is None or not len(registry):
        return {}
    of_month = registry[registry["month"] == month]
    return _best_pairs(_profile_links(current, of_month), SAME_PROFILE, "profile")


def _as_published(
    previous: Fit | None, current: Fit, published: Mapping[str, str], registry: pd.DataFrame | None, month: str
) -> Fit | None:
    """Return *previous* with the published id on each of its patterns that goes on in one published for *month*.

    A month before that was never published is replayed, and after a change of texts, settings or code its ids are
    others than those that *month* was published with: the work is the same, nothing merged. Published ids stay.
    """
    if previous is None or registry is None or not published:
        return previous
    rest = {name for name in current.patterns["pattern_id"] if name not in published}
    found = _match(previous, current, _profiles(previous, ""), taken=set(), done=rest)
    registered, own = set(registry["pattern_id"]), set(previous.patterns["pattern_id"])
    new = {
        replayed: published[name]
        for name, replayed in found.items()
        if replayed not in registered and published[name] not in own
    }
    return replace(
        previous,
        patterns=previous.patterns.assign(pattern_id=previous.patterns["pattern_id"].replace(new)),
        ticket_patterns=previous.ticket_patterns.assign(
            pattern_id=previous.ticket_patterns["pattern_id"].replace(new)
        ),
    )


def _match(
    previous: Fit | None, current: Fit, known: pd.DataFrame, *, taken: set[str], done: set[str]
) -> dict[str, str]:
    open_ids = [name for name in current.patterns["pattern_id"] if name not in done]
    links = _links(previous, current, known[~known["pattern_id"].isin(taken)], open_ids)
    by_tickets = _best_pairs(links, SAME_TICKETS, "same")
    free = known[~known["pattern_id"].isin(taken | set(by_tickets.values()))]
    rest = _links(previous, current, free, [name for name in open_ids if name not in by_tickets])
    return by_tickets | _best_pairs(rest, SAME_PROFILE, "profile")


def _links(previous: Fit | None, current: Fit, known: pd.DataFrame, names: list[str]) -> _Links:
    profile = _profile_links(current, known)
    rows = [profile.current.index(name) for name in names]
    if previous is None:
        return _Links(names, profile.earlier, *(part[rows] for part in (profile.same, profile.profile)))
    shared = shared_tickets(previous, current).reindex(columns=profile.earlier, fill_value=0)
    counts = shared.reindex(index=names, fill_value=0).to_numpy(dtype=float)
    heir = counts >= shared.max().fillna(0).to_numpy(dtype=float)
    mine, theirs = common_sizes(previous, current)
    size = mine.reindex(names, fill_value=0).to_numpy(float)[:, None]
    other = theirs.reindex(profile.earlier, fill_value=0).to_numpy(float)[None, :]
    same = counts / np.maximum(size + other - counts, 1)
    return _Links(names, profile.earlier, np.where(heir, same, 0), np.where(heir, profile.profile[rows], 0))


def _profile_links(current: Fit, known: pd.DataFrame) -> _Links:
    """Return likeness by templates (weighted Jaccard of tickets) and, half as much, by terms."""
    names, earlier = sorted(current.patterns["pattern_id"]), sorted(set(known["pattern_id"]))
    mine = _template_counts(current)
    both = mine.merge(known, on="template_id", suffixes=("", "_before"))
    both = both.assign(common=both[["tickets", "tickets_before"]].min(axis=1))
    common = _grid(both, "pattern_id", "pattern_id_before", "common", names, earlier)
    total = (
        mine.groupby("pattern_id")["tickets"].sum().reindex(names, fill_value=0).to_numpy(float)[:, None]
        + known.groupby("pattern_id")["tickets"].sum().reindex(earlier, fill_value=0).to_numpy(float)[None, :]
    )
    templates = common / np.maximum(total - common, 1)
    likeness = np.maximum(templates, 0.5 * _term_likeness(current, known, names, earlier))
    return _Links(names, earlier, np.zeros_like(common), likeness)


def _term_likeness(current: Fit, known: pd.DataFrame, names: list[str], earlier: list[str]) -> np.ndarray:
    mine = current.patterns.set_index("pattern_id")["terms"].reindex(names)
    theirs = known.drop_duplicates("pattern_id").set_index("pattern_id")["terms"].reindex(earlier)
    left = [set(terms.split(BETWEEN_TERMS)) - {""} for terms in mine]
    right = [set(terms.split(BETWEEN_TERMS)) - {""} for terms in theirs]
    values = [[len(a & b) / max(len(a | b), 1) for b in right] for a in left]
    return np.array(values, dtype=float).reshape(len(names), len(earlier))


def _grid(rows: pd.DataFrame, row: str, column: str, value: str, names: list[str], earlier: list[str]) -> np.ndarray:
    grid = rows.pivot_table(index=row, columns=column, values=value, aggfunc="sum", fill_value=0)
    return grid.reindex(index=names, columns=earlier, fill_value=0).to_numpy(dtype=float)


def _best_pairs(links: _Links, at_least: float, by: str) -> dict[str, str]:
    """Return the one-to-one pairs of highest total likeness, each at least *at_least*."""
    likeness = links.same if by == "same" else links.profile
    good = np.where(likeness >= at_least, likeness, 0)
    rows, columns = linear_sum_assignment(good, maximize=True)
    return {links.current[r]: links.earlier[c] for r, c in zip(rows, columns, strict=True) if good[r, c] > 0}


def _new_id(squad: str, month: str, provisional: str, used: set[str]) -> str:
    heaviest = provisional.removeprefix(PROVISIONAL)
    for attempt in range(len(used) + 1):
        text = "\x1f".join([squad, month, heaviest, *([str(attempt)] if attempt else [])])
        name = "P-" + hashlib.sha256(text.encode()).hexdigest()[:8]
        if name not in used:
            break
    return name
