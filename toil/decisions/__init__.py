"""What people decided about patterns, and where it acts.

Decisions stand in ``decisions/<squad>.csv``, under version control and written by people. They act at four places:
`apply_grouping` after clustering and before identity, `find_joins` and `apply_names` after identity,
`apply_attributes` and `apply_verdicts` while scoring, so that what a verdict brings follows what people decided, and
`apply_status` after it. A later row of the file wins over an earlier one. A decision that no longer fits is
reported, never dropped silently.
"""

from toil.decisions.acting import apply_attributes, apply_names, apply_status, apply_verdicts
from toil.decisions.grouping import apply_grouping, find_joins, joins_patterns
from toil.decisions.overtaking import overtaken_by
from toil.decisions.reading import check_squads, read_decisions

__all__ = [
    "apply_attributes",
    "apply_grouping",
    "apply_names",
    "apply_status",
    "apply_verdicts",
    "check_squads",
    "find_joins",
    "joins_patterns",
    "overtaken_by",
    "read_decisions",
]
