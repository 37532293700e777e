"""The months of a piece of work that somebody acted on: what a picture of before and after draws."""

from __future__ import annotations

import pandas as pd

from toil.candidates.ledger import Stretch, months_since
from toil.schema import conform, empty
from toil.schema.values import ACTED

BEFORE, LEFT_OUT, SINCE = ACTED


def action_months(action: pd.Series, *, before: Stretch | None, now: Stretch) -> pd.DataFrame:
    """Return table ``progress_months`` of one action: its tickets a month, and those to expect without it.

    Parameters
    ----------
    action : Series
        The row of table ``progress`` that `toil.candidates.measure_action` gave for the same stretches.
    before, now : Stretch
        As `toil.candidates.measure_action` takes them.

    Returns
    -------
    DataFrame
        A row a month of either window, oldest first, covered whole or not. Tickets are those that people had to
        resolve, outside bursts; months from before the action as the pattern is now, so their mean over the months
        that count is ``tickets_before``. The ends of ``expected`` are what came and the ends of what was saved, at
        least 0. Where nothing can be told nothing is expected.
    """
    since = months_since(str(action["since"]), now.whole)
    earlier = before.whole[:-1] if before else []
    first = str(action["since"])[:7]
    came = _came(action["pattern_id"], now)
    if before:
        old = _came(action["pattern_id"], before) * float(action["scope"])
        came = pd.concat([old, came[came.index > old.index.max()] if len(old) else came])
    if came.empty:
        return empty("progress_months")
    months = pd.Series(came.index, dtype="str")
    part = pd.Series(LEFT_OUT, index=months.index, dtype="str").mask(months.isin(earlier) & (months < first), BEFORE)
    table = pd.DataFrame({"pattern_id": action["pattern_id"], "month": months, "tickets": came.to_numpy()})
    table = table.assign(part=part.mask(months.isin(since), SINCE))
    ends = {f"expected_{end}": action["tickets_after"] + action[f"saved_tickets_{end}"] for end in ("low", "high")}
    expected = {"expected": action["expected"], **{name: max(0.0, value) for name, value in ends.items()}}
    told = table["part"] == SINCE
    drawn = {name: pd.Series(value, index=table.index).where(told) for name, value in expected.items()}
    return conform("progress_months", table.assign(**drawn))


def _came(pattern_id: str, stretch: Stretch) -> pd.Series:
    """Return the tickets of each month of *stretch* that is covered at all, 0 where the pattern has none."""
    months = sorted(stretch.coverage.index[stretch.coverage > 0])
    counts = {month: stretch.for_people([month]).get(pattern_id, 0.0) for month in months}
    return pd.Series(counts, dtype=float)
