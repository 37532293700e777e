"""What came of the actions that people wrote down as live, in words."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

import pandas as pd

from toil.candidates import EARLY, MORE, SAVED, UNKNOWN
from toil.candidates.ledger import MONTHS_AFTER, MONTHS_BEFORE, OTHERS, TICKETS, same_scope
from toil.i18n import Wording
from toil.publish.alike import Alike, named_patterns, resolved_alike


class Acted(Alike, Protocol):
    """What has candidates, and what came of the live actions on them: a report, its evidence."""

    @property
    def progress(self) -> pd.DataFrame:
        """Contract ``progress``."""


def progress_of(report: Acted, words: Wording) -> list[tuple[str, str, str]]:
    """Return label, pattern id and what came of each live action, the first to go live first."""
    labels = report.candidates.set_index("pattern_id")["label"]
    alike = resolved_alike(report)
    lines = []
    for row in report.progress.to_dict("records"):
        text = _text(row, words)
        begun = alike[row["pattern_id"]].query("course == 'began'") if row["pattern_id"] in alike else []
        if row["state"] == SAVED and len(begun):
            moved = words.text(
                "(perhaps it moved; resolved alike and begun in the window: {patterns})",
                patterns=named_patterns(begun, words),
            )
            text = f"{text} {moved}"
        lines.append((labels.get(row["pattern_id"], words.text("(no longer found)")), row["pattern_id"], text))
    return lines


def held_against(words: Wording) -> str:
    """Return what the figures were held against, and what they don't tell."""
    return words.text(
        "Held against the months before, less the last one, with the change of the patterns that nobody acted on."
        " What is asked of another squad or in other words now counts as saved; work that takes less time does not"
        " show. The figures stand in progress.csv."
    )


def _text(row: dict[str, Any], words: Wording) -> str:
    _, day = words.text, words.date(date.fromisoformat(row["since"]))
    if row["state"] == EARLY:
        return _(
            "live since {day}: too early to tell. It takes {needed} whole months, and there are {n}",
            day=day,
            needed=words.number(MONTHS_AFTER),
            n=words.number(row["months_after"]),
        )
    if row["state"] == UNKNOWN and not same_scope(row["scope"]):
        return _("live since {day}: can't be told, since the pattern holds other tickets now than before", day=day)
    if row["state"] == UNKNOWN:
        return _(
            "live since {day}: can't be told. It takes {months} whole months and {tickets} tickets before it, and"
            " {others} other patterns that lasted",
            day=day,
            months=words.number(MONTHS_BEFORE + 1),
            tickets=words.number(TICKETS),
            others=words.number(OTHERS),
        )
    sign = -1 if row["state"] == MORE else 1
    low, base, high = (sign * row[f"saved_hours_{point}"] for point in ("low", "base", "high")[::sign])
    figures = {
        "after": words.number(row["tickets_after"], 1),
        "expected": words.number(row["expected"], 1),
        "day": day,
        "hours": words.number(base, 1),
        "low": words.number(low, 1),
        "high": words.number(high, 1),
    }
    if row["state"] == SAVED:
        return _(
            "{after} tickets a month since {day}, {expected} to expect without it: saves {hours} h a month"
            " ({low} to {high})",
            **figures,
        )
    if row["state"] == MORE:
        return _(
            "{after} tickets a month since {day}, {expected} to expect without it: {hours} h a month more"
            " ({low} to {high})",
            **figures,
        )
    return _(
        "{after} tickets a month since {day}, {expected} to expect without it: nothing beyond chance"
        " (saved: {low} to {high} h a month)",
        **figures,
    )
