"""How many people stand behind texts: what few of them wrote is not shown word for word."""

from __future__ import annotations

import numpy as np
import pandas as pd

MIN_TICKETS, MIN_REQUESTERS = 5, 3
"""A phrase is shown word for word only where so many tickets by so many people share it; else words stand for it."""


def people_of(
    template_ids: pd.Series, tickets: pd.DataFrame, ticket_templates: pd.DataFrame
) -> list[list[str]] | None:
    """Return up to three people behind each template, or None where no requester is known.

    A ticket that monitoring wrote stands for a person of its own: it tells of nobody.
    """
    if tickets["requester"].isna().all():
        return None
    wanted = ticket_templates[ticket_templates["template_id"].isin(template_ids)]
    rows = pd.Index(tickets["ticket_id"]).get_indexer(wanted["ticket_id"])
    facts = tickets[["requester", "kind", "channel"]].iloc[rows]
    machine = facts["kind"].eq("alert").fillna(False) | facts["channel"].eq("monitoring").fillna(False)
    who = wanted.assign(
        requester=facts["requester"].to_numpy(dtype=object), machine=machine.to_numpy(dtype=bool)
    ).assign(requester=lambda w: w["requester"].mask(w["machine"], "machine " + w["ticket_id"].astype(object)))
    who = who.dropna(subset="requester").drop_duplicates(["template_id", "requester"])
    few = who.groupby("template_id").head(MIN_REQUESTERS)
    people: dict[str, list[str]] = {template: [] for template in template_ids}
    for template, person in zip(few["template_id"], few["requester"], strict=True):
        people[template].append(person)
    return [people[template] for template in template_ids]


def shared_by(people: list[list[str]] | None, texts: np.ndarray) -> int:
    """Return how many people stand behind *texts*, counted up to three a text: enough to tell whether three do."""
    if people is None:
        return MIN_REQUESTERS
    return len({person for text in texts for person in people[text]})
