"""What a contract is made of: columns with their types and meaning, and a table of them."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, WHOLE, SHARE, FLAG = "str", "Int64", "float64", "boolean"
TIME = "datetime64[us, UTC]"
COUNT = "int64"


@dataclass(frozen=True)
class Column:
    """One column: its name, pandas type, meaning with unit, whether it may be null, and the values allowed."""

    name: str
    dtype: str
    meaning: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is, its columns, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()


def maybe(name: str, dtype: str, meaning: str, allowed: tuple[str, ...] = ()) -> Column:
    """Return a column that may be null."""
    return Column(name, dtype, meaning, nullable=True, allowed=allowed)
