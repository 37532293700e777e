"""People whom one text of a row names, found again in all its texts: "Caller: Ana Zuriel" ... "Zuriel rang back"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.accounts import EIGHT
from toil.privacy.judging import contents
from toil.privacy.names import MIN_LETTERS, PLACEHOLDER, WORD, is_no_other, is_titled, is_told_name, words_of
from toil.privacy.russian import stem
from toil.privacy.words import fold, read_people, read_words

Gather = Callable[[Iterable[pa.Array], pa.DataType], pa.ChunkedArray]
LOGIN = "<LOGIN>"
SURNAME = 5  # letters of a surname that makes an account with an initial
LOWER, LONG, LONGEST = 4, 5, 24  # letters of a name in small letters and in capitals, at least; of a word before it
ROWS = 1 << 16  # at a time: what stands in Python is many times a text's size
_PLAIN = str.maketrans("ıłøđ", "ilod")  # letters of which an accent is a part
_ENDINGS = "(?:[аяуюеыиь]|[ое][йюм]|[ое]ю|ью|ым|им|ого|ому)?"  # of Russian cases


@dataclass(frozen=True)
class Terms:
    """Words by which a person is found again in a text, and beginnings of accounts that are made of the name.

    ``hint`` stands in each account.
    """

    words: tuple[str, ...]
    accounts: tuple[str, ...]
    hint: str


def mask_told(
    columns: Sequence[pa.ChunkedArray],
    told: Sequence[pa.ChunkedArray],
    ignored: frozenset[str],
    gather: Gather = pa.chunked_array,
) -> tuple[list[pa.ChunkedArray], Counter[str]]:
    """Return *columns* of the same rows with the people *told* in any of them masked in all, and how many were.

    *told* are those found in each text of each column, ``"A|B"``, null for none. A name is found as it is written
    there, with its first letter a capital, or in capitals; in Russian in any case. Words that are no name by
    themselves stay. An account is found that is made of the name: azuriel, ana.zuriel, zuriela2.
    """
    counts = Counter[str]()
    if not any(cells.null_count < len(cells) for cells in told):
        return list(columns), counts
    return [_mask_rows(column, told, ignored, gather, counts) for column in columns], counts


def _mask_rows(
    column: pa.ChunkedArray,
    told: Sequence[pa.ChunkedArray],
    ignored: frozenset[str],
    gather: Gather,
    counts: Counter[str],
) -> pa.ChunkedArray:
    starts = np.cumsum([0, *map(len, column.chunks)])

    def masked() -> Iterable[pa.Array]:
        for chunk, start in zip(column.chunks, starts.tolist(), strict=False):
            for at in range(0, len(chunk), ROWS):
                piece = chunk.slice(at, ROWS)
                yield _mask_piece(piece, [cells.slice(start + at, len(piece)) for cells in told], ignored, counts)

    return gather(masked(), column.type)


def _mask_piece(
    piece: pa.Array, told: Sequence[pa.ChunkedArray], ignored: frozenset[str], counts: Counter[str]
) -> pa.Array:
    found: dict[int, tuple[Terms, ...]] = {}
    for cells in told:
        places = np.flatnonzero(cells.is_valid().to_numpy())
        for place, names in zip(places.tolist(), contents(cells.drop_null().combine_chunks()), strict=True):
            found[place] = found.get(place, ()) + _terms_of_all(names, ignored)
    rows = sorted(found)
    hit, texts = np.zeros(len(piece), dtype=bool), []
    for row, text in zip(rows, contents(piece.take(pa.array(rows, pa.int64()))), strict=True):
        new = _mask_text(text, found[row]) if text else text
        if new is not text and new != text:
            hit[row] = True
            texts.append(new)
            for mask in (PLACEHOLDER, LOGIN):
                counts[mask.strip("<>")] += max(0, new.count(mask) - text.count(mask))
    return pc.replace_with_mask(piece, pa.array(hit), pa.array(texts, piece.type)) if texts else piece


def _mask_text(text: str, several: Sequence[Terms]) -> str:
    words, accounts = [], []
    for terms in several:
        words += [word for word in terms.words if word in text]
        if terms.accounts and terms.hint in text:
            accounts += [account for account in terms.accounts if account in text]
    if accounts:
        text = _account_pattern(tuple(accounts)).sub(LOGIN, text)
    return _joined().sub(PLACEHOLDER, _pattern(tuple(words)).sub(_judged, text)) if words else text


def _judged(match: re.Match[str]) -> str:
    """Return the mask, or what stands there where the words beside it say that it is a firm, a thing or a place."""
    listed = read_people()
    before = match.string[max(0, match.start() - LONGEST) : match.start()].split(" ")
    after = fold(match["after"] or "")
    if after in read_words().organisations or after in listed.things:
        return match[0]
    return match[0] if len(before) > 1 and fold(before[-2]) in listed.places else PLACEHOLDER


@lru_cache(maxsize=1 << 14)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(map(_written, terms))
    return re.compile(rf"(?<![\w@<\\/.=&-])(?:{names})s?(?![\w@\\=/&-]|[.]\w)(?=(?: (?P<after>[^\W\d_]+))?)")


def _written(term: str) -> str:
    endings = _ENDINGS.upper() if term.isupper() else _ENDINGS
    return re.escape(term) + (endings if "а" <= fold(term)[0] <= "я" else "")


@lru_cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"{PLACEHOLDER}(?:[ -]{PLACEHOLDER})+")


@lru_cache(maxsize=1 << 16)
def _terms_of_all(names: str, ignored: frozenset[str]) -> tuple[Terms, ...]:
    return tuple(dict.fromkeys(terms_of(name, ignored) for name in names.split("|")))


@lru_cache(maxsize=1 << 16)
def terms_of(name: str, ignored: frozenset[str]) -> Terms:
    """Return by what a person's *name* ("Ana Zuriel", "ZURIEL, ANA") is found again."""
    words = [word for word in WORD.findall(name) if fold(word) not in read_words().particles]
    terms: dict[str, None] = {}
    for word in words:
        if len(fold(word)) >= MIN_LETTERS and _names_a_person(word, ignored, whole=len(words) > 1):
            terms |= dict.fromkeys(_ways_to_write(word))
    given, last = _given_and_last(name)
    return Terms(tuple(terms), tuple(_beginnings(given, last)) if last else (), last[:MIN_LETTERS])


