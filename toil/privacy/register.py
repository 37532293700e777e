"""Common given names, and those of the export's own people, by which persons are found in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from toil.letters import spell_out
from toil.privacy.names import MIN_LETTERS, words_of
from toil.privacy.russian import is_russian_case, stem
from toil.privacy.words import fold, read_people, read_words

_CASE_ENDING = "[а-я]{0,2}"
# At 1600 RE2 has no room for the states of the last part, with its Russian cases, and takes forty times as long.
_ALTERNATIVES, _REMEMBERED = 1200, 1 << 18


@dataclass(frozen=True)
class Register:
    """Names to look for.

    ``given`` may stand alone; ``seen``, the given names of the export's people, need another name after them;
    ``ambiguous`` ones, which are words too, need a known surname.
    """

    given: frozenset[str]
    ambiguous: frozenset[str]
    seen: frozenset[str]
    surnames: frozenset[str]
    ignored: frozenset[str]

    @classmethod
    def of_people(cls, people: Iterable[str], ignored: frozenset[str]) -> Register:
        """Return the common names, and those of *people* ("Maria Silva|Souza, João") that look like people's."""
        listed = read_people()
        seen, surnames = set(), set()
        for person in dict.fromkeys(part for names in people for part in names.split("|")):
            plain = re.sub(r"\(.*?\)|\[.*?\]", " ", person)
            words = [word for word in words_of(plain) if word not in read_words().particles]
            if len(words) < 2 or re.search(r"[0-9@_]", plain) or any(word in ignored for word in words):
                continue
            first = words.pop(-1 if "," in plain else 0)
            seen |= {first} if len(first) >= MIN_LETTERS else set()
            surnames |= {word for word in words if len(word) >= MIN_LETTERS}
        given, ambiguous = listed.given - ignored, listed.ambiguous
        known = listed.surnames | (surnames - ignored)
        return cls(given, ambiguous, frozenset(seen) - given - ambiguous, known, ignored)

    @cached_property
    def given_words(self) -> _GivenWords:
        """Say of a word, as it is written, whether it is a given name."""
        return _GivenWords(self)

    def find(self, word: str) -> bool:
        """Say whether folded *word* is a given name."""
        return word in self.ambiguous or self.is_clear(word)

    def is_clear(self, word: str) -> bool:
        """Say whether folded *word* is a given name and no other word, in Russian with the ending of a case."""
        if word in self.given or word in self.seen:
            return True
        return is_russian_case(word, self.given)


def patterns_of(registers: Sequence[Register]) -> list[str]:
    """Return RE2 patterns that find the folded given names of any of *registers* in folded texts, hundreds each."""
    names = sorted(frozenset[str]().union(*(one.given | one.ambiguous | one.seen for one in registers)))
    parts = [names[at : at + _ALTERNATIVES] for at in range(0, len(names), _ALTERNATIVES)]
    begin, end = spell_out(r"(?:^|[^\p{L}\p{M}])"), spell_out(r"(?:[^\p{L}\p{M}]|$)")
    return [f"{begin}(?:{'|'.join(map(_written, part))}){end}" for part in parts]


class _GivenWords(dict[str, bool]):
    """Whether a word is a given name, worked out once for each way to write it."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register

    def __missing__(self, word: str) -> bool:
        found = self._register.find(fold(word))
        if len(self) < _REMEMBERED:
            self[word] = found
        return found


@lru_cache(maxsize=_REMEMBERED)
def _written(name: str) -> str:
    short = stem(name)
    return re.escape(short) + _CASE_ENDING if "а" <= name[0] <= "я" and len(short) >= MIN_LETTERS else re.escape(name)
