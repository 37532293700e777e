"""People whom one text of a row names, found again in all its texts: "Caller: Ana Zuriel" ... "Zuriel rang back"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.judging import contents
from toil.privacy.names import MIN_LETTERS, PLACEHOLDER, WORD, is_no_other, is_titled, is_told_name, stem
from toil.privacy.words import fold, read_people, read_words

Gather = Callable[[Iterable[pa.Array], pa.DataType], pa.ChunkedArray]
LOWER, LONGEST = 4, 24  # letters of a name in small letters, at least; of a word before a name, at most
_ENDINGS = "(?:[аяуюеыиь]|[ое][йюм]|[ое]ю|ью|ым|им|ого|ому)?"  # of Russian cases


def mask_told(
    columns: Sequence[pa.ChunkedArray],
    told: Sequence[pa.ChunkedArray],
    ignored: frozenset[str],
    gather: Gather = pa.chunked_array,
) -> tuple[list[pa.ChunkedArray], int]:
    """Return *columns* of the same rows with the people *told* in any of them masked in all, and how many were.

    *told* are those found in each text of each column, ``"A|B"``, null for none. A name is found as it is written
    there, or with its first letter a capital; in Russian in any case. Words that are no name by themselves stay.
    """
    found: dict[int, list[str]] = {}
    for cells in told:
        places = np.flatnonzero(cells.is_valid().to_numpy())
        for place, names in zip(places.tolist(), contents(cells.drop_null().combine_chunks()), strict=True):
            found.setdefault(place, []).append(names)
    rows, terms = [], []
    for place in sorted(found):
        own = [*dict.fromkeys(chain.from_iterable(terms_of(names, ignored) for names in found[place]))]
        if own:
            rows.append(place)
            terms.append(own)
    if not rows:
        return list(columns), 0
    masked = [_mask_rows(column, np.array(rows), terms, gather) for column in columns]
    return [column for column, _ in masked], sum(count for _, count in masked)


def _mask_rows(
    column: pa.ChunkedArray, rows: np.ndarray, terms: Sequence[list[str]], gather: Gather
) -> tuple[pa.ChunkedArray, int]:
    count, starts = 0, np.cumsum([0, *map(len, column.chunks)])

    def masked() -> Iterable[pa.Array]:
        nonlocal count
        for chunk, start in zip(column.chunks, starts.tolist(), strict=False):
            first, end = np.searchsorted(rows, (start, start + len(chunk)))
            hit, texts = np.zeros(len(chunk), dtype=bool), []
            cells = contents(chunk.take(pa.array(rows[first:end] - start)))
            for row, text, own in zip(rows[first:end].tolist(), cells, terms[first:end], strict=True):
                if text and (said := [term for term in own if term in text]):
                    new = _pattern(tuple(said)).sub(_judged, text)
                    if new != text:
                        hit[row - start] = True
                        texts.append(_joined().sub(PLACEHOLDER, new))
                        count += new.count(PLACEHOLDER) - text.count(PLACEHOLDER)
            yield pc.replace_with_mask(chunk, pa.array(hit), pa.array(texts, chunk.type)) if texts else chunk

    changed = gather(masked(), column.type)
    return changed, count


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
    return re.escape(term) + (_ENDINGS if "а" <= fold(term)[0] <= "я" else "")


@lru_cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"{PLACEHOLDER}(?:[ -]{PLACEHOLDER})+")


@lru_cache(maxsize=1 << 16)
def terms_of(names: str, ignored: frozenset[str]) -> tuple[str, ...]:
    """Return the words by which *names* ("Ana Zuriel|MOIRA HALDANE") are found again, as they may be written."""
    terms: dict[str, None] = {}
    for name in names.split("|"):
        words = [word for word in WORD.findall(name) if fold(word) not in read_words().particles]
        for word in words:
            if len(fold(word)) >= MIN_LETTERS and _names_a_person(word, ignored, whole=len(words) > 1):
                terms |= dict.fromkeys(_ways_to_write(word))
    return tuple(terms)


def _names_a_person(word: str, ignored: frozenset[str], whole: bool) -> bool:
    """Say whether *word* of a person's *whole* name is a name by itself, and nothing else's."""
    return is_told_name(word, ignored) or (whole and is_no_other(word, ignored))


def _ways_to_write(word: str) -> list[str]:
    folded, titled = fold(word), word if is_titled(word) else word.capitalize()
    ways = [titled, word] if word.islower() and len(folded) >= LOWER and _is_only_a_name(folded) else [titled]
    kept = len(stem(folded))  # what the cases leave of a Russian name
    return [way[:kept] for way in ways] if kept >= MIN_LETTERS else ways


def _is_only_a_name(word: str) -> bool:
    listed = read_people()
    return word in listed.given or not (word in listed.ambiguous or word in listed.surnames)
