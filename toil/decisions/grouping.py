"""Which tickets are one pattern, as people decided: groups of texts before identity, whole patterns after it."""

from __future__ import annotations

import re

import pandas as pd

from toil.schema import conform

NOT_HERE = "no such pattern in this window"
_NO_TEXT = "none of its templates occurs in this window"
_PATTERN = re.compile(r"P-[0-9a-f]{8}")


def names_of(templates: object) -> list[str]:
    """Return the ids that a decision's column ``templates`` names."""
    return re.split(r"[\s,]+", str(templates).strip(" ,\t\n")) if pd.notna(templates) and str(templates) else []


def pattern_ids(templates: object) -> list[str]:
    """Return those of `names_of` that are ids of patterns."""
    return [name for name in names_of(templates) if _PATTERN.fullmatch(name)]


def joins_patterns(decisions: pd.DataFrame) -> pd.Series:
    """Return which rows merge whole patterns, named by their ids; the other merges name tickets or templates."""
    named = [bool(pattern_ids(templates)) for templates in decisions["templates"]]
    return pd.Series(named, index=decisions.index, dtype=bool) & (decisions["action"] == "merge")


def apply_grouping(ticket_patterns: pd.DataFrame, decisions: pd.DataFrame) -> tuple[dict[str, str], pd.DataFrame]:
    """Return the groups that people made of texts by merging and splitting.

    Parameters
    ----------
    ticket_patterns : DataFrame
        Contract ``ticket_patterns``, as clustered.
    decisions : DataFrame
        Contract ``decisions``; merges of whole patterns are left to `find_joins`.

    Returns
    -------
    groups : dict of str to str
        Name of the group by template id; templates that are not named, by their own id or a ticket's, stay where the
        clustering put them.
    misfits : DataFrame
        Contract ``misfits``: decisions none of whose tickets and templates occurs any more.
    """
    of_name = dict(zip(ticket_patterns["ticket_id"], ticket_patterns["template_id"], strict=True))
    of_name |= {template: template for template in ticket_patterns["template_id"]}
    groups: dict[str, str] = {}
    misfits = []
    grouping = decisions["action"].isin(["merge", "split"]) & ~joins_patterns(decisions)
    for row in decisions[grouping].itertuples():
        named = [of_name[name] for name in names_of(row.templates) if name in of_name]
        groups |= dict.fromkeys(named, row.value)
        if not named:
            misfits.append((row.pattern_id, row.action, _NO_TEXT))
    return groups, misfit_table(misfits)


def find_joins(patterns: pd.DataFrame, decisions: pd.DataFrame) -> tuple[dict[str, str], pd.DataFrame]:
    """Return which patterns people joined: a merge that names patterns holds for all their tickets, month by month.

    Parameters
    ----------
    patterns : DataFrame
        Contract ``patterns``, with lasting ids.
    decisions : DataFrame
        Contract ``decisions``.

    Returns
    -------
    kept : dict of str to str
        By the id of each pattern that another takes in: the id under which both go on. That is the decision's own.
    misfits : DataFrame
        Contract ``misfits``: merges none of whose other patterns is there.
    """
    present = set(patterns["pattern_id"])
    kept: dict[str, str] = {}
    misfits = []
    for row in decisions[joins_patterns(decisions)].itertuples():
        others = set(pattern_ids(row.templates)) - {row.pattern_id}
        if not others & present:
            misfits.append((row.pattern_id, row.action, NOT_HERE))
        kept = {name: row.pattern_id if into in others else into for name, into in kept.items()}
        kept |= dict.fromkeys(others, row.pattern_id)
        kept.pop(row.pattern_id, None)
    return {name: into for name, into in kept.items() if name in present}, misfit_table(misfits)


def misfit_table(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    """Return contract ``misfits`` of rows of pattern id, action and problem."""
    return conform("misfits", pd.DataFrame(rows, columns=["pattern_id", "action", "problem"], dtype="str"))
