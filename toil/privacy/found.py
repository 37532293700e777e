"""Texts of several owners that are redacted together, and the values found in each owner's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

Counts = list[Counter[str]]
"""Values masked by placeholder, of each owner."""


@dataclass(frozen=True)
class Texts:
    """Columns of the same rows of one owner (a file), whose people are looked for in its own texts only.

    ``people`` are those of each row, ``"A|B"``; ``rows`` says in how many rows each cell stands, where cells are
    distinct.
    """

    columns: Sequence[pa.Array | pa.ChunkedArray]
    people: pa.Array | pa.ChunkedArray | None = None
    rows: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @property
    def names(self) -> pa.Array | pa.ChunkedArray:
        """The people of each row, null where nobody says who they are."""
        return pa.nulls(len(self), pa.large_string()) if self.people is None else self.people

    @property
    def named(self) -> list[str]:
        """The distinct cells of ``people``."""
        return [] if self.people is None else self.people.unique().drop_null().to_pylist()

    @property
    def times(self) -> np.ndarray:
        """In how many rows each text stands."""
        return np.ones(len(self), dtype=np.int64) if self.rows is None else self.rows


@dataclass(frozen=True)
class Redacted:
    """Columns of one owner, redacted; the people told of in each of their texts; values masked by placeholder.

    ``distinct`` says that a text stands for several rows.
    """

    columns: Sequence[pa.ChunkedArray]
    told: Sequence[pa.ChunkedArray]
    counts: Counter[str]
    distinct: bool = False

    @classmethod
    def without(cls, columns: Sequence[pa.ChunkedArray]) -> Redacted:
        """Return *columns* in which nothing was looked for."""
        nobody = [pa.chunked_array([pa.nulls(len(column), pa.large_string())]) for column in columns]
        return cls(columns, nobody, Counter())


class Found:
    """How many values of each placeholder were found in each of so many distinct texts."""

    def __init__(self, texts: int) -> None:
        self._texts = texts
        self._values: dict[str, np.ndarray] = {}
        self._names: dict[int, dict[str, None]] = {}

    def tell(self, within: np.ndarray, places: np.ndarray, names: Sequence[str]) -> None:
        """Remember *names* of people, each of which stood in the text at ``within[places]``."""
        for place, name in zip(within[places].tolist(), names, strict=True):
            self._names.setdefault(place, {})[name] = None

    def told(self, before: Found, text: np.ndarray) -> pa.Array:
        """Return the people of each text, ``"A|B"``, with those that *before* knows of its *text*; null for none."""
        both = [self._names.get(place, {}) | before._names.get(of, {}) for place, of in enumerate(text.tolist())]
        return pa.array(["|".join(names) or None for names in both], type=pa.large_string())

    def add(self, placeholder: str, places: np.ndarray, values: np.ndarray) -> None:
        """Count *values* more in the texts at *places*, each of them once."""
        if placeholder not in self._values:
            self._values[placeholder] = np.zeros(self._texts, dtype=np.int64)
        self._values[placeholder][places] += values

    def counts(self, code: np.ndarray, owner: np.ndarray, times: np.ndarray, owners: int) -> Counts:
        """Return the values in all rows: each row has the text *code*, an *owner*, and stands for so many rows."""
        sums = {
            name: np.bincount(owner, values[code] * times, minlength=owners).astype(np.int64)
            for name, values in self._values.items()
        }
        return [Counter({name: int(of_each[own]) for name, of_each in sums.items()}) for own in range(owners)]
