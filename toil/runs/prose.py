"""The prose of notebooks in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from toil.i18n import read_catalogue

if TYPE_CHECKING:
    from nbformat import NotebookNode

_REMARK = re.compile(r"  # (?P<said>.+)$", re.MULTILINE)
"""What stands behind a parameter and says what it is."""


def read_notebook(path: Path, language: str) -> NotebookNode:
    """Return the notebook at *path* with its prose, and the remarks beside its parameters, in *language*.

    Prose is looked up paragraph by paragraph in ``notebooks.po``; what is not found there, and code, stays as it is.
    """
    import nbformat  # takes a second, which only a notebook is worth

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
