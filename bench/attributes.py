"""Whether each of the six attributes tells patterns that were planted high from those planted low.

    .venv/bin/python bench/attributes.py [--quick]

Twenty seeds of thirty patterns (``--quick``: three). The natures are those of ``natures.py``. Printed for each
attribute: the area under the ROC curve over all patterns, and how many patterns the attribute was unknown for; these
are left out of the area.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
import pandas as pd
from bars import bar
from natures import ATTRIBUTES, MONTHS, plant
from scipy.stats import rankdata
from squad import score_squad

AUC = 0.9
SEEDS = 20


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="three seeds")
    seeds = 3 if arguments.parse_args().quick else SEEDS
    shares, natures = score(range(seeds))
    print(f"{seeds} seeds, {len(shares)} patterns")
    reached = []
    for name in ATTRIBUTES:
        known = shares[name].notna()
        high, low = (shares.loc[known & (natures[name] == side), name] for side in (True, False))
        print(f"{name:18} unknown {int((~known).sum()):3}  median high {high.median():.2f}, low {low.median():.2f}")
        reached.append(bar(f"attribute_{name}_auc", area(shares[name], natures[name]), AUC))
    return 0 if all(reached) else 1


def score(seeds: range) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the attributes that the scorer found, and the natures that were planted, rows alike."""
    found, truth = [], []
    for seed in seeds:
        rows, natures = plant(seed)
        candidates = score_squad(rows, MONTHS).candidates.set_index("pattern_id")
        found.append(candidates.loc[natures.index, list(ATTRIBUTES)])
        truth.append(natures)
    return pd.concat(found, ignore_index=True), pd.concat(truth, ignore_index=True)


def area(shares: pd.Series, high: pd.Series) -> float:
    """Return the area under the ROC curve (Mann-Whitney U over n x m); unknown shares are left out."""
    known = shares.notna().to_numpy()
    ranks, up = rankdata(shares[known]), high[known].to_numpy()
    n, m = int(up.sum()), int((~up).sum())
    return float((ranks[up].sum() - n * (n + 1) / 2) / (n * m)) if n and m else np.nan


if __name__ == "__main__":
    sys.exit(main())
