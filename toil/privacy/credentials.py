"""Tests that decide whether what follows a word for a password, a key or a user is one."""

from __future__ import annotations

import re

from toil.privacy.words import fold, read_people, read_words

MIN_SURNAME, MIN_PASSWORD, MIN_LETTERS = 4, 6, 3
RANDOM_RUN, RANDOM_CHANGES, KEY_CHANGES = 20, 4, 3

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
    if re.search(r"(?:[|>\n]|[a-zа-яё] - | :)[\s\"']*$", before) and "=" not in before[-3:]:
        return is_password(value, before)
    plain = fold(value.strip(".,;:!?)('\""))
    if plain.isdigit() and re.search("[a-z0-9]:$", before) and not _SECRET_LABEL.search(before):
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
    if _PIN.search(before) and re.fullmatch("[0-9]{4,8}", plain):
        return True
    if _LABEL.search(before) and re.fullmatch("[0-9]{4}|[0-9]{6}|[0-9]{8}", plain):
        return not plain.startswith(("19", "20"))
    if fold(plain.rstrip("0123456789.")) in read_words().products:
        return False  # Windows11
    signed = all(re.search(part, plain) for part in ("[a-z]", "[A-Z]", "[^@#$%*!][@#$%*!]"))
    signed = signed or _ends_signed(value, before)
    signed = signed or _is_random_case(plain)
    if not (any(c.isdigit() for c in plain) or signed) or not any(c.isalpha() for c in plain) or len(plain) < 6:
        return False
    return _NOT_PASSWORD.fullmatch(plain) is None or (not plain.islower() and _is_wordy(plain))


def _is_random_case(value: str) -> bool:
    """Say whether capitals and small letters change places as in no word, nor in words run together: LmKtoHdQ."""
    return value.isalpha() and len(value) >= 2 * MIN_SURNAME and re.search("[A-Z][a-z][A-Z]", value) is not None


def _ends_signed(value: str, before: str) -> bool:
    """Say whether *value* is words run together, or a quoted word, with a capital and a sign at the end: BlueSky!."""
    announced = before[-1:] in ('"', "'", "`", "*", "“") or re.search(" (?:é|is|ist|foi|was|war) $", before)
    inner = "[A-Z]" if announced and fold(value.rstrip("!?@#$%*")) not in read_words().not_secrets else "[a-z][A-Z]"
    return re.fullmatch("[A-Za-z]{6,}[@#$%*!?]+", value) is not None and re.search(inner, value) is not None


_PIN = re.compile(
    r"(?:pin|otp|пин-код|पिन|(?:nova|new|neues|новый|नया) (?:senha|password|passwort|пароль|पासवर्ड))[\s(#\"'`*]+$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:senha|passwor[dt]|kennwort|\bpass|\bpwd?|парол[ья]|पासवर्ड)(?: \w{2,10})?"
    r"|(?:alterad|trocad|mud|changed|reset|set|geändert)\w{0,3} (?:para|pra|to|auf)|(?:senha|passwor[dt]|kennwort|парол[ья]|पासवर्ड)(?: \w{1,10}){0,2} (?:fic(?:ou|a)|ser[áa]|continua|hai))[\s(#\"'`*]+$",
    re.IGNORECASE,
)
_NOT_PASSWORD = re.compile(
    r"[A-Z]{2,8}[-_#]?[0-9]+|[A-Za-z]+[-_][A-Za-z0-9_.-]*|.*[/\\:].*|[0-9.,-]+[a-z]?|v?[0-9]+(?:\.[0-9]+)+.*|[0-9]+[a-zA-Z]{1,3}"
)


def is_login(value: str, before: str) -> bool:
    """Say whether what follows "user" is a login: no plain word, unless a mark stands between."""
    plain = fold(value.strip("._-").replace(" ", ""))
    if plain in read_words().not_names or plain in read_words().not_secrets:
        return False
    strong = r"(?:[:=>|]|\n| - |(?i:lautet))\s*[\"'(`*]?$"
    if re.search(strong, before):
        return _NOT_PASSWORD.fullmatch(plain) is None or plain.count("_") == 1 or is_personal_login(value, before)
    if " " in value:  # letters apart, which may be words of one letter
        return any(char.isdigit() for char in plain) or "." in plain or is_personal_login(value, before)
    if re.search(r"[^a-z0-9\s\W]\W*$", fold(before)) and re.fullmatch("[a-z]{4,20}", plain):
        return True  # a Latin word after a Cyrillic or Devanagari label
    return re.search("[0-9]", plain) is not None or is_personal_login(value, before)


