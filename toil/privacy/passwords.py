"""Tests that decide whether what stands where a password would is one, though it looks like any word.

The rules say where: after a mark or "is", right after the word for it, after "changed to", in brackets, by a user.
There everything is a password but a code, a host, and what people say of passwords (``not_secrets`` of words.toml).
"""

from __future__ import annotations

import re

from toil.privacy.accounts import is_account_name, is_personal_login
from toil.privacy.credentials import is_made_up
from toil.privacy.shapes import is_machine
from toil.privacy.words import fold, is_said, read_words

MIN_WORD, MIN_CAPITALS = 5, 6

_LABEL = re.compile(
    r"(?:senhas?|passwor[dt]|kennwort|passphrase|passcode|pwd|\bpw|\bpass|\bpin|\bpsw|\bpswd|\bsnh|парол[ьяюе]|пасс|पासवर्ड)",
    re.IGNORECASE,
)
_PLACE = re.compile(  # tickets, versions, numbers with a unit, calls, paths, files, words with one dash
    r"0x[0-9A-Fa-f]+|[A-Z]{2,8}[-_#]?[0-9]+[A-Za-z]?|[A-Z]{2,}(?:_[A-Z0-9]+)+|v?[0-9]+(?:[.,:/-][0-9]+)+.*|[0-9]+(?:[a-z]{1,3}|º|ª)?"
    r"|.*\(\)|/.*|\\.*|.*\.[a-z]{2,4}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:local|intra|internal|corp|cloud|[a-z]+\.[a-z]+)|[a-z]+-[a-z]+|[A-Za-z]{1,3}-?[0-9]{1,2}|[A-Z]{2,8}-[0-9][A-Z]|[A-Za-z]+/[A-Za-z]+"
    r"|[a-z]+[0-9]*(?:-[a-z]*)*-[a-z]+[0-9]{1,4}|(?i:sha|md|aes|rsa|tls)[_-]?[0-9].{0,8}"
)
_ASKED = re.compile(  # "reset of the", "problem with my": what follows the word for a password then is no password
    r"(?:reset|troca\b|altera[çc]|mudan|desbloq|bloq|problem|err[oa]|expir|esquec|recuper|redefin|solicit|libera|sincroni"
    r"|gera[çc]|pol[íi]tica|falha|d[úu]vida|unlock|change\b|forgot|issue|fail|request|policy|update|help|vergess"
    r"|zur(?:ü|ue)cksetz|(?:ä|ae)nderung|смен|сброс|забы|восстан)[\wà-ÿ]*"
    r"(?: (?:d[aeo]s?|com|[oa]|my|the|his|her|of|with|your|for|des|der)){0,3} [\wà-ÿ-]*$",
    re.IGNORECASE,
)
_PIN = re.compile(r"\bpin\b[^:=]{0,30}$", re.IGNORECASE)
# A port, "NSU:004512".
_OTHER_LABEL = re.compile(r"[ \n]:$|(?:^|[^A-Z])(?!SENHA|PASSWORD|PASS|PWD|PW|PIN)[A-Z]{2,8}[:#=]$")
# "SHA256: 0b17", or the line below a password.
_ELSEWHERE = re.compile(r"(?i:\bsha-?[0-9]{1,3}|\bmd5|checksum)[ :=#]{1,2}$|<SECRET>[^<\n]{0,8}\n\s*$")
# Not "passwords reported loss = 5".
_ASSIGNED = re.compile(rf"(?:{_LABEL.pattern})[\w.]*[\"']? ?[:=]*= ?[\"'`]*$", re.IGNORECASE)
_MANY = re.compile(r"senhas|passwords|passw(?:ö|oe)rter|пароли", re.IGNORECASE)
_DENIED = re.compile(r"(?:n[ãa]o|not|nicht|не) (?:é|foi|era|está|is|was|ist|war) $|(?:isn't|wasn't) $", re.IGNORECASE)
_USED = (  # what somebody did with a password, before the word for it
    r"\b(?:com|e|and|with|mit|und|и|с|usando|used?|using|us(?:ar|ei|a|ou)|utiliz\w+|tinha|tem|had|digit\w+|colo(?:c|qu)\w+"
    r"|inform(?:ei|ou|ar)|cadastr\w+|defini\w+|type[ds]?|enter(?:ed)?|test(?:ei|ed|ar)|tentei|tried|нов\w+|<login>,?|[^\s]+,"
    r"|(?:login|user|usu[áa]rio|credencia\w+|acesso|benutzer|логин|लॉगिन):? [^\s,]+(?: [/|-]|[,;])?)"
    r" (?:[ao]s? |the |das |dem )?"
)
_FIRST = (  # whose or which it is
    r"(?:initial|temp(?:orary)?|default|neue[sn]?|tempor(?:ä|ae)re[sn]?|новый|временный|nova|minha|meu|my|her|his"
    r"|segue(?: a)?|mein|dein|пользователя|поставил|поменял[аи]?)[ -]?"
)
_WHICH = r" (?:provis[óo]ria|tempor[áa]ria|inicial|padr[ãa]o|nova|antiga|anterior|atual|temp|prov|del[ea])"
_INTRODUCED = re.compile(
    rf"(?:(?:{_USED}|{_FIRST})(?:{_LABEL.pattern})|(?:{_LABEL.pattern}){_WHICH})[ \"'`(*“«]*$", re.IGNORECASE
)
_VERB = (
    r"(?:alterad|alter(?:ei|ou|ar)|deix|coloc|coloq|bot(?:ei|ou)|configur|cri(?:ei|ou|ad)|ger(?:ei|ou|ad)|troc|troqu|mud|reset|redefin|defin|\bset|chang|updat|atualiz|pass(?:ou|ei)|ge(?:ä|ae)nd|wurde"
    r"|setz|сброш|сбрас|измен|смен|поменя|combin|fic[ao])[^\s]*"
)
_TURNED = re.compile(rf"(?:{_LABEL.pattern}) (?:auf|को) [\"'`(*“«]*$", re.IGNORECASE)
_CHANGE = re.compile(rf"{_VERB}(?: [^\s]+){{0,2}} (?:{_LABEL.pattern})", re.IGNORECASE)
_CHANGED_TO = re.compile(rf"{_VERB}(?: [^\s]+){{1,3}} [\"'`(*“«]*$", re.IGNORECASE)
_MARKED = re.compile(r"(?:[:=>]|->)[ \"'`*(“«\n]*$")
_FROM = re.compile(rf"{_VERB} (?:de|from) [\"'`(*“«]*$", re.IGNORECASE)
_QUOTED = re.compile("[\"'`“«][\"'`“«*(]*$")
# The only words of a line.
_ALONE = re.compile(rf"(?:^|\n)[^\n]{{0,24}}(?:{_LABEL.pattern})[^\n]{{0,16}}:?\n+$|:[ \n]+$", re.IGNORECASE)
_TAKEN = re.compile(  # a clause begins, or somebody used it
    r"(?:^|[.,;:!?\n] ?|\b(?:us|utiliz|coloc|coloq|digit|bot|p[oô]r|pus|p[õo]e|defin|inform|cadastr|set|use|put|typ"
    r"|enter|tr[yi]|tent|test|set it to|nimm|benutz|ввод|ввел)[a-zà-ÿ]* (?:it to |o |a |the )?)[\"'`(*“«]*$",
    re.IGNORECASE,
)


