"""Word lists and tables of ``rules/words.toml``, which rules and checks look up."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True)
class Words:
    """Lists compared without case and accents; IBAN lengths by country."""

    not_names: frozenset[str]
    not_secrets: frozenset[str]
    particles: frozenset[str]
    brazilian_areas: frozenset[str]
    iban_lengths: Mapping[str, int]


@lru_cache
def read_words() -> Words:
    """Return the lists."""
    source = resources.files("toil.privacy") / "rules" / "words.toml"
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    lists = {name: frozenset(map(fold, text.split())) for name, text in content.items() if isinstance(text, str)}
    return Words(iban_lengths=content["iban_lengths"], **lists)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return *word* in lower case without accents; Devanagari signs, which are no accents, stay."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))
