"""Where names, attributes, verdicts and statuses that people decided act on patterns and candidates."""

from __future__ import annotations

import pandas as pd

from toil.decisions.grouping import NOT_HERE, joins_patterns, misfit_table
from toil.decisions.reading import UNKNOWN
from toil.schema import TABLES, conform
from toil.schema.values import ATTRIBUTES


def apply_names(patterns: pd.DataFrame, decisions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return *patterns* with the names that people gave, and the renames that fit no pattern (``misfits``).

    The name of patterns that were joined is that of the merge, until a later line renames them. A theme that bears
    the label of its only pattern is renamed with it.
    """
    renames = decisions["action"] == "rename"
    named = decisions[renames | joins_patterns(decisions)]
    names, _ = _latest(named, set(patterns["pattern_id"]))
    _, misfits = _latest(decisions[renames], set(patterns["pattern_id"]))
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
    misfits = [(pattern, "attribute", NOT_HERE) for pattern in last.loc[~fits, "pattern_id"]]
    return (
        candidates.assign(**columns),
        conform("overrules", pd.DataFrame(overruled, columns=names)),
        misfit_table(misfits),
    )


def apply_verdicts(candidates: pd.DataFrame, decisions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return *candidates* with people's verdicts over the rules', marked as theirs, and the misfits.

    The rule that had matched stays readable in ``rule``; ``decided_by`` says that a person overruled it.
    """
    verdicts, misfits = _latest(decisions[decisions["action"] == "verdict"], set(candidates["pattern_id"]))
    by_person = candidates["pattern_id"].isin(verdicts)
    return candidates.assign(
        verdict=_overlay(candidates, "verdict", verdicts),
        decided_by=lambda c: c["decided_by"].mask(by_person, "person"),
    ), misfits


def apply_status(candidates: pd.DataFrame, decisions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return *candidates* with ``status`` and ``owner``, the last that people wrote down, and the misfits.

    Null where nobody did. Any line of the file may name the owner.
    """
    known = set(candidates["pattern_id"])
    statuses, misfits = _latest(decisions[decisions["action"] == "status"], known)
    named = decisions[decisions["owner"].notna()].drop_duplicates("pattern_id", keep="last")
    owners = dict(zip(named["pattern_id"], named["owner"], strict=True))
    return candidates.assign(
        status=candidates["pattern_id"].map(statuses).astype("str"),
        owner=candidates["pattern_id"].map(owners).astype("str"),
    ), misfits


def _latest(rows: pd.DataFrame, known: set[str]) -> tuple[dict[str, str], pd.DataFrame]:
    """Return the last value by pattern of *rows*, those of one kind of decision, and the rows of no pattern."""
    rows = rows.drop_duplicates("pattern_id", keep="last")
    fits = rows["pattern_id"].isin(known)
    misfits = [(row.pattern_id, row.action, NOT_HERE) for row in rows[~fits].itertuples()]
    return dict(zip(rows.loc[fits, "pattern_id"], rows.loc[fits, "value"], strict=True)), misfit_table(misfits)


def _overlay(table: pd.DataFrame, column: str, decided: dict[str, str]) -> pd.Series:
    pairs = zip(table["pattern_id"], table[column], strict=True)
    return pd.Series([decided.get(pattern, value) for pattern, value in pairs], index=table.index, dtype="str")
