"""What the pattern steps of a squad's month compute, from tables to tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from toil.decisions import apply_grouping, find_joins
from toil.patterns import (
    Embedder,
    Fit,
    Span,
    carry_labels,
    carry_themes,
    compare_granularities,
    expected_purity,
    first_months,
    fit_patterns,
    identify,
    join_events,
    join_patterns,
    measure_stability,
    regroup,
    rename_ids,
)
from toil.settings import Patterns
from toil.steps.cached import Tables
from toil.text import count_templates

_CARRIED = ("patterns", "ticket_patterns", "pattern_samples")


def fit_month(
    tickets: pd.DataFrame, subjects: pd.DataFrame, settings: Patterns, embedder: Embedder | None = None
) -> Tables:
    """Return ``templates`` and the tables of their patterns, as the machine finds them; *subjects* as masked."""
    templates, ticket_templates = count_templates(subjects)
    fit = fit_patterns(
        tickets,
        templates,
        ticket_templates,
        min_tickets=settings.min_tickets,
        granularity=settings.granularity,
        draws=0,
        embedder=embedder,
        not_frames=settings.not_frames,
    )
    return {"templates": templates, "frames": fit.frames} | fit_tables(fit)


def measure_month(
    identified: Tables,
    found: Tables,
    tickets: pd.DataFrame,
    decisions: pd.DataFrame,
    settings: Patterns,
    embedder: Embedder | None = None,
) -> Tables:
    """Return ``patterns`` of *identified* with stability and purity, unknown for the groups that people made."""
    of_template = measure_stability(
        tickets,
        found["templates"],
        min_tickets=settings.min_tickets,
        granularity=settings.granularity,
        embedder=embedder,
        not_frames=settings.not_frames,
    )
    grouped = apply_grouping(found["ticket_patterns"], decisions)[0]
    of_template = of_template.drop(index=list(grouped), errors="ignore")
    placed = identified["ticket_patterns"].dropna(subset="pattern_id").drop_duplicates("template_id")
    stability = placed["template_id"].map(of_template).groupby(placed["pattern_id"]).first()
    patterns = identified["patterns"]
    patterns = patterns.assign(stability=patterns["pattern_id"].map(stability).astype("float64"))
    return {"patterns": patterns.assign(purity=expected_purity(patterns, embedder))}


def with_sureness(table: pd.DataFrame, sureness: pd.DataFrame) -> pd.DataFrame:
    """Return *table* with *sureness* (stability and purity by pattern id) in the columns of these names."""
    known = sureness.reindex(table["pattern_id"]).set_axis(table.index)
    return table.assign(stability=known["stability"], purity=known["purity"])


def group_month(tickets: pd.DataFrame, found: Tables, decisions: pd.DataFrame) -> Tables:
    """Return *found* with the groups that people made, and the decisions that no longer fit (``misfits``)."""
    groups, misfits = apply_grouping(found["ticket_patterns"], decisions)
    fit = regroup(to_fit(found), tickets, found["templates"], _ticket_templates(found), groups)
    return {"templates": found["templates"], "misfits": misfits} | fit_tables(fit)


def join_month(identified: Tables, decisions: pd.DataFrame) -> Tables:
    """Return *identified* with the patterns that people joined as one, and the merges that no longer fit."""
    kept, misfits = find_joins(identified["patterns"], decisions)
    return {
        "pattern_events": join_events(identified["pattern_events"], kept),
        "misfits": pd.concat([identified["misfits"], misfits], ignore_index=True),
    } | fit_tables(join_patterns(to_fit(identified), kept))


def compare_month(tickets: pd.DataFrame, normal: Tables, decisions: pd.DataFrame, settings: Patterns) -> Tables:
    """Return table ``granularities``; *normal* is what `fit_month` found at granularity "normal"."""
    table = compare_granularities(
        to_fit(normal),
        tickets,
        normal["templates"],
        _ticket_templates(normal),
        groups=apply_grouping(normal["ticket_patterns"], decisions)[0],
        min_tickets=settings.min_tickets,
        not_frames=settings.not_frames,
    )
    return {"granularities": table}


def identify_month(
    previous: Tables | None,
    current: Tables,
    registry: pd.DataFrame,
    *,
    squad: str,
    span: Span,
    given: Collection[str] = (),
) -> Tables:
    """Return *current* with lasting ids, labels and themes, and what became of each pattern (``pattern_events``).

    *given* are names that people gave to groups of texts.
    """
    last, fit = to_fit(previous) if previous else None, to_fit(current)
    ids, events = identify(last, fit, squad=squad, span=span, registry=registry)
    named = rename_ids(fit, ids, first_months(ids, registry, last, span.month))
    if last:
        shown = set(registry.loc[registry["month"] < span.month, "pattern_id"])
        carried = carry_labels(
            named.patterns,
            last.patterns,
            named.ticket_patterns,
            current["templates"],
            shown=shown,
            given=given,
        )
        named = replace(named, patterns=carry_themes(carried, last.patterns))
    return fit_tables(named) | {"pattern_events": events, "misfits": current["misfits"]}


def fit_tables(fit: Fit) -> Tables:
    """Return the tables of *fit* that go from step to step, by name."""
    return {name: getattr(fit, name) for name in _CARRIED}


def to_fit(tables: Tables) -> Fit:
    """Return the tables of a fit, of *tables*, as one."""
    return Fit(**{name: tables[name] for name in _CARRIED})


def _ticket_templates(found: Tables) -> pd.DataFrame:
    return found["ticket_patterns"][["ticket_id", "template_id"]]
