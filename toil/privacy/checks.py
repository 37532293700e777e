"""Check digits and other tests that decide whether a run of digits is somebody's number.

A check takes the value found and the text before it, and says whether to mask. Only bare runs come here: what has
the shape of a document is masked whether or not its digits add up, since people mistype.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

from toil.privacy.words import fold, read_people, read_words

Check = Callable[[str, str], bool]

MIN_SURNAME, MIN_PASSWORD, MIN_LETTERS = 4, 6, 3

_VERSION_WORD = re.compile(
    r"(?:\bv|vers\w*|верси\w*|release|rel|build|patch|oracle|weblogic|java|jdk|jre|db2|kernel|firmware|hotfix"
    r"|openshift|sql server|client|agent"
    r"|(?:upgrade|update|atualiza\w+|обновлен\w+|migra\w+) \w{1,5})[\s.:#(=-]{0,3}$",
    re.IGNORECASE,
)
_ADDRESS_LABEL = re.compile(
    r"(?:\bip|ipv4|endere[çc]o|address|adresse|host|server|gateway|dns|адрес|хост|आईपी|होस्ट|पता)[\s:=(\[]{1,3}$",
    re.IGNORECASE,
)
_SECRET_LABEL = re.compile(
    r"(?:senha|passw(?:or)?d|passphrase|passcode|pwd|pass|pin|token|key|secret|chave|credencial|passwort|kennwort"
    r"|пароль|токен|ключ|पासवर्ड) ?:[\s\"']*$",
    re.IGNORECASE,
)
_SECRET_NAME = re.compile(
    r"(?:senha|pass\w*|pwd|pin|otp|token|key|secret|sid|session_?id|chave|credencial|\w*passwort|kennwort|zugangscode|парол\w|токен"
    r"|ключ|код|पासवर्ड|टोकन|कुंजी|पिन)[\"']?\s*=\s*[\"']?$",
    re.IGNORECASE,
)
_ID_PREFIX = re.compile(r"[A-Za-z]{2,}[-_#/]$|[0-9a-f]{4}-$")
_NUMBER_LABEL = re.compile(
    r"(?:protocolo|pedido|ordem|chamado|ticket|incident\w*|nsu|ec|pos|terminal|id|c[óo]digo|code|order|request|contrato|lote"
    r"|vorgang|auftrag|заказ|обращени\w|टिकट|ऑर्डर)[\s:.#nºo°№=]{0,4}$|[#$/._-]$",
    re.IGNORECASE,
)
_VERHOEFF_D = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_P = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def digits_of(value: str) -> list[int]:
    """Return the digits in *value*."""
    return [int(c) for c in value if c in "0123456789"]


def is_card(value: str, before: str) -> bool:
    """Say whether *value* has 13 to 19 digits, a scheme's first ones, and a right Luhn digit (ISO/IEC 7812)."""
    if re.search(r"[0-9]{5}\.[0-9]{5,6} |[0-9]\.$", before + value) and re.search(
        r"[0-9]{5}\.[0-9]{5}", before + value
    ):
        return False  # the line of a Brazilian payment slip
    digits = digits_of(value)
    number = "".join(map(str, digits))
    scheme = re.match(r"3[04-9]|4|5[0-9]|6[0-9]|8[12]|22[0-9]|2[3-6]|27[01]|2720", number)
    return 13 <= len(digits) <= 19 and bool(scheme) and _luhn(digits)


