"""Templates of tickets -> the tables of their patterns."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toil.patterns.clusterer import canonical_labels
from toil.patterns.clustering import Clustering, cluster
from toil.patterns.corpus import Corpus, read_corpus
from toil.patterns.labels import BETWEEN_TERMS, TERMS, distinguishing_terms, label_patterns, phrase_of
from toil.schema import conform, empty
from toil.text.templates import subject_source
from toil.text.tokens import tokenize

PROVISIONAL = "t:"
RARE = 1000
"""A pattern has at least one ticket in so many."""

SAMPLES = 5

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fit:
    """The patterns of a squad's window: contracts ``patterns``, ``ticket_patterns`` and ``pattern_samples``."""

    patterns: pd.DataFrame
    ticket_patterns: pd.DataFrame
    pattern_samples: pd.DataFrame


def fit_patterns(
    tickets: pd.DataFrame,
    templates: pd.DataFrame,
    ticket_templates: pd.DataFrame,
    *,
    min_tickets: int = 5,
    random_state: int = 0,
) -> Fit:
    """Find the patterns among *templates*.

    Where the subjects are codes there is no wording to vary: each combination of codes that repeats is a pattern of
    its own, exact. Elsewhere templates are clustered; see `TicketClusterer`.

    Parameters
    ----------
    tickets, templates, ticket_templates : pd.DataFrame
        Contracts of these names; *templates* and *ticket_templates* as `toil.text.build_templates` gives them.
    min_tickets : int
        Tickets that make a pattern; at least a thousandth of the tickets of its language.
    random_state : int
        Seed of the draws behind ``stability``.

    Returns
    -------
    Fit
        Pattern ids are provisional, ``"t:"`` and the id of the heaviest template; `identify` gives lasting ones.
    """
    coded = subject_source(tickets) == "codes"
    placed = _repeated_codes(templates, min_tickets) if coded else _placed_templates(templates, min_tickets)
    return _tables(placed, tickets, ticket_templates)


def _repeated_codes(templates: pd.DataFrame, min_tickets: int) -> pd.DataFrame:
    """Return *templates*, most tickets first, each a pattern of its own where it has text and enough tickets."""
    least = max(min_tickets, templates["tickets"].sum() / RARE)
    repeats = (templates["tickets"] >= least) & templates["text"].ne("")
    return templates.assign(
        pattern=np.where(repeats, np.cumsum(repeats) - 1, -1),
        similarity=np.where(repeats, 1.0, np.nan),
        margin=np.where(repeats, 1.0, np.nan),
    )


def _placed_templates(templates: pd.DataFrame, min_tickets: int) -> pd.DataFrame:
    tokens = tokenize(templates["text"])
    corpus = read_corpus(tokens, templates["tickets"].to_numpy(dtype=float))
    found = cluster(corpus.rows, corpus.tickets, corpus.languages, min_tickets)
    return _with_patterns(templates, corpus, found)


def _with_patterns(templates: pd.DataFrame, corpus: Corpus, found: Clustering) -> pd.DataFrame:
    return templates.assign(
        pattern=canonical_labels(found, corpus)[corpus.member],
        similarity=found.similarity[corpus.member],
        margin=found.margin[corpus.member],
    )


def _tables(placed: pd.DataFrame, tickets: pd.DataFrame, ticket_templates: pd.DataFrame) -> Fit:
    ids = _provisional_ids(placed)
    names = placed["pattern"].map(ids).astype("str") if ids else pd.Series(pd.NA, index=placed.index, dtype="str")
    by_template = placed.assign(pattern_id=names).set_index("template_id")
    ticket_patterns = ticket_templates.join(
        by_template[["pattern_id", "similarity", "margin", "language"]], on="template_id"
    )
    if not ids:
        _log.info("patterns: %d templates in, none repeats", len(placed))
        return Fit(empty("patterns"), conform("ticket_patterns", ticket_patterns), empty("pattern_samples"))
    patterns = _describe(placed, ids, tickets, ticket_patterns)
    samples = _samples(ticket_patterns)
    _log.info("patterns: %d templates in, %d patterns, %d of %d tickets placed", len(placed), len(patterns),
              int(ticket_patterns["pattern_id"].notna().sum()), len(ticket_patterns))  # fmt: skip
    return Fit(
        conform("patterns", patterns),
        conform("ticket_patterns", ticket_patterns),
        conform("pattern_samples", samples),
    )


def _provisional_ids(placed: pd.DataFrame) -> dict[int, str]:
    inside = placed[placed["pattern"] >= 0].sort_values(
        ["pattern", "tickets", "template_id"], ascending=[True, False, True]
    )
    heaviest = inside.drop_duplicates("pattern")
    return dict(zip(heaviest["pattern"], PROVISIONAL + heaviest["template_id"], strict=True))