def own_accounts(name: str) -> Iterator[str]:
    """Yield the accounts that a person's *name* is made into most often: azuriel, a.zuriel, ana.zuriel."""
    given, last = _given_and_last(name)
    if last:
        yield f"{given}.{last}"
        yield f"{given[0]}.{last}"
    if len(last) >= SURNAME:
        yield given[0] + last
        yield (given[0] + last)[:EIGHT]


def _given_and_last(name: str) -> tuple[str, str]:
    """Return the first given name and the last surname of *name* in plain small letters; nothing if it has no two."""
    parts = [part for part in name.replace(",", " ").split() if fold(part) not in read_words().particles]
    ends = ["".join(words_of(part)).translate(_PLAIN) for part in (parts[0], parts[-1])] if len(parts) > 1 else []
    if not ends or not all(re.fullmatch("[a-z]{3,}", end) for end in ends):
        return "", ""
    return (ends[1], ends[0]) if "," in name else (ends[0], ends[1])


def _beginnings(given: str, last: str) -> Iterator[str]:
    """Yield how accounts begin that are made of a *given* name and a *last* one; short ones are words: clima."""
    if len(last) >= SURNAME:
        yield given[0] + last
        yield (given[0] + last)[:EIGHT]
        yield last + given[0]
    for between in "._":
        yield given + between + last
        yield given[0] + between + last
        yield last + between + given
    yield given[:3] + last[:3]
    yield given[0] + last[:4]


@lru_cache(maxsize=1 << 14)
def _account_pattern(accounts: tuple[str, ...]) -> re.Pattern[str]:
    """What finds accounts that begin so, whole; one that is made of parts of names has digits after it."""
    whole = [account for account in accounts if len(account) > SURNAME + 1 or not account.isalpha()]
    some = "|".join(map(re.escape, accounts))
    said = "|".join(map(re.escape, whole)) or "(?!)"
    return re.compile(
        rf"(?<![\w@<\\/.&-])(?:(?:{said})[0-9]{{0,4}}|[a-z]?(?:{some})[a-z]{{0,2}}[0-9]{{1,4}})(?![\w@\\/-]|[.]\w)"
    )


def _names_a_person(word: str, ignored: frozenset[str], whole: bool) -> bool:
    """Say whether *word* of a person's *whole* name is a name by itself, and nothing else's."""
    return is_told_name(word, ignored) or (whole and is_no_other(word, ignored))


def _ways_to_write(word: str) -> list[str]:
    folded, titled = fold(word), word if is_titled(word) else word.capitalize()
    ways = [titled, word] if word.islower() and len(folded) >= LOWER and _is_only_a_name(folded) else [titled]
    ways += [word.upper()] if len(folded) >= LONG else []
    kept = len(stem(folded))  # what the cases leave of a Russian name
    return [way[:kept] for way in ways] if kept >= MIN_LETTERS else ways


def _is_only_a_name(word: str) -> bool:
    listed = read_people()
    return word in listed.given or not (word in listed.ambiguous or word in listed.surnames)
