"""A parameter that a notebook doesn't have is an error in the notebook too, not a line among papermill's own."""

import pytest

from toil.errors import SettingsError
from toil.steps.injected import check_injected, executed_cells

PARAMETERS = 'study = "../toil.toml"  # study file\nsquad = "acessos"\nmonth = ""  # YYYY-MM\n'
CALL = "from toil.steps import open_steps\nsteps = open_steps(study, squad, month)\n"


def injected(text):
    return f"# Parameters\n{text}\n"


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", PARAMETERS, CALL],
        ["", PARAMETERS, injected('squad = "canais"\nmonth = "2026-08"'), CALL],
        ["", PARAMETERS, "%matplotlib inline", injected('month = "2026-08"'), "month = '2026-09'", CALL],
    ],
    ids=["no notebook", "nothing passed", "known ones", "a magic, and a cell run again"],
)
def test_known_parameters_pass(cells):
    check_injected(cells)


def test_a_misspelt_one_is_an_error_that_names_the_nearest():
    with pytest.raises(SettingsError) as error:
        check_injected(["", PARAMETERS, injected('squad = "canais"\nmnoth = "2026-08"'), CALL])
    assert str(error.value) == "the notebook's parameters: unknown parameter 'mnoth'. Did you mean 'month'?"


def test_outside_of_a_notebook_nothing_has_been_passed():
    assert executed_cells() == []
