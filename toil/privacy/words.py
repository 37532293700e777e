"""Word lists and tables of ``rules/*.toml``, which rules and checks look up."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from toil.letters import spellings

NUKTA = "\u093c"  # the dot of फ़, which many leave out


@dataclass(frozen=True)
class Words:
    """Lists compared without case and accents; IBAN lengths by country."""

    not_names: frozenset[str]
    organisations: frozenset[str]
    not_speakers: frozenset[str]
    not_people: frozenset[str]
    greetings: frozenset[str]
    before_people: frozenset[str]
    after_people: frozenset[str]
    after_first: frozenset[str]
    before_names: frozenset[str]
    also_words: frozenset[str]
    asked: frozenset[str]
    service_accounts: frozenset[str]
    not_secrets: frozenset[str]
    said_stems: frozenset[str]
    not_plates: frozenset[str]
    products: frozenset[str]
    particles: frozenset[str]
    onsets: frozenset[str]
    brazilian_areas: frozenset[str]
    iban_lengths: Mapping[str, int]


@dataclass(frozen=True)
class People:
    """Common given names, those that are words too, surnames, what makes a name beside it no person's, firms.

    After one of ``kinds`` a given name alone is a thing's, after one of ``places`` a whole name too, and beside one
    of ``many`` a list of names.
    ``declined`` are those of ``given`` that stand in every Russian case, since too little is left without an ending.
    """

    given: frozenset[str]
    declined: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    things: frozenset[str]
    kinds: frozenset[str]
    many: frozenset[str]
    firms: frozenset[str]


def read_pack(name: str) -> dict[str, Any]:
    """Return the TOML content of ``rules/<name>.toml``."""
    source = resources.files("toil.privacy") / "rules" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@lru_cache
def read_words() -> Words:
    """Return the lists of ``words.toml``."""
    content = read_pack("words")
    lists = {name: _folded(text) for name, text in content.items() if isinstance(text, str)}
    return Words(iban_lengths=content["iban_lengths"], **lists)


@lru_cache
def read_people() -> People:
    """Return the names of ``people.toml``."""
    content = read_pack("people")
    parts = ("given", "ambiguous", "surnames", "places", "things", "kinds", "many")
    firms = frozenset(fold(line) for line in content["firms"]["all"].strip().split("\n"))
    lists = {part: _folded(" ".join(content[part].values())) for part in parts}
    declined = frozenset(fold(case) for name in content["declined"]["ru"].split() for case in _declined(name))
    return People(**lists | {"given": lists["given"] | declined}, declined=declined, firms=firms)


def _declined(name: str) -> Iterator[str]:
    """Yield the Russian cases of a *name* in а or я: Маша, Маши, Маше, Машу, Машей."""
    short, hissed = name[:-1], name[-2] in "жшчщ"
    if name.endswith("я"):
        endings = ("я", "и", "е", "ю", "ей")
    else:
        endings = ("а", "и" if hissed or name[-2] in "гкх" else "ы", "е", "у", "ей" if hissed else "ой")
    yield from (short + ending for ending in endings)


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(form) for word in text.split() for form in spellings(word))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return *word* in lower case without accents; of Devanagari signs only the nukta, often left out, goes."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f" and c != NUKTA))


@lru_cache(maxsize=1 << 12)
def is_said(folded: str) -> bool:
    """Say whether a word is a form of a verb that people say of passwords: "redefinida", "сброшен"."""
    return _said_verbs().match(folded) is not None


@lru_cache(maxsize=1)
def _said_verbs() -> re.Pattern[str]:
    stems = "|".join(sorted(read_words().said_stems))
    return re.compile(
        f"(?:re|des|in|un|dis|mis|zuruck|ge|ver|ab|an|ein|be|por|вы|за|пере|раз|не)?(?:{stems})[^\\W\\d_]{{0,8}}$|.*(?:{_DERIVED})$"
    )


_DERIVED = (
    "[ai]r|cao|coes|mente|avel|ivel|veis|orio|oria|idade|tion|ment|ity|ness|able|ible|ung|ungen|keit|heit|lich"
    "|ость|ения?|ание|ный|ная"
)
