"""Notebooks stay thin: a question, how to read it, parameters, calls into toil, limits.

Reason: what is computed in a cell is computed twice, untested, and differs between the analyst and the schedule.
"""

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} >= {"01_intake", "02_workload", "03_patterns", "04_candidates"}


def test_it_defines_nothing_and_loops_over_nothing(notebook):
    for cell in code_cells(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While))


def test_it_is_stored_without_outputs(notebook):
    assert all(not cell.outputs and cell.execution_count is None for cell in code_cells(notebook))


def test_it_has_at_most_20_cells_and_60_code_lines_and_more_words_than_code(notebook):
    lines = [line for cell in code_cells(notebook) for line in cell.source.splitlines() if line.strip()]
    assert len(notebook.cells) <= 20
    assert len(lines) <= 60
    assert len(prose(notebook).split()) > sum(len(line.split()) for line in lines)


def test_it_asks_one_question_and_states_its_limits(notebook):
    headings = [line for line in prose(notebook).splitlines() if line.startswith("#")]
    assert [line.startswith("# ") for line in headings].count(True) == 1
    assert headings[0].endswith("?")
    assert "## Limits" in headings


def test_each_parameter_is_a_plain_value_with_a_comment(notebook):
    tagged = [cell for cell in code_cells(notebook) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    for line in tagged[0].source.splitlines():
        assignment, comment = line.split("#", 1)
        ast.literal_eval(assignment.split("=", 1)[1].strip())
        assert comment.strip()


def test_no_table_has_a_column_for_each_file(notebook):
    """Twelve squads with a file each are 72 files in half a year: rows go down the page, columns run out of it."""
    lines = [line for cell in code_cells(notebook) for line in cell.source.splitlines() if 'columns="file"' in line]
    assert [line for line in lines if not line.endswith(".T")] == []
