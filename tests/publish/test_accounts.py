"""Who works like a machine, or like people though called automation, is asked about; nothing is counted otherwise."""

from dataclasses import replace

import pandas as pd
import pytest

from toil.publish.accounts import odd_accounts
from toil.publish.unknowns import unknowns
from toil.schema import conform


def worked(report, **accounts):
    """Return *report* with tickets of these *accounts*: how many, minutes from opened to resolved, automation."""
    rows = [
        {"ticket_id": f"{name}-{n}", "resolver": name, "automated": robot, "open": minutes, "source": "a.csv"}
        for name, (tickets, minutes, robot) in accounts.items()
        for n in range(tickets)
    ]
    frame = pd.DataFrame(rows).assign(opened_at=pd.Timestamp("2026-06-01 09:00", tz="UTC"), month="2026-06")
    frame["resolved_at"] = frame["opened_at"] + pd.to_timedelta(frame.pop("open"), unit="min")
    effort = frame[["ticket_id"]].assign(
        minutes_low=5.0, minutes_base=9.0, minutes_high=20.0, rung="default", cut=False, bounded=False,
        no_action=False,
    )  # fmt: skip
    return replace(
        report, tickets=conform("tickets", frame), ticket_effort=conform("ticket_effort", effort), months=("2026-06",)
    )


def test_an_account_that_is_ten_times_as_fast_as_all_others_is_asked_about(report, english):
    # 100 tickets of 9 minutes and a switch of 5 are 23.3 hours; the window is one month, covered to its first day
    found = worked(report, ana=(40, 300, False), fast=(100, 4, False))
    [said] = odd_accounts(found, english)
    assert said.startswith(
        "One account resolved 100 tickets (fast-98, fast-99, …), half of them within 4 min; others"
    )
    assert "others take 5.0 h" in said
    assert said in unknowns(found, english)


def test_automation_that_takes_as_long_as_people_is_asked_about(report, english):
    [said] = odd_accounts(worked(report, ana=(40, 300, False), rpa=(30, 160, True)), english)
    assert "taken for automation, but half of them took 2.7 h or more, and people's 5.0 h" in said


@pytest.mark.parametrize(
    "account",
    [(29, 4, False), (100, 16, False), (100, 40, False), (29, 160, True), (100, 140, True), (100, 4, True)],
    ids=["few", "over 15 minutes", "not as fast", "few of a robot", "a slow robot", "a robot"],
)
def test_others_are_not(report, english, account):
    assert odd_accounts(worked(report, ana=(40, 300, False), other=account), english) == []


def test_nobody_to_compare_with_says_nothing(report, english):
    assert odd_accounts(worked(report, ana=(29, 300, False), fast=(100, 4, False)), english) == []
