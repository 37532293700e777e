"""Things that bear a given name in running text: systems, products, firms and sites, told by the words beside it."""

from __future__ import annotations

import re

from toil.privacy.names import is_titled
from toil.privacy.register import Register
from toil.privacy.words import fold, read_people, read_words

AND = frozenset(("e", "y", "und", "and", "и", "और"))  # join surnames, or two persons
_FORMS = frozenset(
    ("gmbh", "ag", "kg", "ohg", "inc", "corp", "llc", "llp", "plc", "ltd", "ltda")
)  # not of one person
_MOST_LISTED = 16  # words of a list, looked at on each side of a name
_QUOTES = " \"'«“„‘"
# A product's version, which is no day of a month, no hour and no phone: "7.0", "1.28.7", "v2".
_VERSION = re.compile(
    r" (?:v ?[0-9]|[0-9]{1,2}\.[0-9](?![0-9.,]|\.[0-9])|[0-9]{1,2}\.(?:0|1[3-9]|[2-9][0-9])\.[0-9]+)",
    re.IGNORECASE,
)


def is_kind(parts: list[str], at: int, last: int, register: Register) -> bool:
    """Say whether given name *at* names a firm, or by itself a system, a product or a site, by what stands beside it.

    *parts* are words, at odd places, and what stands between them. A name that ends at *last* has a surname too.
    """
    if last + 2 < len(parts) and parts[last + 1] == " " and fold(parts[last + 2]) in _FORMS:
        return True  # Heinrich Heine GmbH
    if parts[at + 1] == " " and at + 2 < len(parts) and is_titled(parts[at + 2]):
        word = fold(parts[at + 2])
        if word in read_words().organisations and word not in register.ignored:
            return True  # Tejas Bank
    if last > at:
        return False
    kinds = read_people().kinds
    announced = at > 1 and parts[at - 1].strip(_QUOTES) == "" and fold(parts[at - 2]) in kinds
    return announced or _VERSION.match("".join(parts[at + 1 : at + 4])) is not None or _is_listed(parts, at)


def _is_listed(parts: list[str], at: int) -> bool:
    """Say whether name *at* is one of a list of things: "филиалы Киров и Владимир", "Austin and Florence sites"."""
    many = read_people().many
    for step in (-2, 2):
        place = at
        for _ in range(_MOST_LISTED):
            beyond, between = place + step, place + step // 2
            if not 0 < beyond < len(parts) or parts[between] not in (" ", ", "):
                break
            word = parts[beyond]
            if parts[between] == " " and fold(word) in many:
                return True
            if not (is_titled(word) or word in AND):
                break
            place = beyond
    return False


def is_compound(parts: list[str], at: int, register: Register) -> bool:
    """Say whether word *at* begins the name of a thing: Roman-2, Peter-Müller-Saal."""
    after = parts[at + 1]
    if re.match("-[0-9]", after):
        return True
    end = at
    while at > 2 and parts[at - 1] == "-":
        at -= 2
    while end + 2 < len(parts) and parts[end + 1] == "-":
        end += 2
    return end > at + 2 and fold(parts[end]) not in register.surnames and not register.find(fold(parts[end]))
