"""An analyst's copies of the notebooks: in the study's language, set to the study, never overwritten."""

from pathlib import Path

import nbformat
import pytest

from toil.cli import main
from toil.runs.notebooks import find_notebooks
from toil.runs.prose import is_parameters, read_notebook

STUDY = """
[study]
language = "pt-BR"
[squads.first]
groups = ["one"]
[squads.second]
groups = ["two"]
"""


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "here" / "toil.toml"
    path.parent.mkdir()
    path.write_text(STUDY, encoding="utf-8")
    return path


def parameters(path: Path) -> dict[str, object]:
    """Return what the parameters cell of a notebook sets."""
    values: dict[str, object] = {}
    exec("\n".join(cell.source for cell in nbformat.read(path, 4).cells if is_parameters(cell)), values)
    return values


def test_every_notebook_is_set_to_the_study_and_its_first_squad(study, tmp_path):
    assert main(["notebooks", str(tmp_path / "explore"), "--study", str(study)]) == 0
    copies = sorted((tmp_path / "explore").glob("*.ipynb"))
    assert [copy.name for copy in copies] == [path.name for path in find_notebooks(("all",))]
    for copy in copies:
        set_to = parameters(copy)
        assert (copy.parent / str(set_to["study"])).resolve() == study.resolve()
        assert set_to.get("squad", "first") == "first"  # the portfolio is of all squads


def test_another_squad_is_set_and_an_unknown_one_named(study, tmp_path, capsys):
    asked = ["notebooks", str(tmp_path / "explore"), "--study", str(study), "--squad"]
    assert main([*asked, "secnd"]) == 2
    assert "unknown squad 'secnd'. Did you mean 'second'?" in capsys.readouterr().err
    assert not (tmp_path / "explore").exists()
    assert main([*asked, "second"]) == 0
    assert parameters(tmp_path / "explore" / "01_intake.ipynb")["squad"] == "second"


def test_the_prose_is_in_the_studys_language_and_the_code_as_it_was(study, tmp_path):
    main(["notebooks", str(tmp_path), "--study", str(study)])
    for path in find_notebooks(("all",)):
        own, copy = (nbformat.read(place, 4).cells for place in (path, tmp_path / path.name))
        assert copy[-1].source.startswith("## Limites\n\n")
        told = [(cell.cell_type, cell.source) for cell in own if not is_parameters(cell)]
        said = [(cell.cell_type, cell.source) for cell in copy if not is_parameters(cell)]
        assert [a for a in told if a[0] == "code"] == [b for b in said if b[0] == "code"]
        assert not [b for a, b in zip(told, said, strict=True) if a == b and a[0] == "markdown"]
        assert "  # arquivo do estudo, ou a pasta dele" in next(filter(is_parameters, copy)).source


def test_what_somebody_wrote_stays(study, tmp_path, capsys):
    mine = tmp_path / "03_patterns.ipynb"
    mine.write_text("mine", encoding="utf-8")
    assert main(["notebooks", str(tmp_path), "--study", str(study)]) == 0
    assert mine.read_text(encoding="utf-8") == "mine"
    assert f"kept    {mine} (it was there already)" in capsys.readouterr().out


def test_in_english_a_notebook_stays_as_it_is():
    path = find_notebooks(("01_intake",))[0]
    assert read_notebook(path, "en") == nbformat.read(path, 4)
