"""Tickets -> templates: the distinct masked texts, and which ticket reads like which."""

from __future__ import annotations

import hashlib
import logging

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.schema import conform
from toil.text.languages import LANGUAGES, UNKNOWN, language_codes
from toil.text.masking import EMPTY, arrow_texts, clean, mask_words, tidy, unmasked_words
from toil.text.rules import says_something
from toil.text.tokens import Tokens, tokens_of

CODES = ("category", "subcategory", "symptom")
"""What was asked, in codes. The resolution code is what was done: evidence for homogeneity, so never a part of it."""

TEXT_SHARE = 0.5
"""Share of tickets with a summary or description from which free text is the subject."""

BETWEEN = " — "
"""What stands between summary and description in a subject."""

_log = logging.getLogger(__name__)


def subject_source(tickets: pd.DataFrame) -> str:
    """Return "text" where at least half of *tickets* say something in words, else "codes"."""
    written = tickets["summary"].fillna("").str.strip().ne("") | tickets["description"].fillna("").str.strip().ne("")
    return "text" if len(tickets) and written.mean() >= TEXT_SHARE else "codes"


def build_templates(tickets: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the templates of *tickets*, and the template of each ticket.

    The subject of a ticket is its summary and description; where less than half of the tickets have any, it is the
    category, subcategory and symptom, each taken whole and never masked. A template is keyed by the hash of its
    tokens (lower case, accents folded, punctuation gone); its text is the variant that most tickets have, then the
    first by order of text, so the order of tickets doesn't matter.

    Parameters
    ----------
    tickets : pd.DataFrame
        Contract ``tickets``.

    Returns
    -------
    tuple of pd.DataFrame
        Contracts ``templates`` (most tickets first) and ``ticket_templates`` (in the order of *tickets*).
    """
    return count_templates(mask_subjects(tickets, subject_source(tickets)))


def mask_subjects(tickets: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return what each ticket is about as one masked text: all of `build_templates` that looks at one ticket alone.

    So a month that was read once need not be read again when another follows.

    Parameters
    ----------
    tickets : pd.DataFrame
        Contract ``tickets``.
    source : str
        "text" or "codes", as `subject_source` gives it for all tickets that will be counted together.

    Returns
    -------
    pd.DataFrame
        Contract ``subjects``, in the order of *tickets*.
    """
    subjects = subjects_of(tickets, source)
    masked = tidy(mask_words(subjects).join()) if source == "text" else subjects
    text = pd.Series(masked, dtype="str").to_numpy()
    return conform("subjects", pd.DataFrame({"ticket_id": tickets["ticket_id"].to_numpy(), "text": text}))


def count_templates(subjects: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the templates of *subjects* (contract ``subjects``), and the template of each, as `build_templates`."""
    texts = arrow_texts(subjects["text"])
    tokens = tokens_of(unmasked_words(texts))
    group, first = _same_tokens(tokens)
    text, count = _commonest(group, texts, len(first))
    del texts
    pa.default_memory_pool().release_unused()  # a million texts leave much behind, and the clustering comes next
    distinct = tokens.take(first)
    ids = np.array(
        [
            _hash(words)
            for at in range(0, len(first), 50_000)
            for words in tokens.take(first[at : at + 50_000]).lists()
        ],
        dtype=object,
    )
    names = np.array([*LANGUAGES, UNKNOWN], dtype=object)
    templates = pd.DataFrame(
        {"template_id": ids, "text": text, "tickets": count, "language": names[language_codes(distinct)]}
    ).sort_values(["tickets", "text", "template_id"], ascending=[False, True, True])
    ticket_templates = pd.DataFrame({"ticket_id": subjects["ticket_id"].to_numpy(), "template_id": ids[group]})
    _log.info("templates: %d tickets in, %d templates out", len(subjects), len(templates))
    return conform("templates", templates), conform("ticket_templates", ticket_templates)


def subjects_of(tickets: pd.DataFrame, source: str) -> pa.Array:
    """Return what each ticket is about as one cleaned text, not yet masked: from "text" or from "codes"."""
    if source == "codes":
        parts = [pc.utf8_trim_whitespace(arrow_texts(tickets[column].astype("str"))) for column in CODES]
        return _joined(parts)
    summary = pc.utf8_trim_whitespace(clean(arrow_texts(tickets["summary"])))
    description = pc.utf8_trim_whitespace(_clean_beside(summary, arrow_texts(tickets["description"])))
    return _joined([summary, _without_repeat(summary, description)])


def _clean_beside(summary: pa.Array, description: pa.Array) -> pa.Array:
    """Return *description* cleaned, by what the cleaned *summary* beside each already says."""
    said = says_something(summary)
    beside, alone = clean(description.filter(said), beside_summary=True), clean(description.filter(pc.invert(said)))
    return pc.replace_with_mask(pc.replace_with_mask(description, said, beside), pc.invert(said), alone)


def _without_repeat(summary: pa.Array, description: pa.Array) -> pa.Array:
    """Return the description, empty where it says the summary again."""
    same = pc.equal(pc.utf8_lower(summary), pc.utf8_lower(description))
    return pc.if_else(same, EMPTY, description)


def _joined(parts: list[pa.Array]) -> pa.Array:
    """Return the parts of each row that say something, one after the other.

    Not by ``null_handling="skip"`` of Arrow, which drops a row whose parts are all null.
    """
    joined, *rest = parts
    for part in rest:
        both = pc.and_(pc.not_equal(joined, ""), pc.not_equal(part, ""))
        between = pc.if_else(both, pa.scalar(BETWEEN, pa.large_string()), EMPTY)
        joined = pc.binary_join_element_wise(joined, between, part, EMPTY)
    return joined


def _same_tokens(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Return the group of each text, texts with the same tokens together, and one text of each group."""
    _, first, group = np.unique(tokens.fingerprints(), return_index=True, return_inverse=True)
    return group, first


def _commonest(group: np.ndarray, texts: pa.Array, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the commonest text of each group (then the smallest), and how many tickets the group has."""
    coded = texts.dictionary_encode()
    words = coded.dictionary.to_numpy(zero_copy_only=False)
    order = np.argsort(words.astype(object), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    pairs, counts = np.unique(group * len(words) + rank[coded.indices.to_numpy()], return_counts=True)
    owner, text = pairs // max(len(words), 1), pairs % max(len(words), 1)
    best = np.lexsort((text, -counts, owner))
    chosen = best[np.unique(owner[best], return_index=True)[1]]
    return words[order[text[chosen]]], np.bincount(group, minlength=groups)


def _hash(words: list[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest()
