"""Execute one notebook through papermill, its parameters checked before a kernel starts.

papermill and nbformat are imported where a notebook is run: they take seconds, and a run in which nothing changed
needs none.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jupyter_client import AsyncKernelManager
from traitlets.config import Config

from toil.errors import RunError, SettingsError, nearest
from toil.runs.prose import read_notebook

_PACKAGE = Path(__file__).parents[1]
_KERNEL = Config({"KernelManager": {"transport_encryption": "auto"}})


class _PoliteManager(AsyncKernelManager):
    """Ends a kernel by asking it to, without interrupting it first.

    The interrupt would reach a kernel that has done its work and is idle; it writes "KeyboardInterrupt caught in
    kernel" to standard error then, an error that is none. A kernel that doesn't heed the request is killed as ever,
    and one is interrupted as ever while it runs.
    """

    async def _async_interrupt_kernel(self) -> None:
        if not self.shutting_down:
            await super()._async_interrupt_kernel()


def notebook_folder() -> Path:
    """Return the folder of the notebooks: beside the package in a checkout, inside it once installed."""
    inside = _PACKAGE / "notebooks"
    return inside if inside.is_dir() else _PACKAGE.parent / "notebooks"


def find_notebooks(names: tuple[str, ...]) -> list[Path]:
    """Return the paths of notebooks by name; ``all`` is every one.

    Raises
    ------
    SettingsError
        If there is no notebook of that name.
    """
    known = {path.stem: path for path in sorted(notebook_folder().glob("[0-9]*.ipynb"))}
    if "all" in names:
        return list(known.values())
    for name in names:
        if name not in known:
            raise SettingsError(f"unknown notebook '{name}'", where=str(notebook_folder()), do=nearest(name, known))
    return [known[name] for name in names]


@contextmanager
def at_home() -> Iterator[None]:
    """Lend a home to a user who has none, as in a container that runs under any number: Jupyter looks for one."""
    if _has_home():
        yield
        return
    with tempfile.TemporaryDirectory(prefix="toil-") as folder:
        os.environ["HOME"] = folder
        try:
            yield
        finally:
            del os.environ["HOME"]


def _has_home() -> bool:
    try:
        Path.home()
    except RuntimeError:
        return False
    return True


def check_parameters(notebook: Path, parameters: Mapping[str, object]) -> None:
    """Raise where *notebook* has no parameter of a given name; papermill would only warn and run its default."""
    import papermill

    known = papermill.inspect_notebook(str(notebook))
    for name in parameters:
        if name not in known:
            raise SettingsError(f"unknown parameter '{name}'", where=notebook.name, do=nearest(name, known))


def run_notebook(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, object],
    *,
    language: str = "en",
    limit_seconds: int = 1800,
) -> None:
    """Execute *notebook* with *parameters* and keep the executed copy, readable by its owner only.

    Parameters
    ----------
    notebook, output : Path
        What to execute, and where the executed copy goes. It is kept after a failure too.
    parameters : mapping of str to object
        Plain values; each must stand in the notebook's ``parameters`` cell.
    language : str
        Language of its prose.
    limit_seconds : int
        Time for the whole notebook, not for one cell.

    Raises
    ------
    SettingsError
        If the notebook has no such parameter, or no prose in the language.
    RunError
        If a cell fails, or the time is up.
    """
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    check_parameters(notebook, parameters)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.touch(mode=0o600)
    output.chmod(0o600)
    nbformat.write(read_notebook(notebook, language), output)
    deadline = time.monotonic() + limit_seconds
    try:
        papermill.execute_notebook(
            str(output),
            str(output),
            parameters=dict(parameters),
            progress_bar=False,
            config=_KERNEL,
            kernel_manager_class=_PoliteManager,
            timeout_func=lambda cell: max(1, int(deadline - time.monotonic())),
        )
    except PapermillExecutionError as error:
        raise RunError(f"{error.ename}: {error.evalue}", where=notebook.name, do=f"See {output.name}.") from None
    except (TimeoutError, RuntimeError) as error:
        reason = (
            f"not finished within {limit_seconds} s" if isinstance(error, TimeoutError) else str(error).rstrip(".")
        )
        raise RunError(reason, where=notebook.name, do=f"See {output.name}.") from None
