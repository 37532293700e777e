"""One month of every squad: steps first, then the notebooks in threads (kernels are processes), then the index."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from toil.errors import RunError
from toil.exports.counts import UNREADABLE
from toil.publish import Report, write_index, write_refusal
from toil.runs.notebooks import at_home, find_notebooks, run_notebook
from toil.runs.portfolio import run_portfolio_notebook, write_together
from toil.runs.status import (
    Outcome,
    failed_status,
    finished_status,
    is_unchanged,
    one_line,
    refused_status,
    write_status,
)
from toil.steps import Steps, StudySteps

_LOG = logging.getLogger(__name__)

REPORT_NOTEBOOK, PORTFOLIO_NOTEBOOK = "04_candidates", "06_portfolio"
OUTSIDE = "outside squads"
"""Reason of rows whose group is no squad's."""
WORTH_A_LINE = (
    "file ends in the middle of a row",
    "repeated file",
    "id damaged by a spreadsheet",
    "date unreadable",
    "group of the study not in the exports",
    "file that is no export",
)
"""Reasons of ``intake_counts`` that whoever watches a log should see before anybody reads a report."""


def run_study(
    parent: StudySteps,
    *,
    month: str = "",
    squads: Sequence[str] = (),
    jobs: int = 2,
    force: bool = False,
    notebooks: Sequence[str] = (REPORT_NOTEBOOK,),
    exports: Sequence[str] = (),
    say: Callable[[str], None] = _LOG.info,
) -> list[Outcome]:
    """Report *month* for each squad into ``reports/<month>/<squad>/``, and write ``reports/index.html``.

    The page of all squads goes into ``reports/<month>/`` once each has a report of the same exports; the notebook of
    the portfolio, if it is asked for, runs once, after the squads, into the same folder.

    Parameters
    ----------
    parent : StudySteps
        The study with its exports loaded.
    month : str
        YYYY-MM; empty is the latest month that the exports cover whole.
    squads : sequence of str
        Empty is all squads of the study.
    jobs : int
        Notebooks executed at a time.
    force : bool
        Whether squads whose inputs, settings and code are unchanged run again.
    notebooks : sequence of str
        Names of notebooks, or ``all``.
    exports : sequence of str
        Export files that *parent* was opened with instead of the study's own.
    say : callable
        Takes one line of progress.

    Returns
    -------
    list of Outcome
        One a squad, in the study's order; one more, without a squad, for what fails of all together. A failure is
        an outcome, not an exception.

    Raises
    ------
    SettingsError
        If the month, a squad or a notebook is unknown: nothing has been written then.
    RunError
        If something that is no folder stands where the reports go.
    """
    paths = find_notebooks(tuple(notebooks))
    check_folder(parent.study.folder / "reports")
    wanted = [parent.study.checked_squad(squad) for squad in squads] or list(parent.study.squads)
    asked, month = month, parent.checked_month(month)
    _say_what_was_read(parent, month, say)
    _say_who_has_left(parent.study.folder / "reports" / month, list(parent.study.squads), say)
    _say_what_is_late(parent.intake.intake_days, wanted, month, say, asked=bool(asked))
    with at_home(), ThreadPoolExecutor(max_workers=jobs) as pool:
        of_squads = [path for path in paths if path.stem != PORTFOLIO_NOTEBOOK]
        work = _Work(of_squads, exports, force, pool, say)
        futures = [_start(Steps(parent, squad, month), work) for squad in wanted]
        outcomes = [future.result() for future in futures]
        beside = write_together(parent, month, outcomes, say)
        for path in set(paths) - set(of_squads):
            beside += _run_over_all(parent, month, path, outcomes, work)
    write_index(parent.study.folder / "reports", parent.wording)
    return outcomes + beside


def _run_over_all(
    parent: StudySteps, month: str, notebook: Path, outcomes: Sequence[Outcome], work: _Work
) -> list[Outcome]:
    """Run the notebook of the portfolio, unless nothing changed since it ran."""
    folder = parent.study.folder / "reports" / month
    if (folder / notebook.name).exists() and all(outcome.status == "unchanged" for outcome in outcomes):
        work.say(f"{notebook.stem}: unchanged")
        return []
    parameters = {"study": str(parent.study.path), "month": month, "exports": _absolute(work.exports)}
    return run_portfolio_notebook(notebook, parameters, folder, parent.wording.language, work.say)


def _absolute(exports: Sequence[str]) -> list[str]:
    return [str(Path(path).absolute()) for path in exports]


def check_folder(path: Path) -> None:
    """Raise where a file stands in the place of the folder at *path*: it is somebody's, and stays."""
    if path.exists() and not path.is_dir():
        raise RunError(
            "no folder for the reports", where=str(path), found="a file of that name", do="Move it elsewhere."
        )


def _say_what_was_read(parent: StudySteps, month: str, say: Callable[[str], None]) -> None:
    """Say how much was read, and what of it looks like a broken export; counts and file names only."""
    counts, sources = parent.intake.intake_counts, parent.intake.sources
    outside = int(counts.loc[counts["reason"] == OUTSIDE, "rows"].sum())
    beside = f", {outside} row(s) of groups of no squad" if outside else ""
    say(f"read {len(sources)} file(s), {int(sources['tickets'].sum())} ticket(s){beside}; month {month}")
    for row in _of_nobody(counts, sources).itertuples():
        say(f"notice  {row.file}: no ticket of a squad ({row.rows} row(s) of other groups)")
    for row in counts[counts["reason"].isin(WORTH_A_LINE)].itertuples():
        place = "".join(f"{name}: " for name in (row.file, row.squad) if name != "*")
        say(f"notice  {place}{row.reason} ({row.rows})")


