"""Tests that decide whether an account's name is a person's."""

from __future__ import annotations

import re

from toil.privacy.accounts import (
    MIN_ODD,
    ends_in_surname,
    has_foreign_onset,
    is_account_name,
    is_dotted_name,
    is_made_of_names,
    is_named_thing,
    is_numbered_name,
    is_personal_login,
    is_surnamed,
)
from toil.privacy.names import MIN_LETTERS, WORD, is_no_other, is_titled, is_told_name
from toil.privacy.shapes import is_code, is_host, is_machine, is_message, is_object, is_spoken, is_thing
from toil.privacy.words import fold, is_said, read_people, read_words


def is_login(value: str, before: str) -> bool:
    """Say whether what follows "user" is a login: no plain word, unless a mark stands between."""
    plain = fold(value.strip("._-").replace(" ", ""))
    if plain in read_words().not_names or plain in read_words().not_secrets:
        return False
    if _SERVICE.match(plain) or is_message(value) or (re.search(r"[a-z]\.$", before) and "." in value):
        return False  # TSO logon IKJ56425I; login.example.com
    if re.search(r"[^\W\d_][.,!]\s*\n\s*$", before) and not is_personal_login(value, before):
        return False  # must change at next logon.\nConfirmed
    strong = r"(?:[:=>|]|\n| - |(?i:lautet|sugerido))\s*[\"'(`*]?$"
    if re.search(strong, before) and not (before.endswith(" - ") and _is_error(value)):  # fails on login - KB5034441
        if plain in read_words().organisations:
            return False  # User ID | Group
        return not is_code(plain) or plain.count("_") == 1 or is_personal_login(value, before) or is_surnamed(plain)
    if is_object(value) and not is_surnamed(plain) and not re.fullmatch("[A-Z]{2}[0-9]{4}", value):
        return False
    if is_host(plain) and not is_personal_login(value, before):
        return False
    if " " in value:  # letters apart, which may be words of one letter
        return any(char.isdigit() for char in plain) or "." in plain or is_personal_login(value, before)
    if re.search(r"[^a-z0-9\s\W]\W*$", fold(before)) and re.fullmatch("[a-z]{4,20}", plain):
        return plain not in read_words().products and (
            value.islower() or is_surnamed(plain)
        )  # a Latin word after a Cyrillic or Devanagari label
    return _is_of_its_shape(value, plain, before)


_SERVICE = re.compile("(?:svc|srv|service|batch|job|rpa|robo|bot|etl|app|sys|api)[._-]")  # svc_backup


def _is_of_its_shape(value: str, plain: str, before: str) -> bool:
    """Say whether what follows "user" without a mark is one by its shape, or in brackets with it: (login x)."""
    if plain.rstrip("0123456789") in read_words().products:
        return False  # Office365
    if re.search("[0-9]", plain) is not None or is_personal_login(value, before) or has_foreign_onset(value):
        return True
    return re.search(r"\([^\W\d_]{2,12} $", before) is not None and is_own_login(value, before)


def _is_error(value: str) -> bool:
    """Say whether *value* is what fails on login rather than who: KB5034441, 0x80070005, BSOD."""
    return is_object(value) or (value.isupper() and value.isalpha())


def is_owned_login(value: str, before: str) -> bool:
    """Say whether an account's name is a person's: a letter and digits, or parts of a name; not svc_backup."""
    plain = fold(value)
    if not re.search("[0-9._-]", plain) and not re.search("[:=(]", before[-2:]):
        return value.islower() and (ends_in_surname(plain) or has_foreign_onset(value))  # jprado, not mailbox assist
    if "." in plain and not (value.islower() or value.isupper()):
        return False  # my account yet.What
    if "_" not in plain and "-" not in plain:
        return is_account_name(value)
    if initialled := re.fullmatch("([a-z]{5,20})_[a-z]", value):
        return is_spoken(initialled[1]) and not is_named_thing(initialled[1])
    people = read_people()
    return any(
        part in people.given or part in people.surnames or ends_in_surname(part)
        for part in re.split("[._0-9-]+", plain)
    )


def is_stray_login(value: str, before: str) -> bool:
    """Say whether a name in a text about users is a person's account by its shape, and no code of another thing."""
    plain = fold(value)
    if re.fullmatch("[a-z]{1,2}[0-9]{5,8}", plain):
        return (plain[1].isdigit() or value.islower()) and _CODED.search(before) is None
    if "." in plain:
        return is_dotted_name(plain)
    return is_made_of_names(plain) and not is_machine(plain.rstrip("0123456789"))


