"""Time and memory of the clustering on 10,000 to 1,000,000 generated tickets, stage by stage.

    .venv/bin/python bench/patterns_scale.py [--quick] [--folder FOLDER]

Each size is clustered in a process of its own, beside ``HashingVectorizer(ngram_range=(1, 2)).transform`` on the same
texts in the same run; then, as the product does it, a month after five whose texts are masked already. Texts are
generated first and not timed; ``--folder`` keeps them for the next run. Memory is the largest resident set of the
measured process, the texts counted. ``--quick`` leaves out the million. Exit 1 if a bar is short.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bars import AT_MOST, bar
from stages import STAGES

SIZES = (10_000, 100_000, 1_000_000)
RATIO, GIB, GROWTH = 2.0, 2.5, 1.5
"""Most of HashingVectorizer's time and of memory at 1,000,000, and of the seconds a ticket at the size before."""
MONTH_MOST = 100_000
"""Tickets of the largest window in which a month is added: a squad's, not a bank's."""
MONTH = 1.5
"""Most that a month after five known ones may take of what it takes alone: "little more"."""
RATIO_AIM = 1.3
JOBS = Path(__file__).parent / "scale_jobs.py"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="10,000 and 100,000 tickets only")
    parser.add_argument("--folder", type=Path, help="keep the generated texts here")
    chosen = parser.parse_args()
    sizes = SIZES[:2] if chosen.quick else SIZES
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch)
        runs = {size: run_size(size, folder) for size in sizes}
    print_table(runs)
    return 0 if judge(runs) else 1


def run_size(size: int, folder: Path) -> dict[str, dict]:
    """Run every job on *size* tickets, each in a process of its own; return what they measured."""
    texts = folder / f"{size}.parquet"
    if not texts.exists():
        folder.mkdir(parents=True, exist_ok=True)
        start("generate", texts, size)
    jobs = ("hash", "cluster", "stream", "month") if size <= MONTH_MOST else ("hash", "cluster", "stream")
    return {job: start(job, texts, size) for job in jobs}


def start(job: str, texts: Path, size: int) -> dict:
    """Run one job of ``scale_jobs.py`` in a process of its own; return what it printed."""
    command = [sys.executable, JOBS, job, texts, str(size)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout or "{}")


def print_table(runs: dict[int, dict[str, dict]]) -> None:
    """Print seconds and share of each stage, one column a size."""
    print(f"{'tickets':26}" + "".join(f"{size:>19,}" for size in runs))
    print(f"{'stage':26}" + f"{'seconds':>12}{'share':>7}" * len(runs))
    for stage in (*STAGES, "rest"):
        line = f"{stage:26}"
        for run in runs.values():
            seconds = run["cluster"]["stages"].get(stage, 0.0)
            line += f"{seconds:>12.2f}{seconds / run['cluster']['seconds']:>7.0%}"
        print(line)
    rows = (
        ("total", "cluster", "seconds", ".2f"),
        ("peak MiB", "cluster", "peak_mib", ",.0f"),
        ("patterns", "cluster", "patterns", ",d"),
        ("HashingVectorizer", "hash", "seconds", ".2f"),
        ("its peak MiB", "hash", "peak_mib", ",.0f"),
        ("a month alone", "month", "alone", ".2f"),
        ("after five known ones", "month", "added", ".2f"),
        ("all six anew", "month", "anew", ".2f"),
    )
    for title, job, value, form in rows:
        told = [format(run[job][value], form) if job in run else "-" for run in runs.values()]
        print(f"{title:26}" + "".join(f"{text:>12}{'':7}" for text in told))
    ratios = (run["cluster"]["seconds"] / run["hash"]["seconds"] for run in runs.values())
    print(f"{'times HashingVectorizer':26}" + "".join(f"{ratio:>12.2f}{'':7}" for ratio in ratios))
    unknown = sorted({name for run in runs.values() for name in run["cluster"]["unknown"]})
    if unknown:
        print("in the rest, because the code has no such step any more:", ", ".join(unknown))


def judge(runs: dict[int, dict[str, dict]]) -> bool:
    """Print the bars; return whether all are reached."""
    before, largest = list(runs)[-2:]
    run, month = runs[largest], runs[MONTH_MOST]["month"]
    each = {size: runs[size]["cluster"]["seconds"] / size for size in (before, largest)}
    ok = [
        bar(f"peak_gib_{largest}", run["cluster"]["peak_mib"] / 1024, GIB, AT_MOST),
        bar(f"seconds_a_ticket_{largest}_over_{before}", each[largest] / each[before], GROWTH, AT_MOST),
        bar(f"month_after_five_over_alone_{MONTH_MOST}", month["added"] / month["alone"], MONTH, AT_MOST),
        bar("sizes_with_the_same_labels_streamed", sum(_same_labels(r) for r in runs.values()), len(runs)),
    ]
    if largest < SIZES[-1]:
        print(f"not judged in this run: times_hashing_vectorizer_{SIZES[-1]}")
        return all(ok)
    ratio = run["cluster"]["seconds"] / run["hash"]["seconds"]
    ok.append(bar(f"times_hashing_vectorizer_{largest}", ratio, RATIO, AT_MOST))
    print(f"AIM times_hashing_vectorizer_{largest} {ratio:.3f} {RATIO_AIM} {_reached(ratio <= RATIO_AIM)}")
    return all(ok)


def _same_labels(run: dict[str, dict]) -> bool:
    return run["cluster"]["labels"] == run["stream"]["labels"]


def _reached(ok: bool) -> str:
    return "reached" if ok else "not yet"


if __name__ == "__main__":
    sys.exit(main())
