"""Cells of text and ids, mended: line ends, double encoding, over-long cells, ids that a spreadsheet touched."""

from __future__ import annotations

import contextlib
import re
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ftfy import fix_encoding

from toil.store import aside

MAX_CELL = 100_000
# What UTF-8 looks like when it was read as cp1252 or cp1251: the letter of a lead byte, then a sign beyond ASCII.
# Only a suspicion: ftfy decides.
_TWICE = r"[ÂÃÐÑà][^\x{0000}-\x{007F}]|â€|[РС][^\x{0000}-\x{007F}А-Яа-яЁё]"
_CYRILLIC_TWICE = re.compile(r"(?:[РС]\S)+(?: (?:[РС]\S)+)*")
DIRECTIONS = r"\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{2066}-\x{2069}\x{FEFF}"
"""Signs that say how letters run or where a word may break, within brackets: no id and no date has one."""
_CONTROLS = r"\x00-\x08\x0B\x0C\x0E-\x1F\x7F"
CONTROL = f"[{_CONTROLS}]"
_UNSEEN = rf"[{_CONTROLS}{DIRECTIONS}]"
_DAMAGED = r"^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}$"
_THOUSANDS = r"^[0-9]{1,3}(?:[ \x{00A0}\x{202F}][0-9]{3})+$"
_POINTS = r"^[0-9]{1,3}(?:[.,][0-9]{3})*$"
_FLOAT = r"^[0-9]+\.0$"
# What a spreadsheet is told to show as text: ="00123"; and the words of a link.
_CONSTANT = r'^="(?P<shown>[^"]*)"$'
_LINK = (
    r'^=(?:(?i:HYPERLINK|HIPERLINK|HYPERLIEN|ГИПЕРССЫЛКА)\((?:"[^"]*"|[A-Z]+[0-9]+) ?[,;] ?)?"(?P<shown>[^"]*)"\)?$'
)

_ANCHOR = r"^<a [^<>]*>(?P<shown>[^<>]*)</a>$"


def mend_texts(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int, int]:
    """Return texts with plain line ends, repaired encoding and a size limit; how many were repaired, and cut."""
    returns = aside.some(column, lambda cells: pc.match_substring_regex(cells, r"_x000D_|\r"))
    repaired = cut = 0

    def mend(cells: pa.Array) -> pa.Array:
        nonlocal repaired, cut
        if returns:
            cells = pc.replace_substring_regex(cells, r"_x000D_\r?\n?|\r\n?", "\n")
            cells = pc.utf8_rtrim(cells, characters="\n")
        cells, changed = repair_encoding(cells)
        long = pc.fill_null(pc.greater(pc.utf8_length(cells), MAX_CELL), False)
        over = pc.sum(long).as_py() or 0
        repaired, cut = repaired + changed, cut + over
        return pc.if_else(long, pc.utf8_slice_codeunits(cells, 0, MAX_CELL), cells) if over else cells

    return aside.each(column, mend), repaired, cut


def without_padding(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return texts without the spaces that fill each cell up to one width, if any cell has them."""
    if not aside.some(column, lambda cells: pc.or_(pc.starts_with(cells, " "), pc.ends_with(cells, "  "))):
        return column
    return aside.each(column, pc.utf8_trim_whitespace)


def without_returns(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return short cells without the line end that Excel writes as ``_x000D_``; null where nothing else stood."""
    if not pc.any(pc.match_substring(column, "_x000D_")).as_py():
        return column
    cells = pc.utf8_trim_whitespace(pc.replace_substring(column, "_x000D_", " "))
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, cells.type), cells)


def repair_encoding(cells: pa.Array) -> tuple[pa.Array, int]:
    """Return *cells* with UTF-8 that was read as another encoding repaired (ftfy), and how many changed."""
    suspect = pc.fill_null(pc.match_substring_regex(cells, _TWICE), False)
    if not pc.any(suspect).as_py():
        return cells, 0
    coded = cells.filter(suspect).dictionary_encode()
    before = coded.dictionary.to_pylist()
    after = [fix_encoding(text) for text in before]
    rows = np.bincount(coded.indices.to_numpy(), minlength=len(before))
    changed = sum(int(n) for old, new, n in zip(before, after, rows, strict=True) if old != new)
    fixed = pa.array(after, type=cells.type).take(coded.indices)
    return pc.replace_with_mask(cells, suspect, fixed), changed


