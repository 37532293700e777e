"""A report's folder, written whole or not at all."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from toil.i18n import Wording
from toil.publish.chart_files import CHARTS, chart_files
from toil.publish.page import render_html, render_questionnaire, render_refusal
from toil.publish.report import Report
from toil.publish.slides import write_slides
from toil.publish.slo import render_slo
from toil.publish.tables import PRIVATE, WORKLOAD, write_tables
from toil.settings import Study

if TYPE_CHECKING:
    from toil.exports import Fitness, Intake

_LOG = logging.getLogger(__name__)
_PAGE = "report.html"
_OURS = (
    _PAGE, "questionnaire.html", "slides.pptx", "candidates.csv", "tickets.csv", "moves.csv",
    "decisions.csv", "progress.csv", "resolved_alike.csv", "frames.csv", "tables.xlsx", "candidates.json",
    "tickets.parquet",
    "charts/pareto.csv", "charts/themes.csv", "charts/trends.csv", "charts/volume.csv",
    "charts/budget.csv", "charts/budgets.csv", "charts/sensitivity.csv", "charts/shared.csv",
    "charts/progress_months.csv",
    *(f"charts/{name}.svg" for name in CHARTS),
    "slo.md", *(f"workload/{name}.csv" for name in WORKLOAD),
)  # fmt: skip


class RefusedMonth(Protocol):
    """What a refusal page needs of a squad's month."""

    @property
    def squad(self) -> str:
        """The squad's name in the study."""

    @property
    def month(self) -> str:
        """The report month."""

    @property
    def study(self) -> Study:
        """The study file."""

    @property
    def wording(self) -> Wording:
        """The reader's language."""

    def fitness(self) -> Fitness:
        """Return why it is refused."""

    def intake(self) -> Intake:
        """Return what the loader found."""

    def facts(self) -> pd.DataFrame:
        """Return table ``runs``."""


def write_report(report: Report, folder: Path, wording: Wording, page: str = "") -> None:
    """Write page, slides and tables of *report* into *folder*; each file is complete or as it was before.

    *page* is the page as `render_html` made it, where it is at hand; empty renders it. Other files in *folder* (the
    executed notebook, ``status.json``) are left alone.
    """

    def write(partial: Path) -> None:
        write_tables(report, partial)
        write_slides(report, partial / "slides.pptx", wording)
        write_page(partial / "questionnaire.html", render_questionnaire(report, wording))
        write_page(partial / "slo.md", render_slo(report, wording))
        for name, chart in chart_files(report, wording).items():
            write_page(partial / f"charts/{name}.svg", chart)
        write_page(partial / _PAGE, page or render_html(report, wording))

    _write_whole(folder, write)
    _LOG.info("report %s %s: %d candidates written", report.squad, report.month, len(report.candidates))


def write_refusal(steps: RefusedMonth, folder: Path) -> None:
    """Write the one page that says why there is no report; files of an earlier report of that month go."""
    page = render_refusal(
        steps.study, steps.squad, steps.month, steps.fitness(), steps.intake(), steps.facts(), steps.wording
    )
    _write_whole(folder, lambda partial: write_page(partial / _PAGE, page))
    _LOG.info("report %s %s: refused", steps.squad, steps.month)


def write_page(path: Path, page: str) -> None:
    """Write *page* to *path*, which only its owner can read."""
    path.touch(mode=PRIVATE)
    path.write_text(page, encoding="utf-8", newline="\n")


def _write_whole(folder: Path, write: Callable[[Path], None]) -> None:
    """Let *write* fill a folder beside *folder*, then move its files over, the page last; what it lacks goes."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write(partial)
        made = {path.relative_to(partial).as_posix() for path in partial.rglob("*") if path.is_file()}
        assert made <= set(_OURS), f"not in the list of a report's files: {sorted(made - set(_OURS))}"
        for name in reversed(_OURS):
            if (partial / name).exists():
                (folder / name).parent.mkdir(exist_ok=True)
                (partial / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
