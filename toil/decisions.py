"""What people decided about patterns, and where it acts.

Decisions stand in ``decisions/<squad>.csv``, under version control and written by people. They act at three places:
`apply_grouping` after clustering and before identity, `apply_names` after identity, `apply_attributes` and
`apply_verdicts` while scoring, so that what a verdict brings follows what people decided.
A later row of the file wins over an earlier one. A decision that no longer fits is reported, never dropped silently.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from toil.errors import SettingsError, nearest
from toil.schema import TABLES, conform, empty
from toil.schema.tables import ACTIONS, ATTRIBUTES, STATUSES, VERDICTS

_COLUMNS = [column.name for column in TABLES["decisions"].columns]
_NEEDS_VALUE = {"rename": (), "merge": (), "split": (), "verdict": VERDICTS, "attribute": (), "status": STATUSES}
UNKNOWN = "unknown"


def read_decisions(folder: Path, squad: str) -> pd.DataFrame:
    """Read ``<folder>/<squad>.csv``; a squad without a file has decided nothing.

    Returns
    -------
    DataFrame
        Contract ``decisions``, in the order of the file.

    Raises
    ------
    SettingsError
        If a column is missing or unknown, or a row says something that can't be acted on.
    """
    path = folder / f"{squad}.csv"
    if not path.exists():
        return empty("decisions")
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"not readable as UTF-8 CSV ({error})", where=str(path)) from None
    _check_header(path, list(reader.fieldnames or []))
    for number, row in enumerate(rows, start=2):
        _check_row(f"{path}, line {number}", row)
    table = pd.DataFrame(rows, columns=_COLUMNS, dtype="str")
    return conform("decisions", table.mask(table == ""))


def apply_grouping(ticket_patterns: pd.DataFrame, decisions: pd.DataFrame) -> tuple[dict[str, str], pd.DataFrame]:
    """Return the groups that people made of templates by merging and splitting.

    Parameters
    ----------
    ticket_patterns : DataFrame
        Contract ``ticket_patterns``, as clustered.
    decisions : DataFrame
        Contract ``decisions``.

    Returns
    -------
    groups : dict of str to str
        Group by template id; templates that are not named stay where the clustering put them.
    misfits : DataFrame
        Contract ``misfits``: decisions none of whose templates occur any more.
    """
    present = set(ticket_patterns["template_id"])
    groups: dict[str, str] = {}
    misfits = []
    for row in decisions[decisions["action"].isin(["merge", "split"])].itertuples():
        named = [template for template in str(row.templates).split() if template in present]
        groups |= dict.fromkeys(named, f"decided:{row.value}")
        if not named:
            misfits.append((row.pattern_id, row.action, "none of its templates occurs in this window"))
    return groups, _misfits(misfits)


def apply_names(patterns: pd.DataFrame, decisions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return *patterns* with the names that people gave, and the renames that fit no pattern (``misfits``).

    A theme that bears the label of its only pattern is renamed with it.
    """
    names, misfits = _latest(decisions, "rename", set(patterns["pattern_id"]))
    label = _overlay(patterns, "label", names)
    own = patterns["theme"] == patterns["label"]
    return patterns.assign(label=label, theme=patterns["theme"].mask(own, label)), misfits


