"""Slips of the pen are read as the word that was meant, and nothing else is."""

import numpy as np
import pandas as pd
import pytest

from toil.patterns import TicketClusterer
from toil.text import tokenize
from toil.text.spelling import TIMES, meant_words, mend


def mended(word, *common):
    vocabulary = np.array(sorted({word, *common}), dtype=object)
    uses = np.array([1.0 if v == word else TIMES for v in vocabulary])
    return vocabulary[meant_words(vocabulary, uses)[list(vocabulary).index(word)]]


@pytest.mark.parametrize("slip", ["servdor", "serviidor", "servodor", "servidro", "servidorr", "servido", "srevidor"])
def test_one_slip_is_mended(slip):
    assert mended(slip, "servidor") == "servidor"


@pytest.mark.parametrize("slip", ["शवर्डपास", "पासवर्", "पासवरड"])
def test_slips_of_devanagari(slip):
    assert mended(slip, "पासवर्ड") == ("पासवर्ड" if slip != "शवर्डपास" else slip)


@pytest.mark.parametrize(
    ("word", "common"),
    [
        ("servdro", "servidor"),  # two slips
        ("xervidor", "servidor"),  # another first letter
        ("conta", "canto"),  # too short to tell
        ("lote12", "lote13"),  # a number is no slip
        ("<host>", "<hosts>"),
    ],
)
def test_what_may_be_another_word_stays(word, common):
    assert mended(word, common) == word


def test_a_word_that_is_not_rare_beside_the_other_stays():
    vocabulary = np.array(["deposit", "deposits"], dtype=object)
    assert meant_words(vocabulary, np.array([TIMES * 3.0, 3.0])).tolist() == [0, 0]
    assert meant_words(vocabulary, np.array([TIMES * 3.0 - 1, 3.0])).tolist() == [0, 1]


def test_of_two_words_that_could_be_meant_it_is_the_commoner_whatever_the_order():
    vocabulary = np.array(["cartao", "certao", "cortao"], dtype=object)
    assert meant_words(vocabulary, np.array([50.0, 1.0, 51.0])).tolist() == [0, 1 + 1, 2]
    assert meant_words(vocabulary, np.array([51.0, 1.0, 50.0])).tolist() == [0, 0, 2]


def test_a_commoner_word_of_the_same_letters_hides_no_other():
    vocabulary = np.array(["atualiza", "atualizar", "attualiza"], dtype=object)
    assert meant_words(vocabulary, np.array([40.0, 300.0, 1.0])).tolist() == [0, 1, 0]


def test_tickets_count_not_texts():
    tokens = tokenize(pd.Series(["servidor", "servdor"], dtype="str"))
    assert mend(tokens, np.array([TIMES, 1.0])).lists() == [["servidor"], ["servidor"]]
    assert mend(tokens, np.array([TIMES - 1, 1.0])).lists() == [["servidor"], ["servdor"]]


def read(*texts):
    return [" ".join(words) for words in mend(tokenize(pd.Series(texts, dtype="str")), np.ones(len(texts))).lists()]


@pytest.mark.parametrize(
    ("spelt_out", "umlaut"),
    [
        ("Kuendigung für den Kunden", "Kündigung für den Kunden"),
        ("bitte die Aenderung pruefen", "bitte die Änderung prüfen"),
        ("das Konto mit der Rolle loeschen", "das Konto mit der Rolle löschen"),
        ("Uebersicht für den Vorstand", "Übersicht für den Vorstand"),
    ],
)
def test_a_german_umlaut_spelt_out_is_the_same_word(spelt_out, umlaut):
    first, second = read(spelt_out, umlaut)
    assert first == second


@pytest.mark.parametrize(
    "texts",
    [
        ("does the new door open", "do DOS programs open"),  # not German
        ("o preço da moeda não muda", "a moda não muda"),
        ("der neue Drucker ist da", "die nue ist da"),  # ue after a vowel
        ("die Quelle ist der Server", "die qulle ist da"),
        ("die Kuendigung ist da", "der Server ist aus"),  # nobody writes the other
        ("goes on to the next", "das gos ist in der Liste"),
    ],
)
def test_letters_that_spell_no_umlaut_stay(texts):
    assert read(*texts) == [" ".join(words) for words in tokenize(pd.Series(texts, dtype="str")).lists()]


def test_a_word_of_two_languages_is_read_as_most_of_its_tickets_write():
    tokens = tokenize(pd.Series(["das Boere ist in der Liste", "the Boere is on the list", "die Böre"], dtype="str"))
    assert mend(tokens, np.array([2.0, 1, 1])).lists()[0][1] == "bore"
    assert mend(tokens, np.array([1.0, 2, 1])).lists()[0][1] == "boere"


def test_requests_with_and_without_umlauts_are_one_pattern():
    keyboards = ["Kündigung des Vertrags fürs Gebäude prüfen", "Kuendigung des Vertrags fuers Gebaeude pruefen"]
    others = ["Drucker ohne Papier im Flur", "Passwort für das Netz abgelaufen"] * 12
    labels = TicketClusterer().fit([*keyboards * 8, *others]).labels_
    assert set(labels[:16]) == {labels[0]}
    assert labels[0] not in labels[16:]


def test_no_words():
    assert mend(tokenize(pd.Series([], dtype="str")), np.zeros(0)).lists() == []
    assert mend(tokenize(pd.Series(["", None], dtype="str")), np.ones(2)).lists() == [[], []]


def test_a_request_with_a_slip_lands_with_its_siblings():
    request = "Impressora fiscal parada na loja"
    slips = [
        request.replace("Impressora", "Imprssora"), request.replace("fiscal", "fiscla"),
        request.replace("parada", "paradda"), request.replace("Impressora", "Impresora"),
    ]  # fmt: skip
    others = ["Senha de rede expirada hoje", "VPN sem conexão pelo notebook"] * 12
    labels = TicketClusterer().fit([*[request] * 12, *slips, *others]).labels_
    assert set(labels[:16]) == {labels[0]}
    assert labels[0] not in labels[16:]
