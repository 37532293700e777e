"""All squads of a month together: the page beside their reports, and its notebook where that is asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from toil.publish import read_sum, write_portfolio
from toil.runs.notebooks import run_notebook
from toil.runs.status import Outcome, fingerprint_in, one_line
from toil.steps import Steps, StudySteps, portfolio_of


def write_together(
    parent: StudySteps, month: str, outcomes: Sequence[Outcome], say: Callable[[str], None]
) -> list[Outcome]:
    """Write the page of all squads into ``reports/<month>/``; return its outcome if it failed.

    Nothing is written for one squad, where a squad that did not run has no report of what the exports hold now (its
    steps would have to be computed for it), and where the page is of these very reports.
    """
    folder = parent.study.folder / "reports" / month
    reports = _reports(parent, month, folder, {outcome.squad for outcome in outcomes})
    if len(parent.study.squads) < 2 or not reports or read_sum(folder, reports) is not None:
        return []

    def write() -> None:
        write_portfolio(portfolio_of(parent, month), folder, reports, parent.wording)

    return _tried(write, "portfolio", month, folder, say)


def run_portfolio_notebook(
    notebook: Path, parameters: Mapping[str, object], folder: Path, language: str, say: Callable[[str], None]
) -> list[Outcome]:
    """Execute the notebook over all squads into the month's *folder*; return its outcome if it failed."""

    def run() -> None:
        run_notebook(notebook, folder / notebook.name, parameters, language=language)

    return _tried(run, notebook.stem, str(parameters["month"]), folder, say)


def _reports(parent: StudySteps, month: str, folder: Path, ran: set[str]) -> dict[str, str]:
    """Return the fingerprints of the squads' finished reports; none where one that did not run is of other inputs."""
    found = {squad: fingerprint_in(folder / squad) for squad in parent.study.squads}
    beside = {squad: stated for squad, stated in found.items() if squad not in ran}
    if not all(beside.values()):
        return {}
    if any(Steps(parent, squad, month).fingerprint() != stated for squad, stated in beside.items()):
        return {}
    return {squad: stated for squad, stated in found.items() if stated}


def _tried(do: Callable[[], None], name: str, month: str, folder: Path, say: Callable[[str], None]) -> list[Outcome]:
    started, error = time.monotonic(), ""
    try:
        do()
    except Exception as caught:  # the squads' reports stand, whatever becomes of what is beside them
        error = one_line(caught)
    seconds = time.monotonic() - started
    say(f"{name}: {'failed' if error else 'ok'} ({seconds:.1f} s){': ' + error if error else ''}")
    return [Outcome("", month, "failed", folder, seconds, error)] if error else []