def apply_attributes(
    candidates: pd.DataFrame, decisions: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return *candidates* with the attributes that people set, what they overruled (``overrules``), and the misfits.

    The interval and the number of tickets stay those of the test; an attribute set to "unknown" becomes null.
    """
    rows = decisions[decisions["action"] == "attribute"]
    parts = [[part.strip() for part in str(value).partition("=")] for value in rows["value"]]
    set_ones = rows.assign(attribute=[part[0] for part in parts], share=[part[2] for part in parts])
    last = set_ones.drop_duplicates(["pattern_id", "attribute"], keep="last")
    fits = last["pattern_id"].isin(set(candidates["pattern_id"]))
    at = {pattern: row for row, pattern in enumerate(candidates["pattern_id"])}
    columns = {name: candidates[name].to_numpy(dtype=float, copy=True) for name in ATTRIBUTES if name in candidates}
    overruled = []
    for row in last[fits].itertuples():
        share = float("nan") if row.share == UNKNOWN else float(row.share)
        tested = columns[row.attribute][at[row.pattern_id]]
        columns[row.attribute][at[row.pattern_id]] = share
        overruled.append((row.pattern_id, row.attribute, tested, share, row.reason, row.who, row.when))
    names = [column.name for column in TABLES["overrules"].columns]
    misfits = [(pattern, "attribute", "no such pattern in this window") for pattern in last.loc[~fits, "pattern_id"]]
    return (
        candidates.assign(**columns),
        conform("overrules", pd.DataFrame(overruled, columns=names)),
        _misfits(misfits),
    )


def apply_verdicts(candidates: pd.DataFrame, decisions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return *candidates* with people's verdicts over the rules', marked as theirs, and the misfits.

    The rule that had matched stays readable in ``rule``; ``decided_by`` says that a person overruled it.
    """
    verdicts, misfits = _latest(decisions, "verdict", set(candidates["pattern_id"]))
    by_person = candidates["pattern_id"].isin(verdicts)
    return candidates.assign(
        verdict=_overlay(candidates, "verdict", verdicts),
        decided_by=lambda c: c["decided_by"].mask(by_person, "person"),
    ), misfits


def _latest(decisions: pd.DataFrame, action: str, known: set[str]) -> tuple[dict[str, str], pd.DataFrame]:
    rows = decisions[decisions["action"] == action].drop_duplicates("pattern_id", keep="last")
    fits = rows["pattern_id"].isin(known)
    misfits = [(pattern, action, "no such pattern in this window") for pattern in rows.loc[~fits, "pattern_id"]]
    return dict(zip(rows.loc[fits, "pattern_id"], rows.loc[fits, "value"], strict=True)), _misfits(misfits)


def _overlay(table: pd.DataFrame, column: str, decided: dict[str, str]) -> pd.Series:
    pairs = zip(table["pattern_id"], table[column], strict=True)
    return pd.Series([decided.get(pattern, value) for pattern, value in pairs], index=table.index, dtype="str")


def _misfits(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    return conform("misfits", pd.DataFrame(rows, columns=["pattern_id", "action", "problem"], dtype="str"))


def _check_header(path: Path, header: list[str]) -> None:
    missing = [column for column in _COLUMNS if column not in header]
    unknown = [column for column in header if column not in _COLUMNS]
    if missing or unknown:
        do = nearest(unknown[0], _COLUMNS) if unknown else f"Add column(s) {', '.join(missing)}."
        raise SettingsError("wrong columns", where=str(path), found=str(header), wanted=str(_COLUMNS), do=do)


def _check_row(where: str, row: dict[str, str]) -> None:
    action, value = row["action"], row["value"]
    if action not in ACTIONS:
        raise SettingsError(f"unknown action '{action}'", where=where, do=nearest(str(action), ACTIONS))
    allowed = _NEEDS_VALUE[action]
    if not value or (allowed and value not in allowed):
        raise SettingsError(
            f"action '{action}' has no value it can take",
            where=where,
            found=repr(value),
            wanted=", ".join(allowed) or "a name",
        )
    if action == "attribute":
        _check_attribute(where, str(value), row["reason"])
    if action in ("merge", "split") and not row["templates"]:
        raise SettingsError(
            f"action '{action}' names no templates", where=where, wanted="template ids joined by spaces"
        )
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["when"] or "") or not row["who"]:
        raise SettingsError("a decision needs who and when", where=where, wanted="who = a name, when = YYYY-MM-DD")


def _check_attribute(where: str, value: str, reason: str | None) -> None:
    name, _, share = (part.strip() for part in value.partition("="))
    if name not in ATTRIBUTES:
        raise SettingsError(f"unknown attribute '{name}'", where=where, do=nearest(name, ATTRIBUTES))
    known = re.fullmatch(r"0(\.\d+)?|1(\.0+)?", share)
    if share != UNKNOWN and not known:
        raise SettingsError(
            f"attribute '{name}' has no share", where=where, found=repr(share), wanted=f"{name}=0 to 1, or unknown"
        )
    if not reason:
        raise SettingsError("an attribute is overruled with a reason only", where=where, do="Fill column 'reason'.")
