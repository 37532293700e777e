"""What another granularity would make of the patterns, without finding them anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from toil.patterns.amending import regroup
from toil.patterns.corpus import Corpus, read_corpus
from toil.patterns.dendrogram import merges_of
from toil.patterns.finding import canonical_order, renumber
from toil.patterns.fitting import Fit, tables_of
from toil.patterns.granularity import GRANULARITIES, centres_of, regrain, similarity_to
from toil.patterns.groups import mean_product
from toil.schema import conform
from toil.text.templates import subject_source
from toil.text.tokens import tokenize

JOINED = " + "


def compare_granularities(
    fit: Fit,
    tickets: pd.DataFrame,
    templates: pd.DataFrame,
    ticket_templates: pd.DataFrame,
    *,
    groups: Mapping[str, str] | None = None,
    min_tickets: int = 5,
    not_frames: Sequence[str] = (),
) -> pd.DataFrame:
    """Return what each granularity would give: contract ``granularities``, coarser first.

    Parameters
    ----------
    fit : Fit
        As `fit_patterns` returns it at granularity "normal", before people's groups.
    tickets, templates, ticket_templates : pd.DataFrame
        What *fit* was made from.
    groups : mapping of template id to group name, optional
        People's groups; they win at every granularity, as in `regroup`.
    min_tickets, not_frames : int, sequence of str
        As they were for *fit*.

    Returns
    -------
    pd.DataFrame
        ``first_from`` and ``first_to`` name the change that comes first: the two patterns that read most alike and
        what they merge into, or the loosest pattern that is cut and what it is cut into.
    """
    fits = dict.fromkeys(GRANULARITIES, fit)
    firsts: dict[str, tuple[str | None, str | None]] = dict.fromkeys(GRANULARITIES, (None, None))
    if subject_source(tickets) == "text" and len(fit.patterns):
        weight = templates["tickets"].to_numpy(dtype=float)
        corpus = read_corpus(tokenize(templates["text"]), weight, not_frames=not_frames)
        labels = _labels(fit, templates, corpus)
        for granularity in GRANULARITIES[::2]:
            moved = regrain(
                labels,
                corpus.rows,
                corpus.tickets,
                corpus.languages,
                granularity=granularity,
                min_tickets=min_tickets,
            )
            moved = renumber(moved, canonical_order(moved, corpus))
            fits[granularity] = _described(moved, corpus, tickets, templates, ticket_templates)
            first = _first_merge if granularity == "coarser" else _first_cut
            firsts[granularity] = first(labels, moved, corpus, fit.patterns, fits[granularity].patterns)
    rows = [
        _summary(regroup(fits[name], tickets, templates, ticket_templates, groups or {}))
        | {"granularity": name, "first_from": firsts[name][0], "first_to": firsts[name][1]}
        for name in GRANULARITIES
    ]
    return conform("granularities", pd.DataFrame(rows))


def _labels(fit: Fit, templates: pd.DataFrame, corpus: Corpus) -> np.ndarray:
    """Return the row in ``fit.patterns`` of each distinct text; -1 is none."""
    of_template = fit.ticket_patterns.drop_duplicates("template_id").set_index("template_id")["pattern_id"]
    place = {name: row for row, name in enumerate(fit.patterns["pattern_id"])}
    labels = np.full(len(corpus), -1)
    labels[corpus.member] = [place.get(name, -1) for name in templates["template_id"].map(of_template)]
    return labels


def _described(
    labels: np.ndarray,
    corpus: Corpus,
    tickets: pd.DataFrame,
    templates: pd.DataFrame,
    ticket_templates: pd.DataFrame,
) -> Fit:
    similarity, margin = similarity_to(labels, corpus.rows, corpus.tickets)
    placed = templates.assign(
        pattern=labels[corpus.member], similarity=similarity[corpus.member], margin=margin[corpus.member]
    )
    return tables_of(placed, tickets, ticket_templates, {})


def _summary(fit: Fit) -> dict[str, object]:
    counts = fit.patterns["tickets"]
    return {
        "patterns": len(counts),
        "placed": counts.sum(),
        "median_tickets": counts.median(),
        "largest_share": counts.max() / counts.sum() if len(counts) else np.nan,
    }


def _first_merge(
    labels: np.ndarray, moved: np.ndarray, corpus: Corpus, before: pd.DataFrame, after: pd.DataFrame
) -> tuple[str | None, str | None]:
    """Return the labels of the two patterns that read most alike, and of what they merge into; None where none do."""
    merges = merges_of(centres_of(labels, corpus.rows, corpus.tickets))
    if len(after) == len(before) or not len(merges):
        return None, None
    pair = sorted(merges[0, :2].astype(int).tolist())
    into = int(moved[np.flatnonzero(labels == pair[0])[0]])
    return JOINED.join(before["label"].iloc[pair]), str(after["label"].iloc[into])


def _first_cut(
    labels: np.ndarray, moved: np.ndarray, corpus: Corpus, before: pd.DataFrame, after: pd.DataFrame
) -> tuple[str | None, str | None]:
    """Return the label of the loosest pattern that is cut, and those of its parts; None where none is."""
    inside = labels >= 0
    pairs = np.unique(np.stack([labels[inside], moved[inside]]), axis=1)
    cut = np.flatnonzero(np.bincount(pairs[0], minlength=len(before)) > 1)
    if not len(cut):
        return None, None
    first = int(cut[mean_product(corpus.rows, labels)[cut].round(9).argmin()])
    return str(before["label"].iloc[first]), JOINED.join(after["label"].iloc[pairs[1][pairs[0] == first]])
