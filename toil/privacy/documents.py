"""Check digits, and what else decides whether digits or a code are somebody's document, card, account or plate.

A check takes the value found and the text before it, and says whether to mask. Only bare runs come here: what has
the shape of a document is masked whether or not its digits add up, since people mistype.
"""

from __future__ import annotations

import re

from toil.privacy.numbers import COUNTED, DEED_LABEL, ID_PREFIX, NUMBER_LABEL, digits_of
from toil.privacy.words import fold, read_words

_PLACE_OR_TAG = re.compile(
    r"(?:badge|crach[áa]|patrim[ôo]nio|asset|etiqueta|tag|vaga|box|sala|setor|room|slot|model\w*|stellplatz|raum|inventar\w*"
    r"|sysid|host\w*|servidor|server|norma|portaria|resolu[çc][ãa]o|circular|instru[çc][ãa]o|lei|decreto|regulation|rule|policy"
    r"|vorschrift|richtlinie|приказ\w?|регламент\w?|шаблон\w?|contrato|processo|projeto|project|projekt)\W{1,3}$",
    re.IGNORECASE,
)
_COST_CENTRE = re.compile(r"(?:custo|cost cent(?:er|re)|kostenstelle)s?\W{1,3}cc-?$", re.IGNORECASE)
_DATED = re.compile(r"[0-9]{1,4}([.-])[0-9]{1,2}\1[0-9]{1,4}")
_VERSION = re.compile(r"[0-9]{1,3}\.[0-9]{1,2}\.[0-9]{3,5}\.[0-9]{3,5}")  # Chrome 13.2.3409.9391
BRANCHES = "00"  # how the numbers of nearly all of a firm's branches begin, where a stamp has its hour
CNPJ_END = 6  # digits after the slash
_BUILD = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]\.[0-9]{1,6}")  # Nutanix AHV 20230302.100173
_STAMP = re.compile("20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][ _-]?[0-2][0-9][0-5][0-9][0-5][0-9]")
_IN_GUID, _GUID_BEGINS = re.compile("[0-9a-f]{4}-$"), re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-")
_GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
MIN_CELL = 4
BRAZILIAN_PLATE = 7  # letters and digits
MIN_ABROAD = 7  # digits of an account after a Russian or Hindi word
MIN_REGISTERED = 5
_NO_MARKS = str.maketrans("", "", " \t\n.,_/-")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_VERHOEFF_D = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_P = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


_VISA_LENGTHS = (13, 16, 19)


def is_card(value: str, before: str) -> bool:
    """Say whether *value* has 13 to 19 digits, a scheme's first ones, and a right Luhn digit (ISO/IEC 7812).

    A number of up to two digits after the last mark may be another's: "4111 1111 1111 1111 2" in a list.
    """
    number = value.translate(_NO_MARKS)
    if value.isdigit() and COUNTED.search(before):
        return False
    if (more := re.fullmatch(r"(.*[0-9]) [0-9]{1,2}", value, re.DOTALL)) and is_card(more[1], before):
        return True
    if not 13 <= len(number) <= 19 or not _luhn([int(digit) for digit in number]):
        return False
    if number[0] == "4" and len(number) not in _VISA_LENGTHS:
        return False
    if not re.match(r"3[04-9]|4|5[0-9]|6[0-9]|8[12]|22[0-9]|2[3-6]|27[01]|2720", number):
        return False
    slip = re.search(r"[0-9]{5}\.[0-9]{5,6} |[0-9]\.$", before + value)  # the line of a Brazilian payment slip
    return slip is None or re.search(r"[0-9]{5}\.[0-9]{5}", before + value) is None


def is_grouped_card(value: str, before: str) -> bool:
    """Say whether groups of four are one card's: where a slash stands between some of them only, Luhn decides."""
    marks = set(re.findall(r"[^0-9]+", value))
    return "/" not in "".join(marks) or len(marks) == 1 or is_card(value, before)


def _luhn(digits: list[int]) -> bool:
    doubled = sum(_DOUBLED[digit] for digit in digits[-2::-2])
    return (sum(digits[::-2]) + doubled) % 10 == 0 and len(set(digits)) > 1


