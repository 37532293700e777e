"""Which field the words of a header tell, once the cells have said what kind of column it is."""

from __future__ import annotations

from toil.exports.concepts import Words, read_words
from toil.exports.evidence import Evidence

EVENTS = {
    "open": "opened_at",
    "resolve": "resolved_at",
    "close": "closed_at",
    "update": "updated_at",
    "respond": "acknowledged_at",
}
THINGS = ("category", "service", "item")


def moments(words: Words) -> list[str]:
    """Return the moment that a column of dates is told by *words*, if they tell one; an end may be the close too."""
    events = words.any_of(EVENTS)
    if "due" in words:
        return ["sla_due_at"]
    named = [EVENTS[event] for event in events] if len(events) == 1 and "reopen" not in words else []
    return [*named, "closed_at"] if named == ["resolved_at"] and "ended" in words else named


def judgements(words: Words) -> list[str]:
    """Return what a column of yes and no is told by *words*."""
    if "reopen" in words:
        return ["reopens"]
    return ["sla_met"] if words.any_of(("level", "broken")) else []


def says_missed(header: str, seen: Evidence) -> bool:
    """Say whether a yes in the column *header* says that the service level was missed."""
    words = read_words(header)
    return seen.answers and "broken" in words and "not" not in words


def persons(words: Words) -> list[str]:
    """Return whose a column of people is told by *words*."""
    if words.any_of(("team", "kind", "channel", "state", "priority", *THINGS)):
        return []
    if "doing" in words:
        return ["resolver"]
    if "asking" in words:
        return ["requester"]
    if "who" not in words or "update" in words:
        return []
    return ["requester"] if "open" in words else ["resolver"] if words.any_of(("resolve", "close", "done")) else []


def worded(words: Words) -> list[str]:
    """Return which text a column of sentences is told by *words*, the likeliest first."""
    if words.any_of(("team", "due", *THINGS)):
        return []
    if words.any_of(("done", "resolve")):
        return ["resolution"]
    named = [name for concept, name in (("short", "summary"), ("long", "description")) if concept in words]
    named = named or (["summary"] if "matter" in words else [])
    alone = "ticket" in words and not words.concepts - {"ticket", "asking", "small"} and not words.unknown
    return ["description"] if alone and not named else named  # "Request", which holds what was asked