def is_personal_login(value: str, before: str) -> bool:
    """Say whether *value* is a person's by itself: ana.lima, f.lima, c109181, ext-alima, jsantos, santosj."""
    plain = fold(value.strip("._-").replace(" ", ""))
    return _PERSONAL.fullmatch(plain) is not None or _is_made_of_names(plain)


_PERSONAL = re.compile(
    "[a-z]{1,20}[._][a-z]{3,20}[0-9]{0,2}|[a-z]{4,20}[.][a-z]|[a-z]{1,2}[0-9]{5,8}"
    "|(?:ext|extern|terc|prest|adm|est|tmp|consult|vendor)[-._][a-z][a-z0-9.]{3,}"
)


def _is_made_of_names(login: str) -> bool:
    """Say whether *login* is an initial or given name and a surname, or the reverse: jsantos, santosj, jsantos2."""
    surnames, login = read_people().surnames, login.rstrip("0123456789")
    return _ends_in_surname(login) or (len(login) > MIN_SURNAME and login[:-1] in surnames and login not in surnames)


def _ends_in_surname(login: str) -> bool:
    """Say whether *login* is an initial, two letters or a given name, and a surname: jsantos, josantos, josesantos."""
    people = read_people()
    starts = [login[:1], login[:2], *(login[:at] for at in range(3, len(login) - 3) if login[:at] in people.given)]
    return any(len(rest := login[len(start) :]) > MIN_SURNAME and rest in people.surnames for start in starts)


def is_owned_login(value: str, before: str) -> bool:
    """Say whether an account's name is a person's: a letter and digits, or parts of a name; not svc_backup."""
    plain = fold(value)
    if not re.search("[0-9._-]", plain) and not re.search("[:=(]", before[-2:]):
        return plain.islower() and _ends_in_surname(plain)  # account jprado, not mailbox assist
    if "." in plain and not (value.islower() or value.isupper()):
        return False  # my account yet.What
    if "_" not in plain and "-" not in plain:
        return is_personal_login(value, before) and plain not in read_words().not_names
    people = read_people()
    return any(part in people.given or part in people.surnames for part in re.split("[._-]", plain))


def is_stray_login(value: str, before: str) -> bool:
    """Say whether an account's name in a text about users is a person's by its shape, and no code of something else."""
    plain = fold(value)
    if re.fullmatch("[a-z]{1,2}[0-9]{5,8}", plain):
        return (len(re.match("[a-z]+", plain)[0]) == 1 or value.islower()) and _CODE.search(before) is None
    if "." in plain:
        return is_dotted_name(plain)
    return _is_made_of_names(plain)


def is_dotted_name(login: str) -> bool:
    """Say whether *login* is an initial or given name and a surname, or the reverse, with a dot: a.lima, lima.a."""
    first, _, last = login.rstrip("0123456789").partition(".")
    people = read_people()
    return (last in people.surnames and (len(first) == 1 or first in people.given)) or (
        len(last) == 1 and first in people.surnames
    )


_CODE = re.compile(
    r"(?:terminal|filial|serial|s/n|patrim[oô]nio|processo|pedido|order|nota|ordem|lote|caixa|loja|store|pos|equip\w*|chamado|ticket|c[óo]d\w*"
    r"|code|part|modelo|model|release|vers[ãa]o|version|sala|ramal|transa\w*|contrato|contract|protocolo|erro|error|fehler|ошибка|lacre|bin)\W{1,3}$",
    re.IGNORECASE,
)


def is_paired_login(value: str, before: str) -> bool:
    """Say whether what stands beside a password or another login is one: a person's by its shape, or with digits."""
    plain = fold(value.strip("._-"))
    if plain in read_words().not_names or plain in read_words().not_secrets:
        return False
    if coded := re.fullmatch("([a-z]{5,})[0-9]{1,2}", plain):
        return _is_spoken(coded[1])
    if re.fullmatch("[a-z]{1,2}[0-9]{5,8}", plain):
        return True
    if "_" in plain or "-" in plain:
        return is_owned_login(value, before)
    return is_dotted_name(plain) if "." in plain else value.islower() and _ends_in_surname(plain)


