"""The contracts as a page: ``docs/data-dictionary.md`` is what `render_dictionary` returns."""

from __future__ import annotations

from toil.schema.tables import SCHEMA_VERSION, TABLES, Column, Table


def render_dictionary() -> str:
    """Return every table and column as Markdown."""
    head = [
        "# Data dictionary",
        "",
        f"Schema version {SCHEMA_VERSION}. `make dictionary` writes this page from `toil/schema/`; a test compares.",
        "Times are UTC. Shares are 0 to 1. A range is the 5th, 50th and 95th percentile.",
    ]
    return "\n".join(head + [line for table in TABLES.values() for line in _section(table)]) + "\n"


def _section(table: Table) -> list[str]:
    key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    head = [
        "",
        f"## {table.name}",
        "",
        f"A row is {table.row}.{key}",
        "",
        "| column | type | null | meaning |",
        "|---|---|---|---|",
    ]
    return head + [_row(column) for column in table.columns]


def _row(column: Column) -> str:
    allowed = f" (one of: {', '.join(column.allowed)})" if column.allowed else ""
    return f"| `{column.name}` | {column.dtype} | {'may' if column.nullable else ''} | {column.meaning}{allowed} |"
