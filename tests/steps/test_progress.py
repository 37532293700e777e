"""Which actions are live, and since when: the last status counts, its first day."""

import pandas as pd

from toil.steps.progress import live_since


def test_the_last_status_counts_and_its_first_day():
    lines = [
        ("P-1", "accepted", "2026-01-10"), ("P-1", "live", "2026-03-01"), ("P-1", "live", "2026-05-01"),
        ("P-2", "live", "2026-02-01"), ("P-2", "retired", "2026-04-01"),
        ("P-3", "live", "2026-02-01"), ("P-3", "building", "2026-03-01"), ("P-3", "live", "2026-04-15"),
        ("P-4", "live", "2026-07-01"),
    ]  # fmt: skip
    decisions = pd.DataFrame(lines, columns=["pattern_id", "value", "when"]).assign(action="status")
    assert live_since(decisions, "2026-06") == {"P-1": "2026-03-01", "P-3": "2026-04-15"}
    assert live_since(decisions, "2026-07")["P-4"] == "2026-07-01"
