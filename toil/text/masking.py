"""Texts -> masked texts: boilerplate goes, what varies from ticket to ticket becomes a readable placeholder.

All of it runs in Arrow's kernels (RE2): phrase rules over whole texts, word rules over the distinct words only.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.letters import spell_out
from toil.text.parts import in_parts, whole
from toil.text.rules import Rule, apply_rules, first_fit, read_rules

BOILERPLATE, MASKS = "boilerplate.toml", "masks.toml"

EMPTY = pa.scalar("", pa.large_string())
SPACE = pa.scalar(" ", pa.large_string())

MAX_CHARACTERS = 6000
"""Characters of a text that are looked at; the rest of a pasted log says nothing new."""

MAX_WORDS = 120
"""Words of a masked text that make its template."""

MAX_LETTERS = 60
"""Letters of a word that count; longer ones are pasted data."""

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_INVISIBLE = r"[\x{00AD}\x{200B}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{2066}-\x{2069}\x{FEFF}]+"
"""Soft hyphens, zero-width spaces, direction marks, byte order marks; joiners stay, scripts of India need them."""

_DIGITS = "०१२३४५६७८९"

_CANDIDATE = r"[\d\\/@.]"
_PLACEHOLDER = r"<[A-Z][A-Z_]*>"
_PUNCTUATION = spell_out(
    r"(?s)^(?P<head>[^\p{L}\p{M}\p{N}<\\/#$+~]*)(?P<word>.*?)(?P<tail>[^\p{L}\p{M}\p{N}>%/\\]*)$"
)
_DRESSED = spell_out(r"^[^\p{L}\p{M}\p{N}<\\/#$+~]|[^\p{L}\p{M}\p{N}>%/\\]$")
"""What a word with punctuation around it matches: one in ten, and only they are taken apart."""
_OPEN_TO_NFKC = r"[^\x{00}-\x{7F}\x{C0}-\x{131}\x{134}-\x{13E}\x{141}-\x{148}\x{14A}-\x{17E}\x{400}-\x{45F}–—‘’“”]"
"""A character that NFKC may change or join; texts without one are in NFKC already."""
_TIDY = (
    Rule("brackets and quotes left empty", r"""[(\[{"'“”„«»]\s*[)\]}"'“”»]""", " ", gate=r"[)\]}\"'“”»]"),
    Rule("spaces before punctuation", r"\s+([,.;:!?])", r"\1", gate=r"\s[,.;:!?]"),
    Rule(
        "punctuation left doubled", r"([,;:.!?])[\s,;:.!?–—-]*[,;:.!?]", r"\1", gate=r"[,;:.!?][\s,;:.!?–—-]*[,;:.!?]"
    ),
    Rule("punctuation left at the start", r"^[\s,.;:!?)–—-]+", "", gate=r"^[\s,.;:!?)–—-]"),
    Rule("punctuation left at the end", r"[\s,;:(–—-]+$", "", gate=r"[\s,;:(–—-]$"),
)


@dataclass(frozen=True)
class Words:
    """Masked texts as numbers: text *i* is ``words[ids[offsets[i]:offsets[i + 1]]]``."""

    offsets: np.ndarray
    ids: np.ndarray
    words: pa.Array

    def join(self) -> pa.Array:
        """Return the masked texts, words joined by one space."""
        lists = pa.LargeListArray.from_arrays(pa.array(self.offsets), self.words.take(pa.array(self.ids)))
        return pc.binary_join(lists, SPACE)


def mask(texts: pd.Series) -> pd.Series:
    """Return *texts* with boilerplate taken out and with placeholders for what varies.

    Case and accents stay. HTML, e-mail headers, quoted replies, greetings, courtesy, disclaimers and signatures go;
    ids, numbers, hosts, paths, dates, amounts and quoted names become ``<ID>``, ``<NUM>``, ``<HOST>``; placeholders
    of redaction (``<CPF>``) stay. Only the first 6,000 characters and 120 words count.

    Parameters
    ----------
    texts : pd.Series of str
        Null counts as an empty text.

    Returns
    -------
    pd.Series of str
        Masked texts, same index; empty where nothing is left.
    """
    masked = mask_words(clean(arrow_texts(texts))).join()
    return pd.Series(tidy(masked).to_numpy(zero_copy_only=False), index=texts.index, dtype="str")


def arrow_texts(texts: pd.Series) -> pa.Array:
    """Return *texts* as an Arrow array without nulls, in NFKC, cut to 6,000 characters, what no one sees taken out.

    A control character counts as a space; marks that only a renderer reads go without a trace. Digits of Devanagari
    are written 0 to 9, for the masks to see.
    """
    array = pa.array(texts, type=pa.large_string(), from_pandas=True)
    array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    array = pc.fill_null(array, "")
    if len(array) and (pc.max(pc.binary_length(array)).as_py() or 0) > MAX_CHARACTERS:
        array = pc.utf8_slice_codeunits(array, 0, MAX_CHARACTERS)
    if _has_control(array):
        array = pc.replace_substring_regex(array, pattern=_CONTROL, replacement=" ")
    return whole(_normalize, array)


def _has_control(texts: pa.Array) -> bool:
    """Return whether *texts* hold a control character other than tab and line end; a look at bytes is cheap."""
    held = texts.buffers()[2]
    letters = np.frombuffer(held, dtype=np.uint8) if held is not None else np.zeros(0, dtype=np.uint8)
    for at in range(0, len(letters), 1 << 24):
        block = letters[at : at + (1 << 24)]
        plain = sum(np.count_nonzero(block == code) for code in b"\t\n\r")
        if np.count_nonzero(block < 32) + np.count_nonzero(block == 127) > plain:
            return True
    return False


def _normalize(texts: pa.Array) -> pa.Array:
    """Return *texts* in NFKC, without invisible characters; only those that may change are looked at."""
    foreign = pc.match_substring_regex(texts, _OPEN_TO_NFKC)
    normal = pc.utf8_normalize(texts.filter(foreign), form="NFKC")
    if pc.any(pc.match_substring_regex(normal, f"{_INVISIBLE}|[{_DIGITS}]")).as_py():
        normal = pc.replace_substring_regex(normal, pattern=_INVISIBLE, replacement="")
        for digit, written in enumerate(_DIGITS):
            normal = pc.replace_substring(normal, pattern=written, replacement=str(digit))
    return pc.replace_with_mask(texts, foreign, normal)


def clean(texts: pa.Array, *, beside_summary: bool = False) -> pa.Array:
    """Return *texts* without what is said to everyone: markup, headers, quotes, greetings, courtesy, signatures.

    *beside_summary* if they stand beside summaries that say something: what never is the request may all go then.
    """
    return whole(partial(_clean, beside_summary=beside_summary), texts)


def _clean(texts: pa.Array, beside_summary: bool) -> pa.Array:
    rules = _boilerplate()
    markup = next(place for place, rule in enumerate(rules, 1) if rule.name == "HTML tags")
    plain = _read_entities(apply_rules(rules[:markup], texts))
    return apply_rules(rules[markup:], plain, beside_summary=beside_summary)


def mask_words(texts: pa.Array) -> Words:
    """Return cleaned *texts* as words, those that vary masked."""
    plain = _words(texts, _mask_phrases)
    masked = whole(_mask_distinct, plain.words).dictionary_encode()
    return Words(plain.offsets, masked.indices.to_numpy()[plain.ids], masked.dictionary)


def unmasked_words(texts: pa.Array) -> Words:
    """Return *texts* as words, nothing masked: for codes, whose numbers are what they say."""
    return _words(texts, lambda part: part)


def _words(texts: pa.Array, prepare: Callable[[pa.Array], pa.Array]) -> Words:
    """Return the words of what *prepare* makes of *texts*."""

    def read(part: pa.Array) -> tuple[pa.Array, np.ndarray]:
        words, lengths = split_words(prepare(part), MAX_WORDS)
        return words.dictionary_encode(), lengths

    coded, lengths = zip(*in_parts(read, texts), strict=True)
    unified = pa.chunked_array(coded).unify_dictionaries()
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    ids = np.concatenate([chunk.indices.to_numpy() for chunk in unified.chunks])
    return Words(offsets, ids, unified.chunk(0).dictionary)


def _mask_phrases(texts: pa.Array) -> pa.Array:
    return apply_rules(_phrases(), texts)


def split_words(texts: pa.Array, most: int | None = None) -> tuple[pa.Array, np.ndarray]:
    """Return the words of *texts*, one text after the other, and how many each text has (at most *most*)."""
    lists = pc.utf8_split_whitespace(pc.utf8_trim_whitespace(texts))
    lengths = pc.list_value_length(lists).to_numpy().astype(np.int64)
    if most is not None and len(lengths) and lengths.max() > most:
        lists = pc.list_slice(lists, 0, most)
        lengths = np.minimum(lengths, most)
    words = lists.flatten()
    empty = pc.equal(words, EMPTY)
    if not pc.any(empty).as_py():
        return words, lengths
    lengths[np.repeat(np.arange(len(lengths)), lengths)[empty.to_numpy(zero_copy_only=False)]] -= 1
    return words.filter(pc.invert(empty)), lengths


def _mask_distinct(words: pa.Array) -> pa.Array:
    words = pc.utf8_slice_codeunits(words, 0, MAX_LETTERS)
    varies = pc.and_not(pc.match_substring_regex(words, _CANDIDATE), pc.match_substring_regex(words, _PLACEHOLDER))
    word = words.filter(varies)
    dressed = pc.match_substring_regex(word, _DRESSED)
    parts = pc.extract_regex(word.filter(dressed), _PUNCTUATION)
    head, bare, tail = (pc.struct_field(parts, name) for name in ("head", "word", "tail"))
    masked = first_fit(pc.replace_with_mask(word, dressed, bare), _word_rules())
    joined = pc.binary_join_element_wise(head, masked.filter(dressed), tail, EMPTY)
    return pc.replace_with_mask(words, varies, pc.replace_with_mask(masked, dressed, joined))


def tidy(texts: pa.Array) -> pa.Array:
    """Return masked *texts* without the punctuation that masking left over."""
    return apply_rules(_TIDY, texts)


def _read_entities(texts: pa.Array) -> pa.Array:
    has_entity = pc.match_substring_regex(texts, r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
    if not pc.any(has_entity).as_py():
        return texts
    read = pa.array([html.unescape(text) for text in texts.filter(has_entity).to_pylist()], pa.large_string())
    return pc.replace_with_mask(texts, has_entity, read)


@lru_cache
def _boilerplate() -> tuple[Rule, ...]:
    return read_rules(BOILERPLATE, "rule")


@lru_cache
def _phrases() -> tuple[Rule, ...]:
    return read_rules(MASKS, "phrase")


@lru_cache
def _word_rules() -> tuple[Rule, ...]:
    return read_rules(MASKS, "word")
