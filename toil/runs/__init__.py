"""Run a study: every squad's month through its notebooks, one failure stopping no other."""

from toil.runs.explore import copy_notebooks
from toil.runs.new import new_study
from toil.runs.notebooks import notebook_folder, run_notebook
from toil.runs.squads import left_out, run_study
from toil.runs.status import Outcome
from toil.runs.summary import summary_line

__all__ = [
    "Outcome",
    "copy_notebooks",
    "left_out",
    "new_study",
    "notebook_folder",
    "run_notebook",
    "run_study",
    "summary_line",
]
