"""The prose of notebooks in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from toil.i18n import read_catalogue

_REMARK = re.compile(r"  # (?P<said>.+)$", re.MULTILINE)
"""What stands behind a parameter and says what it is."""


def read_notebook(path: Path, language: str) -> NotebookNode:
    """Return the notebook at *path* with its prose, and the remarks beside its parameters, in *language*.

    Prose is looked up paragraph by paragraph in ``notebooks.po``; what is not found there, and code, stays as it is.
    """
    said = read_catalogue(language, "notebooks").gettext
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = "\n\n".join(map(said, cell.source.split("\n\n")))
        elif is_parameters(cell):
            cell.source = _REMARK.sub(lambda remark: f"  # {said(remark['said'])}", cell.source)
    return notebook


def is_parameters(cell: NotebookNode) -> bool:
    """Return whether *cell* is the one whose values papermill sets."""
    return "parameters" in cell.metadata.get("tags", [])
