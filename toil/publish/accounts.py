"""Accounts that work otherwise than their names say: like a machine, or like people though called automation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toil.i18n import Wording
from toil.publish.report import Report
from toil.publish.untrusted import one_line
from toil.workload import is_automated

_FROM, _FASTER, _SLOWEST, _LIKE, _HOURS, _SHOWN = 30, 10, 15, 0.5, 1.0, 2


def odd_accounts(report: Report, words: Wording) -> list[str]:
    """Return which accounts to look at, as questions, each with two tickets to find it by; names are not known here.

    Like a machine works who resolved 30 tickets or more, half of them within 15 minutes and within a tenth of the
    time that half of the others' took; said where these count an hour a month or more. Like people works what is
    called automation, resolved 30 or more, and took at least half the time of people. People who write down
    afterwards what they did look like machines too, so nothing is counted otherwise for it.
    """
    if not report.dated:
        return []
    work, switch = _resolved(report), report.study.effort.context_switch_minutes.base
    people = work[~work["automated"]]
    found = []
    for _, own in sorted(work.groupby("resolver"), key=lambda item: -len(item[1])):
        others = people[people["resolver"] != own["resolver"].iloc[0]]
        if len(own) < _FROM or len(others) < _FROM:
            continue
        usual, took = others["minutes_open"].median(), own["minutes_open"].median()
        hours = (own["minutes_base"] + switch).sum() / 60 / max(report.months_covered, 1)
        if own["automated"].all() and took >= _LIKE * usual:
            found.append(_like_people(_figures(own, took, usual, words), words))
        elif not own["automated"].any() and took <= min(_SLOWEST, usual / _FASTER) and hours >= _HOURS:
            found.append(_like_machine(_figures(own, took, usual, words), hours, words))
    return found[:_SHOWN]


def _resolved(report: Report) -> pd.DataFrame:
    """Return the window's resolved tickets: ticket_id, resolver, automated, minutes_open, minutes_base."""
    tickets = report.tickets
    ended = tickets["resolved_at"].fillna(tickets["closed_at"])
    open_for = (ended - tickets["opened_at"]).dt.total_seconds().to_numpy(dtype=float) / 60
    work = tickets[["ticket_id", "resolver", "opened_at"]].assign(
        automated=is_automated(tickets), minutes_open=np.where(open_for >= 0, open_for, np.nan)
    )
    work = work.merge(report.ticket_effort[["ticket_id", "minutes_base"]], on="ticket_id", how="left")
    return work.dropna(subset=["resolver", "minutes_open"]).sort_values(["opened_at", "ticket_id"])


def _like_people(figures: dict[str, str], words: Wording) -> str:
    return words.text(
        "One account that resolved {tickets} tickets ({examples}, …) is taken for automation, but half of them took"
        " {took} or more, and people's {usual}. If it is a person, name it in people_accounts under [exports]: no"
        " minutes are counted for these.",
        **figures,
    )


def _like_machine(figures: dict[str, str], hours: float, words: Wording) -> str:
    return words.text(
        "One account resolved {tickets} tickets ({examples}, …), half of them within {took}; others take {usual}. If"
        " it is automation, name it in automation_accounts under [exports]: up to {hours} h a month are counted for"
        " these.",
        hours=words.number(hours, 1),
        **figures,
    )


def _figures(own: pd.DataFrame, took: float, usual: float, words: Wording) -> dict[str, str]:
    """Return an account's tickets, its two latest, and how long half of them and half of the others' took."""
    latest = ", ".join(one_line(ticket, 40) for ticket in own["ticket_id"].tail(2))
    times = {"took": _time(took, words), "usual": _time(usual, words)}
    return {"tickets": words.number(len(own)), "examples": latest, **times}


def _time(minutes: float, words: Wording) -> str:
    _ = words.text
    if minutes < 60:
        return _("{minutes} min", minutes=words.number(max(minutes, 1)))
    return _("{hours} h", hours=words.number(minutes / 60, int(minutes < 600)))
