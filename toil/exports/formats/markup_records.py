"""Elements of an XML document -> records with one value a field, as a JSON document would hold them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from toil.exports.formats.markup_shape import Shape, name_of, own_attributes
from toil.exports.layouts.plain import plain

_plain = lru_cache(maxsize=1 << 14)(plain)
_STANDS_FOR = ("display_value", "displayName", "name", "key", "value", "term", "label")
_CUSTOM_FIELDS = ("customfields", "custom_fields")
_COMMENTS = "comments"


@dataclass
class _Open:
    """An element while it is read."""

    shape: Shape
    attributes: Mapping[str, str]
    texts: list[str] = field(default_factory=list)
    inner: list[tuple[Shape, object]] = field(default_factory=list)


class RecordReader:
    """Reads the elements of *kinds*; `taken` gives those that were read since it was asked last."""

    def __init__(self, root: Shape, kinds: Collection[Shape]) -> None:
        self._at = root
        self._kinds = frozenset(map(id, kinds))
        self._open: list[_Open] = []
        self._records: list[object] = []

    def taken(self) -> list[object]:
        """Return the records that were read since."""
        records, self._records = self._records, []
        return records

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        self._at = self._at.children[name_of(tag, attributes)]
        if self._open or id(self._at) in self._kinds:
            self._open.append(_Open(self._at, dict(attributes)))

    def end(self, tag: str) -> None:
        """An element closes."""
        if self._open:
            done = self._open.pop()
            if self._open:
                self._open[-1].inner.append((done.shape, _value(done)))
            else:
                self._records.append(_record(done))
        self._at = self._at.parent or self._at

    def data(self, text: str) -> None:
        """A part of a text."""
        if self._open:
            self._open[-1].texts.append(text)

    def close(self) -> None:
        """The document ends."""


def _value(done: _Open) -> object:
    """Return what an element holds: a text, a list of what repeats in it, or its fields by their names."""
    if not done.shape.children:
        return _text(done)
    if done.shape.name == _COMMENTS:
        return str(len(done.inner)) if done.inner else None
    if done.shape.name in _CUSTOM_FIELDS:
        return done.inner
    if done.inner and done.inner[0][0].pairs:
        return _paired(done.inner)
    if len(done.shape.children) == 1 and not own_attributes(done.attributes):
        return [value for _, value in done.inner]
    return own_attributes(done.attributes) | _gathered(done.inner)


def _text(done: _Open) -> str | None:
    """Return what stands for an element without others in it: the name of what its number is of, else its text."""
    named = {key.rpartition("}")[2]: text for key, text in done.attributes.items()}
    if named.get("display_value"):
        return named["display_value"]
    text = "".join(done.texts).strip()
    if text or "true" in (named.get("nil"), named.get("null")):
        return text or None
    return next((named[key] for key in _STANDS_FOR if named.get(key)), None)


def _gathered(inner: list[tuple[Shape, object]]) -> dict[str, object]:
    """Return the values by their names, those of one name as a list of things."""
    found: dict[str, object] = {}
    for shape, value in inner:
        if shape.most == 1:
            found[shape.name] = value
        else:
            held = found.setdefault(shape.name, [])
            if isinstance(held, list):
                held.append({"name": value} if isinstance(value, str) else value)
    return found


def _record(done: _Open) -> dict[str, object]:
    """Return an element's fields by their names, first of what wraps them, then of itself."""
    record: dict[str, object] = {}
    wrapped = [(shape, value) for shape, value in done.inner if done.shape.wraps(shape)]
    for shape, value in wrapped:
        if isinstance(value, Mapping):
            _add(record, value, shape.name)
    own = [(shape, value) for shape, value in done.inner if not done.shape.wraps(shape)]
    for shape, value in own:
        if shape.name in _CUSTOM_FIELDS and isinstance(value, list):
            _add(record, _custom(value), shape.name)
    left = [(shape, value) for shape, value in own if shape.name not in _CUSTOM_FIELDS]
    _add(record, own_attributes(done.attributes) | _gathered(left), done.shape.name)
    return record


def _add(record: dict[str, object], values: Mapping[str, object], name: str) -> None:
    """Add *values* to *record*, those whose name stands there already under *name* too."""
    taken = {_plain(key) for key in record}
    for key, value in values.items():
        record[f"{name}.{key}" if taken and _plain(key) in taken else key] = value


def _paired(inner: list[tuple[Shape, object]]) -> dict[str, object]:
    """Return the fields that elements hold as a name and a value each."""
    fields: dict[str, object] = {}
    for shape, value in inner:
        if shape.pair_names and isinstance(value, Mapping) and isinstance(value.get(shape.pair_names[0]), str):
            fields[str(value[shape.pair_names[0]])] = value.get(shape.pair_names[1])
    return fields


def _custom(inner: list[tuple[Shape, object]]) -> dict[str, object]:
    """Return fields of one's own by their names: Jira's as its other exports call them."""
    found: dict[str, object] = {}
    for _, value in inner:
        if not isinstance(value, Mapping):
            continue
        if isinstance(value.get("customfieldname"), str):
            found[f"Custom field ({value['customfieldname']})"] = value.get("customfieldvalues")
        elif isinstance(value.get("name"), str):
            found[value["name"]] = value.get("value")
    return found
