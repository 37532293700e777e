"""A new hash key for a study: tokens of the old one leave the store, and come back under the new one."""

from __future__ import annotations

from toil.privacy import Rotation, rotate_key
from toil.settings import Study
from toil.store import Store

WITH_PEOPLE = frozenset({"tickets", "ticket_events"})
"""The contracts that hold people's tokens."""


def rekey(study: Study, *, destroy: bool = False) -> tuple[Rotation, int]:
    """Give *study* a new key and drop the tables that hold tokens of the old one; return what changed.

    The next run reads the exports again and hashes everybody with the new key, so a person has one token in all
    months. Old tokens aren't translated: who holds the old key could follow them. Reports that were written before
    keep theirs until they are written again.

    Parameters
    ----------
    destroy : bool
        Remove the old key, so that its tokens can never again be tied to a person.

    Returns
    -------
    tuple of (Rotation, int)
        The keys, and how many stored tables were dropped.

    Raises
    ------
    SettingsError
        If the study's key is not in its folder.
    """
    rotation = rotate_key(study, destroy=destroy)
    return rotation, Store(study.folder / "store").drop(WITH_PEOPLE)
