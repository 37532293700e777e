"""What the words of a header speak of: opening, people, texts, states, in pt, en, de, ru, hi."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from toil.exports.layouts.plain import plain
from toil.letters import spellings

INSIDE = 5
"""Letters that the beginning of a word needs to be looked for inside of words, as German joins them."""
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBER = re.compile(r"[0-9]+(?:[oa]|st|nd|rd|th)?")


@dataclass(frozen=True)
class Words:
    """What a header speaks of, and how many of its words say nothing that is known."""

    concepts: frozenset[str]
    unknown: int

    def __contains__(self, concept: str) -> bool:
        return concept in self.concepts

    def any_of(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of *names* that the header speaks of."""
        return self.concepts & frozenset(names)


def spaced(header: str) -> str:
    """Return *header* with a space where a small letter meets a capital one.

    >>> spaced("createdAt"), spaced("OwnerTeam"), spaced("SLADue"), spaced("DT_ABERTURA")
    ('created At', 'Owner Team', 'SLA Due', 'DT_ABERTURA')
    """
    return _CAMEL.sub(" ", header)


@lru_cache(maxsize=16384)
def read_words(header: str) -> Words:
    """Return what the words of *header* speak of; a longer beginning of a word goes before a shorter one.

    >>> sorted(read_words("Data/hora de abertura do chamado").concepts)
    ['moment', 'open', 'small', 'ticket']
    >>> sorted(read_words("Bearbeitergruppe").concepts), sorted(read_words("reopened").concepts)
    (['doing', 'team'], ['reopen'])
    >>> read_words("Foo bar").unknown
    2
    """
    left, found, unknown = plain(spaced(header)).split(), set[str](), 0
    while left:
        length, concepts = _phrase(left)
        if length:
            found |= concepts
            left = left[length:]
            continue
        concepts = _word(left.pop(0))
        found |= concepts
        unknown += not concepts
    return Words(frozenset(found), unknown)


def _phrase(words: list[str]) -> tuple[int, frozenset[str]]:
    for parts, concepts in _lexicon().phrases.get(words[0][:2], ()):
        if len(parts) <= len(words) and all(map(str.startswith, words, parts)):
            return len(parts), concepts
    return 0, frozenset()


@lru_cache(maxsize=16384)
def _word(word: str) -> frozenset[str]:
    """Return the concepts of the beginnings in *word*, the longest first, each letter read once."""
    lexicon = _lexicon()
    if word in lexicon.whole:
        return lexicon.whole[word]
    if _NUMBER.fullmatch(word):
        return frozenset(("small",))
    found, rest = frozenset[str](), word
    for start, concepts in lexicon.starts:
        at = rest.find(start)
        if at == 0 or (at > 0 and len(start) >= INSIDE):
            found |= concepts
            rest = rest.replace(start, " ", 1)
    if not found and len(word) >= INSIDE:  # cut short, as columns of databases are: ABSCHL_DAT
        found = next((concepts for start, concepts in reversed(lexicon.starts) if start.startswith(word)), found)
    return found


@dataclass(frozen=True)
class _Lexicon:
    whole: Mapping[str, frozenset[str]]
    starts: tuple[tuple[str, frozenset[str]], ...]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]


@lru_cache(maxsize=1)
def _read_file() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((resources.files("toil.exports.layouts") / "concepts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def answers() -> dict[str, bool]:
    """Return plain "yes" and "no" in five languages -> True, False."""
    cells = _read_file()["cells"]
    return {plain(word): kind == "yes" for kind in ("yes", "no") for word in cells[kind]}


@lru_cache(maxsize=1)
def state_words() -> dict[str, str]:
    """Return the plain beginnings of words that a state is told by -> the state."""
    listed = _read_file()["states"].items()
    return {plain(form): state for state, starts in listed for start in starts for form in spellings(start)}


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    meant: dict[str, set[str]] = {}
    for group, concepts in _read_file().items():
        for concept, words in concepts.items() if group not in ("cells", "states") else ():
            for word in [form for listed in words for form in spellings(listed)]:
                meant.setdefault(word, set()).add(concept)
    whole: dict[str, frozenset[str]] = {}
    starts: dict[str, frozenset[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for word, concepts_ in meant.items():
        words_, named = plain(word.removeprefix("=")).split(), frozenset(concepts_)
        if len(words_) > 1:
            phrases.setdefault(words_[0][:2], []).append((tuple(words_), named))
        elif word.startswith("="):
            whole[words_[0]] = whole.get(words_[0], frozenset()) | named
        else:
            starts[words_[0]] = starts.get(words_[0], frozenset()) | named
    return _Lexicon(
        whole=whole,
        starts=tuple(sorted(starts.items(), key=lambda entry: (-len(entry[0]), entry[0]))),
        phrases={key: tuple(sorted(found, key=lambda e: -len(e[0]))) for key, found in phrases.items()},
    )
