"""Names of files and headers that hold something personal, as they are kept and shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

import pandas as pd

from toil.privacy import Redactor


def masked_names(names: Sequence[str], redactor: Redactor, others: Sequence[str] = ()) -> dict[str, str]:
    """Return how those of *names* that hold something personal are shown, no two alike and none as *others*."""
    if not names:
        return {}
    masked, counts = redactor.redact(pd.Series(list(names), dtype="str"))
    if not counts:
        return {}
    taken, shown = {*names, *others}, {}
    for name, mask in zip(names, masked, strict=True):
        if mask.count("<") > name.count("<"):
            numbered = (f"{mask} ({number})" for number in count(2))
            shown[name] = next(free for free in chain([mask], numbered) if free not in taken)
            taken.add(shown[name])
    return shown


def masked_name(name: str, redactor: Redactor) -> str:
    """Return *name* as it is shown by itself."""
    return masked_names([name], redactor).get(name, name)
