"""Which lines of a squad's decisions a later one overtook: what both decide, the later one decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from toil.decisions.grouping import find_joins, joins_patterns, names_of, pattern_ids
from toil.schema import empty


@dataclass(frozen=True)
class _Line:
    """One decision: whether it ``joins`` whole patterns, and which patterns or texts it ``holds`` together."""

    pattern_id: str
    action: str
    attribute: str
    joins: bool
    holds: frozenset[str]


def overtaken_by(decisions: pd.DataFrame) -> list[int | None]:
    """Return for each row of *decisions* (contract of this name) the place of the row that overtook it, or None.

    Name, verdict, status and each attribute of a pattern: a later row about the same; a name also by a merge, which
    brings its own. Merge of whole patterns: a later one of all of them, or later ones that parted them. Group of
    texts: later ones that hold all of its texts.
    """
    joins = joins_patterns(decisions)
    lines = [_line(row, joined) for row, joined in zip(decisions.itertuples(), joins, strict=True)]
    kept = _kept(decisions[joins], lines)
    return [_later(lines, place, kept) for place in range(len(lines))]


def _line(row: Any, joins: bool) -> _Line:
    attribute = row.value.partition("=")[0].strip() if row.action == "attribute" else ""
    holds = {row.pattern_id, *pattern_ids(row.templates)} if joins else set(names_of(row.templates))
    return _Line(row.pattern_id, row.action, attribute, joins, frozenset(holds))


def _kept(merges: pd.DataFrame, lines: list[_Line]) -> dict[str, str]:
    """Return under which id each pattern goes on after all *merges*, as if all patterns were there."""
    every = sorted(frozenset[str]().union(*(line.holds for line in lines if line.joins)))
    return find_joins(empty("patterns").reindex(range(len(every))).assign(pattern_id=every), merges)[0]


def _later(lines: list[_Line], place: int, kept: dict[str, str]) -> int | None:
    """Return the last of the lines after *place* that decide what that one decided; None where it is in force."""
    mine = lines[place]
    later = range(place + 1, len(lines))
    if mine.joins:
        touching = [n for n in later if lines[n].joins and lines[n].holds & mine.holds]
        group = kept.get(mine.pattern_id, mine.pattern_id)
        parted = all(kept.get(name, name) != group for name in mine.holds - {mine.pattern_id})
        found = touching if parted or any(lines[n].holds >= mine.holds for n in touching) else []
    elif mine.action in ("merge", "split"):
        touching = [n for n in later if lines[n].action in ("merge", "split") and not lines[n].joins]
        touching = [n for n in touching if lines[n].holds & mine.holds]
        found = touching if mine.holds <= frozenset[str]().union(*(lines[n].holds for n in touching)) else []
    else:
        found = [n for n in later if lines[n].pattern_id == mine.pattern_id and _same_matter(lines[n], mine)]
    return found[-1] if found else None


def _same_matter(later: _Line, mine: _Line) -> bool:
    if mine.action == "rename" and later.joins:
        return True
    return (later.action, later.attribute) == (mine.action, mine.attribute) and not later.joins
