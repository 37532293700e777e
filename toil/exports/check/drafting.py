"""A profile drafted for a layout that nobody knows: what is sure, what is guessed, what a person has to say."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.check.shown import shown_cells
from toil.exports.check.terminal import wrapped
from toil.exports.columns.units import UNTOLD
from toil.exports.dates.evidence import judge_order
from toil.exports.dates.parsing import read_times
from toil.exports.guessing.evidence import FEW, LOOKED_AT, MOSTLY, Evidence
from toil.exports.guessing.header_fields import likeliest
from toil.exports.layouts.fields import DURATIONS, FIELDS, SUBJECT
from toil.exports.layouts.plain import plain
from toil.exports.layouts.profile import GENERIC, builtin_profile
from toil.exports.reading import ReadFile
from toil.exports.typed import column_unit
from toil.i18n import Wording
from toil.privacy import redact
from toil.settings import Exports

MOST_HEADERS = 200
NEAR = 0.8
SHORT_TEXT = 120
_FULL_NAME = r"^\pL[\pL\pM'’-]+(?: \pL[\pL\pM'’.-]*){1,3}$"


@dataclass(frozen=True)
class Draft:
    """A profile to be: ``known`` and ``guessed`` are field -> header, ``unused`` is header -> share filled.

    The unused are for a person to place. ``asks_unit`` says that nothing tells the unit of numbers in time worked.
    ``unknown`` are cells by field that no value map knows. ``lacking`` are needed fields that even a guess lacks.
    """

    file: str
    known: Mapping[str, str]
    guessed: Mapping[str, str]
    unused: Mapping[str, float]
    unknown: Mapping[str, Sequence[str]]
    lacking: Sequence[str]
    ambiguous: bool
    asks_unit: bool


def draft_profile(
    file: ReadFile, masked: Mapping[str, str], lacking: Sequence[str], exports: Exports
) -> Draft | None:
    """Return a draft for the layout of *file*, or None where it would add nothing to what is known.

    Headers that hold personal data, as *masked* tells, stay unplaced. *exports* may state the unit of numbers.
    """
    mapped = {header: field for header, field in file.mapping.items() if field not in lacking}
    filled = {header: field for header, field in mapped.items() if header not in file.guessed}
    free = [h for h in file.raw.filled if h not in mapped and masked[h] == h]
    free = [h for h in free if file.raw.filled[h] or not file.raw.rows]
    guessed = {
        field: header for header, field in mapped.items() if header in file.guessed and masked[header] == header
    }
    free = likeliest(free, file.raw.table)
    guessed |= _guess_by_name(free, taken=set(mapped.values()))
    dated = [h for h in free if h in file.raw.table.column_names and _is_dates(file.raw.table[h])]
    if len(dated) > 1 and "opened_at" in lacking:  # which of several is the first of them, their cells tell better
        guessed.pop("opened_at", None)
    looked = [h for h in free if h not in guessed.values() and h in file.raw.table.column_names]
    guessed |= _guess_by_content(file, looked, needed=[f for f in lacking if f not in guessed])
    placed = {*filled, *guessed.values()}
    have = {*filled.values(), *guessed}
    dated = [h for h in placed if h in file.raw.table.column_names and _is_dates(file.raw.table[h])]
    fields = {header: field for field, header in guessed.items()}
    orders = [judge_order(file.raw.table[h]) for h in dated]
    draft = Draft(
        file=file.source.name,
        known={field: header for header, field in filled.items()},
        guessed=guessed,
        unused=dict([(masked[h], share) for h, share in file.raw.filled.items() if h not in placed][:MOST_HEADERS]),
        unknown={
            field: [masked[cell] for cell, value, _ in cells if cell and value is None]
            for field, cells in shown_cells(file)
            if field in filled.values()
        },
        lacking=[f for f in lacking if f not in have and not (f == "summary" and have & set(SUBJECT))],
        ambiguous=any(order.slashed for order in orders) and all(order.decided is None for order in orders),
        asks_unit=any(
            _asks_unit(file, h, exports) for h in placed if (file.mapping.get(h) or fields.get(h)) in DURATIONS
        ),
    )
    adds = draft.guessed or draft.unused or any(draft.unknown.values())
    return draft if adds else None


def _asks_unit(file: ReadFile, header: str, exports: Exports) -> bool:
    unit = column_unit(file, header, exports) if header in file.raw.table.column_names else None
    return unit is not None and unit.by == UNTOLD


def _guess_by_name(headers: Sequence[str], taken: set[str]) -> dict[str, str]:
    """Return field -> header for headers that hold a known one, or are spelt nearly so; the best for each field."""
    known = builtin_profile(GENERIC).headers
    guesses: dict[str, tuple[float, str]] = {}
    for header in headers:
        name = plain(header)
        inside = [alias for alias in known if len(alias) > 3 and f" {alias} " in f" {name} "]
        close = inside or get_close_matches(name, known, n=1, cutoff=NEAR)
        if close:
            alias = max(close, key=len)
            field, likeness = known[alias][0], len(alias) / max(len(name), len(alias))
            if field not in taken and (field not in guesses or likeness > guesses[field][0]):
                guesses[field] = (likeness, header)
    return {field: guesses[field][1] for field in FIELDS if field in guesses}


def _guess_by_content(file: ReadFile, headers: Sequence[str], needed: Sequence[str]) -> dict[str, str]:
    """Return field -> header for *needed* fields, told by what the columns hold."""
    columns = {header: file.raw.table[header].cast(pa.string()).slice(0, LOOKED_AT) for header in headers}
    finders: dict[str, Callable[[dict[str, pa.ChunkedArray]], str | None]] = {
        "opened_at": _earliest_dates,
        "summary": _texts,
        "group": _few_names,
    }
    guesses = {}
    for field, find in finders.items():
        header = find(columns) if field in needed else None
        if header is not None:
            guesses[field] = header
            del columns[header]
    return guesses


def _is_dates(column: pa.ChunkedArray) -> bool:
    return Evidence(column).dates


def _earliest_dates(columns: dict[str, pa.ChunkedArray]) -> str | None:
    """A ticket is opened before all else that happens to it: of the full columns, the one that is seldom later."""
    dated = {h: column for h, column in columns.items() if _is_dates(column)}
    if not dated:
        return None
    filled = {h: len(column) - column.null_count for h, column in dated.items()}
    full = [h for h in dated if filled[h] >= MOSTLY * max(filled.values())]
    times = {h: read_times(column, True, "UTC").values for h, column in dated.items()}

    def later(header: str) -> int:
        return sum(pc.sum(pc.greater(times[header], times[other])).as_py() or 0 for other in dated if other != header)

    return min(full, key=lambda header: (later(header), -filled[header]))


def _texts(columns: dict[str, pa.ChunkedArray]) -> str | None:
    """The fullest column of several words a cell that mostly differ, short ones before long ones."""
    found = {}
    for header, column in columns.items():
        cells = column.drop_null()
        spaced = pc.mean(pc.count_substring(cells, " ").cast(pa.float64())).as_py() or 0
        if spaced >= 1 and len(cells.unique()) * 2 > len(cells) and not _is_dates(column):
            found[header] = (pc.mean(pc.utf8_length(cells)).as_py() > SHORT_TEXT, column.null_count)
    return min(found, key=lambda header: found[header]) if found else None


def _few_names(columns: dict[str, pa.ChunkedArray]) -> str | None:
    """The column of words with the most distinct cells, each of which two rows or more share on average.

    One of few labels goes before people, of whom there are more, and one with unlike labels before names in two or
    three words; of a few rows some that share one will do. Where some are known as people's names it is no group.
    """
    found: dict[str, tuple[bool, bool, bool, int]] = {}
    for header, column in columns.items():
        cells = column.drop_null()
        labels = cells.unique()
        distinct = len(labels)
        words = pc.mean(pc.match_substring_regex(cells, r"\p{L}{2}").cast(pa.float64())).as_py() or 0
        shared = distinct * 2 <= len(cells) or (len(cells) <= FEW and distinct < len(cells))
        if distinct and shared and words > MOSTLY and not _is_dates(column) and not _known_people(labels):
            named = pc.mean(pc.match_substring_regex(labels, _FULL_NAME).cast(pa.float64())).as_py()
            found[header] = (distinct > 1, distinct <= FEW, named < MOSTLY, distinct)
    return max(found, key=lambda header: found[header]) if found else None


def _known_people(labels: pa.Array) -> bool:
    """Say whether one in ten of *labels* or more is masked as a name where it stands alone."""
    masked, _ = redact(labels.to_pandas().astype("str"))
    return bool((masked == "<NAME>").mean() >= 1 - MOSTLY)


def write_draft(draft: Draft, words: Wording) -> str:
    """Return *draft* as a profile in TOML that can be used as it stands, with remarks in the reader's language."""
    _ = words.text
    name = "".join(c for c in draft.file if c.isprintable())
    lines = [
        *_remark(_("Draft profile for {file}. Save it beside toil.toml as profile.toml and set there:", file=name)),
        '#   [exports]  profile = "profile.toml"',
        *_remark(_("Look over each line marked as a guess; put other headers behind the field that they hold.")),
        'title = "' + _("my ticket system") + '"',
    ]
    if draft.ambiguous:
        lines.append("# day_first = true   # " + _("03/04 is 3 April; false if it is March 4: say which"))
    if draft.asks_unit:
        unit = _("unit of numbers in time worked: seconds, minutes or hours; else minutes")
        lines.append(f'# number_unit = "hours"   # {unit}')
    lines += ["", "[headers]", *[f"{field} = [{_quoted(header)}]" for field, header in draft.known.items()]]
    remark = "   # " + _("a guess")
    lines += [f"{field} = [{_quoted(header)}]{remark}" for field, header in draft.guessed.items()]
    lines += [
        f"# ? = [{_quoted(header)}]   # " + _("{share} filled", share=words.part(share))
        for header, share in draft.unused.items()
    ]
    for field, cells in draft.unknown.items():
        if cells:
            lines += ["", f"[values.{field}]", f"# ? = [{', '.join(_quoted(cell) for cell in cells)}]"]
    return "\n".join(lines) + "\n"


def _remark(text: str) -> list[str]:
    return wrapped(text, "# ", "# ")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
