"""People whom one text of a row names are found again in all its texts."""

import pyarrow as pa
import pytest

from toil.privacy import Redactor, Texts
from toil.settings import Privacy

REDACTOR = Redactor(Privacy())


def again(*texts, people=None):
    """Return the texts of one row, each in a column of its own, redacted, and the counts."""
    columns = [pa.chunked_array([[text]], pa.large_string()) for text in texts]
    columns, counts = REDACTOR.find_again(REDACTOR.redact_all([Texts(columns, people)]))
    return [column.to_pylist()[0] for column in columns], counts


@pytest.mark.parametrize(
    ("told", "text", "masked"),
    [
        ("Solicitante: Zuriela Tavarone", "Tavarone ligou, avisada Zuriela.", "<NAME> ligou, avisada <NAME>."),
        ("Solicitante: ZURIELA TAVARONE", "Tavarone's mailbox", "<NAME>'s mailbox"),
        ("solicitante: zuriela tavarone\n", "nada com zuriela ainda", "nada com <NAME> ainda"),
        ("Заявитель: Тигран Кикнадзе", "Siebel виснет у Тиграна", "Siebel виснет у <NAME>"),
        ("Заявитель: Лебедева Зарина", "Клиенту Лебедевой отправлено", "Клиенту <NAME> отправлено"),
        ("Requester: Zhang Weiming", "Zhang Weiming signed off", "<NAME> signed off"),
        ("Requester: Zuriel Tavarone", "Zuriel-Tavarone-Host, zuriel.Tavarone_1, O:\\Tavarone", None),  # codes
        ("Requester: Zuriel Tavarone", "Tavarone Systems sent it", None),  # a firm
        ("Gerente: Zuriela Campos", "campos obrigatórios, zuriel", None),  # words
        ("Requester: Zuriel Report", "Report failed", None),  # a listed word
    ],
)
def test_a_person_told_of_in_one_text_is_masked_in_the_others(told, text, masked):
    [_, other], _ = again(told, text)
    assert other == (masked or text)


def test_another_row_knows_nothing_of_it():
    columns = [pa.chunked_array([["Solicitante: Zuriela Tavarone"], ["Tavarone ligou"]], pa.large_string())]
    [column], counts = REDACTOR.find_again(REDACTOR.redact_all([Texts(columns)]))
    assert column.to_pylist() == ["Solicitante: <NAME>", "Tavarone ligou"]
    assert counts == {"NAME": 1}


def test_what_is_masked_again_is_counted():
    assert again("Solicitante: Zuriela Tavarone\nCPF 529.982.247-25", "Tavarone ligou")[1] == {"CPF": 1, "NAME": 2}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("feito: ztavarone, zuriela.tavarone, xztavarone77", "feito: <LOGIN>, <LOGIN>, <LOGIN>"),
        ("aprovado (tavaronez3) e z.tavarone", "aprovado (<LOGIN>) e <LOGIN>"),
        ("ztavaronesrv zurtav tavarone-db /tavarone.zuriela", None),  # hosts, words, paths
    ],
)
def test_an_account_made_of_a_name_that_was_told_of_is_masked(text, masked):
    [_, other], _ = again("Solicitante: Zuriela Tavarone", text)
    assert other == (masked or text)


def test_an_account_made_of_the_name_of_a_rows_own_person_is_masked():
    people = pa.chunked_array([["Zuriela Tavarone"]], pa.large_string())
    assert again("feito por ztavarone. Fila de z.tavarone", people=people)[0] == ["feito por <NAME>. Fila de <NAME>"]


def test_rows_done_in_pieces_are_each_their_own(monkeypatch):
    monkeypatch.setattr("toil.privacy.told.ROWS", 2)
    told = ["Solicitante: Zuriela Tavarone", None, "Solicitante: Kelvia Ormeno", "nada", None]
    said = ["Tavarone ligou", "Tavarone ligou", "Ormeno ligou", "Ormeno ligou", "Tavarone e Ormeno"]
    columns = [pa.chunked_array([told], pa.large_string()), pa.chunked_array([said[:3], said[3:]], pa.large_string())]
    [_, others], _ = REDACTOR.find_again(REDACTOR.redact_all([Texts([column], None) for column in columns]))
    assert others.to_pylist() == ["<NAME> ligou", said[1], "<NAME> ligou", said[3], said[4]]
