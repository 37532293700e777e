"""Patterns beside their peers on planted and hand-labelled truth: one command, one run, one table.

    .venv/bin/python bench/patterns.py [--quick] [--without SIDE ...] [--only DATASET ...]

First the sample, squad by squad over its six months, as the product does it. Then every side gets the same texts,
each in a process of its own. Peers and their models are installed once into ``.bench-venv``; nothing is fetched
while a side runs. Public data are looked for in the folder that ``TOIL_SHARED_DATA`` names. Seconds leave out imports
and the loading of a model; memory is the largest resident set of the process, imports and model counted. ``--quick``
takes a minute: small sets, no models, no BERTopic. Exit 1 if a bar is short.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from bars import AT_MOST, LANGUAGE_GAP, Result, Results, bar, judge
from datasets import PUBLIC, ROOT, SHARED, DataSet, generated
from peers import ALL, Side, install_peers, left_out, run_side, write_input
from scores import score

from toil.exports import load_exports
from toil.patterns import fit_patterns
from toil.privacy import read_key
from toil.settings import read_study
from toil.text import build_templates

SAMPLE_ARI, SAMPLE_FOUND, SAMPLE_ONE_OFFS = 0.90, 0.85, 0.10
SIZES, QUICK = (10_000, 100_000), ("generated_10k", "home_assistant")
HEADER = (
    f"{'data set':22}{'side':22}{'ARI':>7}{'V':>7}{'cover':>7}{'found':>7}{'repeats':>9}{'one-offs':>10}{'top-20':>8}"
    f"{'patterns':>10}{'seconds':>9}{'peak MiB':>10}"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a minute: small sets, no models, no BERTopic")
    parser.add_argument("--without", nargs="*", default=[], choices=[side.name for side in ALL], help="sides to skip")
    parser.add_argument("--only", nargs="*", default=[], help="data sets to run instead of all")
    chosen = parser.parse_args()
    sides = [side for side in ALL if side.name not in chosen.without]
    if not chosen.quick:
        install_peers()
    ok = [] if chosen.only else sample_bars()
    print("\n" + HEADER)
    results: Results = {}
    for dataset in datasets(chosen.only or (QUICK if chosen.quick else ())):
        ok += compare(dataset, sides, results, quick=chosen.quick)
    print()
    return 0 if all([*ok, judge(results)]) else 1


def datasets(wanted: tuple[str, ...]) -> Iterator[DataSet]:
    """Yield the data sets that are here, *wanted* ones only if any are named."""
    for size in SIZES:
        if not wanted or f"generated_{size // 1000}k" in wanted:
            yield generated(size)
    for name, load in PUBLIC.items():
        if wanted and name not in wanted:
            continue
        if SHARED.is_dir():
            yield load()
        else:
            print(f"{name:22}not here: TOIL_SHARED_DATA names no folder of public data")


def sample_bars() -> list[bool]:
    """Print the scores of each squad of the sample; judge the worst of each."""
    study = read_study(ROOT / "toil.toml")
    tickets = load_exports(study, read_key(study, create=False)).tickets
    truth = pd.read_csv(ROOT / "data" / "sample" / "truth.csv", dtype="str", keep_default_na=False)
    planted = tickets["ticket_id"].map(truth.set_index("ticket_id")["pattern"])
    print(f"{'sample squad':22}{'tickets':>9}{'patterns':>10}{'ARI rep.':>10}{'found':>8}{'one-offs':>10}")
    rows = []
    for squad in sorted(study.squads):
        mine = (tickets["squad"] == squad).to_numpy()
        own = tickets[mine].reset_index(drop=True)
        fit = fit_patterns(own, *build_templates(own), draws=0)
        s = score(planted[mine].to_numpy(dtype=object), pd.factorize(fit.ticket_patterns["pattern_id"])[0])
        rows.append(s)
        print(f"{squad:22}{len(own):9,}{s.patterns:10}{s.ari_repeated:10.3f}{s.found:8.3f}{s.one_offs:10.3f}")
    return [
        bar("sample_ari_repeated_worst_squad", min(s.ari_repeated for s in rows), SAMPLE_ARI),
        bar("sample_repeated_found_worst_squad", min(s.found for s in rows), SAMPLE_FOUND),
        bar("sample_one_offs_placed_worst_squad", max(s.one_offs for s in rows), SAMPLE_ONE_OFFS, AT_MOST),
    ]


def compare(dataset: DataSet, sides: list[Side], results: Results, *, quick: bool) -> list[bool]:
    """Run *sides* on *dataset*, print a line a truth and side, enter them into *results*; judge languages."""
    ok = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_input(dataset, folder)
        for side in sides:
            reason = left_out(side, dataset, quick=quick)
            run = {"not_available": reason} if reason else run_side(side, folder)
            if "not_available" in run:
                reason = reason or f"not available: {run['not_available']}"
                print(f"{dataset.name:22}{side.title:22}{reason}", flush=True)
                continue
            labels = np.array(run["labels"])
            for truth in dataset.truths:
                scores = score(truth.labels, labels[truth.rows])
                results[truth.name, side.name] = Result(scores, run["seconds"], run["peak_mib"])
                show(truth.name, side.title, results[truth.name, side.name])
            if len(dataset.languages) and side.name in ("ours", "semantic"):
                ok += by_language(dataset, side, labels)
    return ok


def show(truth: str, side: str, result: Result) -> None:
    """Print one line of the table."""
    s = result.scores
    print(
        f"{truth:22}{side:22}{s.ari:7.3f}{s.v_measure:7.3f}{s.coverage:7.3f}{s.found:7.3f}{s.repeats:9.3f}"
        f"{s.one_offs:10.3f}{s.top_f1:8.3f}{s.patterns:10}{result.seconds:9.2f}{result.peak_mib:10.0f}",
        flush=True,
    )


def by_language(dataset: DataSet, side: Side, labels: np.ndarray) -> list[bool]:
    """Print V-measure language by language; without a model, judge how far the worst is from the best."""
    truth = dataset.truths[0].labels
    languages = sorted(set(dataset.languages))
    inside = [dataset.languages == language for language in languages]
    values = [score(truth[rows], labels[rows]).v_measure for rows in inside]
    told = "  ".join(f"{language} {value:.3f}" for language, value in zip(languages, values, strict=True))
    print(f"{dataset.name:22}{side.title:22}V by language: {told}", flush=True)
    if side.name != "ours":
        return []
    return [bar(f"{dataset.name}_v_gap_between_languages", max(values) - min(values), LANGUAGE_GAP, AT_MOST)]


if __name__ == "__main__":
    sys.exit(main())
