"""Patterns to candidates: effort, the six attributes, ranges, economics, verdict."""

from toil.candidates.acted import BEFORE, LEFT_OUT, SINCE, action_months
from toil.candidates.answers import read_survey
from toil.candidates.benefits import base_net_hours
from toil.candidates.budget import (
    SETTLED,
    WORKING_DAY,
    buy,
    left_out,
    line_up,
    open_to_action,
    seems_over,
    worth_doing,
)
from toil.candidates.economics import lasting_share, net_12, net_hours_12, payback_months, saved_hours
from toil.candidates.effort import count_unusable_minutes, estimate_effort
from toil.candidates.ended import find_began, find_ended
from toil.candidates.endings import all_incidents, is_alert
from toil.candidates.explanations import (
    explain_assumption,
    explain_attribute,
    explain_condition,
    explain_next,
    explain_verdict,
    reasons_in_all_languages,
    source_strings,
)
from toil.candidates.ledger import EARLY, MORE, NO_CHANGE, SAVED, UNKNOWN, Stretch, measure_action
from toil.candidates.means import suggest_means
from toil.candidates.months import count_pattern_months
from toil.candidates.projection import end_over_mean
from toil.candidates.scoring import Scores, score_candidates
from toil.candidates.sensitivity import measure_sensitivity
from toil.candidates.sums import add_draws
from toil.candidates.survey import Felt, compare_survey
from toil.candidates.verdicts import Check, check_rules
from toil.candidates.working import Working, working_of

__all__ = [
    "BEFORE",
    "EARLY",
    "LEFT_OUT",
    "MORE",
    "NO_CHANGE",
    "SAVED",
    "SETTLED",
    "SINCE",
    "UNKNOWN",
    "WORKING_DAY",
    "Check",
    "Felt",
    "Scores",
    "Stretch",
    "Working",
    "action_months",
    "add_draws",
    "all_incidents",
    "base_net_hours",
    "buy",
    "check_rules",
    "compare_survey",
    "count_pattern_months",
    "count_unusable_minutes",
    "end_over_mean",
    "estimate_effort",
    "explain_assumption",
    "explain_attribute",
    "explain_condition",
    "explain_next",
    "explain_verdict",
    "find_began",
    "find_ended",
    "is_alert",
    "lasting_share",
    "left_out",
    "line_up",
    "measure_action",
    "measure_sensitivity",
    "net_12",
    "net_hours_12",
    "open_to_action",
    "payback_months",
    "read_survey",
    "reasons_in_all_languages",
    "saved_hours",
    "score_candidates",
    "seems_over",
    "source_strings",
    "suggest_means",
    "working_of",
    "worth_doing",
]
