"""Tests that decide whether what follows a word for a password or a key is one."""

from __future__ import annotations

import re

from toil.privacy.accounts import MIN_SURNAME, is_personal_login
from toil.privacy.logins import HOST_KEY
from toil.privacy.shapes import is_code, is_machine, is_message, is_spoken
from toil.privacy.words import fold, read_words

MIN_PASSWORD, MIN_LETTERS = 6, 3
RANDOM_RUN, RANDOM_CHANGES, KEY_CHANGES, MIXED, BARE_KEY = 20, 4, 3, 12, 32
LONG_KEY, LONG_MIXED = 36, 0.45  # characters, and how many of them begin a run; of random ones, nearly two in three

_SECRET_LABEL = re.compile(
    r"(?:senha|passw(?:or)?d|passphrase|passcode|pwd|pass|pin|token|key|secret|chave|credencial|passwort|kennwort"
    r"|frase secreta|пароль|токен|ключ|पासवर्ड)(?: ?\([^()]{1,16}\))? ?:[\s\"'`*]*$",
    re.IGNORECASE,
)
_SECRET_OWNER = re.compile(r"(?:пользователя|usu[áa]rio|of user|for user|benutzers) [^\s:]{2,}: ?$", re.IGNORECASE)
_SECRET_NAME = re.compile(
    r"(?:senha|pass\w*|pwd|pin|otp|token|key|secret|sid|session_?id|chave|credencial|\w*passwort|kennwort|zugangscode|парол\w|токен"
    r"|ключ|код|पासवर्ड|टोकन|कुंजी|पिन)[\"']?\s*=\s*[\"']?$",
    re.IGNORECASE,
)


def is_secret(value: str, before: str) -> bool:
    """Say whether what follows "password" can be one.

    A value with digits or signs can, and anything after "=". A plain word can right after "password:", unless it is
    a word about passwords; not after "the cashier's password:", where a title goes on.
    """
    if re.search("<(?:PIX|URL|EMAIL|UPI)>[\\s\"']*$", before):
        return False  # chave=<PIX> valor=12: what was the key's is masked
    if before.endswith("using password: ") and value.rstrip(")") in ("YES", "NO"):
        return False  # what MySQL says of a login that failed
    if re.search(r"(?:[|>\n]|[a-zа-яё] - | :)[\s\"']*$", before) and "=" not in before[-3:]:
        return is_password(value, before)
    if value.startswith(("\\", "/")) and re.search(r"\b[A-Za-z]:$", before):
        return False  # a path
    plain = fold(value.strip(".,;:!?)('\""))
    if plain.isdigit() and re.search("[A-Za-z0-9]:$", before) and not _SECRET_LABEL.search(before):
        return False  # a port
    if re.search(r"=\s*[\"']?$", before) and not _SECRET_NAME.search(before):
        return is_password(value, before)
    mixed = (
        any(c.isdigit() for c in plain)
        or _ends_signed(value, before)
        or _is_random_case(value)
        or re.search(r"[^\w\s\u0900-\u097f]", plain) is not None
    )
    named = _SECRET_LABEL.search(before) is not None or (
        _SECRET_OWNER.search(before) is not None and plain not in read_words().not_names
    )
    return bool(plain) and (mixed or "=" in before[-3:] or (named and plain not in read_words().not_secrets))


def is_password(value: str, before: str) -> bool:
    """Say whether what follows "password" without a mark between looks made up: letters with digits, no code or name.

    So does a sign among small and capital letters. Dates, times, tickets, hosts and paths follow the word too
    ("password of srv-01"), so these are left.
    """
    plain = value.rstrip(".,;:!?)('\"")
    if value.endswith(":"):
        return False  # a label goes on: "senha do usuário jsilva: x"
    if _PIN.search(before) and re.fullmatch("[0-9]{4,8}", plain):
        return True
    if _LABEL.search(before) and re.fullmatch("[0-9]{4}|[0-9]{6}|[0-9]{8}", plain):
        return not plain.startswith(("19", "20"))
    if fold(plain.rstrip("0123456789.")) in read_words().products:
        return False  # Windows11
    signed = all(re.search(part, plain) for part in ("[a-z]", "[A-Z]", "[^@#$%*!][@#$%*!]"))
    signed = signed or _ends_signed(value, before)
    signed = signed or _is_random_case(plain) or _is_grouped(plain)
    if not (any(c.isdigit() for c in plain) or signed) or not any(c.isalpha() for c in plain) or len(plain) < 6:
        return False
    if not is_code(plain) or _TITLED.fullmatch(plain) or _is_grouped(plain):
        return True
    return not plain.islower() and _is_wordy(plain)


