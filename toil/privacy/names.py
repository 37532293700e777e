"""People's names: judged where a rule finds one, found by common names, and found again from the people's columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.judging import contents
from toil.privacy.words import fold, read_people, read_words

PLACEHOLDER = "<NAME>"
MIN_LETTERS = 3
SHORT_ACCOUNT = 4
MOST_NAMES = 4
# Letters of the five languages and their neighbours. Python's \w leaves out the vowel signs of Devanagari, which
# would end a word in its middle, and a class of ranges is several times faster.
_WORD = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏ\u0300-\u036fΑ-ωЀ-ӿḀ-ỿ\u0900-\u0963\u0971-\u097f]+")
_BETWEEN_WORDS = re.compile(f"({_WORD.pattern})")
_NO_NAME_AFTER = frozenset("<_@\\")
_CASE_ENDING = "[а-я]{0,2}"
_ALTERNATIVES = 400
_REMEMBERED = 1 << 18


def words_of(text: str) -> list[str]:
    """Return the words of *text* folded: letters only, digits and signs left out."""
    return [fold(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=1 << 16)
def is_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what a rule took for a name can be one: it starts with no word that isn't one, and is no firm's."""
    words = words_of(value)
    if not words or words[0] in ignored or all(word in ignored for word in words):
        return False
    return read_words().organisations.isdisjoint(words)


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
        given, ambiguous = listed.given - ignored, listed.ambiguous - ignored
        known = (listed.surnames | surnames) - ignored
        return cls(given, ambiguous, frozenset(seen) - given - ambiguous, known, ignored)

    @property
    def patterns(self) -> list[str]:
        """RE2 patterns that find the folded given names in folded texts, a few hundred names each."""
        names = sorted(self.given | self.ambiguous | self.seen)
        parts = [names[at : at + _ALTERNATIVES] for at in range(0, len(names), _ALTERNATIVES)]
        return [
            rf"(?:^|[^\p{{L}}\p{{M}}])(?:{'|'.join(map(_written, part))})(?:[^\p{{L}}\p{{M}}]|$)" for part in parts
        ]

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
        return "а" <= word[:1] <= "я" and not _russian_stems(self.given).isdisjoint((word, word[:-1], word[:-2]))


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


def _written(name: str) -> str:
    return re.escape(_stem(name)) + _CASE_ENDING if "а" <= name[0] <= "я" else re.escape(name)


def _stem(name: str) -> str:
    """Return a folded Russian *name* without the ending that changes by case; other names as they are."""
    return re.sub("[аеиоуыьюя]+$", "", name) if "а" <= name[0] <= "я" else name


@lru_cache(maxsize=8)
def _russian_stems(given: frozenset[str]) -> frozenset[str]:
    return frozenset(_stem(name) for name in given if "а" <= name[0] <= "я")


def mask_names(texts: pa.Array, folded: pa.Array, register: Register) -> tuple[np.ndarray, pa.Array]:
    """Return which *texts* hold a given name of *register*, and these with the people of such names masked.

    A given name with the capitalised words or known surnames after it is a person; one alone is if it is a common
    name, capitalised. What follows "São" or "Rua" is a place.
    """
    hit = np.zeros(len(texts), dtype=bool)
    for pattern in register.patterns:
        found = pc.fill_null(pc.match_substring_regex(folded, pattern), False)
        hit |= found.to_numpy(zero_copy_only=False)
    masked = [_mask_named(text, register) for text in contents(texts.filter(pa.array(hit)))]
    return hit, pa.array(masked, type=texts.type)


def _mask_named(text: str, register: Register) -> str:
    """Mask the people in one text, read as words and what stands between them, in turns, words at odd places."""
    parts, is_given, free = _BETWEEN_WORDS.split(text), register.given_words, 0
    for at in [place for place in range(1, len(parts), 2) if is_given[parts[place]]]:
        last = _person_end(parts, at, register) if at >= free else None
        if last is not None:
            parts[at : last + 1] = [PLACEHOLDER, *[""] * (last - at)]
            free = last + 2
    return "".join(parts)


def _person_end(parts: list[str], at: int, register: Register) -> int | None:
    """Return the place of the last word of the person whose given name is word *at*; None if it is no person."""
    before = parts[at - 1][-1:]
    if before in _NO_NAME_AFTER or before.isdigit() or (at > 1 and fold(parts[at - 2]) in read_people().places):
        return None
    greeted = at > 1 and fold(parts[at - 2]) in read_words().greetings
    titled, last, known = _is_titled(parts[at]), at, 0
    in_capitals = parts[at].isupper()
    particles, given, word = read_words().particles, fold(parts[at]), ""
    for place in range(at + 2, min(at + 4 * MOST_NAMES, len(parts)), 2):
        joined = (word or given) in particles
        initial = len(parts[place - 2]) == 1 and parts[place - 1] == ". "
        word = fold(parts[place])
        if not (initial or parts[place - 1] == " "):
            break
        if word in particles:
            continue
        if word in register.ignored:
            break
        named = word in register.surnames or register.is_clear(word)
        alike = (titled and _is_titled(parts[place])) or (initial and parts[place][:1].isupper())
        if not named and in_capitals and parts[place].isupper():
            continue  # taken in where a known surname follows: MARIA DAS GRAÇAS PEREIRA
        if not named and not (alike and not (joined and last > at)):
            break  # "Carlos Ribeiro da Firma": what follows a particle after a surname is seldom a name
        last, known = place, known + named
    if last > at:
        return last if known or (titled and given not in register.ambiguous) else None
    devanagari = "\u0900" <= parts[at][0] <= "\u097f"
    unclear = given in register.seen or given in register.ambiguous
    return at if not unclear and (titled or devanagari or greeted) else None


