"""Synthetic exports with planted truth. Imports nothing of the package but ``toil.errors``."""

from toil.sample.folder import write_sample

__all__ = ["write_sample"]
