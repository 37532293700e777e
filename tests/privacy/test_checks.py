"""Check digits: numbers that add up, the same with one digit changed, and what only looks like them.

The numbers are made for these tests and belong to nobody: test card numbers of the schemes, documented examples.
"""

import pytest

from toil.privacy.checks import CHECKS

RIGHT = {
    "card": ["4111111111111111", "5555 5555 5555 4444", "378282246310005", "6011-1111-1111-1117", "2223003122003222"],
    "cpf": ["52998224725", "11144477735"],
    "cnpj": ["11222333000181"],
    "aadhaar": ["234123412346"],
    "inn": ["500100732259"],
    "steuer id": ["86095742719"],
}


@pytest.mark.parametrize(("check", "value"), [(check, value) for check, values in RIGHT.items() for value in values])
def test_a_right_number_passes_and_fails_with_any_digit_changed(check, value):
    assert CHECKS[check](value, "")
    last = next(i for i in range(len(value) - 1, -1, -1) if value[i].isdigit())
    for digit in set("0123456789") - {value[last]}:
        assert not CHECKS[check](value[:last] + digit + value[last + 1 :], "")


@pytest.mark.parametrize("check", ["cpf", "cnpj", "aadhaar", "inn", "steuer id"])
def test_a_number_behind_the_letters_of_an_id_is_the_id(check):
    assert not CHECKS[check](RIGHT[check][0], "chamado REQ-")


@pytest.mark.parametrize(
    ("check", "value"),
    [
        ("card", "0000000000000000"),
        ("card", "1234567890123452"),  # right Luhn digit, no scheme starts with 1
        ("cpf", "11111111111"),
        ("brazilian mobile", "20987654321"),  # there is no area 20
        ("brazilian mobile", "11387654321"),  # a mobile number starts with 9
        ("phone", "+10 20"),
        ("iban", "ZZ89370400440532013000"),
        ("iban", "DE8937040044053201300"),
        ("ipv4", "300.1.1.1"),
        ("ipv4", "12.1.0.2"),  # as small as a version
        ("ipv6", "10:20:30"),
    ],
)
def test_what_only_looks_alike(check, value):
    assert not CHECKS[check](value, "")


@pytest.mark.parametrize(
    ("value", "before", "secret"),
    [
        ("Banco@123", "senha: ", True),
        ("gatinho", "senha: ", True),
        ("expirada", "senha: ", False),
        ("abc", "pwd=", True),
        ("inválida", "senha é ", False),
        ("xK9", "password is ", True),
        ("wrong", "password is ", False),
    ],
)
def test_what_follows_a_password(value, before, secret):
    assert CHECKS["secret"](value, before) is secret


@pytest.mark.parametrize("before", ["Oracle ", "versão ", "v", "WebLogic: "])
def test_an_address_after_a_version_word_is_a_version(before):
    assert not CHECKS["ipv4"]("10.3.6.45", before)
    assert CHECKS["ipv4"]("10.3.6.45", "host ")
