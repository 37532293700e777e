"""People in small letters in running text: "falei com ana lima", "jörg anrufen", "lima, ana", "ivone <PHONE>"."""

from __future__ import annotations

import re

from toil.privacy.names import is_no_other
from toil.privacy.register import Register
from toil.privacy.russian import FATHERS_NAME, is_russian_surname
from toil.privacy.words import fold, read_words

MIN_SURNAME = 4  # letters
_NUMBERS = frozenset(("PHONE", "EMAIL", "CPF", "LOGIN", "SSN", "AADHAAR", "SNILS", "BIRTHDATE"))
_BESIDE = re.compile(r"[ ,:(-]{1,3}<")
_OR = frozenset(("ou", "or", "oder", "или", "या", "e", "and", "und", "и"))


def has_number(parts: list[str], at: int) -> bool:
    """Say whether right after word *at* stands a number of a person's that was masked: "ivone <PHONE>"."""
    return at + 2 < len(parts) and parts[at + 2] in _NUMBERS and _BESIDE.fullmatch(parts[at + 1]) is not None


def is_part(parts: list[str], at: int, register: Register) -> bool:
    """Say whether given name *at* goes on as a machine's does: ana01, marcos-vm, but not ana-maria."""
    after, following = parts[at + 1], parts[at + 2 : at + 3]
    return re.match("-?[0-9]", after) is not None or (
        after == "-" and not any(map(register.find, map(fold, following))) and following[0].islower()
    )


def is_said_of(parts: list[str], at: int) -> bool:
    """Say whether the word after *at* says what a person does: "jörg anrufen", "ana ligou"."""
    return at + 2 < len(parts) and parts[at + 1] == " " and fold(parts[at + 2]) in read_words().after_people


def begins_text(parts: list[str], at: int) -> bool:
    """Say whether word *at* begins the text, and goes on as a complaint does: "ana do fiscal", "jörg hat"."""
    if at != 1 or parts[0].strip(" >*-") or at + 2 >= len(parts) or parts[2] != " ":
        return False
    return fold(parts[3]) in read_words().after_first and fold(parts[at]) not in read_words().also_words


def is_anybodys(parts: list[str], at: int) -> bool:
    """Say whether a preposition stands before word *at*, a name that is no other word: "chip da débora"."""
    words = read_words()
    named = at > 2 and parts[at - 1] == " " and fold(parts[at - 2]) in words.before_names
    return named and fold(parts[at]) not in words.also_words


def is_other_of_two(parts: list[str], at: int, free: int) -> bool:
    """Say whether a person who was found, up to place *free*, and word *at* are joined: "<NAME> oder ana"."""
    if parts[at - 1] in (">, ", ">; ") and at > 2 and parts[at - 2] == "NAME":
        return True
    return (at - 2 == free > 1 and fold(parts[at - 2]) in _OR) or (at == free > 1 and parts[at - 1] in (", ", "; "))


def small_end(parts: list[str], at: int, register: Register) -> int:
    """Return the place of the surname after given name *at*, both in small letters, or *at* if none is known.

    Between them an initial or particles may stand: "ana m. lima", "ana da silva".
    """
    if not register.is_clear(fold(parts[at])):
        return at
    for place in range(at + 2, min(at + 8, len(parts)), 2):
        word, between = fold(parts[place]), parts[place - 1]
        initial = len(parts[place - 2]) == 1 and between in (". ", ".")
        if not (between == " " or initial) or not parts[place].islower():
            return at
        if word in read_words().particles or (len(word) == 1 and place == at + 2):
            continue
        known = initial or word in register.surnames or is_russian_surname(word)
        return place if known and len(word) >= MIN_SURNAME and is_no_other(word, register.ignored) else at
    return at


def small_start(parts: list[str], at: int, free: int, register: Register) -> int:
    """Return the place of the surname before given name *at*, both in small letters: "lima, ana"; else *at*."""
    before = at - 2
    if before < max(free, 1) or not parts[before].islower() or not register.is_clear(fold(parts[at])):
        return at
    word, between = fold(parts[before]), parts[at - 1]
    fathered = at + 2 < len(parts) and FATHERS_NAME.fullmatch(fold(parts[at + 2])) is not None
    met = before > 2 and parts[before - 1] == " " and fold(parts[before - 2]) in read_words().before_people
    known = word in register.surnames
    if between != ", ":
        known = between == " " and (fathered or met) and is_russian_surname(word)
    return before if known and len(word) >= MIN_SURNAME and is_no_other(word, register.ignored) else at