# Verao_2026, Zima_22.k4x
_TITLED = re.compile(
    "[A-Z][a-z]+_(?:[0-9]{3,}|[0-9]{2,}\\.(?!pdf|xls|doc|zip|rar|txt|csv|log|xml|cfg|ini|exe|bat|sql|jar|msi|ppt)[A-Za-z0-9]{3})"
)


def _is_grouped(value: str) -> bool:
    """Say whether *value* is groups of letters and digits as a generator makes them: vvvP-GtHA-41cj."""
    grouped = re.fullmatch("(?:[A-Za-z0-9]{3,6}-){2,4}[A-Za-z0-9]{3,6}", value) is not None
    return grouped and re.search("[a-z][A-Z]|[A-Z]{2}[a-z]", value) is not None


def _is_random_case(value: str) -> bool:
    """Say whether capitals and small letters change places as in no word, nor in words run together: LmKtoHdQ."""
    return (
        value.isalpha()
        and len(value) >= 2 * MIN_SURNAME
        and re.search("[A-Z][a-z][A-Z]|[A-Z]{2}[a-z]+[A-Z]{2}", value) is not None
    )


def _ends_signed(value: str, before: str) -> bool:
    """Say whether *value* is words run together, or a quoted word, with a capital and a sign at the end: BlueSky!."""
    announced = before[-1:] in ('"', "'", "`", "*", "“") or re.search(" (?:é|is|ist|foi|was|war) $", before)
    if not announced:
        value = value.rstrip("?")  # the end of a question: a senha do MicroStrategy?
    inner = "[A-Z]" if announced and fold(value.rstrip("!?@#$%*")) not in read_words().not_secrets else "[a-z][A-Z]"
    return re.fullmatch("[A-Za-z]{6,}[@#$%*!?]+", value) is not None and re.search(inner, value) is not None


_PIN = re.compile(
    r"(?:pin|otp|пин-код|पिन|(?:nova|new|neues|новый|नया) (?:senha|password|passwort|пароль|पासवर्ड))[\s(#\"'`*]+$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:senha|passwor[dt]|kennwort|\bpass|\bpwd?|парол[ья]|पासवर्ड)(?: \w{2,10})?"
    r"|(?:alterad|trocad|mud|changed|reset|set|ge(?:ä|ae)ndert)\w{0,3} (?:para|pra|to|auf)"
    r"|(?:senha|passwor[dt]|kennwort|парол[ья]|पासवर्ड)(?: \w{1,10}){0,2} (?:fic(?:ou|a)|ser[áa]|continua|hai))"
    r"[\s(#\"'`*]+$",
    re.IGNORECASE,
)


def is_strong_password(value: str, before: str) -> bool:
    """Say whether *value*, letters, signs and digits, is long enough for a password, and no ticket: INC#1234."""
    letters = sum(char.isalpha() for char in value)
    return len(value) >= MIN_PASSWORD and letters >= MIN_LETTERS and not re.fullmatch("[A-Z]{2,6}#[0-9]+", value)


def has_inner_sign(value: str, before: str) -> bool:
    """Say whether a strong password has its sign within: not "Windows11!"."""
    return _INNER_SIGN.search(value) is not None and is_strong_password(value, before)


_INNER_SIGN = re.compile(
    "[!@#$*?][A-Za-z0-9]|[A-Za-z]+[0-9][A-Za-z0-9]*[%&][A-Za-z0-9]|[A-Za-z]%(?![0-9A-Fa-f]{2})[A-Za-z]*[0-9]"
)


def is_told_password(value: str, before: str) -> bool:
    """Say whether *value*, in a text about passwords, is one by its sign within, or by what stands before it.

    "It was", "now", "and then", a quote or a colon announce a word with digits, or one whose letters and digits
    change places; a host, a login or a product's version (srv01, Office365) isn't one.
    """
    if before.endswith(("<SECRET>", "<LOGIN>")) and value.startswith("@"):
        return False  # the host of an address
    if re.fullmatch("#[a-z]+(?:[-_][a-z0-9]+)+", value):
        return False  # a channel: #suporte-n2
    if has_inner_sign(value, before):
        return True
    if _USER.search(before) or _OTHER_KEY.search(before) or HOST_KEY.search(before):
        return False
    told = _TOLD.search(before) or (_NEAR.search(before) and not _PLACED.search(before))
    return bool(told) and is_made_up(value, before)