def _luhn(digits: list[int]) -> bool:
    doubled = [sum(divmod(2 * d, 10)) if i % 2 else d for i, d in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def is_cpf(value: str, before: str) -> bool:
    """Say whether the two check digits of a Brazilian CPF are right."""
    digits = digits_of(value)
    if len(digits) != 11 or len(set(digits)) == 1 or _ID_PREFIX.search(before):
        return False
    return all(_mod11(digits[:n], range(n + 1, 1, -1)) == digits[n] for n in (9, 10))


def is_cnpj(value: str, before: str) -> bool:
    """Say whether the two check digits of a Brazilian CNPJ are right."""
    digits = digits_of(value)
    if len(digits) != 14 or len(set(digits)) == 1 or _ID_PREFIX.search(before):
        return False
    weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    return all(_mod11(digits[:n], weights[-n:]) == digits[n] for n in (12, 13))


def _mod11(digits: list[int], weights: range | list[int]) -> int:
    rest = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
    return 0 if rest < 2 else 11 - rest


def is_brazilian_mobile(value: str, before: str) -> bool:
    """Say whether 11 bare digits are an area code in use and a mobile number, which starts with 9; or so after 55."""
    area, number = value[-11:-9], value[-9:]
    return area in read_words().brazilian_areas and number[0] == "9" and not _ID_PREFIX.search(before)


def is_bare_phone(value: str, before: str) -> bool:
    """Say whether a bare run of digits that can be a phone number isn't announced as another number."""
    return not _ID_PREFIX.search(before) and not _NUMBER_LABEL.search(before)


def is_phone(value: str, before: str) -> bool:
    """Say whether *value* has the 8 to 15 digits of an international number (ITU-T E.164)."""
    return 8 <= len(digits_of(value)) <= 15


def is_iban(value: str, before: str) -> bool:
    """Say whether *value* has the length its country gives to an IBAN, or adds up to 1 by ISO 7064 mod 97."""
    plain = re.sub(r"[^0-9A-Z]", "", value.upper())
    length = read_words().iban_lengths.get(plain[:2])
    if length is None:
        return False
    if len(plain) == length and sum(c.isdigit() for c in plain) >= len(plain) // 2:
        return True
    return any(int("".join(str(int(c, 36)) for c in p[4:] + p[:4])) % 97 == 1 for p in (plain, plain[:length]))


def is_ipv4(value: str, before: str) -> bool:
    """Say whether four numbers are an address: under 256, not after a version word, not as small as one, no 0 last.

    19.21.0.0 and 10.3.6.0.5 are versions; 8.8.8.8 is an address where the word stands before it.
    """
    octets = [int(part) for part in re.findall("[0-9]+", value)]
    if max(octets) > 255 or _VERSION_WORD.search(before) or re.search(r"[0-9]\.$", before):
        return False
    if _ADDRESS_LABEL.search(before):
        return True
    if re.search(r"(?<![0-9])0[0-9]", value) and re.search(r"(?<![0-9])[1-9][0-9]?(?![0-9])", value):
        return False  # 23.1.0.097 is a build; addresses with leading zeros have them throughout
    private = octets[0] in (10, 127, 172, 192)
    return octets[3] > 0 and (private or max(octets[1:]) >= 20)


def is_ipv6(value: str, before: str) -> bool:
    """Say whether *value* parses as an IPv6 address and isn't a time of day."""
    try:
        ipaddress.IPv6Address(value)
    except ValueError:
        return False
    return value.count(":") >= 3 or "::" in value


def is_aadhaar(value: str, before: str) -> bool:
    """Say whether 12 digits end in the right Verhoeff digit and start as an Indian Aadhaar number does."""
    digits = digits_of(value)
    if len(digits) != 12 or digits[0] < 2 or _ID_PREFIX.search(before):
        return False
    check = 0
    for i, digit in enumerate(reversed(digits)):
        check = int(_VERHOEFF_D[check][int(_VERHOEFF_P[i % 8][digit])])
    return check == 0


def is_steuer_id(value: str, before: str) -> bool:
    """Say whether 11 digits are a German tax id: ISO 7064 mod 11,10, one digit of the first ten repeated."""
    digits = digits_of(value)
    if len(digits) != 11 or digits[0] == 0 or len(set(digits[:10])) not in (8, 9) or _ID_PREFIX.search(before):
        return False
    product = 10
    for digit in digits[:10]:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == digits[10]


def is_inn(value: str, before: str) -> bool:
    """Say whether 12 digits are a Russian personal INN by both of its check digits."""
    digits = digits_of(value)
    if len(digits) != 12 or len(set(digits)) == 1 or _ID_PREFIX.search(before):
        return False
    weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
    return all(
        sum(d * w for d, w in zip(digits, weights[11 - n :], strict=False)) % 11 % 10 == digits[n] for n in (10, 11)
    )


def is_secret(value: str, before: str) -> bool:
    """Say whether what follows "password" can be one.

    A value with digits or signs can, and anything after "=". A plain word can right after "password:", unless it is
    a word about passwords; not after "the cashier's password:", where a title goes on.
    """
    if re.search(r"(?:[|>\n]|[a-zа-яё] - | :)[\s\"']*$", before) and "=" not in before[-3:]:
        return is_password(value, before)
    plain = fold(value.strip(".,;:!?)('\""))
    if plain.isdigit() and re.search("[a-z0-9]:$", before) and not _SECRET_LABEL.search(before):
        return False  # a port
    if re.search(r"=\s*[\"']?$", before) and not _SECRET_NAME.search(before):
        return is_password(value, before)
    mixed = any(c.isdigit() for c in plain) or re.search(r"[^\w\s\u0900-\u097f]", plain) is not None
    named = _SECRET_LABEL.search(before) is not None
    return bool(plain) and (mixed or "=" in before[-3:] or (named and plain not in read_words().not_secrets))


def is_password(value: str, before: str) -> bool:
    """Say whether what follows "password" without a mark between looks made up: letters with digits, no code or name.

    Dates, times, tickets, hosts and paths follow the word too ("password of srv-01"), so these are left.
    """
    plain = value.rstrip(".,;:!?)('\"")
    if _PIN.search(before) and re.fullmatch("[0-9]{4,8}", plain):
        return True
    if not (any(c.isdigit() for c in plain) and any(c.isalpha() for c in plain)) or len(plain) < 6:
        return False
    return re.fullmatch("[A-Z][a-z]+_[0-9]{3,}[!*]?", plain) is not None or _NOT_PASSWORD.fullmatch(plain) is None


_PIN = re.compile(
    r"(?:pin|otp|пин-код|पिन|(?:nova|new|neues|новый|नया) (?:senha|password|passwort|пароль|पासवर्ड))[\s(#\"']+$",
    re.IGNORECASE,
)
_NOT_PASSWORD = re.compile(
    r"[A-Z]{2,8}[-_#]?[0-9]+|[A-Za-z]+[-_][A-Za-z0-9_.-]*|.*[/\\:].*|[0-9.,-]+[a-z]?|v?[0-9]+(?:\.[0-9]+)+.*|[0-9]+[a-zA-Z]{1,3}"
)


def is_login(value: str, before: str) -> bool:
    """Say whether what follows "user" is a login: no plain word, unless a mark stands between."""
    plain = fold(value.strip("._-"))
    if plain in read_words().not_names or plain in read_words().not_secrets:
        return False
    strong = r"(?:[:=>|]|\n| - |(?i:lautet))\s*[\"'(]?$"
    if re.search(strong, before):
        return _NOT_PASSWORD.fullmatch(plain) is None or plain.count("_") == 1
    if re.search(r"[^a-z0-9\s\W]\W*$", fold(before)) and re.fullmatch("[a-z]{4,20}", plain):
        return True  # a Latin word after a Cyrillic or Devanagari label
    return bool(re.search("[0-9]", plain) or re.fullmatch("[a-z]+[._][a-z]+", plain)) or _is_made_of_names(plain)


def _is_made_of_names(login: str) -> bool:
    """Say whether *login* is an initial or a given name, and a surname: jsantos, mariasilva."""
    people = read_people()
    starts = [login[:1], login[:2], *(login[:at] for at in range(3, len(login) - 3) if login[:at] in people.given)]
    return any(len(rest := login[len(start) :]) > MIN_SURNAME and rest in people.surnames for start in starts)


def is_home(value: str, before: str) -> bool:
    """Say whether a folder of /home is a person's."""
    words, owner = read_words(), fold(value)
    return owner not in words.not_names and owner not in words.service_accounts


def has_letter(value: str, before: str) -> bool:
    """Say whether *value* has a letter: a hardware address of digits only is more likely a number."""
    return any(char.isalpha() for char in value)


def is_strong_password(value: str, before: str) -> bool:
    """Say whether *value*, letters, signs and digits, is long enough for a password."""
    return len(value) >= MIN_PASSWORD and sum(char.isalpha() for char in value) >= MIN_LETTERS


def is_identity_card(value: str, before: str) -> bool:
    """Say whether *value* has the nine characters of a German card's number, or its check digit too."""
    plain = re.sub("[^0-9A-Za-z]", "", value)
    return len(plain) in (9, 10) and any(char.isdigit() for char in plain)


CHECKS: dict[str, Check] = {
    "has a letter": has_letter,
    "home": is_home,
    "identity card": is_identity_card,
    "strong password": is_strong_password,
    "aadhaar": is_aadhaar,
    "bare phone": is_bare_phone,
    "brazilian mobile": is_brazilian_mobile,
    "card": is_card,
    "cnpj": is_cnpj,
    "cpf": is_cpf,
    "iban": is_iban,
    "inn": is_inn,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
    "login": is_login,
    "password": is_password,
    "phone": is_phone,
    "secret": is_secret,
    "steuer id": is_steuer_id,
}