_CODED = re.compile(
    r"(?:terminal|filial|serial|s/n|patrim[oô]nio|processo|pedido|order|nota|ordem|lote|caixa|loja|store|pos|equip\w*|chamado"
    r"|ticket|c[óo]d\w*|code|part|modelo|model|release|vers[ãa]o|version|sala|ramal|transa\w*|contrato|contract|protocolo|erro|error"
    r"|fehler|ошибк\w|код|status|lacre|bin|chg|change|gmud|crq|rdm|siehe|re|aw|fwd?|wg|ref|см|mudan[çc]a|изменени\w)\W{1,3}$",
    re.IGNORECASE,
)


def is_told_login(value: str, before: str) -> bool:
    """Say whether what follows "his login is", "access of" or "unlock" is a person's account by its shape."""
    plain = fold(value)
    if plain in read_words().not_names or plain in read_words().not_secrets:
        return False
    if "." in plain and not (value.islower() or value.isupper() or value.istitle()):
        return False  # my account yet.What
    if "_" in plain or "-" in plain:
        return is_owned_login(value, before)
    numbered = plain != (stem := plain.rstrip("0123456789")) and stem in read_people().surnames  # cortez2
    is_odd = has_foreign_onset(value) and len(plain) >= MIN_ODD  # shorter ones are slips of the pen
    told = _ANNOUNCED.search(before) is not None and is_numbered_name(plain)
    signed = _SIGNED.search(before) is not None and _is_any_word(value)
    return (told or signed or numbered or is_personal_login(plain, "") or is_odd) and not is_machine(plain)


def _is_any_word(value: str) -> bool:
    """Say whether *value* is a word of small letters that is no product, system, firm or role."""
    shaped = re.fullmatch("[a-z]{5,14}", value) is not None
    return shaped and not is_named_thing(value) and value not in read_words().not_people


# Who signs in, where a word of small letters is an account: "logged in as x"; a Latin word after a Russian verb.
_SIGNED = re.compile(
    r"(?:\b(?:logado|logged in|signed in|angemeldet) (?:as|como|als)|(?:закры|отключ|заблокир)[а-я]+) [\"'`*]?$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:[:-]| (?:é|eh|is|ist|por|by|as|como|als|как|открыла?|решено)"
    r"|(?:revoke|disable|revogar|desativar|inativar|закры\w+|отключ\w+)) ?[\"'`*]?$",
    re.IGNORECASE,
)


def is_paired_login(value: str, before: str) -> bool:
    """Say whether what stands beside a password is its user: a person's by its shape, or a word with digits."""
    plain = fold(value.strip("._-"))
    if plain in read_words().not_names or plain in read_words().not_secrets or HOST_KEY.search(before):
        return False
    if coded := re.fullmatch("([a-z]{5,})[0-9]{1,2}", plain):
        return is_spoken(coded[1])
    if re.fullmatch("[a-z]{1,2}[0-9]{5,8}", plain) or (_SAID_USER.search(before) and not is_code(value)):
        return True
    if "_" in plain or "-" in plain:
        return is_owned_login(value, before)
    return is_dotted_name(plain) if "." in plain else value.islower() and ends_in_surname(plain)


HOST_KEY = re.compile(r"(?:data source|server|host(?:name)?|node|addr|database|initial catalog) ?= ?$", re.IGNORECASE)
"""What says in a connection's settings that a host or a database follows: Data Source=wasnd89."""
_SAID_USER = re.compile(
    r"(?:usu[áa]rio|login|user(?: ?name| ?id)?|benutzer|kennung|логин(?:ом)?|пользователь|लॉगिन|यूज़र|pppoe"
    r"|(?:my|meu|mein|мой|मेर[ीा]) (?:id|आईडी)"
    r"|(?:\bpw|pwd|pass\w*|senha|kennwort|парол\w|पासवर्ड) (?:for|d[aeo]|para|pra|f(?:ü|ue)r|von|для))"
    r"(?: del[ea])?[ :=\"'(`*|]{1,3}$",
    re.IGNORECASE,
)


def is_listed_login(value: str, before: str) -> bool:
    """Say whether what follows a login, or "<password> for", is a person's by its shape or by a surname in it."""
    if "_" in value or "-" in value:
        return is_owned_login(value, before)
    return is_stray_login(value, before) or (value.islower() and ends_in_surname(value))


