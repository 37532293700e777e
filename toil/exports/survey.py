"""What a study could be: the assignment groups that exports name, before anybody said which are squads."""

from __future__ import annotations

import pandas as pd

from toil.exports.counts import Ledger
from toil.exports.files import export_files, find_sources
from toil.exports.months import name_months
from toil.exports.protecting import to_text
from toil.exports.reading import read_files, type_files
from toil.exports.states import latest_of, order_files
from toil.settings import Study


def survey_groups(study: Study) -> pd.DataFrame:
    """Return the assignment groups of the study's exports and their tickets a month; its squads are not looked at.

    Returns
    -------
    DataFrame
        Columns group, month, tickets; largest group first, months in order. Rows without a group are left out.

    Raises
    ------
    ExportError
        As `load_exports`.
    """
    files = read_files(find_sources(export_files(study), study.folder), study)
    ledger = Ledger()
    states = order_files(type_files(files, study, ledger), files, ledger)
    latest = states.facts.take(latest_of(states, files, ledger))
    months = name_months(latest["opened_at"], study.study.timezone, study.exports.undated_month)
    table = pd.DataFrame({"group": to_text(latest["group"]), "month": months.to_pandas()}).dropna()
    counted = table.groupby(["group", "month"], sort=True).size().rename("tickets").reset_index()
    totals = counted.groupby("group")["tickets"].transform("sum")
    order = counted.assign(total=-totals).sort_values(["total", "group", "month"], ignore_index=True)
    return order[["group", "month", "tickets"]]
