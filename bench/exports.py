"""A million rows from CSV to the redacted store beside a bare read of the same file; twice as many; a month more.

    PYTHONPATH=. .venv/bin/python bench/exports.py [--quick] [--folder FOLDER]

The export has 10 columns and cells of several lines. Everything measured runs in a process of its own, so that its
peak memory (largest resident set) is its own. ``bare`` is `pyarrow.csv` with newlines in values, on the same file, in
the same run. ``--folder`` keeps the exports for the next run; ``--quick`` takes a twentieth of the rows, and not
twice as many.
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

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from bars import AT_MOST, bar
from pyarrow import csv
from python_calamine import CalamineWorkbook
from sides.memory import peak_mib

from toil.sample import generate_tickets, write_export
from toil.steps import open_study

ROWS, WORKBOOK_ROWS = 1_000_000, 50_000
QUICK = 20
"""What ``--quick`` divides the rows by; a workbook has that share of the rows."""
HEADERS = (
    "number", "opened_at", "sys_updated_on", "resolved_at", "priority", "assignment_group", "caller_id",
    "short_description", "description", "close_notes",
)  # fmt: skip
RATIO, PEAK_GIB, MONTH_RATIO = 6.0, 2.0, 1.5
MONTH_RUNS = 3
STUDY = """
[study]
published_key = "benchmark-key-not-secret"
[exports]
files = [{files}]
[squads.all]
groups = [{groups}]
"""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="a twentieth of the rows")
    arguments.add_argument("--folder", type=Path, help="keep the exports here")
    arguments.add_argument("--job", nargs="+", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.job:
        job, *inputs = chosen.job
        print(json.dumps(timed(JOBS[job], *map(Path, inputs))))
        return 0
    rows = ROWS // QUICK if chosen.quick else ROWS
    with tempfile.TemporaryDirectory() as scratch:
        return compare((chosen.folder or Path(scratch)) / str(rows), rows, quick=chosen.quick)


def compare(folder: Path, rows: int, *, quick: bool) -> int:
    """Measure everything once, a month three times unless *quick*; print it, and return 1 if a bar falls short."""
    if not (folder / "groups.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        again("generate", str(folder), str(rows))
    whole, months = folder / "all.csv", sorted(folder.glob("month_*.csv"))
    print(f"{rows:,} rows, {whole.stat().st_size / 1e6:,.0f} MB, {len(HEADERS)} columns")
    print(f"{'':<44}{'seconds':>9}{'cpu s':>8}{'peak GiB':>10}")
    bare = show("pyarrow.csv, bare", again("bare", str(whole)))
    ours = show("to the redacted store", again("load", study(folder, "whole", [whole])))
    twice = None
    if not quick:
        twice = show("twice the rows", again("load", study(folder, "double", [folder / "twice.csv"])))
    workbook = folder / "book.xlsx"
    show(f"calamine, bare, {of_workbook(rows):,} rows", again("calamine", str(workbook)))
    show("workbook to the redacted store", again("load", study(folder, "workbook", [workbook])))
    alone, added = [], []
    for _ in range(1 if quick else MONTH_RUNS):
        alone.append(show("last month, alone", again("load", study(folder, "alone", months[-1:]))))
        show("five months", again("load", study(folder, "growing", months[:-1])))
        added.append(show("the same and the last month", again("load", study(folder, "growing", months, keep=True))))
    bars = [
        (f"exports_time_beside_bare_read_{rows}", ours["seconds"] / bare["seconds"], RATIO),
        (f"exports_peak_gib_{rows}", ours["gib"], PEAK_GIB),
        ("exports_month_added_beside_alone", least(added) / least(alone), MONTH_RATIO),
    ]
    if twice:
        bars.append((f"exports_peak_gib_{2 * rows}", twice["gib"], PEAK_GIB))
    reached = [bar(name, value, bound, AT_MOST) for name, value, bound in bars]
    return int(not all(reached))


def again(job: str, *inputs: str) -> dict[str, float]:
    """Run *job* in a process of its own and return what it measured."""
    command = [sys.executable, __file__, "--job", job, *inputs]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def least(runs: list[dict[str, float]]) -> float:
    """Return the seconds of the fastest of *runs*."""
    return min(run["seconds"] for run in runs)


def show(name: str, figures: dict[str, float]) -> dict[str, float]:
    print(f"{name:<44}{figures['seconds']:>9.2f}{figures['cpu']:>8.1f}{figures['gib']:>10.2f}", flush=True)
    return figures


def timed(work: Callable[..., None], *inputs: Path) -> dict[str, float]:
    """Return the seconds, the processor's seconds and the peak GiB of *work*."""
    started, worked = time.perf_counter(), time.process_time()
    work(*inputs)
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    return {"seconds": seconds, "cpu": cpu, "gib": peak_mib() / 2**10}


def study(folder: Path, name: str, files: list[Path], *, keep: bool = False) -> str:
    """Write a study of one squad that holds every group; without a store, unless *keep*."""
    place = folder / name
    place.mkdir(exist_ok=True)
    if not keep:
        subprocess.run(["rm", "-rf", str(place / "store")], check=True)
    groups = json.dumps(json.loads((folder / "groups.json").read_text()), ensure_ascii=False)[1:-1]
    quoted = json.dumps([str(file.absolute()) for file in files])[1:-1]
    (place / "toil.toml").write_text(STUDY.format(files=quoted, groups=groups), encoding="utf-8")
    return str(place)


def generate(folder: Path, rows: Path) -> None:
    """Write the exports: all rows, twice as many, six months of a third of them, and a workbook."""
    tickets = generate_tickets(int(str(rows)))
    write_export(folder / "wide.csv", tickets)
    (folder / "groups.json").write_text(json.dumps(sorted(tickets["group"].unique())))
    del tickets
    options = csv.ConvertOptions(column_types=dict.fromkeys(HEADERS, pa.string()), include_columns=list(HEADERS))
    parsing = csv.ParseOptions(newlines_in_values=True)
    table = csv.read_csv(folder / "wide.csv", convert_options=options, parse_options=parsing)
    (folder / "wide.csv").unlink()
    csv.write_csv(table, folder / "all.csv")
    others = table.set_column(0, "number", pc.binary_join_element_wise(table["number"], "2", ""))
    csv.write_csv(pa.concat_tables([table, others]), folder / "twice.csv")
    del others
    third = table.take(pa.array(range(0, len(table), 3)))
    months = pc.utf8_slice_codeunits(third["opened_at"], 0, 7)
    for month in sorted(pc.unique(months).to_pylist()):
        csv.write_csv(third.filter(pc.equal(months, month)), folder / f"month_{month}.csv")
    with xlsxwriter.Workbook(folder / "book.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        listed = table.slice(0, of_workbook(len(table)))
        for place, row in enumerate(zip(*listed.to_pydict().values(), strict=True), start=1):
            sheet.write_row(place, 0, row)


def of_workbook(rows: int) -> int:
    """Return the rows of the workbook beside an export of *rows*."""
    return min(WORKBOOK_ROWS, rows // QUICK)


def bare(path: Path) -> None:
    """Read the export as Arrow does by itself."""
    csv.read_csv(path, parse_options=csv.ParseOptions(newlines_in_values=True))


def calamine(path: Path) -> None:
    """Read the workbook as calamine does by itself."""
    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def load(folder: Path) -> None:
    """Load a study's exports into its store."""
    _ = open_study(folder).intake


JOBS: dict[str, Callable[..., None]] = {"generate": generate, "bare": bare, "calamine": calamine, "load": load}


if __name__ == "__main__":
    sys.exit(main())
