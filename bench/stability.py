"""Stability against planted truth: are patterns that read as unsure wrong more often than those that read as sure?

    .venv/bin/python bench/stability.py [--quick]

Fits generated tickets of several seeds, the Home Assistant intents (each language's apart), banking77 and clinc150,
and holds the stability of each pattern, and whether it is exact (one text), against the class it fits best. A pattern
is wrong by precision where less than half of its tickets are of that class; wrong by Jaccard where the tickets of
both are less than half of the tickets of either: a third of a class, and nothing else, is right by the first and
wrong by the second. One-offs are each a class of their own. ``--quick`` takes one seed, fewer draws, and leaves out
clinc150. The bars are over all sets; the public ones alone stand above them, as generated tickets have next to no
unsure patterns. Exit 1 if a bar is short.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

import numpy as np
import pandas as pd
from bars import bar
from public_data import generated_set, public_set

from toil.patterns import fit_patterns
from toil.patterns.stability import DRAWS
from toil.text import build_templates

PUBLIC, QUICK = ("home_assistant_intents", "banking77_train", "clinc150_train"), 2
SEEDS, TICKETS, QUICK_DRAWS = (1, 2, 3), 10_000, 5
BANDS = ("under 0.5", "0.5 to 0.75", "over 0.75", "exact")
WRONG, TIMES = 0.5, 2.0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="one seed, fewer draws, two public sets")
    quick = arguments.parse_args().quick
    print(f"{'set':26}{'stability':14}{'patterns':>9}{'tickets':>9}{'wrong, precision':>18}{'wrong, Jaccard':>16}")
    parts = []
    for name, tickets, truth in data_sets(quick=quick):
        parts.append(judged_patterns(tickets, truth, QUICK_DRAWS if quick else DRAWS).assign(set=name))
        show(name, parts[-1])
    every = pd.concat(parts, ignore_index=True)
    show("public sets together", every[~every["set"].str.startswith("generated")])
    show("all", every)
    ok = [
        bar(f"wrong_by_{how}_under_0.5_over_wrong_above_0.75", times_as_often(every, f"wrong_{how}"), TIMES)
        for how in ("precision", "jaccard")
    ]
    return 0 if all(ok) else 1


def data_sets(*, quick: bool) -> Iterator[tuple[str, pd.DataFrame, pd.Series]]:
    """Yield name, tickets and truth of each set."""
    for seed in SEEDS[: 1 if quick else None]:
        yield (f"generated, seed {seed}", *generated_set(TICKETS, seed))
    for name in PUBLIC[: QUICK if quick else None]:
        yield (name, *public_set(name))


def judged_patterns(tickets: pd.DataFrame, truth: pd.Series, draws: int) -> pd.DataFrame:
    """Return tickets, band of stability, and both ways to be wrong of each pattern."""
    fit = fit_patterns(tickets, *build_templates(tickets), draws=draws)
    placed = fit.ticket_patterns.assign(truth=truth.to_numpy())
    sizes = placed["truth"].value_counts()
    both = placed.dropna(subset="pattern_id").groupby(["pattern_id", "truth"]).size().rename("both").reset_index()
    both = both.merge(fit.patterns[["pattern_id", "tickets", "templates", "stability"]], on="pattern_id")
    alone = both["truth"] == ""
    both["both"] = both["both"].where(~alone, 1)
    size = both["truth"].map(sizes).where(~alone, 1)
    both = both.assign(
        precision=both["both"] / both["tickets"], jaccard=both["both"] / (both["tickets"] + size - both["both"])
    )
    best = both.groupby("pattern_id").agg(
        tickets=("tickets", "first"), stability=("stability", "first"), precision=("precision", "max"), jaccard=("jaccard", "max")  # noqa: E501
    )  # fmt: skip
    return best.assign(
        band=[band_of(value) for value in best["stability"]],
        wrong_precision=best["precision"] < WRONG,
        wrong_jaccard=best["jaccard"] < WRONG,
    )


def band_of(stability: float) -> str:
    """Return the band of a stability; NaN is exact."""
    if np.isnan(stability):
        return BANDS[3]
    return BANDS[int(stability >= 0.5) + int(stability > 0.75)]


def show(name: str, patterns: pd.DataFrame) -> None:
    """Print one row a band."""
    for band in BANDS:
        part = patterns[patterns["band"] == band]
        shares = [f"{part[f'wrong_{how}'].mean():.1%}" if len(part) else "-" for how in ("precision", "jaccard")]
        print(f"{name:26}{band:14}{len(part):9}{part['tickets'].sum():9,}{shares[0]:>18}{shares[1]:>16}", flush=True)


def times_as_often(patterns: pd.DataFrame, wrong: str) -> float:
    """Return how many times as often patterns under 0.5 are *wrong* as those above 0.75; infinite where none is."""
    unsure, sure = (patterns.loc[patterns["band"] == band, wrong].mean() for band in (BANDS[0], BANDS[2]))
    return unsure / sure if sure else np.inf


if __name__ == "__main__":
    sys.exit(main())
