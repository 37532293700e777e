import os
import signal
from pathlib import Path

import nbformat
import pytest
from jupyter_client import AsyncKernelManager
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toil.errors import RunError, SettingsError
from toil.runs.notebooks import at_home, check_parameters, find_notebooks, run_notebook

pytestmark = pytest.mark.slow


@pytest.fixture
def notebook(tmp_path):
    def write(*sources):
        parameters = new_code_cell('squad = "a"  # a squad')
        parameters.metadata["tags"] = ["parameters"]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        cells = [parameters, new_markdown_cell("## Limits"), *map(new_code_cell, sources)]
        path = tmp_path / "tiny.ipynb"
        nbformat.write(new_notebook(cells=cells, metadata=kernel), path)
        return path

    return write


def test_a_misspelt_parameter_is_an_error_before_any_kernel_starts(notebook, tmp_path):
    with pytest.raises(SettingsError, match=r"unknown parameter 'sqad'\. Did you mean 'squad'\?"):
        run_notebook(notebook(), tmp_path / "out.ipynb", {"sqad": "b"})
    assert not (tmp_path / "out.ipynb").exists()


def test_a_known_parameter_passes(notebook):
    assert check_parameters(notebook(), {"squad": "b"}) is None


def test_an_unknown_notebook_names_the_nearest():
    with pytest.raises(SettingsError, match=r"unknown notebook '04_candidate'\. Did you mean '04_candidates'\?"):
        find_notebooks(("04_candidate",))


def test_the_executed_notebook_is_kept_and_private_and_in_the_readers_language(notebook, tmp_path):
    run_notebook(notebook("print(squad * 2)"), tmp_path / "out.ipynb", {"squad": "b"}, language="de")
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert cells[-1].outputs[0].text == "bb\n"
    assert [cell.source for cell in cells if cell.cell_type == "markdown"] == ["## Grenzen"]
    assert (tmp_path / "out.ipynb").stat().st_mode & 0o077 == 0


def test_a_kernel_that_is_done_is_not_interrupted(notebook, tmp_path, monkeypatch):
    """An interrupt at the end makes an idle kernel write an error that is none."""
    sent = []
    send = AsyncKernelManager._async_signal_kernel

    async def recorded(self, signum):
        sent.append(signum)
        await send(self, signum)

    monkeypatch.setattr(AsyncKernelManager, "_async_signal_kernel", recorded)
    run_notebook(notebook("1 + 1"), tmp_path / "out.ipynb", {})
    assert signal.SIGINT not in sent


def test_who_has_no_home_is_lent_one_that_nobody_else_may_enter(monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("HOME")
    monkeypatch.setattr("toil.runs.notebooks.Path.home", homeless)
    with at_home():
        lent = Path(os.environ["HOME"])
        assert lent.stat().st_mode & 0o077 == 0
    assert "HOME" not in os.environ
    assert not lent.exists()


def test_a_failing_cell_is_one_line_and_the_notebook_is_kept(notebook, tmp_path):
    with pytest.raises(RunError) as error:
        run_notebook(notebook("raise ValueError('no such thing')"), tmp_path / "out.ipynb", {})
    assert str(error.value) == "tiny.ipynb: ValueError: no such thing. See out.ipynb."
    assert (tmp_path / "out.ipynb").exists()


def test_a_notebook_that_does_not_end_is_stopped(notebook, tmp_path):
    with pytest.raises(RunError, match="not finished within 2 s"):
        run_notebook(notebook("import time; time.sleep(60)"), tmp_path / "out.ipynb", {}, limit_seconds=2)
