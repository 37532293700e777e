"""Templates of tickets -> the tables of their patterns."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from toil.patterns.clustering import Clustering
from toil.patterns.corpus import Corpus, read_corpus
from toil.patterns.embedders import Embedder
from toil.patterns.finding import canonical_order, find_patterns, renumber
from toil.patterns.granularity import at_granularity
from toil.patterns.labels import BETWEEN_TERMS, label_patterns, unsaid_terms
from toil.patterns.learned import frames_table
from toil.patterns.phrases import shared_phrases
from toil.patterns.purity import expected_purity
from toil.patterns.samples import sample_tickets
from toil.patterns.semantic import SemanticClustering
from toil.patterns.stability import DRAWS, stability_of
from toil.patterns.themes import name_themes, theme_numbers, theme_of_code
from toil.patterns.words import TERMS, distinguishing_terms, profiles, read_words
from toil.schema import conform, empty
from toil.text.templates import subject_source
from toil.text.tokens import tokenize

PROVISIONAL = "t:"
RARE = 1000
"""A pattern has at least one ticket in so many."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fit:
    """The patterns of a squad's window: contracts ``patterns``, ``ticket_patterns`` and ``pattern_samples``.

    ``frames`` (contract of this name) is what was left out to find them; who changes the tables later does without.
    """

    patterns: pd.DataFrame
    ticket_patterns: pd.DataFrame
    pattern_samples: pd.DataFrame
    frames: pd.DataFrame = field(default_factory=lambda: empty("frames"))


