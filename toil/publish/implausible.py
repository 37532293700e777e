"""Hours that can't be right: more recorded than a ticket was open, or than the squad's people have."""

from __future__ import annotations

import numpy as np

from toil.i18n import Wording
from toil.publish.report import Report
from toil.publish.untrusted import one_line

_JUDGED_FROM, _TOO_MANY = 10, 0.5


def implausible(report: Report, words: Wording) -> list[str]:
    """Return what speaks against the hours as a whole, as sentences, a fact first; empty where nothing does.

    Seconds read as minutes, or another time read as work, show in two ways. Half or more of the tickets with recorded
    minutes (of 10 or more) were open for less than these. Or repeated work takes more hours a month than the
    squad's people have. Hours read as minutes, which make figures too small, don't show here.
    """
    return [*_beyond_open(report, words), *_beyond_people(report, words)]


def _beyond_open(report: Report, words: Wording) -> list[str]:
    tickets = report.tickets
    ended = tickets["resolved_at"].fillna(tickets["closed_at"])
    minutes_open = (ended - tickets["opened_at"]).dt.total_seconds().to_numpy(dtype=float) / 60
    recorded = tickets["worked_minutes"].to_numpy(dtype=float, na_value=np.nan)
    judged = (recorded > 0) & (minutes_open > 0)
    beyond = int((recorded[judged] > minutes_open[judged]).sum())
    if judged.sum() < _JUDGED_FROM or beyond < _TOO_MANY * judged.sum():
        return []
    headers = report.columns.loc[report.columns["field"] == "worked_minutes", "header"]
    return [
        words.text(
            "In {beyond} of {tickets} tickets with recorded work it took longer than the ticket was open.",
            beyond=words.number(beyond),
            tickets=words.number(int(judged.sum())),
        ),
        words.text(
            "If “{header}” is in seconds, say number_unit = 'seconds' under [exports]; if it is no time of work,"
            " say '{header}' = 'ignore' under [exports.columns].",
            header=one_line(" / ".join(headers.unique()), 80),
        ),
    ]


def _beyond_people(report: Report, words: Wording) -> list[str]:
    people = report.settings.people
    if people is None:
        return []
    hours, has = report.candidates["hours_base"].sum(), people * report.study.effort.productive_hours_month
    if hours <= has:
        return []
    return [
        words.text(
            "Repeated work takes {hours} hours a month, and {people} people have {has}: their number, the squad's"
            " groups or the minutes are wrong.",
            hours=words.number(hours),
            people=words.number(people, 1 if people % 1 else 0),
            has=words.number(has),
        )
    ]
