"""A table contract: columns, types, units; how to check one and how to bring a table into its form."""

from __future__ import annotations

from functools import cache

import pandas as pd

from toil.errors import ContractError
from toil.schema.tables import TABLES, Column, Table

__all__ = ["Column", "Table", "check", "conform", "empty"]


def check(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return *table* unchanged, or say which part of the contract *name* it breaks.

    Raises
    ------
    ContractError
        If a column is missing or unknown, has another type, holds a null where none may be, or the key repeats.
    """
    contract = TABLES[name]
    _same_columns(contract, table)
    for column in contract.columns:
        values = table[column.name]
        if str(values.dtype) != column.dtype:
            raise _broken(contract, column.name, f"type {values.dtype}", f"type {column.dtype}")
        if not column.nullable and values.isna().any():
            raise _broken(contract, column.name, f"{int(values.isna().sum())} null(s)", "none")
        if column.allowed and not values.dropna().isin(column.allowed).all():
            strange = sorted(set(values.dropna()) - set(column.allowed))[:5]
            raise _broken(contract, column.name, f"value(s) {strange}", f"one of {list(column.allowed)}")
    if contract.key and table.duplicated(list(contract.key)).any():
        raise _broken(contract, " + ".join(contract.key), "repeated keys", "one row a key")
    return table


def conform(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return *table* with the columns of contract *name* in order, cast to its types, and checked.

    Nullable columns that are absent become null; columns that the contract does not name are an error.
    """
    contract = TABLES[name]
    absent = [c for c in contract.columns if c.name not in table and c.nullable]
    filled = table.assign(**{c.name: pd.Series(index=table.index, dtype=c.dtype) for c in absent})
    _same_columns(contract, filled)
    cast = {c.name: _cast(filled[c.name], c) for c in contract.columns}
    return check(name, pd.DataFrame(cast, index=filled.index).reset_index(drop=True))


def empty(name: str) -> pd.DataFrame:
    """Return a table without rows that fulfils contract *name*."""
    return _empty(name).copy(deep=False)


@cache
def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame({c.name: pd.Series([], dtype=c.dtype) for c in TABLES[name].columns})


def _same_columns(contract: Table, table: pd.DataFrame) -> None:
    wanted = [c.name for c in contract.columns]
    missing = [c for c in wanted if c not in table]
    unknown = [c for c in table.columns if c not in wanted]
    if missing or unknown:
        raise ContractError(
            f"table '{contract.name}' breaks its contract",
            found=f"missing column(s) {missing}, unknown column(s) {unknown}",
            wanted=f"columns {wanted}",
        )


def _cast(values: pd.Series, column: Column) -> pd.Series:
    if str(values.dtype) == column.dtype:
        return values
    try:
        if column.dtype.startswith("datetime64"):
            return pd.to_datetime(values, utc=True).astype(column.dtype)
        return values.astype(column.dtype)
    except (TypeError, ValueError) as error:
        raise ContractError(
            f"column '{column.name}' can't be cast",
            found=f"type {values.dtype}",
            wanted=f"type {column.dtype}",
        ) from error


def _broken(contract: Table, column: str, found: str, wanted: str) -> ContractError:
    return ContractError(
        f"table '{contract.name}', column '{column}' breaks its contract", found=found, wanted=wanted
    )