def fit_patterns(
    tickets: pd.DataFrame,
    templates: pd.DataFrame,
    ticket_templates: pd.DataFrame,
    *,
    min_tickets: int = 5,
    granularity: str = "normal",
    random_state: int = 0,
    draws: int = DRAWS,
    embedder: Embedder | None = None,
    not_frames: Sequence[str] = (),
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
    granularity : str
        "normal"; "coarser" merges patterns that read alike, "finer" cuts patterns into parts that read apart. Codes
        stay as they are.
    random_state : int
        Seed of the draws behind ``stability``.
    draws : int
        Draws behind ``stability``; 0 leaves it unknown.
    embedder : Embedder, optional
        Brings meanings in; without one, wording alone decides.
    not_frames : sequence of str
        What people say is no frame, so that its words stay; see `toil.patterns.frames`.

    Returns
    -------
    Fit
        Pattern ids are provisional, ``"t:"`` and the id of the heaviest template; `identify` gives lasting ones.
    """
    if subject_source(tickets) == "codes":
        fit = tables_of(_repeated_codes(templates, min_tickets), tickets, ticket_templates, {})
        return replace(fit, frames=frames_table([], templates, tickets, ticket_templates, not_frames))
    corpus, found = _find(templates, min_tickets, granularity, embedder, not_frames)
    order = canonical_order(found.labels, corpus)
    stability = stability_of(
        found, corpus.rows, min_tickets, granularity=granularity, random_state=random_state, draws=draws
    )
    placed = templates.assign(
        distinct=corpus.member,
        pattern=renumber(found.labels, order)[corpus.member],
        similarity=found.similarity[corpus.member],
        margin=found.margin[corpus.member],
    )
    fit = tables_of(placed, tickets, ticket_templates, dict(enumerate(stability[order])))
    return replace(
        fit,
        patterns=fit.patterns.assign(purity=expected_purity(fit.patterns, embedder)),
        frames=frames_table(corpus.frames, placed, tickets, ticket_templates, not_frames),
    )


def measure_stability(
    tickets: pd.DataFrame,
    templates: pd.DataFrame,
    *,
    min_tickets: int = 5,
    granularity: str = "normal",
    random_state: int = 0,
    draws: int = DRAWS,
    embedder: Embedder | None = None,
    not_frames: Sequence[str] = (),
) -> pd.Series:
    """Return by template id the stability of the pattern that `fit_patterns` puts each of *templates* in.

    Parameters are those of `fit_patterns`. NaN where it puts a template in none, and where subjects are codes.
    """
    ids = templates["template_id"].to_numpy()
    if subject_source(tickets) == "codes":
        return pd.Series(np.nan, index=ids)
    corpus, found = _find(templates, min_tickets, granularity, embedder, not_frames)
    stability = stability_of(
        found, corpus.rows, min_tickets, granularity=granularity, random_state=random_state, draws=draws
    )
    return pd.Series(np.append(stability, np.nan)[found.labels[corpus.member]], index=ids)


def _find(
    templates: pd.DataFrame,
    min_tickets: int,
    granularity: str,
    embedder: Embedder | None,
    not_frames: Sequence[str],
) -> tuple[Corpus, Clustering | SemanticClustering]:
    tickets = templates["tickets"].to_numpy(dtype=float)
    corpus = read_corpus(tokenize(templates["text"]), tickets, not_frames=not_frames)
    return corpus, at_granularity(find_patterns(corpus, min_tickets, embedder), corpus, granularity, min_tickets)


def _repeated_codes(templates: pd.DataFrame, min_tickets: int) -> pd.DataFrame:
    """Return *templates*, most tickets first, each a pattern of its own where it has text and enough tickets."""
    least = max(min_tickets, templates["tickets"].sum() / RARE)
    repeats = (templates["tickets"] >= least) & templates["text"].ne("")
    return templates.assign(
        pattern=np.where(repeats, np.cumsum(repeats) - 1, -1),
        similarity=np.where(repeats, 1.0, np.nan),
        margin=np.where(repeats, 1.0, np.nan),
    )


def tables_of(
    placed: pd.DataFrame, tickets: pd.DataFrame, ticket_templates: pd.DataFrame, stability: Mapping[int, float]
) -> Fit:
    """Return the tables of *placed* templates: columns of ``templates``, pattern (-1 is none), similarity, margin."""
    inside = placed[placed["pattern"] >= 0].sort_values(
        ["pattern", "tickets", "template_id"], ascending=[True, False, True]
    )
    heaviest = inside.drop_duplicates("pattern")
    ids = dict(zip(heaviest["pattern"], PROVISIONAL + heaviest["template_id"], strict=True))
    names = np.array([ids.get(pattern) for pattern in placed["pattern"]], dtype=object)
    facts = placed.assign(pattern_id=pd.Series(names, index=placed.index, dtype="str")).set_index("template_id")
    ticket_patterns = ticket_templates.join(
        facts[["pattern_id", "similarity", "margin", "language"]], on="template_id"
    )
    in_pattern = int(ticket_patterns["pattern_id"].notna().sum())
    _log.info(
        "patterns: %d templates in, %d patterns out, %d of %d tickets placed",
        len(placed), len(ids), in_pattern, len(ticket_patterns),
    )  # fmt: skip
    if not ids:
        return Fit(empty("patterns"), conform("ticket_patterns", ticket_patterns), empty("pattern_samples"))
    patterns = _describe(inside, tickets, ticket_templates).assign(
        pattern_id=lambda p: p["pattern"].map(ids),
        stability=lambda p: p["pattern"].map(stability).astype("float64"),
        purity=expected_purity,
    )
    return Fit(
        conform("patterns", patterns.drop(columns="pattern")),
        conform("ticket_patterns", ticket_patterns),
        conform("pattern_samples", sample_tickets(ticket_patterns)),
    )


def _describe(inside: pd.DataFrame, tickets: pd.DataFrame, ticket_templates: pd.DataFrame) -> pd.DataFrame:
    """Return what there is to say of each pattern, most tickets first."""
    labels, terms, themes = _name(inside, tickets, ticket_templates)
    grouped = inside.groupby("pattern", sort=True)
    spoken = inside.groupby(["pattern", "language"], sort=True)["tickets"].sum().reset_index()
    spoken = spoken.sort_values(["pattern", "tickets", "language"], ascending=[True, False, True])
    volume = grouped["tickets"].sum()
    weighted = (inside["similarity"] * inside["tickets"]).groupby(inside["pattern"]).sum()
    described = pd.DataFrame(
        {
            "label": pd.Series(labels),
            "terms": pd.Series({pattern: BETWEEN_TERMS.join(words[:TERMS]) for pattern, words in terms.items()}),
            "theme": pd.Series(themes),
            "tickets": volume,
            "templates": grouped.size(),
            "language": spoken.drop_duplicates("pattern").set_index("pattern")["language"],
            "cohesion": weighted / volume,
            "first_month": tickets["month"].min(),
        }
    )
    return described.rename_axis("pattern").reset_index()


def _name(
    inside: pd.DataFrame, tickets: pd.DataFrame, ticket_templates: pd.DataFrame
) -> tuple[dict[int, str], dict[int, list[str]], dict[int, str]]:
    """Return label, terms and theme of each pattern; codes are their own label, the first of them is the theme."""
    terms: dict[int, list[str]] = {int(pattern): [] for pattern in inside["pattern"].unique()}
    if subject_source(tickets) == "codes":
        codes = inside.drop_duplicates("pattern").set_index("pattern")["text"]
        return codes.to_dict(), terms, codes.map(theme_of_code).to_dict()
    profile = profiles(read_words(inside))
    terms |= distinguishing_terms(profile)
    phrases = shared_phrases(inside, profile, tickets, ticket_templates)
    languages = inside.drop_duplicates("pattern").set_index("pattern")["language"]
    labels = label_patterns(phrases, terms, unsaid_terms(phrases, profile, languages))
    numbers, framed = theme_numbers(inside)
    return labels, terms, name_themes(numbers, profile, labels, framed)
