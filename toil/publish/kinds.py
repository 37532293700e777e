"""What the columns of kinds leave unsaid."""

from __future__ import annotations

from toil.candidates import all_incidents, is_alert
from toil.i18n import Wording
from toil.publish.report import Report


def kinds_text(report: Report, words: Wording) -> str:
    """Return what the months' columns of kinds leave unsaid; empty where that is nothing."""
    _ = words.text
    alerts = int((is_alert(report.tickets) & report.tickets["kind"].eq("incident").fillna(False)).sum())
    others = int(report.squad_months[["problems", "unknown_kind"]].sum().sum())
    said = []
    if alerts:
        said.append(
            words.count_text(
                "{n} ticket that monitoring opened as an incident stands under incidents;"
                " verdicts take it for an alert.",
                "{n} tickets that monitoring opened as incidents stand under incidents;"
                " verdicts take them for alerts.",
                alerts,
            )
        )
    if all_incidents(report.tickets["kind"]):
        said.append(
            _("The exports call nearly every ticket an incident; verdicts read in the texts which are requests.")
        )
    if others:
        said.append(
            words.count_text(
                "{n} problem or ticket of unknown kind has no column.",
                "{n} problems and tickets of unknown kind have no column.",
                others,
            )
        )
    return " ".join(said)
