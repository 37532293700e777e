"""Scoring 1,000 patterns over 1,000,000 tickets, beside what it can't do without: a group-by and the random draws.

    .venv/bin/python bench/candidates.py [--quick]

``--quick`` takes 100,000 tickets. The yardstick is measured in the same run: a pandas group-by of the columns that
the candidates' figures read (sums, counts, quantiles, distinct people), and the bare random draws of the Monte Carlo,
2,000 a pattern for each thing that is drawn. Each is timed three times, in turn; the shortest counts. Data are made
up here, in memory; nothing is read or clustered.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from bars import AT_MOST, bar

from toil.candidates import count_pattern_months, estimate_effort, score_candidates
from toil.candidates.ranges import DRAWS
from toil.schema import conform
from toil.settings import Economics, Effort, months_back
from toil.workload import BusinessHours, find_episodes

PATTERNS = 1_000
TIMES = 3.0
ROUNDS = 3
MONTHS = months_back("2026-06", 6)
RESOLUTIONS = 40


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="100,000 tickets")
    size = 100_000 if arguments.parse_args().quick else 1_000_000
    tickets, placed, patterns = make_tables(size)
    calendar, effort = BusinessHours(), Effort()
    minutes = estimate_effort(tickets, effort, ticket_patterns=placed, calendar=calendar)
    episodes, ticket_episodes = find_episodes(tickets, placed, zone=calendar.zone, months=MONTHS)
    tables = (placed, minutes, episodes, ticket_episodes)
    volumes = count_pattern_months(tickets, *tables, months=MONTHS, effort=effort)
    options = {"months": MONTHS, "effort": effort, "economics": Economics(rate=95), "calendar": calendar}
    wide = join(tickets, placed, minutes, ticket_episodes)
    works = (lambda: group(wide), draw, lambda: score_candidates(tickets, patterns, *tables, volumes, **options))
    group_by, draws, scoring = np.min([[timed(work) for work in works] for _ in range(ROUNDS)], axis=0)
    print(f"{size:,} tickets, {PATTERNS:,} patterns")
    print(f"group-by {group_by:.2f} s, draws {draws:.2f} s, scoring {scoring:.2f} s")
    return 0 if bar(f"candidates_{size}_times_groupby_and_draws", scoring / (group_by + draws), TIMES, AT_MOST) else 1


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of *work*."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def join(tickets: pd.DataFrame, *others: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that scoring reads as one table; joining is not timed, though scoring has to do it."""
    for other in others:
        tickets = tickets.merge(
            other.drop(columns=[c for c in other if c in tickets and c != "ticket_id"]), how="left"
        )
    return tickets


def group(wide: pd.DataFrame) -> pd.DataFrame:
    """Return plain sums and counts of every column that a candidate's figures read, by pattern."""
    by_pattern = wide.groupby("pattern_id")
    p90 = by_pattern["minutes_base"].quantile(0.9)
    return by_pattern.agg(
        tickets=("ticket_id", "size"),
        first=("opened_at", "min"),
        last=("opened_at", "max"),
        minutes=("minutes_base", "sum"),
        minutes_low=("minutes_low", "sum"),
        minutes_high=("minutes_high", "sum"),
        median=("minutes_base", "median"),
        worked=("worked_minutes", "sum"),
        resolved=("resolved_at", "count"),
        closed=("closed_at", "count"),
        started=("started_at", "count"),
        reassignments=("reassignments", "sum"),
        notes=("notes", "sum"),
        problems=("problem_id", "count"),
        **{
            name: (name, "nunique")
            for name in (
                "month", "requester", "resolver", "kind", "state", "channel", "item", "service", "rung",
                "resolution", "resolution_code", "episode_id", "source",
            )
        },
    ).assign(p90=p90)  # fmt: skip


def draw() -> None:
    """Draw what one pattern needs, for each pattern: volume, time by three rungs, three assumptions of automating."""
    rng = np.random.default_rng(0)
    for _ in range(PATTERNS):
        for shape in (20.0, 50.0, 50.0, 50.0):
            rng.gamma(shape, 1.0, DRAWS)
        for a, b in ((2.0, 4.0), (3.0, 3.0), (2.0, 5.0)):
            rng.beta(a, b, DRAWS)


def make_tables(size: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return ``tickets``, ``ticket_patterns`` and ``patterns``: nine tickets in ten placed, sizes by a power law."""
    rng = np.random.default_rng(7)
    pattern = np.minimum((PATTERNS * rng.random(size) ** 2).astype(int), PATTERNS - 1)
    opened = pd.Timestamp("2026-01-01T00:00Z") + pd.to_timedelta(rng.integers(0, 181 * 86_400, size), unit="s")
    kind = np.array(["incident", "request", "alert", "incident"], dtype=object)[pattern % 4]
    tickets = conform(
        "tickets",
        pd.DataFrame(
            {
                "ticket_id": [f"INC{n:07d}" for n in range(size)],
                "source": "bench",
                "month": pd.Series(opened.tz_convert("America/Sao_Paulo").strftime("%Y-%m")).clip(lower=MONTHS[0]),
                "opened_at": opened,
                "resolved_at": opened + pd.to_timedelta(rng.lognormal(4, 1, size), unit="min"),
                "kind": kind,
                "state": "closed",
                "channel": np.array(["phone", "portal", "monitoring"], dtype=object)[rng.integers(0, 3, size)],
                "tier": rng.integers(1, 4, size),
                "item": pick("host", 5_000, size, rng),
                "service": pick("service", 60, size, rng),
                "requester": pick("p", 20_000, size, rng),
                "resolver": pick("r", 300, size, rng),
                "reassignments": rng.integers(0, 3, size),
                "notes": rng.integers(0, 6, size),
                "worked_minutes": np.where(rng.random(size) < 0.4, rng.lognormal(3, 0.7, size), np.nan),
                "resolution": resolutions(pattern, rng),
                "resolution_code": pick("code", 12, size, rng),
            }
        ),
    )
    names = np.array([f"P-{n:04d}" for n in range(PATTERNS)], dtype=object)
    placed = pd.DataFrame({"ticket_id": tickets["ticket_id"], "pattern_id": names[pattern]}).assign(
        pattern_id=lambda t: t["pattern_id"].where(rng.random(size) < 0.9),
        template_id="x",
        similarity=1.0,
        margin=np.nan,
        language="en",
    )
    patterns = pd.DataFrame({"pattern_id": names, "label": names, "theme": names}).assign(
        terms="", tickets=0, templates=1, language="en", stability=np.nan, cohesion=1.0, first_month=MONTHS[0]
    )
    return tickets, conform("ticket_patterns", placed), conform("patterns", patterns)


def pick(stem: str, values: int, size: int, rng: np.random.Generator) -> np.ndarray:
    return np.array([f"{stem}{n}" for n in range(values)], dtype=object)[rng.integers(0, values, size)]


def resolutions(pattern: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return texts: most of a pattern's tickets are resolved in one of a few ways of its own."""
    texts = np.array(
        [
            f"restarted unit{p} and checked step{way} of queue{p % 97}"
            for p in range(PATTERNS)
            for way in range(RESOLUTIONS)
        ],
        dtype=object,
    )
    return texts[pattern * RESOLUTIONS + np.minimum(rng.geometric(0.3, len(pattern)), RESOLUTIONS) - 1]


if __name__ == "__main__":
    sys.exit(main())
