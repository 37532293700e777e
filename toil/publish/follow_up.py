"""What became of last month's work and of what people decided: two pages of a notebook, and what to write next."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toil.candidates import worth_doing
from toil.i18n import Wording
from toil.publish.changes import changes_of
from toil.publish.page import render
from toil.publish.progress import held_against, progress_of
from toil.publish.report import Report
from toil.publish.restated import restated, restated_of
from toil.settings import month_range

_NEXT = {"proposed": "accepted", "accepted": "building", "building": "live"}
_NO_PATTERN = "P-1a2b3c4d"


def render_changes(report: Report, reported: pd.DataFrame, wording: Wording) -> str:
    """Return a page of what is different from last month, and which *reported* months are restated since.

    *reported* is what `toil.publish.reported_months` returns.
    """
    lines = restated_of(restated(reported, report.squad_months, report.month), wording)
    return _page(report, wording, part="changes", changes=changes_of(report, wording), restated=lines)


def render_progress(report: Report, wording: Wording) -> str:
    """Return a page of what came of each live action; where none is, how to mark one."""
    best = worth_doing(report.candidates).sort_values("rank")["pattern_id"]
    return _page(
        report,
        wording,
        part="progress",
        came_since=progress_of(report, wording),
        held_against=held_against(wording),
        line=_line(best.iloc[0] if len(best) else _NO_PATTERN, "live", report),
    )


def acted_months(report: Report) -> pd.DataFrame:
    """Return ``progress_months`` with ``label``, ``since`` and ``state`` of each action, the first to go live first.

    A pattern that is no longer found goes by its id.
    """
    labels = report.candidates.set_index("pattern_id")["label"]
    actions = report.progress[["pattern_id", "since", "state"]]
    actions = actions.assign(label=actions["pattern_id"].map(labels).fillna(actions["pattern_id"]))
    return actions.merge(report.progress_months, on="pattern_id")


def status_lines(report: Report) -> pd.DataFrame:
    """Return the lines of ``decisions/<squad>.csv`` that take each action one step on, largest candidate first.

    Returns
    -------
    DataFrame
        ``rank``, ``label``, ``verdict``, ``status`` (null where people said nothing), ``owner`` and ``line``, but for
        who decides; its day is the first after the report's month. What is settled, or not worth an action, has none.
    """
    candidates = report.candidates.sort_values("rank", ignore_index=True)
    begun = candidates["status"].isin(list(_NEXT))
    wanted = candidates[begun | candidates["pattern_id"].isin(worth_doing(candidates)["pattern_id"])]
    steps = wanted["status"].map(_NEXT).fillna("accepted")
    lines = [_line(pattern, step, report) for pattern, step in zip(wanted["pattern_id"], steps, strict=True)]
    told = wanted[["rank", "label", "verdict", "status", "owner"]].assign(line=pd.array(lines, dtype="str"))
    return told.reset_index(drop=True)


def _line(pattern_id: str, status: str, report: Report) -> str:
    _, end = month_range(report.month, report.study.study.zone)
    return f"{pattern_id},status,{status},,,,,{end:%Y-%m-%d}"


def _page(report: Report, wording: Wording, **values: Any) -> str:
    return render("follow_up.html.j2", wording, report=report, rank_of=report.rank_of, **values)
