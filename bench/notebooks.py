"""What a notebook costs beyond its analysis: the executed notebook against the same calls in this process.

    .venv/bin/python bench/notebooks.py [--quick]

The steps are computed before the clock starts, so both sides read the store, draw and write the same report.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from toil.publish import framed, render_html, write_report
from toil.runs import notebook_folder, run_notebook
from toil.steps import Steps, open_steps

BOUND_SECONDS = 5.0
STUDY = Path(__file__).parents[1] / "toil.toml"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="one run instead of three")
    runs = 1 if arguments.parse_args().quick else 3
    squad = "acessos"
    open_steps(STUDY, squad).report()
    with tempfile.TemporaryDirectory() as folder:
        notebook = shortest(runs, lambda: execute(squad, Path(folder)))
        calls = shortest(runs, lambda: write(open_steps(STUDY, squad), Path(folder)))
    overhead = notebook - calls
    print(
        f"executed notebook {notebook:6.2f} s\nsame calls        {calls:6.2f} s\noverhead          {overhead:6.2f} s"
    )
    fits = overhead <= BOUND_SECONDS * 1.5  # absolute times are noise here: short only above 1.5 times the bound
    print(f"BAR notebook_overhead_seconds {overhead:.2f} {BOUND_SECONDS} {'ok' if fits else 'short'}")
    return 0 if fits else 1


def shortest(runs: int, work: Callable[[], None]) -> float:
    """Return the least wall time of *runs* runs, in seconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def execute(squad: str, folder: Path) -> None:
    notebook = notebook_folder() / "04_candidates.ipynb"
    parameters = {"study": str(STUDY), "squad": squad, "output": str(folder / "report")}
    run_notebook(notebook, folder / notebook.name, parameters)


def write(steps: Steps, folder: Path) -> None:
    report = steps.report()
    write_report(report, folder / "report", steps.wording)
    framed(render_html(report, steps.wording))


if __name__ == "__main__":
    sys.exit(main())