def is_announced_password(value: str, before: str) -> bool:
    """Say whether what follows "password: ", "the password of the zip is " or the like can be one."""
    plain = _trimmed(value)
    if _OTHER_LABEL.search(before) or (before.rstrip(" \"'`").endswith("=") and not _ASSIGNED.search(before)):
        return False
    if _ELSEWHERE.search(before) and not re.search("[!@#$%&*?]", plain):
        return False
    if is_odd(plain):
        return not is_place(plain)
    if plain.isdigit():
        return 4 <= len(plain) <= 10 and (_MARKED.search(before) is not None or not _MANY.search(before))
    if (before.endswith(" - ") and not re.search("[а-яё]", plain)) or _DENIED.search(before):
        return False  # a title goes on: "Senha - Outlook"
    if before.endswith("\n") and (plain.istitle() or not _ALONE.search(before)):
        return False
    label = _LABEL.search(before)
    if label is None or _ASKED.search(before[: label.start()]) or _MANY.search(before):
        return False
    return is_unsaid(plain, before)


def is_following_password(value: str, before: str) -> bool:
    """Say whether what stands right after the word for a password can be one.

    What has a sign within or is made of several words can; a plain word where somebody used the password, or after
    "temporary", "initial", "default" and the like; a Latin one after a Cyrillic or Devanagari label.
    """
    plain = _trimmed(value)
    if is_odd(plain):
        return not is_place(plain)
    label = _LABEL.search(before)
    introduced = _INTRODUCED.search(before) is not None and not (label and _ASKED.search(before[: label.start()]))
    if plain.isdigit():
        return introduced and len(plain) in (4, 6, 8)
    foreign = (
        re.search(r"[а-яё\u0900-\u097f][^\w]*$", before.lower())
        and plain.isascii()
        and (plain.islower() or plain.isupper())
    )
    return bool(introduced or foreign) and is_unsaid(plain, before) and not plain.istitle()