def left_out(parent: StudySteps) -> list[str]:
    """Return the names of exports that can't be read, where the study lets a run go on without them."""
    counts = parent.intake.intake_counts
    return counts.loc[counts["reason"] == UNREADABLE, "file"].tolist()


def _say_who_has_left(folder: Path, squads: Sequence[str], say: Callable[[str], None]) -> None:
    """Say which reports of the month are of no squad of the study: of one that was renamed, the index counts both."""
    for path in sorted(folder.glob("*/status.json")):
        if path.parent.name not in squads:
            say(f"notice  {path.parent}: of no squad in the study now; if it was renamed, remove this folder")


def _say_what_is_late(
    days: pd.DataFrame, squads: Sequence[str], month: str, say: Callable[[str], None], *, asked: bool
) -> None:
    """Say which month is left for now, and which squads lack tickets: perhaps an export has not come yet.

    *days* has the contract ``intake_days``; a squad without any ticket is another notice's.
    """
    latest = days[days["squad"].isin(squads)].groupby("squad")["day"].max()
    if len(latest) and not asked and latest.max()[:7] > month:
        day, later = latest.max(), latest.max()[:7]
        say(f"notice  {later} is not whole, its last ticket is of {day}; --month {later} reports it all the same")
    for squad in [squad for squad in squads if squad in latest and latest[squad][:7] < month]:
        say(f"notice  {squad}: no ticket in {month}, the last is of {latest[squad]}; is an export missing?")


def _say_what_had_no_effect(report: Report, say: Callable[[str], None]) -> None:
    """Say how many decisions had no effect and what of the survey was of no use: nobody writes them for nothing."""
    if idle := len(report.misfits):
        say(f"notice  {report.squad}: {idle} decision(s) without effect; the report's decisions.csv says why")
    for row in report.survey_problems.itertuples():
        say(f"notice  {report.squad}: survey: {row.reason} ({row.rows})")


def _of_nobody(counts: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of rows of no squad in files that give no ticket: perhaps a squad's groups lack a name."""
    idle = sources.loc[sources["tickets"] == 0, "file"]
    return counts[(counts["reason"] == OUTSIDE) & counts["file"].isin(idle)]


def report_folder(steps: Steps) -> Path:
    """Return the folder of a squad's month."""
    return steps.study.folder / "reports" / steps.month / steps.squad


@dataclass(frozen=True)
class _Work:
    """What all squads of a run share."""

    notebooks: list[Path]
    exports: Sequence[str]
    force: bool
    pool: ThreadPoolExecutor
    say: Callable[[str], None]


def _start(steps: Steps, work: _Work) -> Future[Outcome]:
    """Compute a squad's steps here, then leave its notebooks to the pool; what needs no kernel is done at once."""
    started, folder = time.monotonic(), report_folder(steps)

    def done(status: str, error: str = "", *, why: str = "") -> Outcome:
        outcome = Outcome(steps.squad, steps.month, status, folder, time.monotonic() - started, error)
        said = error or why
        work.say(f"{outcome.squad}: {status} ({outcome.seconds:.1f} s){': ' + said if said else ''}")
        return outcome

    def failed(error: Exception) -> Outcome:
        _LOG.debug("%s failed", steps.squad, exc_info=error)
        with suppress(OSError):  # where nothing can be written, the line that is said must do
            write_status(folder, failed_status(steps, error, folder))
        return done("failed", one_line(error))

    try:
        fingerprint = steps.fingerprint()
        if not work.force and is_unchanged(folder, fingerprint, work.notebooks):
            return _finished(done("unchanged"))
        fit = steps.fitness()
        if fit.status == "refused":
            write_refusal(steps, folder)
            write_status(folder, refused_status(steps, fingerprint, folder))
            return _finished(done("refused", why=fit.reasons[0]))
        work.say(f"{steps.squad}: computing {steps.month}")
        report = steps.report()
        _say_what_had_no_effect(report, work.say)
    except Exception as error:  # one squad's failure stops no other, whatever it is
        return _finished(failed(error))

    def execute() -> Outcome:
        status = "ok" if fit.status == "fit" else fit.status
        try:
            for notebook in work.notebooks:
                parameters = _parameters(steps, notebook, work.exports)
                run_notebook(notebook, folder / notebook.name, parameters, language=steps.wording.language)
            steps.publish_ids()
            write_status(folder, finished_status(report, status, fingerprint, folder))
        except Exception as error:
            return failed(error)
        return done(status, why="" if status == "ok" else " ".join(fit.reasons))

    return work.pool.submit(execute)


def _parameters(steps: Steps, notebook: Path, exports: Sequence[str]) -> dict[str, object]:
    parameters: dict[str, object] = {
        "study": str(steps.study.path),
        "squad": steps.squad,
        "month": steps.month,
        "exports": _absolute(exports),
    }
    return parameters | ({"output": str(report_folder(steps))} if notebook.stem == REPORT_NOTEBOOK else {})


def _finished(outcome: Outcome) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    future.set_result(outcome)
    return future
