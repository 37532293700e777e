"""Tests that decide whether a run of digits is a phone number."""

from __future__ import annotations

import re

from toil.privacy.numbers import ID_PREFIX, NUMBER_LABEL, digits_of
from toil.privacy.words import read_words

SAID_DIGITS, MIN_DIALLED, MAX_ABOVE = 5, 8, 10

_PHONE_GROUPS = re.compile(
    r"\(?[2-9][0-9]{2}\)?[ .-]{1,2}[0-9]{3}[ .-]{1,2}[0-9]{4}|\(?0?[1-9][0-9]\)?[ .-]{1,2}9?[0-9]{4}[ .-][0-9]{4}"
    r"|\(?0[1-9][0-9]{1,3}\)?(?:[ /.-]?[0-9]{2,8}){1,3}"
    r"|[78][ .-]?\(?[3-9][0-9]{2}\)?[ .-]{0,2}[0-9]{3}[ .-][0-9]{2}[ .-]?[0-9]{2}|[78]9[0-9]{9}"
    r"|[6-9][0-9]{4}[ .-]?[0-9]{5}|[6-9][0-9]{3} [0-9]{3} [0-9]{3}"
)
_PHONE_LABEL = re.compile(
    r"(?:tel|telefon[eo]?|phone|fone|cel|celular|mobile?|mobil|mob|handy|whats(?:app)?|rufnummer|r(?:ü|ue?)ckruf"
    r"|r(?:ü|ue?)ckruf unter|call|cell|reach me on|callback number|тел|телефон|моб|перезвоните|номеру"
    r"|फोन|फ़ोन|मोबाइल|नंबर|करें)[ .:=+>\"|]{1,3}$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:19|20)[0-9]{2}(?![0-9])|(?:19|20)[0-9]{2}([/.-])[0-9]{2}\2[0-9]{2}(?![0-9])"
)

_VERSION = re.compile(r"[0-9]{1,2}\.0\.[0-9]+(?:\.[0-9]+)?")  # App Mobile 10.0.11805.1768


_CLAIMED = re.compile(r"(?:sinistro|claim|schaden|убыток|दावा)[ :nºo.#]{1,4}$", re.IGNORECASE)
_DATED_CASE = re.compile(r"[0-9]{2}([.-])(?:19|20)[0-9]{2}\1[0-9]{4}")
_CASE = re.compile(r"0[0-9-]+/(?:19|20)[0-9]{2}")  # SEI 00400-00012345/2026


def is_brazilian_mobile(value: str, before: str) -> bool:
    """Say whether 11 bare digits are an area code in use and a mobile number, which starts with 9; or so after 55."""
    area, number = value[-11:-9], value[-9:]
    return area in read_words().brazilian_areas and number[0] == "9" and not ID_PREFIX.search(before)


def is_marked_mobile(value: str, before: str) -> bool:
    """Say whether 11 digits with marks between them are a Brazilian mobile number, and announced as no other.

    12345.678901 is a field of a payment slip's line, 119.0.6045.159 a version.
    """
    if re.fullmatch(r"[0-9]{5}\.[0-9]{6}|[0-9]+\.(?:[0-9]{1,2}\.[0-9]+|[0-9]+\.[0-9]{1,2})\.[0-9]+", value):
        return False
    return is_brazilian_mobile("".join(map(str, digits_of(value))), before) and is_bare_phone(value, before)


def is_no_case(value: str, before: str) -> bool:
    """Say whether an area code and eight digits aren't an insurer's claim, or a case with its year: 12.2026.0412."""
    if _CLAIMED.search(before):
        return re.fullmatch(r"[0-9]{2}([.-])[0-9]{4}\1[0-9]{4}", value) is None
    return not (_DATED_CASE.fullmatch(value) and NUMBER_LABEL.search(before))


def is_phone_in_pairs(value: str, before: str) -> bool:
    """Say whether pairs of digits are a phone number: an area code in use and a first digit, or 0 and an area."""
    number = re.sub("[ .]", "", value)
    if len(set(number)) < SAID_DIGITS or not is_bare_phone(value, before):
        return False
    if number[0] == "0":
        return len(number) >= 10 and number[1] != "0"
    first = "2345" if len(number) == 10 else "9"
    return len(number) < 12 and number[:2] in read_words().brazilian_areas and number[2] in first


def is_bare_phone(value: str, before: str) -> bool:
    """Say whether a bare run of digits that can be a phone number isn't announced as another number."""
    if _CASE.fullmatch(value) or _runs_into_date(value):
        return False
    return not ID_PREFIX.search(before) and not NUMBER_LABEL.search(before)


def _runs_into_date(value: str) -> bool:
    r"""Say whether a date begins the line below: "port 389.\\n2026-05-03 11:48"."""
    return _DATE.match(value.partition("\n")[2].lstrip()) is not None


_IDENTIFIER = re.compile(r"(?:1\.3\.6\.1|1\.2\.840|2\.16\.840|0\.4\.0)\.")  # object identifiers in use (ITU-T X.660)


def is_digit_by_digit(value: str, before: str) -> bool:
    """Say whether single digits with spaces between are a number said aloud, and no row of a table: many differ."""
    return len(set(digits_of(value))) >= SAID_DIGITS and _IDENTIFIER.match(value) is None


def is_broken_phone(value: str, before: str) -> bool:
    """Say whether *value*, which a line end breaks, has a phone's groups; bare, it starts as a mobile one does.

    After a word for a phone it need only be long enough, and not so above the line end.
    """
    plain = re.sub(r"\n ?", "", value)
    if _runs_into_date(value) or not is_bare_phone(plain, before):
        return False
    above = len(digits_of(value.partition("\n")[0]))
    if above <= MAX_ABOVE and is_phone(plain, before) and _PHONE_LABEL.search(before):
        return True
    bare = len(plain) == 11 and plain.isdigit() and is_brazilian_mobile(plain, before)
    return bare or _PHONE_GROUPS.fullmatch(plain) is not None


def is_not_of_slip(value: str, before: str) -> bool:
    """Say whether *value* isn't the second field of a Brazilian payment slip's line: 00190.00009 02714.567892."""
    return re.search(r"[0-9]{5}\.[0-9]{5} $", before) is None


def is_phone(value: str, before: str) -> bool:
    """Say whether *value* has the 8 to 15 digits of an international number (ITU-T E.164)."""
    return 8 <= len(digits_of(value)) <= 15


def is_dialled(value: str, before: str) -> bool:
    """Say whether what follows a word for a phone is a number of at least eight digits, and no date."""
    return len(digits_of(value)) >= MIN_DIALLED and _DATE.match(value) is None and _VERSION.fullmatch(value) is None
