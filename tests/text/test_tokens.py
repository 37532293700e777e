"""Tokens: letters with their marks, accents folded for matching only."""

import unicodedata

import pandas as pd
import pytest

from toil.text import tokenize
from toil.text.tokens import join


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
        ("STRAẞE Maße MASSE", ["strasse", "masse", "masse"]),
        ("für prüfen", ["fur", "prufen"]),
        ("उपयोगकर्ता की फ़ाइल खुल नहीं रही", ["उपयोगकर्ता", "की", "फाइल", "खुल", "नहीं", "रही"]),
        ("सर्वर १२३ बंद", ["सर्वर", "<num>", "बंद"]),
        ("ﬁle ｐａｓｓｗｏｒｄ", ["file", "password"]),
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


@pytest.mark.parametrize(
    "forms",
    [
        ("ज़रूरी", "जरूरी"),  # the dot below is left out on many keyboards
        ("हिन्दी", "हिंदी"),  # a nasal before a consonant, or one dot above
        ("सम्पर्क", "संपर्क"),
        ("माँ", "मां"),
        ("क\u094d\u200dष", "क\u094dष", "क\u094d\u200cष"),  # joiners only choose how it is drawn
        ("Ещё", "еще", "ЕЩЁ"),
        ("Straße", "STRASSE", "strasse"),
        ("CONEXÃO", "conexao", "Conexão"),
        ("Grüße", "grusse"),
        ("co\u00adnexão", "conexão", "cone\u200bxão"),  # soft hyphens and zero-width spaces of pasted pages
    ],
)
def test_forms_of_one_word_are_one_token(forms):
    assert len({tuple(words(form)) for form in forms}) == 1
    assert all(len(words(form)) == 1 for form in forms)


@pytest.mark.parametrize("pair", [("мой", "мои"), ("ã", "õ"), ("पास", "पासा"), ("für", "fuer")])
def test_words_that_differ_stay_apart(pair):
    assert words(pair[0]) != words(pair[1])


@pytest.mark.parametrize("cut", [0, 1, 3, 5])
def test_parts_read_apart_join_to_what_is_read_together(cut):
    texts = pd.Series(["VPN não conecta", "", "Não há espaço", "терминал", "vpn VPN"], dtype="str")
    whole, joined = tokenize(texts), join([tokenize(texts[:cut]), tokenize(texts[cut:])])
    assert joined.lists() == whole.lists()
    assert joined.vocabulary.tolist() == whole.vocabulary.tolist()
    assert joined.fingerprints().tolist() == whole.fingerprints().tolist()


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
