"""Personal and payment identifiers with valid check digits that belong to nobody on purpose.

Cards use test ranges, e-mail the reserved ``.example`` domains, phones a prefix that is never assigned, companies a
branch number no company reaches. A CPF has no reserved range: it is drawn by chance and linked to no one.
"""

from __future__ import annotations

from toil.sample.dice import Dice


def cpf(dice: Dice) -> str:
    """Return a Brazilian person number, written with or without its marks."""
    base = dice.digits(9)
    digits = base + _mod11(base, (10, 9, 8, 7, 6, 5, 4, 3, 2))
    digits += _mod11(digits, (11, 10, 9, 8, 7, 6, 5, 4, 3, 2))
    return digits if dice.chance(0.3) else f"{digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9:]}"


def cnpj(dice: Dice) -> str:
    """Return a Brazilian company number, written with or without its marks; branch 9000 to 9999."""
    base = dice.digits(8) + "9" + dice.digits(3)
    digits = base + _mod11(base, (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
    digits += _mod11(digits, (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
    if dice.chance(0.25):
        return digits
    return f"{digits[:2]}.{digits[2:5]}.{digits[5:8]}/{digits[8:12]}-{digits[12:]}"


def card(dice: Dice) -> str:
    """Return a payment card number of a test range that passes Luhn, in blocks of four or in one run."""
    base = dice.pick(("411111000", "555555000", "400000000")) + dice.digits(6)
    digits = base + str(luhn_digit(base))
    return digits if dice.chance(0.3) else " ".join(digits[i : i + 4] for i in range(0, 16, 4))


def luhn_digit(base: str) -> int:
    """Return the digit that makes *base* pass Luhn's check."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(base)))
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def phone(dice: Dice, language: str) -> str:
    """Return a phone number as it is written in the country of *language*."""
    if language == "pt":
        area = dice.pick(("11", "21", "31", "41", "51", "61", "71", "81"))
        shape = dice.pick(("({}) 90{}-{}", "{} 90{}-{}", "+55 {} 90{}-{}"))
        return shape.format(area, dice.digits(3), dice.digits(4))
    if language == "de":
        return f"+49 30 23125 {dice.digits(3)}"
    if language == "ru":
        return f"+7 (495) 000-{dice.digits(2)}-{dice.digits(2)}"
    if language == "hi":
        return f"+91 20 0000 {dice.digits(4)}"
    return f"+1 212 555 01{dice.digits(2)}"


def _mod11(digits: str, weights: tuple[int, ...]) -> str:
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return str(0 if rest < 2 else 11 - rest)
