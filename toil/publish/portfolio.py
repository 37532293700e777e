"""All squads of a study in one month, as a page: hours by squad, the largest candidates, what several share."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from toil.candidates.ranges import Points
from toil.i18n import Wording
from toil.publish.folder import write_page
from toil.publish.page import render
from toil.settings import Study

SHOWN = 15
PAGE, _SUM = "portfolio.html", "portfolio.json"
_UNSEEN = ("refused", "no tickets", "failed")


@dataclass(frozen=True)
class Portfolio:
    """The tables of one month of a study, each as its contract ``portfolio_...`` says.

    ``hours`` are those a month of all squads with figures together: percentiles of the sum, NaN where none has any.
    """

    study: Study
    month: str
    squads: pd.DataFrame
    candidates: pd.DataFrame
    shared: pd.DataFrame
    hours: Points

    @property
    def reported(self) -> pd.DataFrame:
        """The squads that have figures, most base hours first."""
        rows = self.squads[~self.squads["status"].isin(_UNSEEN)]
        return rows.sort_values(["hours_base", "title"], ascending=[False, True], ignore_index=True)


def render_portfolio(portfolio: Portfolio, wording: Wording) -> str:
    """Return the portfolio as a page in the language of *wording*; no figure in it is about a person."""
    unseen = portfolio.squads[portfolio.squads["status"].isin(_UNSEEN)]
    return render(
        "portfolio.html.j2",
        wording,
        portfolio=portfolio,
        reported=list(portfolio.reported.itertuples()),
        unseen=[(row.title, _why(row.status, row.reason, wording)) for row in unseen.itertuples()],
        largest=list(portfolio.candidates.head(SHOWN).itertuples()),
        hidden=max(len(portfolio.candidates) - SHOWN, 0),
        works=[list(rows.itertuples()) for _, rows in portfolio.shared.groupby("work", sort=False)],
    )


def write_portfolio(portfolio: Portfolio, folder: Path, fingerprints: Mapping[str, str], wording: Wording) -> None:
    """Write the page into the month's *folder*, and its sum with the *fingerprints* of the reports it is of."""
    write_page(folder / PAGE, render_portfolio(portfolio, wording))
    hours = {point: None if math.isnan(value) else value for point, value in asdict(portfolio.hours).items()}
    kept = {"hours": hours, "reports": dict(fingerprints)}
    write_page(folder / _SUM, json.dumps(kept, indent=1, sort_keys=True) + "\n")


def read_sum(folder: Path, fingerprints: Mapping[str, str]) -> Points | None:
    """Return the sum beside the month's page; None unless it is of the reports with these *fingerprints*."""
    try:
        kept = json.loads((folder / _SUM).read_bytes())
        hours = Points(**{point: math.nan if value is None else value for point, value in kept["hours"].items()})
        return hours if kept["reports"] == dict(fingerprints) and (folder / PAGE).is_file() else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _why(status: str, reason: str, words: Wording) -> str:
    if status == "no tickets":
        return words.text("No ticket of it in this month: is an export missing?")
    return words.text("Its own run fails: {error}", error=reason) if status == "failed" else reason
