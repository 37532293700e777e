"""A row's own people, from its person columns, found again in its texts."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.judging import contents
from toil.privacy.names import MIN_LETTERS, PLACEHOLDER, WORD, words_of
from toil.privacy.russian import stem
from toil.privacy.told import own_accounts
from toil.privacy.words import fold, read_people, read_words

SHORT_ACCOUNT = 4


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
    for word in WORD.finditer(text):
        before = text[max(word.start() - 2, 0) : word.start()]
        counted = word[0].islower() and before[:1].isdigit() and before[1:] == " "  # "27 dias" of a Mr Dias
        if _is_meant(fold(word[0]), terms) and before[-1:] != "<" and not counted:
            parts += [text[done : word.start()], PLACEHOLDER]
            done = word.end()
    return _joined().sub(PLACEHOLDER, "".join([*parts, text[done:]]))


def _is_meant(word: str, terms: frozenset[str]) -> bool:
    """Say whether folded *word* is one of *terms*, a genitive of it ("Niedermeyers"), or its Russian case."""
    if word in terms or (word.endswith("s") and word[:-1] in terms):
        return True
    return "а" <= word[:1] <= "я" and any(short in terms for short in (stem(word), *(word[:-n] for n in (1, 2, 3))))


@lru_cache(maxsize=1 << 14)
def _logins(terms: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    logins = sorted(term for term in terms if not WORD.fullmatch(term))
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
    short = {short for word in spoken if len(short := stem(word)) > MIN_LETTERS}
    return frozenset(login | spoken | short | set(own_accounts(plain)))
