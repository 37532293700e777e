"""Which elements of an XML document are its records: those that repeat and hold the most fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toil.errors import ExportError
from toil.exports.formats.delimited import MAX_COLUMNS

FEWEST_FIELDS = 2
MAX_DEPTH = 200
ALIKE = 0.6
"""Share of the fields of the smaller of two elements that both have, if both are records (incidents, changes)."""
_ENOUGH_OF = 3
_NAMED = ("field", "column", "col", "property", "attribute", "data")
_SPACES = ("nil", "null", "type", "etag", "schemaLocation", "noNamespaceSchemaLocation", "base", "space", "lang")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_CONTENT = "content"
_NAME, _VALUE = ("name", "key"), "value"


@dataclass(eq=False)
class Shape:
    """All elements of one path: how often they stand there, and what stands in them."""

    name: str
    parent: Shape | None
    count: int = 0
    most: int = 0
    """How many of them one element above holds at most."""
    children: dict[str, Shape] = field(default_factory=dict)
    attributes: dict[str, None] = field(default_factory=dict)
    has_text: bool = False

    @property
    def fields(self) -> list[str]:
        """Names of what it holds that holds nothing itself."""
        own = [] if self.has_text and not self.children else list(self.attributes)
        held = [f"{child.name} {place}" for child in self.children.values() for place in range(child.pairs)]
        return own + held + [child.name for child in self.children.values() if not child.children]

    @property
    def pairs(self) -> int:
        """How many fields of the element above it names, where it holds the name of one and its value (CA)."""
        names = self.pair_names
        return self.most if names and self.most > 1 else 0

    @property
    def pair_names(self) -> tuple[str, str] | None:
        """What its two elements are called, if the one names a field and the other holds its value."""
        if len(self.children) != 2 or any(child.children or child.most > 1 for child in self.children.values()):
            return None
        name, value = sorted(self.children, key=lambda child: child.lower().endswith(_VALUE))
        fits = name.lower().endswith(_NAME) and value.lower().endswith(_VALUE)
        return (name, value) if fits else None

    @property
    def weight(self) -> float:
        """How many fields it has; half of them where it stands once, as what speaks of the whole document does."""
        return len(self.fields) / (1 if self.count > 1 else 2)

    def holders(self) -> Iterator[Shape]:
        """Yield the elements that this one stands in, the nearest first."""
        above = self.parent
        while above is not None and above.parent is not None:
            yield above
            above = above.parent

    def inside(self) -> Iterator[Shape]:
        """Yield this one and all that stand in it."""
        waiting = [self]
        while waiting:
            shape = waiting.pop()
            yield shape
            waiting += reversed(shape.children.values())

    def wraps(self, child: Shape) -> bool:
        """Say whether *child* holds fields of this element itself: it stands there once, and has as many or more."""
        return child.most == 1 and bool(child.children) and len(child.fields) >= max(len(self.fields), FEWEST_FIELDS)


class ShapeReader:
    """Learns the shape of a document while it is read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.root = Shape("", None)
        self._at = self.root
        self._open: list[dict[str, int]] = [{}]
        self._shapes = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if len(self._open) > MAX_DEPTH:
            raise ValueError("elements too deep in each other")
        name = name_of(tag, attributes)
        shape = self._at.children.get(name)
        if shape is None:
            self._shapes += 1
            if self._shapes > MAX_COLUMNS:
                raise ExportError(
                    "more fields than an export can have",
                    where=self._name,
                    found=f"over {MAX_COLUMNS:,} different elements",
                    wanted=f"at most {MAX_COLUMNS:,}",
                    do="Export fewer fields.",
                )
            shape = self._at.children[name] = Shape(name, self._at)
        shape.count += 1
        within = self._open[-1]
        within[name] = within.get(name, 0) + 1
        shape.most = max(shape.most, within[name])
        if attributes:
            shape.attributes |= dict.fromkeys(own_attributes(attributes))
        self._at = shape
        self._open.append({})

    def end(self, tag: str) -> None:
        """An element closes."""
        self._open.pop()
        self._at = self._at.parent or self.root

    def data(self, text: str) -> None:
        """A part of a text."""
        if not self._at.has_text and not text.isspace():
            self._at.has_text = True

    def close(self) -> None:
        """The document ends."""

    def kinds(self) -> list[Shape]:
        """Return the shapes of the records, in the order of the document."""
        inside = [shape for shape in self.root.inside() if shape.parent and not shape.pairs]
        shapes = [shape for shape in inside if len(shape.fields) >= FEWEST_FIELDS]
        if not shapes:
            return []
        widest = max(shapes, key=lambda shape: (shape.weight, shape.count))
        chosen = _outermost(widest)
        beside = chosen.parent.children.values() if chosen.parent else ()
        return [shape for shape in beside if shape is chosen or _alike(shape, chosen)]

    def beside(self, kinds: Sequence[Shape]) -> int:
        """Return how many elements with fields stand beside the records."""
        above = {shape.parent for shape in kinds}
        others = [shape for parent in above if parent for shape in parent.children.values() if shape not in kinds]
        return sum(shape.count for shape in others if shape.count > 1 and len(shape.fields) >= FEWEST_FIELDS)


def _outermost(widest: Shape) -> Shape:
    """Return the element around *widest* that is the record: it stands there as often, or has a third as many fields.

    So comments in a ticket aren't taken for it, and the two halves of one are.
    """
    chosen = widest
    for above in widest.holders():
        if above.name == _CONTENT or above.parent is None or above.parent.parent is None:
            break
        if (chosen.count > 1 and above.count == chosen.count) or above.weight >= max(_ENOUGH_OF, widest.weight / 3):
            chosen = above
    return chosen


def _alike(shape: Shape, chosen: Shape) -> bool:
    own, other = set(shape.fields), set(chosen.fields)
    return len(own) >= FEWEST_FIELDS and len(own & other) >= ALIKE * min(len(own), len(other))


def name_of(tag: str, attributes: Mapping[str, str]) -> str:
    """Return the name of an element: without its space, as a database encodes it; of ``<field name="x">`` that."""
    local = tag.rpartition("}")[2]
    if "name" in attributes and local.lower() in _NAMED:
        return attributes["name"]
    return _CODED.sub(lambda found: chr(int(found[1], 16)), local) if "_x" in local else local


def own_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that say something of a record, by their names without a space."""
    named = {key.rpartition("}")[2]: text for key, text in attributes.items()}
    return {key: text for key, text in named.items() if key not in _SPACES}