def _is_titled(word: str) -> bool:
    rest = re.sub("^(?:Mc|Mac|O)(?=[A-Z])", "", word)
    return rest[:1].isupper() and (rest[1:].islower() or len(rest) == 1)


def mask_people(
    texts: pa.Array, folded: pa.Array, people: pa.Array, ignored: frozenset[str]
) -> tuple[np.ndarray, pa.Array]:
    """Return which *texts* name the row's own *people* ("A|B"), and these with the names masked.

    A person is found by the whole name and by each part of it with at least three letters that isn't a particle or
    in *ignored*, in any case, with or without accents; a login is found as it is written. People whose every word is
    in *ignored* (a service desk, a monitor) aren't people.
    """
    coded = people.dictionary_encode()
    known = [search_terms(names, ignored) for names in coded.dictionary.to_pylist()]
    codes = pc.fill_null(coded.indices, -1).to_numpy()
    asked = np.flatnonzero(np.array([*map(bool, known), False])[codes])
    terms = [known[code] for code in codes[asked].tolist()]
    wanted = contents(folded.take(pa.array(asked)))
    named = [bool(text and [term for term in own if term in text]) for text, own in zip(wanted, terms, strict=True)]
    hit = np.zeros(len(texts), dtype=bool)
    hit[asked] = named
    found = zip(contents(texts.filter(pa.array(hit))), compress(terms, named), strict=True)
    return hit, pa.array([_mask_terms(text, frozenset(own)) for text, own in found], type=texts.type)


def _mask_terms(text: str, terms: frozenset[str]) -> str:
    for login in _logins(terms):
        text = login.sub(PLACEHOLDER, text)
    parts, done = [], 0
    for word in _WORD.finditer(text):
        if _is_meant(fold(word[0]), terms) and text[word.start() - 1 : word.start()] != "<":
            parts += [text[done : word.start()], PLACEHOLDER]
            done = word.end()
    return _joined().sub(PLACEHOLDER, "".join([*parts, text[done:]]))


def _is_meant(word: str, terms: frozenset[str]) -> bool:
    """Say whether folded *word* is one of *terms*, a genitive of it ("Niedermeyers"), or its Russian case."""
    if word in terms or (word.endswith("s") and word[:-1] in terms):
        return True
    return "а" <= word[:1] <= "я" and any(stem in terms for stem in (_stem(word), *(word[:-n] for n in (1, 2, 3))))


@lru_cache(maxsize=1 << 14)
def _logins(terms: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    logins = sorted(term for term in terms if not _WORD.fullmatch(term))
    return tuple(re.compile(rf"(?<!\w){re.escape(login)}(?!\w)", re.IGNORECASE) for login in logins)


@lru_cache
def _joined() -> re.Pattern[str]:
    """What finds the parts of one person's name, each masked by itself."""
    particles = "|".join(sorted(read_words().particles))
    return re.compile(rf"{PLACEHOLDER}(?:,? (?:(?:{particles}) )?{PLACEHOLDER})+", re.IGNORECASE)


def _is_account(words: list[str]) -> bool:
    """Say whether a person of one short word that is no known name is a system's account: ctm, noc."""
    listed = read_people()
    names = (listed.given, listed.ambiguous, listed.surnames)
    return len(words) == 1 and len(words[0]) <= SHORT_ACCOUNT and not any(words[0] in some for some in names)


def search_terms(people: str, ignored: frozenset[str]) -> tuple[str, ...]:
    """Return the folded words by which *people* ("Maria Silva|jsouza") are found."""
    parts = re.split(r"[|\n]|<br ?/?>", people)
    return tuple(sorted({term for person in parts for term in _terms_of(person, ignored)}))


@lru_cache(maxsize=1 << 16)
def _terms_of(person: str, ignored: frozenset[str]) -> frozenset[str]:
    plain = re.sub(r"\(.*?\)|\[.*?\]|@.*$", " ", person).strip()
    is_login = re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*[0-9._-][A-Za-z0-9._-]*", plain) and len(plain) > MIN_LETTERS
    login = {fold(plain)} if is_login else set()
    words = words_of(plain)
    if all(word in ignored for word in words) or _is_account(words):
        return frozenset(login)
    unspoken = read_words().particles | ignored
    spoken = {word for word in words if len(word) >= MIN_LETTERS and word not in unspoken}
    return frozenset(login | spoken | {stem for word in spoken if len(stem := _stem(word)) > MIN_LETTERS})
