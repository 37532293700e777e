"""Frames that were learned, as people read them, and say of one that it is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toil.patterns.people import MIN_REQUESTERS, MIN_TICKETS, people_of
from toil.patterns.spans import spell
from toil.patterns.vectors import stem_words
from toil.patterns.words import MAX_TEMPLATES
from toil.schema import conform, empty
from toil.text.languages import LANGUAGES, UNKNOWN, stop_words
from toil.text.templates import BETWEEN
from toil.text.tokens import tokenize

SHOWN = 16
"""Words of a frame that are shown."""
LOOKED_AT = 20
"""Texts with a frame that are looked at for the one that says most of it."""
_GAP = "…"


@dataclass(frozen=True)
class Frame:
    """A frame that was learned: the stems of its ``words``, and numbers of the distinct ``texts`` that have it.

    ``kept`` is the phrase by which a person said that it is none, so its words stayed; empty where nobody did.
    """

    words: frozenset[str]
    texts: np.ndarray
    kept: str = ""


def stems_of(phrases: Sequence[str]) -> list[list[frozenset[str]]]:
    """Return of each phrase the words that say something, each as its stems in all languages."""
    said = tokenize(pd.Series(list(phrases), dtype="str")).lists()
    words = np.array(sorted({word for phrase in said for word in phrase if not _says_nothing(word)}), dtype=object)
    by_language = [stem_words(words, np.full(len(words), name, dtype=object)) for name in LANGUAGES]
    stems = {word: frozenset(one[n] for one in by_language) for n, word in enumerate(words)}
    return [[stems[word] for word in phrase if word in stems] for phrase in said]


def said_to_be_none(words: frozenset[str], phrases: Mapping[str, list[frozenset[str]]]) -> str:
    """Return the first of *phrases*, all of whose words (`stems_of`) are among *words*; an empty text if none is."""
    return next((phrase for phrase, said in phrases.items() if said and all(one & words for one in said)), "")


def frames_table(
    frames: Sequence[Frame],
    placed: pd.DataFrame,
    tickets: pd.DataFrame,
    ticket_templates: pd.DataFrame,
    not_frames: Sequence[str] = (),
) -> pd.DataFrame:
    """Return *frames* as people read them: contract ``frames``, those of most tickets first; what is alike is one.

    Parameters
    ----------
    frames : sequence of Frame
        As they were learned.
    placed : pd.DataFrame
        Columns of contract ``templates``, ``distinct`` (number of the distinct text) and ``pattern`` (-1 is none).
    tickets, ticket_templates : pd.DataFrame
        Contracts of these names.
    not_frames : sequence of str
        What people say is no frame; a phrase that no frame was learned for has a row of no texts.
    """
    frames = _alike(frames)
    mine = [placed[placed["distinct"].isin(frame.texts)] for frame in frames]
    heads = [
        texts.sort_values(["tickets", "template_id"], ascending=[False, True]).head(MAX_TEMPLATES) for texts in mine
    ]
    shown = pd.concat(heads).drop_duplicates("template_id") if heads else placed.head(0)
    known = shown["template_id"].astype("str")
    people = people_of(known, tickets, ticket_templates)
    texts_say, pieces_say = _stems_by_text(shown["text"]), _stems_by_text(_pieces(shown["text"]))
    asked = {} if people is None else dict(zip(known, people, strict=True))
    first = ticket_templates.drop_duplicates("template_id").set_index("template_id")["ticket_id"]
    rows = []
    for frame, texts, head in zip(frames, mine, heads, strict=True):
        shared = _shared_words(frame.words, head, texts_say, None if people is None else asked)
        phrase, example = _phrase_of(shared, head.head(LOOKED_AT), pieces_say)
        spoken = texts.groupby("language")["tickets"].sum()
        rows.append(
            {
                "phrase": phrase,
                "language": spoken.sort_index().idxmax(),
                "words": len(frame.words),
                "texts": len(frame.texts),
                "tickets": texts["tickets"].sum(),
                "patterns": texts.loc[texts["pattern"] >= 0, "pattern"].nunique(),
                "ticket_id": first[example],
                "kept": bool(frame.kept),
            }
        )
    used = {frame.kept for frame in frames}
    rows += [_not_learned(phrase) for phrase in not_frames if phrase not in used]
    if not rows:
        return empty("frames")
    table = pd.DataFrame(rows).sort_values(["tickets", "texts", "ticket_id"], ascending=[False, False, True])
    return conform("frames", table.assign(frame=np.arange(1, len(table) + 1)))


def _not_learned(phrase: str) -> dict[str, object]:
    nothing = dict.fromkeys(("words", "texts", "tickets", "patterns"), 0)
    return {"phrase": phrase, "language": UNKNOWN, "ticket_id": None, "kept": True, **nothing}


def _alike(frames: Sequence[Frame]) -> list[Frame]:
    """Return *frames* with those that share half of the words of the shorter one as one, that of most texts first."""
    joined: list[Frame] = []
    for frame in sorted(frames, key=lambda one: (-len(one.texts), sorted(one.words))):
        for n, larger in enumerate(joined):
            shorter = min(len(frame.words), len(larger.words))
            if frame.kept == larger.kept and len(frame.words & larger.words) >= shorter / 2:
                joined[n] = Frame(larger.words, np.union1d(larger.texts, frame.texts), larger.kept)
                break
        else:
            joined.append(frame)
    return joined


def _stems_by_text(texts: Iterable[str]) -> dict[str, list[frozenset[str]]]:
    """Return `stems_of` each of *texts*, all looked at together."""
    distinct = list(dict.fromkeys(texts))
    return dict(zip(distinct, stems_of(distinct), strict=True))


def _pieces(texts: Iterable[str]) -> list[str]:
    return [piece for text in texts for piece in text.replace(BETWEEN, " ").split()]


def _shared_words(
    words: frozenset[str],
    heads: pd.DataFrame,
    says: Mapping[str, list[frozenset[str]]],
    people: Mapping[str, list[str]] | None,
) -> frozenset[str]:
    """Return those of *words* that tickets enough of people enough have: others may name somebody, and are a gap."""
    said = [frozenset[str]().union(*says[text]) for text in heads["text"]]
    names, tickets = heads["template_id"].tolist(), heads["tickets"].to_numpy()
    held = {word: [at for at, stems in enumerate(said) if word in stems] for word in words}
    return frozenset(
        word
        for word, at in held.items()
        if tickets[at].sum() >= MIN_TICKETS
        and (people is None or len({one for text in at for one in people[names[text]]}) >= MIN_REQUESTERS)
    )


def _phrase_of(
    words: frozenset[str], heads: pd.DataFrame, says: Mapping[str, list[frozenset[str]]]
) -> tuple[str | None, str]:
    """Return the frame as the text says it that has most of its words, then most tickets; and that template's id."""
    pieces = [_pieces([text]) for text in heads["text"]]
    said = [[says[piece] for piece in one] for one in pieces]
    spans = [_span(words, one) for one in said]
    best = max(range(len(spans)), key=lambda n: (len({stem for _, stem in spans[n]}), -n))
    places = [place for place, _ in spans[best]]
    return _spelled(pieces[best], said[best], places) or None, heads["template_id"].iloc[best]


