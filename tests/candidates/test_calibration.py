"""The 90% range covers the truth in 85 to 95% of runs, printed a rung; a run is a pattern with its own truth."""

import sys

import numpy as np
import pandas as pd
import pytest
from ticket_tables import make_tickets, place, run_stages

from toil.candidates.ranges import draw_pert
from toil.settings import Effort, months_back

MONTHS = months_back("2026-06", 6)
RUNS = 400
DISPERSION = 0.05
EFFORT = Effort(context_switch_minutes=0)
UNITS = {"worklog": 1.0, "notes": 4.0, "elapsed": 100.0, "default": 1.0}  # mean of what a ticket of that rung counts


def true_minutes(rung, rng):
    """Return the true minutes of a unit: what the study only assumes is drawn from the study's own range."""
    if rung == "worklog":
        return rng.uniform(10, 40)
    ranges = {
        "notes": EFFORT.minutes_a_note,
        "elapsed": EFFORT.touch_share,
        "default": EFFORT.default_minutes["incident"],
    }
    return draw_pert(ranges[rung], rng, 1)[0]


def evidence(rung, opened, minutes, rng):
    """Return the columns in which an export of that rung shows *minutes*."""
    n = len(opened)
    if rung == "worklog":
        return {"worked_minutes": minutes * rng.lognormal(-0.32, 0.8, n)}
    if rung == "notes":
        return {"notes": 1 + rng.poisson(3, n)}
    return {"resolved_at": opened + pd.to_timedelta(rng.uniform(20, 180, n), unit="min")} if rung == "elapsed" else {}


def patterns_of(rung, rng):
    """Return tickets, the pattern of each, and the true hours a month of each pattern: rate x minutes / 60."""
    frames, truth = [], {}
    for name in (f"P-{run:03d}" for run in range(RUNS)):
        rate, minutes = rng.uniform(3, 40), true_minutes(rung, rng)
        truth[name] = rate * UNITS[rung] * minutes / 60
        counts = rng.poisson(rate * rng.gamma(1 / DISPERSION, DISPERSION, len(MONTHS)))
        days = [rng.choice(pd.bdate_range(f"{m}-01", f"{m}-28"), n) for m, n in zip(MONTHS, counts, strict=True)]
        opened = pd.DatetimeIndex(np.concatenate(days)).tz_localize("UTC") + pd.Timedelta(hours=12)
        frames.append(pd.DataFrame({"opened_at": opened, "name": name} | evidence(rung, opened, minutes, rng)))
    rows = pd.concat(frames, ignore_index=True)
    return make_tickets(rows.drop(columns="name").assign(kind="incident")), rows["name"].to_numpy(), pd.Series(truth)


@pytest.mark.slow
@pytest.mark.parametrize("rung", list(UNITS))
def test_the_range_covers_the_truth(rung, capsys):
    tickets, names, truth = patterns_of(rung, np.random.default_rng(7))
    found = run_stages(tickets, place(tickets, names), MONTHS, effort=EFFORT).candidates.set_index("pattern_id")
    truth = truth.loc[found.index]
    covered = ((found["hours_low"] <= truth) & (truth <= found["hours_high"])).mean()
    below, width = (truth < found["hours_low"]).mean(), (found["hours_high"] / found["hours_low"]).median()
    with capsys.disabled():
        sys.stdout.write(
            f"\n{rung}: covers {covered:.1%} of {len(found)}, {below:.1%} under it, high/low {width:.2f}\n"
        )
    assert (found["rung"] == rung).all()
    assert 0.85 <= covered <= 0.95
