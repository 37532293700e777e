"""How many people stand behind texts: what few of them wrote is not shown word for word."""

from __future__ import annotations

import numpy as np
import pandas as pd

MIN_TICKETS, MIN_REQUESTERS = 5, 3
"""A phrase is shown word for word only where so many tickets by so many people share it; else words stand for it."""
ROBOT_TICKETS, REPEATED, ROBOT_SHARE = 30, 5, 0.4
"""Tickets of an account, and the share of them in texts that it sent so often word for word (masked), at least, for
it to be a robot's: in squads with a planted one it has .45 and .90, and the busiest people, with 14 tickets, none."""


def people_of(
    template_ids: pd.Series, tickets: pd.DataFrame, ticket_templates: pd.DataFrame
) -> list[list[str]] | None:
    """Return up to three people behind each template, or None where no requester is known.

    A ticket that monitoring or a robot's account wrote stands for a person of its own: it tells of nobody.
    """
    if tickets["requester"].isna().all():
        return None
    wanted = ticket_templates[ticket_templates["template_id"].isin(template_ids)]
    rows = pd.Index(tickets["ticket_id"]).get_indexer(wanted["ticket_id"])
    facts = tickets[["requester", "kind", "channel"]].iloc[rows]
    machine = facts["kind"].eq("alert").fillna(False) | facts["channel"].eq("monitoring").fillna(False)
    machine |= facts["requester"].isin(_robots(tickets, ticket_templates))
    who = wanted.assign(
        requester=facts["requester"].to_numpy(dtype=object), machine=machine.to_numpy(dtype=bool)
    ).assign(requester=lambda w: w["requester"].mask(w["machine"], "machine " + w["ticket_id"].astype(object)))
    who = who.dropna(subset="requester").drop_duplicates(["template_id", "requester"])
    few = who.groupby("template_id").head(MIN_REQUESTERS)
    people: dict[str, list[str]] = {template: [] for template in template_ids}
    for template, person in zip(few["template_id"], few["requester"], strict=True):
        people[template].append(person)
    return [people[template] for template in template_ids]


def _robots(tickets: pd.DataFrame, ticket_templates: pd.DataFrame) -> list[str]:
    """Return the requesters that are no people, by how much they send word for word."""
    volume = tickets["requester"].value_counts()
    busy = tickets.loc[tickets["requester"].isin(volume.index[volume >= ROBOT_TICKETS]), ["ticket_id", "requester"]]
    sent = busy.merge(ticket_templates, on="ticket_id").value_counts(["requester", "template_id"])
    repeated = sent[sent >= REPEATED].groupby("requester").sum()
    return repeated.index[repeated >= ROBOT_SHARE * volume[repeated.index]].tolist()


def shared_by(people: list[list[str]] | None, texts: np.ndarray) -> int:
    """Return how many people stand behind *texts*, counted up to three a text: enough to tell whether three do."""
    if people is None:
        return MIN_REQUESTERS
    return len({person for text in texts for person in people[text]})
