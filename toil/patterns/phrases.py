"""The phrases of a pattern's tickets that may be shown word for word, and how well each says what the pattern is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from toil.patterns.people import MIN_REQUESTERS, MIN_TICKETS, people_of, shared_by
from toil.patterns.spans import Spans, Written, count_tickets, read_written, shared_spans, spell, with_gaps
from toil.patterns.words import MAX_TEMPLATES

CANDIDATES = 20
"""Phrases of a pattern, the best first, that are asked how many people share them."""

SAYING = 2
"""Words of a phrase that say something, at least; a clause that enough tickets have may hold one."""

ENOUGH = 5
"""Words that say something beyond which a phrase is long."""
GAPS = 2
"""Words of a phrase that may be left out."""

SHARE, CLAUSE, SUMMARY, TORN, GAP, LONE, LONG = 0.12, 1.5, 1.5, 0.7, 0.8, 0.4, 0.8
"""A phrase counts by its centrality, times the share of the pattern's tickets that hold it to this power; so much
more where it is a whole clause, and where it stands in summaries; so much where it is torn off, for each gap, where
one word is all it says, and for each word that says something beyond five. Chosen by reading the labels of the
sample, banking77 and clinc150."""

TIED = 0.5
"""Share of a phrase's tickets in which the same word goes on from which the phrase is torn off without it."""


@dataclass(frozen=True)
class Weights:
    """Of each word in its pattern: c-TF-IDF weight and rarity; of each text the length of its pattern's profile."""

    weight: np.ndarray
    rarity: np.ndarray
    profile: np.ndarray


def shared_phrases(
    inside: pd.DataFrame, profile: pd.DataFrame, tickets: pd.DataFrame, ticket_templates: pd.DataFrame
) -> pd.DataFrame:
    """Return the best phrase of each pattern that enough tickets, by enough people where known, have in common.

    A phrase is a run of up to ten words within a clause that begins and ends with a word that says something, holds
    no courtesy and no word twice. Its score is the cosine of its words to the pattern's profile, weighed by how many
    of the pattern's tickets hold it and by whether it is a whole clause.

    Parameters
    ----------
    inside : pd.DataFrame
        Placed templates: columns template_id, pattern, text, tickets, language; most tickets first within a pattern.
    profile : pd.DataFrame
        As `profiles` returns it.
    tickets, ticket_templates : pd.DataFrame
        Contracts of these names.

    Returns
    -------
    pd.DataFrame
        Columns pattern, phrase (its best spelling), tickets, score, whole (whether it is a clause by itself); a
        pattern without such a phrase has no row.
    """
    heads = inside.groupby("pattern", sort=False).head(MAX_TEMPLATES).reset_index(drop=True)
    pattern, volume = heads["pattern"].to_numpy(), heads["tickets"].to_numpy(dtype=float)
    written = with_gaps(read_written(heads["text"], heads["language"]), pattern, volume, MIN_TICKETS)
    weights = _weights(written, heads["pattern"], profile)
    levels = list(shared_spans(written, pattern, volume, MIN_TICKETS))
    rated = [
        _rate(spans, longer, written, weights, pattern, volume)
        for spans, longer in zip(levels, [*levels[1:], None][: len(levels)], strict=True)
    ]
    if not levels:
        return pd.DataFrame({"pattern": [], "phrase": [], "tickets": [], "score": [], "whole": []})
    best = pd.concat(rated, keys=range(len(rated)), names=["level"]).reset_index("level")
    best = best.sort_values(["pattern", "score", "level", "start"], ascending=[True, False, False, True])
    best = best.groupby("pattern", sort=True).head(CANDIDATES).reset_index(drop=True)
    places = [levels[level].places(gram) for level, gram in zip(best["level"], best["gram"], strict=True)]
    people = people_of(heads["template_id"], tickets, ticket_templates)
    known = np.array([shared_by(people, written.text[at]) >= MIN_REQUESTERS for at in places], dtype=bool)
    best = best[known].drop_duplicates("pattern")
    phrase = [
        _spelling(written, levels[level].places(gram), levels[level].length, volume)
        for level, gram in zip(best["level"], best["gram"], strict=True)
    ]
    return best.assign(phrase=phrase).drop(columns=["level", "gram", "start"]).reset_index(drop=True)


def _weights(written: Written, pattern: pd.Series, profile: pd.DataFrame) -> Weights:
    of_word = pd.DataFrame({"pattern": pattern.to_numpy()[written.text], "stem": written.stem})
    found = of_word.merge(profile[["pattern", "stem", "weight", "rarity"]], on=["pattern", "stem"], how="left")
    length = np.sqrt((profile["weight"] ** 2).groupby(profile["pattern"]).sum())
    rarity = found["rarity"].fillna(profile["rarity"].max()).to_numpy() * written.content
    weight = found["weight"].fillna(0.0).to_numpy() * written.content
    return Weights(weight, rarity, pattern.map(length).fillna(np.inf).to_numpy())


