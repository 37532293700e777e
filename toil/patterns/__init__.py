"""Templates -> patterns: the work that repeats, what it is called, and how sure that is.

`TicketClusterer` is imported when it is asked for: scikit-learn takes as long as all the rest of the suite, and the
stages do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toil.patterns.amending import join_patterns, regroup, rename_ids
from toil.patterns.elsewhere import group_matches, match_squads
from toil.patterns.embedders import CachedEmbedder, Embedder, open_embedder
from toil.patterns.events import Span, change_between, join_events
from toil.patterns.fitting import Fit, fit_patterns, measure_stability
from toil.patterns.identity import first_months, identify, register
from toil.patterns.labels import carry_labels
from toil.patterns.purity import expected_purity
from toil.patterns.remedies import share_remedies
from toil.patterns.scope import scope_change
from toil.patterns.themes import carry_themes
from toil.patterns.what_if import compare_granularities

if TYPE_CHECKING:
    from toil.patterns.clusterer import TicketClusterer

__all__ = [
    "CachedEmbedder",
    "Embedder",
    "Fit",
    "Span",
    "TicketClusterer",
    "carry_labels",
    "carry_themes",
    "change_between",
    "compare_granularities",
    "expected_purity",
    "first_months",
    "fit_patterns",
    "group_matches",
    "identify",
    "join_events",
    "join_patterns",
    "match_squads",
    "measure_stability",
    "open_embedder",
    "register",
    "regroup",
    "rename_ids",
    "scope_change",
    "share_remedies",
]


def __getattr__(name: str) -> Any:
    if name == "TicketClusterer":
        from toil.patterns.clusterer import TicketClusterer

        return TicketClusterer
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