def mend_encoding(text: str) -> str:
    """Return one text repaired as `mend_texts` does.

    >>> mend_encoding("NÃºmero")
    'Número'
    """
    if text.isascii():
        return text
    whole = str(repair_encoding(pa.array([text]))[0][0])
    if whole == text and _CYRILLIC_TWICE.fullmatch(text):  # too short for ftfy to be sure
        with contextlib.suppress(UnicodeError):
            return text.encode("cp1251").decode()
    return whole


def without_formulas(column: pa.ChunkedArray, *, links: bool) -> pa.ChunkedArray:
    """Return cells that are a formula of one text (``="00123"``) as that text; with *links*, of a link its words.

    A link may be a formula's or one of HTML.
    """
    if pa.types.is_dictionary(column.type):
        coded = column.unify_dictionaries().combine_chunks()
        before = pa.chunked_array([coded.dictionary])
        cells = without_formulas(before, links=links)
        if cells is before:
            return column
        return pa.chunked_array([cells.combine_chunks().take(coded.indices).dictionary_encode()])
    for start, pattern in (("=", _LINK if links else _CONSTANT), *((("<a ", _ANCHOR),) if links else ())):
        if aside.some(column, partial(pc.starts_with, pattern=start)):
            column = aside.each(column, partial(_shown, pattern=pattern))
    return column


def _shown(cells: pa.Array, *, pattern: str) -> pa.Array:
    """Return *cells* that *pattern* matches as what it calls shown, null where that is empty."""
    shown = pc.struct_field(pc.extract_regex(cells, pattern), "shown").cast(cells.type)
    shown = pc.if_else(pc.equal(shown, ""), pa.scalar(None, cells.type), shown)
    return pc.if_else(pc.fill_null(pc.match_substring_regex(cells, pattern), False), shown, cells)


def without_thousands(ids: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return ids without what a system or spreadsheet puts into numbers: ``9 999``, ``9.999``, ``9999.0``.

    Points, commas and decimals only where the whole column is written so: elsewhere they may be part of the id.
    """
    spaced = pc.match_substring_regex(ids, _THOUSANDS)
    if pc.any(spaced).as_py():
        ids = pc.if_else(spaced, pc.replace_substring_regex(ids, r"[ \x{00A0}\x{202F}]", ""), ids)
    for written, sign in ((_FLOAT, r"\.0$"), (_POINTS, "[.,]")):
        if not pc.any(pc.match_substring_regex(ids.slice(0, 1000), f"^[0-9].*{sign}")).as_py():
            continue
        if pc.all(pc.match_substring_regex(ids, written)).as_py():
            return pc.replace_substring_regex(ids, sign, "")
    return ids


_TOTALS = r"(?i)^(?:sub[ -]?|grand )?totals?\b[^0-9]*:?|^(?:soma|summe|zwischensumme|gesamt)\b|^(?:итого|всего|कुल)"


def without_totals(ids: pa.ChunkedArray, dates: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return *ids*, none in a row of totals that has a date, as a day's: else it would be a ticket."""
    totals = pc.match_substring_regex(ids, _TOTALS)
    if not pc.any(totals).as_py():
        return ids
    return pc.if_else(pc.and_(totals, pc.is_valid(dates)), pa.scalar(None, ids.type), ids)


def mend_ids(column: pa.ChunkedArray, rows: pa.Array) -> tuple[pa.ChunkedArray, int]:
    """Return ids without thousands signs and a spreadsheet's text mark; a damaged one (1,23E+11) gets its row number.

    Many ids end up as the same damaged one, so without the row they would merge into one ticket.
    """
    ids = without_thousands(pc.replace_substring_regex(trim(column), r"^'([^']+)$", r"\1"))
    damaged = pc.fill_null(pc.match_substring_regex(ids, _DAMAGED), False)
    count = pc.sum(damaged).as_py() or 0
    if count:
        numbered = pc.binary_join_element_wise(ids, rows.cast(ids.type), pa.scalar(" row ", ids.type))
        ids = pc.if_else(damaged, numbered, ids)
    return ids, count


def trim(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return ids and references without unseen characters and surrounding spaces; null where nothing is left."""
    cells = without_returns(column)
    if pc.any(pc.match_substring_regex(cells, _UNSEEN)).as_py():
        cells = pc.replace_substring_regex(cells, _UNSEEN, "")
    cells = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, cells.type), cells)
