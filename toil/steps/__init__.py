"""Each stage in its one cached form: what notebooks and runs call.

A step's key hashes the content of its input tables, the settings it reads and the code version. So a changed
parameter makes a new entry and never overwrites one; an added month leaves alone what was computed for the others.
"""

from toil.steps.portfolio import open_portfolio, portfolio_of
from toil.steps.rekey import rekey
from toil.steps.squad import Steps, open_steps
from toil.steps.study import StudySteps, open_study
from toil.steps.versions import code_version

__all__ = [
    "Steps",
    "StudySteps",
    "code_version",
    "open_portfolio",
    "open_steps",
    "open_study",
    "portfolio_of",
    "rekey",
]
