"""Opposite work is two works, however alike the texts read; and what is no opposite stays one."""

import tomllib
from importlib import resources

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from toil.patterns import TicketClusterer
from toil.patterns.opposites import FIRST, part_opposites, sides_of, sides_taken
from toil.text.languages import LANGUAGES, UNKNOWN, stop_words
from toil.text.tokens import tokenize

PAIRS = tomllib.loads((resources.files("toil") / "patterns" / "opposites.toml").read_text(encoding="utf-8"))
PAIR = {name: place for place, name in enumerate(PAIRS)}


def sides(text, language, pair):
    code = [*LANGUAGES, UNKNOWN].index(language)
    return sides_of(tokenize(pd.Series([text])), np.array([code]))[0, PAIR[pair]]


@pytest.mark.parametrize(
    ("text", "language", "pair", "side"),
    [
        ("Incluir usuário no grupo", "pt", "add, remove", 1),
        ("Favor REMOVER o usuário do grupo", "pt", "add, remove", -1),
        ("coloca esse favorecido na conta", "pt", "add, remove", 1),
        ("tirar o favorecido da conta", "pt", "add, remove", -1),
        ("исключите получателя из списка", "ru", "add, remove", -1),
        ("habilitar a conta", "pt", "switch on, switch off", 1),
        ("please disable the account", "en", "switch on, switch off", -1),
        ("Rolle löschen", "de", "add, remove", -1),
        ("Rolle loeschen", "de", "add, remove", -1),
        ("Rolle hinzufuegen", "de", "add, remove", 1),
        ("отключите учётную запись", "ru", "switch on, switch off", -1),
        ("समूह में जोड़ें", "hi", "add, remove", 1),
        ("Grant SAP role FI", "en", "give, take", 1),
        ("Please withdraw the role of user", "en", "give, take", -1),
        ("Zugang zum Portal einrichten", "de", "give, take", 1),
        ("Zugang zum Portal sperren", "de", "give, take", -1),
        ("Konto gesperrt", "de", "give, take", 0),  # a fault, not what is asked for
        ("завести учётную запись", "ru", "give, take", 1),
        ("заблокировать учетную запись", "ru", "give, take", -1),
        ("New starter: account", "en", "joins, leaves", 1),
        ("Leaver: account", "en", "joins, leaves", -1),
        ("закрыть доступ, сотрудник уволен", "ru", "joins, leaves", -1),
        ("remove the user", "und", "add, remove", -1),
        ("add one and remove the other", "en", "add, remove", 0),
        ("usuário sem acesso", "pt", "add, remove", 0),
        ("pare de remover", "de", "add, remove", 0),
    ],
)
def test_a_text_asks_for_one_of_two_opposites_in_its_language(text, language, pair, side):
    assert sides(text, language, pair) == side


def test_only_the_first_words_say_what_is_asked_for():
    before = " ".join(["palavra"] * (FIRST - 1))
    assert sides(f"{before} remover", "pt", "add, remove") == -1
    assert sides(f"{before} palavra remover", "pt", "add, remove") == 0


def test_no_listed_word_is_a_stop_word_and_none_stands_on_both_sides():
    for name, pair in PAIRS.items():
        assert set(pair) == set(LANGUAGES), name
        for language, (first, second) in pair.items():
            assert not set(first.split()) & set(second.split()), (name, language)
            assert not set(f"{first} {second}".split()) & stop_words(language), (name, language)


def part(sides, tickets=None, floor=5.0, words=None):
    """Return the parts of one pattern; *sides* holds a column or more, *words* the first word of each text."""
    sides = np.array(sides, dtype=np.int8).reshape(len(sides), -1)
    count = len(sides)
    rows = sp.csr_matrix(np.eye(3)[np.zeros(count, int) if words is None else words])
    weights = np.ones(count) if tickets is None else np.array(tickets, dtype=float)
    return part_opposites(rows, weights, sides, np.zeros(count, int), np.full(count, floor)).tolist()


def test_two_sides_are_two_patterns_and_many_of_neither_a_third():
    assert part([1] * 10 + [-1] * 10) == [0] * 10 + [1] * 10
    assert part([1] * 10 + [-1] * 10 + [0] * 10) == [0] * 10 + [1] * 10 + [2] * 10


def test_few_of_neither_go_to_the_side_that_reads_alike():
    assert part([1] * 10 + [-1] * 10 + [0, 0], words=[0] * 10 + [1] * 10 + [1, 0]) == [0] * 10 + [1] * 10 + [1, 0]


def test_a_side_needs_tickets_and_a_fifth_and_the_floor_of_its_language():
    assert part([1] * 20 + [-1] * 7) == [0] * 27
    assert part([1] * 20 + [-1] * 8) == [0] * 20 + [1] * 8
    assert part([1] * 50 + [-1] * 12 + [0] * 20) == [0] * 82
    assert part([1] * 20 + [-1], tickets=[1] * 20 + [8]) == [0] * 20 + [1]
    assert part([1] * 20 + [-1] * 10, floor=11) == [0] * 30


def test_a_rare_side_needs_no_share_where_nearly_all_say_what_they_ask_for():
    assert part([1] * 50 + [-1] * 12) == [0] * 50 + [1] * 12
    words = [0] * 50 + [1] * 12 + [0] * 15
    assert part([1] * 50 + [-1] * 12 + [0] * 15, words=words) == words
    assert part([1] * 50 + [-1] * 7) == [0] * 57


def test_a_part_is_parted_again_by_another_pair():
    both = [[1, 1]] * 9 + [[1, -1]] * 9 + [[-1, 0]] * 20
    assert part(both) == [0] * 9 + [2] * 9 + [1] * 20


def test_the_side_a_pattern_takes():
    labels, tickets = np.repeat([0, 1, 2, -1], [4, 4, 4, 1]), np.ones(13)
    column = np.array([1, 1, 0, 0, 1, 1, 1, -1, 1, 0, 0, 0, 1], dtype=np.int8)[:, None]
    assert sides_taken(tickets, column, labels).tolist() == [[1], [0], [0]]


OTHER_WORK = (
    "Impressora {} sem toner no andar",
    "Certificado do servidor {} expira amanhã",
    "Database {} is out of space",
    "Replace the broken monitor of {}",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Incluir o usuário {} no grupo de acesso da rede", "Remover o usuário {} do grupo de acesso da rede"),
        (
            "Please enable the remote access of {} on the gateway",
            "Please disable the remote access of {} on the gateway",
        ),
    ],
)
def test_adding_and_removing_are_two_patterns(one, other):
    names = [f"{a}{b}" for a in ("silva", "souza", "lima", "costa") for b in ("ab", "cd", "ef", "gh", "ij")]
    texts = [text.format(name) for text in (one, other, *OTHER_WORK) for name in names]
    labels = TicketClusterer().fit(texts).labels_[:40]
    assert len(set(labels[:20])) == len(set(labels[20:])) == 1
    assert labels[0] != labels[20]
    assert (labels >= 0).all()
