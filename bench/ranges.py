"""Whether the 90% range of the hours covers the truth, rung by rung, and that of all hours of a squad theirs.

    .venv/bin/python bench/ranges.py [--quick]

A run is a pattern with true hours of its own: 400 a rung (``--quick``: 100). What the study only assumes (minutes a
note, touch share, minutes by kind) is drawn for each run from the study's own range and pattern factor, so this says
that the ranges are drawn and put together rightly, not that anybody's assumptions are right. A squad has 16 patterns
on four rungs; what is assumed is drawn once for each of 100 squads (``--quick``: 40) and holds for all its patterns.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

import numpy as np
import pandas as pd
from bars import AT_MOST, bar
from squad import score_squad

from toil.candidates import add_draws
from toil.candidates.effort import Z90
from toil.candidates.ranges import draw_pert
from toil.settings import Effort, months_back

MONTHS = months_back("2026-06", 6)
RUNS, SQUADS = 400, 100
LEAST, MOST = 0.85, 0.95
DISPERSION = 0.05
EFFORT = Effort(context_switch_minutes=0)
UNITS = {
    "worklog": 1.0,
    "glance": 1.0,
    "peers": 1.0,
    "notes": 4.0,
    "elapsed": 100.0,
    "default": 1.0,
}  # mean of what a ticket of that rung counts


MIXED = ("worklog", "notes", "elapsed", "default")
EACH = 4
"""Rungs of a squad, and its patterns on each."""


@dataclass(frozen=True)
class Coverage:
    """Shares of runs: truth inside the range, and under it; and the median of high over low."""

    covered: float
    below: float
    width: float


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="100 runs a rung")
    runs, squads = (100, 40) if arguments.parse_args().quick else (RUNS, SQUADS)
    reached = []
    for rung in UNITS:
        found = cover(rung, runs)
        shares = f"covered {found.covered:.1%}, under it {found.below:.1%}"
        print(f"{rung:8} {runs} runs: {shares}, high/low {found.width:.2f}")
        reached += [bar(f"range_{rung}_covered", found.covered, LEAST)]
        reached += [bar(f"range_{rung}_not_too_wide", found.covered, MOST, AT_MOST)]
    found, added = cover_sums(squads)
    shares = f"covered {found.covered:.1%}, under it {found.below:.1%}"
    print(f"squads   {squads} runs: {shares}, high/low {found.width:.2f}; ends added {added.width:.2f}")
    reached += [bar("range_squad_covered", found.covered, LEAST)]
    reached += [bar("range_squad_not_too_wide", found.covered, MOST, AT_MOST)]
    return 0 if all(reached) else 1


def cover(rung: str, runs: int, seed: int = 7) -> Coverage:
    """Return how the ranges of *runs* patterns on *rung* stand to the truth.

    On rung *peers* two tickets in five have a worklog: most of the patterns' tickets take the mean of these.
    """
    rows, truth = plant(rung, runs, np.random.default_rng(seed))
    found = score_squad(rows, MONTHS, EFFORT).candidates.set_index("pattern_id")
    if rung == "peers":
        found = found[found["rung"] == rung]  # the others have under ten worklogs, or most tickets have one
    if not len(found) or not (found["rung"] == rung).all():
        raise ValueError(f"not all patterns are on rung {rung}")
    truth = truth.loc[found.index]
    return _coverage(*(values.to_numpy() for values in (truth, found["hours_low"], found["hours_high"])))


def cover_sums(squads: int, seed: int = 11) -> tuple[Coverage, Coverage]:
    """Return how the ranges of *squads* sums stand to the truth, and the sums of the ends of the same patterns."""
    rows = []
    for squad in range(squads):
        rng = np.random.default_rng([seed, squad])
        planted = [plant(rung, EACH, rng, shared=assumed(rung, rng)) for rung in MIXED]
        tickets = pd.concat(
            [t.assign(pattern=rung + t["pattern"]) for rung, (t, _) in zip(MIXED, planted, strict=True)]
        )
        scores = score_squad(tickets.reset_index(drop=True), MONTHS, EFFORT)
        together, truth = add_draws([scores.drawn_hours]), sum(float(true.sum()) for _, true in planted)
        rows.append((truth, together.low, together.high, *scores.candidates[["hours_low", "hours_high"]].sum()))
    truth, *ends = np.array(rows).T
    return _coverage(truth, *ends[:2]), _coverage(truth, *ends[2:])


def _coverage(truth: np.ndarray, low: np.ndarray, high: np.ndarray) -> Coverage:
    inside = (low <= truth) & (truth <= high)
    return Coverage(float(inside.mean()), float((truth < low).mean()), float(np.median(high / low)))


def plant(
    rung: str, runs: int, rng: np.random.Generator, shared: float | None = None
) -> tuple[pd.DataFrame, pd.Series]:
    """Return tickets, and the true hours a month of each pattern: rate x minutes / 60.

    *shared* is what holds for all patterns where the study only assumes it; drawn for each by default.
    """
    frames, truth = [], {}
    for name in (f"P-{run:03d}" for run in range(runs)):
        rate, minutes = rng.uniform(10 if rung == "peers" else 3, 40), true_minutes(rung, rng, shared)
        truth[name] = rate * UNITS[rung] * minutes / 60
        counts = rng.poisson(rate * rng.gamma(1 / DISPERSION, DISPERSION, len(MONTHS)))
        days = [rng.choice(pd.bdate_range(f"{m}-01", f"{m}-28"), n) for m, n in zip(MONTHS, counts, strict=True)]
        opened = pd.DatetimeIndex(np.concatenate(days)).tz_localize("UTC") + pd.Timedelta(hours=12)
        frames.append(pd.DataFrame({"opened_at": opened, "pattern": name} | evidence(rung, opened, minutes, rng)))
    return pd.concat(frames, ignore_index=True).assign(kind="incident"), pd.Series(truth)


def true_minutes(rung: str, rng: np.random.Generator, shared: float | None = None) -> float:
    """Return the true minutes of a unit: what the study assumes, or *shared*, times the pattern's own factor."""
    if rung in ("worklog", "peers"):
        return float(rng.uniform(10, 40))
    own = EFFORT.pattern_factor.get(rung, 1.0) ** (rng.standard_normal() / Z90)
    return (assumed(rung, rng) if shared is None else shared) * float(own)


def assumed(rung: str, rng: np.random.Generator) -> float:
    """Return what the study only assumes, drawn from its own range; of a worklog nothing is."""
    ranges = {
        "glance": EFFORT.glance_minutes,
        "notes": EFFORT.minutes_a_note,
        "elapsed": EFFORT.touch_share,
        "default": EFFORT.default_minutes["incident"],
    }
    return float(draw_pert(ranges[rung], rng, 1)[0]) if rung in ranges else 1.0


def evidence(rung: str, opened: pd.DatetimeIndex, minutes: float, rng: np.random.Generator) -> dict[str, object]:
    """Return the columns in which an export of that rung shows *minutes*."""
    n = len(opened)
    if rung in ("worklog", "peers"):
        recorded = rng.random(n) < (0.4 if rung == "peers" else 1.0)
        return {"worked_minutes": np.where(recorded, minutes * rng.lognormal(-0.32, 0.8, n), np.nan)}
    if rung == "glance":
        return {"state": "closed", "resolution_code": "No action required"}
    if rung == "notes":
        return {"notes": 1 + rng.poisson(3, n)}
    return {"resolved_at": opened + pd.to_timedelta(rng.uniform(20, 180, n), unit="min")} if rung == "elapsed" else {}


if __name__ == "__main__":
    sys.exit(main())
