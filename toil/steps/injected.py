"""Parameters that papermill wrote into a notebook: a misspelt one would run the default unseen."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping, Sequence

from toil.errors import SettingsError, nearest

_MARK = "# Parameters"
"""How papermill begins the cell that it adds below the one tagged ``parameters``."""


def executed_cells() -> list[str]:
    """Return what has been run in this notebook so far, a text a cell; nothing outside of one."""
    shell = getattr(builtins, "get_ipython", None)
    return list(shell().user_ns.get("In", [])) if shell else []


def check_injected(cells: Sequence[str]) -> None:
    """Raise where papermill's cell sets a name that no other of *cells* sets.

    papermill itself prints one line on it among its own, and `toil run` asks before a kernel starts.

    Raises
    ------
    SettingsError
        If there is such a name.
    """
    injected = [cell for cell in cells if cell.startswith(_MARK)]
    known = {name for cell in cells if not cell.startswith(_MARK) for name in _names_set(cell)}
    for cell in injected:
        for name in _names_set(cell):
            if name not in known:
                raise SettingsError(
                    f"unknown parameter '{name}'",
                    where="the notebook's parameters",
                    do=nearest(name, _parameters(cells)),
                )


def check_types(texts: Mapping[str, object], exports: object) -> None:
    """Raise where a notebook's parameter came in another type; papermill reads ``-p month 2026`` as a number."""
    for name, value in texts.items():
        if not isinstance(value, str):
            raise SettingsError(
                f"parameter '{name}' is no text",
                found=repr(value),
                wanted="text in quotes",
                do=f"With papermill: -r {name} VALUE.",
            )
    if isinstance(exports, str):
        raise SettingsError(
            "parameter 'exports' is no list",
            found=repr(exports),
            wanted='a list of files, as ["a.csv", "b.csv"]',
            do="With papermill: -y 'exports: [a.csv, b.csv]'.",
        )


def _parameters(cells: Sequence[str]) -> list[str]:
    """Return the names of the cell above papermill's, which are the notebook's parameters."""
    at = next(at for at, cell in enumerate(cells) if cell.startswith(_MARK))
    return _names_set(cells[at - 1]) if at else []


def _names_set(cell: str) -> list[str]:
    """Return the names that a cell assigns to at its top level, in order; none of one that is no plain Python."""
    try:
        statements = ast.parse(cell).body
    except SyntaxError:
        return []
    targets = [target for each in statements if isinstance(each, ast.Assign) for target in each.targets]
    return [target.id for target in targets if isinstance(target, ast.Name)]
