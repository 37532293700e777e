"""What to act with: the first means of the study's catalogue that suits a candidate."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from toil.candidates.toil_kinds import fold
from toil.settings import Suggestion


def suggest_means(candidates: pd.DataFrame, catalogue: Sequence[Suggestion]) -> pd.DataFrame:
    """Return *candidates* with ``means``: the first of *catalogue* that suits; null where none does."""
    found = [
        next((entry.means for entry in catalogue if _suits(entry, row)), None)
        for row in candidates[["verdict", "kind", "toil_kind", "label", "terms"]].to_dict("records")
    ]
    return candidates.assign(means=pd.Series(found, index=candidates.index, dtype="str"))


def _suits(entry: Suggestion, row: dict[str, str]) -> bool:
    words = fold(f"{row['label']} {row['terms']}")
    return (
        row["verdict"] in entry.verdicts
        and (not entry.kinds or row["kind"] in entry.kinds)
        and (not entry.toil_kinds or row["toil_kind"] in entry.toil_kinds)
        and (not entry.words or any(re.search(rf"(?<!\w){re.escape(fold(word))}", words) for word in entry.words))
    )