def is_cpf(value: str, before: str) -> bool:
    """Say whether the two check digits of a Brazilian CPF are right."""
    digits = digits_of(value)
    if len(digits) != 11 or len(set(digits)) == 1 or ID_PREFIX.search(before):
        return False
    if _VERSION.fullmatch(value):
        return False
    if re.match("[0-9] [0-9] ", value) and re.search("[0-9] $", before):
        return False  # goes on from a longer number whose digits stand apart
    return all(_mod11(digits[:n], range(n + 1, 1, -1)) == digits[n] for n in (9, 10))


def is_no_meeting(value: str, before: str) -> bool:
    """Say whether *value*, digits in groups of three, isn't the number that a video meeting is joined by."""
    return _MEETING.search(before) is None


_MEETING = re.compile(
    r"(?:(?:reuni[ãa]o|confer[êe]ncia|meeting|besprechung\w*|konferenz\w*|конференции|собрания|встречи|मीटिंग)"
    r"(?:[ -]?(?:id|no|nr|number|n[úu]mero|आईडी))?|идентификатор(?: \w+)?)\W{1,3}$",
    re.IGNORECASE,
)


def is_cnpj(value: str, before: str) -> bool:
    """Say whether the two check digits of a Brazilian CNPJ are right; a letter counts as its code (since 2026)."""
    if (_STAMP.fullmatch(value) and not value[-6:-2].startswith(BRANCHES)) or (
        " / " in value and len(digits_of(value.rpartition(" / ")[2])) != CNPJ_END
    ):
        return False
    digits = [ord(char) - ord("0") for char in value if char.isalnum()]
    if len(digits) != 14 or len(set(digits)) == 1 or ID_PREFIX.search(before) or _GOES_ON.search(before):
        return False
    if value.startswith("1-5-") and before.endswith("S-"):
        return False  # a Windows security identifier: S-1-5-21-1004336348-...
    weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    return all(_mod11(digits[:n], weights[-n:]) == digits[n] for n in (12, 13))


def begins_there(value: str, before: str) -> bool:
    """Say whether *value* begins no part of a longer number: not the case 00400-00012345/2026-11."""
    return _GOES_ON.search(before) is None


_GOES_ON = re.compile("[0-9][.-]$")  # begins within another number: 756.006.357-88 262.460.571-10


def _mod11(digits: list[int], weights: range | list[int]) -> int:
    rest = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
    return 0 if rest < 2 else 11 - rest


def is_plate(value: str, before: str) -> bool:
    """Say whether what has the shape of a vehicle's plate isn't a code, a ticket or a month and a year: INC-1234."""
    letters = re.match("[^0-9 .-]*", value)
    old = re.fullmatch("[^0-9]*[0-9]{4}", value) is not None
    known = old and letters is not None and fold(letters[0]) in read_words().not_plates
    return not known and not _PLACE_OR_TAG.search(before) and not NUMBER_LABEL.search(before)


def is_labelled_plate(value: str, before: str) -> bool:
    """Say whether what follows a plate's word begins with no small word, and is no board's: "placa de 8 ramais".

    Brazilian plates have seven letters and digits.
    """
    letters = re.match(r"[^\W\d_]+", value)
    if re.search(r"\bplacas?\W*$", before, re.IGNORECASE) and sum(map(str.isalnum, value)) < BRAZILIAN_PLATE:
        return False
    return letters is None or not letters[0].islower() or letters[0] not in read_words().not_names


def is_bare_document(value: str, before: str) -> bool:
    """Say whether what has a document's shape isn't announced as another number, by up to one word before it."""
    return not NUMBER_LABEL.search(re.sub(r"(?<=\W)[A-Za-z]{1,5}[ .:-]{1,2}$", "", before))


def is_cell_number(value: str, before: str) -> bool:
    """Say whether a cell of a column of accounts or documents holds one: four digits or more, no sum, no date."""
    if re.fullmatch(f"{_GUID}|[CFGHJK][CFGHJ-NPRTV-Z0-9]{{8}}", value):
        return any(char.isdigit() for char in value)  # a key, or a German passport
    numbered = re.fullmatch(r"[A-Z]{0,5}[0-9][0-9 .-]{2,22}[0-9A-Z]{0,2}", value, re.IGNORECASE) is not None
    dated = _DATED.fullmatch(value) is not None
    return numbered and not dated and len(digits_of(value)) >= MIN_CELL


