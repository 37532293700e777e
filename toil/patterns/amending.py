"""The tables of patterns as people and history change them: regrouped, renamed, joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from toil.patterns.fitting import PROVISIONAL, Fit, tables_of
from toil.patterns.samples import sample_tickets
from toil.schema import conform


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
        Templates of one name make one pattern, with it as label; a template that *groups* does not name stays where
        it is.
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
    known = fit.patterns.set_index("pattern_id")["stability"].to_dict()
    stability = {rank[name]: known.get(name, np.nan) for name in order}
    made = tables_of(placed.drop(columns="name"), tickets, ticket_templates, stability)
    return replace(made, patterns=_with_group_names(made.patterns, groups))


def _with_group_names(patterns: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """Return *patterns*, ids provisional, with the names of groups as labels, and as themes of their own."""
    named = patterns["pattern_id"].str.removeprefix(PROVISIONAL).map(dict(groups)).astype("str")
    label, own = named.fillna(patterns["label"]), patterns["theme"] == patterns["label"]
    return patterns.assign(label=label, theme=patterns["theme"].mask(own, label))


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


def join_patterns(fit: Fit, kept: Mapping[str, str]) -> Fit:
    """Return *fit* with patterns that people joined as one, all texts of each of them.

    Parameters
    ----------
    fit : Fit
        With lasting ids.
    kept : mapping of str to str
        By the id of each pattern that another takes in: the id under which both go on.

    Returns
    -------
    Fit
        Label, terms, theme and language are those of the largest of them; similarities stay those to the centre of
        each. Stability and purity are unknown: nothing of the kind was found.
    """
    if not kept:
        return fit
    into = fit.patterns["pattern_id"].replace(dict(kept))
    ranked = fit.patterns.assign(pattern_id=into, likeness=fit.patterns["cohesion"] * fit.patterns["tickets"])
    grouped = ranked.sort_values("tickets", ascending=False, kind="stable").groupby("pattern_id", sort=False)
    sums = grouped[["tickets", "templates", "likeness"]].sum()
    joined = grouped.first().assign(
        tickets=sums["tickets"],
        templates=sums["templates"],
        cohesion=sums["likeness"] / sums["tickets"],
        first_month=grouped["first_month"].min(),
    )
    several = joined.index.isin(set(kept.values()))
    unsure = {measure: joined[measure].mask(several) for measure in ("stability", "purity")}
    patterns = joined.assign(**unsure).drop(columns="likeness").reset_index()
    tickets = fit.ticket_patterns.assign(pattern_id=fit.ticket_patterns["pattern_id"].replace(dict(kept)))
    return Fit(
        conform("patterns", patterns.sort_values(["tickets", "pattern_id"], ascending=[False, True])),
        conform("ticket_patterns", tickets),
        conform("pattern_samples", sample_tickets(tickets)),
    )
