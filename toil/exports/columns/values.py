"""Coded cells -> the contract's values: looked up once for each distinct cell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.dates.cells import western_digits
from toil.exports.formats.cells import mend_encoding
from toil.exports.layouts.concepts import read_words, spaced, state_words
from toil.exports.layouts.header_words import SMALL
from toil.exports.layouts.plain import plain
from toil.exports.layouts.profile import Profile

Patterns = Sequence[tuple[str, str]]
CODED = pa.dictionary(pa.int32(), pa.string())
_PARTS = r"(?i)\s[-–—]\s|[:(]|\s(?:por|pel[oa]s?|by|von|durch|com|sem|with|without|mit|ohne|с|без)\s"
_ARROW = r"\s*(?:[-=]+>|[→➔➜»]|\s>\s)\s*"
_NOUN = re.compile(r"(?:ени|ани|ыти)(?:е|я|ю|и|ем)$")
"""The end of a Russian noun, in plain form: what `На решении`, `Ждет выполнения` is of, not what was done."""
_CONTACTS = frozenset(("phone", "email", "portal", "chat", "monitoring", "person"))
_SPOKEN_OF = _CONTACTS | {"incident", "request"}
_DENIALS = frozenset(
    map(
        plain, ("post", "pós", "no", "not", "non", "não", "sem", "nicht", "kein", "keine", "ohne", "не", "без", "नहीं")
    )
)
_NOT_YET = frozenset(
    plain(
        "parcialmente parcial ser sera quase pre semi partially partly partial be almost nearly teilweise fast zu"
        " wird werden частично почти к будет आंशिक लगभग जाना करना होना"
    ).split()
)
"""Of an end that is not whole, or still to come: `Parcialmente resolvido`, `To be closed`, `К закрытию`."""
_ENDS = ("cancelled", "closed", "resolved")
_OWN_NAMES = {
    "5": frozenset(plain("priority prioridade urgency urgência severidade priorität приоритет प्राथमिकता").split()),
    "pending": frozenset(plain("status state situação estado статус состояние स्थिति").split()),
}
"""What a cell may be called beside its value, by a value that only the map of that field has."""
_BEGINNING = 6
MOST_WORDS_OF_STATE = 5
_ENDINGS = (
    (re.compile(r"(?<=[а-я]{4}[нт])[аоы]?$"), ("", "а", "о", "ы")),
    (
        re.compile(r"(?<=[а-я]{4})(?:ыи|ии|ои|ая|яя|ое|ее|ые|ие)$"),
        ("ыи", "ии", "ои", "ая", "яя", "ое", "ее", "ые", "ие"),
    ),
    (re.compile(r"(?<=[a-z]{3}[dtcvlr])[ao]s?$"), ("o", "a", "os", "as")),
)
"""What adjectives and participles end in, in plain form, in Russian (short and long) and in Portuguese."""


def map_distinct(column: pa.ChunkedArray, function: Callable[[str], str | None]) -> pa.DictionaryArray:
    """Return coded *column* with *function* applied once to each distinct cell."""
    coded = combined(column)
    mapped = [None if cell is None else function(cell) for cell in coded.dictionary.to_pylist()]
    return pa.array(mapped, type=pa.string()).take(coded.indices).dictionary_encode()


def listed(cell: str) -> str:
    """Return a list of texts in JSON as the texts, SharePoint's lookups without numbers; any other cell as it is.

    >>> listed('["VPN", "Rede"]'), listed("[VPN]"), listed("3;#VPN;#12;#Rede")
    ('VPN, Rede', '[VPN]', 'VPN, Rede')
    """
    if ";#" in cell:
        return re.sub(r";#[0-9]+;#", ", ", re.sub(r"^[0-9]+;#", "", cell))
    if not (cell.startswith('["') and cell.endswith('"]')):
        return cell
    try:
        texts = json.loads(cell)
    except ValueError:
        return cell
    return ", ".join(texts) if all(isinstance(text, str) for text in texts) else cell


def map_values(
    column: pa.ChunkedArray, table: Mapping[str, str], patterns: Patterns = ()
) -> tuple[pa.DictionaryArray, int]:
    """Return coded *column* in the contract's values, and how many rows hold a cell that neither knows."""
    mapped = map_distinct(column, lambda cell: look_up(cell, table, patterns))
    return mapped, mapped.null_count - column.null_count


