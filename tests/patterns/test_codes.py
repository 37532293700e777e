"""Coded subjects: the numbers in a code are what it says, and a combination is a pattern of its own."""

import pandas as pd

from toil.patterns import fit_patterns
from toil.schema import conform
from toil.text import build_templates, subject_source


def coded(*rows):
    table = pd.DataFrame(rows, columns=["category", "subcategory", "symptom"])
    return conform(
        "tickets", table.assign(ticket_id=[f"t{n}" for n in range(len(table))], source="x", month="2026-09")
    )


TICKETS = coded(*[("Category 42", "Subcategory 1", "Symptom 7")] * 6, *[("Category 42", "Subcategory 2", None)] * 5,
                *[("Category 9", "Subcategory 1", "Symptom 7")] * 4)  # fmt: skip


def test_each_combination_is_a_template_with_its_numbers():
    templates, _ = build_templates(TICKETS)
    assert subject_source(TICKETS) == "codes"
    assert dict(zip(templates["text"], templates["tickets"], strict=True)) == {
        "Category 42 — Subcategory 1 — Symptom 7": 6,
        "Category 42 — Subcategory 2": 5,
        "Category 9 — Subcategory 1 — Symptom 7": 4,
    }


def test_what_repeats_five_times_is_a_pattern_that_bears_its_codes_as_label():
    fit = fit_patterns(TICKETS, *build_templates(TICKETS), min_tickets=5)
    assert fit.patterns["label"].tolist() == [
        "Category 42 — Subcategory 1 — Symptom 7",
        "Category 42 — Subcategory 2",
    ]
    assert fit.ticket_patterns["pattern_id"].notna().sum() == 11
    assert fit.patterns["stability"].isna().all()