def is_listed_login(value: str, before: str) -> bool:
    """Say whether what follows a login, or "<password> for", is a person's by its shape or by a surname in it."""
    if "_" in value or "-" in value:
        return is_owned_login(value, before)
    return is_stray_login(value, before) or (value.islower() and _ends_in_surname(value))


def is_home(value: str, before: str) -> bool:
    """Say whether a folder of /home is a person's."""
    words, owner = read_words(), fold(value)
    return owner not in words.not_names and owner not in words.service_accounts


def is_strong_password(value: str, before: str) -> bool:
    """Say whether *value*, letters, signs and digits, is long enough for a password, and no ticket: INC#1234."""
    letters = sum(char.isalpha() for char in value)
    return len(value) >= MIN_PASSWORD and letters >= MIN_LETTERS and not re.fullmatch("[A-Z]{2,6}#[0-9]+", value)


def has_inner_sign(value: str, before: str) -> bool:
    """Say whether a strong password has its sign within: not "Windows11!"."""
    return re.search("[!@#$*?][A-Za-z0-9]", value) is not None and is_strong_password(value, before)


def is_told_password(value: str, before: str) -> bool:
    """Say whether *value*, in a text about passwords, is one by its sign within, or by what stands before it.

    "It was", "now", "and then", a quote or a colon announce a word with digits, or one whose letters and digits
    change places; a host, a login or a product's version (srv01, Office365) isn't one.
    """
    if has_inner_sign(value, before):
        return True
    plain = value.rstrip(".,;:!?")
    told = _TOLD.search(before) or (_NEAR.search(before) and not _PLACED.search(before))
    if len(value) < MIN_PASSWORD or not told or is_personal_login(plain, ""):
        return False
    return _is_wordy(plain) or _is_odd(plain) or _ends_signed(value, before)


def _is_wordy(value: str) -> bool:
    """Say whether *value* is words that may be spoken, no product's and no machine's, with digits: Girassol.2024."""
    if not re.fullmatch("[!@#$%*]?[A-Za-z]+(?:[.@#$%&*!?+]{1,2}|(?:[-_.][A-Z]?[a-z]+)*[-_.]?)[0-9]{1,8}[!@#$%&*?]*|[0-9]{1,4}[A-Za-z]+[!@#$%&*?]*", value):
        return False
    stems = [fold(stem) for stem in re.findall("[A-Za-z]+", value)]
    marked = re.search("[!@#$%&*?]", value) is not None
    if value.isupper() and (len(stems[0]) <= MIN_SURNAME or re.search("[0-9]{5}", value)) or re.search("[-_]", value) and value.islower() and len(stems) > 1:
        return False  # INC#1234, liq-api-01
    if sum(char.isdigit() for char in value) < 2 and not (marked or (value[0].isupper() and len(value) > MIN_PASSWORD)):
        return False
    return all(_is_spoken(stem) and (marked or "." in value or stem not in read_words().products) for stem in stems)


def _is_spoken(stem: str) -> bool:
    """Say whether a word's letters can be spoken, and it is no machine's: not srvdb, not oraprd."""
    vowels = re.search("[aeiouy]", stem) is not None and re.search("[^aeiouy]{4}", stem) is None
    return vowels and _MACHINE.search(stem) is None


def _is_odd(value: str) -> bool:
    """Say whether letters and digits change places, as in no name of a machine: q1w2e3r4, R3cife, Ab12-Cd34."""
    changes = len(re.findall("(?=[0-9][A-Za-z]|[A-Za-z][0-9])", value))
    if value.isupper() or any(_MACHINE.search(fold(stem)) for stem in re.findall("[A-Za-z]{3,}", value)):
        return False
    return changes >= 2 and re.fullmatch("[A-Za-z0-9]{6,16}(?:[-_.][0-9]{1,4})?[!@#$%*?]{0,2}|(?:[A-Za-z0-9]{4}-){1,3}[A-Za-z0-9]{4}", value) is not None


