"""Names of files and headers that hold something personal, as they are kept and shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, count

import pandas as pd

from toil.privacy import Redactor
from toil.privacy.packs import Rule

KEPT = 1 << 14
"""Names whose masked form is kept: files of all months have the same headers, and all patterns are compiled anew."""


def masked_names(names: Sequence[str], redactor: Redactor, others: Sequence[str] = ()) -> dict[str, str]:
    """Return how those of *names* that hold something personal are shown, no two alike and none as *others*."""
    masks = _masks(names, redactor)
    taken, shown = {*names, *others}, dict[str, str]()
    for name in names:
        if masks[name].count("<") > name.count("<"):
            numbered = (f"{masks[name]} ({number})" for number in count(2))
            shown[name] = next(free for free in chain([masks[name]], numbered) if free not in taken)
            taken.add(shown[name])
    return shown


def masked_name(name: str, redactor: Redactor) -> str:
    """Return *name* as it is shown by itself."""
    return masked_names([name], redactor).get(name, name)


def _masks(names: Sequence[str], redactor: Redactor) -> dict[str, str]:
    known = {} if redactor.finder else _kept(tuple(redactor.rules), frozenset(redactor.ignored))
    masks = {name: known[name] for name in names if name in known}
    new = [name for name in dict.fromkeys(names) if name not in masks]
    if new:
        masked, _ = redactor.redact(pd.Series(new, dtype="str"))
        found = dict(zip(new, masked, strict=True))
        masks |= found
        known |= found if len(known) + len(found) <= KEPT else {}
    return masks


@lru_cache(maxsize=4)
def _kept(rules: tuple[Rule, ...], ignored: frozenset[str]) -> dict[str, str]:
    """Return the masked forms that are known by *rules*, to be added to."""
    return {}
