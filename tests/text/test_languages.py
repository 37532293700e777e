"""Language by script, then by stop words, then by the words shared with texts that are sure; and the word lists."""

import pandas as pd
import pytest

from toil.text import LANGUAGES, languages_of
from toil.text.languages import stop_words

NEGATIONS = {
    "pt": "não nao sem nem nunca nenhum nenhuma jamais",
    "en": "not no nor never none without cannot",
    "de": "nicht kein keine keinen ohne nie niemals",
    "ru": "не нет без ни никогда нельзя",
    "hi": "नहीं न ना मत बिना",
}
DOMAIN = {
    "pt": "sistema senha acesso rede conta erro servidor abrir fechar parado lento novo",
    "en": "system open close off on out log down up error access reset new old work",
    "de": "system offen zu auf aus ab an fehler zugriff konto neu",
    "ru": "система пароль доступ ошибка открыть вход новый",
    "hi": "सिस्टम पासवर्ड खाता त्रुटि बंद चालू नया खोल",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_lists_are_short_and_hold_no_negation_and_no_word_of_the_trade(language):
    listed = stop_words(language)
    assert 60 <= len(listed) <= 150
    assert not listed & set(f"{NEGATIONS[language]} {DOMAIN[language]}".split())


def test_languages_are_told_by_script_and_by_stop_words():
    texts = [
        "o servidor está sem espaço para o lote",
        "the server is down and we cannot work",
        "der Server ist nicht erreichbar und das Konto gesperrt",
        "не работает терминал",
        "मेरा पासवर्ड काम नहीं कर रहा",
    ]
    assert languages_of(pd.Series(texts)).tolist() == ["pt", "en", "de", "ru", "hi"]


def test_a_text_without_stop_words_takes_the_language_that_uses_its_words():
    texts = ["reset de senha do usuário", "a senha do portal expirou", "senha expirou"]
    assert languages_of(pd.Series(texts)).tolist() == ["pt", "pt", "pt"]


def test_a_small_word_that_german_shares_with_english_makes_no_text_english():
    texts = ["Drucker in Filiale druckt nicht", "der Drucker der Filiale meldet Störung", "Filiale meldet Papierstau"]
    assert languages_of(pd.Series(texts)).tolist() == ["de", "de", "de"]
    assert languages_of(pd.Series(["error in login", "the login shows an error"])).tolist() == ["en", "en"]


@pytest.mark.parametrize("text", ["", "<NUM>", "😀", "xyzzy"])
def test_nothing_tells_nothing(text):
    assert languages_of(pd.Series([text], dtype="str")).tolist() == ["und"]


def test_hindi_in_latin_letters_is_told_by_its_small_words():
    texts = [
        "printer se print nahi nikal raha hai",
        "mera password reset karna hai",
        "print me the report",
        "me ajuda",
    ]
    assert languages_of(pd.Series(texts)).tolist()[:3] == ["hi", "hi", "en"]
