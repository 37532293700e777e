"""The only package that opens a path under ``store/``: tables, what each export gave, vectors of texts."""

from toil.store.files import digest
from toil.store.parts import PARTS, Parts
from toil.store.tables import STUDY, Store
from toil.store.vectors import Vectors

__all__ = ["PARTS", "STUDY", "Parts", "Store", "Vectors", "digest"]