def _rate(
    spans: Spans,
    longer: Spans | None,
    written: Written,
    weights: Weights,
    pattern: np.ndarray,
    volume: np.ndarray,
) -> pd.DataFrame:
    """Return pattern, gram, tickets and score of the runs that would make a label."""
    gram, first = np.unique(spans.gram, return_index=True)
    start = spans.starts[first]
    places = start[:, None] + np.arange(spans.length)
    content = written.content[places]
    fits = written.opens[start] & written.closes[places[:, -1]] & ~written.courtesy[places].any(axis=1)
    gaps = written.gap[places].sum(axis=1)
    fits &= (gaps <= GAPS) & ~(written.gap[places[:, 1:]] & written.gap[places[:, :-1]]).any(axis=1)
    says = content.sum(axis=1)
    fits &= (says > 0) & ~_twice(written.key[places], content)
    owner = pattern[written.text[start]]
    tickets = count_tickets(spans.gram, written.text[spans.starts], volume)
    last = spans.starts + spans.length - 1
    clause = _often(written.begins[spans.starts] & written.finishes[last], spans, written, volume)
    summary = _often(written.summary[spans.starts], spans, written, volume)
    product = (weights.weight[places] * weights.rarity[places]).sum(axis=1)
    length = np.sqrt((weights.rarity[places] ** 2).sum(axis=1)) * weights.profile[written.text[start]]
    share = tickets / np.bincount(pattern, volume)[owner]
    score = product / np.maximum(length, 1e-9) * share**SHARE
    score *= np.where(clause, CLAUSE, 1.0) * np.where(summary, SUMMARY, 1.0) * GAP**gaps
    if longer is not None:
        score *= np.where(_torn(spans, longer, tickets, written, volume), TORN, 1.0)
    score *= np.where(says < SAYING, LONE, 1.0) * LONG ** np.maximum(says - ENOUGH, 0)
    fits &= clause | ((says >= SAYING) & (product > 0))
    rated = {"pattern": owner, "gram": gram, "start": start, "tickets": tickets, "score": score.round(9)}
    return pd.DataFrame(rated | {"whole": clause})[fits]


def _torn(spans: Spans, longer: Spans, tickets: np.ndarray, written: Written, volume: np.ndarray) -> np.ndarray:
    """Return for each gram whether most of its tickets go on with one word, or begin with one that says something."""
    first = np.unique(longer.gram, return_index=True)[1]
    start = longer.starts[first]
    held = count_tickets(longer.gram, written.text[longer.starts], volume)
    at = spans.at(len(written.key))
    tied = np.zeros(len(tickets))
    goes_on = ~written.gap[start + longer.length - 1]
    np.maximum.at(tied, at[start[goes_on]], held[goes_on])
    says = written.content[start] & (at[start + 1] >= 0)
    np.maximum.at(tied, at[start[says] + 1], held[says])
    return tied >= TIED * tickets


def _often(wanted: np.ndarray, spans: Spans, written: Written, volume: np.ndarray) -> np.ndarray:
    """Return for each gram whether enough tickets hold it in a place that is *wanted* (a flag a run)."""
    tickets = count_tickets(spans.gram[wanted], written.text[spans.starts[wanted]], volume)
    return np.append(tickets, np.zeros(int(spans.gram.max()) + 1 - len(tickets))) >= MIN_TICKETS


def _twice(keys: np.ndarray, content: np.ndarray) -> np.ndarray:
    """Return for each row of *keys* whether a word that says something stands in it twice."""
    unlike = -1 - np.arange(keys.shape[1])
    ordered = np.sort(np.where(content, keys, unlike), axis=1)
    return (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)


def _spelling(written: Written, places: np.ndarray, length: int, volume: np.ndarray) -> str:
    """Return the spelling of a phrase: not in capitals where another is known, then most tickets.

    Accents are left out in haste and never put in by mistake, so the spelling with most of them goes first.
    """
    counts: dict[str, float] = {}
    for place in places:
        text = spell(written.piece[place : place + length])
        counts[text] = counts.get(text, 0.0) + volume[written.text[place]]
    return min(counts, key=lambda text: (_shouted(text), text.isascii(), -counts[text], text))


def _shouted(text: str) -> bool:
    return sum(word.isupper() and len(word) > 1 for word in text.split() if "<" not in word) > len(text.split()) / 2
