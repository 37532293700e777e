"""Which field the words of a header tell, once the cells have said what kind of column it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import pyarrow as pa

from toil.exports.guessing.evidence import Evidence
from toil.exports.layouts.concepts import Words, read_words
from toil.exports.layouts.fields import LABELS, TEXTS
from toil.privacy import redact

EVENTS = {
    "open": "opened_at",
    "resolve": "resolved_at",
    "close": "closed_at",
    "update": "updated_at",
    "respond": "acknowledged_at",
}
THINGS = ("category", "service", "item")
SPEAKING = ("open", "resolve", "close", "update", "respond", "due", "reopen", "who", "asking", "doing", "team",
            "short", "matter", "long", "done", "state", "priority", "category", "sub", "service", "item", "channel",
            "kind", "level", "broken", "spent", "unit", "ticket", "number")  # fmt: skip
TOLD = tuple(name for name in SPEAKING if name not in ("ticket", "number", "asking", "item"))
"""What a column of ids may not speak of."""
SHORT_TEXT = 120
MOST_UNKNOWN = 1
TOLERANT = (*TEXTS, *LABELS, "kind", "channel")
"""Fields whose headers may have `MOST_UNKNOWN` unknown words; elsewhere they say what was opened (an account)."""
ASKED = ("?", "？", "؟")
MOST_LOOKED_AT = 200
"""Columns that nobody knows and that are looked at: each takes about 20 ms, and a file may have 10,000."""


def likeliest(headers: Sequence[str], table: pa.Table) -> list[str]:
    """Return *headers*, in their order; of more than `MOST_LOOKED_AT` those with cells, telling words first."""
    if len(headers) <= MOST_LOOKED_AT:
        return list(headers)
    read = set(table.column_names)
    filled = [header for header in headers if header in read and table[header].null_count < table.num_rows]
    telling = dict.fromkeys(header for header in filled if read_words(header).any_of(SPEAKING))
    chosen = set(list(telling | dict.fromkeys(filled))[:MOST_LOOKED_AT])
    return [header for header in filled if header in chosen]


def moments(words: Words) -> list[str]:
    """Return the moment that a column of dates is told by *words*, if they tell one; an end may be the other one."""
    events = words.any_of(EVENTS)
    if "due" in words or {"level", "close"} <= words.concepts:  # a level's end is when the ticket is due
        return ["sla_due_at"]
    named = [EVENTS[event] for event in events] if len(events) == 1 and "reopen" not in words else []
    if named == ["closed_at"]:
        return [*named, "resolved_at"]
    return [*named, "closed_at"] if named == ["resolved_at"] and "ended" in words else named


def tolerated(told: Iterable[str], header: str) -> list[str]:
    """Return those of the fields *told* by *header* that an unknown word in it may stand beside.

    A form's question has words of its own: "Which team should look at it?".
    """
    return [name for name in told if name in TOLERANT or (name == "group" and header.rstrip().endswith(ASKED))]


def judgements(words: Words) -> list[str]:
    """Return what a column of yes and no is told by *words*."""
    if "reopen" in words:
        return ["reopens"]
    return ["sla_met"] if words.any_of(("level", "broken")) else []


def spans(words: Words) -> bool:
    """Say whether *words* name a span of time by its unit, and nothing else: `Horas`, `Tempo (min)`."""
    return "unit" in words and not words.unknown and words.concepts <= {"unit", "moment", "count", "small"}


def takes(words: Words) -> bool:
    """Say whether *words* name the time that work took, and not that it should take: `Плановые трудозатраты`."""
    return ("spent" in words and "due" not in words) or spans(words)


def of_department(words: Words) -> bool:
    """Say whether *words* name a department, and not whose: the asker's, or the one that does the work."""
    return "department" in words and not words.unknown and words.concepts <= {"department", "elsewhere", "small"}


