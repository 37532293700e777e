import numpy as np
import pandas as pd
import pytest

from toil.candidates.toil_kinds import sort_toil_kinds


def sort(words="", kind=None, automatable=np.nan, reassigned=np.nan, course="lasting"):
    evidence = (np.array([automatable]), np.array([reassigned]))
    return sort_toil_kinds(pd.Series([words]), pd.Series([kind], dtype="str"), pd.Series([course]), *evidence)[0]


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("Migração do notebook", "request", "migration"),
        ("Publicação em produção", "request", "release shepherding"),
        ("GMUD <ID>", "change", "release shepherding"),
        ("Cota de disco", "request", "capacity and cost"),
        ("Reset de senha", "request", "business process"),
        ("Disco cheio em <HOST>", "alert", "production interrupt"),
        ("Деплой сервиса", "request", "release shepherding"),
        ("Terminal sem comunicação", "incident", "production interrupt"),
        ("Investigar lentidão", "problem", "troubleshooting"),
        ("sem tipo", None, "production interrupt"),
    ],
)
def test_words_first_then_the_kind_of_ticket(words, kind, expected):
    assert sort(words, kind) == expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"automatable": 0.2}, "troubleshooting"),
        ({"reassigned": 0.4}, "troubleshooting"),
        ({"automatable": 0.9, "reassigned": 0.1}, "production interrupt"),
    ],
)
def test_incidents_without_a_usual_way_are_troubleshooting(evidence, expected):
    assert sort("x", "incident", **evidence) == expected
    assert sort("x", "alert", **evidence) == "production interrupt"


@pytest.mark.parametrize(
    "words",
    ["Virada da loja <NUM>", "Switch to the new gateway", "Umstellung Terminal", "Перевести терминал на новый шлюз",
     "नए सर्वर पर ले जाना"],
)  # fmt: skip
def test_a_change_over_is_a_migration_where_it_began_in_the_window_and_was_planned(words):
    assert sort(words, "request", course="wave") == sort(words, "change", course="began") == "migration"
    assert sort(words, "request") == sort(words, "request", course="ended") == "business process"
    assert sort(words, "incident", course="wave") == "production interrupt"
    assert sort("Reset de senha", "request", course="wave") == "business process"
