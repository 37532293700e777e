"""Candidates that are resolved in the same words: perhaps one work that people ask for in different ones."""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from toil.i18n import Wording
from toil.publish.report import Report
from toil.publish.untrusted import one_line
from toil.schema import conform

_LETTERS, _NAMED = 40, 2  # so that the sentence about them fits a slide


class Alike(Protocol):
    """What has candidates, and the pairs of patterns that are resolved in the same words: a report, its evidence."""

    @property
    def candidates(self) -> pd.DataFrame:
        """Contract ``candidates``."""

    @property
    def shared_remedies(self) -> pd.DataFrame:
        """Contract ``shared_remedies``."""


def resolved_alike(report: Alike) -> dict[str, pd.DataFrame]:
    """Return by pattern id the rows of ``candidates`` whose tickets are resolved in the same words, most alike first.

    A pattern without any has no entry.
    """
    pairs = report.shared_remedies
    turned = pairs.rename(columns={"pattern_id": "other_id", "other_id": "pattern_id"})
    both = pd.concat([pairs, turned]).sort_values(["likeness", "other_id"], ascending=[False, True])
    candidates = report.candidates.set_index("pattern_id", drop=False)
    scored = both[both["pattern_id"].isin(candidates.index) & both["other_id"].isin(candidates.index)]
    return {str(pattern): candidates.loc[others] for pattern, others in scored.groupby("pattern_id")["other_id"]}


def alike_table(report: Report) -> pd.DataFrame:
    """Return the pairs of patterns that are resolved in the same words (contract ``resolved_alike``), as found.

    Labels, tickets and hours are those of ``candidates``; of a pattern that is none they are unknown.
    """
    facts = report.candidates.set_index("pattern_id")[["label", "tickets", "hours_base"]]
    pairs = report.shared_remedies.join(facts, on="pattern_id").join(facts.add_prefix("other_"), on="other_id")
    return conform("resolved_alike", pairs.reset_index(drop=True))


def named_patterns(patterns: pd.DataFrame, words: Wording) -> str:
    """Return labels and ids of the first *patterns* (rows of ``candidates``) as a list to read, and how many more."""
    named = names_of(patterns.head(_NAMED), words)
    more = len(patterns) - len(named)
    if more:
        named.append(words.count_text("{n} more in resolved_alike.csv", "{n} more in resolved_alike.csv", more))
    return words.listing(named)


def names_of(patterns: pd.DataFrame, words: Wording) -> list[str]:
    """Return label and id of each of *patterns* (rows of ``candidates``)."""
    return [
        words.text("“{label}” ({id})", label=one_line(row.label, _LETTERS), id=row.pattern_id)
        for row in patterns.itertuples()
    ]
