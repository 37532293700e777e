"""The fitness gate: numbers that decide, and sentences that say them."""

import pandas as pd
import pytest
from export_studies import load, study_of

from toil.exports import fitness
from toil.i18n import wording


def intake_of(tmp_path, tickets, *, columns="subject", text="x"):
    rows = "".join(f"{i},{text},G,2026-09-{1 + i % 28:02d} 10:00\n" for i in range(tickets))
    (tmp_path / "a.csv").write_text(f"ticket id,{columns},group,opened at\n{rows}", encoding="utf-8")
    return load(tmp_path / "a.csv", groups=["G"]), study_of([tmp_path / "a.csv"], groups=["G"])


@pytest.mark.parametrize(
    ("tickets", "status", "reason"),
    [
        (29, "refused", "29 tickets in Sep 2026: under the floor of 30"),
        (30, "modest", "30 tickets in Sep 2026: a report is useful from 150"),
        (149, "modest", "149 tickets"),
        (150, "fit", "150 tickets in Sep 2026: enough (useful from 150)."),
    ],
)
def test_the_number_of_tickets_decides(tmp_path, tickets, status, reason):
    fit = fitness(*intake_of(tmp_path, tickets), "ours", "2026-09")
    assert (fit.status, fit.tickets) == (status, tickets)
    assert fit.reasons[0].startswith(reason)


def test_a_month_without_tickets_is_refused(tmp_path):
    fit = fitness(*intake_of(tmp_path, 200), "ours", "2026-07")
    assert (fit.status, fit.tickets, fit.window_tickets) == ("refused", 0, 0)
    assert len(fit.reasons) == 1


def test_many_tickets_without_text_are_modest(tmp_path):
    fit = fitness(*intake_of(tmp_path, 200, columns="category"), "ours", "2026-09")
    assert (fit.status, fit.text_share, fit.dated_share, fit.resolved_share) == ("modest", 0.0, 1.0, 0.0)
    assert any("No ticket has free text" in reason for reason in fit.reasons)
    assert any("when it was resolved" in reason for reason in fit.reasons)
    assert any("no earlier month" in reason for reason in fit.reasons)


def test_undated_tickets_are_modest_and_the_report_says_what_that_costs(tmp_path):
    exports = {"columns": {"Document": "description", "Topic_group": "group"}, "undated_month": "2026-08"}
    rows = "".join("printer broken,Hardware\n" for _ in range(200))
    (tmp_path / "a.csv").write_text("Document,Topic_group\n" + rows, encoding="utf-8")
    intake = load(tmp_path / "a.csv", groups=["Hardware"], exports=exports)
    study = study_of([tmp_path / "a.csv"], groups=["Hardware"], exports=exports)
    fit = fitness(intake, study, "ours", "2026-08")
    assert (fit.status, fit.dated_share) == ("modest", 0.0)
    assert any(reason.startswith("0% of the tickets carry a date") for reason in fit.reasons)


def test_reasons_are_said_in_the_readers_language(tmp_path):
    fit = fitness(*intake_of(tmp_path, 29), "ours", "2026-09")
    assert fit.explain(wording("en")) == fit.reasons
    assert "set. de 2026" in fit.explain(wording("pt-BR"))[0]


def test_the_window_is_the_month_and_those_before(tmp_path):
    intake, study = intake_of(tmp_path, 40)
    later = intake.tickets.assign(month="2026-10", ticket_id=lambda t: t["ticket_id"] + "x")
    both = type(intake)(**{**vars(intake), "tickets": pd.concat([intake.tickets, later], ignore_index=True)})
    assert fitness(both, study, "ours", "2026-09").window_tickets == 40
    assert fitness(both, study, "ours", "2026-10").window_tickets == 80
