"""Whether a squad's month is enough for a report, with the numbers that decide it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toil.exports.intake import Intake
from toil.i18n import Wording, wording
from toil.settings import Study, months_back

REFUSED, MODEST, FIT = "refused", "modest", "fit"
TEXT_NEEDED = 0.5


@dataclass(frozen=True)
class Fitness:
    """The verdict on a squad's month, and the figures behind it. Shares are of the report month's tickets; 0 to 1."""

    status: str
    month: str
    tickets: int
    window_tickets: int
    window_months: int
    refuse_under: int
    useful_from: int
    text_share: float
    dated_share: float
    resolved_share: float
    resolution_share: float
    worklog_share: float

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the verdict rests on, in English; `explain` says it in the reader's language."""
        return self.explain(wording("en"))

    def explain(self, words: Wording) -> tuple[str, ...]:
        """Return a sentence for each fact that a reader should know before believing the report."""
        _ = words.text
        tickets, month = words.number(self.tickets), words.month(self.month)
        counted = {"tickets": tickets, "month": month, "useful": words.number(self.useful_from)}
        sentences = []
        if self.status == REFUSED:
            floor = words.number(self.refuse_under)
            sentences.append(
                _("{tickets} tickets in {month}: under the floor of {floor}, no pattern would mean anything.",
                  tickets=tickets, month=month, floor=floor)
            )  # fmt: skip
        elif self.tickets < self.useful_from:
            sentences.append(
                _("{tickets} tickets in {month}: a report is useful from {useful}; read shares with care.", **counted)
            )
        else:
            sentences.append(_("{tickets} tickets in {month}: enough (useful from {useful}).", **counted))
        return tuple(sentences + self._gaps(words))

    def _gaps(self, words: Wording) -> list[str]:
        if not self.tickets:
            return []
        _, share = words.text, words.percent
        gaps = []
        if self.text_share < TEXT_NEEDED:
            gaps.append(
                _("Only {share} of the tickets have free text: patterns rest on codes.", share=share(self.text_share))
                if self.text_share
                else _("No ticket has free text: patterns rest on category, subcategory and symptom codes.")
            )
        if self.dated_share < 1:
            gaps.append(
                _("{share} of the tickets carry a date: the others give no trend, no burst, no time to resolve.",
                  share=share(self.dated_share))
            )  # fmt: skip
        if self.dated_share and not self.resolved_share:
            gaps.append(
                _("No ticket says when it was resolved: hands-on time rests on the study's defaults or notes.")
            )
        if self.window_tickets == self.tickets and self.window_months > 1 and self.dated_share:
            gaps.append(_("The exports hold no earlier month: nothing can be said of growth."))
        return gaps


def fitness(intake: Intake, study: Study, squad: str, month: str) -> Fitness:
    """Return whether the tickets of *squad* in *month* are enough, by the study's ``[window]``.

    Under ``refuse_under`` tickets the month is refused; it is modest under ``useful_from``, or where most
    tickets lack free text or a date.
    """
    ours = intake.tickets[intake.tickets["squad"] == squad]
    return judge_month(ours, study, month)


def judge_month(tickets: pd.DataFrame, study: Study, month: str) -> Fitness:
    """Return whether *tickets*, all of one squad or of one export, are enough in *month*.

    *tickets* needs ``month`` and the columns of contract ``tickets`` that hold texts, times and minutes.
    """
    window = study.window
    ours = tickets[tickets["month"].isin(months_back(month, window.months))]
    held = ours[ours["month"] == month]
    shares = {
        "text_share": _share(held["summary"].notna() | held["description"].notna()),
        "dated_share": _share(held["opened_at"].notna()),
        "resolved_share": _share(held["resolved_at"].notna() | held["closed_at"].notna()),
        "resolution_share": _share(held["resolution"].notna() | held["resolution_code"].notna()),
        "worklog_share": _share(held["worked_minutes"].notna()),
    }
    return Fitness(
        status=_judge(len(held), shares, study),
        month=month,
        tickets=len(held),
        window_tickets=len(ours),
        window_months=window.months,
        refuse_under=window.refuse_under,
        useful_from=window.useful_from,
        **shares,
    )


def _share(known: pd.Series) -> float:
    return float(known.mean()) if len(known) else 0.0


def _judge(tickets: int, shares: dict[str, float], study: Study) -> str:
    if tickets < study.window.refuse_under:
        return REFUSED
    thin = tickets < study.window.useful_from
    return MODEST if thin or shares["text_share"] < TEXT_NEEDED or shares["dated_share"] < TEXT_NEEDED else FIT
