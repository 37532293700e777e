"""Lists beside the records of a JSON document that name what these only number: Zendesk's groups and users."""

from __future__ import annotations

from collections.abc import Mapping

from toil.exports.layouts.concepts import read_words

_NUMBERED = "_id"
_PEOPLE = ("users", "people", "agents", "contacts", "persons", "usuarios")


def named_beside(records: list[object], holder: Mapping[str, object]) -> list[object]:
    """Return *records* with names in place of the numbers that lists in *holder* give names to.

    ``group_id`` is looked up in ``groups``; who asks or works (``requester_id``), in ``users`` or the like, unless a
    list is called so. A number that no list has stays.

    >>> named_beside([{"group_id": 7}], {"groups": [{"id": 7, "name": "Pix"}]})
    [{'group_id': 'Pix'}]
    """
    lists = {key: _names_of(value) for key, value in holder.items() if value is not records}
    lists = {key: names for key, names in lists.items() if names}
    return [_named(record, lists) for record in records] if lists else records


def _names_of(entries: object) -> dict[object, str]:
    if not isinstance(entries, list):
        return {}
    things = [entry for entry in entries if isinstance(entry, Mapping)]
    pairs = [(thing.get("id"), thing.get("name")) for thing in things]
    return {key: name for key, name in pairs if isinstance(key, (int, str)) and isinstance(name, str)}


def _named(record: object, lists: Mapping[str, Mapping[object, str]]) -> object:
    if not isinstance(record, Mapping):
        return record
    people = next((lists[key] for key in _PEOPLE if key in lists), {})
    found: dict[str, object] = {}
    for field, number in record.items():
        if field.endswith(_NUMBERED) and isinstance(number, (int, str)):
            stem = field.removesuffix(_NUMBERED)
            of_person = people if read_words(stem).any_of(("asking", "doing")) else {}
            names = next((named for key, named in lists.items() if key in (f"{stem}s", f"{stem}es", stem)), of_person)
            found[field] = names.get(number, number)
    return {**record, **found}
