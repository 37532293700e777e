"""Patterns that people joined are one, in each window and in what is said of the change between two."""

import pandas as pd
import pytest

from toil.patterns import Fit, join_events, join_patterns
from toil.patterns.samples import sample_tickets
from toil.schema import conform

COLUMNS = ["pattern_id", "event", "related_id", "tickets", "previous_tickets", "shared_tickets"]
SPAN = {"month": "2026-09", "previous_month": "2026-08", "months_covered": 6.0, "previous_months_covered": 6.0}


def made(sizes):
    """Return a fit with patterns of these numbers of tickets, a template each."""
    names = [name for name, size in sizes.items() for _ in range(size)]
    placed = pd.DataFrame({"pattern_id": names, "template_id": names, "similarity": 0.9, "margin": 0.5})
    tickets = conform("ticket_patterns", placed.assign(ticket_id=placed.index.astype("str"), language="pt"))
    table = pd.DataFrame({"pattern_id": list(sizes), "tickets": list(sizes.values()), "label": list(sizes)})
    table = table.assign(theme=table["label"], terms="", templates=1, language="pt", stability=0.9, purity=0.8)
    patterns = table.assign(cohesion=[0.4, 0.8, 0.6][: len(sizes)], first_month=["2026-08", "2026-04", "2026-07"])
    return Fit(conform("patterns", patterns), tickets, conform("pattern_samples", sample_tickets(tickets)))


def test_nothing_joined_changes_nothing():
    fit = made({"A": 6, "B": 2, "C": 9})
    assert join_patterns(fit, {}) is fit


def test_the_tickets_of_both_are_one_pattern_named_by_the_larger():
    fit = join_patterns(made({"A": 6, "B": 2, "C": 9}), {"B": "A"})
    assert fit.patterns["pattern_id"].tolist() == ["C", "A"]
    joined = fit.patterns.set_index("pattern_id").loc["A"]
    assert (joined["tickets"], joined["templates"], joined["label"], joined["first_month"]) == (8, 2, "A", "2026-04")
    assert joined["cohesion"] == pytest.approx((6 * 0.4 + 2 * 0.8) / 8)
    assert joined[["stability", "purity"]].isna().all()
    assert fit.patterns.set_index("pattern_id").loc["C", "purity"] == 0.8
    assert fit.ticket_patterns["pattern_id"].value_counts().to_dict() == {"C": 9, "A": 8}
    assert set(fit.pattern_samples["pattern_id"]) == {"A", "C"}


def test_a_kept_id_that_is_not_there_itself_names_the_other():
    assert join_patterns(made({"A": 6, "B": 2, "C": 9}), {"A": "D"}).patterns["pattern_id"].tolist() == [
        "C",
        "D",
        "B",
    ]


def changed(rows, kept):
    events = conform("pattern_events", pd.DataFrame(rows, columns=COLUMNS).assign(**SPAN))
    return join_events(events, kept)[["pattern_id", "event", "tickets", "previous_tickets"]].to_numpy().tolist()


def test_what_went_from_one_to_the_other_is_no_event():
    rows = [("A", "grown", None, 60, 20, 20), ("B", "shrunk", None, 10, 50, 10), ("C", "new", None, 9, 0, 0)]
    assert changed(rows, {"B": "A"}) == [["A", "continued", 70, 70], ["C", "new", 9, 0]]


def test_they_grow_together():
    rows = [("A", "continued", None, 60, 40, 40), ("B", "continued", None, 60, 40, 40)]
    assert changed(rows, {"B": "A"}) == [["A", "grown", 120, 80]]


def test_one_that_came_out_of_the_other_brings_its_own_tickets():
    rows = [("A", "continued", None, 20, 20, 20), ("B", "split", "A", 20, 20, 20)]
    assert changed(rows, {"B": "A"}) == [["A", "continued", 40, 40]]


def test_one_that_went_into_the_other_is_counted_with_it_already():
    rows = [("A", "continued", None, 60, 60, 40), ("B", "merged", "A", 0, 20, 20)]
    assert changed(rows, {"B": "A"}) == [["A", "continued", 60, 60]]


def test_both_are_gone_and_both_are_new():
    assert changed([("A", "gone", None, 0, 4, 0), ("B", "gone", None, 0, 5, 0)], {"B": "A"}) == [["A", "gone", 0, 9]]
    assert changed([("A", "new", None, 4, 0, 0), ("B", "new", None, 5, 0, 0)], {"B": "A"}) == [["A", "new", 9, 0]]


def test_what_another_pattern_came_out_of_is_the_joined_one():
    rows = [("A", "continued", None, 20, 20, 20), ("B", "continued", None, 9, 9, 9), ("C", "split", "B", 9, 9, 9)]
    events = conform("pattern_events", pd.DataFrame(rows, columns=COLUMNS).assign(**SPAN))
    assert join_events(events, {"B": "A"}).set_index("pattern_id").loc["C", "related_id"] == "A"
