"""Candidates that are resolved in the same words: perhaps one work that people ask for in different ones."""

from __future__ import annotations

import pandas as pd

from toil.i18n import Wording
from toil.publish.report import Report
from toil.publish.untrusted import one_line

_LETTERS = 80


def resolved_alike(report: Report) -> dict[str, pd.DataFrame]:
    """Return by pattern id the rows of ``candidates`` whose tickets are resolved in the same words, most alike first.

    A pattern without any has no entry.
    """
    pairs = report.shared_remedies
    turned = pairs.rename(columns={"pattern_id": "other_id", "other_id": "pattern_id"})
    both = pd.concat([pairs, turned]).sort_values(["likeness", "other_id"], ascending=[False, True])
    candidates = report.candidates.set_index("pattern_id", drop=False)
    scored = both[both["pattern_id"].isin(candidates.index) & both["other_id"].isin(candidates.index)]
    return {str(pattern): candidates.loc[others] for pattern, others in scored.groupby("pattern_id")["other_id"]}


def named_patterns(patterns: pd.DataFrame, words: Wording) -> str:
    """Return labels and ids of *patterns* (rows of ``candidates``) as a list to read."""
    return words.listing(
        [
            words.text("“{label}” ({id})", label=one_line(row.label, _LETTERS), id=row.pattern_id)
            for row in patterns.itertuples()
        ]
    )