_BORN = re.compile(r"[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}([-./])[0-9]{2}\1[0-9]{2}")


def is_birth_cell(value: str, before: str) -> bool:
    """Say whether a cell of a column of dates of birth holds one: a date whose year has four digits."""
    return _BORN.fullmatch(value) is not None


def is_iban(value: str, before: str) -> bool:
    """Say whether *value* has the length its country gives to an IBAN, or adds up to 1 by ISO 7064 mod 97."""
    plain = re.sub(r"[^0-9A-Z]", "", value.upper())
    length = read_words().iban_lengths.get(plain[:2])
    if length is None or _IN_GUID.search(before) or _GUID_BEGINS.match(value):
        return False
    if len(plain) == length and sum(c.isdigit() for c in plain) >= len(plain) // 2:
        return True
    return any(int("".join(str(int(c, 36)) for c in p[4:] + p[:4])) % 97 == 1 for p in (plain, plain[:length]))


def is_aadhaar(value: str, before: str) -> bool:
    """Say whether 12 digits end in the right Verhoeff digit and start as an Indian Aadhaar number does."""
    digits = digits_of(value)
    if len(digits) != 12 or digits[0] < 2 or ID_PREFIX.search(before) or DEED_LABEL.search(before):
        return False
    check = 0
    for i, digit in enumerate(reversed(digits)):
        check = int(_VERHOEFF_D[check][int(_VERHOEFF_P[i % 8][digit])])
    return check == 0


def is_steuer_id(value: str, before: str) -> bool:
    """Say whether 11 digits are a German tax id: ISO 7064 mod 11,10, one digit of the first ten repeated."""
    digits = digits_of(value)
    if (
        len(digits) != 11
        or digits[0] == 0
        or len(set(digits[:10])) not in (8, 9)
        or ID_PREFIX.search(before)
        or DEED_LABEL.search(before)
    ):
        return False
    product = 10
    for digit in digits[:10]:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == digits[10]


def is_inn(value: str, before: str) -> bool:
    """Say whether 12 digits are a Russian personal INN by both of its check digits."""
    digits = digits_of(value)
    if len(digits) != 12 or len(set(digits)) == 1 or ID_PREFIX.search(before) or DEED_LABEL.search(before):
        return False
    weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
    return all(
        sum(d * w for d, w in zip(digits, weights[11 - n :], strict=False)) % 11 % 10 == digits[n] for n in (10, 11)
    )


def is_account(value: str, before: str) -> bool:
    """Say whether what follows "cc" is an account: no cost centre's number, no middle of cc347292-bb64-4e4d.

    Those of Russia have twenty digits and those of India nine or more; shorter ones are of a ledger.
    """
    if re.search("[а-яё\u0900-\u097f][ :№=]{0,3}$", before.lower()) and len(digits_of(value)) < MIN_ABROAD:
        return False
    return _COST_CENTRE.search(before) is None and not (
        before[-2:] in ("cc", "CC") and (value.isdigit() or re.search("[0-9a-f]{8}-cc$", before))
    )


def is_identity_card(value: str, before: str) -> bool:
    """Say whether *value* has a German card's nine characters, or its check digit too; or is all digits."""
    plain = re.sub("[^0-9A-Za-z]", "", value)
    return plain.isdigit() or (len(plain) in (9, 10) and any(char.isdigit() for char in plain))


def is_register_number(value: str, before: str) -> bool:
    """Say whether what follows a register's word has a number's five digits, and is no date and no build's day."""
    dated = _DATED.fullmatch(value) is not None or _BUILD.fullmatch(value) is not None
    return len(digits_of(value)) >= MIN_REGISTERED and not dated


def is_phone_serial(value: str, before: str) -> bool:
    """Say whether 15 digits end in the right Luhn digit, as the serial number of a phone does (3GPP TS 23.003)."""
    return _luhn(digits_of(value))


def is_renavam(value: str, before: str) -> bool:
    """Say whether 11 digits end in the right one of the Brazilian register of vehicles."""
    digits = digits_of(value)
    return (
        sum(d * w for d, w in zip(digits, (3, 2, 9, 8, 7, 6, 5, 4, 3, 2), strict=False)) * 10 % 11 % 10 == digits[10]
    )
