"""What a study could be: the assignment groups that exports name, before anybody said which are squads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from toil.errors import ExportError
from toil.exports.counts import Ledger
from toil.exports.layouts.plain import plain
from toil.exports.months import name_months
from toil.exports.notes import exports_of
from toil.exports.protecting import to_text
from toil.exports.reading import read_files
from toil.exports.states import latest_of, order_files
from toil.exports.typed import type_files
from toil.exports.unread import unread_headers
from toil.privacy import redact
from toil.settings import Study
from toil.store.aside import waiting_room

MOST_NAMED = 5


def check_tickets(tickets: pd.DataFrame, study: Study) -> None:
    """Raise an ExportError where no ticket is of the study's squads: it names their groups and the exports' nearest.

    The exports are read again for that.
    """
    if len(tickets):
        return
    groups = list(dict.fromkeys(group.name for squad in study.squads.values() for group in squad.groups))
    surveyed = survey_exports(study).groups["group"].drop_duplicates()
    names = dict.fromkeys(redact(surveyed.astype("str").reset_index(drop=True))[0])
    by_plain = {plain(name): name for name in names}
    near = [by_plain[n] for group in groups for n in get_close_matches(plain(group), by_plain, n=1)]
    raise ExportError(
        "no ticket of the study's squads",
        where=study.path.name,
        found=f"in the exports {len(names)} group(s): {_listed(list(dict.fromkeys([*near, *names])))}",
        wanted=f"one of {_listed(groups)}",
        do="Write the groups in [squads] as the exports do, and look at their since and until.",
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"'{name[:60]}'" for name in names[:MOST_NAMED])
    return (shown or "none") + (", ..." if len(names) > MOST_NAMED else "")


@dataclass(frozen=True)
class Survey:
    """What exports hold, before anybody said which groups are squads.

    ``groups``: columns group, month, tickets; largest group first, months in order; rows without a group are left
    out. ``guessed``: columns file, header (redacted), field; a row a column that no profile knows. ``unread``:
    columns file, header (redacted), filled; a row a column that is filled in most rows and is no field.
    """

    groups: pd.DataFrame
    guessed: pd.DataFrame
    unread: pd.DataFrame


@waiting_room()
def survey_exports(study: Study) -> Survey:
    """Return what the study's exports hold; its squads are not looked at.

    Raises
    ------
    ExportError
        As `load_exports`.
    """
    files = read_files(exports_of(study)[0], study)
    ledger = Ledger()
    states = order_files(type_files(files, study, ledger), files, ledger)
    latest = states.facts.take(latest_of(states, files, ledger))
    months = name_months(latest["opened_at"], study.study.timezone, study.exports.undated_month)
    groups = _as_most_write(to_text(latest["group"]))
    table = pd.DataFrame({"group": groups, "month": months.to_pandas()}).dropna()
    counted = table.groupby(["group", "month"], sort=True).size().rename("tickets").reset_index()
    totals = counted.groupby("group")["tickets"].transform("sum")
    order = counted.assign(total=-totals).sort_values(["total", "group", "month"], ignore_index=True)
    guessed = [
        (file.source.name, header, field)
        for file in files
        for header, field, _filled in file.uses()
        if header in file.guessed
    ]
    unread = [(file.source.name, *found) for file in files for found in unread_headers(file, study.exports)]
    return Survey(
        order[["group", "month", "tickets"]],
        _redacted(pd.DataFrame(guessed, columns=["file", "header", "field"], dtype="str")),
        _redacted(pd.DataFrame(unread, columns=["file", "header", "filled"]).astype({"header": "str"})),
    )


def _as_most_write(groups: pd.Series) -> pd.Series:
    """Return *groups*, those that differ by case, accents or spaces alone as most rows write them: one group."""
    commonest = groups.value_counts().index
    written = {plain(name): name for name in reversed(commonest)}
    return groups.map({name: written[plain(name)] for name in commonest})


def _redacted(columns: pd.DataFrame) -> pd.DataFrame:
    return columns.assign(header=redact(columns["header"])[0])