def _span(words: frozenset[str], said: list[list[frozenset[str]]]) -> list[tuple[int, str]]:
    """Return the places of *words* in the shortest part of a text that has all of them that it has, with the word."""
    at = [(place, min(one & words)) for place, stems in enumerate(said) for one in stems if one & words]
    every, best = len({stem for _, stem in at}), at
    for first in range(len(at)):
        seen: set[str] = set()
        for last in range(first, len(at)):
            seen.add(at[last][1])
            if len(seen) == every:
                if at[last][0] - at[first][0] < best[-1][0] - best[0][0]:
                    best = at[first : last + 1]
                break
    return best


def _spelled(pieces: list[str], said: list[list[frozenset[str]]], places: list[int]) -> str:
    """Return the pieces at *places* with what says nothing between them; what else stands there is a gap."""
    places = sorted(set(places))
    shown: list[str] = []
    for n, place in enumerate(places[:SHOWN]):
        between = range(places[n - 1] + 1, place) if n else range(0)
        shown += [_GAP] if any(said[one] for one in between) else [pieces[one] for one in between]
        shown.append(pieces[place])
    return spell(np.array(shown + [_GAP] * (len(places) > SHOWN)))


def _says_nothing(word: str) -> bool:
    return len(word) < 2 or word.startswith("<") or any(word in stop_words(name) for name in LANGUAGES)
