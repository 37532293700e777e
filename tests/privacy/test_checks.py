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
    ("check", "value", "masked"),
    [
        ("cnpj", "20260315012604", False),  # a stamp whose last digits happen to be right
        ("cnpj", "20260220162145", False),
        ("cnpj", "20261205000219", True),  # a second branch
        ("grouped card", "4111 1111/1111 1111", True),
        ("grouped card", "3948 8265/0151 6512", False),  # the ends of two phone numbers
        ("cell birth", "13 10 1988", True),
        ("cell birth", "1988-10-13", True),
        ("cell birth", "13/10", False),
    ],
)
def test_what_groups_and_cells_say(check, value, masked):
    assert CHECKS[check](value, "") is masked


@pytest.mark.parametrize("check", ["aadhaar", "inn"])
def test_an_orders_id_is_no_persons_and_an_id_may_be(check):
    number = RIGHT[check][0]
    assert not CHECKS[check](number, "order id: ")
    assert CHECKS[check](number, "id: ")


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


@pytest.mark.parametrize(
    ("check", "value", "before", "masked"),
    [
        ("broken phone", "98765\n43210", "liga ", True),
        ("broken phone", "212-55\n5-1234", "call ", True),
        ("broken phone", "98765\n43210", "pedido ", False),
        ("broken phone", "1200\n20241105", "rows ", False),
        ("digit by digit", "1 1 - 3 0 5 5 - 4 4 1 2", "", True),
        ("digit by digit", "1 0 0 0 0 1 0 0 0 1 0", "", False),
        ("bare document", "12.345.678-9", "portador de ", True),
        ("bare document", "12.345.678-9", "contrato CDC ", False),
        ("random run", "4f565ac5aa9130ae280aa555096608e6", "", True),
        ("random run", "com_bank_payments_service_v2_prod", "", False),
        ("password", "Mudar#Agora", "senha é ", True),
        ("password", "Agora", "senha é ", False),
    ],
)
def test_what_stands_bare(check, value, before, masked):
    assert CHECKS[check](value, before) is masked
