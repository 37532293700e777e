"""What blind rounds missed is masked, and what looks like it stays."""

import pandas as pd
import pytest
from blind_cases import (
    eighteenth,
    eighth,
    eleventh,
    fifteenth,
    first,
    fourteenth,
    nineteenth,
    ninth,
    seventeenth,
    seventh,
    sixteenth,
    sixth,
    tenth,
    thirteenth,
    twelfth,
    twentieth,
    twentyfirst,
    twentyfourth,
    twentysecond,
    twentythird,
)

from toil.privacy import redact

ROUNDS = (
    first,
    sixth,
    seventh,
    eighth,
    ninth,
    tenth,
    eleventh,
    twelfth,
    thirteenth,
    fourteenth,
    fifteenth,
    sixteenth,
    seventeenth,
    eighteenth,
    nineteenth,
    twentieth,
    twentyfirst,
    twentyfourth,
    twentysecond,
    twentythird,
)
MISSED = [case for of in ROUNDS for case in of.MISSED]
KEPT = [text for of in ROUNDS for text in of.KEPT]


@pytest.fixture(scope="module")
def redacted():
    """Each sentence of all rounds, redacted in one go: one by one it takes a minute."""
    texts = [text for text, _ in MISSED] + KEPT
    return dict(zip(texts, redact(pd.Series(texts))[0], strict=True))


@pytest.mark.parametrize(("text", "wanted"), MISSED)
def test_what_a_blind_round_missed_is_masked(redacted, text, wanted):
    assert redacted[text] == wanted


@pytest.mark.parametrize("text", KEPT)
def test_what_looks_like_it_stays(redacted, text):
    assert redacted[text] == text


@pytest.mark.parametrize("text", [MISSED[0][0], KEPT[0], MISSED[-1][0], KEPT[-1]])
def test_a_text_alone_is_redacted_as_among_others(redacted, text):
    assert redact(pd.Series([text]))[0][0] == redacted[text]


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