def is_given_login(value: str, before: str) -> bool:
    """Say whether *value* is a given name and a part of a surname or a year: ana.z, ana_zur, alistair87."""
    first, *rest = re.split("[._]", value.rstrip("0123456789"))
    if first not in read_people().given or any(map(_is_technical, rest)):
        return False
    return bool(rest) or len(first) > MIN_LETTERS


def is_machineless_login(value: str, before: str) -> bool:
    """Say whether *value* is a person's account by its shape or a surname in it, and no part of it is a machine's."""
    parts = re.split("[._-]", value.rstrip("0123456789"))
    return not any(map(_is_technical, parts)) and not is_object(value) and is_listed_login(value, before)


def is_signing_login(value: str, before: str) -> bool:
    """Say whether what stands after "by", or in brackets at the end, is an account: z.uriel; no host and no file."""
    first, _, last = value.rstrip("0123456789").partition(".")
    if len(first) == 1 and len(last) >= MIN_INITIALLED and is_spoken(last) and not is_thing(last):
        return is_no_other(last, read_words().not_names)
    return is_machineless_login(value, before)


def _is_technical(part: str) -> bool:
    """Say whether *part* of a name is an ending of files and hosts, or a machine's or a service's: db, vm, svc."""
    return _ENDING.fullmatch(part) is not None or is_machine(part)


MIN_INITIALLED = 4  # letters of what is a surname behind an initial and a dot
_ENDING = re.compile(
    "com|net|org|edu|gov|lan|exe|dll|log|sql|txt|xml|ini|cfg|csv|pdf|png|jpg|zip|jar|bat|ps|py|js|db|io|gz|md|sh"
    "|vm|tmp|bkp|id|old|new|dev|qa|tst|aux|api|app|sys|svc|batch|job|bot|etl"
)


def is_acting_login(value: str, before: str) -> bool:
    """Say whether what follows a login or "ssh as" is an account: a person's, or a word with digits."""
    if re.fullmatch("x[0-9]{3,5}", value):
        return False  # an extension
    if not value.islower() or is_listed_login(value, before):
        return is_listed_login(value, before)
    return is_numbered_name(value) or re.fullmatch("[a-z]{1,4}[_-]?[0-9]{4,8}[a-z]?", value) is not None


def is_beside_name(value: str, before: str) -> bool:
    """Say whether what stands in brackets or between bars after a person's name is the account."""
    plain, words = fold(value), read_words()
    if any(plain in known for known in (words.not_names, words.not_people, words.not_secrets, words.products)):
        return False
    return is_account_name(value) or is_owned_login(value, before)


def is_of_name(value: str, before: str) -> bool:
    """Say whether a word in brackets is the account of the person before it.

    One is said to be: "Kollege Tjorven (x)". Else it is made of the name: it begins as a given name does, or holds
    three letters that a capitalised word of two begins with.
    """
    written, listed = WORD.findall(before)[-2:], read_words()
    named = [fold(word) for word in written]
    if is_named_thing(value) or is_thing(value) or value in listed.not_people:
        return False
    name = [word for word in named if word not in listed.before_people]
    if not name or value in name or not is_told_name(" ".join(name), listed.not_names):
        return False
    begun = name[-1] in read_people().given and value.startswith(name[-1][:2])
    titled = len(name) > 1 and all(map(is_titled, written))
    return begun or len(name) < len(named) or (titled and any(word[:MIN_LETTERS] in value for word in name))


def is_home(value: str, before: str) -> bool:
    """Say whether a folder of /home is a person's."""
    words, owner = read_words(), fold(value)
    return owner not in words.not_names and owner not in words.service_accounts


def is_cell_login(value: str, before: str) -> bool:
    """Say whether a cell of a column of users holds a person's login: no plain word that says another thing."""
    plain, words = fold(value.strip("._-")), read_words()
    if not re.fullmatch("[a-z0-9][a-z0-9._-]{2,29}", plain) or plain in words.not_names or plain in words.not_secrets:
        return False
    is_other = plain in words.service_accounts or is_machine(plain) or is_code(value)
    return not is_other or is_personal_login(plain, "") or re.fullmatch("[A-Z]{1,2}[0-9]{4,8}", value) is not None


def is_own_login(value: str, before: str) -> bool:
    """Say whether what somebody's login is can be one: not "my login is broken"."""
    words, plain = read_words(), fold(value)
    said = is_said(plain) or is_thing(plain) or plain in words.not_people or plain in words.products
    return value.islower() and is_cell_login(value, before) and not said
