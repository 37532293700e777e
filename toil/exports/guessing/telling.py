"""What the cells of known columns tell of them: that a header means something else here, or not what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.rows import ASKED_FOR, NUMBER_SIGNS
from toil.exports.columns.values import read_counts, tally_values
from toil.exports.formats.opened import RawRows
from toil.exports.guessing.evidence import LONGEST_LABEL, LOOKED_AT, MOSTLY, Evidence, one_moment_each
from toil.exports.layouts.concepts import answers, read_words
from toil.exports.layouts.fields import ID, LABELS, PEOPLE, REFERENCES, TIMES
from toil.exports.layouts.mapping import map_headers
from toil.exports.layouts.plain import bare, plain
from toil.exports.layouts.profile import GENERIC, Profile

LONGEST_MARK = 2
"""Characters of a mark that says that something was done: x, ok, ✓."""
MOST_WORDS = 2
"""Words a cell on average that a code of a resolution may have."""
FEWEST_WORDS = 5
"""Words a cell on average that a long text under the name of a code has."""
MOST_WORDS_OF_ID = 4
"""Words a cell on average that an id may have, where each ends in its number: "Problem ID 14"."""
KNOWN = 0.5
"""Share of the filled cells above which a value map is said to know a column."""
FEWEST_ALIKE = 5
"""Rows with one and the same day, or state, before that may be the list's or the record's."""
SHOWN = "dv_"
GROUPS = frozenset(map(plain, ("grupo", "group", "gruppe", "группа", "समूह")))
_KINDS = {"change_id": "change", "problem_id": "problem"}
_NO = "no"
_ANYTHING = (*ID, *REFERENCES, *LABELS, *PEOPLE, *TIMES, "group")


def contradicted(table: pa.Table, mapping: Mapping[str, str]) -> list[str]:
    """Return the headers of *mapping* whose cells can't be its field: sentences as ids or codes, dates as names.

    Nor yes and no as dates: `Completed` says whether it was; nor names, as a service level's. Rows of one cell
    don't count: they are totals, footers.
    """
    held = {header: name for header, name in mapping.items() if header in table.column_names}
    doubtful = [header for header, name in held.items() if name in _ANYTHING]
    rows = _of_several_cells(table.select(list(held)).slice(0, LOOKED_AT))
    return [header for header in doubtful if _cannot_be(held[header], rows[header])]


def _of_several_cells(table: pa.Table) -> pa.Table:
    """Return the rows of *table* with more than one filled cell; all of them, if none has."""
    if table.num_columns < 2:
        return table
    filled = sum(pc.is_valid(column).to_numpy().astype(int) for column in table.columns)
    return table.filter(pa.array(filled > 1)) if (filled > 1).any() else table


def _cannot_be(name: str, column: pa.ChunkedArray) -> bool:
    seen = Evidence(column)
    if name in (*ID, *REFERENCES):
        return seen.words > 2 and seen.texts and not (seen.words <= MOST_WORDS_OF_ID and _numbered(column))
    if name in TIMES:
        named = name not in ASKED_FOR and bool(seen.filled) and seen.names
        marks = 0 < seen.length <= LONGEST_MARK and not seen.numbers
        return named or marks or (seen.answers and not seen.numbers) or _is_flag(column)
    if name in LABELS:
        return (seen.length > LONGEST_LABEL and seen.texts) or (name == "item" and seen.counts_rows)
    return seen.dates  # a group, a person


def _is_flag(column: pa.ChunkedArray) -> bool:
    cells = set(pc.unique(column.cast(pa.string())).drop_null().to_pylist())
    return "1" in cells and cells <= {"0", "1"}


def _numbered(column: pa.ChunkedArray) -> bool:
    """Say whether most filled cells end in a number."""
    cells = column.slice(0, LOOKED_AT).cast(pa.string()).drop_null()
    cells = cells.filter(pc.match_substring_regex(cells, r"[\p{L}0-9]"))
    return bool(len(cells)) and pc.mean(pc.match_substring_regex(cells, r"[0-9]\s*$")).as_py() >= MOSTLY


def tell_fields(mapping: dict[str, str], table: pa.Table, profile: Profile) -> dict[str, str]:
    """Return *mapping*, where a stage, a service level, a resolution or a symptom is what its cells say."""
    mapping = _tell_kinds(_tell_states(_tell_groups(mapping, table, profile), table, profile), table, profile)
    return _tell_symptoms(_tell_codes(_tell_levels(mapping, table, profile), table, profile), table)


def _tell_states(mapping: dict[str, str], table: pa.Table, profile: Profile) -> dict[str, str]:
    """Return *mapping*, where a column called a tier (``Stufe``) or a kind is the state, if that knows its cells.

    So is a `Fase` of several states beside a `Status` that is the same in all rows: whether the record is in use.
    """
    held = [header for header, name in mapping.items() if name == "state"]
    if held and (len(table) < FEWEST_ALIKE or pc.count_distinct(table[held[0]].cast(pa.string())).as_py() != 1):
        return mapping
    if held:
        free = [header for header in table.column_names if header not in mapping and "state" in read_words(header)]
        told = [header for header in free if _known_share("state", table[header], profile) >= MOSTLY]
        told = [header for header in told if Evidence(table[header]).distinct > 1]
        return {h: n for h, n in mapping.items() if h != held[0]} | {told[0]: "state"} if len(told) == 1 else mapping
    told = [
        header
        for header, name in mapping.items()
        if name in ("tier", "kind", "priority")
        and not _known_share(name, table[header], profile)
        and _known_share("state", table[header], profile) > KNOWN
    ]
    return mapping | {told[0]: "state"} if len(told) == 1 else mapping


def _tell_groups(mapping: dict[str, str], table: pa.Table, profile: Profile) -> dict[str, str]:
    """Return *mapping*, where the group is what a header says to do the work, and not what is only called so.

    `Grupo` may be one of anything (of categories) beside a `Squad responsável`; paths of categories (CA's
    `INFRA.Acesso.VPN`) are none beside a `Equipe` of others.
    """
    told = [header for header, name in mapping.items() if name == "group" and plain(header) in GROUPS]
    unread = [header for header in table.column_names if header not in mapping]
    free = [header for header in unread if _says_who_works(header)]
    if len(told) == 1 and _share_of_paths(table[told[0]]) >= MOSTLY:
        teams = [header for header in unread if (profile.field_of(header) or [""])[0] == "group"]
        free = free or [header for header in teams if _share_of_paths(table[header]) < KNOWN]
    if len(told) != 1 or len(free) != 1:
        return mapping
    seen = Evidence(table[free[0]])
    if not seen.labels or seen.filled < KNOWN * seen.rows:
        return mapping
    return {header: name for header, name in mapping.items() if header != told[0]} | {free[0]: "group"}


def _share_of_paths(column: pa.ChunkedArray) -> float:
    cells = column.slice(0, LOOKED_AT).cast(pa.string()).drop_null()
    return pc.mean(pc.match_substring_regex(cells, r"^[^.]+(?:\.\p{L}[^.]*)+$")).as_py() or 0.0


def _says_who_works(header: str) -> bool:
    words = read_words(header)
    return {"team", "doing"} <= words.concepts <= {"team", "doing", "small"} and not words.unknown


def _tell_kinds(mapping: dict[str, str], table: pa.Table, profile: Profile) -> dict[str, str]:
    """Return *mapping*, where what is called a category is the kind, if each of its cells names one.

    A column of kinds goes before it, unless no cell of it is one: a code.
    """
    told = [header for header, name in mapping.items() if name == "category"]
    kinds = [header for header, name in mapping.items() if name == "kind"]
    if (
        len(told) != 1
        or "summary" not in mapping.values()
        or any(_known_share("kind", table[h], profile) for h in kinds)
    ):
        return mapping
    cells = pc.unique(table[told[0]].cast(pa.string())).drop_null().to_pylist()
    if not cells or not all(plain(cell) in profile.meanings["kind"] for cell in cells):
        return mapping
    return {header: name for header, name in mapping.items() if name != "kind"} | {told[0]: "kind"}


def _known_share(name: str, column: pa.ChunkedArray, profile: Profile) -> float:
    """Return the share of the filled cells of *column* that the value map of *name* knows."""
    cells = tally_values(column, profile.meanings[name], profile.patterns.get(name, ()))
    return sum(rows for _, value, rows in cells if value) / max(1, sum(rows for _, _, rows in cells))


def _tell_levels(mapping: dict[str, str], table: pa.Table, profile: Profile) -> dict[str, str]:
    """Return *mapping*, where what is called a service level is whether it was met, if that is what its cells say."""
    due = [header for header, name in mapping.items() if name == "sla_due_at"]
    if not due or "sla_met" in mapping.values():
        return mapping
    return mapping | {due[0]: "sla_met"} if _known_share("sla_met", table[due[0]], profile) > KNOWN else mapping


def _tell_codes(mapping: dict[str, str], table: pa.Table, profile: Profile) -> dict[str, str]:
    """Return *mapping*, where what is called a resolution is its code (fixed, won't fix), if a few words are all.

    Several words are a code only where rows share them.

    A system that has a text of its own under that name keeps it, however short its cells are.
    """
    told = [header for header, name in mapping.items() if name == "resolution"]
    if len(told) != 1 or "resolution_code" in mapping.values():
        return mapping
    if profile.name != GENERIC and profile.field_of(told[0]):
        return mapping
    seen = Evidence(table[told[0]])
    shared = seen.words <= MOST_WORDS and (seen.words <= 1 or seen.distinct < seen.filled)
    return mapping | {told[0]: "resolution_code"} if seen.labels and shared else mapping


def _tell_symptoms(mapping: dict[str, str], table: pa.Table) -> dict[str, str]:
    """Return *mapping*, where a symptom (as in Ivanti) or a note (Asana) is the long text, if it is somebody's words.

    Notes that begin with their dates are a journal, which is counted.
    """
    told = [header for header, name in mapping.items() if name in ("symptom", "notes")]
    if len(told) != 1 or "description" in mapping.values():
        return mapping
    column = table[told[0]].slice(0, LOOKED_AT).cast(pa.string())
    if mapping[told[0]] == "notes" and not pc.all(pc.is_null(read_counts(column)[0])).as_py():
        return mapping
    seen = Evidence(column)
    return mapping | {told[0]: "description"} if seen.texts and seen.words >= FEWEST_WORDS else mapping


def uncounted(
    mapping: dict[str, str], table: pa.Table, profile: Profile, stated: Mapping[str, str]
) -> dict[str, str]:
    """Return *mapping* with the next best id where the best only counts the rows (`Nº`, then `Protocolo`).

    Under a bare sign for numbers it is none, and a guess may find one. What the study states stays.
    """
    own = next((header for header, name in mapping.items() if name == "ticket_id"), None)
    if own is None or plain(own) in set(map(plain, stated)) or not Evidence(table[own]).counts_rows:
        return mapping
    others = map_headers([header for header in table.column_names if header not in mapping], profile, stated)
    seen = {header: Evidence(table[header]) for header, name in others.items() if name == "ticket_id"}
    better = [header for header, cells in seen.items() if cells.singles]
    kept = {header: name for header, name in mapping.items() if header != own}
    if better:
        return kept | {better[0]: "ticket_id"}
    return kept if bare(own) in NUMBER_SIGNS else mapping


def tell_own_ids(mapping: dict[str, str], table: pa.Table, profile: Profile) -> tuple[dict[str, str], Profile]:
    """Return *mapping* and *profile* for a list of changes or problems: their number is the ticket's own.

    It is, where no column has the ticket's id, and nearly each row has a number that no other has, or that only rows
    opened at the same moment have: a change stands once for each who approves it.
    """
    if "ticket_id" in mapping.values():
        return mapping, profile
    opened = [header for header, name in mapping.items() if name == "opened_at"]
    own = [header for header, name in mapping.items() if name in _KINDS and _is_own(table, header, opened)]
    if len(own) != 1:
        return mapping, profile
    return mapping | {own[0]: "ticket_id"}, replace(profile, kind=_KINDS[mapping[own[0]]])


def _is_own(table: pa.Table, header: str, opened: Sequence[str]) -> bool:
    numbers = pc.count_distinct(table[header].cast(pa.string()), mode="all").as_py()
    once = table.num_rows > 0 and numbers >= MOSTLY * table.num_rows
    return once or (bool(opened) and one_moment_each(table, header, opened[0]))


def tell_zone(profile: Profile, mapping: Mapping[str, str], raw: RawRows) -> Profile:
    """Return *profile* with the zone of its database for records in JSON or XML as that has them: states as codes."""
    states = [header for header, name in mapping.items() if name == "state"]
    if profile.codes_timezone is None or not states or not raw.format.startswith(("json", "xml,")):
        return profile
    code = states[0].removeprefix(SHOWN)  # dv_state stands beside the code that it shows
    if code != states[0] and code in raw.filled:
        return replace(profile, timezone=profile.codes_timezone)
    cells = raw.table[states[0]].cast(pa.string()).drop_null()
    coded = pc.all(pc.match_substring_regex(cells, "^-?[0-9]+$")).as_py()
    return replace(profile, timezone=profile.codes_timezone) if len(cells) and coded else profile


def answer_blanks(table: pa.Table, header: str) -> pa.Table:
    """Return *table* with a no in the empty cells of *header*, if all others are one and the same yes (``x``)."""
    column = table[header].cast(pa.string())
    cells = pc.unique(column).drop_null().to_pylist()
    if len(cells) != 1 or not answers()[plain(cells[0])]:
        return table
    whole = pc.fill_null(column, _NO).cast(table.schema.field(header).type)
    return table.set_column(table.column_names.index(header), header, whole)


def read_answers(profile: Profile, *, missed: bool, state: str) -> Profile:
    """Return *profile* for columns of yes and no.

    Where one says whether a service level was *missed*, a yes there is a no; where one asks for a *state* (closed
    under `Feito?`, open under `Pendente?`), a yes is that, a no the other one.
    """
    meanings = dict(profile.meanings)
    if missed:
        levels = {"true": "false", "false": "true"}
        meanings["sla_met"] = {cell: levels[met] for cell, met in meanings["sla_met"].items()}
    if state:
        other = "open" if state == "closed" else "closed"
        states = {cell: state if yes else other for cell, yes in answers().items()}
        meanings["state"] = {**meanings["state"], **states}
    return replace(profile, meanings=meanings)
