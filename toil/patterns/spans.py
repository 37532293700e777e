"""Runs of words that tickets of a pattern share, by lengthening what is shared already (Agrawal & Srikant 1994)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from toil.patterns.fillers import BOTH, COURTESY, END, LEAD, START, STOP, TRAIL, is_filler
from toil.patterns.vectors import stem_words
from toil.text.templates import BETWEEN
from toil.text.tokens import fold_words

MAX_WORDS = 10
LOOKED_AT = 40
"""Words at the start of a text that are looked at: what a ticket is about stands there."""

_CLAUSE = re.compile(r"(?<=[^\W\d_])[.;:!?](?:\s|$)|(?<=[\w>%)])[,;!?](?:\s|$)|\.\s|\s[|/–—-]+\s|[\n()\[\]]")
_EDGE = re.compile(r"^[^\w<#$\u0900-\u097f]+|[^\w>%\u0900-\u097f]+$")
_PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*>")
_LETTERS = re.compile(r"[^\W\d_]\w|\w[^\W\d_]|[\u0904-\u0939]")


@dataclass(frozen=True)
class Written:
    """Words of texts, one after the other, with what a label has to know of each.

    ``piece`` is the word with the punctuation around it; ``key`` numbers stems, without case and accents; ``clause``
    numbers the clauses; ``summary`` marks the words of a summary; ``content`` those that say what a text is about,
    ``opens`` and ``closes`` those that a label may begin and end with; ``gap`` those left out,
    ``begins`` and ``finishes`` the first and the last of a clause.
    """

    piece: np.ndarray
    key: np.ndarray
    text: np.ndarray
    clause: np.ndarray
    summary: np.ndarray
    content: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    courtesy: np.ndarray
    gap: np.ndarray
    begins: np.ndarray
    finishes: np.ndarray
    stem: np.ndarray


@dataclass(frozen=True)
class Spans:
    """Runs of *length* words, ordered by ``gram``: run *i* is at ``starts[i]``, others of its gram say the same."""

    length: int
    starts: np.ndarray
    gram: np.ndarray

    def at(self, words: int) -> np.ndarray:
        """Return the gram of the run that starts at each of *words* places, -1 where none does."""
        found = np.full(words, -1)
        found[self.starts] = self.gram
        return found

    def places(self, gram: int) -> np.ndarray:
        """Return where the runs of one *gram* stand."""
        return self.starts[slice(*np.searchsorted(self.gram, [gram, gram + 1]))]


def read_written(texts: pd.Series, languages: pd.Series) -> Written:
    """Return the words of masked *texts*, given the language of each text; each distinct word is looked at once."""
    pieces, code, text, clause, summary = _split(texts)
    spoken, names = pd.factorize(languages.to_numpy(dtype=object)[text])
    distinct, code = np.unique(code * len(names) + spoken, return_inverse=True)
    number, tongue = np.divmod(distinct, len(names)) if len(names) else (distinct, distinct)
    piece, language = pieces[number], names[tongue]
    word = [_EDGE.sub("", p) for p in piece]
    folded = fold_words(word)
    placeholder = np.array([bool(_PLACEHOLDER.search(w)) for w in word], dtype=bool)
    lettered = np.array([bool(_LETTERS.search(w)) for w in word], dtype=bool) & ~placeholder
    content = lettered & ~is_filler(folded, language, STOP, START, BOTH, COURTESY)
    closes = lettered & ~is_filler(folded, language, STOP, BOTH, END, COURTESY)
    stem = stem_words(folded, language)
    key = np.unique(stem.astype(str), return_inverse=True)[1]
    changes = clause[1:] != clause[:-1]
    begins, finishes = (np.append(*ends)[: len(clause)] for ends in ((True, changes), (changes, True)))
    return Written(
        piece=piece[code],
        key=key[code],
        text=text,
        clause=clause,
        summary=summary,
        content=content[code],
        opens=content[code] | (begins & is_filler(folded, language, LEAD)[code]),
        closes=closes[code]
        | (finishes & (placeholder | is_filler(folded, language, TRAIL))[code])
        | (placeholder[code] & ~begins & np.append(False, content[code][:-1])[: len(code)]),
        courtesy=is_filler(folded, language, COURTESY)[code],
        gap=np.zeros(len(code), dtype=bool),
        begins=begins,
        finishes=finishes,
        stem=stem[code],
    )


def with_gaps(written: Written, pattern: np.ndarray, tickets: np.ndarray, least: float) -> Written:
    """Return *written* with each word that less than *least* tickets of its pattern use left out as a gap, "…".

    What varies and was not masked (names of people, systems, shops) is such a word; it must not be shown, nor keep
    the phrase around it apart.
    """
    words = int(written.key.max(initial=-1)) + 1
    gram = np.unique(pattern[written.text] * words + written.key, return_inverse=True)[1]
    gap = np.append(count_tickets(gram, written.text, tickets), 0)[gram] < least
    return replace(
        written,
        piece=np.where(gap, "…", written.piece),
        key=np.where(gap, words, written.key),
        content=written.content & ~gap,
        opens=written.opens & ~gap,
        closes=written.closes & ~gap,
        courtesy=written.courtesy & ~gap,
        gap=gap,
    )


def shared_spans(written: Written, pattern: np.ndarray, tickets: np.ndarray, least: float) -> Iterator[Spans]:
    """Yield the runs of one word, two words, three words ... that at least *least* tickets of one pattern share.

    Parameters
    ----------
    written : Written
        Words of texts.
    pattern, tickets : np.ndarray, (texts,)
        Pattern of each text and the tickets behind it.
    """
    key, words = written.key, int(written.key.max(initial=-1)) + 1
    gram = np.unique(pattern[written.text] * words + key, return_inverse=True)[1]
    starts = np.arange(len(gram))
    for length in range(1, MAX_WORDS + 1):
        kept = _frequent(gram, written.text[starts], tickets, least)
        if not len(kept):
            return
        order = kept[np.argsort(gram[kept], kind="stable")]
        starts, gram = starts[order], np.unique(gram[order], return_inverse=True)[1]
        yield Spans(length, starts, gram)
        last = starts + length
        inside = last < len(key)
        inside[inside] = written.clause[last[inside]] == written.clause[starts[inside]]
        starts, gram = starts[inside], gram[inside]
        gram = np.unique(gram * words + key[starts + length], return_inverse=True)[1]


def _frequent(gram: np.ndarray, text: np.ndarray, tickets: np.ndarray, least: float) -> np.ndarray:
    """Return the places in *gram* of those that stand in texts of *least* tickets, a text counted once."""
    return np.flatnonzero(np.append(count_tickets(gram, text, tickets), 0)[gram] >= least)


def count_tickets(gram: np.ndarray, text: np.ndarray, tickets: np.ndarray) -> np.ndarray:
    """Return the tickets of the texts that each gram stands in, a text counted once."""
    pairs = np.sort(gram.astype(np.int64) * len(tickets) + text)
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]  # np.unique hashes, several times slower
    return np.bincount(pairs // max(len(tickets), 1), tickets[pairs % max(len(tickets), 1)])


def spell(pieces: np.ndarray) -> str:
    """Return *pieces* as one phrase, without the punctuation around it."""
    return _EDGE.sub("", " ".join(pieces))


def _split(texts: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the distinct words of *texts*, and of each word its number, text and clause, and if in a summary."""
    numbers: dict[str, int] = {}  # of pieces that say nothing -1
    pieces: list[str] = []
    code: list[int] = []
    text: list[int] = []
    clause: list[int] = []
    summary: list[bool] = []
    number = 0
    for row, value in enumerate(texts):
        left = LOOKED_AT
        for place, part in enumerate(value.split(BETWEEN)):
            for words in _clauses(part):
                found = words.split()[:left]
                for piece in found:
                    if piece not in numbers:
                        says = bool(_EDGE.sub("", piece))
                        numbers[piece] = len(pieces) if says else -1
                        pieces += [piece] * says
                coded = [numbers[piece] for piece in found if numbers[piece] >= 0]
                left -= len(coded)
                code += coded
                clause += [number] * len(coded)
                summary += [place == 0] * len(coded)
                text += [row] * len(coded)
                number += 1
                if left <= 0:
                    break
    numbered = np.array([code, text, clause], dtype=np.int64)
    return np.array(pieces, dtype=object), numbered[0], numbered[1], numbered[2], np.array(summary, dtype=bool)


def _clauses(part: str) -> Iterator[str]:
    """Yield the clauses of *part*, looked for one by one: of a long text only the first are asked for."""
    start = 0
    for end in _CLAUSE.finditer(part):
        yield part[start : end.start()]
        start = end.end()
    yield part[start:]
