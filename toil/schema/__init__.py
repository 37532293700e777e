"""The tables that pass between stages, and the checks at their edges."""

from toil.schema.contract import Column, Table, check, conform, empty
from toil.schema.dictionary import render_dictionary
from toil.schema.tables import SCHEMA_VERSION, TABLES
from toil.schema.values import KINDS

__all__ = ["KINDS", "SCHEMA_VERSION", "TABLES", "Column", "Table", "check", "conform", "empty", "render_dictionary"]
