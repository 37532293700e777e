"""Export files -> tickets: readers, profiles as data, mapping, months, and whether what came is enough."""

from toil.exports.checking import Check, check_export, render_check
from toil.exports.counts import REASONS
from toil.exports.files import export_files
from toil.exports.fitness import Fitness, fitness
from toil.exports.intake import Intake, load_exports
from toil.exports.months import default_month
from toil.exports.sharing import Shared, default_name, share_export
from toil.exports.survey import survey_groups

__all__ = [
    "REASONS",
    "Check",
    "Fitness",
    "Intake",
    "Shared",
    "check_export",
    "default_month",
    "default_name",
    "export_files",
    "fitness",
    "load_exports",
    "render_check",
    "share_export",
    "survey_groups",
]