def is_made_up(value: str, before: str) -> bool:
    """Say whether *value* looks like a password by itself: a word with digits, letters among digits, LuaCheia!."""
    plain = value.rstrip(".,;:!?)")
    if (
        len(value) < MIN_PASSWORD
        or (is_personal_login(plain, "") and not re.fullmatch("[A-Z][a-z]+_[0-9]{3,}", plain))
        or re.fullmatch("0x[0-9A-Fa-f]+|[a-z]{2,6}-[0-9]{1,3}", plain)
        or is_message(plain)
    ):
        return False
    return has_inner_sign(value, before) or _is_wordy(plain) or _is_odd(plain) or _ends_signed(value, before)


def _is_wordy(value: str) -> bool:
    """Say whether *value* is words that may be spoken, no product's and no machine's, with digits: Girassol.2024."""
    if not _WORDY.fullmatch(value):
        return False
    stems = [fold(stem) for stem in re.findall("[A-Za-z]+", value)]
    marked = re.search("[!@#$%&*?]", value) is not None
    numbered = len(stems[0]) <= MIN_SURNAME or re.search("[0-9]{5}|-(?!19|20)[0-9]", value)
    if (value.isupper() and numbered) or (len(stems) > 1 and value.islower() and re.search("[-_]", value)):
        return False  # INC#1234, FRAUD-4225, liq-api-01
    named = len(value) > (MIN_PASSWORD if value[0].isupper() else MIN_PASSWORD + 2)
    if sum(char.isdigit() for char in value) < 2 and not (marked or named):
        return False
    return all(is_spoken(stem) and (marked or "." in value or stem not in read_words().products) for stem in stems)


def _is_odd(value: str) -> bool:
    """Say whether letters and digits change places, as in no name of a machine: q1w2e3r4, R3cife, Ab12-Cd34."""
    changes = len(re.findall("(?=[0-9][A-Za-z]|[A-Za-z][0-9])", value))
    if (
        value.isupper()
        or ("-" in value and value.islower())
        or any(is_machine(fold(stem)) for stem in re.findall("[A-Za-z]{3,}", value))
    ):
        return False
    return changes >= 2 and _ODD.fullmatch(value) is not None


_WORDY = re.compile(
    "[!@#$%*]?[A-Za-z]+(?:[.@#$%&*!?+]{1,2}|(?:[-_.][A-Z]?[a-z]+)*[-_.]?)[0-9]{1,8}[!@#$%&*?]*"
    "|[0-9]{1,4}[A-Za-z]+[!@#$%&*?]*"
)
_ODD = re.compile("[A-Za-z0-9]{6,16}(?:[-_.][0-9]{1,4})?[!@#$%*?]{0,2}|(?:[A-Za-z0-9]{3,5}-){1,3}[A-Za-z0-9]{3,5}")
_TOLD = re.compile(
    r"(?:\b(?:era|eh|é|foi|ser[áa]?|is|was|ist|war|hai|है|был|это|to|pra|para|por|auf|com|with|mit|continua|tbm|também"
    r"|us(?:o|ei|ou|ando|ar?)|used?|using|tr(?:ied|y)|test(?:ei|ed)|tentei|coloquei|coloca|botei|deix(?:ei|ou|a)|digitei|informei|typed"
    r"|entered|virou|fic(?:ou|a)|i\.e\.|also|then|depois|e|and|or|ou|oder|und|и|или|затем|karke|nov[ao]|new|antiga|alt|neues?|old|atual"
    r"|padr[ãa]o|default|(?:old|new) one|store-?pass|key-?pass"
    r"|новый|старый|нов(?:ая|ую)|(?:сменила?|поменяла?) на|नया|फिर)"
    r"|\b(?:senhas?|passw(?:or)?d|passwort|kennwort|пароль|पासवर्ड)(?: (?:d[aeo]|p/|of|for|von|hai))?"
    r"(?: [a-zà-ÿ]{2,12})?,?"
    r"|\b(?:credenciais|credentials|zugangsdaten)[ :=]+[a-z0-9._\\-]+ ?[/|,]?"
    r"|[:=(<>|])[ \t\n]*[\"'(`*]{0,2}$|[\"'`]$",
    re.IGNORECASE,
)
_USER = re.compile(
    r"(?:usu[áa]rio(?: de rede)?|id de rede|user(?: ?name| ?id)?|login|benutzer(?:name)?|kennung|логин|пользователь"
    r"|यूजर|उपयोगकर्ता)"
    r"(?: ?(?:[:=-]|é|is|ist))? ?[\"'(`*]{0,2}$",
    re.IGNORECASE,
)
# A key of JSON that is no password's: "ci": "wasnd89"
_OTHER_KEY = re.compile(
    r"\"(?!\w*(?:senha|pass|pwd|pw|pin|token|key|secret|chave|credencia|kennwort|парол|ключ|पासवर्ड))\w{1,24}\": ?\"$",
    re.IGNORECASE,
)
# A few words after the word for it, and not right after one that says where: "senha no Windows11".
_NEAR = re.compile(
    r"(?:senhas?|passw(?:or)?d|\bpwd?|passwort|kennwort|парол[ья]|पासवर्ड)(?:,? [^\W\d_]+){0,4},? [\"'(`*]{0,2}$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:n[ao]s?|d[ao]s?|in|on|at|im|am|dem|der|в|में|server|servidor|host|job|sistema|system|windows|app|user|usu[áa]rio|benutzer|notebook"
    r"|pc|vers[ãa]o|version|ticket|chamado|tela|m[óo]dulo|porta|port|lote|conta|account) [\"'(`*]{0,2}$",
    re.IGNORECASE,
)