def tally_values(
    column: pa.ChunkedArray, table: Mapping[str, str], patterns: Patterns = ()
) -> list[tuple[str, str | None, int]]:
    """Return (cell, value or null, rows) for each distinct cell of coded *column*, the commonest first."""
    coded = combined(column)
    cells = coded.dictionary.to_pylist()
    rows = np.bincount(coded.indices.drop_null().to_numpy(), minlength=len(cells))
    found = [
        (cell, look_up(cell, table, patterns), int(n)) for cell, n in zip(cells, rows, strict=True) if cell and n
    ]
    return sorted(found, key=lambda entry: (-entry[2], entry[0]))


def look_up(cell: str, table: Mapping[str, str], patterns: Patterns = ()) -> str | None:
    """Return the value of *cell*: by pattern, as it stands, without a leading number or P3, or by that alone.

    Else that of its words before a dash, a bracket or "by", or of a first word that says "pending"; and of a cell
    that was encoded twice that of the repaired one.

    >>> look_up("3 - Moderate", {"moderate": "3"}), look_up("Pending - vendor (ACME)", {"pending": "pending"})
    ('3', 'pending')
    """
    known = _look_up_whole(cell, table, patterns)
    if known or not (whole := mend_encoding(cell)):
        return known
    if whole != cell:
        return look_up(whole, table, patterns)
    if (apart := _apart(cell, table)) != cell:
        return look_up(apart, table, patterns)
    if "pending" in table.values() and len(stages := re.split(_ARROW, cell)) > 1:  # all that it was: the last counts
        return look_up(stages[-1], table, patterns) if stages[-1].strip() else None
    head, *rest = (table.get(plain(part)) for part in re.split(_PARTS, cell))
    if table.get(plain(cell).partition(" ")[0]) == "pending":  # whatever it waits for
        return "pending"
    known = "cancelled" if head and "cancelled" in rest else head if rest else None
    known = known or next((table[form] for form in genders(plain(cell)) if form in table), None)
    words = plain(cell).split()
    known = known or _look_up_loosely(plain(cell), table) or _look_up_words(words, table)
    known = known or _look_up_ends(words, table)
    return _state_of(re.split(_PARTS, cell)[0]) if not known and "pending" in table.values() else known


def _apart(cell: str, table: Mapping[str, str]) -> str:
    """Return the words of *cell* apart, without what it is of: ``HighPriority``, ``Status: aberto``."""
    own = next((names for value, names in _OWN_NAMES.items() if value in table.values()), frozenset())
    words = spaced(cell).split()
    kept = [word for word in words if plain(word) not in own] or words
    return cell if kept == cell.split() else " ".join(kept)


def genders(cell: str) -> Iterator[str]:
    """Yield *cell* (plain) with its words in the other genders and numbers: ``отложен`` of ``отложена``."""
    words = cell.split()
    for ended, endings in _ENDINGS:
        for ending in endings if any(map(ended.search, words)) else ():
            yield " ".join(ended.sub(ending, word) for word in words)


def _look_up_loosely(cell: str, table: Mapping[str, str]) -> str | None:
    """Return the value of *cell* without small words: ``análise da causa raiz`` is ``análise de causa raiz``."""
    words = _telling(cell)
    if len(words) < 2 or not SMALL & set(cell.split()):
        return None
    return next((value for known, value in table.items() if _telling(known) == words), None)


def _telling(cell: str) -> list[str]:
    return [word for word in cell.split() if word not in SMALL]


def _look_up_words(words: Sequence[str], table: Mapping[str, str]) -> str | None:
    """Return the one value that *words* speak of: ``Request for information``, ``Telefonisch``; null for several.

    Not what else may be its subject: a `Mudança de senha` is no change, a `Problema de hardware` no problem record.
    """
    if not _SPOKEN_OF & set(table.values()) or _DENIALS & set(words):
        return None
    spans = (" ".join(words[start : start + n]) for start in range(len(words)) for n in (1, 2, 3))
    found = {table.get(span) or _begun(span, table) for span in spans} - {None}
    value = found.pop() if len(found) == 1 else None
    return value if value in _SPOKEN_OF else None


def _look_up_ends(words: Sequence[str], table: Mapping[str, str]) -> str | None:
    """Return the state that each of *words* says to be an end: ``Закрыто выполнено``; a cancelled one is that."""
    found = {table.get(word) for word in words}
    ends = [state for state in _ENDS if state in found]
    return ends[0] if len(words) > 1 and found == set(ends) else None


