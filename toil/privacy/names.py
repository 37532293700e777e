"""People's names: judged where a rule finds one, and found again in the text of the people's own tickets."""

from __future__ import annotations

import re
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.words import fold, read_words

PLACEHOLDER = "<NAME>"
MIN_LETTERS = 3


def is_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what a rule took for a name can be one: it doesn't start with a word that isn't one."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", value)]
    return bool(words) and words[0] not in ignored and not all(word in ignored for word in words)


def mask_people(texts: pa.Array, people: pa.Array, ignored: frozenset[str]) -> tuple[pa.Array, int]:
    """Return *texts* with the names of each row's own *people* ("A|B") masked, and how many were.

    A person is found by the whole name and by each part of it with at least three letters that isn't a particle or
    in *ignored*, in any case, with or without accents; a login is found as it is written. People whose every word is
    in *ignored* (a service desk, a monitor) aren't people.
    """
    codes = people.dictionary_encode()
    patterns = [search_terms(names or "", ignored) for names in codes.dictionary.to_pylist()]
    folded = fold_all(texts)
    masked, count = {}, 0
    rows = enumerate(zip(folded.to_pylist(), codes.indices.to_pylist(), strict=True))
    hits = [i for i, (text, code) in rows if text and code is not None and any(t in text for t in patterns[code])]
    for i, text in zip(hits, texts.take(pa.array(hits, type=pa.int64())).to_pylist(), strict=True):
        masked[i], found = expression(patterns[codes.indices[i].as_py()]).subn(PLACEHOLDER, text)
        count += found
    if not count:
        return texts, 0
    mask = [False] * len(texts)
    for i in masked:
        mask[i] = True
    return pc.replace_with_mask(texts, pa.array(mask), pa.array(masked.values(), type=texts.type)), count


def fold_all(texts: pa.Array) -> pa.Array:
    """Return *texts* in lower case without Latin accents, for finding only."""
    lower = pc.utf8_lower(texts)
    accented = pc.fill_null(pc.match_substring_regex(lower, r"[\x{00C0}-\x{017F}ёй]"), False)
    if not pc.any(accented).as_py():
        return lower
    plain = pc.replace_substring_regex(
        pc.utf8_normalize(lower.filter(accented), form="NFD"), r"[\x{0300}-\x{036F}]", ""
    )
    return pc.replace_with_mask(lower, accented, plain)


def search_terms(people: str, ignored: frozenset[str]) -> tuple[str, ...]:
    """Return the folded words by which *people* ("Maria Silva|jsouza") are found, longest first."""
    terms: set[str] = set()
    for person in re.split(r"[|\n]|<br ?/?>", people):
        plain = re.sub(r"\(.*?\)|\[.*?\]|@.*$", " ", person)
        login = plain.strip()
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*[0-9._-][A-Za-z0-9._-]*", login) and len(login) > MIN_LETTERS:
            terms.add(fold(login))
        words = [fold(word) for word in re.findall(r"[^\W\d_]+", plain)]
        if not all(word in ignored for word in words):
            terms |= {
                w for w in words if len(w) >= MIN_LETTERS and w not in read_words().particles and w not in ignored
            }
    return tuple(sorted(terms, key=lambda term: (-len(term), term)))


@lru_cache(maxsize=1 << 12)
def expression(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of *terms*, and runs of them joined by spaces or particles, in any case and accent."""
    one = "|".join("".join(_letter(c) for c in term) for term in terms)
    join = rf"(?:[ ,]{{1,2}}(?:(?:{'|'.join(sorted(read_words().particles))}) )?)"
    return re.compile(rf"(?<!\w)(?:{one})(?:{join}(?:{one}))*(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    accented = _ACCENTED.get(letter, "")
    return f"[{letter}{accented}][\u0300-\u036f]?" if accented else re.escape(letter)


def _accents() -> dict[str, str]:
    """Return the accented forms of each plain letter: a -> àáâãä..."""
    forms: dict[str, str] = {}
    for code in [*range(0xC0, 0x180), *range(0x400, 0x460)]:
        letter = chr(code)
        plain = fold(letter)
        if letter.islower() and plain != letter and len(plain) == 1:
            forms[plain] = forms.get(plain, "") + letter
    return forms


_ACCENTED = _accents()
