"""Templates: tickets that read alike are counted together, whatever their order."""

import pandas as pd
import pytest

from toil.schema import conform
from toil.text import build_templates, count_templates, mask_subjects, subject_source

TEXTS = [
    ("Senha expirada", "Usuário 123 com senha expirada"),
    ("SENHA EXPIRADA", "usuario 77 com senha expirada!"),
    ("Senha expirada", "Usuário 9 com senha expirada"),
    ("Impressora parada", None),
]


def make(rows):
    table = pd.DataFrame(rows, columns=["summary", "description"])
    table["ticket_id"] = [f"T{n}" for n in range(len(table))]
    return conform("tickets", table.assign(source="x", month="2026-01"))


def test_tickets_that_read_alike_share_a_template_in_its_commonest_spelling():
    templates, members = build_templates(make(TEXTS))
    assert templates["text"].tolist() == [
        "Senha expirada — Usuário <NUM> com senha expirada",
        "Impressora parada",
    ]
    assert templates["tickets"].tolist() == [3, 1]
    assert members["template_id"].nunique() == 2
    assert members["ticket_id"].tolist() == ["T0", "T1", "T2", "T3"]


def test_the_order_of_tickets_changes_nothing():
    tickets = make(TEXTS)
    forward, _ = build_templates(tickets)
    backward, members = build_templates(tickets.iloc[::-1].reset_index(drop=True))
    pd.testing.assert_frame_equal(forward, backward)
    assert members["ticket_id"].tolist() == ["T3", "T2", "T1", "T0"]


def test_months_masked_one_by_one_give_the_templates_of_all():
    tickets = make(TEXTS)
    parts = [mask_subjects(tickets.iloc[rows].reset_index(drop=True), "text") for rows in ([0], [1, 2], [3])]
    templates, members = count_templates(pd.concat(parts, ignore_index=True))
    whole, whole_members = build_templates(tickets)
    pd.testing.assert_frame_equal(templates, whole)
    pd.testing.assert_frame_equal(members, whole_members)


def test_a_template_id_hangs_on_its_words_only():
    alone, _ = build_templates(make([("SENHA, expirada", "usuário 1 com senha expirada")]))
    among, _ = build_templates(make(TEXTS))
    assert alone["template_id"].iloc[0] == among["template_id"].iloc[0]


def test_a_description_that_repeats_the_summary_counts_once():
    templates, _ = build_templates(make([("Senha expirada", "senha expirada")]))
    assert templates["text"].tolist() == ["Senha expirada"]


def test_empty_subjects_are_one_template_without_text():
    templates, _ = build_templates(make([(None, None), ("", "  "), ("x y", None), ("z w", None), ("u v", None)]))
    assert templates.loc[templates["text"] == "", "tickets"].tolist() == [2]


def test_no_tickets_give_no_templates():
    templates, members = build_templates(make(TEXTS).head(0))
    assert len(templates) == len(members) == 0


@pytest.mark.parametrize(("written", "wanted"), [(2, "text"), (1, "codes")])
def test_codes_stand_in_where_less_than_half_is_written(written, wanted):
    rows = [("texto", None)] * written + [(None, None)] * (3 - written)
    assert subject_source(make(rows)) == wanted
