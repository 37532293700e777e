from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from ticket_tables import make_tickets, place

from toil.workload import find_episodes

UTC = ZoneInfo("UTC")
MONTHS = ["2026-03"]


def groups(rows, patterns="A", months=MONTHS):
    """Return the episodes as sets of ticket ids."""
    tickets = make_tickets([{"kind": "incident"} | row for row in rows])
    _episodes, ticket_episodes = find_episodes(tickets, place(tickets, patterns), zone=UTC, months=months)
    return sorted(sorted(g) for g in ticket_episodes.groupby("episode_id")["ticket_id"].apply(list))


def at(time, **columns):
    return {"opened_at": f"2026-03-02T{time}Z"} | columns


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([at("10:00", item="x"), at("10:59", item="x")], [["T0000", "T0001"]]),
        ([at("10:00", item="x"), at("11:00", item="x")], [["T0000"], ["T0001"]]),  # the gap is under 60 minutes
        ([at("10:00", item="x"), at("10:50", item="x"), at("11:40", item="x")], [["T0000", "T0001", "T0002"]]),
        ([at("10:00", item="x"), at("10:10", item="y")], [["T0000"], ["T0001"]]),
        ([at("10:00", service="s"), at("10:10", service="s")], [["T0000", "T0001"]]),
        ([at("10:00"), at("10:10")], [["T0000"], ["T0001"]]),  # no place: nothing says that they belong together
        ([at("10:00", parent_id="P"), at("18:00", parent_id="P")], [["T0000", "T0001"]]),
        ([at("10:00"), at("18:00", parent_id="T0000")], [["T0000", "T0001"]]),  # the parent itself
        (
            [at("10:00", item="x", parent_id="P"), at("10:30", item="x"), at("18:00", parent_id="P")],
            [["T0000", "T0001", "T0002"]],
        ),
    ],
)
def test_which_tickets_are_one_piece_of_work(rows, expected):
    assert groups(rows) == expected


@pytest.mark.parametrize(
    ("requesters", "episodes"), [(("ann", "ann"), 1), (("ann", "bob"), 2), (("ann", None), 2), ((None, None), 2)]
)
def test_requests_of_different_people_are_never_one_episode(requesters, episodes):
    rows = [
        at(f"10:0{n}", item="x", kind="request", requester=who, parent_id="P") for n, who in enumerate(requesters)
    ]
    assert len(groups(rows)) == episodes


def test_patterns_are_never_joined():
    assert len(groups([at("10:00", item="x", parent_id="P"), at("10:01", item="x", parent_id="P")], ["A", "B"])) == 2


def test_only_placed_tickets_of_the_window_count():
    rows = [at("10:00", item="x"), at("10:01", item="x"), {"opened_at": "2026-02-28T10:00Z", "item": "x"}]
    assert groups(rows, ["A", None, "A"]) == [["T0000"]]


def test_undated_tickets_stand_alone_with_unknown_times():
    tickets = make_tickets([{"opened_at": None, "month": "2026-03", "item": "x"}] * 2)
    episodes, _ = find_episodes(tickets, place(tickets, "A"), zone=UTC, months=MONTHS)
    assert len(episodes) == 2
    assert episodes["started_at"].isna().all()
    assert not episodes["burst"].any()


def test_one_episode_row():
    tickets = make_tickets([at("10:30", item="x", kind="alert"), at("10:00", item="x", kind="incident")])
    episodes, _ = find_episodes(tickets, place(tickets, "A"), zone=UTC, months=MONTHS)
    row = episodes.iloc[0]
    assert (row["tickets"], row["item"], row["month"], row["burst"]) == (2, "x", "2026-03", False)
    assert (row["started_at"], row["ended_at"]) == (tickets["opened_at"][1], tickets["opened_at"][0])


def test_places_that_differ_are_not_named():
    tickets = make_tickets([at("10:00", item="x", parent_id="P"), at("10:01", item="y", parent_id="P")])
    episodes, _ = find_episodes(tickets, place(tickets, "A"), zone=UTC, months=MONTHS)
    assert episodes["item"].isna().tolist() == [True]


def outage(n, **columns):
    return [at(f"10:{m:02d}", **columns) for m in range(n)]


@pytest.mark.parametrize(("n", "episodes", "bursts"), [(9, 9, 0), (40, 1, 1)])
def test_tickets_without_a_place_are_one_episode_only_as_a_burst(n, episodes, bursts):
    usual = [{"opened_at": f"2026-03-{day:02d}T15:00Z"} for day in range(3, 13)]
    tickets = make_tickets([{"kind": "incident"} | row for row in outage(n) + usual])
    found, _ = find_episodes(tickets, place(tickets, "A"), zone=UTC, months=MONTHS)
    assert len(found) == episodes + 10
    assert found["burst"].sum() == bursts


@pytest.mark.parametrize(("n", "bursts"), [(9, 0), (40, 1)])
def test_tickets_on_many_items_are_one_episode_only_as_a_burst(n, bursts):
    usual = [{"opened_at": f"2026-03-{day:02d}T15:00Z", "item": "a"} for day in range(3, 13)]
    spread = [row | {"item": "abcde"[row_number % 5]} for row_number, row in enumerate(outage(n))]
    tickets = make_tickets([{"kind": "incident"} | row for row in spread + usual])
    found, _ = find_episodes(tickets, place(tickets, "A"), zone=UTC, months=MONTHS)
    assert found["burst"].sum() == bursts
    assert found["tickets"].max() == (40 if bursts else 2)  # nine: two a place, ten minutes of the hour
    assert found.loc[found["burst"], "item"].isna().all()


def test_row_order_changes_nothing():
    rows = [
        at(f"{10 + n // 4}:{n % 4}7", item="xyz"[n % 3], parent_id="P" if n % 5 == 0 else None) for n in range(24)
    ]
    tickets = make_tickets([{"kind": "incident"} | row for row in rows])
    shuffled = tickets.sample(frac=1, random_state=1).reset_index(drop=True)
    one, _ = find_episodes(tickets, place(tickets, "A"), zone=UTC, months=MONTHS)
    other, _ = find_episodes(shuffled, place(shuffled, "A"), zone=UTC, months=MONTHS)
    pd.testing.assert_frame_equal(one, other)


def test_no_placed_ticket_gives_empty_tables():
    tickets = make_tickets([at("10:00")])
    episodes, ticket_episodes = find_episodes(tickets, place(tickets, [None]), zone=UTC, months=MONTHS)
    assert episodes.empty
    assert ticket_episodes.empty
