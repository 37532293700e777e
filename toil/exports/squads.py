"""Assignment groups -> squads, with the months in which a group belongs to one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from toil.errors import SettingsError
from toil.exports.layouts.plain import plain
from toil.settings import Study

OUTSIDE, NO_GROUP, OTHER_MONTH, UNDATED = -1, -2, -3, -4


@dataclass(frozen=True)
class Claim:
    """A squad's claim on a group, months included; "" and "9999" are open ends."""

    squad: int
    since: str
    until: str


def claims_of(study: Study) -> dict[str, list[Claim]]:
    """Return the claims on each group, by its plain name.

    Raises
    ------
    SettingsError
        If two squads claim one group in the same month.
    """
    claims: dict[str, list[Claim]] = {}
    names = list(study.squads)
    for number, (name, squad) in enumerate(study.squads.items()):
        for group in squad.groups:
            claim = Claim(number, group.since or "", group.until or "9999")
            for other in claims.setdefault(plain(group.name), []):
                if claim.since <= other.until and other.since <= claim.until and other.squad != number:
                    raise SettingsError(
                        f"two squads hold the group '{group.name}' in the same months",
                        where=study.path.name,
                        found=f"squads.{names[other.squad]} and squads.{name}",
                        do="Give the group to one, or say since and until.",
                    )
            claims[plain(group.name)].append(claim)
    return claims


def assign_squads(groups: pa.DictionaryArray, months: pa.Array, study: Study) -> np.ndarray:
    """Return each row's squad by its place in ``study.squads``; `OUTSIDE`, `NO_GROUP` or `OTHER_MONTH` where none."""
    claims = claims_of(study)
    coded = months.dictionary_encode()
    month_names = coded.dictionary.to_pylist()
    month_codes = coded.indices.fill_null(0).to_numpy()
    group_codes = groups.indices.fill_null(-1).to_numpy()
    names = [plain(name) if name is not None else "" for name in groups.dictionary.to_pylist()]
    table = np.full((len(names) + 1, max(1, len(month_names))), OUTSIDE, dtype=np.int32)
    table[-1] = NO_GROUP
    for place, name in enumerate(names):
        for column, month in enumerate(month_names):
            held = [c.squad for c in claims.get(name, []) if c.since <= (month or "") <= c.until]
            table[place, column] = held[0] if held else (OTHER_MONTH if name in claims else OUTSIDE)
    return table[group_codes, month_codes]


def named_groups(groups: pa.DictionaryArray, study: Study) -> frozenset[str]:
    """Return the plain names of the study's groups that *groups* names."""
    found = {plain(name) for name in groups.dictionary.to_pylist() if name}
    return frozenset(found & set(claims_of(study)))


def absent_groups(found: Collection[str], study: Study) -> list[tuple[str, str]]:
    """Return (squad, group) for each group of the study whose plain name isn't among the *found*."""
    return [(s, g.name) for s, squad in study.squads.items() for g in squad.groups if plain(g.name) not in found]
