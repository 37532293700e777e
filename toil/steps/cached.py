"""One step under one key: its tables are read when somebody asks for them, and computed where the store has none."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cached_property

import pandas as pd

from toil.steps.versions import code_version
from toil.store import Store, digest

_LOG = logging.getLogger(__name__)

Tables = dict[str, pd.DataFrame]


class CachedStep:
    """A step's tables, and the content hashes that stand for them in the keys of later steps.

    Parameters
    ----------
    store, scope, name
        Where the step is kept; *scope* is a squad.
    inputs : list
        Content hashes of the tables that the step reads, and the settings it reads, as plain values.
    compute : callable
        Returns the tables; called only where the store lacks them.
    """

    def __init__(
        self, store: Store, scope: str, name: str, inputs: list[object], compute: Callable[[], Tables]
    ) -> None:
        self._store, self._scope, self._name, self._compute = store, scope, name, compute
        self.key = digest(name, inputs, code_version())

    @cached_property
    def files(self) -> dict[str, str]:
        """Content hash of each table; reads no table where the step was computed before."""
        files = self._store.files(self._scope, self._name, self.key)
        return self._computed[0] if files is None else files

    @cached_property
    def tables(self) -> Tables:
        """The tables themselves."""
        tables = self._store.read(self._scope, self._name, self.key)
        return self._computed[1] if tables is None else tables

    @cached_property
    def _computed(self) -> tuple[dict[str, str], Tables]:
        _LOG.info("%s: computing %s", self._scope, self._name)
        tables = self._compute()
        return self._store.write(self._scope, self._name, self.key, tables), tables
