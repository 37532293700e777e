"""What blind rounds missed is masked, and what looks like it stays."""

import pandas as pd
import pytest
from blind_cases import eighth, first, ninth, seventh, sixth, tenth

from toil.privacy import redact

ROUNDS = (first, sixth, seventh, eighth, ninth, tenth)


@pytest.mark.parametrize(("text", "redacted"), [case for of in ROUNDS for case in of.MISSED])
def test_what_a_blind_round_missed_is_masked(text, redacted):
    assert redact(pd.Series([text]))[0][0] == redacted


@pytest.mark.parametrize("text", [text for of in ROUNDS for text in of.KEPT])
def test_what_looks_like_it_stays(text):
    assert redact(pd.Series([text]))[0][0] == text


@pytest.mark.parametrize(
    ("text", "person", "redacted"),
    [
        ("Niedermeyers Rechner startet nicht", "Waltraud Niedermeyer", "<NAME> Rechner startet nicht"),
        ("передать заявку Дроздову Савелию", "Савелий Дроздов", "передать заявку <NAME>"),
        ("CTM ALERT job=X1 status=NOTOK", "ctm", "CTM ALERT job=X1 status=NOTOK"),
        ("Ana pediu acesso", "ana", "<NAME> pediu acesso"),
        ("у Дроздова не работает принтер", "Савелий Дроздов", "у <NAME> не работает принтер"),
    ],
)
def test_a_persons_name_is_found_in_its_cases(text, person, redacted):
    assert redact(pd.Series([text]), people=pd.Series([person]))[0][0] == redacted


def test_a_plate_is_looked_for_only_in_texts_about_a_vehicle():
    assert redact(pd.Series(["módulo RTX3F90 fora", "veículo RTX3F90 fora"]))[0].tolist() == [
        "módulo RTX3F90 fora",
        "veículo <PLATE> fora",
    ]


def test_a_placeholder_is_no_tag():
    """<LOGIN> stands where a tag of that name would: what follows it stays."""
    assert redact(pd.Series(["login=jprado;canal=app;host=h1"]))[0][0] == "login=<LOGIN>;canal=app;host=h1"
