"""Nested JSON records -> one text a field: what stands for an object, a list, a document, a link."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import lru_cache

from toil.exports.formats.several import BETWEEN
from toil.exports.formats.sheets import cell_text
from toil.exports.layouts.concepts import spaced
from toil.exports.layouts.profile import GENERIC, builtin_profile

FLATTENED = (
    "fields",
    "values",
    "properties",
    "attributes",
    "stats",
    "labels",
    "annotations",
    "metric_set",
    "time_stats",
    "references",
)
FORM, ANSWERS = "values", "requestFieldValues"
_AZURE = re.compile(r"(?:System|Microsoft\.VSTS\.[A-Za-z]+)\.([A-Za-z]+)")
_MOMENT = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
"""As ServiceNow holds times; durations are held so too, counted from 1970."""
_MILLISECONDS = re.compile("1[0-9]{12}")
_YEARS = range(1980, 2100)
_ANY_ID = ("id", "key")
_STANDS_FOR = (
    *("display_value", "displayname", "name", "value", "@common_name"),
    *("nome", "fullname", "full_name", "nomecompleto", "nombre", "bezeichnung"),
    *("название", "наименование", "имя", "नाम"),
    *("key", "channel", "iso8601", "title", "label", "descricao", "descrição", "status", "state"),
)
"""Small letters, the likeliest first: a team with a name and a status is not called `active`."""


def flatten_record(record: Mapping[str, object], names: Mapping[str, str]) -> dict[str, str | None]:
    """Return *record* with one text a field; ``fields.summary`` for what stands in a part of it (Jira, Zendesk).

    What stands in ``values`` is named as the form names it (BMC), what a request asks for as the field of an issue.

    *names* gives the label of fields that are known by a number only (Jira's ``customfield_10010``).
    """
    flat: dict[str, str | None] = {}
    for key, value in _document_of(record).items():
        if key == ANSWERS and isinstance(value, list):
            answers = [answer for answer in value if isinstance(answer, Mapping) and "fieldId" in answer]
            flat |= {f"fields.{answer['fieldId']}": text_of(answer.get("value")) for answer in answers}
        elif named := _named(value):
            flat = named | flat
        elif key in FLATTENED and isinstance(value, Mapping):
            for inner, cell in value.items():
                if inner == "issuelinks" and isinstance(cell, list):
                    flat |= _links(cell)
                    continue
                label = names.get(inner) if inner.startswith("customfield_") else None
                if isinstance(cell, Mapping) and isinstance(cell.get("statusCategory"), Mapping):
                    flat[f"{key}.{inner}.statusCategory"] = text_of(cell["statusCategory"])
                own = _label_of(inner) or (inner if key == FORM and inner not in record else f"{key}.{inner}")
                flat[f"Custom field ({label})" if isinstance(label, str) else own] = text_of(cell)
        else:
            flat[key] = text_of(value)
    return flat


def _named(value: object) -> dict[str, str | None]:
    """Return the fields of one's own in a list of objects that hold a name and a value each (Redmine, YouTrack)."""
    entries = value if isinstance(value, list) else []
    if not entries or not all(isinstance(entry, Mapping) and {"name", "value"} <= entry.keys() for entry in entries):
        return {}
    return {str(entry["name"]): text_of(entry["value"]) for entry in reversed(entries)}


def _label_of(name: str) -> str | None:
    """Return the label of a field of Azure DevOps, as its CSV has it: ``System.AreaPath`` is "Area Path"."""
    found = _AZURE.fullmatch(name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", found[1]) if found else None


def _document_of(record: Mapping[str, object]) -> Mapping[str, object]:
    """Return *record*, or the document that it wraps (Elasticsearch, GraphQL), its key in the database named ``oid``.

    A ticket's own number goes before that.
    """
    node = record.get("node")
    if isinstance(node, Mapping) and record.keys() <= {"node", "cursor"}:
        return node
    wrapped = record.get("_source")
    if isinstance(wrapped, Mapping):
        return wrapped if _has_id(tuple(wrapped)) else {"oid": record.get("_id"), **wrapped}
    key = record.get("_id")
    if not (isinstance(key, Mapping) and "$oid" in key):
        return record
    rest = {name: value for name, value in record.items() if name != "_id"}
    return rest if _has_id(tuple(rest)) else {"oid": key, **rest}


@lru_cache(maxsize=64)
def _has_id(names: tuple[str, ...]) -> bool:
    """Say whether one of *names* is that of a ticket's number, and not of any record's: ``ticketId``."""
    told = [builtin_profile(GENERIC).field_of(spaced(name)) for name in names if name.casefold() not in _ANY_ID]
    return any(field[0] == "ticket_id" for field in told if field)


def text_of(value: object) -> str | None:
    """Return what stands for *value*: a display value, a name, a document's text, a number of comments; else JSON.

    Several things (the components of an issue) are several in a cell; several texts are one list.
    """
    value = _held_time(_without_type(value))
    if value is None:
        return None
    if isinstance(value, list):
        return _moment_of(value) or _text_of_several(value)
    if not isinstance(value, Mapping):
        return cell_text(value)
    if value.get("type") == "doc":
        return _document_text(value)
    parts = {str(key).casefold(): part for key, part in value.items()}
    for key in _STANDS_FOR:
        if isinstance(parts.get(key), (str, int, float)) and "completedCycles" not in value:
            return cell_text(parts[key])
    if isinstance(value.get("worklogs"), list):
        return _worklog(value["worklogs"])
    if isinstance(value.get("comments"), list):
        return cell_text(value.get("total", len(value["comments"])))
    if isinstance(value.get("completedCycles"), list):
        return _service_level(value["completedCycles"])
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str) if value else None


def _without_type(value: object) -> object:
    """Return what stands in an object that only names its type: MongoDB's ``{"$date": {"$numberLong": "1"}}``."""
    while isinstance(value, Mapping) and len(value) == 1 and next(iter(value)).startswith("$"):
        value = next(iter(value.values()))
    return value


def _held_time(value: object) -> object:
    """Return the time, in UTC, that a system holds and shows in the form and zone of the user who asks.

    ServiceNow holds a date, ServiceDesk Plus milliseconds.
    """
    held = value.get("value") if isinstance(value, Mapping) and "display_value" in value else None
    if isinstance(held, str) and _MOMENT.fullmatch(held):
        return f"{held}Z"
    return held if _MILLISECONDS.fullmatch(str(held)) else value


def _text_of_several(values: list[object]) -> str | None:
    things = len(values) > 1 and all(isinstance(entry, Mapping) for entry in values)
    return (BETWEEN if things else ", ").join(filter(None, map(text_of, values))) or None


def _moment_of(parts: list[object]) -> str | None:
    """Return a time that is written as its numbers, as Java's libraries do: ``[2026, 9, 1, 8, 15]``."""
    if not 3 <= len(parts) <= 7 or any(type(part) is not int for part in parts):
        return None
    try:
        return dt.datetime(*parts[:6]).isoformat(sep=" ") if parts[0] in _YEARS else None  # type: ignore[arg-type]
    except ValueError:
        return None


def _document_text(document: Mapping[str, object]) -> str | None:
    """The text of an Atlassian document, a line a block."""
    parts: list[str] = []
    waiting: list[object] = [document]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Mapping):
            continue
        if isinstance(node.get("text"), str):
            parts.append(node["text"])
        elif node.get("type") in ("paragraph", "heading", "hardBreak", "listItem", "codeBlock") and parts:
            parts.append("\n")
        content = node.get("content")
        waiting += reversed(content) if isinstance(content, list) else []
    return "".join(parts).strip() or None


def _worklog(entries: list[object]) -> str | None:
    """Worklog entries as Jira's CSV has them: what ends in seconds is read as a duration."""
    seconds = [entry.get("timeSpentSeconds") for entry in entries if isinstance(entry, Mapping)]
    return f";{sum(s for s in seconds if isinstance(s, int))}" if seconds else None


def _service_level(cycles: list[object]) -> str | None:
    """Whether the last cycle of a service level of Jira was met; of one that still runs, null."""
    last = cycles[-1] if cycles else None
    return None if not isinstance(last, Mapping) else "missed" if last.get("breached") else "met"


def _links(links: list[object]) -> dict[str, str | None]:
    """Issue links under the headers that Jira's CSV gives them; of several of one type, the first."""
    found: dict[str, str | None] = {}
    for link in links:
        kind = link.get("type") if isinstance(link, Mapping) else None
        name = kind.get("name") if isinstance(kind, Mapping) else None
        for side in ("inward", "outward"):
            issue = link.get(f"{side}Issue") if isinstance(link, Mapping) else None
            if name and isinstance(issue, Mapping) and isinstance(issue.get("key"), str):
                found.setdefault(f"{side.capitalize()} issue link ({name})", issue["key"])
    return found
