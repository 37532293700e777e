"""What the tickets of a window are about, month by month: a month that was masked once is not masked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from toil.schema import empty
from toil.steps.cached import CachedStep, Tables
from toil.text import mask_subjects, subject_source


def window_subjects(
    tickets: pd.DataFrame,
    files: Mapping[str, str],
    cached: Callable[[str, list, Callable[[], Tables]], CachedStep],
) -> pd.DataFrame:
    """Return the subjects of *tickets* (contract ``subjects``, by ticket id).

    Parameters
    ----------
    tickets : pd.DataFrame
        Contract ``tickets``; all of a window, because the window decides whether texts or codes are the subject.
    files : mapping
        ``tickets@YYYY-MM`` -> content hash, one for each month of the window.
    cached : callable
        Gives the step of a name, its inputs and what computes it.
    """
    source = subject_source(tickets)

    def masked(name: str) -> pd.DataFrame:
        def compute() -> Tables:
            own = tickets[tickets["month"] == name.split("@")[1]].reset_index(drop=True)
            return {"subjects": mask_subjects(own, source)}

        return cached("subjects", [files[name], source], compute).tables["subjects"]

    subjects = pd.concat([empty("subjects"), *(masked(name) for name in sorted(files))])
    return subjects.sort_values("ticket_id", kind="stable", ignore_index=True)
