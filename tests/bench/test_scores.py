"""The scores of bench/scores.py, worked out by hand."""

import runpy
from pathlib import Path

import numpy as np
import pytest

SCORES = runpy.run_path(str(Path(__file__).parents[2] / "bench" / "scores.py"), run_name="scores")


def scored(truth, labels):
    return SCORES["score"](np.array(truth, dtype=object), np.array(labels))


def test_what_is_right_scores_one():
    scores = scored(["a", "a", "b", "b", "", ""], [1, 1, 0, 0, -1, -1])
    assert (scores.ari, scores.v_measure, scores.found, scores.repeats, scores.top_f1) == (1, 1, 1, 1, 1)
    assert (scores.one_offs, scores.coverage, scores.patterns) == (0, pytest.approx(4 / 6), 2)


def test_a_one_off_that_is_placed_costs_repeats_and_a_ticket_left_out_costs_found():
    scores = scored(["a", "a", "a", "", ""], [0, 0, -1, 0, -1])
    assert scores.found == pytest.approx(2 / 3)
    assert scores.repeats == pytest.approx(2 / 3)
    assert scores.one_offs == pytest.approx(1 / 2)
    assert scores.top_f1 == pytest.approx(2 * 2 / (3 + 3))


def test_tickets_in_no_pattern_are_patterns_of_one_not_one_pattern():
    together, nowhere = scored(["a", "a", "b", "b"], [0, 0, 0, 0]), scored(["a", "a", "b", "b"], [-1, -1, -1, -1])
    assert (together.patterns, nowhere.patterns) == (1, 0)
    assert nowhere.ari == 0
    assert nowhere.v_measure == pytest.approx(2 / 3)  # homogeneity 1, completeness ln 2 / ln 4
    assert np.isnan(nowhere.repeats)


def test_only_the_twenty_largest_classes_count_in_top_f1():
    truth = [f"large {i:02}" for i in range(20) for _ in range(2)] + ["small"]
    labels = [i for i in range(20) for _ in range(2)] + [-1]
    assert scored(truth, labels).top_f1 == 1
    assert scored(truth, [-1 if label == 0 else label for label in labels]).top_f1 == pytest.approx(19 / 20)
