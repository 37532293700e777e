"""Months that were reported and hold other tickets now: an export came late, or changed what it said before."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toil.i18n import Wording
from toil.publish.index import read_entries


def reported_months(reports_folder: Path, squad: str) -> pd.DataFrame:
    """Return what the reports of *squad* below *reports_folder* said: ``month``, ``tickets`` (opened in it).

    A report that failed, or that does not say, is none.
    """
    rows = [
        (entry.month, entry.tickets)
        for entry in read_entries(reports_folder)
        if entry.squad == squad and entry.status != "failed" and entry.tickets is not None
    ]
    return pd.DataFrame(rows, columns=["month", "tickets"]).astype({"month": "str", "tickets": "int64"})


def restated(reported: pd.DataFrame, squad_months: pd.DataFrame, month: str) -> pd.DataFrame:
    """Return the months before *month* that were reported, with what is known of them today; oldest first.

    Parameters
    ----------
    reported : DataFrame
        As `reported_months` returns it.
    squad_months : DataFrame
        Contract ``squad_months``; a month that it lacks lies outside the window, and isn't compared.

    Returns
    -------
    DataFrame
        ``month``, ``reported`` and ``now`` (tickets opened in it).
    """
    then = reported[reported["month"] < month].rename(columns={"tickets": "reported"})
    now = squad_months[["month", "tickets"]].rename(columns={"tickets": "now"})
    return then.merge(now, on="month").sort_values("month", ignore_index=True)


def restated_of(compared: pd.DataFrame, words: Wording) -> list[str]:
    """Return *compared* (see `restated`) as sentences: one a month that changed, or one that none did."""
    if compared.empty:
        return [
            words.text("No earlier month of the window was reported here: there is nothing that could have changed.")
        ]
    changed = compared[compared["reported"] != compared["now"]]
    if changed.empty:
        return [
            words.count_text(
                "{n} earlier month was reported here, and holds the same number of tickets today.",
                "{n} earlier months were reported here, and each holds the same number of tickets today.",
                len(compared),
            )
        ]
    return [
        words.text(
            "{month}: {reported} tickets when it was reported, {now} today.",
            month=words.month(row.month),
            reported=words.number(row.reported),
            now=words.number(row.now),
        )
        for row in changed.itertuples()
    ]
