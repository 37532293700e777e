"""Export files -> tickets: readers, profiles as data, mapping, months, and whether what came is enough."""

from toil.exports.check.check_text import render_check
from toil.exports.check.checking import Check, check_export
from toil.exports.check.drafting import write_draft
from toil.exports.check.together import Checks, check_exports
from toil.exports.check.together_text import render_together
from toil.exports.copies import default_name
from toil.exports.counts import REASONS
from toil.exports.coverage import find_gaps
from toil.exports.fitness import Fitness, fitness
from toil.exports.folders import find_files
from toil.exports.intake import Intake, load_exports
from toil.exports.layouts.fields import FIELDS
from toil.exports.months import default_month
from toil.exports.reasons import intake_reasons
from toil.exports.sharing import Shared, share_export
from toil.exports.survey import Survey, check_tickets, survey_exports
from toil.exports.tables import tickets_by_month

__all__ = [
    "FIELDS",
    "REASONS",
    "Check",
    "Checks",
    "Fitness",
    "Intake",
    "Shared",
    "Survey",
    "check_export",
    "check_exports",
    "check_tickets",
    "default_month",
    "default_name",
    "find_files",
    "find_gaps",
    "fitness",
    "intake_reasons",
    "load_exports",
    "render_check",
    "render_together",
    "share_export",
    "survey_exports",
    "tickets_by_month",
    "write_draft",
]