def _describe(
    placed: pd.DataFrame, ids: Mapping[int, str], tickets: pd.DataFrame, ticket_patterns: pd.DataFrame
) -> pd.DataFrame:
    inside = placed[placed["pattern"] >= 0]
    coded = subject_source(tickets) == "codes"
    terms: dict[int, list[str]] = {pattern: [] for pattern in ids} if coded else distinguishing_terms(inside)
    labels = (
        inside.set_index("pattern")["text"].to_dict()
        if coded
        else label_patterns(_phrases(inside, tickets, ticket_patterns), terms)
    )
    months = tickets["month"].min() if len(tickets) else ""
    rows = [
        {
            "pattern_id": ids[pattern],
            "label": labels[pattern],
            "terms": BETWEEN_TERMS.join(terms[pattern][:TERMS]),
            "tickets": int(members["tickets"].sum()),
            "templates": len(members),
            "language": members.groupby("language")["tickets"].sum().sort_index().idxmax(),
            "stability": np.nan,
            "cohesion": float(np.average(members["similarity"], weights=members["tickets"])),
            "first_month": months,
        }
        for pattern, members in inside.groupby("pattern", sort=True)
    ]
    return pd.DataFrame(
        rows,
        columns=[
            "pattern_id",
            "label",
            "terms",
            "tickets",
            "templates",
            "language",
            "stability",
            "cohesion",
            "first_month",
        ],
    )


def _phrases(inside: pd.DataFrame, tickets: pd.DataFrame, ticket_patterns: pd.DataFrame) -> pd.DataFrame:
    of_template = inside.assign(phrase=[phrase_of(text) for text in inside["text"]]).set_index("template_id")
    joined = ticket_patterns[["ticket_id", "template_id"]].join(
        of_template[["pattern", "phrase", "similarity"]], on="template_id", how="inner"
    )
    joined = joined.assign(
        key=joined["phrase"].str.casefold(),
        requester=joined["ticket_id"].map(tickets.set_index("ticket_id")["requester"]),
    )
    grouped = joined.groupby(["pattern", "key"], sort=True)
    known = joined["requester"].notna().any()
    return pd.DataFrame(
        {
            "phrase": grouped["phrase"].min(),
            "tickets": grouped.size(),
            "requesters": grouped["requester"].nunique() if known else np.nan,
            "centrality": grouped["similarity"].mean(),
        }
    ).reset_index()


def _samples(ticket_patterns: pd.DataFrame) -> pd.DataFrame:
    inside = ticket_patterns[ticket_patterns["pattern_id"].notna()]
    one_each = inside.sort_values(["pattern_id", "template_id", "ticket_id"]).drop_duplicates("template_id")
    central = one_each.sort_values(["pattern_id", "similarity", "ticket_id"], ascending=[True, False, True])
    central = central.groupby("pattern_id", sort=True).head(SAMPLES)
    rest = one_each.drop(central.index).sort_values(["pattern_id", "margin", "ticket_id"])
    borderline = rest.groupby("pattern_id", sort=True).head(SAMPLES)
    parts = [
        part.assign(role=role, rank=part.groupby("pattern_id").cumcount() + 1)
        for role, part in (("central", central), ("borderline", borderline))
    ]
    columns = ["pattern_id", "ticket_id", "role", "rank", "similarity"]
    return pd.concat(parts)[columns].sort_values(["pattern_id", "role", "rank"], ascending=[True, False, True])


def regroup(
    fit: Fit,
    tickets: pd.DataFrame,
    templates: pd.DataFrame,
    ticket_templates: pd.DataFrame,
    groups: Mapping[str, str],
) -> Fit:
    """Return *fit* with templates moved to the groups that people gave them.

    Parameters
    ----------
    groups : mapping of template id to group name
        Templates of one name make one pattern; a template that *groups* does not name stays where it is.
    """
    if not groups:
        return fit
    of_template = fit.ticket_patterns.drop_duplicates("template_id").set_index("template_id")
    placed = templates.assign(
        similarity=templates["template_id"].map(of_template["similarity"]),
        margin=templates["template_id"].map(of_template["margin"]),
        name=templates["template_id"].map(of_template["pattern_id"]).astype("object"),
    )
    moved = placed["template_id"].map(groups)
    placed["name"] = placed["name"].where(moved.isna(), "group:" + moved.astype("object").fillna(""))
    placed["similarity"] = placed["similarity"].where(placed["name"].isna() | placed["similarity"].notna(), 1.0)
    placed["margin"] = placed["margin"].where(placed["name"].isna() | placed["margin"].notna(), 0.0)
    volume = placed.dropna(subset="name").groupby("name")["tickets"].sum().reset_index()
    order = volume.sort_values(["tickets", "name"], ascending=[False, True])["name"].tolist()
    rank = {name: place for place, name in enumerate(order)}
    placed["pattern"] = [rank.get(name, -1) for name in placed["name"]]
    return _tables(placed.drop(columns="name"), tickets, ticket_templates)


def rename_ids(fit: Fit, ids: Mapping[str, str], first_months: Mapping[str, str]) -> Fit:
    """Return *fit* with pattern ids replaced by *ids*, and with the first month of each published id."""
    patterns = fit.patterns.assign(pattern_id=fit.patterns["pattern_id"].map(ids))
    patterns["first_month"] = [
        first_months.get(i, m) for i, m in zip(patterns["pattern_id"], patterns["first_month"], strict=True)
    ]
    tickets = fit.ticket_patterns.assign(pattern_id=fit.ticket_patterns["pattern_id"].map(ids).astype("str"))
    samples = fit.pattern_samples.assign(pattern_id=fit.pattern_samples["pattern_id"].map(ids))
    return Fit(
        conform("patterns", patterns), conform("ticket_patterns", tickets), conform("pattern_samples", samples)
    )