def is_rest_of_key(value: str, before: str) -> bool:
    """Say whether what follows a key is another, or goes on with it: letters and digits that change places."""
    if is_mixed_key(value, before):
        return True
    changes = len(re.findall("[0-9][A-Za-z]|[A-Za-z][0-9]", value))
    return (changes >= KEY_CHANGES and "-" not in value and "_" not in value) or (
        is_random_run(value.replace("+", "").replace("/", ""), before) and value.count("/") <= KEY_CHANGES
    )


def is_mixed_key(value: str, before: str) -> bool:
    """Say whether letters and digits of *value* change their kind nearly at each: no path, no words joined."""
    runs = re.findall("[a-z]+|[A-Z]+|[0-9]+", value)
    return len(value) >= MIXED and len(runs) >= len(value) / 2


def is_bare_key(value: str, before: str) -> bool:
    """Say whether *value* is a key by itself: long, small letters, capitals and digits by turns, and no hash."""
    runs = len(re.findall("[a-z]+|[A-Z]+|[0-9]+", value))
    mixed = is_mixed_key(value, before) or (len(value) >= LONG_KEY and runs >= LONG_MIXED * len(value))
    if len(value) < BARE_KEY or not mixed or _HASH.search(before):
        return False
    return all(re.search(part, value) for part in ("[a-z]", "[A-Z]", "[0-9]"))


def is_loose_key(value: str, before: str) -> bool:
    """Say whether a random run in a text about keys is one: no hash, commit, trace or payment."""
    if not is_random_run(value, before) or _HASH.search(before) or re.match("E[0-9]{16}", value):
        return False
    return is_mixed_run(value, before) or re.fullmatch("[0-9a-f]{32}(?:[0-9a-f]{32})?", value) is not None


_HASH = re.compile(
    r"(?:commit|sha-?[0-9]*|md5|hash|checksum|digest|build|image|imagem|trace|span|request|correlation|e2e|guid|uuid|endtoend|id"
    r"|pr[üu]fsumme|коммит|хе?ш|хэш|образ|сборка|сумма|कमिट|हैश|इमेज|बिल्ड|चेकसम)"
    r"[\w ]{0,6}[\s:=#\"'(]*$",
    re.IGNORECASE,
)


def is_mixed_run(value: str, before: str) -> bool:
    """Say whether *value* is a random run of small letters, capitals and digits: no hash, which has one case."""
    return is_random_run(value, before) and all(re.search(part, value) for part in ("[a-z]", "[A-Z]"))


def is_random_run(value: str, before: str) -> bool:
    """Say whether *value* is a run of at least 20 letters and digits that change places as in no name or path.

    Where digits are few, capitals and small letters do: SlcYrzX1odUgeLJn5mtCoTT3.
    """
    changes = len(re.findall("[0-9][A-Za-z]|[A-Za-z][0-9]", value))
    mixed = changes > 0 and len(re.findall("[A-Z][a-z]{1,2}(?=[A-Z0-9])", value)) >= KEY_CHANGES
    return len(value) >= RANDOM_RUN and (changes >= RANDOM_CHANGES or mixed)
