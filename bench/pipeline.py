"""A million generated tickets from CSV to candidates in one process: time and memory of each stage, and their growth.

    .venv/bin/python bench/pipeline.py [--quick] [--folder FOLDER]

All tickets stand in one squad, the hardest case: one fit over everything. Each size is generated in a process of its
own and measured in another, so that neither's memory counts for the other. ``--folder`` keeps the exports for the
next run. Memory is the largest resident set of the measured process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sides.memory import peak_mib

from toil.candidates import count_pattern_months, estimate_effort, score_candidates
from toil.exports import load_exports
from toil.patterns import fit_patterns
from toil.privacy import read_key
from toil.sample import generate_tickets, write_export
from toil.settings import Study, months_back, parse_study
from toil.text import build_templates
from toil.workload import find_episodes, summarise_months

MONTH = "2026-09"
BOUND_GIB = 3.0
BOUND_GROWTH = 12.0
SIZES = (10_000, 100_000, 1_000_000)
GROUPS = (
    "ACESSOS N1", "ACESSOS N2", "TERMINAIS SUPORTE", "TERMINAIS CAPTURA", "LIQUIDACAO OPERACAO",
    "LIQUIDACAO SISTEMAS", "PLATAFORMA BANCO DE DADOS", "PLATAFORMA MIDDLEWARE", "PLATAFORMA INFRA",
    "Canais Digitais", "Canais Digitais > Sustentação",
)  # fmt: skip
Result = TypeVar("Result")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="10,000 and 100,000 tickets only")
    arguments.add_argument("--folder", type=Path, help="keep the exports here")
    arguments.add_argument("--generate", type=int, help=argparse.SUPPRESS)
    arguments.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.generate:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        write_export(chosen.folder / f"{chosen.generate}.csv", generate_tickets(chosen.generate))
        return 0
    if chosen.measure:
        print(json.dumps(measure(chosen.measure)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        return compare(SIZES[:2] if chosen.quick else SIZES, chosen.folder or Path(scratch))


def compare(sizes: tuple[int, ...], folder: Path) -> int:
    """Measure every size and print the table and the bars; 1 if one falls short."""
    runs = {}
    for size in sizes:
        export = folder / f"{size}.csv"
        if not export.exists():
            again("--generate", str(size), "--folder", str(folder))
        runs[size] = json.loads(again("--measure", str(export)))
    print_table(runs)
    small, large = sizes[-2:]
    growth = runs[large]["total"]["seconds"] / runs[small]["total"]["seconds"]
    peak = runs[large]["total"]["gib"]
    bars = [
        (f"pipeline_growth_{small}_to_{large}", growth, BOUND_GROWTH),
        (f"pipeline_peak_gib_{large}", peak, BOUND_GIB),
    ]
    for name, value, bound in bars:
        print(f"BAR {name} {value:.2f} {bound} {'ok' if value <= bound else 'short'}")
    return int(any(value > bound for _, value, bound in bars))


def again(*options: str) -> str:
    """Run this file in a process of its own and return what it printed."""
    return subprocess.run([sys.executable, __file__, *options], check=True, stdout=subprocess.PIPE, text=True).stdout


def print_table(runs: dict[int, dict[str, dict[str, float]]]) -> None:
    print(f"{'tickets':<16}" + "".join(f"{size:>37,}" for size in runs))
    print(f"{'stage':<16}" + f"{'seconds':>12}{'share':>7}{'cpu s':>8}{'peak GiB':>10}" * len(runs))
    for stage in next(iter(runs.values())):
        row = f"{stage:<16}"
        for run in runs.values():
            share = run[stage]["seconds"] / run["total"]["seconds"]
            row += f"{run[stage]['seconds']:>12.2f}{share:>7.0%}{run[stage]['cpu']:>8.1f}{run[stage]['gib']:>10.2f}"
        print(row)


class Stopwatch:
    """Time and peak memory of named stages, in order."""

    def __init__(self) -> None:
        self.stages: dict[str, dict[str, float]] = {}

    def time(self, stage: str, work: Callable[..., Result], *inputs: object, **options: object) -> Result:
        started, worked = time.perf_counter(), time.process_time()
        result = work(*inputs, **options)
        seconds, cpu = time.perf_counter() - started, time.process_time() - worked
        self.stages[stage] = {"seconds": seconds, "cpu": cpu, "gib": peak_mib() / 2**10}
        return result

    def total(self) -> dict[str, dict[str, float]]:
        sums = {unit: sum(stage[unit] for stage in self.stages.values()) for unit in ("seconds", "cpu")}
        return self.stages | {"total": {**sums, "gib": peak_mib() / 2**10}}


def measure(export: Path) -> dict[str, dict[str, float]]:
    """Run every stage on *export* and return seconds and peak GiB by stage."""
    watch, study = Stopwatch(), study_of(export)
    months, zone, effort = months_back(MONTH, 6), study.study.zone, study.effort
    tickets = watch.time("exports", load_exports, study, read_key(study, create=False)).tickets
    templates, ticket_templates = watch.time("templates", build_templates, tickets)
    fit = watch.time("patterns", fit_patterns, tickets, templates, ticket_templates)
    del templates, ticket_templates
    placed = fit.ticket_patterns
    episodes = watch.time("episodes", find_episodes, tickets, placed, zone=zone, months=months)
    watch.time("squad months", summarise_months, tickets, placed, months=months, zone=zone)
    minutes = watch.time("effort", estimate_effort, tickets, effort, ticket_patterns=placed)
    counted = (tickets, placed, minutes, *episodes)
    volumes = watch.time("pattern months", count_pattern_months, *counted, months=months, effort=effort)
    scored = (tickets, fit.patterns, placed, minutes, *episodes, volumes)
    assumed = {"months": months, "effort": effort, "economics": study.economics}
    watch.time("candidates", score_candidates, *scored, **assumed)
    return watch.total()


def study_of(export: Path) -> Study:
    """Return a study of one squad that holds every group."""
    content = {
        "study": {"published_key": "benchmark-key-not-secret"},
        "exports": {"files": [export.name], "columns": {"u_work_notes_count": "notes"}},
        "squads": {"all": {"groups": list(GROUPS)}},
        "economics": {"rate": 95},
    }
    return parse_study(content, export.parent / "toil.toml")


if __name__ == "__main__":
    sys.exit(main())