def _state_of(said: str) -> str | None:
    """Return the state that a few words speak of by their beginnings: ``Neu zugewiesen``, ``Rückfrage beim Kunden``.

    Who waits, waits for whatever else is said; a new one that is open is open. Others beside each other, a denial, an
    end that isn't whole, or the refusal of an end (`Solução rejeitada`), tell nothing.
    """
    words = plain(said).split()
    denials = _DENIALS if words[:1] == ["no"] else _DENIALS - {"no"}  # `Finalizado no prazo`: within the time
    if len(words) > MOST_WORDS_OF_STATE or denials & set(words):
        return None
    told = [(word, state) for word in words for start, state in state_words().items() if word.startswith(start)]
    found = {state for word, state in told if state not in _ENDS or not _NOUN.search(word)}
    if _NOT_YET & set(words) or (found == {"cancelled"} and read_words(said).any_of(("resolve", "close"))):
        found -= {*_ENDS}
    found = found & {"pending"} or found - ({"new"} if "open" in found else set())
    return found.pop() if len(found) == 1 else None


def _begun(word: str, table: Mapping[str, str]) -> str | None:
    """Return the way of contact that the beginning of *word* names: ``telefon`` of ``telefonisch``."""
    return next((v for w, v in table.items() if v in _CONTACTS and len(w) >= _BEGINNING and word.startswith(w)), None)


def _look_up_whole(cell: str, table: Mapping[str, str], patterns: Patterns) -> str | None:
    words = plain(cell.replace("_x000D_", " "))
    number, _, rest = words.partition(" ")
    by_pattern = next((value for pattern, value in patterns if re.search(pattern, cell, re.IGNORECASE)), None)
    if by_pattern or words in table or not re.fullmatch("[a-z]?[0-9]+", number):
        return by_pattern or table.get(words)
    return table.get(rest) or table.get(number)


def combined(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Return *column* coded, in one piece with one dictionary."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return coded.unify_dictionaries().combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded


def kinds_by_prefix(ids: pa.ChunkedArray, prefixes: Mapping[str, str]) -> pa.DictionaryArray:
    """Return the kind that the letters before an id's number stand for, null where they stand for none."""
    upper = {prefix.upper(): kind for prefix, kind in prefixes.items()}
    letters = pc.replace_substring_regex(ids, r"[^A-Za-z].*$", "")
    return map_distinct(letters, lambda prefix: upper.get(prefix.upper()))


def find_codes(
    ids: pa.ChunkedArray | pa.Array, kinds: pa.ChunkedArray | None, profile: Profile
) -> list[tuple[pa.ChunkedArray | pa.Array, Patterns]]:
    """Return (rows, state patterns) for each table of *profile* with codes of its own, by class, else id."""
    if not profile.codes:
        return []
    prefixes = {prefix: table for table, codes in profile.codes.items() for prefix in codes.prefixes}
    tables = kinds_by_prefix(ids, prefixes).cast(pa.string())
    if kinds is not None:
        classes = {name: table for table, codes in profile.codes.items() for name in codes.classes}
        tables = pc.coalesce(map_distinct(kinds, lambda cell: classes.get(plain(cell))).cast(pa.string()), tables)
    masks = {table: pc.fill_null(pc.equal(tables, table), False) for table in profile.codes}
    return [(mask, profile.codes[table].states) for table, mask in masks.items() if pc.any(mask).as_py()]


def read_counts(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int]:
    """Return whole numbers, and how many filled cells hold none. A journal of notes counts as its dated entries."""
    column = _without_thousands(western_digits(column))
    plain_digits = pc.match_substring_regex(column, r"^ ?[0-9]{1,9}(?:[.,]0+)? ?$")
    digits = pc.replace_substring_regex(column, r"[.,]0+ ?$| ", "")
    numbers = pc.if_else(plain_digits, digits, pa.scalar(None, pa.string())).cast(pa.int64())
    entries = pc.count_substring_regex(
        column, r"(?:^|\n)\[?[0-9]{1,4}[-/.](?:[0-9]{1,2}|\pL{3,12}\.?)[-/.][0-9]{2,4},? [0-9]{1,2}:[0-9]{2}"
    )
    journal = pc.if_else(pc.greater(entries, 0), entries, pa.scalar(None, entries.type)).cast(pa.int64())
    counts = pc.coalesce(numbers, journal)
    return counts, counts.null_count - column.null_count


def _without_thousands(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return *column* of whole numbers without signs between thousands; 1.000 alone may be 1 with three decimals."""
    grouped = pc.match_substring_regex(column, r"^ ?[1-9][0-9]{0,2}(?:[.,][0-9]{3}){1,2} ?$")
    if not pc.any(pc.and_not(grouped, pc.match_substring_regex(column, r"[.,]000 ?$"))).as_py():
        return column
    return pc.if_else(grouped, pc.replace_substring_regex(column, "[.,]", ""), column)
