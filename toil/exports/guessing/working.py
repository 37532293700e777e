"""Who does the work and how long: what the cells of other columns say of a department, and of a span of time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.durations import read_minutes
from toil.exports.columns.units import Unit
from toil.exports.guessing.evidence import LOOKED_AT, MOSTLY

NEAR = 0.05
"""How far a span may be from the time a ticket was open and still be that, as a share of it; a minute at least."""
HALF = 0.5
FEWEST_PEOPLE = 2
FEWEST_POINTS = 4
MINUTES_OF_A_DAY = 1440
_POINTS = frozenset(("0", "0.5", "0,5", "1", "2", "3", "5", "8", "13", "20", "21", "34", "40", "100"))


def is_elapsed(spans: pa.ChunkedArray, unit: Unit, times: Mapping[str, pa.ChunkedArray | None]) -> bool:
    """Say whether *spans* are the time from a ticket's opening to its end, in most rows that have both.

    *times* are moments by field, of the first `LOOKED_AT` rows.
    """
    opened, ends = times.get("opened_at"), [times.get("resolved_at"), times.get("closed_at")]
    minutes = read_minutes(spans.slice(0, LOOKED_AT), unit.minutes)[0].to_numpy(zero_copy_only=False)
    return any(_share_near(minutes, opened, end) > HALF for end in ends if opened is not None and end is not None)


def are_points(spans: pa.ChunkedArray) -> bool:
    """Say whether *spans*, numbers without a unit, are points of an estimate: all from a scale of Fibonacci's."""
    cells = pc.unique(spans.slice(0, LOOKED_AT).cast(pa.string())).drop_null().to_pylist()
    return len(cells) >= FEWEST_POINTS and {cell.strip().removesuffix(".0") for cell in cells} <= _POINTS


def are_longer(spans: pa.ChunkedArray) -> bool:
    """Say whether *spans*, numbers without a unit, are no minutes: half of them are more than a day's."""
    minutes = read_minutes(spans.slice(0, LOOKED_AT), 1)[0].to_numpy(zero_copy_only=False)
    worked = minutes[minutes > 0]
    return len(worked) >= FEWEST_POINTS and float(np.median(worked)) > MINUTES_OF_A_DAY


def _share_near(minutes: np.ndarray, first: pa.ChunkedArray, second: pa.ChunkedArray) -> float:
    gap = pc.divide(pc.subtract(second, first).cast(pa.int64()).cast(pa.float64()), 60e6).to_numpy()
    both = ~np.isnan(minutes) & ~np.isnan(gap)
    near = np.abs(minutes - gap)[both] <= np.maximum(1, NEAR * gap[both])
    return float(near.mean()) if both.any() else 0.0


def do_the_work(departments: pa.ChunkedArray, people: Mapping[str, pa.ChunkedArray]) -> bool:
    """Say whether *departments* are of those who resolve, not of those who ask: by who stands beside several.

    A department for all rows is one. Where a person has several rows, each whose resolver is always of one
    department and whose requester isn't tells; *people* are the columns by field.
    """
    given = departments.slice(0, LOOKED_AT).to_pylist()
    if len({*given} - {None}) < FEWEST_PEOPLE:
        return sum(cell is not None for cell in given) >= FEWEST_PEOPLE
    asking, askers = _share_settled(people.get("requester"), given)
    doing, doers = _share_settled(people.get("resolver"), given)
    if askers >= FEWEST_PEOPLE and asking < HALF:
        return True
    return doers >= FEWEST_PEOPLE and doing >= MOSTLY and (not askers or asking < HALF)


def _share_settled(people: pa.ChunkedArray | None, given: list[str | None]) -> tuple[float, int]:
    """Return the share of people with several rows that have one department in all, and how many such people are."""
    if people is None:
        return 0.0, 0
    rows = pd.DataFrame({"who": people.slice(0, LOOKED_AT).to_pylist(), "where": given}).dropna()
    each = rows.groupby("who")["where"].agg(["size", "nunique"])
    each = each[each["size"] > 1]
    return (float((each["nunique"] == 1).mean()) if len(each) else 0.0), len(each)
