"""What became of the actions that people wrote down as live, from the windows before them to the report's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from toil.candidates import Stretch, action_months, measure_action
from toil.patterns import scope_change
from toil.schema import empty
from toil.steps.cached import Tables


def live_since(decisions: pd.DataFrame, month: str) -> dict[str, str]:
    """Return by pattern id the day from which an action on it is live, of those that are by the end of *month*.

    The last status that people wrote counts; said more than once in a row, the first day does.
    """
    since: dict[str, str] = {}
    for row in decisions[decisions["action"] == "status"].itertuples():
        if row.value == "live":
            since.setdefault(row.pattern_id, row.when)
        else:
            since.pop(row.pattern_id, None)
    return {pattern: day for pattern, day in since.items() if day[:7] <= month}


def measure_actions(
    live: dict[str, str],
    months: Sequence[str],
    stretch_of: Callable[[str], Stretch],
    placed: Callable[[str], pd.DataFrame],
) -> Tables:
    """Return ``progress``, a row an action of *live* in the order of their days, and their ``progress_months``.

    Parameters
    ----------
    live : dict
        As `live_since` gives it.
    months : sequence of str
        Months of the squad up to the report's, oldest first.
    stretch_of, placed : callable
        From a month to its window's `Stretch`, and to its ``ticket_patterns`` with lasting ids.
    """
    actions, by_month = [empty("progress")], [empty("progress_months")]
    for pattern, day in sorted(live.items() if months else [], key=lambda item: (item[1], item[0])):
        earlier = [month for month in months if month < day[:7]]
        chain = [placed(month) for month in months if month >= earlier[-1]] if earlier else []
        before, now = stretch_of(earlier[-1]) if earlier else None, stretch_of(months[-1])
        scope = scope_change(chain) if chain else pd.Series(dtype=float)
        action = measure_action(pattern, day, before=before, now=now, scope=scope, live=set(live))
        actions.append(action)
        by_month.append(action_months(action.iloc[0], before=before, now=now))
    return {
        "progress": pd.concat(actions, ignore_index=True),
        "progress_months": pd.concat(by_month, ignore_index=True),
    }