def is_changed_password(value: str, before: str) -> bool:
    """Say whether what a password was changed "to" is one; no plain word after "reset of the password for"."""
    plain, label = _trimmed(value), _LABEL.search(before)
    if re.search(" (?:de|from) [\"'`(*“«]*$", before) and not _FROM.search(before):
        return False
    if plain.isalpha() and label and _ASKED.search(before[: label.start()]):
        return False
    if not _is_change(before, label) or _is_login(plain):
        return False
    return _may_be(plain, before)


def _is_change(before: str, label: re.Match[str] | None) -> bool:
    """Say whether a verb stands before the word for a password, or after it and a few words before the value."""
    if _TURNED.search(before) or _CHANGE.search(before):
        return True
    return label is not None and _CHANGED_TO.search(before, label.end()) is not None


def is_bracketed_password(value: str, before: str) -> bool:
    """Say whether what stands in brackets after the word for a password is one."""
    return is_announced_password(value, before) and not _trimmed(value).istitle()


def is_paired_password(value: str, before: str) -> bool:
    """Say whether what stands beside a user, with a slash or a bar between, is a password."""
    plain, user = _trimmed(value), _USER.search(before)
    if user is None or _is_login(plain) or fold(user["name"]) in read_words().not_secrets | read_words().not_names:
        return False
    if not user["announced"] and not is_account_name(user["name"]) and fold(user["name"]) not in _ADMINS:
        return False
    if user["bar"] == "/" and before.endswith(" /") and plain.isalpha() and user["name"].isalpha():
        return False  # with cmdkey /delete
    if user["bar"] in ("/", "|", ">"):
        return _may_be(plain, before)
    return is_odd(plain) and not is_place(plain)  # "ana.lima: oi"


_ADMINS = frozenset(("root", "admin", "administrator", "administrador", "sysadmin"))
_USER = re.compile(
    r"(?P<announced>\b(?:with|as|com|como|mit|als|под|с|zugangsdaten:|credenciais:?|credentials:?|creds:) ?)?[\"'`*]?"
    r"(?P<name>[A-Za-z][A-Za-z0-9._-]{2,29})[\"'`*]?(?: ?(?P<bar>[/|>:]) ?| - )[\"'`*]?$",
    re.IGNORECASE,
)


def is_next_password(value: str, before: str) -> bool:
    """Say whether what stands after a password is another: "from <SECRET> to x", "<SECRET> or x"."""
    plain = _trimmed(value)
    return not _is_login(plain) and _may_be(plain, before)


def is_odd_password(value: str, before: str) -> bool:
    """Say whether what stands beside a user is more than a word, and no place, code or account."""
    plain = _trimmed(value)
    return is_odd(plain) and not is_place(plain) and not _is_login(plain)


def is_qualified_password(value: str, before: str) -> bool:
    """Say whether what follows the word for a password and another word looks made up, and is no place."""
    plain = _trimmed(value)
    return is_made_up(plain, before) and not is_place(plain)


