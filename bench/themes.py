"""Themes and granularity on public texts: how pure themes are by queue or label, and what coarser and finer give.

    TOIL_SHARED_DATA=FOLDER .venv/bin/python bench/themes.py

Purity is the share of placed tickets that bear the commonest label of their group. Labels: the eight queues of
it_service_tickets, the intents of banking77_train and clinc150_train. Intents are finer than themes are meant to be;
queues are coarser. No bar: the figures say what to expect.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from toil.patterns import Fit, fit_patterns
from toil.schema import conform
from toil.text import build_templates

SETS = {
    "banking77_train": ("text", "label"),
    "clinc150_train": ("text", "label"),
    "it_service_tickets": ("Document", "Topic_group"),
}


def main() -> None:
    folder = Path(os.environ["TOIL_SHARED_DATA"])
    print(f"{'texts':20}{'granularity':>12}{'patterns':>9}{'placed':>8}{'median':>8}{'ARI':>7}{'pure':>7}{'themes':>8}{'alone':>7}{'pure':>7}")  # fmt: skip # noqa: E501
    for name, (text, label) in SETS.items():
        table = pd.read_csv(folder / f"{name}.csv.gz", dtype="str", keep_default_na=False)
        tickets = conform(
            "tickets",
            pd.DataFrame({"summary": table[text], "source": "x", "month": "2026-01"}).assign(
                ticket_id=[f"T{n:06}" for n in range(len(table))]
            ),
        )
        templates = build_templates(tickets)
        for granularity in ("coarser", "normal", "finer"):
            fit = fit_patterns(tickets, *templates, granularity=granularity, draws=0)
            report(name, granularity, fit, table[label].to_numpy())


def report(name: str, granularity: str, fit: Fit, labels: np.ndarray) -> None:
    """Print the figures of one fit."""
    theme = fit.ticket_patterns["pattern_id"].map(fit.patterns.set_index("pattern_id")["theme"])
    found = pd.factorize(fit.ticket_patterns["pattern_id"])[0]
    alone = np.where(found >= 0, found, len(found) + np.arange(len(found)))
    counts, sizes = fit.patterns["tickets"], fit.patterns["theme"].value_counts()
    print(
        f"{name:20}{granularity:>12}{len(counts):9}{counts.sum():8}{counts.median():8.0f}"
        f"{adjusted_rand_score(labels, alone):7.3f}{purity(found, labels, found >= 0):7.3f}"
        f"{len(sizes):8}{(sizes == 1).sum():7}{purity(theme, labels, found >= 0):7.3f}",
        flush=True,
    )


def purity(groups: np.ndarray | pd.Series, labels: np.ndarray, inside: np.ndarray) -> float:
    """Return the share of the tickets *inside* that bear the commonest label of their group."""
    table = pd.crosstab(np.asarray(groups)[inside], labels[inside])
    return float(table.max(axis=1).sum() / table.to_numpy().sum())


if __name__ == "__main__":
    main()
