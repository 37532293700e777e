"""Synthetic exports with planted truth. Imports nothing of the package but ``toil.errors``."""

from toil.sample.bulk import generate_tickets, write_export
from toil.sample.folder import write_sample

__all__ = ["generate_tickets", "write_export", "write_sample"]
