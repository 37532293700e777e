"""Cells that say "missing", in any system."""

from __future__ import annotations

NULLS = (
    "", "?", "-", "--", "NA", "N/A", "n/a", "#N/A", "#N/D", "#NV", "null", "NULL", "Null", "None", "NaN", "nan",
    "nil", "\\N",     "(empty)", "(vazio)", "(leer)", "(пусто)", "(blank)", "undefined", "NaT", "N/D", "n/d", "s/d",
    *(" " * width for width in range(1, 256)),
)  # fmt: skip
"""Cells that say "missing"; a database fills those of a fixed width up with spaces."""
