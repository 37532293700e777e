"""Tokens: letters with their marks, accents folded for matching only."""

import unicodedata

import pandas as pd
import pytest

from toil.text import tokenize


def words(text):
    return tokenize(pd.Series([text], dtype="str")).lists()[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Não há ESPAÇO!", ["nao", "ha", "espaco"]),
        ("Straße größer", ["strasse", "grosser"]),
        ("Ёлка ещё", ["елка", "еще"]),
        ("мой файл", ["мой", "файл"]),
        ("मेरा पासवर्ड काम नहीं कर रहा", ["मेरा", "पासवर्ड", "काम", "नहीं", "कर", "रहा"]),
        ("servidor <HOST>:80 (95%)", ["servidor", "<host>", "80", "<num>"]),
        ("a<b > c", ["a", "b", "c"]),
        ("", []),
        ("😀 --- !!!", []),
    ],
)
def test_tokens_are_whole_words_folded(text, wanted):
    assert words(text) == wanted


def test_composed_and_decomposed_letters_are_the_same_token():
    for text in ("solicitação ação", "größe für", "ёлка мой", "पासवर्ड ज़रूरी"):
        assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


def test_fingerprints_are_equal_for_the_same_tokens_in_the_same_order_only():
    prints = tokenize(
        pd.Series(["Senha expirada", "senha EXPIRADA!", "expirada senha", "senha", "", ""])
    ).fingerprints()
    assert prints[0] == prints[1]
    assert prints[4] == prints[5]
    assert len(set(prints)) == 4


def test_take_and_keep_leave_the_other_texts_alone():
    tokens = tokenize(pd.Series(["um dois", "", "três quatro cinco"]))
    assert tokens.take([2, 0]).lists() == [["tres", "quatro", "cinco"], ["um", "dois"]]
    assert tokens.keep(tokens.places == 0).lists() == [["um"], [], ["tres"]]