_TOLD = re.compile(
    r"(?:(?:^|\b)(?:era|eh|é|foi|ser[áa]?|is|was|ist|war|hai|है|был|это|to|pra|para|por|auf|com|with|mit|continua|tbm|também"
    r"|us(?:o|ei|ou|ando|ar?)|used?|using|tr(?:ied|y)|test(?:ei|ed)|tentei|coloquei|coloca|botei|deix(?:ei|ou|a)|digitei|informei|typed"
    r"|entered|virou|fic(?:ou|a)|i\.e\.|also|then|depois|e|and|or|ou|oder|und|и|или|затем|karke|nov[ao]|new|antiga|alt|neu|old|atual"
    r"|padr[ãa]o|default|(?:old|new) one|store-?pass|key-?pass|новый|старый)"
    r"|\b(?:senhas?|passw(?:or)?d|passwort|kennwort|пароль|पासवर्ड)(?: (?:d[aeo]|p/|of|for|von|hai))?(?: [a-zà-ÿ]{2,12})?,?"
    r"|\b(?:credenciais|credentials|zugangsdaten)[ :=]+[a-z0-9._\\-]+ ?[/|,]?"
    r"|[:=(<>|])[ \t\n]*[\"'(`*]{0,2}$|[\"'`]$",
    re.IGNORECASE,
)
# A few words after the word for it, and not right after one that says where: "senha no Windows11".
_NEAR = re.compile(
    r"(?:senhas?|passw(?:or)?d|\bpwd?|passwort|kennwort|парол[ья]|पासवर्ड)(?:,? [^\W\d_]+){0,4},? [\"'(`*]{0,2}$", re.IGNORECASE
)
_PLACED = re.compile(
    r"\b(?:n[ao]s?|d[ao]s?|in|on|at|im|am|dem|der|в|में|server|servidor|host|job|sistema|system|windows|app|user|usu[áa]rio|benutzer|notebook"
    r"|pc|vers[ãa]o|version|ticket|chamado|tela|m[óo]dulo|porta|port|lote|conta|account) [\"'(`*]{0,2}$",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    "^(?:srv|svr|lnx|linux|win|esx|sql|ora(?!n)|prd|prod(?!i)|hml|homol|host|node|web|app|vm|nb|kb|inc|req|chg|ritm|prb|tkt|sala|ramal|andar"
    "|fila|lote|job|(?:rev|ver|v)$|build|patch|rack|core|vlan|porta?$|usb|hdmi|log$)|(?:srv|server|prd|hml|host|node|db|sql|app|cluster|api)$"
)


def is_rest_of_key(value: str, before: str) -> bool:
    """Say whether what follows a key is another, or goes on with it: letters and digits that change places."""
    changes = len(re.findall("[0-9][A-Za-z]|[A-Za-z][0-9]", value))
    return (changes >= KEY_CHANGES and "-" not in value and "_" not in value) or (
        is_random_run(value.replace("+", "").replace("/", ""), before) and value.count("/") <= KEY_CHANGES
    )


def is_loose_key(value: str, before: str) -> bool:
    """Say whether a random run in a text about keys is one: no hash, commit, trace or payment, by its shape or name."""
    if not is_random_run(value, before) or _HASH.search(before) or re.match("E[0-9]{16}", value):
        return False
    return is_mixed_run(value, before) or re.fullmatch("[0-9a-f]{32}(?:[0-9a-f]{32})?", value) is not None


_HASH = re.compile(
    r"(?:commit|sha-?[0-9]*|md5|hash|checksum|digest|build|image|imagem|trace|span|request|correlation|e2e|guid|uuid|endtoend|id)[\w ]{0,6}[\s:=#\"'(]*$",
    re.IGNORECASE,
)


def is_mixed_run(value: str, before: str) -> bool:
    """Say whether *value* is a random run of small letters, capitals and digits: no hash, which has one case."""
    return is_random_run(value, before) and all(re.search(part, value) for part in ("[a-z]", "[A-Z]"))


def is_random_run(value: str, before: str) -> bool:
    """Say whether *value* is a run of at least 20 letters and digits that change places as in no name or path."""
    changes = len(re.findall("[0-9][A-Za-z]|[A-Za-z][0-9]", value))
    return len(value) >= RANDOM_RUN and changes >= RANDOM_CHANGES
