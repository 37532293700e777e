"""Export files -> tickets: readers, profiles as data, mapping, months, and whether what came is enough."""

from toil.exports.files import export_files
from toil.exports.intake import Intake, load_exports
from toil.exports.months import default_month

__all__ = ["Intake", "default_month", "export_files", "load_exports"]
