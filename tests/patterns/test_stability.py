"""Stability: a pattern that comes back when texts are left out, and one that does not."""

import numpy as np
import pytest

from toil.patterns import fit_patterns, measure_stability
from toil.patterns.stability import best_jaccard
from toil.text import build_templates

from .conftest import fit_tickets, make_texts, make_tickets


def test_jaccard_is_counted_in_tickets():
    labels, others = np.array([0, 0, 1, -1]), np.array([1, 0, 0, 0])
    tickets = np.array([6.0, 2, 3, 1])
    assert best_jaccard(labels, others, tickets, 2) == pytest.approx([6 / 8, 3 / 6])


def test_a_pattern_that_is_not_drawn_is_unknown_and_one_that_is_not_found_is_zero():
    assert np.isnan(best_jaccard(np.array([0]), np.array([0]), np.ones(1), 2)[1])
    assert best_jaccard(np.array([0]), np.array([-1]), np.ones(1), 1).tolist() == [0]


def test_plain_patterns_are_stable_and_the_seed_is_an_argument(small_fit):
    assert (small_fit.patterns["stability"] > 0.9).all()
    tickets = make_tickets(make_texts()[0])
    again = fit_tickets(tickets, random_state=0)
    assert again.patterns["stability"].tolist() == small_fit.patterns["stability"].tolist()


def test_no_draws_leave_it_unknown():
    fit = fit_tickets(make_tickets(make_texts()[0]), draws=0)
    assert fit.patterns["stability"].isna().all()


@pytest.mark.parametrize("granularity", ["normal", "finer"])
def test_measured_afterwards_it_is_what_the_fit_would_have_said(granularity):
    tickets = make_tickets(make_texts()[0])
    built = build_templates(tickets)
    at_once = fit_patterns(tickets, *built, granularity=granularity)

    measured = measure_stability(tickets, built[0], granularity=granularity)

    placed = at_once.ticket_patterns.dropna(subset="pattern_id")
    said = placed["pattern_id"].map(at_once.patterns.set_index("pattern_id")["stability"])
    assert said.notna().any()
    assert placed["template_id"].map(measured).tolist() == said.tolist()
    assert measured.isna().sum() == measured.size - placed["template_id"].nunique()
