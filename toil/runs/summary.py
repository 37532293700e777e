"""What became of a run, in one line: what a scheduler's log ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toil.i18n import Wording
from toil.runs.status import Outcome


def summary_line(outcomes: Sequence[Outcome], words: Wording) -> str:
    """Return month and number of squads, then how many of them ended how; what no squad did is not said."""
    of_squads = [outcome for outcome in outcomes if outcome.squad]
    n = Counter(outcome.status for outcome in of_squads)
    squads = words.count_text("{n} squad", "{n} squads", len(of_squads))
    counted = {
        "ok": words.count_text("{n} reported", "{n} reported", n["ok"]),
        "modest": words.count_text("{n} reported on few tickets", "{n} reported on few tickets", n["modest"]),
        "unchanged": words.count_text("{n} skipped as unchanged", "{n} skipped as unchanged", n["unchanged"]),
        "refused": words.count_text(
            "{n} refused for too few tickets", "{n} refused for too few tickets", n["refused"]
        ),
        "failed": words.count_text("{n} failed", "{n} failed", n["failed"]),
    }
    said = ", ".join(text for status, text in counted.items() if n[status])
    months = words.listing([words.month_long(month) for month in sorted({outcome.month for outcome in outcomes})])
    return f"{months}, {squads}: {said}"
