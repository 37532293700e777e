"""Where the records of a JSON document stand: under a known name, deep in an answer, or as rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toil.exports.formats.beside_records import named_beside
from toil.exports.formats.opened import unique_headers
from toil.exports.formats.sheets import cell_text, split_header
from toil.exports.layouts.concepts import spaced
from toil.exports.layouts.profile import GENERIC, builtin_profile

HOLDERS = ("result", "records", "data", "items", "issues", "tickets", "value", "rows", "requests", "results",
           "entries", "changes", "problems", "Ticket", "values", "content")  # fmt: skip
_ANSWERS = ("nodes", "hits", "edges")
_COLUMNS = ("columns", "fields", "headers", "cols")
_COUNTED = "totalcount"
_PAGING = frozenset(
    ("page", "pages", "total", "count", "size", "offset", "limit", "next", "previous", "prev", "startat",
     "maxresults", "islast", "perpage", "pagesize", "totalcount", "totalpages", "nextpage", "previouspage", "hasmore",
     "cursor", "nextcursor", "totalelements", "number", "numberofelements", "first", "last", "empty", "sort",
     "pageable", "links", "meta", "self", "expand", "status", "success", "time")
)  # fmt: skip
"""What an answer says of where in a list it stands, without case and underscores."""
_MAX_DEPTH = 8
_FEWEST_COLUMNS = 3
_FEWEST_FIELDS, _FEWEST_KEYED = 3, 2


def find_records(content: object) -> tuple[Iterable[object], Mapping[str, str]]:
    """Return the records of the document *content*, and the names of fields that it gives beside them (Jira)."""
    if isinstance(content, list):
        return _of_pages(content) or _as_records(content, {}), {}
    inner = [content, *_beside_paging(content)]
    for holder in inner:  # CA writes {"collection_in": {"in": [...]}}
        if not isinstance(holder, Mapping):
            continue
        named = [holder[key] for key in HOLDERS if isinstance(holder.get(key), list)]
        lists = [value for value in holder.values() if isinstance(value, list)] if holder is not content else []
        if named or lists:
            names = content.get("names") if isinstance(content, Mapping) else None
            records = (named or lists)[0]
            records = named_beside(records, holder)
            if _COUNTED in holder:
                records = [_numbered(record) for record in records]
            return _as_records(records, holder), names if isinstance(names, Mapping) else {}
    keyed = next(filter(None, map(_under_keys, inner)), None)
    return _of_columns(content) or _of_answer(content) or keyed or _listed(content) or [content], {}


def _beside_paging(content: object) -> list[object]:
    """Return the one value in the object *content* that says more than how an answer went, in a list; else none."""
    fields = content.items() if isinstance(content, Mapping) else ()
    told = [value for key, value in fields if key.replace("_", "").casefold() not in _PAGING]
    return told if len(told) == 1 else []


def _listed(content: object, depth: int = 2) -> list[object] | None:
    """Return the one list of records in an object that is none itself, whatever it is called; else None.

    It may stand in an object within that one: ``{"meta": {...}, "data": {"tickets": [...]}}``.
    """
    if not isinstance(content, Mapping) or not depth:
        return None
    lists = [value for value in content.values() if isinstance(value, list) and len(value) >= _FEWEST_KEYED]
    cells = [str(key) for key, value in content.items() if not isinstance(value, (Mapping, list))]
    own = {(builtin_profile(GENERIC).field_of(spaced(key)) or ("",))[0] for key in cells}
    if own & {"summary", "group", "opened_at"}:  # a ticket, and what was said of it
        return None
    if not lists:
        deeper = [*filter(None, (_listed(value, depth - 1) for value in content.values()))]
        return deeper[0] if len(deeper) == 1 else None
    if len(lists) > 1:
        return None
    whole = all(isinstance(entry, Mapping) and len(entry) >= _FEWEST_FIELDS for entry in lists[0])
    return lists[0] if whole else None


def _numbered(record: object) -> object:
    """Return a record of GLPI's search, whose fields are numbers of what can be searched for, with names for them."""
    if not isinstance(record, Mapping) or not all(isinstance(name, str) and name.isdecimal() for name in record):
        return record
    return {f"search option {name}": value for name, value in record.items()}


def _as_records(records: list[object], holder: Mapping[str, object]) -> Iterable[object]:
    """Return *records*; rows of cells as records, under the columns that *holder* names, else under their header.

    A row with more cells than that stays what it is, no record.
    """
    rows = [row for row in records if isinstance(row, list)]
    if len(rows) < len(records) or not rows:
        return records
    columns = next((holder[key] for key in _COLUMNS if isinstance(holder.get(key), list)), None)
    if isinstance(columns, list) and columns:
        named = [column.get("name") if isinstance(column, Mapping) else column for column in columns]
        return _under([cell_text(name) for name in named], rows)
    header, below = split_header(rows)
    return _under([cell_text(cell) for cell in header], below)


def _under(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[object]:
    names = unique_headers(header)
    for row in rows:
        yield dict(zip(names, row, strict=False)) if len(row) <= len(names) else row


def _of_pages(content: list[object]) -> list[object] | None:
    """Return the records of answers one after another, which hold a list and say where in it they are; else None."""
    found: list[object] = []
    for page in content:
        if not isinstance(page, Mapping):
            return None
        held = [key for key in HOLDERS if isinstance(page.get(key), list)]
        others = {key.replace("_", "").casefold() for key in page if key not in held[:1]}
        if not held or not others or not others <= _PAGING:
            return None
        found += page[held[0]]
    return found if found and all(isinstance(record, Mapping) for record in found) else None


def _under_keys(content: object) -> list[object] | None:
    """Return the records of an object that holds each under its key, with that as a field; else None."""
    records = list(content.values()) if isinstance(content, Mapping) else []
    if len(records) < _FEWEST_KEYED or not all(isinstance(record, Mapping) for record in records):
        return None
    alike = set.intersection(*(set(record) for record in records))
    if len(alike) < _FEWEST_FIELDS:
        return None
    return [{"key": key, **record} for key, record in content.items()] if isinstance(content, Mapping) else None


def _of_columns(content: object) -> list[object] | None:
    """Return the records of a document that holds each column as an object, as pandas writes a table; else None."""
    if not isinstance(content, Mapping) or len(content) < _FEWEST_COLUMNS:
        return None
    columns = [column for column in content.values() if isinstance(column, Mapping)]
    if len(columns) < len(content) or not all(key.isdecimal() for key in columns[0]):
        return None
    if any(column.keys() != columns[0].keys() for column in columns):
        return None
    return [{name: column[key] for name, column in content.items()} for key in columns[0]]


def _of_answer(content: object) -> list[object] | None:
    """Return the one list of an answer's records that is nearest to the top (GraphQL, Elasticsearch); else None."""
    level = [content]
    for _ in range(_MAX_DEPTH):
        holders = [holder for holder in level if isinstance(holder, Mapping)]
        found = [holder[key] for holder in holders for key in _ANSWERS if isinstance(holder.get(key), list)]
        if found:
            return found[0] if len(found) == 1 else None
        level = [value for holder in holders for value in holder.values()]
    return None
