"""Works that people begin in several ways and go on in several others: are they whole? Beside k-means.

    .venv/bin/python bench/wordings.py [--quick]

Sixteen works of `wordings.toml` in Portuguese and English, of volumes by Zipf's law; where TOIL_SHARED_DATA is there,
out-of-scope questions of clinc150 beside them as one-offs. In sets called short a third of the tickets only begin.
`works cut` counts those of which no pattern holds nine tenths. Bars are our own; `--quick` is one draw of two sizes.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from bars import AT_LEAST, bar
from datasets import SHARED, clinc150
from scores import score
from small import kmeans, mean_of

from toil.patterns import TicketClusterer

SIZES, DRAWS = (600, 2000, 8000), 3
SHORT = {"": 0.0, "_short": 1 / 3}
ZIPF = 0.8
GREETINGS = ("", "Hello team,\n", "Hi,\n", "Bom dia,\n")
ENDINGS = ("", "\nThanks", "\nRegards,", "\nObrigado")
WHOLE = 0.9
FIGURES = ("ari", "v_measure", "found", "repeats", "one_offs", "top_f1")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="one draw of two sizes")
    quick = arguments.parse_args().quick
    print(f"{'tickets':<12}{'side':<18}" + "".join(f"{name:>11}" for name in FIGURES) + f"{'works cut':>11}")
    ok = True
    for size, (kind, short) in product(SIZES[:2] if quick else SIZES, SHORT.items()):
        name = f"{size}{kind}"
        drawn = [draw(size, short, seed) for seed in range(1 if quick else DRAWS)]
        sides = {
            "toil": [TicketClusterer().fit(texts).labels_ for texts, _ in drawn],
            "k-means, true k": [kmeans(texts, truth) for texts, truth in drawn],
        }
        means = {}
        for side, found in sides.items():
            pairs = [(truth, labels) for (_, truth), labels in zip(drawn, found, strict=True)]
            means[side] = mean_of([score(*pair) for pair in pairs])
            cut = np.mean([works_cut(*pair) for pair in pairs])
            print(f"{name:<12}{side:<18}" + "".join(f"{means[side][f]:>11.3f}" for f in FIGURES) + f"{cut:>11.1f}")
        if not short:
            ok &= bar(f"wordings_{name}_ari", means["toil"]["ari"], 0.9, AT_LEAST)
        ok &= bar(f"wordings_{name}_ari_over_kmeans", means["toil"]["ari"] / means["k-means, true k"]["ari"], 1.0)
    return 0 if ok else 1


def draw(size: int, short: float, seed: int) -> tuple[list[str], np.ndarray]:
    """Return *size* tickets of the works, a share of them *short*, and one-offs; and what each is of ("": none)."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    works, rng = content["works"], np.random.default_rng(seed)
    share = 1 / np.arange(1, len(works) + 1) ** ZIPF
    names = rng.choice(rng.permutation(list(works)), size, p=share / share.sum())
    texts = [_write(works[name], rng.random() < short, content["fillings"], rng) for name in names]
    others = _one_offs()
    return texts + others, np.array([*names, *[""] * len(others)], dtype=object)


def works_cut(truth: np.ndarray, labels: np.ndarray) -> int:
    """Return how many kinds of work have no pattern that holds nine tenths of their tickets."""
    tickets = pd.crosstab(truth[truth != ""], labels[truth != ""])
    largest = tickets.drop(columns=-1, errors="ignore").max(axis=1)
    return int((largest < WHOLE * tickets.sum(axis=1)).sum())


def _write(work: dict[str, list[str]], short: bool, fillings: list[str], rng: np.random.Generator) -> str:
    begins, goes_on = (rng.choice(work[part]) for part in ("begins", "goes_on"))
    text = begins if short else f"{begins}\n{rng.choice(GREETINGS)}{goes_on}{rng.choice(ENDINGS)}"
    return text.format(n=rng.integers(100, 99999), w=rng.choice(fillings))


def _one_offs() -> list[str]:
    if not SHARED.exists():
        return []
    questions = clinc150()
    known = questions.truths[0]
    return [questions.texts[row] for row in known.rows[known.labels == ""]]


if __name__ == "__main__":
    sys.exit(main())
