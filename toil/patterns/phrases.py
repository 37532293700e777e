"""The phrases of a pattern's tickets that may be shown word for word."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from toil.text.templates import BETWEEN
from toil.text.tokens import tokenize

MIN_TICKETS, MIN_REQUESTERS = 5, 3
"""A phrase is shown word for word only where so many tickets by so many people share it; else words stand for it."""

MAX_WORDS = 10
CANDIDATES = 20
"""Phrases of a pattern, those with most tickets first, that are looked at."""

_END = re.compile(r"(?<=\w)[.;:!?](?:\s|$)|\s[–—-]\s|\n")
_COLUMNS = ["pattern", "key", "phrase", "language", "tickets", "requesters"]


def phrase_of(text: str) -> str:
    """Return the first clause of a masked *text*, ten words at most.

    >>> phrase_of("Servidor <HOST> sem espaço — o disco encheu de novo")
    'Servidor <HOST> sem espaço'
    """
    clauses = [part.strip(" .,;:!?–—-") for part in _END.split(text.split(BETWEEN)[0])]
    clause = next((part for part in clauses if len(part.split()) > 1), clauses[0])
    words = clause.split()
    return clause if len(words) <= MAX_WORDS else " ".join(words[:MAX_WORDS]) + "…"


def shared_phrases(inside: pd.DataFrame, tickets: pd.DataFrame, ticket_templates: pd.DataFrame) -> pd.DataFrame:
    """Return the phrases that enough tickets, by enough people where people are known, have in common.

    Parameters
    ----------
    inside : pd.DataFrame
        Placed templates: columns template_id, pattern, text, tickets, language.
    tickets, ticket_templates : pd.DataFrame
        Contracts of these names.

    Returns
    -------
    pd.DataFrame
        Columns pattern, phrase (its commonest spelling), language, tickets.
    """
    phrased = inside.assign(phrase=[phrase_of(text) for text in inside["text"]])
    phrased = phrased.assign(key=_same_words(phrased["phrase"]))
    phrased = phrased[phrased["key"] != ""]
    spelling = phrased.sort_values(["tickets", "phrase"], ascending=[False, True]).drop_duplicates(["pattern", "key"])
    volume = phrased.groupby(["pattern", "key"], sort=True)["tickets"].sum().reset_index()
    common = volume[volume["tickets"] >= MIN_TICKETS].sort_values(
        ["pattern", "tickets", "key"], ascending=[True, False, True]
    )
    common = common.groupby("pattern", sort=True).head(CANDIDATES)
    common = common.merge(spelling[["pattern", "key", "phrase", "language"]], on=["pattern", "key"])
    people = _requesters(phrased.merge(common[["pattern", "key"]]), tickets, ticket_templates)
    if people is None:
        return common.reset_index(drop=True)
    known = people.reindex(pd.MultiIndex.from_frame(common[["pattern", "key"]])).fillna(0).to_numpy()
    return common[known >= MIN_REQUESTERS].reset_index(drop=True)


def _same_words(phrases: pd.Series) -> list[str]:
    """Return what phrases must share to count as one: their words, without case, accents and punctuation."""
    return [" ".join(words) for words in tokenize(phrases).lists()]


def _requesters(phrased: pd.DataFrame, tickets: pd.DataFrame, ticket_templates: pd.DataFrame) -> pd.Series | None:
    """Return how many people share each phrase of each pattern, or None where no requester is known.

    A ticket that monitoring wrote stands for a person of its own: it tells of nobody.
    """
    if tickets["requester"].isna().all():
        return None
    machine = tickets["kind"].eq("alert").fillna(False) | tickets["channel"].eq("monitoring").fillna(False)
    people = tickets["requester"].mask(machine, "machine " + tickets["ticket_id"])
    who = ticket_templates.assign(requester=people.to_numpy()[_rows_of(ticket_templates, tickets)])
    joined = phrased[["template_id", "pattern", "key"]].merge(who, on="template_id")
    return joined.groupby(["pattern", "key"])["requester"].nunique()


def _rows_of(ticket_templates: pd.DataFrame, tickets: pd.DataFrame) -> np.ndarray:
    if ticket_templates["ticket_id"].equals(tickets["ticket_id"].reset_index(drop=True)):
        return np.arange(len(tickets))
    return pd.Index(tickets["ticket_id"]).get_indexer(ticket_templates["ticket_id"])
