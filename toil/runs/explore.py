"""Copies of the notebooks to explore a study with."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path

from toil.runs.notebooks import find_notebooks
from toil.runs.prose import is_parameters, read_notebook
from toil.settings import Study

_LOG = logging.getLogger(__name__)


def copy_notebooks(study: Study, folder: Path, squad: str, *, say: Callable[[str], None] = _LOG.info) -> None:
    """Write every notebook into *folder*, its prose in the study's language, set to the study and to *squad*.

    A notebook that is there already is somebody's work and stays as it is. *say* takes a line on each.
    """
    import nbformat  # see `toil.runs.prose`

    folder.mkdir(parents=True, exist_ok=True)
    values = {"study": os.path.relpath(study.path, folder), "squad": squad}
    for path in find_notebooks(("all",)):
        copy = folder / path.name
        if copy.exists():
            say(f"kept    {copy} (it was there already)")
            continue
        notebook = read_notebook(path, study.study.language)
        for cell in filter(is_parameters, notebook.cells):
            for name, value in values.items():
                cell.source = _set(cell.source, name, value)
        nbformat.write(notebook, copy)
        say(f"wrote   {copy}")


def _set(source: str, name: str, value: str) -> str:
    """Return the *source* of a parameters cell with the text *value* for the parameter *name*."""
    written = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    return re.sub(rf'^{name} = "[^"]*"', lambda _: written, source, flags=re.MULTILINE)