def is_reset_to(value: str, before: str) -> bool:
    """Say whether what something was reset or changed to, or "auf", can only be a password."""
    plain = _trimmed(value)
    signed = re.search("[A-Za-z0-9][!@#$%&*?][A-Za-z0-9]|[A-Za-z0-9][!@#$%*]$", plain) is not None
    return (signed or _RESET.search(before) is not None) and is_made_up(plain, before) and not is_place(plain)


def is_password_before_its_word(value: str, before: str) -> bool:
    """Say whether what stands before "as the password" is one; a plain word where somebody used it."""
    plain = _trimmed(value)
    if not _may_be(plain, before) or _is_login(plain):
        return False
    return (_TAKEN.search(before) is not None and not plain.istitle()) or (
        is_odd(plain) and plain.count("_") + plain.count("-") == 0
    )


def is_network_key(value: str, before: str) -> bool:
    """Say whether what follows a word for a wireless network's key can be one: no plain word after "wifi:"."""
    plain = _trimmed(value)
    if re.search(r"(?:wi-?fi|wlan)[^\n]{0,24}(?:[:=>→]) ?$", before, re.IGNORECASE) and not re.search(
        "chave|key|p:", before[-40:].lower()
    ):
        return is_odd(plain) and not is_place(plain)
    return _may_be(plain, before)


def is_cell_password(value: str, before: str) -> bool:
    """Say whether a cell of a column of passwords holds one: a word that nobody says of them."""
    plain = fold(_trimmed(value))
    if _LABEL.fullmatch(plain):
        return False  # the header again
    return len(plain) >= 3 and re.search("[ <]|^[-:=]+$", plain) is None and plain not in read_words().not_secrets


def _may_be(plain: str, before: str) -> bool:
    if is_odd(plain):
        return not is_place(plain)
    return (plain.isdigit() and 4 <= len(plain) <= 10) or is_unsaid(plain, before)


def _is_login(plain: str) -> bool:
    return "_" not in plain and is_personal_login(plain, "")


_RESET = re.compile(r"(?:\breset|redefini|сброс)[^\n]*$", re.IGNORECASE)


def _trimmed(value: str) -> str:
    return value.strip("\"'`*“”«»").rstrip(".,;:?)")


def is_odd(plain: str) -> bool:
    """Say whether *plain* is more than letters, and more than digits: signs, digits among letters, several words."""
    if plain.isdigit() or len(plain) < MIN_WORD or re.search("[\u0900-\u097f]", plain):
        return False
    return not plain.rstrip("!?…-").isalpha() and re.search(r"[^\W_]", plain) is not None


def is_place(plain: str) -> bool:
    """Say whether *plain* is a code, a file, a path, a version, a host or a product with its number."""
    if _PLACE.fullmatch(plain) or "://" in plain or re.search("<[A-Z]", plain) or _is_joined(plain):
        return True
    stem = fold(plain.rstrip("0123456789.-_"))
    numbered = any(c.isdigit() for c in plain)
    return stem in read_words().products or is_machine(stem) or (numbered and is_machine(re.split("[-_.]", stem)[0]))


def _is_joined(plain: str) -> bool:
    """Say whether *plain* is words that people say of passwords, joined: vergessen-Link, Reset-Portal."""
    parts = [fold(part) for part in re.split("[-/]", plain)]
    words = read_words()
    said = (words.not_secrets, words.not_names, words.products)
    return (
        len(parts) > 1
        and all(map(str.isalpha, parts))
        and any(is_said(p) or any(p in s for s in said) for p in parts)
    )


def is_unsaid(plain: str, before: str) -> bool:
    """Say whether a plain word is one that nobody says of passwords, of users and of systems.

    Between quotes, and in capitals among small letters, it may end as what people say of them does.
    """
    words, folded = read_words(), fold(plain.rstrip("!"))
    shouted = plain.isupper() and re.search("[a-zа-я]", before) is not None
    if len(plain) < (MIN_CAPITALS if plain.isupper() else MIN_WORD) or not plain.rstrip("!").isalpha():
        return False
    if _PIN.search(before):
        return False  # has digits
    if any(folded in known for known in (words.not_secrets, words.not_names, words.products, words.organisations)):
        return False
    return shouted or _QUOTED.search(before) is not None or not is_said(folded)