def says_missed(header: str, seen: Evidence) -> bool:
    """Say whether a yes in the column *header* says that the service level was missed."""
    words = read_words(header)
    return seen.answers and "broken" in words and "not" not in words


def persons(words: Words) -> list[str]:
    """Return whose a column of people is told by *words*."""
    if words.any_of(("team", "kind", "channel", "state", "priority", *THINGS)):
        return []
    if words.any_of(("short", "long", "done")) and "who" not in words:  # what an analyst wrote
        return []
    if "doing" in words:
        return ["resolver"]
    if "asking" in words:
        return ["requester"]
    if "who" not in words or "update" in words:
        return []
    return ["requester"] if "open" in words else ["resolver"] if words.any_of(("resolve", "close", "done")) else []


def may_be_text(header: str, seen: Evidence) -> bool:
    """Say whether a column that nobody knows may be the one text: not under a name, but for sentences (`Name`)."""
    words = read_words(header)
    if not seen.texts or words.any_of(("elsewhere", "team")):
        return False
    return "who" not in words or (words.concepts <= {"who", "small"} and seen.prose)


def worded(words: Words, seen: Evidence) -> list[str]:
    """Return which text a column of sentences is told by *words*, the likeliest first."""
    if words.any_of(("team", "due", *THINGS)):
        return []
    if words.any_of(("done", "resolve")):
        return ["resolution"]
    named = [name for concept, name in (("short", "summary"), ("long", "description")) if concept in words]
    called = "who" in words and words.concepts <= {"who", "small"} and not words.unknown and seen.prose
    named = named or (["summary"] if "matter" in words or called else [])  # `Name`, of tasks
    if named == ["summary"] and seen.texts:  # beside another that is shorter
        return ["summary", "description"]
    alone = "ticket" in words and not words.concepts - {"ticket", "asking", "small"} and not words.unknown
    if alone and not named:  # "Request", "O que foi pedido"
        return ["summary", "description"] if seen.length <= SHORT_TEXT else ["description"]
    return named


def first_level(headers: Sequence[str]) -> list[str]:
    """Return the header with the lowest number of *headers* that only a number tells apart, else all of them.

    >>> first_level(["Serviço (2º nível)", "Serviço (1º nível)"]), first_level(["Serviço", "Sistema 1"])
    (['Serviço (1º nível)'], ['Serviço', 'Sistema 1'])
    """
    parts = [re.split("([0-9]+)", header, maxsplit=1) for header in headers]
    if len(headers) < 2 or any(len(part) < 2 or part[::2] != parts[0][::2] for part in parts):
        return list(headers)
    return [min(zip(parts, headers, strict=True), key=lambda entry: int(entry[0][1]))[1]]


def of_another(words: Words) -> bool:
    """Say whether *words* are of somebody's own number, of another record's, or of no number at all."""
    return bool("elsewhere" in words or ("asking" in words and "ticket" not in words) or words.any_of(TOLD))


def tells_later(header: str) -> bool:
    """Say whether *header* speaks of something else than a ticket's opening."""
    words = read_words(header)
    other = () if "ticket" in words else ("asking", *THINGS)
    return bool(words.any_of((*EVENTS, "due", "reopen", *other)) - {"open"})


def of_another_moment(header: str) -> bool:
    """Say whether *header* speaks of no ticket's moment, or of a later one: a birth, an account, a survey."""
    return "elsewhere" in read_words(header) or tells_later(header)


def impersonal(found: Mapping[str, str]) -> dict[str, str]:
    """Return *found* without headers that hold personal data: without a header row they are somebody's cells.

    Of a header with words of its own a name is none: the label before it only looks like one's.
    """
    masked, _ = redact(pd.Series(list(found), dtype="str"))
    names = {
        h: shown.replace("<NAME>", "") if read_words(h).any_of(SPEAKING) else shown
        for h, shown in zip(found, masked, strict=True)
    }
    return {header: name for header, name in found.items() if "<" not in names[header]}
