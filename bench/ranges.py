"""Whether the 90% range of the hours covers the truth, rung by rung.

    .venv/bin/python bench/ranges.py [--quick]

A run is a pattern with true hours of its own: 400 a rung (``--quick``: 100). What the study only assumes (minutes a
note, touch share, minutes by kind) is drawn for each run from the study's own range and pattern factor, so this says
that the ranges are drawn and put together rightly, not that anybody's assumptions are right.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

import numpy as np
import pandas as pd
from bars import AT_MOST, bar
from squad import score_squad

from toil.candidates.effort import Z90
from toil.candidates.ranges import draw_pert
from toil.settings import Effort, months_back

MONTHS = months_back("2026-06", 6)
RUNS = 400
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


@dataclass(frozen=True)
class Coverage:
    """Shares of runs: truth inside the range, and under it; and the median of high over low."""

    covered: float
    below: float
    width: float


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="100 runs a rung")
    runs = 100 if arguments.parse_args().quick else RUNS
    reached = []
    for rung in UNITS:
        found = cover(rung, runs)
        shares = f"covered {found.covered:.1%}, under it {found.below:.1%}"
        print(f"{rung:8} {runs} runs: {shares}, high/low {found.width:.2f}")
        reached += [bar(f"range_{rung}_covered", found.covered, LEAST)]
        reached += [bar(f"range_{rung}_not_too_wide", found.covered, MOST, AT_MOST)]
    return 0 if all(reached) else 1


def cover(rung: str, runs: int, seed: int = 7) -> Coverage:
    """Return how the ranges of *runs* patterns on *rung* stand to the truth.

    On rung *peers* two tickets in five have a worklog: most of the patterns' tickets take the mean of these.
    """
    rows, truth = plant(rung, runs, np.random.default_rng(seed))
    found = score_squad(rows, MONTHS, EFFORT).set_index("pattern_id")
    if rung == "peers":
        found = found[found["rung"] == rung]  # the others have under ten worklogs, or most tickets have one
    if not len(found) or not (found["rung"] == rung).all():
        raise ValueError(f"not all patterns are on rung {rung}")
    truth = truth.loc[found.index]
    inside = (found["hours_low"] <= truth) & (truth <= found["hours_high"])
    width = (found["hours_high"] / found["hours_low"]).median()
    return Coverage(float(inside.mean()), float((truth < found["hours_low"]).mean()), float(width))


def plant(rung: str, runs: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Series]:
    """Return tickets, and the true hours a month of each pattern: rate x minutes / 60."""
    frames, truth = [], {}
    for name in (f"P-{run:03d}" for run in range(runs)):
        rate, minutes = rng.uniform(10 if rung == "peers" else 3, 40), true_minutes(rung, rng)
        truth[name] = rate * UNITS[rung] * minutes / 60
        counts = rng.poisson(rate * rng.gamma(1 / DISPERSION, DISPERSION, len(MONTHS)))
        days = [rng.choice(pd.bdate_range(f"{m}-01", f"{m}-28"), n) for m, n in zip(MONTHS, counts, strict=True)]
        opened = pd.DatetimeIndex(np.concatenate(days)).tz_localize("UTC") + pd.Timedelta(hours=12)
        frames.append(pd.DataFrame({"opened_at": opened, "pattern": name} | evidence(rung, opened, minutes, rng)))
    return pd.concat(frames, ignore_index=True).assign(kind="incident"), pd.Series(truth)


def true_minutes(rung: str, rng: np.random.Generator) -> float:
    """Return the true minutes of a unit: what the study only assumes is drawn from the study's own ranges."""
    if rung in ("worklog", "peers"):
        return float(rng.uniform(10, 40))
    ranges = {
        "glance": EFFORT.glance_minutes,
        "notes": EFFORT.minutes_a_note,
        "elapsed": EFFORT.touch_share,
        "default": EFFORT.default_minutes["incident"],
    }
    own = EFFORT.pattern_factor.get(rung, 1.0) ** (rng.standard_normal() / Z90)
    return float(draw_pert(ranges[rung], rng, 1)[0] * own)


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
