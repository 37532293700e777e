"""What the names of accounts look like: parts of a person's names, a letter and digits, a word and a digit."""

from __future__ import annotations

import re
from functools import lru_cache

from toil.privacy.shapes import is_machine, is_spoken, is_thing
from toil.privacy.words import fold, read_people, read_words

MIN_SURNAME, MIN_ODD = 4, 7
EIGHT = 8  # characters of an account, at most, where old directories and mainframes name them


def is_surnamed(plain: str) -> bool:
    """Say whether a part of folded *plain* is a surname, or all of it but an initial: A_LIMA, JSILVA2."""
    parts = [part for part in re.split("[^a-z]+", plain) if part]
    return any(part in read_people().surnames or ends_in_surname(part) for part in parts)


def is_personal_login(value: str, before: str) -> bool:
    """Say whether *value* is a person's by itself: ana.lima, f.lima, c109181, ext-alima, jsantos, santosj."""
    plain = fold(value.strip("._-").replace(" ", ""))
    if _PERSONAL.fullmatch(plain) is not None or is_made_of_names(plain):
        return True
    return _DOUBLE.fullmatch(plain) is not None and not any(map(is_machine, re.split("[-._0-9]+", plain)))


_PERSONAL = re.compile(
    "[a-z]{1,20}[._][a-z]{3,20}[0-9]{0,2}|[a-z]{4,20}[._][a-z]{1,2}|(?!kb[0-9]{7}$)[a-z]{1,2}[0-9]{5,8}"
    "|(?:ext|extern|terc|prest|adm|est|tmp|consult|vendor)[-._][a-z][a-z0-9.]{3,}"
)
# eva-maria.koehler, meyer-landrut_e2
_DOUBLE = re.compile(
    "[a-z]{2,20}-[a-z]{3,20}[._][a-z]{2,20}[0-9]{0,2}|[a-z]{2,20}[._][a-z]{2,20}-[a-z]{3,20}[0-9]{0,2}"
)


def is_made_of_names(login: str) -> bool:
    """Say whether *login* is an initial or given name and a surname, or the reverse: jsantos, santosj, josefas2."""
    people, login = read_people(), login.rstrip("0123456789")
    if not login.isalpha() or login in read_words().products:
        return False  # Winter*26, Fortinet
    if ends_in_surname(login):
        return True
    if len(login) <= MIN_SURNAME or login in people.surnames or login in people.given:
        return False
    start = login[:-1]
    if login[-1] not in "aeiouy" and _BEFORE_INITIAL.fullmatch(start):
        return True  # zakharovd
    if len(login) > MIN_ODD - 1 and login[:-2] in people.surnames and login[-2:] in _begins_names():
        return True  # gomesis
    return start in people.surnames or (len(login) > 6 and start in people.given and start not in people.ambiguous)


@lru_cache
def _begins_names() -> frozenset[str]:
    """Return the two letters that common given names begin with."""
    return frozenset(name[:2] for name in read_people().given)


def ends_in_surname(login: str) -> bool:
    """Say whether *login* is an initial, two letters or a given name, and a surname: jsantos, josesantos."""
    people = read_people()
    starts = [login[:1], login[:2], *(login[:at] for at in range(3, len(login) - 3) if login[:at] in people.given)]
    rests = [login[len(start) :] for start in starts if len(login) - len(start) > MIN_SURNAME]
    if len(login) == EIGHT and login[1:] in _cut_surnames() and not is_thing(login):
        return True  # akaltenb, not chatting
    return any(rest in people.surnames or _FORM.fullmatch(rest) for rest in rests)


@lru_cache
def _cut_surnames() -> frozenset[str]:
    """Return what stands of longer surnames behind an initial where accounts have eight characters."""
    return frozenset(name[: EIGHT - 1] for name in read_people().surnames if len(name) >= EIGHT)


# What surnames end in, of Russia in Latin letters and of Germany.
_FORM = re.compile(
    "(?!.*(?:prov|mov)a$)[a-z]{3,}(?:ov|[^d]ev|sk[iy]|enko|chuk)a?|[a-z]{2,}(?:mann|bach|mei?er|meyer|berger|hoff|stein)"
)
_BEFORE_INITIAL = re.compile("[a-z]{4,}(?:ov|[^d]ev|sk[iy]|enko|chuk)|[a-z]{3,}(?:mann|berger|bach)")


def is_dotted_name(login: str) -> bool:
    """Say whether *login* is an initial or given name and a surname, or the reverse, with a dot: a.lima, lima.a."""
    first, _, last = login.rstrip("0123456789").partition(".")
    people = read_people()
    named = len(first) == 1 or first in people.given or (_FORM.fullmatch(last) is not None and is_spoken(first))
    return (_ends_as_surname(last) and named) or (len(last) == 1 and _ends_as_surname(first))


def _ends_as_surname(word: str) -> bool:
    """Say whether *word* is a surname that a list knows, or has the form of one of Russia or Germany."""
    return word in read_people().surnames or _FORM.fullmatch(word) is not None


def is_account_name(value: str) -> bool:
    """Say whether *value* looks like an account's name: ana.lima, c109181, wquirino, limaa7, firecall01."""
    plain, words = fold(value), read_words()
    if plain in words.not_names or plain in words.not_secrets:
        return False
    return is_personal_login(plain, "") or is_cut_name(value) or has_foreign_onset(value) or is_numbered_name(plain)


def is_cut_name(value: str) -> bool:
    """Say whether *value* is the first six letters of a longer surname and two of a given name: zimmerje."""
    shaped = len(value) == EIGHT and value.islower() and value.isalpha()
    return shaped and value[:6] in _cut_to_six() and value[6:] in _begins_names() and not is_thing(value)


@lru_cache
def _cut_to_six() -> frozenset[str]:
    """Return what stands of longer surnames before two letters of a given name."""
    return frozenset(name[:6] for name in read_people().surnames if len(name) > EIGHT - 2)


def is_numbered_name(plain: str) -> bool:
    """Say whether *plain* is a word, of no product and no thing, and one or two digits: limaa7."""
    match = re.fullmatch("([a-z]{5,9})[0-9]{1,2}", plain)
    if match is None or is_machine(match[1]):
        return False
    return not is_named_thing(match[1])


def is_named_thing(plain: str) -> bool:
    """Say whether a folded word is a product, or one that is said of systems, users and passwords."""
    words = read_words()
    return any(plain in known for known in (words.products, words.not_names, words.not_secrets, words.not_speakers))


def has_foreign_onset(value: str) -> bool:
    """Say whether a word begins as none does, with an initial before a surname's consonant: wquirino, mdalbosco."""
    plain = fold(value)
    stem = plain.rstrip("0123456789")
    if value.istitle():
        return False  # a typing error: Wndows
    if not re.fullmatch("[b-df-hj-np-tv-z]{2}[a-z]{3,17}", stem) or len(plain) - len(stem) > 2 or is_machine(stem):
        return False
    known = read_words()
    return (
        plain[:2] not in known.onsets
        and is_spoken(re.sub("s?c[hk]|th|tz", "c", stem[1:]))
        and stem not in known.products | known.service_accounts
    )
