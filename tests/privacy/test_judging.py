"""Values that a check decides on: the same as one pass after the other in Python, wherever they stand."""

import random
import re

import numpy as np
import pyarrow as pa
import pytest

from toil.privacy.judging import TURNS, by_context, by_value, mask_judged, to_python

GREETING = r"(?:^|[^a-zé])(?i:oi|olá),? (?P<value>[A-ZÉ][a-zé]+(?: [A-ZÉ][a-zé]+)?)(?:$|[^a-zé])"
NUMBER = r"\b(?P<value>[0-9]{3}(?: [0-9]{3})?)\b"


def masked(texts, pattern, judge):
    column = pa.array(texts, pa.large_string())
    hit, changed = mask_judged(column, pattern, judge, "<X>")
    whole = np.array(texts, dtype=object)
    whole[hit] = changed.to_pylist()
    return whole.tolist()


def one_by_one(text, pattern, accept):
    """Mask in *text* what *accept* takes, match by match, as the rules are defined."""
    at = done = 0
    result = ""
    while match := re.compile(to_python(pattern)).search(text, at):
        begin, end = match.span("value")
        if accept(match["value"], text[max(0, begin - 24) : begin]):
            result += text[done:begin] + "<X>"
            at = done = end
        else:
            at = max(match.start() + 1, begin - 1)
    return result + text[done:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oi Ana", "oi <X>"),
        ("é: oi Érica Sé!", "é: oi <X>!"),
        ("oi Zé, olá, Ana. oi Bia", "oi <X>, olá, <X>. oi <X>"),
        ("oi Equipe", "oi Equipe"),
        ("oi Equipe, oi Ana", "oi Equipe, oi <X>"),
        ("oi Oi, Ana", "oi Oi, <X>"),
        ("", ""),
    ],
)
def test_what_is_accepted_is_masked_and_what_is_not_may_announce_the_next(text, expected):
    assert masked([text], GREETING, by_value(lambda value: value not in ("Equipe", "Oi"))) == [expected]


def test_what_was_looked_at_already_does_not_make_the_rest_a_text_that_begins():
    assert masked(["1234-56"], "(?:^|-)(?P<value>[0-9]{2})", by_value(bool)) == ["<X>34-<X>"]


def test_a_check_sees_whole_characters_before_the_value_and_no_more_than_it_may():
    seen = []

    def check(value, before):
        seen.append((value, before))
        return False

    masked(["ç" * 30 + " 123"], NUMBER, by_context(check))
    assert seen == [("123", "ç" * 23 + " ")]


def test_a_text_with_many_values_is_masked_to_its_end_and_in_time_that_grows_with_it():
    text = "é 123 a " * 20_000
    assert masked([text, "123"], NUMBER, by_context(lambda value, before: True)) == [
        text.replace("123", "<X>"),
        "<X>",
    ]
    assert text.count("123") > TURNS


def test_no_value_changes_no_text():
    hit, changed = mask_judged(pa.array(["a", None], pa.large_string()), NUMBER, by_value(bool), "<X>")
    assert (hit.tolist(), len(changed)) == ([False, False], 0)


@pytest.mark.parametrize("pattern", [GREETING, NUMBER])
def test_all_texts_at_once_are_as_each_alone(pattern):
    dice = random.Random(5)
    pieces = ["oi ", "olá, ", "Ana", "Érica ", "Equipe", "é", " ", "123", "456 ", ".", "\n", "ç", "a"]
    texts = ["".join(dice.choices(pieces, k=dice.randrange(40))) for _ in range(3000)]

    def accept(value, before):
        return len(value + before) % 3 > 0

    assert masked(texts, pattern, by_context(accept)) == [one_by_one(text, pattern, accept) for text in texts]


@pytest.mark.parametrize("gate", ["", "x"])
def test_what_is_left_of_a_text_is_looked_at_with_a_gate_and_without(gate):
    texts = pa.array(["x1 y2 x3 y4", "y5", "x6"], pa.large_string())
    hit, masked = mask_judged(texts, "(?:x)(?P<value>[0-9])", by_value(lambda value: value != "3"), "<N>", gate)
    assert hit.tolist() == [True, False, True]
    assert masked.to_pylist() == ["x<N> y2 x3 y4", "x<N>"]
