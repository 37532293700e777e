import re

import pytest

from toil.sample.dice import Dice
from toil.sample.identifiers import card, cnpj, cpf, luhn_digit, phone

# 529.982.247-25 is the textbook CPF: weights 10..2 give 295, 295 % 11 = 9 -> 2; weights 11..2 give 347 -> 6 -> 5.


def check_digits(base, weights):
    rest = sum(int(digit) * weight for digit, weight in zip(base, weights, strict=True)) % 11
    return 0 if rest < 2 else 11 - rest


def digits_of(text):
    return re.sub(r"\D", "", text)


def is_cpf(text):
    digits = digits_of(text)
    first = check_digits(digits[:9], range(10, 1, -1))
    second = check_digits(digits[:10], range(11, 1, -1))
    return len(digits) == 11 and digits[9:] == f"{first}{second}"


def is_cnpj(text):
    digits = digits_of(text)
    weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    first, second = check_digits(digits[:12], weights[1:]), check_digits(digits[:13], weights)
    return len(digits) == 14 and digits[12:] == f"{first}{second}"


def is_card(text):
    digits = [int(digit) for digit in digits_of(text)]
    odd, even = digits[-1::-2], digits[-2::-2]
    return len(digits) == 16 and (sum(odd) + sum(sum(divmod(2 * digit, 10)) for digit in even)) % 10 == 0


def test_the_checks_of_this_test_know_published_examples():
    assert is_cpf("529.982.247-25")
    assert not is_cpf("529.982.247-26")
    assert is_cnpj("11.222.333/0001-81")
    assert is_card("4111 1111 1111 1111")
    assert luhn_digit("411111111111111") == 1


@pytest.mark.parametrize(("draw", "valid"), [(cpf, is_cpf), (cnpj, is_cnpj), (card, is_card)])
def test_drawn_identifiers_have_valid_check_digits(draw, valid):
    dice = Dice("identifiers")
    assert all(valid(draw(dice)) for _ in range(500))


@pytest.mark.parametrize("language", ["pt", "en", "de", "ru", "hi"])
def test_phones_are_of_ranges_that_are_not_assigned(language):
    number = phone(Dice("phone"), language)
    assert re.search(r"90\d{3}-\d{4}|555 01\d\d|23125 \d{3}|000-\d\d-\d\d|0000 \d{4}", number)


@pytest.mark.parametrize(
    ("shape", "valid"),
    [
        (r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b", is_cpf),
        (r"\b\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}\b", is_cnpj),
        (r"\b\d{4} \d{4} \d{4} \d{4}\b", is_card),
    ],
)
def test_planted_identifiers_in_the_exports_are_valid(exported, shape, valid):
    found = exported["description"].str.findall(shape).explode().dropna()
    assert len(found) > 20
    assert found.map(valid).all()


def test_personal_data_is_planted_in_the_text(exported):
    text = exported["description"]
    for shape in (
        r"@[a-z]+\.example",
        r"\b90\d{3}-\d{4}",
        r"\b10\.\d+\.\d+\.\d+\b",
        "Atenciosamente",
        "<div>",
        "De: ",
    ):
        assert text.str.contains(shape).sum() > 20, shape
