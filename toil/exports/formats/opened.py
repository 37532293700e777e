"""What a reader gives: an export that is open, with its headers known, and its rows when asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from toil.errors import ExportError
from toil.exports.formats.cells import mend_encoding
from toil.exports.layouts.header_words import without_table


class NoTableError(ExportError):
    """A page, or a document, that holds no list of anything: a login page, a configuration."""


@dataclass(frozen=True)
class RawRows:
    """The rows of an export as strings, null where empty.

    ``rows`` counts data rows in, those that could not be used included. ``table`` has one column a kept header, named
    by the header; coded columns are dictionaries. ``filled`` is the share of rows with a value, for every header.
    ``notices`` counts rows by reason (see `toil.exports.counts`). ``format`` says format, encoding and delimiter.
    """

    table: pa.Table
    rows: int
    filled: dict[str, float]
    notices: Counter[str]
    format: str


class Opened(Protocol):
    """An export whose headers are known."""

    @property
    def headers(self) -> tuple[str, ...]:
        """Headers as exported, repeated ones numbered."""

    def read(self, kept: Mapping[str, pa.DataType], nulls: Sequence[str]) -> RawRows:
        """Return the rows with the columns *kept*, cells in *nulls* as null."""


def unique_headers(headers: Sequence[str]) -> tuple[str, ...]:
    """Return *headers* trimmed and encoded once, a repeated one numbered, an empty one named by its place.

    A table's name that stands before each of them is left out.

    >>> unique_headers(["id", "category", "category", ""])
    ('id', 'category', 'category (2)', 'column 4')
    """
    seen: Counter[str] = Counter()
    unique: dict[str, None] = {}
    texts = [mend_encoding(str(header or "").replace("\ufeff", "").replace("_x000D_", " ")) for header in headers]
    for place, whole in enumerate(without_table(texts), start=1):
        name = " ".join(re.sub(r"(?<=\w\w)-[\r\n]+(?=\w)", "", whole).split()) or f"column {place}"
        free = name
        while free in unique:
            seen[name] += 1
            free = f"{name} ({seen[name] + 1})"
        unique[free] = None
    return tuple(unique)


def filled_shares(headers: Sequence[str], filled: Mapping[str, int], rows: int) -> dict[str, float]:
    """Return the share of *rows* with a value, for each header."""
    return {header: filled.get(header, 0) / rows if rows else 0.0 for header in headers}
